//! Commands of this repository: `cargo xtask --help`.

mod bench;
mod corpus;
mod demo;
mod generate;
mod mock;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Commands of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Bench(bench::Arguments),
    Corpus(corpus::Arguments),
    Generate(generate::Arguments),
    Mock(mock::Arguments),
    Demo(demo::Arguments),
    Tidy(tidy::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Mock(arguments) => mock::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Tidy(arguments) => tidy::run(&arguments),
    }
}
