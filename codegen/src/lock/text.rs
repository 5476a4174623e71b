//! The text of a lock file: a line for each subject, so that a difference shows what changed.

use std::{collections::BTreeMap, fmt::Write as _};

use super::Lock;
use crate::names::is_identifier;

const HEAD: &str = "# Written by bindery: what the bindings were made from, and the names that they have. Keep it under version control.\n";

pub(super) fn render(lock: &Lock) -> String {
    let mut out = HEAD.to_owned();
    let _ = writeln!(out, "generator = {}", literal(&lock.generator));
    for input in &lock.inputs {
        out.push_str("\n[[input]]\n");
        let _ = writeln!(out, "path = {}", literal(&input.path));
        let _ = writeln!(out, "sha256 = {}", literal(&input.sha256));
        let _ = writeln!(out, "size = {}", input.size);
        for (key, value) in [("source", &input.source), ("date", &input.date)] {
            if let Some(value) = value {
                let _ = writeln!(out, "{key} = {}", literal(value));
            }
        }
    }
    for (module, names) in &lock.names {
        let _ = writeln!(out, "\n[names.{}]", key(module));
        for (subject, parts) in names.iter() {
            let parts: Vec<String> =
                parts.iter().map(|(part, name)| format!("{} = {}", key(part), literal(name))).collect();
            let _ = writeln!(out, "{} = {{ {} }}", literal(subject), parts.join(", "));
        }
    }
    out
}

/// A basic string of TOML, which serves as a value and as a key, and stands on one line.
fn literal(text: &str) -> String {
    let escaped: String = text.chars().map(escape).collect();
    format!("\"{escaped}\"")
}

fn escape(character: char) -> String {
    match character {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        control if control.is_control() => format!("\\u{:04X}", u32::from(control)),
        other => other.to_string(),
    }
}

fn key(text: &str) -> String {
    let bare = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { text.to_owned() } else { literal(text) }
}

/// A name that nothing can be called, with its subject.
pub(super) fn wrong_name(subject: &str, parts: &BTreeMap<String, String>) -> Option<(String, String)> {
    let wrong = parts.iter().find(|(part, name)| {
        let is_feature = subject.starts_with("service ") && *part == "feature";
        let is_name = if is_feature {
            name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        } else {
            is_identifier(name)
        };
        name.is_empty() || !is_name
    })?;
    Some((subject.to_owned(), wrong.1.clone()))
}
