//! `bindings.lock`: what was generated from what. The inputs with their hashes, so that a change is noticed, and the
//! public names, so that no later description takes a name away that stands in programs.

mod inputs;
mod review;
mod text;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

pub use inputs::{Change, Input};
pub use review::Review;

use crate::{
    diagnostic::{Diagnostic, Origin},
    names::Published,
    output,
    source::is_remote,
};

/// What the file is called.
pub const FILE: &str = "bindings.lock";
/// The configuration that a lock file beside it belongs to.
const CONFIGURATION: &str = "bindings.toml";

/// The content of a lock file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lock {
    /// The version of the generator that wrote it.
    pub generator: String,
    /// The descriptions, by their paths.
    #[serde(rename = "input", default)]
    pub inputs: Vec<Input>,
    /// The public names of each module, by the crate's name and the module's path.
    #[serde(default)]
    pub names: BTreeMap<String, Published>,
}

impl Default for Lock {
    fn default() -> Self {
        Self { generator: version(), inputs: Vec::new(), names: BTreeMap::new() }
    }
}

fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

impl Lock {
    /// Reads a lock file; `None` where there is none. What cannot be a name in Rust is an error.
    pub fn load(file: &Path) -> Result<Option<Self>, Box<Diagnostic>> {
        let name = file.to_string_lossy().replace('\\', "/");
        let error = |code, line, column, message: String| {
            let origin = Origin::new(&name.as_str().into(), line, column);
            let help = "the file is written by bindery: take it from version control, or remove it to begin anew";
            Box::new(Diagnostic::error(code, origin, message).help(help))
        };
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(why) => return Err(error("lock::unreadable", 0, 0, format!("the lock cannot be read: {why}"))),
        };
        let lock: Self = toml::from_str(&text).map_err(|wrong| {
            let before = text.get(..wrong.span().map_or(0, |span| span.start)).unwrap_or_default();
            let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(0);
            error("lock::invalid", line, 1, wrong.message().replace('\n', " "))
        })?;
        for names in lock.names.values() {
            if let Some((subject, name)) = names.iter().find_map(|(subject, parts)| text::wrong_name(subject, parts)) {
                return Err(error("lock::name", 0, 0, format!("`{name}` of {subject} cannot be a name")));
            }
        }
        Ok(Some(lock))
    }

    /// Writes the file, whole or not at all; one that would not change is left alone. Returns whether it was written.
    pub fn save(&self, file: &Path) -> io::Result<bool> {
        let text = self.render();
        if fs::read(file).is_ok_and(|known| known == text.as_bytes()) {
            return Ok(false);
        }
        output::replace(file, text.as_bytes())?;
        Ok(true)
    }

    /// The text of the file: sorted, the same for the same content.
    pub fn render(&self) -> String {
        text::render(self)
    }

    /// The lock that follows when descriptions were generated from: what is new is added, what is the same keeps what
    /// is known of it, and files that stand no more are left out.
    #[must_use]
    pub fn update(&self, folder: &Path, read: Vec<Input>, names: &BTreeMap<String, Published>) -> Self {
        let mut inputs: BTreeMap<String, Input> =
            self.inputs.iter().map(|input| (input.path.clone(), input.clone())).collect();
        inputs.retain(|path, _| is_remote(path) || folder.join(path).is_file());
        for input in read {
            match inputs.get_mut(&input.path) {
                Some(known) if known.sha256 == input.sha256 => {}
                // What changed by hand is not what the server sent.
                Some(known) => *known = Input { source: known.source.take(), ..input },
                None => drop(inputs.insert(input.path.clone(), input)),
            }
        }
        let mut all = self.names.clone();
        all.extend(names.iter().map(|(key, names)| (key.clone(), names.clone())));
        Self { generator: version(), inputs: inputs.into_values().collect(), names: all }
    }

    /// How descriptions differ from what is locked, sorted.
    pub fn changes(&self, read: &[Input]) -> Vec<Change> {
        let known: BTreeMap<&str, &Input> = self.inputs.iter().map(|input| (input.path.as_str(), input)).collect();
        let change = |input: &Input| match known.get(input.path.as_str()) {
            None => Some(Change::New(input.path.clone())),
            Some(known) if known.sha256 == input.sha256 => None,
            Some(_) => Some(Change::Changed(input.path.clone())),
        };
        let mut changes: Vec<Change> = read.iter().filter_map(change).collect();
        changes.sort();
        changes
    }

    /// The input of a path.
    pub fn input(&self, path: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.path == path)
    }
}

/// The lock file that is nearest to some inputs: in the folder of the first, or above it as far as its path goes. One
/// beside a configuration is that configuration's alone.
pub fn nearest(inputs: &[PathBuf]) -> Option<PathBuf> {
    let first = inputs.first()?;
    let mut folders: Vec<&Path> = first.ancestors().collect();
    if first.is_relative() {
        folders.push(Path::new(""));
    }
    let own = |folder: &&Path| folder.join(FILE).is_file() && !folder.join(CONFIGURATION).is_file();
    folders.into_iter().find(own).map(|folder| folder.join(FILE))
}
