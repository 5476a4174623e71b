//! `cargo xtask generate`: from `schemas/bindings.toml` to `generated/`.

use std::{env, path::Path, process::ExitCode};

use bindery_codegen::{
    cli::{Renderer, Style, summary},
    diagnostic::{Diagnostic, Severity, SourceMap},
    emit::Runtime,
    lock::FILE,
    output::Difference,
    project::Project,
    source::Options,
};

use crate::workspace;

/// Emit the crate in `generated/` from `schemas/bindings.toml`.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// Write nothing; list the files that are out of date, and fail if there are any.
    #[arg(long)]
    check: bool,
    /// Fail when `schemas/bindings.lock` would change.
    #[arg(long)]
    locked: bool,
    /// Decide all names anew, also those that are published.
    #[arg(long)]
    rename: bool,
}

const BINDINGS: &str = "bindings.toml";
const COMMAND: &str = "cargo xtask generate";

/// Generates, or checks that nothing would change.
pub fn run(arguments: &Arguments) -> ExitCode {
    match generate(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprint!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(arguments: &Arguments) -> Result<(), String> {
    // Descriptions are named relative to the configuration, in what is emitted and in findings alike.
    let schemas = workspace::root().join("schemas");
    env::set_current_dir(&schemas).map_err(|error| format!("{}: {error}\n", schemas.display()))?;
    let mut texts = SourceMap::default();
    let mut project = Project::open(Path::new(BINDINGS), &mut texts).map_err(|error| render(&[*error], &texts))?;
    if arguments.rename {
        project.rename();
    }
    let readings = project.read(&Options::default(), &mut texts);
    let inputs = project.locked_inputs(&readings).map_err(|error| render(&[*error], &texts))?;
    let generation = bindery_codegen::generate(&project.config, readings, &Runtime::Workspace, COMMAND);
    if !generation.diagnostics.is_empty() {
        eprint!("{}", render(&generation.diagnostics, &texts));
    }
    fail_on_errors(&generation.diagnostics, &SourceMap::default()).map_err(|_| String::new())?;

    let review = project.review(inputs, &generation);
    review.notes().iter().for_each(|note| eprintln!("note: {note}"));
    if (arguments.locked || arguments.check) && !review.is_current() {
        return Err(format!("schemas/{FILE} would change: run `{COMMAND}`, and look at the difference\n"));
    }
    let folder = workspace::root().join("generated");
    let failed = |error: std::io::Error| format!("{}: {error}\n", folder.display());
    if arguments.check {
        let differences = generation.files.check(&folder).map_err(failed)?;
        return match differences.len() {
            0 => {
                println!("generated/ is up to date: {} files", generation.files.iter().count());
                Ok(())
            }
            some => {
                let list = list(&differences, ["missing", "changed", "stale"]);
                let files = if some == 1 { "1 file" } else { &format!("{some} files") };
                Err(format!("{list}{files} out of date in generated/: run `{COMMAND}`\n"))
            }
        };
    }
    let differences = generation.files.write(&folder).map_err(failed)?;
    review.next.save(Path::new(FILE)).map_err(|error| format!("{FILE}: {error}\n"))?;
    let list = list(&differences, ["added", "changed", "removed"]);
    print!(
        "{list}generated/ holds {} files\n{}",
        generation.files.iter().count(),
        summary(&generation.ledger, Style::stdout())
    );
    Ok(())
}

fn fail_on_errors(findings: &[Diagnostic], texts: &SourceMap) -> Result<(), String> {
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    if failed { Err(render(findings, texts)) } else { Ok(()) }
}

fn render(findings: &[Diagnostic], texts: &SourceMap) -> String {
    Renderer::for_stderr().all(findings, texts)
}

/// A line for each file; the words say what is the matter with it, or what was done.
fn list(differences: &[Difference], [missing, changed, stale]: [&str; 3]) -> String {
    let line = |difference: &Difference| match difference {
        Difference::Missing(path) => format!("{missing:8} generated/{path}\n"),
        Difference::Changed(path) => format!("{changed:8} generated/{path}\n"),
        Difference::Stale(path) => format!("{stale:8} generated/{path}\n"),
    };
    differences.iter().map(line).collect()
}
