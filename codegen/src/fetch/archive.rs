//! Archives: opened in memory, entry by entry. One that lies about itself is refused whole.

use std::{
    collections::HashSet,
    io::{Cursor, Read as _},
};

use zip::ZipArchive;

use super::{Description, Fetched, Limits, client::Answer, failure, file_name, shown};
use crate::diagnostic::Diagnostic;

/// Endings of descriptions.
const ENDINGS: &[&str] = &["wsdl", "xsd", "xml", "json", "yaml", "yml"];

/// The descriptions in an archive, in the folders that it has them in.
pub(super) fn open(answer: &Answer, limits: &Limits) -> Result<Fetched, Box<Diagnostic>> {
    let refuse = |code, text: String| Box::new(failure(code, &shown(&answer.url), text));
    let broken = |error: zip::result::ZipError| refuse("fetch::archive", format!("the archive is damaged: {error}"));
    let mut archive = ZipArchive::new(Cursor::new(&answer.body)).map_err(broken)?;
    if archive.len() > limits.files {
        return Err(refuse(
            "fetch::limit",
            format!("the archive holds more files than the limit `files` of {}", limits.files),
        ));
    }
    let mut fetched = Fetched::default();
    let (mut seen, mut bytes, mut passed) = (HashSet::new(), 0_u64, 0_usize);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(broken)?;
        let name = entry.name().map_err(broken)?.into_owned();
        let named =
            |text: &str| refuse("fetch::archive", format!("the archive's entry `{}` {text}", name.escape_debug()));
        if entry.is_symlink() {
            return Err(named("is a link"));
        }
        // What systems add for themselves, such as `__MACOSX/._User.wsdl`.
        if name.split('/').any(|part| part.starts_with('.') && part.len() > 1 && !part.starts_with("..")) {
            passed += 1;
            continue;
        }
        let path = safe_path(&name).ok_or_else(|| named("leads out of the folder"))?;
        if entry.is_dir() {
            continue;
        }
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if !ENDINGS.contains(&ending.as_str()) {
            passed += 1;
            continue;
        }
        if !seen.insert(path.to_ascii_lowercase()) {
            return Err(named("stands in it twice"));
        }
        let left = limits.file_bytes.min(limits.total_bytes.saturating_sub(bytes));
        let declared = entry.size();
        let mut body = Vec::new();
        let read = entry.by_ref().take(left.saturating_add(1)).read_to_end(&mut body);
        if body.len() as u64 > left || declared > left {
            return Err(refuse(
                "fetch::limit",
                format!("the archive's entry `{path}` is longer than the limits `file_bytes` and `total_bytes` allow"),
            ));
        }
        read.map_err(|error| named(&format!("is damaged: {error}")))?;
        if body.len() as u64 != declared {
            return Err(named(&format!("is said to be {declared} bytes long, and is {}", body.len())));
        }
        bytes += declared;
        let text = String::from_utf8(body).map_err(|_| named("is no text in UTF-8"))?;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        fetched.descriptions.push(Description { path, text, source: shown(&answer.url), date: answer.date.clone() });
    }
    if fetched.descriptions.is_empty() {
        return Err(refuse("fetch::archive", "the archive holds no description".to_owned()));
    }
    if passed > 0 {
        fetched.notes.push(format!("{passed} files of the archive are no descriptions and were passed over"));
    }
    Ok(fetched)
}

/// The path of an entry below the folder; `None` where it leads out of it, or means something else on another system.
fn safe_path(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.trim_end_matches('/').split('/').collect();
    let is_safe = |part: &&str| !part.is_empty() && *part != "." && *part != ".." && !part.contains(['\\', ':', '\0']);
    // A name that had to be changed would not be found by those that import it.
    (parts.iter().all(is_safe) && parts.iter().all(|part| file_name(part) == part.replace(' ', "_")))
        .then(|| parts.iter().map(|part| file_name(part)).collect::<Vec<_>>().join("/"))
}
