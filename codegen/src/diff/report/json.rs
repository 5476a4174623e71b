//! A comparison for programs. The keys are part of the command line's contract: they are added to, not changed.

use serde::Serialize;

use crate::diff::{Change, Comparison, Count, Summary};

#[derive(Serialize)]
struct View<'a> {
    old: &'a Count,
    new: &'a Count,
    summary: Summary,
    changes: &'a [Change],
    ignored: &'a [Change],
}

/// The comparison as JSON, indented, with a line break at its end.
///
/// # Errors
///
/// Those of the serialiser, which no comparison is known to cause.
pub fn json(comparison: &Comparison) -> serde_json::Result<String> {
    let Comparison { old, new, changes, ignored, .. } = comparison;
    let mut text = serde_json::to_string_pretty(&View { old, new, summary: comparison.summary(), changes, ignored })?;
    text.push('\n');
    Ok(text)
}
