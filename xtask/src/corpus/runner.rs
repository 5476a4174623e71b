//! The program that runs the examples of one version: its bindings' catalogue handed to the tests' library.

use std::{fs, io, path::Path};

use super::write_if_changed;
use crate::workspace;

/// The name of the program for a version.
pub fn binary(name: &str) -> String {
    format!("corpus-run-{name}")
}

/// Writes the program and the workspace that it shares with the bindings.
pub fn write(home: &Path, name: &str) -> io::Result<()> {
    let root = workspace::root();
    let tests = toml::Value::from(root.join("tests").to_string_lossy().into_owned());
    write_if_changed(
        &home.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"bindings\", \"run\"]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n",
    )?;
    write_if_changed(
        &home.join("run/Cargo.toml"),
        &format!(
            "[package]\nname = \"corpus-run\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [[bin]]\nname = {}\npath = \"src/main.rs\"\n\n\
             [dependencies]\nbindery-tests = {{ path = {tests} }}\n\
             bindings = {{ path = \"../bindings\", package = {}, features = [\"catalogue\"] }}\n",
            toml::Value::from(binary(name)),
            toml::Value::from(name),
        ),
    )?;
    write_if_changed(
        &home.join("run/src/main.rs"),
        "fn main() -> std::process::ExitCode {\n    bindery_tests::corpus::main(&bindings::catalogue())\n}\n",
    )?;
    if !home.join("Cargo.lock").exists() {
        fs::copy(root.join("Cargo.lock"), home.join("Cargo.lock"))?;
    }
    Ok(())
}
