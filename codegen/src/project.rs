//! A configuration on disk, and the descriptions that it names.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    Reading,
    config::{Config, ModuleConfig},
    diagnostic::{Diagnostic, Origin, SourceMap},
    source::{self, Options},
};

/// A configuration on disk.
#[derive(Clone, Debug)]
pub struct Project {
    /// The configuration.
    pub config: Config,
    /// Its folder, where the paths in it begin.
    pub folder: PathBuf,
}

impl Project {
    /// Opens a configuration; its text goes among `texts`.
    pub fn open(file: &Path, texts: &mut SourceMap) -> Result<Self, Box<Diagnostic>> {
        let name = file.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file).map_err(|error| {
            let message = format!("the configuration cannot be read: {error}");
            Box::new(Diagnostic::error("config::unreadable", Origin::new(&name.as_str().into(), 0, 0), message))
        })?;
        texts.add(name.as_str().into(), text.as_str().into());
        let config = Config::parse(&name, &text)?;
        Ok(Self { config, folder: file.parent().unwrap_or(Path::new("")).to_owned() })
    }

    /// The files and folders that a module is made from.
    pub fn inputs(&self, module: &ModuleConfig) -> Vec<PathBuf> {
        module.inputs.iter().map(|input| self.folder.join(input)).collect()
    }

    /// Reads all descriptions, a reading for each module; the texts go among `texts`.
    pub fn read(&self, options: &Options, texts: &mut SourceMap) -> Vec<Reading> {
        let read = |module: &ModuleConfig| {
            let (sources, unreadable) = source::load(&self.inputs(module), options);
            let mut reading = crate::read(sources, options);
            reading.diagnostics.splice(0..0, unreadable);
            texts.extend(&reading.sources);
            reading
        };
        self.config.modules.iter().map(read).collect()
    }
}
