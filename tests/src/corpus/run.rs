//! Every documented message through the typed operation of its agent.

use std::collections::{BTreeMap, BTreeSet};

use bindery_runtime::{
    catalogue::{Catalogue, Entry},
    operation::Binding,
    record::Schema,
    soap::Document,
    xml::{DecodeError, Limits, Tolerance},
};
use indicatif::{ProgressBar, ProgressStyle};
use roxmltree::Node;

use super::{
    Direction, Example, Listing, Rule,
    compare::{self, Difference},
    report::{Disagreement, Failure, Listed, Report},
};

/// What a run gives.
pub struct Outcome {
    /// The account.
    pub report: Report,
    /// Every message that could be read, as it is encoded: agent, name, text.
    pub encoded: Vec<(String, String, String)>,
}

/// What became of one example.
enum Fate {
    Passed { ours: String },
    Failed { path: String, reason: String },
    Wrong { rule: Rule, path: String },
}

/// Runs all examples through the operations of a catalogue.
///
/// With `complete` every entry of the listing must be needed: an example that passes and a rule that matches nothing are
/// reported as stale.
pub fn run(catalogue: &Catalogue, examples: &[Example], listing: &Listing, complete: bool) -> Outcome {
    let entries: BTreeMap<(&str, &str), &Entry> =
        catalogue.entries().map(|entry| ((entry.info().service.name, entry.info().name), entry)).collect();
    let mut report = Report { operations: entries.len(), examples: examples.len(), ..Report::default() };
    let mut encoded = Vec::new();
    let mut rules = BTreeSet::new();
    let mut names = BTreeSet::new();
    let mut documented = BTreeSet::new();
    let progress = progress(examples.len());
    for example in examples {
        progress.inc(1);
        let Example { agent, operation, direction, line, text } = example;
        let message = direction.word();
        let full_name = format!("{agent}.{operation} {message}");
        let disagree = |kind: String, path: String| Disagreement {
            kind,
            agent: agent.clone(),
            operation: operation.clone(),
            message,
            line: *line,
            path,
        };
        let fate = match entries.get(&(agent.as_str(), operation.as_str())) {
            None => Fate::Wrong { rule: Rule::OperationInNoWsdl, path: String::new() },
            Some(entry) => {
                documented.insert((entry.info().service.name, entry.info().name));
                let (fate, leniencies) = round_trip(catalogue, entry, *direction, text);
                report.disagreements.extend(leniencies.into_iter().map(|(path, what)| disagree(what, path)));
                fate
            }
        };
        let by_name = listing.by_name(&full_name);
        match fate {
            Fate::Passed { ours } => {
                encoded.push((agent.clone(), format!("{operation}{message}"), ours));
                match by_name {
                    Some(_) => report.stale.push(format!("{full_name} is listed, but passes")),
                    None => report.passed += 1,
                }
            }
            Fate::Wrong { rule, path } => {
                let kind = rule.meaning();
                report.disagreements.push(disagree(kind.to_owned(), path.clone()));
                match listing.by_rule(rule).or(by_name) {
                    Some(reason) => {
                        rules.insert(rule);
                        report.listed.push(Listed {
                            example: full_name.clone(),
                            rule: Some(rule),
                            reason: reason.to_owned(),
                        });
                    }
                    None => report.failed.push(failure(example, path, kind.to_owned())),
                }
            }
            Fate::Failed { path, reason } => match by_name {
                Some(listed) => {
                    report.listed.push(Listed { example: full_name.clone(), rule: None, reason: listed.to_owned() });
                }
                None => report.failed.push(failure(example, path, reason)),
            },
        }
        names.insert(full_name);
    }
    progress.finish_and_clear();
    if complete {
        report.stale.extend(listing.stale(&rules, &names));
    }
    report.undocumented = entries
        .keys()
        .filter(|key| !documented.contains(*key))
        .map(|(agent, operation)| format!("{agent}.{operation}"))
        .collect();
    report.disagreements.sort();
    Outcome { report, encoded }
}

fn failure(example: &Example, path: String, reason: String) -> Failure {
    Failure {
        agent: example.agent.clone(),
        operation: example.operation.clone(),
        message: example.direction.word(),
        path,
        reason,
    }
}

pub fn progress(length: usize) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len} examples").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX)).with_style(style)
}

