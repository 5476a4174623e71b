//! `bindery sample`: what the messages of an operation look like.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{
    configuration,
    exit::{Exit, Failure, print},
    input,
    suggest::{close, did_you_mean},
    terminal::Style,
};
use crate::{
    model::{Api, Operation, Service},
    sample::{self, SampleMessage},
};

/// Print a sample request and response of an operation.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The description, or a folder of descriptions.
    #[arg(value_name = "FILE|DIR")]
    input: PathBuf,
    /// The operation's name, or `Service.Operation` where several services have it.
    operation: String,
    /// The configuration of the API, as for `generate`: what tells failure is left out of the response.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print only the body of one message, ready to be sent; empty where it has none.
    #[arg(long, value_name = "MESSAGE")]
    only: Option<Only>,
    #[command(flatten)]
    access: input::Access,
}

/// One of the two messages.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// The request.
    Request,
    /// The response.
    Response,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let description = input::read(std::slice::from_ref(&arguments.input), &arguments.access)?;
    let (service, operation) = find(&description.api, &arguments.operation)?;
    let module = arguments.config.as_ref().map(|file| configuration::of(file, &arguments.input)).transpose()?;
    let outcome = module.as_ref().and_then(|module| module.outcome.as_ref()).map(|outcome| outcome.get_ref());
    let sample = sample::of(&description.api, service, operation, outcome);
    let text = match arguments.only {
        Some(Only::Request) => sample.request.body,
        Some(Only::Response) => sample.response.body,
        None => format!("{}\n{}", message(&sample.request), message(&sample.response)),
    };
    print(&text)?;
    Ok(description.exit())
}

/// A message as it stands on the wire.
fn message(message: &SampleMessage) -> String {
    let style = Style::stdout();
    let mut out = style.bold(&message.start);
    out.push('\n');
    for (name, value) in &message.headers {
        out.push_str(&style.dim(&format!("{name}: {value}")));
        out.push('\n');
    }
    out.push('\n');
    out.push_str(&message.body);
    out
}

/// The operation of a name, in any spelling of case if that is unambiguous.
fn find<'a>(api: &'a Api, wanted: &str) -> Result<(&'a Service, &'a Operation), Failure> {
    let matches = |same: fn(&str, &str) -> bool| -> Vec<(&Service, &Operation)> {
        let named = |service: &Service, operation: &Operation| {
            same(&operation.name, wanted) || same(&format!("{}.{}", service.name, operation.name), wanted)
        };
        api.operations().filter(|(service, operation)| named(service, operation)).collect()
    };
    let exact = matches(|a, b| a == b);
    let found = if exact.is_empty() { matches(|a, b| a.eq_ignore_ascii_case(b)) } else { exact };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let name = wanted.rsplit('.').next().unwrap_or(wanted);
            let close = close(name, api.operations().map(|(_, operation)| operation.name.as_str()));
            Err(Failure::usage(format!("there is no operation `{wanted}`"))
                .help(did_you_mean(&close, "`bindery inspect` lists the operations")))
        }
        several => {
            let names: Vec<String> =
                several.iter().map(|(service, operation)| format!("`{}.{}`", service.name, operation.name)).collect();
            Err(Failure::usage(format!("several services have an operation `{wanted}`"))
                .help(format!("say which: {}", names.join(", "))))
        }
    }
}
