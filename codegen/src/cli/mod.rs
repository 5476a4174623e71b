//! The command line: arguments in, text and exit codes out. The work itself is done by the library.

mod account;
mod configuration;
mod diff;
mod excerpt;
mod exit;
mod fetch;
mod generate;
mod input;
mod inspect;
mod migrate;
mod progress;
mod render;
mod sample;
mod side;
mod suggest;
mod table;
mod terminal;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use account::summary;
pub use diff::listing;
pub use exit::{Exit, Failure};
pub use render::Renderer;
pub use terminal::Style;

/// Reads WSDL, Swagger and OpenAPI descriptions and writes strongly typed Rust crates.
#[derive(Parser)]
#[command(name = "bindery", version, after_help = exit::HELP, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Diff(Box<diff::Arguments>),
    Fetch(fetch::Arguments),
    Generate(generate::Arguments),
    Inspect(inspect::Arguments),
    Migrate(migrate::Arguments),
    Sample(sample::Arguments),
}

/// Runs the command line of the process and tells how it ended.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Success.into() };
        }
    };
    let outcome = match arguments.command {
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Fetch(arguments) => fetch::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Migrate(arguments) => migrate::run(&arguments),
        Command::Sample(arguments) => sample::run(&arguments),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(),
    }
}
