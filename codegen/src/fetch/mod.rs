//! Descriptions from where they are published: a service, a document, an archive, a page of documentation.
//!
//! A server is not trusted: every redirect is checked before it is followed, sizes and times are bounded, and names that it
//! gives never decide where a file stands.

mod address;
mod archive;
mod body;
mod client;
mod crawl;
mod names;
mod page;
mod references;
mod remote;
mod service;
mod store;

use std::time::Duration;

use url::Url;

use crate::diagnostic::{Diagnostic, Origin};

pub use client::Credentials;
pub use remote::Remote;
pub use store::{Stored, Target};

/// The agents of SuperOffice that are known, one to a line.
const AGENTS: &str = include_str!("agents.txt");

/// What is to be fetched.
#[derive(Clone, Debug)]
pub struct Request {
    /// The address: a service, a document, an archive, a page; with agents, the address that they stand below.
    pub url: String,
    /// The agents of a SuperOffice tenant.
    pub agents: Agents,
}

/// Which agents of a SuperOffice tenant are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Agents {
    /// The address is no tenant.
    #[default]
    None,
    /// All that are known and that the tenant offers.
    All,
    /// These; each must be offered.
    Named(Vec<String>),
}

/// How is fetched.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Bounds on what a server may send.
    pub limits: Limits,
    /// Redirects and imports may lead to private addresses. They may anyway where the address given is private itself.
    pub allow_private: bool,
    /// What the server wants to know of the caller. Sent only to the scheme, host and port of the address given.
    pub credentials: Option<Credentials>,
}

/// Bounds on what a server may send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one answer, decompressed.
    pub file_bytes: u64,
    /// Bytes of all answers together, decompressed.
    pub total_bytes: u64,
    /// Files, imported ones and those in archives included.
    pub files: usize,
    /// Redirects of one request.
    pub redirects: usize,
    /// The time of one request, from the beginning of the connection to the last byte.
    pub request_time: Duration,
    /// The time of all requests together.
    pub total_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            total_bytes: 512 << 20,
            files: 1_000,
            redirects: 5,
            request_time: Duration::from_secs(60),
            total_time: Duration::from_secs(900),
        }
    }
}

/// A description that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Its path below the target, made of safe names, with `/` between folders.
    pub path: String,
    /// Its text; line ends are LF.
    pub text: String,
    /// Where it came from, without credentials.
    pub source: String,
    /// When it was changed last, as the server says; else when the server sent it.
    pub date: Option<String>,
}

/// All that was fetched.
#[derive(Clone, Debug, Default)]
pub struct Fetched {
    /// The descriptions, sorted by path.
    pub descriptions: Vec<Description>,
    /// What a person wants to know beside.
    pub notes: Vec<String>,
}

/// What goes on: what is asked for, and how many of how many requests that are known of are done.
pub type Report<'r> = &'r mut dyn FnMut(&str, usize, usize);

/// Fetches descriptions. Nothing is written; on an error nothing is given.
pub fn fetch(request: &Request, settings: &Settings, report: Report<'_>) -> Result<Fetched, Box<Diagnostic>> {
    let url = parse(&request.url)?;
    let mut client = client::Client::new(&url, settings)?;
    let mut fetched = match names(&request.agents) {
        None => service::one(&mut client, &url, report)?,
        Some(names) => service::agents(&mut client, &url, &names, request.agents == Agents::All, report)?,
    };
    fetched.descriptions.sort_by(|a, b| a.path.cmp(&b.path));
    for pair in fetched.descriptions.windows(2) {
        if let [first, second] = pair
            && first.path.eq_ignore_ascii_case(&second.path)
        {
            let text = format!("two descriptions would be called `{}`", second.path);
            return Err(failure("fetch::names", &second.source, text)
                .help("fetch them into folders of their own")
                .into());
        }
    }
    Ok(fetched)
}

/// The names of the agents that are asked for.
fn names(agents: &Agents) -> Option<Vec<String>> {
    match agents {
        Agents::None => None,
        Agents::All => {
            let lines = AGENTS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            Some(lines.map(str::to_owned).collect())
        }
        Agents::Named(names) => Some(names.clone()),
    }
}

fn parse(text: &str) -> Result<Url, Box<Diagnostic>> {
    // What is not understood is not shown either: it may hold a password.
    let url = Url::parse(text).map_err(|error| {
        Box::new(
            failure("fetch::address", "the address", format!("the address is not one: {error}"))
                .help("give an address that begins with https://"),
        )
    })?;
    if !url.username().is_empty() || url.password().is_some() {
        let error = failure("fetch::credentials", &shown(&url), "the address holds credentials");
        return Err(Box::new(error.help(
            "addresses end up in logs and in bindings.lock: put the credentials into BINDERY_USER and BINDERY_PASSWORD",
        )));
    }
    Ok(url)
}

/// A finding about an address.
fn failure(code: &'static str, source: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Origin::new(&source.into(), 0, 0), message)
}

/// An address as it may be shown and kept: without credentials, without what a query may hide; what asks for a description
/// stays.
fn shown(url: &Url) -> String {
    let mut shown = url.clone();
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.set_fragment(None);
    let is_harmless = |query: &str| {
        let key = query.split('=').next().unwrap_or_default().to_ascii_lowercase();
        ["singlewsdl", "wsdl", "xsd"].contains(&key.as_str()) && !query.contains('&') && query.len() < 64
    };
    if url.query().is_some_and(|query| !is_harmless(query)) {
        shown.set_query(None);
    }
    shown.to_string()
}

/// A name for a file: what it is wished to be, as far as that is safe everywhere.
fn file_name(wish: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '_' };
    let name: String = wish.chars().take(100).map(safe).collect();
    let name = name.trim_matches('.');
    let stem = name.split('.').next().unwrap_or_default();
    if stem.is_empty() || crate::names::is_device(&stem.to_ascii_lowercase()) {
        format!("_{name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe() {
        for (wish, name) in [
            ("User", "User"),
            ("../x", "_x"),
            ("a/b\\c", "a_b_c"),
            ("CON", "_CON"),
            ("nul.xsd", "_nul.xsd"),
            ("", "_"),
            ("é.wsdl", "_.wsdl"),
        ] {
            assert_eq!(file_name(wish), name, "{wish:?}");
        }
    }

    #[test]
    fn what_an_address_hides_is_not_shown() {
        for (url, expected) in [
            ("https://u:p@host/User.svc?singleWsdl#x", "https://host/User.svc?singleWsdl"),
            ("https://host/openapi.json?sig=secret", "https://host/openapi.json"),
            ("https://host/User.svc?xsd=xsd0", "https://host/User.svc?xsd=xsd0"),
            ("https://host/User.svc?wsdl&token=secret", "https://host/User.svc"),
        ] {
            assert_eq!(shown(&Url::parse(url).unwrap()), expected);
        }
    }

    #[test]
    fn the_known_agents_are_sixty() {
        let all = names(&Agents::All).unwrap();
        assert_eq!(all.len(), 60);
        assert!(all.is_sorted() && all.iter().all(|name| name.chars().all(|c| c.is_ascii_alphanumeric())));
    }
}
