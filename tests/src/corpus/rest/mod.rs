//! Documented JSON bodies through the typed operations of a catalogue over plain HTTP.

mod compare;
mod pages;
mod route;

use std::collections::BTreeSet;

use bindery_runtime::{
    catalogue::{Catalogue, Entry},
    operation::{Binding, HttpBinding, StatusMatch},
    record::Field,
    rest::Document,
    xml::{DecodeError, Leniency, Limits, Position, Tolerance},
};
use bytes::Bytes;
use serde_json::Value;

use super::{
    Difference, Direction, Listing, Rule,
    report::{Disagreement, Failure, Listed, Report},
    run::progress,
};
use compare::{Comparison, below};
pub use pages::{Described, Example, Target, page_of, read};

/// What became of one example.
struct Fate {
    /// What differs although nothing was reported there.
    failure: Option<Difference>,
    /// Where the page contradicts the description.
    contradictions: Vec<(Rule, String, String)>,
}

/// Runs all examples through the operations of a catalogue. With `complete` every entry of the listing must be needed.
pub fn run(catalogue: &Catalogue, examples: &[Example], listing: &Listing, complete: bool) -> Report {
    let router = route::Router::new(catalogue);
    let mut report = Report { operations: catalogue.entries().count(), examples: examples.len(), ..Report::default() };
    let mut used = BTreeSet::new();
    let mut names = BTreeSet::new();
    let mut documented = BTreeSet::new();
    let bar = progress(examples.len());
    for example in examples {
        bar.inc(1);
        let (agent, operation) = example.page.rsplit_once('/').unwrap_or(("", &example.page));
        let message = example.direction.word();
        let name = format!("{} {message}", example.page);
        let fate = match router.find(&example.target) {
            None => Fate::wrong(Rule::OperationInNoDescription, "$", example.target.to_string()),
            Some(entry) => {
                documented.insert(key(entry));
                round_trip(catalogue, entry, example)
            }
        };
        for (rule, path, _) in &fate.contradictions {
            report.disagreements.push(Disagreement {
                kind: rule.meaning().to_owned(),
                agent: agent.to_owned(),
                operation: operation.to_owned(),
                message,
                line: example.line,
                path: path.clone(),
            });
        }
        let by_name = listing.by_name(&name);
        let failure = |path: String, reason: String| Failure {
            agent: agent.to_owned(),
            operation: operation.to_owned(),
            message,
            path,
            reason,
        };
        let unlisted = fate.contradictions.iter().find(|(rule, ..)| listing.by_rule(*rule).is_none());
        match (fate.failure, unlisted, fate.contradictions.first()) {
            (None, _, None) if by_name.is_some() => report.stale.push(format!("{name} is listed, but passes")),
            (None, _, None) => report.passed += 1,
            (Some(_), ..) | (_, Some(_), _) if by_name.is_some() => {
                report.listed.push(Listed {
                    example: name.clone(),
                    rule: None,
                    reason: by_name.unwrap_or("").to_owned(),
                });
            }
            (Some(Difference { path, what }), ..) => report.failed.push(failure(path, what)),
            (_, Some((_, path, what)), _) => report.failed.push(failure(path.clone(), what.clone())),
            (None, None, Some((rule, _, what))) => {
                used.extend(fate.contradictions.iter().map(|(rule, ..)| *rule));
                let reason = format!("{} ({what})", listing.by_rule(*rule).unwrap_or_default());
                report.listed.push(Listed { example: name.clone(), rule: Some(*rule), reason });
            }
        }
        names.insert(name);
    }
    bar.finish_and_clear();
    if complete {
        report.stale.extend(listing.stale(&used, &names));
    }
    let undocumented = catalogue.entries().map(key).filter(|key| !documented.contains(key));
    report.undocumented = undocumented.map(|(service, operation)| format!("{service}.{operation}")).collect();
    report.undocumented.sort();
    report.disagreements.sort();
    report
}

fn key(entry: &'static Entry) -> (&'static str, &'static str) {
    (entry.info().service.name, entry.info().name)
}

impl Fate {
    fn wrong(rule: Rule, path: &str, what: String) -> Self {
        Self { failure: None, contradictions: vec![(rule, path.to_owned(), what)] }
    }

    fn failed(path: impl Into<String>, what: impl Into<String>) -> Self {
        let failure = Some(Difference { path: path.into(), what: what.into() });
        Self { failure, contradictions: Vec::new() }
    }
}

