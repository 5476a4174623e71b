//! Reads service descriptions (WSDL 1.1 with XML Schema 1.0, Swagger 2.0, OpenAPI 3.0 and 3.1) and emits a Rust crate
//! of strongly typed request and response structs and client stubs.
//!
//! The folders spell the pipeline: a faithful tree for each kind of description, lowered into one [`model`].
#![deny(missing_docs)]

use std::collections::BTreeMap;

use config::Config;
use convert::Conversions;
use diagnostic::{Diagnostic, Severity};
use emit::Runtime;
use ledger::Ledger;
use names::Published;
use output::FileSet;
use pass::Plan;

mod build;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
mod convert;
pub mod diagnostic;
pub mod diff;
pub mod emit;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod ledger;
pub mod lock;
mod merge;
pub mod migrate;
pub mod model;
pub mod names;
pub mod openapi;
pub mod output;
pub mod pass;
pub mod project;
mod read;
pub mod sample;
pub mod source;
mod wsdl;
mod xml;
mod xsd;

pub use build::{BuildError, Builder};
pub use read::{Reading, read};

/// What a generation comes to.
#[derive(Clone, Debug, Default)]
pub struct Generation {
    /// The files; none where a finding is an error.
    pub files: FileSet,
    /// What was read, emitted, and could not be kept.
    pub ledger: Ledger,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// The public names, as [`Config::published`] takes them.
    pub names: BTreeMap<String, Published>,
}

/// Generates a crate: one reading for each module of the configuration, in its order. The command stands in the first
/// line of every file.
pub fn generate(config: &Config, readings: Vec<Reading>, runtime: &Runtime, command: &str) -> Generation {
    run(config, readings, |plans, conversions, diagnostics| {
        emit::package(plans, conversions, config, runtime, command, diagnostics)
    })
}

/// Generates one file with one module that holds what the crate would; `features` as those of the crate, none for its
/// default ones.
pub fn generate_module(config: &Config, readings: Vec<Reading>, features: &[String], command: &str) -> Generation {
    run(config, readings, |plans, conversions, diagnostics| {
        emit::module(plans, conversions, config, features, command, diagnostics)
    })
}

fn run(
    config: &Config,
    readings: Vec<Reading>,
    emit: impl FnOnce(&[Plan], &[Conversions], &mut Vec<Diagnostic>) -> FileSet,
) -> Generation {
    let mut generation = Generation::default();
    let Generation { files, ledger, diagnostics, names } = &mut generation;
    let mut plans = Vec::with_capacity(readings.len());
    for (module, reading) in config.modules.iter().zip(readings) {
        ledger.merge(reading.ledger);
        diagnostics.extend(reading.diagnostics);
        plans.push(pass::run(reading.api, config, module, ledger, diagnostics));
    }
    migrate::bind(&mut plans, config, ledger, diagnostics);
    let conversions = convert::find(config, &plans, ledger, diagnostics);
    if !diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
        *files = emit(&plans, &conversions, diagnostics);
        for (plan, module) in plans.iter().zip(&config.modules) {
            emit::count(plan, ledger);
            names.insert(config.key(module), emit::published(plan, config));
        }
    }
    if diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
        *files = FileSet::default();
    }
    ledger.losses.sort();
    ledger.pruned.sort();
    ledger.unconverted.sort();
    generation
}
