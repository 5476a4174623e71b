//! `bindery migrate`: which operations and types of one description stand for which of another.

mod text;

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::{
    exit::{Exit, Failure, print},
    input,
    progress::Progress,
    side::{Bindings, Side},
    suggest::{close, did_you_mean},
    terminal::Style,
};
use crate::{
    diagnostic::Severity,
    ledger::Ledger,
    migrate::{self, Counts, DifferenceKind, Going, Migration},
    pass::{self, Plan},
};

/// Match the operations and types of two descriptions, such as SOAP and REST of one product, and report what differs.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// What calls are made to today: a description, a folder of descriptions, or a module of `bindings.toml`.
    old: String,
    /// What they are to be made to.
    new: String,
    /// Report only on this service; may be given several times.
    #[arg(long, value_name = "NAME")]
    service: Vec<String>,
    /// How the report is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Write the report to this file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Fail when an operation has no counterpart, or when its request or its answer cannot be carried over.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    bindings: Bindings,
    #[command(flatten)]
    access: input::Access,
}

/// How the report is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For tools.
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let progress = Progress::start("reading two descriptions");
    let (old, new) = Side::both(&arguments.old, &arguments.new, &arguments.bindings, &arguments.access)?;
    drop(progress);
    let exit = if [&old, &new].map(Side::report).contains(&true) { Exit::Description } else { Exit::Success };
    if [&old, &new].iter().any(|side| side.reading.api.services.is_empty() && exit != Exit::Success) {
        return Err(Failure::new(exit, ""));
    }
    let names = (old.name.clone(), new.name.clone());
    let (old, new) = (plan(old)?, plan(new)?);
    arguments.service.iter().try_for_each(|name| is_service(name, &old, &new))?;
    let migration = migrate::compare_services(&old, &new, &arguments.service);
    let report = match arguments.format {
        Format::Text => text::render(&migration, (&names.0, &names.1), style(arguments)),
        Format::Markdown => migrate::markdown(&migration, &names.0, &names.1),
        Format::Json => json(&migration, &names.0, &names.1)?,
    };
    match &arguments.out {
        Some(file) => std::fs::write(file, report).map_err(|error| Failure::file("written", file, &error))?,
        None => print(&report)?,
    }
    let stay = migration.old_only.len();
    let lose = migration.operations.iter().filter(|pair| pair.ways.forth.max(pair.ways.back) == Going::Never).count();
    if arguments.strict && stay + lose > 0 {
        let text =
            format!("operations without a counterpart: {stay}; with one that they cannot be carried over to: {lose}");
        return Err(Failure::new(Exit::Degraded, text).help("without `--strict` this is only reported"));
    }
    Ok(exit)
}

fn style(arguments: &Arguments) -> Style {
    if arguments.out.is_some() { Style::PLAIN } else { Style::stdout() }
}

/// The plan of a side, by its settings where it has some.
fn plan(side: Side) -> Result<Plan, Failure> {
    let Some(module) = side.module.and_then(|index| side.config.modules.get(index)) else {
        return Ok(Plan::plain(side.reading.api));
    };
    let (mut ledger, mut findings) = (Ledger::default(), Vec::new());
    let plan = pass::run(side.reading.api, &side.config, module, &mut ledger, &mut findings);
    let errors: Vec<_> = findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    input::report(&errors, &Default::default());
    if errors.is_empty() { Ok(plan) } else { Err(Failure::new(Exit::Description, "")) }
}

fn is_service(name: &str, old: &Plan, new: &Plan) -> Result<(), Failure> {
    let services: Vec<&str> = [old, new].iter().flat_map(|it| &it.api.services).map(|it| it.name.as_str()).collect();
    if services.iter().any(|service| migrate::is_same_service(service, name)) {
        return Ok(());
    }
    let near = close(name, services);
    Err(Failure::usage(format!("there is no service `{name}` on either side"))
        .help(did_you_mean(&near, "`bindery inspect` lists the services")))
}

#[derive(Serialize)]
struct Report<'a> {
    old: &'a str,
    new: &'a str,
    counts: Counts,
    services: std::collections::BTreeMap<&'a str, Counts>,
    kinds: Vec<(DifferenceKind, usize)>,
    #[serde(flatten)]
    migration: &'a Migration,
}

fn json(migration: &Migration, old: &str, new: &str) -> Result<String, Failure> {
    let services = migration.services().into_iter().collect();
    let report = Report { old, new, counts: migration.counts(), services, kinds: migration.kinds(), migration };
    let mut text = serde_json::to_string_pretty(&report)
        .map_err(|error| Failure::new(Exit::Files, format!("the report cannot be written as JSON: {error}")))?;
    text.push('\n');
    Ok(text)
}