/// Decodes, encodes and compares one message; also tells what was read although the schema does not foresee it.
fn round_trip(catalogue: &Catalogue, entry: &Entry, direction: Direction, text: &str) -> (Fate, Vec<(String, String)>) {
    let limits = Limits { leniencies: usize::MAX, ..Limits::default() };
    let empty = match direction {
        Direction::Request => Document::request(catalogue, entry),
        Direction::Response => Document::response(catalogue, entry),
    };
    let Some(empty) = empty else {
        return (
            Fate::Failed { path: String::new(), reason: "the operation has no such message".to_owned() },
            Vec::new(),
        );
    };
    let document = match empty.read(text, Tolerance::Report, limits) {
        Ok(document) => document,
        Err(error) => return (wrong(&error), Vec::new()),
    };
    // Every page has the other version's envelope and its header blocks outside the header: not worth a line each.
    let leniencies = document
        .leniencies
        .iter()
        .filter(|leniency| leniency.path.starts_with("Envelope/Body/"))
        .map(|leniency| (leniency.path.clone(), leniency.what.clone()))
        .collect();
    let fate = match document.write() {
        Err(error) => Fate::Failed { path: error.path(), reason: format!("cannot be written: {}", error.what()) },
        Ok(ours) => match compare(catalogue, entry, direction, text, &ours) {
            Ok(()) => Fate::Passed { ours },
            Err(Difference { path, what }) => Fate::Failed { path, reason: what },
        },
    };
    (fate, leniencies)
}

fn wrong(error: &DecodeError) -> Fate {
    match error.found() == "an empty value" {
        true => Fate::Wrong { rule: Rule::EmptyValue, path: error.path().to_owned() },
        false => Fate::Failed {
            path: error.path().to_owned(),
            reason: format!("expected {}, found {}", error.expected(), error.found()),
        },
    }
}

/// Compares the content of the body and the header blocks of two messages.
fn compare(
    catalogue: &Catalogue,
    entry: &Entry,
    direction: Direction,
    original: &str,
    ours: &str,
) -> Result<(), Difference> {
    let malformed = |error: roxmltree::Error| Difference { path: String::new(), what: error.to_string() };
    let (left, right) = (
        roxmltree::Document::parse(original).map_err(malformed)?,
        roxmltree::Document::parse(ours).map_err(malformed)?,
    );
    let Binding::Soap(binding) = &entry.info().binding else { return Ok(()) };
    let body = match direction {
        Direction::Request => Some(&binding.request),
        Direction::Response => binding.response.as_ref(),
    };
    let headers = match direction {
        Direction::Request => (catalogue.request_headers)(),
        Direction::Response => (catalogue.response_headers)(),
    };
    blocks(left.root_element(), right.root_element(), headers.schema())?;
    let Some(body) = body else { return Ok(()) };
    let content = |envelope: Node<'_, '_>| {
        envelope.children().find(|node| node.tag_name().name() == "Body").map(|node| node.id())
    };
    let missing = || Difference { path: "Body".to_owned(), what: "is missing".to_owned() };
    let left = content(left.root_element()).and_then(|id| left.get_node(id)).ok_or_else(missing)?;
    let right = content(right.root_element()).and_then(|id| right.get_node(id)).ok_or_else(missing)?;
    match body.element {
        None => compare::record(left, right, body.schema.get(), ""),
        Some(name) => {
            let inner = |node: Node<'_, '_>| node.first_element_child().map(|child| child.id());
            let (Some(l), Some(r)) = (inner(left), inner(right)) else { return Err(missing()) };
            let (Some(l), Some(r)) = (left.document().get_node(l), right.document().get_node(r)) else {
                return Err(missing());
            };
            if l.tag_name() != r.tag_name() {
                return Err(Difference {
                    path: name.local.to_owned(),
                    what: "has another name in our message".to_owned(),
                });
            }
            compare::record(l, r, body.schema.get(), name.local)
        }
    }
}

/// Compares the header blocks, which stand in the header or, on the pages, directly in the envelope.
fn blocks(original: Node<'_, '_>, ours: Node<'_, '_>, headers: &Schema) -> Result<(), Difference> {
    fn of<'a, 'i>(envelope: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
        envelope
            .children()
            .filter(Node::is_element)
            .flat_map(|node| match node.tag_name().name() {
                "Header" => node.children().filter(Node::is_element).collect(),
                "Body" => Vec::new(),
                _ => vec![node],
            })
            .collect()
    }
    let (left, right) = (of(original), of(ours));
    if left.len() != right.len() {
        let what = format!("{} blocks, in our message {}", left.len(), right.len());
        return Err(Difference { path: "Header".to_owned(), what });
    }
    for (l, r) in left.into_iter().zip(right) {
        compare::block(l, r, headers, &format!("Header/{}", l.tag_name().name()))?;
    }
    Ok(())
}
