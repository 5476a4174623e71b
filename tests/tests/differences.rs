//! Reports of pairs of small descriptions, compared with what stands beside them, and the two versions of the corpus.
//!
//! `BINDERY_BLESS=1` rewrites what is compared; what it wrote is reviewed as code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::BTreeSet, fs, path::PathBuf};

use bindery_codegen::{
    cli::{Style, listing},
    diff::{Direction, Kind, RULES, report},
};
use bindery_tests::{
    canonical,
    differences::{between, corpus, own, reading},
    goldens::blessing,
};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/differences"))
}

/// The pairs: folders that hold `old` and `new`.
fn pairs() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert!(names.len() >= 4, "{names:?}");
    names
}

fn pair(name: &str) -> bindery_codegen::diff::Comparison {
    let root = folder().join(name);
    let file = |which: &str| {
        let endings = ["wsdl", "yaml"].map(|ending| format!("{which}.{ending}"));
        reading(&root, endings.iter().find(|file| root.join(file).is_file()).unwrap())
    };
    between(&file("old"), &file("new"))
}

#[test]
fn every_pair_is_told_as_it_stands_beside_it() {
    let mut differences = String::new();
    for name in pairs() {
        let comparison = pair(&name);
        let reports = [
            ("report.txt", listing(&comparison, true, Style::PLAIN)),
            ("report.md", report::markdown(&comparison, true)),
            ("report.json", report::json(&comparison).unwrap()),
        ];
        for (file, text) in reports {
            let path = folder().join(&name).join(file);
            if blessing() {
                fs::write(&path, &text).unwrap();
            } else if let Some(lines) = canonical::lines(&fs::read_to_string(&path).unwrap_or_default(), &text) {
                differences.push_str(&format!("{name}/{file}\n{lines}\n"));
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn the_pairs_hold_most_rules() {
    let told: BTreeSet<Kind> = pairs().iter().flat_map(|name| pair(name).changes).map(|change| change.kind).collect();
    assert!(told.len() * 2 > RULES.len(), "{} of {} rules: {told:?}", told.len(), RULES.len());
}

#[test]
fn our_own_versions_differ_as_they_should() {
    let comparison = between(&own("services86"), &own("services88"));
    let summary = comparison.summary();
    assert_eq!((summary.added_operations, summary.removed_operations, summary.common_operations), (46, 0, 87));
    let added = |name: &str| {
        let found = comparison.changes.iter().find(|change| change.subject == name);
        found.map(|change| (change.kind, change.direction))
    };
    assert_eq!(added("User.GetUserPresenceStatus"), Some((Kind::OperationAdded, Direction::Both)));
    assert_eq!(added("User.ExtraFields"), Some((Kind::OptionalFieldAdded, Direction::Both)));
}

#[test]
fn the_order_of_files_changes_nothing() {
    let once = between(&own("services86"), &own("services88"));
    let twice = between(&own("services86"), &own("services88"));
    assert_eq!(report::json(&once).unwrap(), report::json(&twice).unwrap());
    let prints: BTreeSet<&str> = once.changes.iter().map(|change| change.fingerprint.as_str()).collect();
    assert_eq!(prints.len(), once.changes.len());
}

#[test]
fn the_corpus_has_642_operations_more_and_74_less() {
    let (Some(old), Some(new)) = (corpus("services86"), corpus("services88")) else {
        eprintln!("no corpus beside the checkout: its versions are not compared");
        return;
    };
    let summary = between(&old, &new).summary();
    assert_eq!((summary.added_operations, summary.removed_operations, summary.common_operations), (642, 74, 1387));
}
