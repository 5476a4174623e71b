//! `cargo xtask bench`: what is measured outside criterion.

mod compile;
mod measure;
mod plain;

use std::process::ExitCode;

use clap::Subcommand;

/// Measure what is not a matter of nanoseconds.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    subject: Subject,
}

#[derive(Subcommand)]
enum Subject {
    Compile(compile::Arguments),
    #[command(hide = true)]
    Measure(measure::Arguments),
}

/// Runs a measurement.
pub fn run(arguments: &Arguments) -> ExitCode {
    let result = match &arguments.subject {
        Subject::Compile(arguments) => compile::run(arguments),
        Subject::Measure(arguments) => measure::run(arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
