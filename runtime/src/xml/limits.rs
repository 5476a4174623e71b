use std::fmt;

/// What a reader does with content that the description does not foresee but that can be read nevertheless.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tolerance {
    /// It is an error.
    Strict,
    /// It is read, and every leniency is reported with its path.
    #[default]
    Report,
    /// It is read in silence; required content that is missing, and content that stands too often, are accepted too.
    Lenient,
}

/// Content that was read although the description does not foresee it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leniency {
    /// The path to the element.
    pub path: String,
    /// What was accepted, such as ``unknown element `Extra` ``.
    pub what: String,
}

impl fmt::Display for Leniency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

/// Bounds on what a document may hold. Each is an error when it is exceeded, and the error names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How deep elements may nest. 128 unless set.
    pub depth: usize,
    /// How many attributes an element may carry, namespace declarations included. 256 unless set.
    pub attributes: usize,
    /// How many namespace declarations may be in scope at once. 256 unless set.
    pub namespaces: usize,
    /// How many leniencies are kept; further ones are counted only. 1,000 unless set.
    pub leniencies: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 128, attributes: 256, namespaces: 256, leniencies: 1000 }
    }
}
