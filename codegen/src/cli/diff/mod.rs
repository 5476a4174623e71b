//! `bindery diff`: what changed between two descriptions, and what that means.

mod text;

pub use text::render as listing;

use std::{
    fs,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use clap::ValueEnum;

use super::{
    exit::{Exit, Failure, print},
    input,
    progress::Progress,
    side::{Bindings, Side},
    terminal::Style,
};
use crate::diff::{self, Change, Comparison, Count, Ignored, Unmatched, Version, report};

/// Compare two descriptions: what breaks on the wire and in Rust, what is compatible, and which version must follow.
///
/// OLD and NEW are files, folders, or modules of `bindings.toml` (`services86`, or `superoffice::services86`) when run in a
/// folder that has one, itself or in its folder `schemas`.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The old description.
    #[arg(value_name = "OLD")]
    old: String,
    /// The new description.
    #[arg(value_name = "NEW")]
    new: String,
    /// How to tell it.
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,
    /// Write to this file instead of stdout.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Set aside the changes whose fingerprints this file holds, one a line, `#` before comments. JSON and HTML show the fingerprints.
    #[arg(long, value_name = "FILE")]
    ignore: Option<PathBuf>,
    /// End with exit code 5 when there is such a change.
    #[arg(long, value_enum, default_value_t = FailOn::None, value_name = "WHAT")]
    fail_on: FailOn,
    /// List what is mere information too, such as changed documentation. JSON and HTML always do.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    bindings: Bindings,
    #[command(flatten)]
    access: input::Access,
}

/// A form of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal, with colours only there.
    Text,
    /// For a pull request: the summary, what breaks, and the rest folded away; at most 60,000 characters.
    Markdown,
    /// For programs: everything, with fingerprints.
    Json,
    /// One page that needs nothing else, with search and filters.
    Html,
}

/// What makes a comparison fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// What breaks on the wire or in Rust.
    Breaking,
    /// What breaks on the wire.
    Wire,
    /// What breaks in Rust.
    Rust,
    /// Any change.
    Any,
    /// Nothing.
    None,
}

impl FailOn {
    fn holds(self, change: &Change) -> bool {
        match self {
            Self::Breaking => change.breaks_wire() || change.breaks_rust(),
            Self::Wire => change.breaks_wire(),
            Self::Rust => change.breaks_rust(),
            Self::Any => true,
            Self::None => false,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let ignored = arguments.ignore.as_deref().map(read_ignored).transpose()?;
    let progress = Progress::start("reading two descriptions");
    let (old, new) = Side::both(&arguments.old, &arguments.new, &arguments.bindings, &arguments.access)?;
    progress.say("comparing");
    let mut comparison = diff::compare_versions(version(&old), version(&new));
    label(&mut comparison.old, &old);
    label(&mut comparison.new, &new);
    drop(progress);
    let broken = [&old, &new].map(Side::report).contains(&true);
    let unmatched = ignored.map(|ignored| comparison.ignore(&ignored)).unwrap_or_default();
    if let Some(file) = &arguments.ignore {
        warn_unmatched(file, &unmatched);
    }
    write(arguments, &render(arguments, &comparison)?)?;
    if comparison.changes.iter().any(|change| arguments.fail_on.holds(change)) {
        return Ok(Exit::Changes);
    }
    Ok(if broken { Exit::Description } else { Exit::Success })
}

fn version(side: &Side) -> Version<'_> {
    Version { reading: &side.reading, config: &side.config, module: &side.config.modules[side.module.unwrap_or(0)] }
}

/// A description without a title is called as it was given.
fn label(count: &mut Count, side: &Side) {
    if count.title.is_empty() {
        count.title.clone_from(&side.name);
    }
}

fn read_ignored(file: &Path) -> Result<Ignored, Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
    Ok(Ignored::parse(&text))
}

fn render(arguments: &Arguments, comparison: &Comparison) -> Result<String, Failure> {
    let failed = |error| Failure::new(Exit::Files, format!("the comparison cannot be written as JSON: {error}"));
    Ok(match arguments.format {
        Format::Text => {
            let coloured = arguments.out.is_none() && std::io::stdout().is_terminal();
            text::render(comparison, arguments.all, if coloured { Style::stdout() } else { Style::PLAIN })
        }
        Format::Markdown => report::markdown(comparison, arguments.all),
        Format::Json => report::json(comparison).map_err(failed)?,
        Format::Html => report::html(comparison).map_err(failed)?,
    })
}

fn write(arguments: &Arguments, text: &str) -> Result<(), Failure> {
    match &arguments.out {
        Some(file) => fs::write(file, text).map_err(|error| Failure::file("written", file, &error)),
        None => print(text),
    }
}

/// A line that matches nothing hides nothing: what it accepted is gone, or it is mistyped.
fn warn_unmatched(file: &Path, unmatched: &[Unmatched]) {
    for entry in unmatched {
        eprintln!("warning: {}:{}: no change has the fingerprint `{}`", file.display(), entry.line, entry.text);
    }
}
