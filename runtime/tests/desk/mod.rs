//! A small API written by hand in the way of emitted code, and peers on real sockets.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod api;
pub mod events;
pub mod peer;

use std::time::Duration;

use bindery_runtime::{Session, SessionBuilder};

/// A session that gives up soon, so that a test that hangs fails.
pub fn session(url: &str) -> SessionBuilder<api::Desk, Session<api::Desk>> {
    Session::builder(url).no_proxy().timeout(Duration::from_secs(20)).headers(api::RequestHeaders {
        application_token: Some("app-token-SECRET".into()),
        credentials: Some(api::Credentials { ticket: Some("7T:ticket-SECRET".into()) }),
        time_zone: None,
    })
}

/// Runs a future to its end.
pub fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
