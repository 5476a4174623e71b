//! `bindery fetch`: descriptions from where they are published.

use std::{env, path::PathBuf, time::Duration};

use super::{
    exit::{Exit, Failure, print},
    input,
    progress::Progress,
    terminal::Style,
};
use crate::{
    diagnostic::Diagnostic,
    fetch::{Agents, Credentials, Request, Settings, Target, fetch},
};

/// Fetch descriptions from a service, an address, an archive or a page, with what they import.
///
/// A service (`…/User.svc`) is asked for its description. Any other address may hold a WSDL, an OpenAPI document, a zip
/// archive of them, or a page of documentation with a WSDL in it. Where a file came from, its date and its hash stand in
/// `bindings.lock`. Credentials come from the environment and are kept nowhere: BINDERY_TOKEN, or BINDERY_USER and
/// BINDERY_PASSWORD.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The address. With `--agents`, the one that the agents stand below, such as `https://…/Remote/Services88`.
    #[arg(value_name = "URL")]
    url: String,
    /// Fetch agents of a SuperOffice tenant: `all`, or names such as `User,Chat`.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    agents: Vec<String>,
    /// The folder, which holds `bindings.lock`. Nothing is written outside it.
    #[arg(long, value_name = "DIR", default_value = "schemas")]
    out: PathBuf,
    /// The folder within it for these descriptions, such as `superoffice/services88`.
    #[arg(long, value_name = "PATH", default_value = "")]
    under: String,
    /// Fail, and write nothing, when the server sends something else than `bindings.lock` knows.
    #[arg(long)]
    locked: bool,
    /// Replace files that were changed since they were fetched.
    #[arg(long)]
    overwrite: bool,
    /// Let redirects and imports lead to private addresses.
    #[arg(long)]
    allow_private: bool,
    /// The longest time for one answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// The longest answer, decompressed.
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    max_bytes: u64,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let request = Request { url: arguments.url.clone(), agents: agents(&arguments.agents) };
    let mut settings = Settings {
        allow_private: arguments.allow_private,
        credentials: credentials(|name| env::var(name).ok())?,
        ..Settings::default()
    };
    settings.limits.file_bytes = arguments.max_bytes;
    settings.limits.request_time = Duration::from_secs(arguments.timeout);
    let progress = Progress::counting();
    let fetched = fetch(&request, &settings, &mut |what, done, all| progress.count(what, done, all));
    drop(progress);
    let fetched = fetched.map_err(|error| failed(&error))?;
    let target = Target {
        folder: arguments.out.clone(),
        under: arguments.under.trim_matches('/').to_owned(),
        locked: arguments.locked,
        overwrite: arguments.overwrite,
    };
    let stored = target.store(&fetched).map_err(|error| failed(&error))?;
    let mut text = String::new();
    for (word, paths) in [("added", &stored.added), ("changed", &stored.changed)] {
        paths.iter().for_each(|path| text.push_str(&format!("{word:8} {path}\n")));
    }
    fetched.notes.iter().for_each(|note| text.push_str(&format!("{}: {note}\n", Style::stdout().bold("note"))));
    let count = fetched.descriptions.len();
    let (files, folder) = (if count == 1 { "1 file" } else { &format!("{count} files") }, arguments.out.display());
    text.push_str(&match stored.unchanged {
        same if same == count => format!("{files} in {folder}, all as they were\n"),
        same => format!(
            "{files} in {folder}: {} added, {} changed, {same} as they were\n",
            stored.added.len(),
            stored.changed.len()
        ),
    });
    print(&text)?;
    Ok(Exit::Success)
}

fn agents(names: &[String]) -> Agents {
    match names {
        [] => Agents::None,
        [all] if all.eq_ignore_ascii_case("all") => Agents::All,
        names => Agents::Named(names.iter().map(|name| name.trim().to_owned()).collect()),
    }
}

/// The credentials in the environment.
fn credentials(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Credentials>, Failure> {
    let get = |name: &str| variable(name).filter(|value| !value.is_empty());
    match (get("BINDERY_TOKEN"), get("BINDERY_USER"), get("BINDERY_PASSWORD")) {
        (None, None, None) => Ok(None),
        (Some(token), None, None) => Ok(Some(Credentials::Token(token))),
        (None, Some(user), Some(password)) => Ok(Some(Credentials::Password(user, password))),
        (Some(_), _, _) => Err(Failure::usage("both BINDERY_TOKEN and BINDERY_USER or BINDERY_PASSWORD are set")
            .help("set the token, or user and password")),
        _ => Err(Failure::usage("BINDERY_USER and BINDERY_PASSWORD belong together").help("set both, or none")),
    }
}

fn failed(error: &Diagnostic) -> Failure {
    input::report(std::slice::from_ref(error), &Default::default());
    Failure::new(if error.code == "fetch::locked" { Exit::Locked } else { Exit::Fetch }, "")
}
