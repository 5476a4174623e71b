//! What each case becomes, compared with what stands in `tests/golden`, and what its ledger says.
//!
//! `BINDERY_BLESS=1` rewrites what is compared; what it wrote is reviewed as code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fmt::Write as _, fs};

use bindery_tests::{
    canonical,
    goldens::{blessing, compare, config, failing, folder, generation},
};

#[test]
fn every_case_is_generated_as_it_stands_in_the_golden_crate() {
    let failing = failing();
    let whole = generation(|path| failing.iter().all(|(failed, _)| failed != path));
    let difference = compare(&whole, &folder("golden")).unwrap();
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    let told: String = failing.iter().map(|(module, errors)| format!("\n{module}:\n{errors}\n")).collect();
    assert!(failing.is_empty(), "{} cases are not generated{told}", failing.len());
}

/// The account of a case: what was read and emitted, and all that was lost.
fn account(module: &str) -> String {
    let generation = generation(|path| path == module);
    let ledger = &generation.ledger;
    let mut text = String::new();
    for (what, count) in [
        ("operations", ledger.operations),
        ("messages", ledger.messages),
        ("types", ledger.types),
        ("fields", ledger.fields),
    ] {
        writeln!(text, "{what}: {} read, {} emitted", count.read, count.emitted).unwrap();
    }
    if ledger.added > 0 {
        writeln!(text, "types added: {}", ledger.added).unwrap();
    }
    for pruned in &ledger.pruned {
        writeln!(text, "not emitted: {}: {} ({})", pruned.subject, pruned.reason, pruned.origin).unwrap();
    }
    assert_eq!(ledger.types.read + ledger.added - ledger.pruned.len(), ledger.types.emitted, "{module}");
    if ledger.rest > 0 {
        writeln!(text, "over SOAP and REST: {}", ledger.rest).unwrap();
    }
    for alone in &ledger.soap_alone {
        writeln!(text, "over SOAP alone: {}: {} ({})", alone.subject, alone.reason, alone.origin).unwrap();
    }
    for loss in &ledger.losses {
        writeln!(text, "{:?}: {}: {} ({})", loss.kind, loss.subject, loss.reason, loss.origin).unwrap();
    }
    for finding in &generation.diagnostics {
        writeln!(text, "{finding}").unwrap();
    }
    text
}

#[test]
fn every_case_has_the_account_that_stands_beside_it() {
    let mut differences = String::new();
    for module in config().modules {
        let account = account(&module.path);
        let path = folder("cases").join(module.path.replace("::", "/").replace('_', "-")).join("ledger.txt");
        if blessing() {
            fs::write(&path, &account).unwrap();
        } else {
            let known = fs::read_to_string(&path).unwrap_or_default();
            if let Some(lines) = canonical::lines(&known, &account) {
                writeln!(differences, "{}\n{lines}", module.path).unwrap();
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// Only what cannot be generated is lost, and only where it stands.
#[test]
fn only_what_cannot_be_typed_costs_anything() {
    for module in config().modules {
        let ledger = generation(|path| path == module.path).ledger;
        let lost: Vec<_> = ledger.losses.iter().map(|loss| loss.subject.as_str()).collect();
        if ["rpc_encoded", "mime"].contains(&module.path.as_str()) {
            assert_eq!(lost.len(), 1, "{}: {lost:?}", module.path);
            assert!(lost[0].contains("Odd"), "{lost:?}");
            assert_eq!((ledger.operations.read, ledger.operations.emitted), (2, 1), "{}", module.path);
        } else if module.path == "endless" {
            let fields =
                ["Egg.Hen", "Hen.Egg", "Node.Child"].map(|field| format!("field {{urn:example:endless}}{field}"));
            assert_eq!(lost, fields);
        } else if module.path == "mixed" {
            assert_eq!(lost.len(), 1, "{lost:?}");
            assert!(lost[0].contains("Letter"), "{lost:?}");
        } else if module.path == "rest::naming" {
            assert_eq!(lost, ["operation patch_x2"], "an empty operation id");
        } else if module.path == "rest::servers" {
            assert_eq!(lost, ["operation elsewhere"], "servers of its own");
        } else if module.path == "rest::types_alone" {
            assert_eq!(lost, ["webhook changed post", "document"], "a call to the client, and names in XML");
        } else if module.path == "rest::recursion" {
            assert_eq!(lost, ["field Endless.again"], "a type that requires itself");
        } else {
            assert!(lost.is_empty(), "{}: {:?}", module.path, ledger.losses);
            assert_eq!(ledger.operations.read, ledger.operations.emitted, "{}", module.path);
        }
    }
}
