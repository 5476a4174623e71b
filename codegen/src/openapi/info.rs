//! What a document says of itself, and the defects that readers of documents trip over.

use super::{Dialect, node::Node, schema::Lowerer};
use crate::ledger::LossKind;

/// Title, version and documentation of a document.
pub struct Info {
    /// The title, or the name of the file.
    pub title: String,
    /// The version, as written.
    pub version: Option<String>,
    /// The documentation.
    pub description: Option<String>,
}

/// Reads what a document says of itself, and names what is not as it should be.
pub fn read<'t>(lowerer: &mut Lowerer<'t>, root: &'t Node, stem: &str, dialect: Dialect) -> Info {
    let subject = "info";
    let empty = Node::object::<&str>([], root.mark);
    let info = root.get("info").unwrap_or_else(|| {
        lowerer.lose(LossKind::Repaired, subject, "`info` is missing", root.mark);
        &empty
    });
    let title = info.get_scalar("title").map(str::trim).filter(|title| !title.is_empty());
    if title.is_none() {
        lowerer.lose(LossKind::Repaired, subject, format!("`title` is missing; called `{stem}`"), info.mark);
    }
    match info.get("version").map(|version| (version.scalar().unwrap_or_default(), version.mark)) {
        None => lowerer.lose(LossKind::Repaired, subject, "`version` is missing", info.mark),
        Some((version, mark)) if !is_semantic(version) => {
            let reason = format!("`version` is `{version}`, no semantic version; kept as written");
            lowerer.lose(LossKind::Repaired, subject, reason, mark);
        }
        Some(_) => {}
    }
    let urls = [
        info.get("termsOfService"),
        info.get("contact").and_then(|contact| contact.get("url")),
        info.get("license").and_then(|license| license.get("url")),
        root.get("externalDocs").and_then(|docs| docs.get("url")),
    ];
    for url in urls.into_iter().flatten() {
        let text = url.scalar().unwrap_or_default();
        if !is_url(text) {
            let reason = format!("a URL belongs where `{}` stands; read as prose", shortened(text));
            lowerer.lose(LossKind::Repaired, subject, reason, url.mark);
        }
    }
    if root.get("paths").is_none() && (dialect != Dialect::V31 || root.get("webhooks").is_none()) {
        lowerer.lose(LossKind::Repaired, subject, "`paths` is missing: only schemas are read", root.mark);
    }
    Info {
        title: title.map_or_else(|| stem.to_owned(), str::to_owned),
        version: info.get_scalar("version").map(str::to_owned),
        description: info.get_scalar("description").map(str::to_owned),
    }
}

/// Whether a text is a version as semver.org has it: three numbers, and perhaps a suffix.
fn is_semantic(version: &str) -> bool {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<&str> = core.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(number)
}

fn is_url(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    let relative = text.starts_with(['/', '.', '#']);
    let characters = scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    !text.is_empty() && !text.chars().any(char::is_whitespace) && (relative || !scheme.is_empty() && characters)
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
