//! What the generator says about a description: where, what, and what to do.
//!
//! Diagnostics are collected, not thrown: one pass over a description reports all that it finds. The library renders
//! nothing; `Diagnostics` and [`SourceMap`] carry what the command line shows as an excerpt.

use std::{fmt, sync::Arc};

/// A place in a description.
///
/// `Default` is the place of what no description declares (made by a pass).
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The path of the file as it was given, with `/` between folders; empty for what no file declares.
    pub file: Arc<str>,
    /// The line, from 1; 0 where unknown.
    pub line: u32,
    /// The column in characters, from 1; 0 where unknown.
    pub column: u32,
}

impl Origin {
    /// A place in a file.
    pub fn new(file: &Arc<str>, line: u32, column: u32) -> Self {
        Self { file: Arc::clone(file), line, column }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.is_empty(), self.line) {
            (true, _) => f.write_str("(generated)"),
            (false, 0) => f.write_str(&self.file),
            (false, line) => write!(f, "{}:{line}:{}", self.file, self.column),
        }
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated from this description.
    Error,
    /// Something is degraded or repaired; generation goes on.
    Warning,
}

/// A further place that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub origin: Origin,
    /// What stands there.
    pub text: String,
}

/// A finding: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for this kind of finding, such as `xsd::unresolved-type`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where.
    pub origin: Origin,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding that ends the generation of its description.
    pub fn error(code: &'static str, origin: Origin, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), origin, labels: Vec::new(), help: None }
    }

    /// A finding that costs something but not the whole.
    pub fn warning(code: &'static str, origin: Origin, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, origin, message) }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Points at a further place.
    #[must_use]
    pub fn label(mut self, origin: Origin, text: impl Into<String>) -> Self {
        self.labels.push(Label { origin, text: text.into() });
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]: {}\n  at {}", self.code, self.message, self.origin)?;
        for label in &self.labels {
            write!(f, "\n  at {}: {}", label.origin, label.text)?;
        }
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// The texts of the descriptions, for excerpts.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<(Arc<str>, Arc<str>)>,
}

impl SourceMap {
    /// Adds a file under the path it was given by.
    pub fn add(&mut self, path: Arc<str>, text: Arc<str>) {
        self.files.push((path, text));
    }

    /// Adds all files of another map.
    pub fn extend(&mut self, other: &Self) {
        self.files.extend(other.files.iter().cloned());
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| &**path)
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.files.iter().find(|(known, _)| **known == *path).map(|(_, text)| text)
    }
}
