//! `cargo xtask corpus`: every documented example of a folder, through the bindings generated from its descriptions.

mod alone;
pub mod bindings;
mod runner;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use crate::workspace;

/// Generate bindings for folders of descriptions, build them, and run every documented example through them.
///
/// A folder holds `wsdl/*.wsdl` and `examples/<Agent>/<Operation>.md`, or `openapi/*` and `examples/**/*.md`; OpenAPI
/// files may also stand in the folder itself, and their own examples are run too. The last line for each reads
/// `examples: N passed, N failed, N listed`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folders.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Write the account as JSON to this file.
    #[arg(long)]
    report: Option<PathBuf>,
    /// Write what pages and schemas disagree on, as Markdown, to this file.
    #[arg(long)]
    documentation: Option<PathBuf>,
    /// Instead of the examples: generate a crate from each description alone, and compile them all.
    #[arg(long)]
    alone: bool,
    /// Write every message as it is encoded, and a sample of each operation, to `<folder>/<Agent>/<name>.xml`.
    #[arg(long)]
    messages: Option<PathBuf>,
}

/// Runs the examples of all folders.
pub fn run(arguments: &Arguments) -> ExitCode {
    let mut clean = true;
    for folder in &arguments.folders {
        let outcome = match arguments.alone {
            true => alone::check(folder).map(|count| {
                println!(
                    "{}: {count} of {count} descriptions make a crate that compiles without a warning",
                    folder.display()
                );
                true
            }),
            false => run_one(folder, arguments),
        };
        match outcome {
            Ok(passed) => clean &= passed,
            Err(error) => {
                eprintln!("{}: {error}", folder.display());
                clean = false;
            }
        }
    }
    if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run_one(folder: &Path, arguments: &Arguments) -> io::Result<bool> {
    let name = workspace::name_of(folder);
    let home = workspace::root().join("target/corpus").join(&name);
    let bindings::Written { summary, described } = bindings::write(folder, &home.join("bindings"), &name)?;
    eprintln!("{summary}");
    let described_file = home.join("described.json");
    write_if_changed(&described_file, &serde_json::to_string_pretty(&described)?)?;
    runner::write(&home, &name)?;
    let target = workspace::root().join("target");
    let status = Command::new("cargo")
        .args(["build", "--quiet", "--package", "corpus-run", "--manifest-path"])
        .arg(home.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()?;
    if !status.success() {
        return Err(io::Error::other("the bindings do not compile"));
    }
    let listing = workspace::root().join("tests/listed").join(format!("{name}.toml"));
    let several = arguments.folders.len() > 1;
    let mut run = Command::new(target.join("debug").join(runner::binary(&name)));
    run.arg(&name).arg(folder.join("examples")).arg("--described").arg(described_file);
    if listing.is_file() {
        run.arg("--listing").arg(listing);
    }
    for (option, path) in [
        ("--report", &arguments.report),
        ("--documentation", &arguments.documentation),
        ("--messages", &arguments.messages),
    ] {
        if let Some(path) = path {
            run.arg(option).arg(if several { per_version(path, &name) } else { path.clone() });
        }
    }
    Ok(run.status()?.success())
}

/// The path for one of several versions: `report.json` becomes `report-services88.json`.
fn per_version(path: &Path, name: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let extension = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{name}{extension}"))
}

/// Makes a folder and writes a file that differs.
fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
