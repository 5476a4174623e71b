//! One operation, two wires: what two descriptions offer is called over SOAP and over REST with the same types.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod all;
mod listed;
mod shapes;

/// Where the services stand on the server.
const PREFIX: &str = "/Remote/Services88";

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
