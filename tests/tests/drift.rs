//! What is generated stands as it would be generated now, and generating is a function of the descriptions alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use bindery_codegen::{
    Generation,
    config::Config,
    diagnostic::SourceMap,
    emit::Runtime,
    generate,
    output::Difference,
    project::Project,
    read,
    source::{Options, load},
};
use bindery_tests::goldens::{self, folder};

fn schemas() -> PathBuf {
    folder("../schemas")
}

fn project() -> Project {
    Project::open(&schemas().join("bindings.toml"), &mut SourceMap::default()).unwrap()
}

fn services() -> Generation {
    let project = project();
    let readings = project.read(&Options::default(), &mut SourceMap::default());
    generate(&project.config, readings, &Runtime::Workspace, "cargo xtask generate")
}

#[test]
fn the_lock_is_up_to_date() {
    let project = project();
    let readings = project.read(&Options::default(), &mut SourceMap::default());
    let review = project.review(project.locked_inputs(&readings).unwrap(), &services());
    assert!(review.is_current(), "run `cargo xtask generate`: {:?}", review.notes());
    // Names that are published keep what they are in every other set of descriptions, so also in this one.
    let mut anew = project;
    anew.rename();
    let readings = anew.read(&Options::default(), &mut SourceMap::default());
    let generation = generate(&anew.config, readings, &Runtime::Workspace, "cargo xtask generate");
    assert_eq!(generation.files, services().files);
}

#[test]
fn the_generated_crate_is_up_to_date() {
    let generation = services();
    assert!(generation.diagnostics.is_empty(), "{:?}", generation.diagnostics);
    let differences = generation.files.check(&folder("../generated")).unwrap();
    assert!(differences.is_empty(), "run `cargo xtask generate`: {differences:?}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_generated_file_that_was_touched_is_found() {
    let generation = services();
    let copied = tempfile::tempdir().unwrap();
    copy(&folder("../generated/src"), &copied.path().join("src"));
    fs::copy(folder("../generated/Cargo.toml"), copied.path().join("Cargo.toml")).unwrap();
    assert_eq!(generation.files.check(copied.path()).unwrap(), []);

    let lib = copied.path().join("src/lib.rs");
    let text = fs::read_to_string(&lib).unwrap();
    fs::write(&lib, format!("{text}\n// by hand")).unwrap();
    fs::remove_file(copied.path().join("src/superoffice/mod.rs")).unwrap();
    fs::write(copied.path().join("src/left.rs"), text).unwrap();
    fs::write(copied.path().join("src/mine.rs"), "//! By hand.").unwrap();
    assert_eq!(
        generation.files.check(copied.path()).unwrap(),
        [
            Difference::Missing("src/superoffice/mod.rs".into()),
            Difference::Changed("src/lib.rs".into()),
            Difference::Stale("src/left.rs".into()),
        ]
    );
    generation.files.write(copied.path()).unwrap();
    assert_eq!(generation.files.check(copied.path()).unwrap(), []);
    assert!(copied.path().join("src/mine.rs").exists(), "a file that is not generated is not touched");
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    assert_eq!(services().files, services().files);
    assert_eq!(goldens::generation(|_| true).files, goldens::generation(|_| true).files);
}

/// The order in which descriptions are given, and the folder that they stand in, say nothing.
#[test]
fn order_and_place_of_the_files_say_nothing() {
    let generated = |root: &Path, reversed: bool| {
        let mut paths: Vec<PathBuf> = ["Chat", "SoPrincipal", "User"]
            .iter()
            .map(|name| root.join(format!("superoffice/services88/{name}.wsdl")))
            .collect();
        if reversed {
            paths.reverse();
        }
        let (mut sources, diagnostics) = load(&paths, &Options::default());
        assert!(diagnostics.is_empty());
        if reversed {
            sources.reverse();
        }
        for source in &mut sources {
            source.path = source.path.rsplit('/').next().unwrap().into();
        }
        let reading = read(sources, &Options::default());
        generate(&Config::for_crate("same"), vec![reading], &Runtime::Version, "test").files
    };
    let copied = tempfile::tempdir().unwrap();
    copy(&schemas(), copied.path());
    let one = generated(&schemas(), false);
    assert!(one.iter().count() > 5);
    assert_eq!(one, generated(&schemas(), true));
    assert_eq!(one, generated(copied.path(), true));
}
