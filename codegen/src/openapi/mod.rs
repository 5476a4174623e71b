//! Swagger 2.0, OpenAPI 3.0 and 3.1, in JSON and YAML.
//!
//! A text becomes a positioned tree; the tree's operations are brought to the shape of OpenAPI 3, Swagger 2.0 by a pass
//! of its own; schemas of every dialect are read into one faithful form; and both are lowered into the model. The
//! parts of an operation are typed by the `openapiv3` crate, schemas are read from the tree itself.

mod dialect;
mod documents;
mod info;
mod kinds;
mod node;
mod operation;
mod outline;
mod read;
#[cfg(feature = "fetch")]
mod references;
mod schema;
mod security;
mod services;
mod shape;
mod swagger;

use std::sync::Arc;

pub use dialect::Dialect;
#[cfg(feature = "fetch")]
pub(crate) use references::{Reference, references};

use self::{
    dialect::Detected,
    documents::{Documents, File, file_stem, locations},
    node::{Mark, Node},
    operation::{Builder, name_operations},
    outline::{Outline, Outliner},
    schema::{Lowerer, named_schemas},
};
use crate::{
    Reading,
    diagnostic::{Diagnostic, Origin},
    ledger::LossKind,
    merge::merge,
    model::Docs,
    wsdl::Unit,
};

/// Bounds on what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Files, those that are referred to included.
    pub files: usize,
    /// Values of one file, with aliases expanded.
    pub nodes: u64,
    /// How deeply values may be nested.
    pub depth: u32,
    /// How many schemas may extend one another in a chain.
    pub derivation_depth: usize,
    /// Values of one enumeration.
    pub enumeration_values: usize,
    /// Types, those without a name included.
    pub types: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            files: 10_000,
            nodes: 10_000_000,
            depth: 256,
            derivation_depth: 256,
            enumeration_values: 10_000,
            types: 500_000,
        }
    }
}

/// A document, by the path it is known under.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path, with `/` between folders.
    pub path: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

/// Finds the files that references lead to.
pub trait Files {
    /// The file at a location that stands at `from`; an error says why it cannot be read and what to do.
    fn fetch(&mut self, from: &Origin, location: &str) -> Result<Document, String>;
}

/// Reads documents into one model: what they define alike stands once, what they define differently is told apart.
pub fn read(given: &[Document], files: &mut dyn Files, limits: &Limits) -> Reading {
    let unit = |Reading { api, ledger, diagnostics, .. }| Unit { api, ledger, diagnostics };
    let merged = merge(read_each(given, files, limits).into_iter().map(unit).collect(), &Default::default());
    Reading { api: merged.api, ledger: merged.ledger, diagnostics: merged.diagnostics, ..Reading::default() }
}

/// Reads documents, each into a model of its own, in the order given.
///
/// A document that cannot be read has an empty model and says why.
pub fn read_each(given: &[Document], files: &mut dyn Files, limits: &Limits) -> Vec<Reading> {
    let mut loader = Loader { documents: Documents::default(), notes: Vec::new(), diagnostics: Vec::new(), limits };
    let mut roots = Vec::with_capacity(given.len());
    for document in given {
        let root = loader.given(document);
        roots.push((root, std::mem::take(&mut loader.diagnostics)));
    }
    loader.follow(files);
    let Loader { documents, notes, .. } = loader;
    let reading = |(root, diagnostics): (Option<u32>, Vec<Diagnostic>)| match root {
        Some(index) => lower(&documents, index, &notes, limits),
        None => Reading { diagnostics, ..Reading::default() },
    };
    roots.into_iter().map(reading).collect()
}

/// Lowers one document with all that it refers to.
fn lower(documents: &Documents, index: u32, notes: &[ParseNote], limits: &Limits) -> Reading {
    let Some(file) = documents.file(index) else { return Reading::default() };
    let mut outliner = Outliner::new(documents);
    let outlines = outliner.operations(&file.root);
    let outlined = outliner.notes;
    let mut lowerer = Lowerer::new(documents, limits);
    for note in notes.iter().filter(|note| note.mark.file == index) {
        lowerer.lose(LossKind::Repaired, "document", note.reason.clone(), note.mark);
    }
    for note in outlined {
        lowerer.lose(note.kind, &note.subject, note.reason, note.mark);
    }
    for found in named_schemas(documents).into_iter().filter(|found| found.address.file == index) {
        lowerer.ask(found);
    }
    lower_document(&mut lowerer, file, &outlines);
    lowerer.finish();
    let (api, mut ledger) = lowerer.done();
    ledger.types.read = api.types.len();
    ledger.losses.sort();
    Reading { api, ledger, ..Reading::default() }
}

