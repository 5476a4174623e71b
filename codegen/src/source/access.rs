use std::path::{Component, Path, PathBuf};

use super::{Location, Source, is_remote};

/// What descriptions may import beside the texts given: files in the folder of the importing file (or in the folder
/// given to the generator), and in the folders listed here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Further folders that imports may reach, by absolute path or through parent folders.
    pub allow_paths: Vec<PathBuf>,
}

/// Where an import leads.
#[derive(Debug)]
pub(crate) enum Target {
    /// One of the texts given, or the same text from memory, under this path.
    Path(String, Option<Location>),
    /// Nothing that may be read; says why, and what to do.
    Refused(String, String),
}

impl Access {
    /// Resolves the location that `source` imports. Reads nothing but the file system's links.
    pub(crate) fn resolve(&self, source: &Source, location: &str) -> Target {
        let written = location.split(['#', '?']).next().unwrap_or_default().replace('\\', "/");
        if let Some((scheme, _)) = written.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            let save = "save the file beside the importing one (`bindery fetch URL` does), give it to the generator too, \
                        and make the location relative to the importing file";
            let (kind, help) = match scheme {
                _ if is_remote(location) => (
                    "another host, which is not asked unless you say so",
                    format!("{save}; or read it from there with `bindery generate --allow-remote`"),
                ),
                "file" | "FILE" => ("a `file:` address, which is never followed", save.to_owned()),
                drive if drive.len() == 1 => ("an absolute path, which is never followed", save.to_owned()),
                _ => ("another host, which is never followed", save.to_owned()),
            };
            return Target::Refused(format!("the import of `{location}` leads to {kind}"), help);
        }
        let written = percent_decode(&written);
        let allow = "allow the folder it stands in with `--allow-path DIR` (`Access::allow_paths`)";
        let absolute = written.starts_with('/');
        let joined = if absolute { written.clone() } else { join(&source.path, &written) };
        let Some(place) = &source.location else {
            return match (absolute, joined.starts_with("../")) {
                (true, _) => {
                    Target::Refused(format!("the import of `{location}` is an absolute path"), allow.to_owned())
                }
                (_, true) => Target::Refused(
                    format!("the import of `{location}` leaves the folder of the texts given"),
                    "give the imported text to the generator under a path below the same folder".to_owned(),
                ),
                _ => Target::Path(joined, None),
            };
        };
        let folder = place.file.parent().unwrap_or(Path::new(""));
        let file = lexical(&if absolute { PathBuf::from(&written) } else { folder.join(&written) });
        let real = file.canonicalize().unwrap_or_else(|_| file.clone());
        let root = std::iter::once(&place.root).chain(&self.allow_paths).find(|root| inside(&file, &real, root));
        match root {
            Some(root) => Target::Path(joined, Some(Location { file, root: root.clone() })),
            None => Target::Refused(
                format!("the import of `{location}` leads out of the folder `{}`", place.root.display()),
                allow.to_owned(),
            ),
        }
    }
}

/// A scheme of a URI; a single letter is a drive.
fn is_scheme(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Replaces `%20` and the like, as locations are addresses.
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => bytes.push(*first),
        }
    }
    // What is no UTF-8 when decoded was never encoded.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn inside(file: &Path, real: &Path, root: &Path) -> bool {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    // What does not exist has no links to follow: then the path as it is written decides.
    real.starts_with(&real_root) || (!file.exists() && file.starts_with(lexical(root)))
}

/// Resolves `.` and `..` without looking at the file system.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The path of what `base` imports, `/` between folders; begins with `../` where it leaves them.
fn join(base: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != ".." && !last.is_empty()) => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(location: &str) -> Result<String, String> {
        match Access::default().resolve(&Source::new("a/b/main.wsdl", ""), location) {
            Target::Path(path, _) => Ok(path),
            Target::Refused(why, _) => Err(why),
        }
    }

    #[test]
    fn relative_locations_are_joined() {
        assert_eq!(resolve("x.xsd").as_deref(), Ok("a/b/x.xsd"));
        assert_eq!(resolve("./c/../x.xsd#part").as_deref(), Ok("a/b/x.xsd"));
        assert_eq!(resolve("..\\x.xsd").as_deref(), Ok("a/x.xsd"));
        assert_eq!(resolve("my%20types.xsd").as_deref(), Ok("a/b/my types.xsd"));
    }

    #[test]
    fn what_leaves_is_refused() {
        for location in [
            "../../../x",
            "/etc/passwd",
            "%2e%2e/%2E%2E/../x",
            "file:///etc/passwd",
            "http://host/x.xsd",
            "C:/x.xsd",
            "C:\\x",
        ] {
            assert!(resolve(location).is_err(), "{location}");
        }
    }
}
