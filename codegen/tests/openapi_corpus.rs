//! The documents of the corpus, each alone and those of one product together.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use bindery_codegen::openapi::{Document, Files, Limits, read_each};

struct NoFiles;

impl Files for NoFiles {
    fn fetch(&mut self, _: &str, location: &str) -> Result<Document, String> {
        Err(format!("`{location}` is not given"))
    }
}

fn corpus() -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus"));
    if !path.is_dir() {
        eprintln!("skipped: no corpus beside the repository");
        return None;
    }
    Some(path.to_owned())
}

fn documents(folder: &Path, ending: &str) -> Vec<Document> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|found| found == ending))
        .map(|file| Document {
            path: file.file_name().unwrap().to_str().unwrap().into(),
            text: std::fs::read_to_string(&file).unwrap().into(),
        })
        .collect()
}

fn all(corpus: &Path) -> Vec<Document> {
    let mut found = documents(&corpus.join("superoffice/rest/openapi"), "json");
    found.extend(documents(&corpus.join("graph"), "json"));
    found.extend(documents(&corpus.join("symphony"), "yaml"));
    assert_eq!(found.len(), 16 + 2 + 3);
    found
}

#[test]
fn show() {
    let Some(corpus) = corpus() else { return };
    for document in all(&corpus) {
        let start = std::time::Instant::now();
        let reading = read_each(std::slice::from_ref(&document), &mut NoFiles, &Limits::default()).remove(0);
        eprintln!(
            "{} {:?} ops {} types {} losses {} diag {:?}",
            document.path,
            start.elapsed(),
            reading.api.operations().count(),
            reading.api.types.len(),
            reading.ledger.losses.len(),
            reading.diagnostics
        );
        let mut kinds = std::collections::BTreeMap::new();
        for loss in &reading.ledger.losses {
            let short: String = loss.reason.chars().take(30).collect();
            let e = kinds
                .entry((loss.kind, short))
                .or_insert((0, format!("{} {} {}", loss.subject, loss.reason, loss.origin)));
            e.0 += 1;
        }
        for (kind, (count, sample)) in kinds {
            eprintln!("    {count} {kind:?} {sample}");
        }
    }
}
