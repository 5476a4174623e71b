//! What files are called that were fetched: by us, after their addresses.

use std::collections::{HashMap, HashSet};

use url::Url;

use super::file_name;

/// The names of the files of one folder, by the addresses that they come from.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    known: HashMap<String, String>,
}

impl Names {
    /// How many addresses have a name.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// The name of an address.
    pub fn get(&self, url: &Url) -> Option<&str> {
        self.known.get(url.as_str()).map(String::as_str)
    }

    /// Another address of what has a name.
    pub fn again(&mut self, url: &Url, name: &str) {
        self.known.entry(url.to_string()).or_insert_with(|| name.to_owned());
    }

    /// A name for an address that has none: as it is wished if it is free.
    pub fn add(&mut self, url: &Url, wish: &str, ending: &str) -> String {
        let mut name = file_name(&format!("{wish}.{ending}"));
        let mut number = 2;
        while !self.taken.insert(name.to_ascii_lowercase()) {
            name = file_name(&format!("{wish}-{number}.{ending}"));
            number += 1;
        }
        self.known.insert(url.to_string(), name.clone());
        name
    }
}

/// The last part of an address's path, and its ending.
pub(super) fn last_part(url: &Url) -> (&str, &str) {
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    last.rsplit_once('.').unwrap_or((last, ""))
}
