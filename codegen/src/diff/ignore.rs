//! Changes that somebody has seen and accepted.

use std::collections::BTreeMap;

use super::Change;

/// The fingerprints of an ignore file: one a line, `#` before a comment, which may follow a fingerprint.
#[derive(Clone, Debug, Default)]
pub struct Ignored {
    entries: BTreeMap<String, usize>,
}

/// A line of an ignore file that no change has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// The line, from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
}

impl Ignored {
    /// Reads an ignore file.
    pub fn parse(text: &str) -> Self {
        let entry = |(index, line): (usize, &str)| {
            let fingerprint = line.split('#').next().unwrap_or_default().trim();
            (!fingerprint.is_empty()).then(|| (fingerprint.to_ascii_lowercase(), index + 1))
        };
        // A byte order mark is no part of the first fingerprint.
        Self { entries: text.trim_start_matches('\u{feff}').lines().enumerate().filter_map(entry).collect() }
    }

    /// Whether a change is ignored.
    pub fn holds(&self, change: &Change) -> bool {
        self.entries.contains_key(&change.fingerprint)
    }

    /// The lines that none of these changes has, in their order: accepted once, and gone since, or mistyped.
    pub fn unmatched<'a>(&self, changes: impl IntoIterator<Item = &'a Change>) -> Vec<Unmatched> {
        let mut left = self.entries.clone();
        for change in changes {
            left.remove(&change.fingerprint);
        }
        let mut left: Vec<Unmatched> = left.into_iter().map(|(text, line)| Unmatched { line, text }).collect();
        left.sort_by_key(|entry| entry.line);
        left
    }
}
