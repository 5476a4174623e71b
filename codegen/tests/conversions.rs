//! Conversions that a configuration asks for: what is emitted, what is not and why, and what is wrong with the question.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use bindery_codegen::{
    Generation, Reading,
    config::Config,
    diagnostic::Severity,
    emit::Runtime,
    generate, generate_module, read,
    source::{Options, load},
};

const MODULES: &str = r#"
[crate]
name = "library"

[[module]]
path = "old"

[[module]]
path = "new"
"#;

/// The two versions of the golden case.
fn readings() -> Vec<Reading> {
    let file = |version: &str| -> PathBuf {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/conversion");
        cases.join(version).join("schema/Library.wsdl")
    };
    let reading = |version| {
        let (sources, unreadable) = load(&[file(version)], &Options::default());
        assert!(unreadable.is_empty(), "{unreadable:?}");
        read(sources, &Options::default())
    };
    ["old", "new"].into_iter().map(reading).collect()
}

fn config(rest: &str) -> Config {
    Config::parse("bindings.toml", &format!("{MODULES}{rest}")).expect("a configuration")
}

fn generated(rest: &str) -> Generation {
    generate(&config(rest), readings(), &Runtime::Version, "test")
}

/// The only finding, which is about the configuration.
fn finding(rest: &str) -> String {
    let generation = generated(rest);
    assert_eq!(generation.diagnostics.len(), 1, "{:?}", generation.diagnostics);
    if generation.diagnostics[0].severity == Severity::Error {
        assert_eq!(generation.files.iter().count(), 0);
    }
    generation.diagnostics[0].to_string()
}

const FORTH: &str = "[[conversion]]\nfrom = \"old\"\nto = \"new\"\n";

#[test]
fn conversions_stand_in_files_of_their_own_behind_a_feature() {
    let generation = generated(FORTH);
    let text = |path: &str| generation.files.get(path).unwrap_or_else(|| panic!("{path}"));
    assert!(text("src/lib.rs").contains("#[cfg(feature = \"convert\")]\n#[rustfmt::skip]\nmod convert;\n"));
    assert!(text("src/convert.rs").contains("mod old_to_new;\n"));
    assert!(text("Cargo.toml").contains("\nconvert = []\n"));
    assert!(text("Cargo.toml").contains("default = [\"old-library\", \"new-library\"]"), "off unless turned on");
    let lines = text("src/convert/old_to_new.rs");
    for line in [
        "convert!(From from::types::Kind => to::types::Kind);",
        "convert!(TryFrom from::types::Loan => to::types::Loan);",
        "#[cfg(all(feature = \"old-library\", feature = \"new-library\"))]",
        "convert!(request From from::library::Search => to::library::Search);",
    ] {
        assert!(lines.contains(line), "{line}\n{lines}");
    }
    assert!(!lines.contains("types::Shelf"), "{lines}");
    let without = generated("");
    assert!(without.files.iter().all(|(path, text)| !path.contains("convert") && !text.contains("convert!")));
    assert!(!without.files.get("Cargo.toml").unwrap().contains("convert"));
}

#[test]
fn what_is_not_converted_is_told_with_its_reason() {
    let ledger = generated(FORTH).ledger;
    let told: Vec<_> = ledger.unconverted.iter().map(|lost| (lost.subject.as_str(), lost.reason.as_str())).collect();
    assert_eq!(told, [("type old::Shelf to new", "`Row` (int) is new; no value can go")]);
    assert!(ledger.unconverted[0].origin.to_string().contains("old/schema/Library.wsdl:"));
    assert_eq!(ledger.conversions.read, ledger.conversions.emitted + 1);
    assert!(ledger.losses.is_empty());
}

#[test]
fn a_module_that_does_not_stand_is_told_with_its_place_and_what_was_meant() {
    let told = finding("[[conversion]]\nfrom = \"old\"\nto = \"newe\"\n");
    let expected = "error[config::unknown-module]: there is no module `newe`\n  at bindings.toml:12:6\n  help: did you mean `new`?";
    assert_eq!(told, expected);
    let told = finding("[[conversion]]\nfrom = \"something-else\"\nto = \"new\"\n");
    let expected = "error[config::unknown-module]: there is no module `something-else`\n  at bindings.toml:11:8\n  help: modules are: old, new";
    assert_eq!(told, expected);
}

