//! `cargo xtask tidy`: what no compiler checks. Files are short, folders depend one way, no file knows this machine.

use std::{fs, process::ExitCode};

use crate::workspace;

/// Check the length of files, the direction of dependencies, file headers, and for paths of this machine.
#[derive(clap::Args)]
pub struct Arguments {}

/// The most lines that a hand-written file has.
const LINES: usize = 500;

/// The first words of every emitted file.
const GENERATED: &str = "// @generated";

/// Which of our crates a crate may not depend on.
const CRATES: &[(&str, &[&str])] = &[
    ("codegen", &["bindery-runtime", "bindery-services", "bindery-tests"]),
    ("runtime", &["bindery-codegen", "bindery-services", "bindery-tests"]),
    ("generated", &["bindery-codegen", "bindery-tests"]),
    ("xtask", &["bindery-runtime", "bindery-services", "bindery-tests"]),
];

/// Which modules of codegen a module of it may not use: the folders spell the pipeline, and nothing looks ahead.
const MODULES: &[(&str, &[&str])] = &[
    (
        "model",
        &["source", "wsdl", "xsd", "openapi", "pass", "names", "emit", "config", "ledger", "sample", "diff", "cli"],
    ),
    ("xsd", &["wsdl", "openapi", "pass", "names", "emit", "sample", "diff", "cli"]),
    ("wsdl", &["openapi", "pass", "names", "emit", "sample", "diff", "cli"]),
    ("openapi", &["wsdl", "xsd", "pass", "names", "emit", "sample", "diff", "cli"]),
    ("pass", &["wsdl", "xsd", "openapi", "emit", "sample", "diff", "cli"]),
    ("names", &["wsdl", "xsd", "openapi", "pass", "emit", "sample", "diff", "cli"]),
    ("emit", &["wsdl", "xsd", "openapi", "sample", "diff", "cli"]),
    ("diff", &["wsdl", "xsd", "openapi", "sample", "cli"]),
    ("sample", &["wsdl", "xsd", "openapi", "pass", "names", "emit", "diff", "cli"]),
];

/// Beginnings of paths that only some machine has. Written in two parts, so that this file passes itself.
const MACHINE: &[[&str; 2]] = &[["/wo", "rk/"], ["/ho", "me/"], ["/Use", "rs/"], ["/ro", "ot/"], ["C:\\Use", "rs"]];

/// Runs all checks.
pub fn run(_: &Arguments) -> ExitCode {
    let files = match workspace::files() {
        Ok(files) => files,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut findings = Vec::new();
    let mut count = 0;
    for file in &files {
        let Ok(text) = fs::read_to_string(workspace::root().join(file)) else { continue };
        count += 1;
        findings.extend(length(file, &text));
        findings.extend(header(file, &text));
        findings.extend(manifest(file, &text));
        findings.extend(direction(file, &text));
        findings.extend(machine_paths(file, &text));
    }
    for finding in &findings {
        eprintln!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("{count} files are tidy");
            ExitCode::SUCCESS
        }
        some => {
            eprintln!("{some} findings in {count} files");
            ExitCode::FAILURE
        }
    }
}

/// Compares with what an emitted file looks like, not with the folder: expected output stands among the tests, too.
fn is_generated(file: &str, text: &str) -> bool {
    file.starts_with("generated/") || text.starts_with(GENERATED)
}

fn length(file: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (file.ends_with(".rs") && !is_generated(file, text) && lines > LINES)
        .then(|| format!("{file}: {lines} lines, more than {LINES}; split it"))
}

