//! Inputs that are refused or repaired, each beside what is said about it.
//!
//! `BINDERY_BLESS=1` rewrites what is compared; what it wrote is reviewed as code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fmt::Write as _, fs, path::Path};

use bindery_codegen::{config::Config, diagnostic::Severity, emit::Runtime, generate};
use bindery_tests::{
    canonical,
    goldens::{blessing, folder, reading},
};

/// What is legal though it looks odd, or is repaired with a warning.
const ACCEPTED: &[&str] = &[
    // Repaired or left out, and named in the ledger.
    "duplicate-message",
    "duplicate-type",
    "no-soap-binding",
];

fn told(folder: &Path, name: &str) -> (bool, String) {
    let mut config = Config::for_crate("broken");
    config.modules[0].inputs = vec![name.into()];
    let reading = reading(folder, &config.modules[0]);
    let generation = generate(&config, vec![reading], &Runtime::Version, "test");
    let mut text = String::new();
    for finding in &generation.diagnostics {
        writeln!(text, "{finding}").unwrap();
    }
    for loss in &generation.ledger.losses {
        writeln!(text, "{:?}: {}: {} ({})", loss.kind, loss.subject, loss.reason, loss.origin).unwrap();
    }
    // Where this stands says nothing.
    let text = text.replace(&folder.display().to_string(), "tests/invalid");
    let refused = generation.diagnostics.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(refused, generation.files.iter().next().is_none(), "{name}: files beside an error, or neither");
    (refused, text)
}

#[test]
fn every_invalid_input_is_told_as_it_stands_beside_it() {
    let folder = folder("invalid");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".wsdl"))
        .collect();
    names.sort();
    assert!(names.len() > 50);
    let mut failures = String::new();
    for name in &names {
        let (refused, text) = told(&folder, name);
        let stem = name.trim_end_matches(".wsdl");
        if refused == ACCEPTED.contains(&stem) {
            writeln!(failures, "{name}: {}\n", if refused { "is refused" } else { "is accepted" }).unwrap();
        }
        if text.is_empty() {
            writeln!(failures, "{name}: nothing is said about it\n").unwrap();
        }
        if refused && !text.contains(".wsdl") && !text.contains(".xsd") {
            writeln!(failures, "{name}: no place is told\n{text}").unwrap();
        }
        let expected = folder.join(format!("{stem}.expected"));
        if blessing() {
            fs::write(&expected, &text).unwrap();
        } else if let Some(lines) = canonical::lines(&fs::read_to_string(&expected).unwrap_or_default(), &text) {
            writeln!(failures, "{name}\n{lines}").unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// What an import may not reach is never read, and so never quoted.
#[test]
fn no_message_quotes_a_file_outside_the_folder() {
    let folder = folder("invalid");
    for name in ["external-entity.wsdl", "import-file-url.wsdl", "import-absolute-path.wsdl"] {
        let (_, text) = told(&folder, name);
        let secret = fs::read_to_string("/etc/hostname").unwrap_or_default();
        assert!(secret.trim().is_empty() || !text.contains(secret.trim()), "{name}: {text}");
    }
}
