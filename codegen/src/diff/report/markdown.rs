//! A comparison for a pull request: the summary, what breaks, and the rest folded away.

use std::fmt::Write as _;

use super::{Group, groups, reach, values};
use crate::diff::{Comparison, Count, Tally, Verdict};

/// The most characters of a report: what GitHub takes in a comment is 65,536.
const LONGEST: usize = 60_000;
/// The most changes of a group that are listed.
const LISTED: usize = 50;
/// The most groups that stand open.
const OPEN: usize = 3;

/// The comparison as Markdown, at most 60,000 characters long. What is mere information is counted, and listed only on
/// request.
pub fn markdown(comparison: &Comparison, all: bool) -> String {
    let mut out = head(comparison);
    let mut left = 0;
    let mut shown = None;
    for (index, group) in groups(&comparison.changes).iter().enumerate() {
        if group.verdict == Verdict::Information && !all {
            continue;
        }
        let heading = if shown == Some(group.verdict) { "" } else { heading(group.verdict) };
        let section = section(group, index < OPEN && group.verdict == Verdict::Breaking);
        // What is said at the end must still fit.
        if out.len() + heading.len() + section.len() + 300 > LONGEST {
            left += group.changes.len();
            continue;
        }
        shown = Some(group.verdict);
        out.push_str(heading);
        out.push_str(&section);
    }
    if left > 0 {
        let _ =
            writeln!(out, "\n… and {left} more changes: the report would be too long. JSON and HTML have all of them.");
    }
    let information = comparison.summary().all.information;
    if information > 0 && !all {
        let _ = writeln!(out, "\n{information} of mere information, such as changed documentation, are not listed.");
    }
    out
}

fn head(comparison: &Comparison) -> String {
    let summary = comparison.summary();
    let mut out = format!("# {} → {}\n\n", side(&comparison.old), side(&comparison.new));
    let Some(bump) = summary.bump else {
        out.push_str("Nothing changed.\n");
        return out;
    };
    let _ = writeln!(
        out,
        "**Version bump: {}.** Operations: {} added, {} removed, {} in both.\n",
        bump.word(),
        summary.added_operations,
        summary.removed_operations,
        summary.common_operations
    );
    out.push_str("| | breaking | warning | compatible | information |\n|---|--:|--:|--:|--:|\n");
    for (name, Tally { breaking, warning, compatible, information }) in
        [("on the wire", summary.wire), ("in Rust", summary.rust)]
    {
        let _ = writeln!(out, "| {name} | {breaking} | {warning} | {compatible} | {information} |");
    }
    match comparison.ignored.len() {
        0 => {}
        1 => out.push_str("\n1 change is ignored.\n"),
        count => out.push_str(&format!("\n{count} changes are ignored.\n")),
    }
    out
}

fn side(count: &Count) -> String {
    let version = count.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    prose(&format!("{}{version}", count.title))
}

fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Breaking => "\n## Breaking\n",
        Verdict::Warning => "\n## Warnings\n",
        Verdict::Compatible => "\n## Compatible\n",
        Verdict::Information => "\n## Information\n",
    }
}

fn section(group: &Group<'_>, open: bool) -> String {
    let open = if open { " open" } else { "" };
    let mut out = format!("\n<details{open}><summary><b>{}</b> ({})</summary>\n\n", group.title(), group.changes.len());
    let _ = writeln!(out, "{}: {}\n", group.judgement(), prose(group.reason()));
    for change in group.changes.iter().take(LISTED) {
        let _ = write!(out, "- {}", code(&change.subject));
        if let Some(values) = values(change) {
            let _ = write!(out, ": {}", code(&values));
        }
        if let Some(reach) = reach(change) {
            let _ = write!(out, " ({})", prose(&reach));
        }
        out.push('\n');
    }
    if let Some(rest) = group.changes.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
        let _ = writeln!(out, "- … and {rest} more");
    }
    out.push_str("\n</details>\n");
    out
}

/// A text of a description as code: the fence is longer than any run of backticks within (CommonMark 0.31, section 6.1).
fn code(text: &str) -> String {
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// A text of a description as prose: no markup, no link, no mention.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A zero-width space keeps `@name` and `#1` from becoming a mention or a link.
            '@' | '#' => out.extend([letter, '\u{200b}']),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => out.extend(['\\', letter]),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