fn header(file: &str, text: &str) -> Option<String> {
    if file.starts_with("generated/") && file.ends_with(".rs") {
        return (!text.starts_with(GENERATED)).then(|| format!("{file}:1: emitted files begin with `{GENERATED}`"));
    }
    let is_root = ["/src/lib.rs", "/src/main.rs"].iter().any(|root| file.ends_with(root));
    if is_root && !is_generated(file, text) && !text.starts_with("//!") {
        return Some(format!("{file}:1: a crate begins with `//!` and says what it is for"));
    }
    let documented = ["codegen/src/lib.rs", "runtime/src/lib.rs"].contains(&file);
    (documented && !text.contains("deny(missing_docs)")).then(|| format!("{file}: needs `#![deny(missing_docs)]`"))
}

fn manifest(file: &str, text: &str) -> Vec<String> {
    let Some(name) = file.strip_suffix("/Cargo.toml") else { return Vec::new() };
    let forbidden = CRATES.iter().find(|(known, _)| *known == name).map_or(&[] as &[&str], |(_, forbidden)| forbidden);
    let depends = |on: &&&str| text.lines().any(|line| line.trim_start().starts_with(**on));
    let mut findings: Vec<String> =
        forbidden.iter().filter(depends).map(|on| format!("{file}: {name} may not depend on {on}")).collect();
    let ours = CRATES.iter().any(|(known, _)| *known == name) || name == "tests";
    if ours && name != "generated" && !text.contains("[lints]") {
        findings.push(format!("{file}: the workspace's lints are not inherited"));
    }
    findings
}

fn direction(file: &str, text: &str) -> Vec<String> {
    let Some(inside) = file.strip_prefix("codegen/src/") else { return Vec::new() };
    let module = inside.split(['/', '.']).next().unwrap_or_default();
    let forbidden =
        MODULES.iter().find(|(known, _)| *known == module).map_or(&[] as &[&str], |(_, forbidden)| forbidden);
    let used = |target: &str| {
        let path = format!("crate::{target}");
        text.lines().position(|line| {
            let code = line.split("//").next().unwrap_or_default();
            code.match_indices(&path).any(|(at, _)| !continues(code.get(at + path.len()..)))
                || code.trim_start().starts_with("use crate::{") && code.contains(&format!("{target}::"))
        })
    };
    forbidden
        .iter()
        .filter_map(|target| used(target).map(|line| (target, line)))
        .map(|(target, line)| format!("{file}:{}: `{module}` may not use `{target}`", line + 1))
        .collect()
}

/// Whether a word goes on.
fn continues(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn machine_paths(file: &str, text: &str) -> Option<String> {
    if file == "Cargo.lock" {
        return None;
    }
    let known = |line: &str| MACHINE.iter().any(|[a, b]| line.contains(&format!("{a}{b}")));
    let line = text.lines().position(known)?;
    Some(format!("{file}:{}: a path of somebody's machine", line + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_check_finds_what_it_is_for() {
        let long = "fn f() {}\n".repeat(LINES + 1);
        assert!(length("codegen/src/a.rs", &long).is_some());
        assert!(length("codegen/src/a.rs", &format!("{GENERATED}\n{long}")).is_none());
        assert!(header("generated/src/lib.rs", "//! Hand-made.").is_some());
        assert!(header("tests/src/lib.rs", "fn f() {}").is_some());
        assert!(header("runtime/src/lib.rs", "//! Runtime.").is_some());
        assert_eq!(manifest("codegen/Cargo.toml", "[lints]\nbindery-runtime.workspace = true").len(), 1);
        assert_eq!(manifest("tests/Cargo.toml", "bindery-runtime.workspace = true").len(), 1);
        assert_eq!(direction("codegen/src/emit/a.rs", "use crate::xsd::Tree;").len(), 1);
        assert_eq!(direction("codegen/src/names/a.rs", "let x = crate::emit::y();").len(), 1);
        assert!(direction("codegen/src/emit/a.rs", "use crate::names::Scope; // not crate::xsd").is_empty());
        assert!(machine_paths("a.md", &format!("see {}{}x", MACHINE[0][0], MACHINE[0][1])).is_some());
        assert!(machine_paths("a.md", "a framework/runtime").is_none());
    }
}
