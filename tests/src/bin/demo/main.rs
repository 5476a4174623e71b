//! `cargo xtask demo`: typed calls to the embedded server, with what goes over the wire.

mod calls;
mod presence;
mod recorder;
mod show;

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match calls::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
