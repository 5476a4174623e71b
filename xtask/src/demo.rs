//! `cargo xtask demo`: from the description to typed answers, before your eyes.

use std::process::ExitCode;

use crate::{generate, workspace};

/// Generate, start the embedded server, call it through the generated clients, and print what happens.
#[derive(clap::Args)]
pub struct Arguments {}

/// Brings the generated crate up to date and runs the demonstration.
pub fn run(_: &Arguments) -> ExitCode {
    let generated = generate::run(&generate::Arguments::default());
    if generated != ExitCode::SUCCESS {
        return generated;
    }
    workspace::run_binary("demo", &[])
}
