//! XML documents: parsed, and told apart by their root element.

use std::sync::Arc;

use crate::{
    diagnostic::{Diagnostic, Origin},
    source::{FileId, Files, Kind, Limits, Pos},
    wsdl::{self, tree::Definitions},
    xml::{Node, Reader, XSD, parse},
    xsd::{parse_schema, tree::Schema},
};

/// A document that can be read.
#[derive(Debug)]
pub(super) enum Document {
    Wsdl(Definitions),
    Schema(Arc<Schema>),
}

/// A document, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) document: Option<Document>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Parses a file; `chameleon` is the namespace of the schema that includes it.
pub(super) fn read_document(files: &Files, file: FileId, chameleon: Option<&Arc<str>>, limits: &Limits) -> Parsed {
    let kind = Kind::of(&files.get(file).text);
    if kind != Kind::Xml {
        return Parsed { document: None, diagnostics: vec![unexpected(files, file, kind)] };
    }
    let tree = match parse(files, file, limits) {
        Ok(tree) => tree,
        Err(error) => return Parsed { document: None, diagnostics: vec![error] },
    };
    let mut reader = Reader::new(files, file, limits);
    reader.chameleon = chameleon.cloned();
    let root = tree.root_element();
    let document = match (root.tag_name().namespace(), root.tag_name().name()) {
        (Some(wsdl::WSDL), "definitions") => Some(Document::Wsdl(wsdl::parse_definitions(&mut reader, root))),
        (Some(XSD), "schema") => Some(Document::Schema(Arc::new(parse_schema(&mut reader, root)))),
        _ => {
            let error = foreign(&reader, root);
            reader.diagnostics.push(error);
            None
        }
    };
    Parsed { document, diagnostics: reader.diagnostics }
}

/// What to say of a document that is neither WSDL nor a schema.
fn foreign(reader: &Reader<'_>, root: Node<'_>) -> Diagnostic {
    let name = root.tag_name().name();
    let origin = reader.files.origin(reader.pos(root));
    let found = match root.tag_name().namespace() {
        Some(namespace) => format!("`{name}` of the namespace `{namespace}`"),
        None => format!("<{name}>"),
    };
    let error = |text: String| Diagnostic::error("wsdl::not-a-description", origin.clone(), text);
    match (root.tag_name().namespace(), name) {
        (Some(wsdl::WSDL_2), "description") => error("expected WSDL 1.1, found WSDL 2.0".to_owned())
            .help("ask the service for its WSDL 1.1 description: most offer both"),
        (_, "definitions" | "schema") => error(format!("expected a WSDL, found {found}"))
            .help(format!("WSDL 1.1 is in the namespace `{}`, XML Schema 1.0 in `{XSD}`", wsdl::WSDL)),
        (_, "html") => error(format!("expected a WSDL, found {found}")).help(HTML_HELP),
        (_, "Envelope") => error(format!("expected a WSDL, found a SOAP message ({found})"))
            .help("the service answered with a message: ask for its description, usually at the address with `?wsdl`"),
        _ => error(format!("expected a WSDL, found {found}"))
            .help("give the generator WSDL 1.1 documents, and the schemas that they import"),
    }
}

const HTML_HELP: &str = "the file is a web page, perhaps a log-in form or the service's help page: fetch the description \
                         itself, usually at the address with `?wsdl`";

/// What to say of a text that no reader takes.
pub(super) fn unexpected(files: &Files, file: FileId, kind: Kind) -> Diagnostic {
    let text = &files.get(file).text;
    let offset = text.len() - text.trim_start().len();
    let pos = Pos { file, offset: u32::try_from(offset).unwrap_or(u32::MAX) };
    let origin: Origin = files.origin(pos);
    let (found, help) = match kind {
        Kind::Html => ("an HTML page (<html>)", HTML_HELP),
        Kind::Empty => ("an empty file", "fetch the description again: the file holds nothing"),
        Kind::JsonOrYaml => ("JSON or YAML", "give WSDL documents and OpenAPI documents to the generator separately"),
        Kind::Xml | Kind::Other => ("plain text", "give the generator WSDL, Swagger or OpenAPI documents"),
    };
    Diagnostic::error("wsdl::not-a-description", origin, format!("expected a WSDL, found {found}")).help(help)
}
