//! Descriptions on disk: below one folder, each written whole or not at all, with the lock file beside them.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Description, Fetched, failure};
use crate::{
    diagnostic::Diagnostic,
    lock::{FILE, Input, Lock},
    output::{place, replace},
};

/// Where descriptions go.
#[derive(Clone, Debug)]
pub struct Target {
    /// The folder, which holds the lock file. Nothing outside it is written.
    pub folder: PathBuf,
    /// The folder within it, with `/` between folders; empty for the folder itself.
    pub under: String,
    /// The lock may not change: what the server sends must be what it knows.
    pub locked: bool,
    /// Files that the lock does not know as they are may be replaced.
    pub overwrite: bool,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// The files that were not there.
    pub added: Vec<String>,
    /// The files that were changed.
    pub changed: Vec<String>,
    /// How many are as they were.
    pub unchanged: usize,
}

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

impl Target {
    /// Writes what is new or differs. What would go wrong is found before anything is written.
    pub fn store(&self, fetched: &Fetched) -> Result<Stored> {
        let lock_file = self.folder.join(FILE);
        let known = Lock::load(&lock_file)?;
        let lock = known.clone().unwrap_or_default();
        let mut stored = Stored::default();
        let mut writes: Vec<(PathBuf, &Description)> = Vec::new();
        let mut inputs: BTreeMap<String, Input> = lock.inputs.iter().map(|it| (it.path.clone(), it.clone())).collect();
        for description in &fetched.descriptions {
            let path = if self.under.is_empty() {
                description.path.clone()
            } else {
                format!("{}/{}", self.under, description.path)
            };
            let file = self.file(&path)?;
            let bytes = description.text.as_bytes();
            let input = Input {
                source: Some(description.source.clone()),
                date: description.date.clone(),
                ..Input::new(path.clone(), bytes)
            };
            let locked = lock.input(&path);
            let is_known = locked.is_some_and(|known| known.sha256 == input.sha256);
            if self.locked && !is_known {
                return Err(changed(&path, description, locked, &input));
            }
            match fs::read(&file) {
                Ok(there) if there == bytes => stored.unchanged += 1,
                Ok(there) => {
                    let is_ours = locked.is_some_and(|known| known.sha256 == Input::new("", &there).sha256);
                    if !is_ours && !self.overwrite {
                        let error = failure(
                            "fetch::overwrite",
                            &path,
                            "the file on disk is not what was fetched the last time",
                        );
                        return Err(Box::new(
                            error.help("keep your changes elsewhere, or replace the file with `--overwrite`"),
                        ));
                    }
                    stored.changed.push(path.clone());
                    writes.push((file, description));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    stored.added.push(path.clone());
                    writes.push((file, description));
                }
                Err(error) => return Err(unwritable(&file, &error)),
            }
            // The same bytes keep the date that they had.
            if !(is_known && locked.is_some_and(|known| known.source == input.source)) {
                inputs.insert(path, input);
            }
        }
        for (file, description) in writes {
            let folder = file.parent().unwrap_or(&self.folder);
            fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
            replace(&file, description.text.as_bytes()).map_err(|error| unwritable(&file, &error))?;
        }
        let next = Lock { inputs: inputs.into_values().collect(), ..lock };
        if known.as_ref() != Some(&next) {
            fs::create_dir_all(&self.folder).map_err(|error| unwritable(&self.folder, &error))?;
            next.save(&lock_file).map_err(|error| unwritable(&lock_file, &error))?;
        }
        Ok(stored)
    }

    /// Where a description stands on disk; an error where a link leads out of the folder.
    fn file(&self, path: &str) -> Result<PathBuf> {
        let file = place(&self.folder, path).map_err(|error| unwritable(Path::new(path), &error))?;
        let mut folder = self.folder.clone();
        for part in path.split('/') {
            folder.push(part);
            if fs::symlink_metadata(&folder).is_ok_and(|there| there.is_symlink()) {
                let error = failure(
                    "fetch::link",
                    &folder.to_string_lossy(),
                    "a link stands in the way, which may lead elsewhere",
                );
                return Err(Box::new(
                    error.help("remove the link, or choose another folder with `--out` and `--under`"),
                ));
            }
        }
        Ok(file)
    }
}

fn changed(path: &str, description: &Description, locked: Option<&Input>, now: &Input) -> Box<Diagnostic> {
    let text = match locked {
        Some(known) => format!("`{path}` is not what the lock says: it was {} and is {}", short(known), short(now)),
        None => format!("`{path}` is not in the lock"),
    };
    Box::new(
        failure("fetch::locked", &description.source, text)
            .help("without `--locked` it is fetched, and the lock brought up to date"),
    )
}

/// The beginning of a hash, as people compare it.
fn short(input: &Input) -> String {
    format!("sha256 {}…, {} bytes", input.sha256.get(..12).unwrap_or_default(), input.size)
}

fn unwritable(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    Box::new(failure("fetch::file", &path.to_string_lossy(), format!("the file cannot be written: {error}")))
}
