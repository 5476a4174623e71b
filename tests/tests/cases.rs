//! The messages beside each case, decoded and encoded by the types that the case's description became.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod packages;

use std::{collections::BTreeSet, fs, path::PathBuf};

use bindery_tests::wire::recorded;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/cases"))
}

#[test]
fn every_message_of_every_case_round_trips() {
    let mut failures = Vec::new();
    let mut count = 0;
    for (module, catalogue) in packages::cases() {
        let messages = recorded(&folder().join(module.replace('_', "-")).join("wire"));
        assert!(!messages.is_empty(), "{module} has no messages");
        for message in messages {
            count += 1;
            if let Err(failure) = message.round_trip(&catalogue) {
                failures.push(format!("{module}/{failure}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} messages\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_operation_of_every_case_has_a_request_that_is_read() {
    for (module, catalogue) in packages::cases() {
        let messages = recorded(&folder().join(module.replace('_', "-")).join("wire"));
        let told: BTreeSet<_> =
            messages.iter().filter_map(|message| message.exchange(&catalogue)).map(|e| format!("{e:?}")).collect();
        for entry in catalogue.entries() {
            assert!(told.contains(&format!("{entry:?}")), "{module}: no message of {entry:?}");
        }
    }
}

/// A new value ends, whatever its type requires.
#[test]
fn values_of_types_that_require_themselves_end() {
    use bindery_golden::endless::types::{Formula, FormulaChoice, Hen, Node};
    assert!(Node::default().child.is_none() && Hen::default().egg.is_none());
    assert!(matches!(Formula::default().choice, FormulaChoice::Number(0)));
}

#[test]
fn no_folder_of_cases_is_forgotten() {
    let on_disk: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .flatten()
        .filter(|entry| {
            entry.path().is_dir() && !["conversion", "rest"].iter().any(|other| entry.file_name() == *other)
        })
        .map(|entry| entry.file_name().to_string_lossy().replace('-', "_"))
        .collect();
    let compiled: BTreeSet<String> = packages::cases().into_iter().map(|(module, _)| module.to_owned()).collect();
    assert_eq!(on_disk, compiled);
}