fn lower_document<'t>(lowerer: &mut Lowerer<'t>, file: &'t File, outlines: &'t [Outline<'t>]) {
    let root = &file.root;
    let components = root.get("components").map(|components| kinds::COMPONENTS.misplaced(components));
    for (what, mark) in kinds::DOCUMENT.misplaced(root).into_iter().chain(components.into_iter().flatten()) {
        lowerer.lose(LossKind::Repaired, "document", what, mark);
    }
    let info = info::read(lowerer, root, file_stem(&file.path), file.dialect);
    let endpoints = security::servers(lowerer, root, file.dialect);
    let schemes = security::schemes(lowerer, root, file.dialect);
    let names = name_operations(outlines);
    let mut operations = Vec::with_capacity(outlines.len());
    for (outline, named) in outlines.iter().zip(&names) {
        let service = outline.node.items("tags").first().and_then(Node::scalar).map(str::trim);
        let service = service.filter(|tag| !tag.is_empty()).unwrap_or(&info.title).to_owned();
        let operation = Builder { lowerer }.operation(outline, named, root);
        operations.push((service, operation, outline.key));
    }
    services::add(lowerer, root, operations, &endpoints);
    lowerer.api.security = schemes;
    lowerer.api.title = info.title;
    lowerer.api.version = info.version;
    lowerer.api.docs = Docs::new(&info.description.unwrap_or_default());
}

/// What was odd about a text.
struct ParseNote {
    reason: String,
    mark: Mark,
}

/// Parses the documents given and the files that they refer to.
struct Loader<'l> {
    documents: Documents,
    notes: Vec<ParseNote>,
    diagnostics: Vec<Diagnostic>,
    limits: &'l Limits,
}

impl Loader<'_> {
    /// Parses a document that must tell its kind.
    fn given(&mut self, document: &Document) -> Option<u32> {
        let root = self.parse(document)?;
        let mark = root.mark;
        let dialect = match Dialect::detect(&root) {
            Detected::As(dialect) => dialect,
            Detected::Taken(dialect, why) => {
                self.notes.push(ParseNote { reason: why, mark });
                dialect
            }
            Detected::Unknown(why) => {
                let origin = Origin::new(&document.path, mark.line, mark.column);
                let help = "give a document that starts with `swagger: \"2.0\"`, `openapi: 3.0.x` or `openapi: 3.1.x`";
                self.diagnostics.push(Diagnostic::error("openapi::version", origin, why).help(help));
                return None;
            }
        };
        Some(self.add(&document.path, root, dialect))
    }

    fn parse(&mut self, document: &Document) -> Option<Node> {
        let index = self.documents.next_index();
        match read::parse(&document.text, index, self.limits) {
            Ok(parsed) => {
                for (what, mark) in parsed.oddities {
                    self.notes.push(ParseNote { reason: what, mark });
                }
                for (name, mark) in parsed.doubles {
                    let reason =
                        format!("`{name}` stands twice in one object: objects are joined, else the first is kept");
                    self.notes.push(ParseNote { reason, mark });
                }
                Some(parsed.root)
            }
            Err(malformed) => {
                let mark = malformed.mark;
                let origin = Origin::new(&document.path, mark.line, mark.column);
                self.diagnostics.push(Diagnostic::error("openapi::malformed", origin, malformed.message));
                None
            }
        }
    }

    fn add(&mut self, path: &Arc<str>, root: Node, dialect: Dialect) -> u32 {
        let index = self.documents.next_index();
        self.documents.add(File { path: Arc::clone(path), root, dialect });
        index
    }

    /// Reads what references lead to, until nothing new is found.
    fn follow(&mut self, files: &mut dyn Files) {
        let mut next = 0;
        while let Some(file) = self.documents.file(next) {
            let dialect = file.dialect;
            for (location, mark) in locations(&file.root) {
                let target = self.fetch(files, &self.documents.origin(mark), &location, dialect);
                self.documents.link(next, location, target);
            }
            next += 1;
        }
    }

    fn fetch(&mut self, files: &mut dyn Files, from: &Origin, location: &str, dialect: Dialect) -> Result<u32, String> {
        if self.documents.next_index() as usize >= self.limits.files {
            return Err(format!("more than {} files; the limit is `files`", self.limits.files));
        }
        let document = files.fetch(from, location)?;
        if let Some(known) = self.documents.find(&document.path) {
            return Ok(known);
        }
        let errors = self.diagnostics.len();
        let Some(root) = self.parse(&document) else {
            // What cannot be read is not needed to read the rest: the references into it dangle.
            let why = self.diagnostics.split_off(errors).into_iter().map(|error| error.to_string());
            return Err(why.collect::<Vec<_>>().join("; "));
        };
        let dialect = match Dialect::detect(&root) {
            Detected::As(own) | Detected::Taken(own, _) => own,
            Detected::Unknown(_) => dialect,
        };
        Ok(self.add(&document.path, root, dialect))
    }
}
