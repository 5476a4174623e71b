//! Fetching from a real server on the loopback interface, one that answers well and ones that do not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archives;
mod corpus;
mod faults;
mod files;
mod references;
mod remote;
mod server;

use std::{path::Path, time::Duration};

use bindery_codegen::{
    diagnostic::Diagnostic,
    fetch::{Agents, Fetched, Request, Settings, Stored, Target, fetch},
};

/// The description of a shop.
pub const SHOP: &str = include_str!("../cli/shop.wsdl");

/// Bounds that a test can meet soon.
pub fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.limits.file_bytes = 1 << 20;
    settings.limits.files = 20;
    settings.limits.request_time = Duration::from_secs(20);
    settings
}

pub fn get(url: &str) -> Result<Fetched, Box<Diagnostic>> {
    get_with(url, &settings())
}

pub fn get_with(url: &str, settings: &Settings) -> Result<Fetched, Box<Diagnostic>> {
    fetch(&Request { url: url.to_owned(), agents: Agents::None }, settings, &mut |_, _, _| {})
}

/// The error that fetching ends with: its code and its text.
pub fn error(url: &str) -> (&'static str, String) {
    let error = get(url).expect_err("an error");
    assert!(!error.origin.file.is_empty(), "{error}");
    (error.code, error.message)
}

pub fn target(folder: &Path) -> Target {
    Target { folder: folder.to_owned(), under: String::new(), locked: false, overwrite: false }
}

pub fn store(fetched: &Fetched, folder: &Path) -> Result<Stored, Box<Diagnostic>> {
    target(folder).store(fetched)
}
