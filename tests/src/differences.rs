//! Pairs of descriptions to compare.

use std::path::{Path, PathBuf};

use bindery_codegen::{
    Reading,
    diff::{self, Comparison},
    read,
    source::{Options, load},
};

/// Reads a file or a folder, as its name within `root`, so that places are the same on every machine.
pub fn reading(root: &Path, name: &str) -> Reading {
    let (mut sources, findings) = load(&[root.join(name)], &Options::default());
    assert!(findings.is_empty(), "{findings:?}");
    let prefix = format!("{}/", root.display()).replace('\\', "/");
    for source in &mut sources {
        if let Some(path) = source.path.strip_prefix(&prefix) {
            source.path = path.into();
        }
    }
    read(sources, &Options::default())
}

/// One version of our own descriptions of SuperOffice.
pub fn own(version: &str) -> Reading {
    reading(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/superoffice")), version)
}

/// One version of the corpus, where that stands beside the checkout.
pub fn corpus(version: &str) -> Option<Reading> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/superoffice"));
    root.join(version).is_dir().then(|| reading(&root, &format!("{version}/wsdl")))
}

/// The comparison of two readings.
pub fn between(old: &Reading, new: &Reading) -> Comparison {
    diff::compare(old, new)
}
