//! A comparison as one page that asks for nothing else: its data stands in it as JSON, and its script writes what a
//! description says as text only.

use serde::Serialize;

use crate::diff::{Change, Comparison, Count, Summary};

/// The page without its title and data.
const PAGE: &str = include_str!("page.html");

#[derive(Serialize)]
struct View<'a> {
    old: &'a Count,
    new: &'a Count,
    summary: Summary,
    ignored: usize,
    /// All operations, which rows refer to.
    operations: &'a [String],
    changes: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    title: &'static str,
    reached: &'a [usize],
    #[serde(flatten)]
    change: &'a Change,
}

/// The comparison as an HTML page.
///
/// # Errors
///
/// Those of the serialiser, which no comparison is known to cause.
pub fn html(comparison: &Comparison) -> serde_json::Result<String> {
    let rows = comparison.changes.iter().map(|change| Row {
        title: change.kind.rule().title,
        reached: &change.operations.all,
        change,
    });
    let view = View {
        old: &comparison.old,
        new: &comparison.new,
        summary: comparison.summary(),
        ignored: comparison.ignored.len(),
        operations: &comparison.operations,
        changes: rows.collect(),
    };
    let data = within_script(&serde_json::to_string(&view)?);
    let title = escape(&format!("{} → {}", comparison.old.title, comparison.new.title));
    // The data comes last: what a description says may look like a place to fill.
    let (head, rest) = PAGE.split_once("{{title}}").unwrap_or((PAGE, ""));
    let (middle, tail) = rest.split_once("{{data}}").unwrap_or((rest, ""));
    Ok([head, &title, middle, &data, tail].concat())
}

/// JSON that no reader of HTML takes for markup: in JSON these characters stand only within strings.
fn within_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
