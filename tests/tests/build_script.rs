//! The program in `tests/build-script`: it builds, its bindings are remade when a file changes that they were made from,
//! and only then; what is wrong with a description is what Cargo shows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use bindery_tests::goldens::folder;

/// A copy of the program that a test may change: as deep below the repository, so that its paths to our crates hold.
fn copied() -> PathBuf {
    let copy = folder("../target/build-script-copy");
    let _ = fs::remove_dir_all(&copy);
    for file in ["Cargo.toml", "Cargo.lock", "build.rs", "src/main.rs"] {
        copy_file(file, &copy);
    }
    for file in ["bindings.toml", "shop.wsdl", "shop.xsd"] {
        copy_file(&format!("schemas/{file}"), &copy);
    }
    copy
}

fn copy_file(file: &str, to: &Path) {
    let target = to.join(file);
    fs::create_dir_all(target.parent().unwrap()).unwrap();
    fs::copy(folder("build-script").join(file), target).unwrap();
}

/// Runs Cargo in the copy; what it says, and whether it ended well.
fn cargo(copy: &Path, arguments: &[&str]) -> (bool, String) {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Shared with the program itself, so that its dependencies are compiled once.
    let target = folder("../target").canonicalize().unwrap().join("build-script");
    let mut command = Command::new(cargo);
    command.current_dir(copy).args(arguments).args(["--locked", "--color", "never"]);
    command.env("CARGO_TARGET_DIR", target).env_remove("OUT_DIR");
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (output.status.success(), said.concat())
}

/// Whether the build script was run in a verbose build, which ended well.
fn script_ran(copy: &Path) -> bool {
    let (built, said) = cargo(copy, &["build", "--verbose"]);
    assert!(built, "{said}");
    said.lines()
        .any(|line| line.contains("Running") && line.contains("/shop-client-") && line.contains("build-script-build"))
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} in {}", file.display());
    fs::write(file, text.replace(from, to)).unwrap();
}

#[test]
fn bindings_are_remade_when_what_they_were_made_from_changes() {
    let copy = copied();
    let (ran, said) = cargo(&copy, &["run"]);
    assert!(ran && said.contains("order number 42") && said.contains("<Code>ABC-1234</Code>"), "{said}");
    assert!(!said.contains("warning"), "{said}");
    assert!(!script_ran(&copy), "nothing has changed");

    // A file that has nothing to do with it.
    fs::write(copy.join("schemas/notes.md"), "# Notes\n").unwrap();
    assert!(!script_ran(&copy), "no description has changed");

    for (file, from, to) in [
        ("schemas/shop.wsdl", "Orders some articles.", "Orders articles."),
        // Imported, and named nowhere but in the WSDL.
        ("schemas/shop.xsd", "value=\"small\"", "value=\"medium\""),
        ("schemas/bindings.toml", "secrets = [\"Key\"]", "secrets = [\"Key\", \"Comment\"]"),
    ] {
        change(&copy.join(file), from, to);
        assert!(script_ran(&copy), "{file} has changed");
        assert!(!script_ran(&copy), "{file} has not changed again");
    }

    // The program sees the change, and a mistake in a description is shown at its place.
    change(&copy.join("schemas/shop.xsd"), "value=\"large\"", "value=\"huge\"");
    let (built, said) = cargo(&copy, &["build"]);
    assert!(!built && said.contains("Large") && said.contains("Size"), "{said}");
    change(&copy.join("schemas/shop.xsd"), "type=\"tns:Size\"", "type=\"tns:Sise\"");
    let (built, said) = cargo(&copy, &["build"]);
    assert!(!built && said.contains("error: shop-client@0.1.0: schemas/shop.xsd:28:"), "{said}");
    for part in ["Sise", "[xsd::unresolved-type]", "help: "] {
        assert!(said.contains(part), "{part} in {said}");
    }
}
