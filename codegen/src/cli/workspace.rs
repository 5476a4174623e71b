//! Whether cargo takes what was written for a part of a workspace around it.

use std::{fs, path::Path};

/// What to do where a crate stands in the folder of a workspace that doesn't list it: cargo refuses to build it there.
pub(super) fn hint(krate: &Path) -> Option<String> {
    let krate = krate.canonicalize().ok()?;
    let (root, workspace) = krate.ancestors().skip(1).find_map(|folder| {
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()?;
        Some((folder, manifest.get("workspace")?.as_table()?.clone()))
    })?;
    let path = krate.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
    let lists = |key: &str, fits: fn(&str, &str) -> bool| {
        let patterns = workspace.get(key).and_then(toml::Value::as_array).into_iter().flatten();
        patterns.filter_map(toml::Value::as_str).any(|pattern| fits(pattern.trim_end_matches('/'), &path))
    };
    if lists("members", is_member) || lists("exclude", |folder, path| Path::new(path).starts_with(folder)) {
        return None;
    }
    let manifest = root.join("Cargo.toml");
    Some(format!(
        "the crate lies in the workspace of {}, which doesn't list it: add `{path}` to its `members`, or to its `exclude`",
        manifest.display()
    ))
}

/// Whether a path is one of those that a pattern of `members` stands for.
fn is_member(pattern: &str, path: &str) -> bool {
    let fits = |(pattern, part): (&str, &str)| match pattern.split_once('*') {
        Some((before, after)) => part.starts_with(before) && part.ends_with(after),
        None => pattern == part,
    };
    pattern.split('/').count() == path.split('/').count() && pattern.split('/').zip(path.split('/')).all(fits)
}

#[cfg(test)]
mod tests {
    use super::is_member;

    #[test]
    fn members_by_pattern() {
        assert!(is_member("crates/*", "crates/shop") && is_member("crates/sh*", "crates/shop"));
        assert!(is_member("shop", "shop") && !is_member("shop", "shop/inner") && !is_member("crates/*", "crates"));
    }
}
