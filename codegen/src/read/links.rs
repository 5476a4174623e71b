//! What documents import: found by location, read in waves until nothing new is found.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    source::{FileId, Files, Options, Pos, Source, Target, read_file},
    xsd::tree::{DirectiveKind, Schema},
};

use super::{
    documents::{Document, Parsed, read_document},
    parallel,
    units::is_standard,
};

/// A document as it is read: a schema without a namespace is another one in every namespace that includes it.
pub(super) type Key = (FileId, Option<Arc<str>>);

/// What a document refers to.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) pos: Pos,
    pub(super) namespace: Namespace,
    /// The document, or why it is not read; `None` for an import without a location.
    pub(super) target: Option<Result<Key, Diagnostic>>,
}

/// The namespace that a link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// That of the importing element (`xs:import`).
    Imported(Option<Arc<str>>),
    /// That of the including schema.
    Included(Option<Arc<str>>),
    /// Any: an import of WSDL.
    Any,
}

/// All documents, given and imported.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) parsed: BTreeMap<Key, Parsed>,
    pub(super) links: BTreeMap<Key, Vec<Link>>,
}

/// Reads the documents given, and all that they import.
pub(super) fn read_all(files: &mut Files, given: &[FileId], options: &Options) -> Documents {
    let local = Options { remote: None, ..options.clone() };
    let mut documents = Documents::default();
    let mut wave: Vec<Key> = given.iter().map(|file| (*file, None)).collect();
    let mut bytes: u64 = given.iter().map(|file| files.get(*file).text.len() as u64).sum();
    while !wave.is_empty() {
        let shared = &*files;
        let results =
            parallel::map(&wave, |(file, chameleon)| read_document(shared, *file, chameleon.as_ref(), &options.limits));
        let mut next: BTreeSet<Key> = BTreeSet::new();
        for (key, parsed) in wave.into_iter().zip(results) {
            let mut links = Vec::new();
            for (pos, namespace, location) in wanted(&parsed) {
                // What the standards define needs no server.
                let is_standard = matches!(&namespace, Namespace::Imported(Some(known)) if is_standard(known));
                let followed = if is_standard { &local } else { options };
                let target = location.map(|location| follow(files, pos, &location, followed, &mut bytes));
                let target = target.map(|found| {
                    found.map(|file| match &namespace {
                        Namespace::Included(including) => (file, including.clone()),
                        _ => (file, None),
                    })
                });
                if let Some(Ok(key)) = &target {
                    next.insert(key.clone());
                }
                links.push(Link { pos, namespace, target });
            }
            documents.links.insert(key.clone(), links);
            documents.parsed.insert(key, parsed);
        }
        wave = next.into_iter().filter(|key| !documents.parsed.contains_key(key)).collect();
    }
    documents
}

/// What a document refers to: place, namespace, location.
fn wanted(parsed: &Parsed) -> Vec<(Pos, Namespace, Option<String>)> {
    let mut found = Vec::new();
    match &parsed.document {
        Some(Document::Wsdl(definitions)) => {
            for import in &definitions.imports {
                found.push((import.pos, Namespace::Any, import.location.clone()));
            }
            definitions.schemas.iter().for_each(|schema| directives(schema, &mut found));
        }
        Some(Document::Schema(schema)) => directives(schema, &mut found),
        None => {}
    }
    found
}

fn directives(schema: &Schema, found: &mut Vec<(Pos, Namespace, Option<String>)>) {
    for directive in &schema.directives {
        let namespace = match &directive.kind {
            DirectiveKind::Import(namespace) => Namespace::Imported(namespace.clone()),
            DirectiveKind::Include | DirectiveKind::Redefine(_) => Namespace::Included(schema.target.clone()),
        };
        found.push((directive.pos, namespace, directive.location.clone().filter(|location| !location.is_empty())));
    }
}

/// The file that a location leads to, read if it is not yet.
fn follow(
    files: &mut Files,
    pos: Pos,
    location: &str,
    options: &Options,
    bytes: &mut u64,
) -> Result<FileId, Diagnostic> {
    if let Some(given) = files.find(location) {
        return Ok(given);
    }
    let error = |files: &Files, code, text: String, help: &str| {
        Err(Diagnostic::error(code, files.origin(pos), text).help(help.to_owned()))
    };
    if let Some(remote) = options.remote_for(&files.get(pos.file).path, location) {
        return match remote.get(&files.origin(pos), location) {
            Ok(source) => add(files, pos, source, options, bytes),
            Err(why) => error(files, "source::remote", why, "the document is asked for because of `--allow-remote`"),
        };
    }
    let (path, place) = match options.access.resolve(files.get(pos.file), location) {
        Target::Path(path, place) => (path, place),
        Target::Refused(text, help) => return error(files, "source::refused", text, &help),
    };
    if let Some(known) = files.find(&path) {
        return Ok(known);
    }
    let Some(place) = place.filter(|place| fs::metadata(&place.file).is_ok_and(|it| it.is_file())) else {
        let text = format!("the imported file `{path}` does not exist");
        return error(files, "source::missing-import", text, "save it there, or give it to the generator too");
    };
    let source = read_file(&place.file, &place.root, &options.limits)
        .map_err(|error| error.label(files.origin(pos), "imported here"))?;
    add(files, pos, Source { path: path.into(), ..source }, options, bytes)
}

/// Adds a text that is imported, within the limits.
fn add(files: &mut Files, pos: Pos, source: Source, options: &Options, bytes: &mut u64) -> Result<FileId, Diagnostic> {
    if let Some(known) = files.find(&source.path) {
        return Ok(known);
    }
    let limits = &options.limits;
    let met = |files: &Files, text: String, name: &str| {
        Err(Diagnostic::error("source::limit", files.origin(pos), text).help(format!("raise the limit `{name}`")))
    };
    if files.len() >= limits.files {
        let text = format!("the descriptions import more files than the limit `files` of {}", limits.files);
        return met(files, text, "files");
    }
    *bytes = bytes.saturating_add(source.text.len() as u64);
    if *bytes > limits.total_bytes {
        let text = format!("the descriptions are longer than the limit `total_bytes` of {}", limits.total_bytes);
        return met(files, text, "total_bytes");
    }
    Ok(files.add(source))
}
