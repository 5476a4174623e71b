//! Swagger and OpenAPI documents: their files are found as those of XML documents are.

use std::{fs, sync::Arc};

use crate::{
    diagnostic::Origin,
    merge::merge,
    openapi::{self, Document},
    source::{FileId, Files, Options, Source, Target, read_file},
    wsdl::Unit,
};

use super::Reading;

/// Reads Swagger and OpenAPI documents, and the files that they refer to.
pub(super) fn read_open(files: &mut Files, given: &[FileId], options: &Options) -> Reading {
    let documents: Vec<Document> = given.iter().map(|id| document(files, *id)).collect();
    let limits = openapi::Limits {
        file_bytes: options.limits.file_bytes,
        files: options.limits.files,
        derivation_depth: options.limits.derivation_depth,
        enumeration_values: options.limits.enumeration_values,
        types: options.limits.types,
        ..openapi::Limits::default()
    };
    let bytes = documents.iter().map(|document| document.text.len() as u64).sum();
    let readings = openapi::read_each(&documents, &mut Fetch { files, options, bytes }, &limits);
    let unit = |Reading { api, ledger, diagnostics, .. }| Unit { api, ledger, diagnostics };
    let merged = merge(readings.into_iter().map(unit).collect(), &options.published);
    Reading { api: merged.api, ledger: merged.ledger, diagnostics: merged.diagnostics, ..Reading::default() }
}

fn document(files: &Files, id: FileId) -> Document {
    let source = files.get(id);
    Document { path: Arc::clone(&source.path), text: Arc::clone(&source.text) }
}

struct Fetch<'f> {
    files: &'f mut Files,
    options: &'f Options,
    bytes: u64,
}

impl openapi::Files for Fetch<'_> {
    fn fetch(&mut self, from: &Origin, location: &str) -> Result<Document, String> {
        let Some(importing) = self.files.find(&from.file) else {
            return Err(format!("the file `{}` that refers to `{location}` is unknown", from.file));
        };
        if let Some(remote) = self.options.remote_for(&from.file, location) {
            return self.add(remote.get(from, location)?);
        }
        let (path, place) = match self.options.access.resolve(self.files.get(importing), location) {
            Target::Path(path, place) => (path, place),
            Target::Refused(text, help) => return Err(format!("{text}: {help}")),
        };
        if let Some(known) = self.files.find(&path) {
            return Ok(document(self.files, known));
        }
        let Some(place) = place.filter(|place| fs::metadata(&place.file).is_ok_and(|it| it.is_file())) else {
            return Err(format!("the file `{path}` does not exist: save it there, or give it to the generator too"));
        };
        let source = read_file(&place.file, &place.root, &self.options.limits).map_err(|error| error.message)?;
        self.add(Source { path: path.into(), ..source })
    }
}

impl Fetch<'_> {
    fn add(&mut self, source: Source) -> Result<Document, String> {
        if let Some(known) = self.files.find(&source.path) {
            return Ok(document(self.files, known));
        }
        let limits = &self.options.limits;
        if self.files.len() >= limits.files {
            return Err(format!("more files are referred to than the limit `files` of {}", limits.files));
        }
        self.bytes = self.bytes.saturating_add(source.text.len() as u64);
        if self.bytes > limits.total_bytes {
            return Err(format!("the files are longer than the limit `total_bytes` of {}", limits.total_bytes));
        }
        let id = self.files.add(source);
        Ok(document(self.files, id))
    }
}
