//! A comparison for a terminal.

use super::super::{table::Table, terminal::Style};
use crate::diff::{
    Comparison, Count, Tally, Verdict,
    report::{groups, places, reach, values},
};

/// The whole report. What is mere information is counted, and listed only on request.
pub fn render(comparison: &Comparison, all: bool, style: Style) -> String {
    let mut out = head(comparison, style);
    let mut shown = None;
    for group in groups(&comparison.changes) {
        if group.verdict == Verdict::Information && !all {
            continue;
        }
        if shown != Some(group.verdict) {
            out.push_str(&format!("\n{}\n", heading(group.verdict, style)));
            shown = Some(group.verdict);
        }
        out.push_str(&format!("\n  {} ({})\n", style.bold(group.title()), group.changes.len()));
        out.push_str(&format!("  {}\n", style.dim(&format!("{}: {}", group.judgement(), printable(group.reason())))));
        for change in &group.changes {
            out.push_str(&format!("    {}", printable(&change.subject)));
            if let Some(values) = values(change) {
                out.push_str(&format!("  {}", printable(&values)));
            }
            let beside: Vec<String> = reach(change).into_iter().chain(places(change)).collect();
            if !beside.is_empty() {
                out.push_str(&style.dim(&format!("  ({})", printable(&beside.join("; ")))));
            }
            out.push('\n');
        }
    }
    let information = comparison.summary().all.information;
    if information > 0 && !all {
        let things = if information == 1 { "1 change".to_owned() } else { format!("{information} changes") };
        out.push_str(&format!("\n{things} of mere information; `--all` lists them\n"));
    }
    out
}

fn head(comparison: &Comparison, style: Style) -> String {
    let summary = comparison.summary();
    let mut out = format!("{}\n", style.bold(&format!("{} → {}", side(&comparison.old), side(&comparison.new))));
    out.push_str(&format!(
        "operations: {} added, {} removed, {} in both\n",
        summary.added_operations, summary.removed_operations, summary.common_operations
    ));
    let Some(bump) = summary.bump else {
        out.push_str("nothing changed\n");
        return out + &ignored(comparison);
    };
    let mut table = Table::new(&["", "BREAKING", "WARNING", "COMPATIBLE", "INFORMATION"]);
    for (name, tally) in [("on the wire", summary.wire), ("in Rust", summary.rust)] {
        let Tally { breaking, warning, compatible, information } = tally;
        table.row(vec![
            name.to_owned(),
            format!("{breaking:>8}"),
            format!("{warning:>7}"),
            format!("{compatible:>10}"),
            format!("{information:>11}"),
        ]);
    }
    out.push('\n');
    out.push_str(&table.render(style));
    out.push_str(&format!("version bump: {}\n", style.bold(bump.word())));
    out + &ignored(comparison)
}

fn ignored(comparison: &Comparison) -> String {
    match comparison.ignored.len() {
        0 => String::new(),
        1 => "1 change ignored\n".to_owned(),
        count => format!("{count} changes ignored\n"),
    }
}

fn side(count: &Count) -> String {
    let version = count.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    printable(&format!("{}{version}", count.title))
}

fn heading(verdict: Verdict, style: Style) -> String {
    let (colour, text) = match verdict {
        Verdict::Breaking => ("1;31", "BREAKING"),
        Verdict::Warning => ("1;33", "WARNING"),
        Verdict::Compatible => ("1;32", "COMPATIBLE"),
        Verdict::Information => ("1;36", "INFORMATION"),
    };
    style.paint(colour, text)
}

/// What a description says is never a command to a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