#[test]
fn a_conversion_to_itself_is_told() {
    let told = finding("[[conversion]]\nfrom = \"old\"\nto = \"old\"\n");
    let expected = "error[config::conversion-to-itself]: a conversion from `old` to itself\n  at bindings.toml:12:6\n  \
                    help: `from` and `to` are two modules; its own types need no conversion";
    assert_eq!(told, expected);
}

#[test]
fn a_conversion_that_stands_twice_is_told_with_both_places() {
    let told = finding(&format!("{FORTH}\n{FORTH}"));
    let expected = "error[config::conversion-twice]: the conversion from `old` to `new` stands twice\n  at bindings.toml:15:8\n  \
                    at bindings.toml:11:8: first here\n  \
                    help: leave one of them out; the way back has `from` and `to` exchanged";
    assert_eq!(told, expected);
    let both = "[[conversion]]\nfrom = \"new\"\nto = \"old\"\n";
    assert!(generated(&format!("{FORTH}\n{both}")).diagnostics.is_empty());
}

#[test]
fn modules_with_nothing_in_common_are_told() {
    let mut readings = readings();
    let clock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/document-wrapped/schema/Clock.wsdl");
    readings[1] = read(load(&[clock], &Options::default()).0, &Options::default());
    let generation = generate(&config(FORTH), readings, &Runtime::Version, "test");
    let told: Vec<String> = generation.diagnostics.iter().map(ToString::to_string).collect();
    let expected = "warning[config::nothing-to-convert]: nothing of `old` has a counterpart in `new`, so that there is nothing \
                    to convert\n  at bindings.toml:11:8\n  help: types and operations are paired by their names: `bindery migrate` \
                    shows what is paired";
    assert_eq!(told, [expected]);
}

#[test]
fn a_build_script_gets_the_conversions_that_its_configuration_asks_for() {
    let module = |rest: &str, features: &[&str]| {
        let features: Vec<String> = features.iter().map(|&feature| feature.to_owned()).collect();
        let generation = generate_module(&config(rest), readings(), &features, "test");
        assert!(generation.diagnostics.is_empty(), "{:?}", generation.diagnostics);
        generation.files.get("library.rs").expect("a module").to_owned()
    };
    let whole = module(FORTH, &[]);
    assert!(whole.contains("mod old_to_new {") && whole.contains("use super::super::old as from;"), "{whole}");
    assert!(whole.contains("convert!(request From from::library::Search => to::library::Search);"));
    assert!(!module(FORTH, &["old-library", "new-library"]).contains("convert!("));
    let one = module(FORTH, &["old-library", "convert"]);
    assert!(one.contains("convert!(From from::types::Kind => to::types::Kind);") && !one.contains("convert!(request"));
    syn::parse_file(&one).expect("Rust");
}

#[test]
fn the_configuration_may_turn_conversions_on() {
    let text =
        MODULES.replace("name = \"library\"", "name = \"library\"\ndefault-features = [\"old-library\", \"convert\"]");
    let config = |text: String| Config::parse("bindings.toml", &text).expect("a configuration");
    let generation = generate(&config(format!("{text}{FORTH}")), readings(), &Runtime::Version, "test");
    assert!(generation.files.get("Cargo.toml").unwrap().contains("default = [\"old-library\", \"convert\"]"));
    let generation = generate(&config(text), readings(), &Runtime::Version, "test");
    assert!(generation.diagnostics[0].to_string().contains("there is no feature `convert`"));
}

/// A module may be called as that of the conversions would be.
#[test]
fn modules_come_before_the_conversions() {
    let text = MODULES.replace("\"new\"", "\"convert\"");
    let config = Config::parse("bindings.toml", &format!("{text}{}", FORTH.replace("\"new\"", "\"convert\""))).unwrap();
    let generation = generate(&config, readings(), &Runtime::Version, "test");
    let root = generation.files.get("src/lib.rs").unwrap();
    assert!(root.contains("pub mod convert;") && root.contains("mod convert2;"), "{root}");
    assert!(generation.files.get("src/convert2/old_to_convert.rs").unwrap().contains("super::super::convert as to"));
}
