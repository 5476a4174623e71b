//! Documents of other hosts that descriptions refer to, each fetched once.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use url::Url;

use super::{
    Settings,
    body::text,
    client::{Client, check_scheme},
    references::EXPECTED,
    shown,
};
use crate::{
    diagnostic::{Diagnostic, Origin},
    source::{self, Source},
};

/// Fetches the documents of other hosts that descriptions refer to. No credentials are sent: descriptions decide who is asked.
pub struct Remote(Mutex<State>);

struct State {
    client: Client,
    /// What came of each address.
    known: HashMap<Url, Result<Source, String>>,
    /// The addresses that relative references of documents begin at, by the documents' paths.
    bases: HashMap<String, Url>,
    failures: Vec<Diagnostic>,
}

impl Remote {
    /// Nothing fetched yet.
    pub fn new(settings: &Settings) -> Self {
        let settings = Settings { credentials: None, ..settings.clone() };
        let client = Client::anywhere(settings);
        Self(Mutex::new(State { client, known: HashMap::new(), bases: HashMap::new(), failures: Vec::new() }))
    }

    /// What could not be fetched, and why; told once.
    pub fn failures(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.state().failures)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl source::Remote for Remote {
    fn get(&self, from: &Origin, location: &str) -> Result<Source, String> {
        let mut state = self.state();
        let done = state.address(from, location).and_then(|url| state.fetch(from, url));
        done.map_err(|error| {
            let message = error.message.clone();
            state.failures.push(*error);
            message
        })
    }
}

impl State {
    fn address(&self, from: &Origin, location: &str) -> Result<Url, Box<Diagnostic>> {
        let found = match self.bases.get(&*from.file) {
            Some(base) => self.client.lead(base, location),
            None => super::parse(location).and_then(|url| check_scheme(&url).map(|()| url)),
        };
        let mut url = found.map_err(|error| Diagnostic { origin: from.clone(), ..*error })?;
        url.set_fragment(None);
        Ok(url)
    }

    fn fetch(&mut self, from: &Origin, url: Url) -> Result<Source, Box<Diagnostic>> {
        if let Some(known) = self.known.get(&url) {
            let failed = |why: &String| Box::new(Diagnostic::error("fetch::remote", from.clone(), why.clone()));
            return known.clone().map_err(|why| failed(&why));
        }
        let answer = self.client.get(&url);
        let fetched = answer.and_then(|answer| Ok((text(&answer, EXPECTED)?, answer.at)));
        let fetched = fetched.map(|(text, base)| {
            // Addresses that differ in what is not shown of them are told apart.
            let mut path = shown(&url);
            let mut number = 2;
            while self.bases.contains_key(&path) {
                path = format!("{} ({number})", shown(&url));
                number += 1;
            }
            self.bases.insert(path.clone(), base);
            Source::new(path, text)
        });
        let known = fetched.clone().map_err(|error| error.message);
        self.known.insert(url, known);
        fetched.map_err(|error| Box::new(error.label(from.clone(), "referred to here")))
    }
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Remote(…)")
    }
}
