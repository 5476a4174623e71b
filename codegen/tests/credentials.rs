//! The example of the library, run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{env, path::Path, process::Command};

/// `cargo test` builds the example beside the tests; where only this test was built, cargo does.
fn example() -> Command {
    let built = env::current_exe().unwrap().ancestors().nth(2).unwrap().join("examples/credentials");
    let built = built.with_extension(env::consts::EXE_EXTENSION);
    if built.is_file() {
        return Command::new(built);
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--package", "bindery-codegen", "--example", "credentials", "--"]);
    cargo
}

#[test]
fn the_example_lists_operations_that_take_a_credential() {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/superoffice/services88");
    let output = example().arg(schemas.join("SoPrincipal.wsdl")).arg(schemas.join("User.wsdl")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.lines().any(|line| line == "SoPrincipal.AuthenticateUsernamePassword: Password"), "{told}");
    assert!(!told.contains("GetUserPresenceStatus"), "{told}");
}

#[test]
fn the_example_has_thirty_lines() {
    let text = include_str!("../examples/credentials.rs");
    assert!(text.lines().count() <= 30, "{}", text.lines().count());
}
