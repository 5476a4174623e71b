//! From texts to the model: every document is read by its kind, what belongs together is lowered, and all is merged.

mod documents;
mod links;
mod open;
mod parallel;
mod units;

use crate::{
    diagnostic::{Diagnostic, SourceMap},
    ledger::Ledger,
    model::Api,
    source::{Files, Kind, Options, Pos, Source},
};

/// What was read: the model, and an account of it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The model of all descriptions.
    pub api: Api,
    /// What was read and what was degraded.
    pub ledger: Ledger,
    /// What is wrong, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts, for excerpts.
    pub sources: SourceMap,
}

/// Reads descriptions into one model. The result does not depend on the order of the texts.
///
/// A finding costs what it concerns and nothing else: the model holds all that could be read.
pub fn read(sources: Vec<Source>, options: &Options) -> Reading {
    let mut sources = sources;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources.dedup_by(|a, b| a.path == b.path);
    let mut files = Files::default();
    let (mut xml, mut open, mut diagnostics) = (Vec::new(), Vec::new(), Vec::new());
    for source in sources {
        let kind = Kind::of(&source.text);
        let id = files.add(source);
        match kind {
            Kind::Xml => xml.push(id),
            Kind::JsonOrYaml => open.push(id),
            Kind::Html | Kind::Empty | Kind::Other => diagnostics.push(documents::unexpected(&files, id, kind)),
        }
    }
    let mut reading = match (xml.is_empty(), open.first()) {
        (true, Some(_)) => open::read_open(&mut files, &open, options),
        (false, Some(first)) => {
            let origin = files.origin(Pos { file: *first, offset: 0 });
            let text = "XML and JSON or YAML descriptions cannot make one API";
            let error = Diagnostic::error("read::mixed", origin, text);
            diagnostics.push(error.help("give WSDL documents and OpenAPI documents to separate modules"));
            Reading::default()
        }
        (_, None) => {
            let units = units::read_xml(&mut files, &xml, options);
            let merged = crate::merge::merge(units, &options.published);
            let (api, ledger, diagnostics) = (merged.api, merged.ledger, merged.diagnostics);
            Reading { api, ledger, diagnostics, ..Reading::default() }
        }
    };
    reading.diagnostics.extend(diagnostics);
    reading.diagnostics.sort_by(|a, b| (&a.origin, a.code, &a.message).cmp(&(&b.origin, b.code, &b.message)));
    reading.diagnostics.dedup();
    reading.sources = files.source_map();
    reading
}
