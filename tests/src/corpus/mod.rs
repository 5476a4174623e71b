//! Documented examples run through typed operations: `cargo xtask corpus`.
//!
//! The program that [`main`] is handed the catalogue of one version's bindings. It decodes every documented message into
//! the type of its operation, encodes it again and compares the two along the schema.

mod compare;
mod lexical;
mod listed;
mod messages;
mod pages;
mod report;
pub mod rest;
mod run;

use std::{fs, io, path::PathBuf, process::ExitCode};

use bindery_runtime::{
    catalogue::{Catalogue, Entry},
    operation::Binding,
};

pub use compare::Difference;
pub use listed::{Listing, Rule};
pub use pages::{Direction, Example, page_of};
pub use report::{Disagreement, Failure, Listed, Report};
pub use run::run;

/// What the command line says.
struct Arguments {
    version: String,
    examples: PathBuf,
    described: Option<PathBuf>,
    listing: Option<PathBuf>,
    report: Option<PathBuf>,
    documentation: Option<PathBuf>,
    messages: Option<PathBuf>,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let usage = "usage: VERSION EXAMPLES [--described FILE] [--listing FILE] [--report FILE] [--documentation FILE] [--messages DIR]";
        let (Some(version), Some(examples)) = (words.next(), words.next()) else { return Err(usage.to_owned()) };
        let (mut described, mut listing, mut report, mut documentation, mut messages) = (None, None, None, None, None);
        while let Some(option) = words.next() {
            let place = match option.as_str() {
                "--described" => &mut described,
                "--listing" => &mut listing,
                "--report" => &mut report,
                "--documentation" => &mut documentation,
                "--messages" => &mut messages,
                _ => return Err(format!("unknown option {option}\n{usage}")),
            };
            *place = Some(PathBuf::from(words.next().ok_or(usage)?));
        }
        Ok(Self { version, examples: examples.into(), described, listing, report, documentation, messages })
    }
}

/// Runs the examples of one version and prints what came of it. The last line reads
/// `examples: N passed, N failed, N listed`; the exit code is 0 only when nothing failed.
pub fn main(catalogue: &Catalogue) -> ExitCode {
    match Arguments::parse(std::env::args().skip(1)).and_then(|arguments| execute(catalogue, &arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn execute(catalogue: &Catalogue, arguments: &Arguments) -> Result<bool, String> {
    let listing = match &arguments.listing {
        Some(path) => toml::from_str(&read(path)?).map_err(|error| format!("{}: {error}", path.display()))?,
        None => Listing::rules_only(),
    };
    let unreadable = |error: io::Error| format!("{}: {error}", arguments.examples.display());
    let complete = arguments.listing.is_some();
    let over_http = |entry: &Entry| matches!(entry.info().binding, Binding::Http(_));
    let report = &if catalogue.entries().any(over_http) {
        let mut examples = rest::read(&arguments.examples).map_err(unreadable)?;
        if let Some(path) = &arguments.described {
            let described: Vec<rest::Described> =
                serde_json::from_str(&read(path)?).map_err(|error| format!("{}: {error}", path.display()))?;
            examples.extend(described.into_iter().map(rest::Example::from));
        }
        rest::run(catalogue, &examples, &listing, complete)
    } else {
        let examples = pages::read(&arguments.examples).map_err(unreadable)?;
        let outcome = run(catalogue, &examples, &listing, complete);
        if let Some(folder) = &arguments.messages {
            messages::write(catalogue, &outcome.encoded, folder)
                .map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        outcome.report
    };
    if let Some(path) = &arguments.report {
        write(path, &serde_json::to_string_pretty(report).map_err(|error| error.to_string())?)?;
    }
    if let Some(path) = &arguments.documentation {
        write(path, &report.documentation(&arguments.version))?;
    }
    println!("{}", report.summary());
    Ok(report.is_clean())
}

fn read(path: &std::path::Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &std::path::Path, text: &str) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text))
        .map_err(|error: io::Error| format!("{}: {error}", path.display()))
}
