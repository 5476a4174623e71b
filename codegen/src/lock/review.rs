use std::{collections::BTreeMap, path::Path};

use super::{Change, Input, Lock};
use crate::names::{Published, Rename};

/// What a generation means for the lock file.
#[derive(Clone, Debug)]
pub struct Review {
    /// The lock that follows.
    pub next: Lock,
    /// How the descriptions differ from what was locked; nothing where there was no lock.
    pub changes: Vec<Change>,
    /// Public names that are other ones than they were.
    pub renames: Vec<Rename>,
    /// The version of another generator, which wrote the lock.
    pub generator: Option<String>,
    is_current: bool,
}

impl Review {
    /// Compares what was read and named with what is locked.
    pub fn new(known: Option<&Lock>, folder: &Path, inputs: Vec<Input>, names: &BTreeMap<String, Published>) -> Self {
        let empty = Lock::default();
        let lock = known.unwrap_or(&empty);
        let changes = known.map(|lock| lock.changes(&inputs)).unwrap_or_default();
        let renamed = names.iter().filter_map(|(key, now)| Some(lock.names.get(key)?.renamed(now)));
        let renames = renamed.flatten().collect();
        let next = lock.update(folder, inputs, names);
        let generator = Some(&lock.generator).filter(|written| **written != next.generator).cloned();
        Self { is_current: known.is_some_and(|known| *known == next), changes, renames, generator, next }
    }

    /// Whether the lock stays as it is.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// What a person wants to know of it, a line each.
    pub fn notes(&self) -> Vec<String> {
        let generator = self.generator.iter().map(|version| format!("the lock was written by bindery {version}"));
        let changes = self.changes.iter().map(ToString::to_string);
        generator.chain(changes).chain(self.renames.iter().map(|rename| format!("renamed: {rename}"))).collect()
    }
}
