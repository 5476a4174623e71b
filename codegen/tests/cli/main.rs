//! The command line as its users meet it: the binary is run, and what it prints and how it ends is compared.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod configuration;
mod diff;
mod generate;
mod inspect;
mod lock;
mod migrate;
mod sample;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// What a run left behind.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `bindery` in the folder of these tests, so that printed paths are the same everywhere.
pub fn bindery(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .current_dir(here())
        .env_remove("NO_COLOR")
        .env("TERM", "xterm-256color")
        .output()
        .unwrap();
    let run = Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    // Neither stream is a terminal here: no colours, no progress.
    assert!(!run.out.contains('\u{1b}'), "{}", run.out);
    assert!(!run.err.contains('\u{1b}') && !run.err.contains('\r'), "{}", run.err);
    run
}

pub fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli")
}

pub fn own_schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/superoffice")
}

#[test]
fn help_documents_commands_and_exit_codes() {
    let run = bindery(&["--help"]);
    assert_eq!(run.code, 0);
    for part in ["generate", "inspect", "migrate", "sample", "Exit codes:", "3  --strict was given"] {
        assert!(run.out.contains(part), "{part} in\n{}", run.out);
    }
    assert_eq!(bindery(&["--version"]).out, format!("bindery {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for arguments in [&[] as &[&str], &["inspect"], &["inspekt", "shop.wsdl"], &["inspect", "shop.wsdl", "--yaml"]] {
        assert_eq!(bindery(arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn a_missing_file_is_named_with_what_may_have_been_meant() {
    let run = bindery(&["inspect", "shop.wdsl"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.err, "error: there is no file or folder `shop.wdsl`\nhelp: did you mean `shop.wsdl`?\n");
    let run = bindery(&["inspect", "nowhere/shop.wsdl"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no folder `nowhere` either"), "{}", run.err);
}

#[test]
fn a_folder_without_descriptions_says_what_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let run = bindery(&["inspect", folder.path().to_str().unwrap()]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("holds no description") && run.err.contains(".wsdl"), "{}", run.err);
}

#[test]
fn a_broken_description_is_shown_where_it_breaks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.wsdl");
    let text = std::fs::read_to_string(here().join("shop.wsdl")).unwrap();
    std::fs::write(&file, text.replace(r#"type="tns:Size""#, r#"type="tns:Sise""#)).unwrap();
    let run = bindery(&["inspect", file.to_str().unwrap()]);
    assert_eq!(run.code, 1, "{}", run.err);
    for part in ["Sise", "broken.wsdl:32:41", "name=\"Size\"", "help:"] {
        assert!(run.err.contains(part), "{part} in\n{}", run.err);
    }
}
