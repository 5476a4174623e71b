//! An OpenAPI document with the files of its server that it refers to, saved in a folder beside it.

use std::collections::{BTreeSet, VecDeque};

use url::{Origin, Url};

use super::{
    Description, Fetched, Report,
    body::text,
    client::{Answer, Client},
    failure, file_name,
    names::{Names, last_part},
    shown,
};
use crate::{
    diagnostic::{Diagnostic, Origin as Place},
    openapi::{Limits, Reference, references},
};

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// Collects what a document refers to on its own server, itself first, and rewrites the references. What other servers have
/// stays there, and is noted.
pub(super) fn collect(
    client: &mut Client,
    answer: Answer,
    first: String,
    ending: &str,
    stem: &str,
    report: Report<'_>,
) -> Result<Fetched> {
    let entry = file_name(&format!("{stem}.{ending}"));
    let mut crawl = Crawl {
        servers: [answer.url.origin(), answer.at.origin()],
        entry: Names::default(),
        names: Names::default(),
        folder: file_name(stem),
        open: VecDeque::from([answer.url.clone()]),
        elsewhere: BTreeSet::new(),
    };
    crawl.entry.again(&answer.url, &entry);
    crawl.entry.again(&answer.at, &entry);
    let mut fetched = Fetched::default();
    let mut ready = Some((answer, first));
    while let Some(url) = crawl.open.pop_front() {
        let path = crawl.path(&url);
        report(&path, fetched.descriptions.len(), fetched.descriptions.len() + crawl.open.len() + 1);
        let (answer, text) = match ready.take() {
            Some(first) => first,
            None => {
                let answer = client.get(&url)?;
                let text = text(&answer, EXPECTED)?;
                (answer, text)
            }
        };
        let text = crawl.rewrite(client, &answer.at, &path, text)?;
        fetched.descriptions.push(Description { path, text, source: shown(&url), date: answer.date });
    }
    let stays = crawl.elsewhere.iter().map(|address| {
        format!("{address} is on another server and stays there: `bindery generate --allow-remote` reads it")
    });
    fetched.notes.extend(stays);
    Ok(fetched)
}

/// What a reference of a document leads to.
pub(super) const EXPECTED: &str = "an OpenAPI document or a part of one";

const BY_HAND: &str = "save the document by hand, and what it refers to beside it";

struct Crawl {
    servers: [Origin; 2],
    /// The document that was asked for.
    entry: Names,
    /// What it leads to, in a folder of its own: parts are no descriptions of their own.
    names: Names,
    folder: String,
    open: VecDeque<Url>,
    elsewhere: BTreeSet<String>,
}

impl Crawl {
    /// Where the document of an address stands below the target.
    fn path(&self, url: &Url) -> String {
        match (self.entry.get(url), self.names.get(url)) {
            (Some(entry), _) => entry.to_owned(),
            (None, name) => format!("{}/{}", self.folder, name.unwrap_or_default()),
        }
    }

    /// The text of a document with its references leading to where their targets stand.
    fn rewrite(&mut self, client: &Client, base: &Url, path: &str, mut text: String) -> Result<String> {
        let found = references(&text, &Limits::default()).map_err(|malformed| {
            let place = Place::new(&shown(base).into(), malformed.mark.line, malformed.mark.column);
            Diagnostic::error("fetch::reference", place, malformed.message).help(BY_HAND)
        })?;
        let mut goals = Vec::with_capacity(found.len());
        for reference in &found {
            goals.push(if reference.is_mapping { None } else { self.goal(client, base, path, reference)? });
        }
        for (reference, goal) in found.iter().zip(&mut goals).filter(|(reference, _)| reference.is_mapping) {
            *goal = self.known_goal(client, base, path, reference);
        }
        // From the end, so that places before stay where they are.
        for (reference, goal) in found.iter().zip(&goals).rev() {
            if let Some(goal) = goal {
                text.replace_range(reference.range.clone(), &serde_json::Value::from(goal.as_str()).to_string());
            }
        }
        // In a block of lines, quotes are a part of the text.
        let said = references(&text, &Limits::default()).unwrap_or_default();
        for (index, (reference, goal)) in found.iter().zip(&goals).enumerate() {
            if said.get(index).is_none_or(|said| said.value != *goal.as_ref().unwrap_or(&reference.value)) {
                let text =
                    format!("the reference to `{}` is written in a form that cannot be rewritten", reference.value);
                let place = Place::new(&shown(base).into(), reference.line, reference.column);
                return Err(Box::new(Diagnostic::error("fetch::reference", place, text).help(BY_HAND)));
            }
        }
        Ok(text)
    }

    /// What a reference is to become; `None` where it stays as it is.
    fn goal(&mut self, client: &Client, base: &Url, path: &str, reference: &Reference) -> Result<Option<String>> {
        let Some((to, fragment)) = target(client, base, reference)? else { return Ok(None) };
        if !self.servers.contains(&to.origin()) {
            self.elsewhere.insert(shown(&to));
            return Ok(Some(to.to_string() + &fragment));
        }
        self.name(client, base, &to)?;
        Ok(Some(relative(path, &self.path(&to)) + &fragment))
    }

    /// What a value of a mapping is to become. It may be a name as well: it is an address where a reference leads there too.
    fn known_goal(&self, client: &Client, base: &Url, path: &str, value: &Reference) -> Option<String> {
        let (to, fragment) = target(client, base, value).ok()??;
        let is_known = self.entry.get(&to).is_some() || self.names.get(&to).is_some();
        is_known.then(|| relative(path, &self.path(&to)) + &fragment)
    }

    /// Gives an address its name, and sees to it that what stands there is fetched.
    fn name(&mut self, client: &Client, from: &Url, to: &Url) -> Result<()> {
        if self.entry.get(to).is_some() || self.names.get(to).is_some() {
            return Ok(());
        }
        let limit = client.settings().limits.files;
        if self.names.len() + 1 >= limit {
            let text = format!("the description refers to more files than the limit `files` of {limit}");
            return Err(Box::new(failure("fetch::limit", &shown(from), text)));
        }
        let (wish, ending) = last_part(to);
        self.names.add(to, wish, if ending.eq_ignore_ascii_case("json") { "json" } else { "yaml" });
        self.open.push_back(to.clone());
        Ok(())
    }
}

/// Where a reference leads, and its fragment with the `#`; `None` for a place in the document itself.
fn target(client: &Client, from: &Url, reference: &Reference) -> Result<Option<(Url, String)>> {
    let (location, fragment) = reference.value.split_once('#').unwrap_or((&reference.value, ""));
    if location.is_empty() {
        return Ok(None);
    }
    let to = client.lead(from, location).map_err(|mut error| {
        error.origin = Place::new(&shown(from).into(), reference.line, reference.column);
        error
    })?;
    Ok(Some((to, if reference.value.contains('#') { format!("#{fragment}") } else { String::new() })))
}

/// The location of one document in another; both paths are of at most one folder, the same where both have one.
fn relative(from: &str, to: &str) -> String {
    match (from.split_once('/'), to.split_once('/')) {
        (Some(_), Some((_, name))) => name.to_owned(),
        (Some(_), None) => format!("../{to}"),
        (None, _) => to.to_owned(),
    }
}
