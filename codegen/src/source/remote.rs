use std::fmt;

use crate::diagnostic::Origin;

use super::Source;

/// Gives documents of other hosts. Reading asks nobody itself: whoever reads descriptions decides whether and how a
/// server is asked.
pub trait Remote: fmt::Debug + Send + Sync {
    /// The document at a location that stands at `from`, whose file is an address where it came from here itself. The
    /// document's path is its address, as it may be shown; an error says why there is none.
    fn get(&self, from: &Origin, location: &str) -> Result<Source, String>;
}

/// Whether a path or a location is the address of a document on some host.
pub fn is_remote(path: &str) -> bool {
    let scheme = path.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}
