//! `bindery inspect`: what a description holds.

mod describe;
mod json;
mod text;

use std::path::PathBuf;

use super::{
    exit::{Exit, Failure, print},
    input,
    terminal::Style,
};

/// List services, operations, messages and types of a description.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Descriptions, or a folder of them: WSDL, XML Schema, Swagger or OpenAPI.
    #[arg(required = true, value_name = "FILE|DIR")]
    inputs: Vec<PathBuf>,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    access: input::Access,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let description = input::read(&arguments.inputs, &arguments.access)?;
    let out = match arguments.json {
        true => json::render(&description.api)?,
        false => text::render(&description.api, Style::stdout()),
    };
    print(&out)?;
    Ok(description.exit())
}
