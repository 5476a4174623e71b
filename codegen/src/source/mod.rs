//! The texts that descriptions are read from: files, folders, or memory; what they import; and the limits on all that.

mod access;
mod decode;
mod detect;
mod files;
mod limits;
mod load;
mod remote;

pub use access::Access;
pub(crate) use access::Target;
#[cfg(feature = "fetch")]
pub(crate) use decode::decode;
pub use detect::Kind;
pub use files::{FileId, Files, Pos};
pub use limits::Limits;
pub use load::{load, read_file};
pub use remote::{Remote, is_remote};

use std::{path::PathBuf, sync::Arc};

use crate::names::Published;

/// The text of a description, from a file or from memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What the text is called in diagnostics, with `/` between folders; imports are relative to it. The
    /// address of a document of another host.
    pub path: Arc<str>,
    /// The text itself.
    pub text: Arc<str>,
    /// Where the file stands, for imports; `None` for a text from memory, whose imports are looked for among the
    /// other texts only.
    pub location: Option<Location>,
}

/// Where a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub file: PathBuf,
    /// The folder that its imports may not leave.
    pub root: PathBuf,
}

impl Source {
    /// A text from memory.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into(), location: None }
    }
}

/// How descriptions are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Bounds on what is read.
    pub limits: Limits,
    /// What may be imported beside the files given.
    pub access: Access,
    /// Gives documents of other hosts; unless there is one, references to other hosts are refused.
    pub remote: Option<Arc<dyn Remote>>,
    /// Names that stand in programs already: they tell which of several definitions of a type stands for all services.
    pub published: Published,
}

impl Options {
    /// Who gives the document at a location that stands in a file, where that is one of another host and may be asked for.
    pub(crate) fn remote_for(&self, from: &str, location: &str) -> Option<&dyn Remote> {
        self.remote.as_deref().filter(|_| is_remote(from) || is_remote(location))
    }
}