/// Decodes, encodes and compares one body.
fn round_trip(catalogue: &Catalogue, entry: &'static Entry, example: &Example) -> Fate {
    let Binding::Http(binding) = entry.info().binding else { return Fate::failed("$", "is not bound to plain HTTP") };
    let original: Value = match serde_json::from_str(&example.body) {
        Ok(value) => value,
        Err(error) => return Fate::wrong(Rule::InvalidValue, "$", format!("no JSON: {error}")),
    };
    let through = match example.direction {
        Direction::Request => request(catalogue, entry, binding, example),
        Direction::Response => response(catalogue, entry, binding, example),
    };
    let Through { leniencies, ours, field } = match through {
        Ok(through) => through,
        Err(Stop::Wrong(error)) => {
            let what = format!("expected {}, found {}", error.expected(), error.found());
            let rule = if error.expected() == "no body" { Rule::UndescribedBody } else { Rule::InvalidValue };
            return Fate::wrong(rule, error.path(), what);
        }
        Err(Stop::Failed(path, what)) => return Fate::failed(path, what),
    };
    let contradictions: Vec<_> = leniencies.iter().map(contradiction).collect();
    let reported: BTreeSet<String> = contradictions.iter().map(|(_, path, _)| path.clone()).collect();
    let failure = Comparison { reported: &reported }.value(&original, &ours, field, "$").err();
    Fate { failure, contradictions }
}

struct Through {
    leniencies: Vec<Leniency>,
    ours: Value,
    field: Option<&'static Field>,
}

/// Why a message does not come through.
enum Stop {
    /// It is not what is described.
    Wrong(DecodeError),
    /// It was read, but cannot be written, or not read back as JSON.
    Failed(String, String),
}

/// Every leniency is wanted.
fn limits() -> Limits {
    Limits { leniencies: usize::MAX, ..Limits::default() }
}

fn request(
    catalogue: &Catalogue,
    entry: &'static Entry,
    binding: &'static HttpBinding,
    example: &Example,
) -> Result<Through, Stop> {
    let none = || Stop::Failed("$".to_owned(), "the operation has no request".to_owned());
    let document = Document::request(catalogue, entry).ok_or_else(none)?;
    let body = example.body.as_bytes();
    let document = document.read_body(&example.media_type, body, Tolerance::Report, limits()).map_err(Stop::Wrong)?;
    let written = document.write_body(&example.media_type);
    let bytes = written.map_err(|error| Stop::Failed(error.path(), format!("cannot be written: {}", error.what())))?;
    let schema = (entry.request)().schema();
    let field = binding.body.and_then(|body| schema.fields.get(body.field?));
    Ok(Through { leniencies: document.leniencies, ours: json(&bytes)?, field })
}

fn response(
    catalogue: &Catalogue,
    entry: &'static Entry,
    binding: &'static HttpBinding,
    example: &Example,
) -> Result<Through, Stop> {
    let none = || Stop::Failed("$".to_owned(), "the operation has no response".to_owned());
    let status = http::StatusCode::from_u16(example.status).unwrap_or_default();
    let mut answer = http::Response::new(Bytes::from(example.body.clone()));
    *answer.status_mut() = status;
    if let Ok(value) = http::HeaderValue::from_str(&example.media_type) {
        answer.headers_mut().insert(http::header::CONTENT_TYPE, value);
    }
    let failed = status.is_client_error() || status.is_server_error();
    let document = match failed {
        true => Document::error(catalogue, entry).map(|it| it.read_error(&answer, Tolerance::Report, limits())),
        false => Document::response(catalogue, entry).map(|it| it.read_response(&answer, Tolerance::Report, limits())),
    };
    let document = document.ok_or_else(none)?.map_err(Stop::Wrong)?;
    let written = if failed { document.write_error(status) } else { document.write_response() };
    let written =
        written.map_err(|error| Stop::Failed(error.path(), format!("cannot be written: {}", error.what())))?;
    let rows = if failed { binding.errors } else { binding.responses };
    let exact = rows.iter().find(|row| row.status == StatusMatch::Code(example.status));
    let row = exact.or_else(|| rows.iter().find(|row| row.status.holds(example.status)));
    let row = row.or_else(|| rows.iter().find(|row| row.body.is_some()));
    if written.body().is_empty() {
        return Err(Stop::Wrong(DecodeError::new(
            "$",
            Position { offset: 0, line: 1, column: 1 },
            "no body",
            "a body",
        )));
    }
    Ok(Through {
        leniencies: document.leniencies,
        ours: json(written.body())?,
        field: row.and_then(|row| row.body).map(|body| body.field),
    })
}

fn json(bytes: &[u8]) -> Result<Value, Stop> {
    serde_json::from_slice(bytes)
        .map_err(|error| Stop::Failed("$".to_owned(), format!("our message is no JSON: {error}")))
}

/// What a leniency says about the page, with the path of what it concerns.
fn contradiction(leniency: &Leniency) -> (Rule, String, String) {
    let Leniency { path, what } = leniency;
    let quoted = what.split('`').nth(1).unwrap_or_default();
    let (rule, path) = match what.as_str() {
        what if what.starts_with("unknown property") => (Rule::UnknownProperty, below(path, quoted)),
        what if what.starts_with("no property") => (Rule::MissingProperty, below(path, quoted)),
        what if what.starts_with("null") || what.starts_with("a null item") => (Rule::Null, path.clone()),
        _ => (Rule::InvalidValue, path.clone()),
    };
    (rule, path, what.clone())
}
