//! Two small descriptions that differ in one thing, and what is said of it: each row of the table of rules, in requests and
//! in responses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod openapi;
mod reports;
mod wsdl;

use bindery_codegen::{
    Reading,
    diff::{Change, Comparison, Verdict, compare},
    read,
    source::{Options, Source},
};

/// Reads one description; its name tells which of the two it is.
pub fn reading(name: &str, text: &str) -> Reading {
    read(vec![Source::new(name, text)], &Options::default())
}

pub fn between(old: &str, new: &str) -> Comparison {
    let (old, new) = (reading("old", old), reading("new", new));
    assert_eq!((&*old.diagnostics, &*new.diagnostics), (&[] as &[_], &[] as &[_]));
    compare(&old, &new)
}

/// `kind subject: request/response/Rust`, in the order of the report.
pub fn lines(comparison: &Comparison) -> Vec<String> {
    let word = |verdict: Option<Verdict>| verdict.map_or("–", Verdict::word);
    let line = |change: &Change| {
        let (request, response) = (word(change.wire.request), word(change.wire.response));
        format!("{} {}: {request}/{response}/{}", change.kind.name(), change.subject, word(change.rust))
    };
    comparison.changes.iter().map(line).collect()
}

/// What is said of two descriptions, and that nothing is said of either and itself.
#[track_caller]
pub fn expect(old: &str, new: &str, expected: &[&str]) {
    assert_eq!(lines(&between(old, new)), expected);
    assert_eq!(lines(&between(old, old)), [""; 0]);
    assert_eq!(lines(&between(new, new)), [""; 0]);
}
