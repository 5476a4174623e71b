//! `cargo xtask mock`: a server to point any client at.

use std::process::ExitCode;

use crate::workspace;

/// Serve every operation of the generated crate on this machine, answering from the documented examples.
#[derive(clap::Args)]
pub struct Arguments {
    /// The port to listen on; 0 for any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Runs the server until it is interrupted.
pub fn run(arguments: &Arguments) -> ExitCode {
    workspace::run_binary("mock", &["--port".to_owned(), arguments.port.to_string()])
}
