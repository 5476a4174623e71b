//! Descriptions as a lock file knows them.

use std::{fmt, fs, path::Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    diagnostic::{Diagnostic, Origin, SourceMap},
    source::is_remote,
};

/// A description.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Input {
    /// Its path from the folder of the lock file, with `/` between folders; of a document of another host, its address.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub size: u64,
    /// Where it was fetched from, without credentials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// When it was changed last, as the server said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// How a description differs from what is locked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It has other bytes.
    Changed(String),
    /// The lock does not know it.
    New(String),
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(path) => write!(f, "{path} has changed since it was locked"),
            Self::New(path) => write!(f, "{path} is not locked yet"),
        }
    }
}

impl Input {
    /// The facts of some bytes.
    pub fn new(path: impl Into<String>, bytes: &[u8]) -> Self {
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { path: path.into(), sha256, size: bytes.len() as u64, source: None, date: None }
    }

    /// The facts of all that was read, files as they stand on disk, sorted by path.
    pub fn all(folder: &Path, texts: &SourceMap) -> Result<Vec<Self>, Box<Diagnostic>> {
        let mut inputs = Vec::new();
        for path in texts.paths() {
            // What came from another host is known by its address, and by the text that it had.
            if is_remote(path) {
                let text = texts.text(path).map(|text| text.as_bytes()).unwrap_or_default();
                inputs.push(Self::new(path, text));
                continue;
            }
            let bytes = fs::read(path).map_err(|error| {
                let message = format!("the file cannot be read: {error}");
                Box::new(Diagnostic::error("source::unreadable", Origin::new(&path.into(), 0, 0), message))
            })?;
            inputs.push(Self::new(normal(folder, Path::new(path)), &bytes));
        }
        inputs.sort();
        inputs.dedup();
        Ok(inputs)
    }
}

/// A path from a folder, with `/` between folders; as it is where it does not lead into the folder.
pub fn normal(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).map(Path::to_owned).or_else(|_| {
        let real =
            |path: &Path| if path.as_os_str().is_empty() { Path::new(".").canonicalize() } else { path.canonicalize() };
        match (real(path), real(folder)) {
            (Ok(path), Ok(folder)) => path.strip_prefix(folder).map(Path::to_owned).map_err(|_| ()),
            _ => Err(()),
        }
    });
    inside.unwrap_or_else(|()| path.to_owned()).to_string_lossy().replace('\\', "/")
}
