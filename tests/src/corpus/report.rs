//! What a run over a corpus found.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;

use super::listed::Rule;

/// The outcome of a run over the documented examples of one version.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Operations of the descriptions.
    pub operations: usize,
    /// Examples on the pages.
    pub examples: usize,
    /// Examples that survived decoding and encoding.
    pub passed: usize,
    /// Examples that did not, and are not listed.
    pub failed: Vec<Failure>,
    /// Examples that are themselves wrong.
    pub listed: Vec<Listed>,
    /// What is wrong with the listing itself.
    pub stale: Vec<String>,
    /// Where the pages and the schemas disagree.
    pub disagreements: Vec<Disagreement>,
    /// Operations of the descriptions that no page documents.
    pub undocumented: Vec<String>,
}

/// An example that did not survive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The agent.
    pub agent: String,
    /// The operation.
    pub operation: String,
    /// `Request` or `Response`.
    pub message: &'static str,
    /// The path to the element.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// An example that is listed as wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// `Agent.Operation Request` or `Agent.Operation Response`.
    pub example: String,
    /// The rule that it matches, where it is not listed by name.
    pub rule: Option<Rule>,
    /// Why it is wrong.
    pub reason: String,
}

/// A place where a page says something else than the schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Disagreement {
    /// What kind of disagreement, in words.
    pub kind: String,
    /// The agent.
    pub agent: String,
    /// The operation.
    pub operation: String,
    /// `Request` or `Response`.
    pub message: &'static str,
    /// The line of the page on which the example begins.
    pub line: usize,
    /// The path to the element.
    pub path: String,
}

impl Report {
    /// Whether nothing failed and the listing is true.
    pub fn is_clean(&self) -> bool {
        self.failed.is_empty() && self.stale.is_empty()
    }

    /// Failures grouped by reason, the most frequent first, and the closing line.
    pub fn summary(&self) -> String {
        let mut out = String::new();
        let mut groups: BTreeMap<&str, Vec<&Failure>> = BTreeMap::new();
        for failure in &self.failed {
            groups.entry(&failure.reason).or_default().push(failure);
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(_, failures)| std::cmp::Reverse(failures.len()));
        for (reason, failures) in groups {
            let _ = writeln!(out, "{:>5} × {reason}", failures.len());
            for failure in failures.iter().take(5) {
                let Failure { agent, operation, message, path, .. } = failure;
                let _ = writeln!(out, "        {agent}.{operation} {message}: {path}");
            }
        }
        for stale in &self.stale {
            let _ = writeln!(out, "listing: {stale}");
        }
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for disagreement in &self.disagreements {
            *kinds.entry(&disagreement.kind).or_default() += 1;
        }
        if !self.undocumented.is_empty() {
            let _ = writeln!(out, "{:>5} operations without an example", self.undocumented.len());
        }
        for (kind, count) in kinds {
            let _ = writeln!(out, "{count:>5} places on pages: {kind}");
        }
        let _ = writeln!(out, "operations: {}", self.operations);
        let _ = write!(
            out,
            "examples: {} passed, {} failed, {} listed",
            self.passed,
            self.failed.len() + self.stale.len(),
            self.listed.len()
        );
        out
    }

    /// The documentation report: what pages and schemas disagree on, as a Markdown table that a vendor could act on.
    pub fn documentation(&self, version: &str) -> String {
        let mut out = format!("# Where the pages of {version} and its schemas disagree\n\n");
        let pages: std::collections::BTreeSet<_> =
            self.disagreements.iter().map(|d| (&d.agent, &d.operation, d.message)).collect();
        let _ = writeln!(
            out,
            "{} places in {} of {} examples; {} operations have no page.\n",
            self.disagreements.len(),
            pages.len(),
            self.examples,
            self.undocumented.len()
        );
        out.push_str(
            "| agent | operation | message | example from line | element | disagreement |\n|---|---|---|---|---|---|\n",
        );
        for Disagreement { kind, agent, operation, message, line, path } in &self.disagreements {
            let _ = writeln!(out, "| {agent} | {operation} | {message} | {line} | `{path}` | {kind} |");
        }
        out.push_str("\n## Operations without a page\n\n");
        for operation in &self.undocumented {
            let _ = writeln!(out, "- {operation}");
        }
        out
    }
}
