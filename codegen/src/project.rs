//! A configuration on disk, the descriptions that it names, and the lock file beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    Generation, Reading,
    config::{Config, ModuleConfig},
    diagnostic::{Diagnostic, Origin, SourceMap},
    lock::{self, Input, Lock, Review},
    source::{self, Options},
};

/// What is generated from what: a configuration, from a file or made for one crate.
#[derive(Clone, Debug)]
pub struct Project {
    /// The configuration.
    pub config: Config,
    /// Where the paths of the configuration begin.
    folder: PathBuf,
    /// Where the lock file stands, or would.
    lock_file: Option<PathBuf>,
    lock: Option<Lock>,
}

impl Project {
    /// Opens a configuration, and the lock file beside it; its text goes among `texts`.
    pub fn open(file: &Path, texts: &mut SourceMap) -> Result<Self, Box<Diagnostic>> {
        let name = file.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file).map_err(|error| {
            let message = format!("the configuration cannot be read: {error}");
            Box::new(Diagnostic::error("config::unreadable", Origin::new(&name.as_str().into(), 0, 0), message))
        })?;
        texts.add(name.as_str().into(), text.as_str().into());
        let config = Config::parse(&name, &text)?;
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let lock_file = Some(folder.join(lock::FILE));
        Self::new(config, folder, lock_file)
    }

    /// A configuration, the folder that its inputs begin at, and the lock file, where there is one or may be.
    pub fn new(config: Config, folder: PathBuf, lock_file: Option<PathBuf>) -> Result<Self, Box<Diagnostic>> {
        let lock = lock_file.as_deref().map(Lock::load).transpose()?.flatten();
        let mut project = Self { config, folder, lock_file, lock };
        project.config.published = project.lock.as_ref().map(|lock| lock.names.clone()).unwrap_or_default();
        Ok(project)
    }

    /// A crate from some files and folders, under the lock file that is nearest to them, if there is one.
    pub fn of(name: &str, inputs: Vec<PathBuf>) -> Result<Self, Box<Diagnostic>> {
        let lock_file = lock::nearest(&inputs);
        let mut config = Config::for_crate(name);
        config.modules.iter_mut().for_each(|module| module.inputs.clone_from(&inputs));
        Self::new(config, PathBuf::new(), lock_file)
    }

    /// Lets names be decided anew, whatever is published.
    pub fn rename(&mut self) {
        self.config.published.clear();
    }

    /// The files and folders that a module is made from.
    pub fn inputs(&self, module: &ModuleConfig) -> Vec<PathBuf> {
        module.inputs.iter().map(|input| self.folder.join(input)).collect()
    }

    /// How the descriptions of a module are read.
    pub fn options(&self, module: &ModuleConfig, options: &Options) -> Options {
        Options { published: self.config.published(module), ..options.clone() }
    }

    /// Reads all descriptions, a reading for each module; the texts go among `texts`.
    pub fn read(&self, options: &Options, texts: &mut SourceMap) -> Vec<Reading> {
        let read = |module: &ModuleConfig| {
            let (sources, unreadable) = source::load(&self.inputs(module), options);
            let mut reading = crate::read(sources, &self.options(module, options));
            reading.diagnostics.splice(0..0, unreadable);
            texts.extend(&reading.sources);
            reading
        };
        self.config.modules.iter().map(read).collect()
    }

    /// Where the lock file stands, or would; `None` for descriptions that have no configuration and no lock.
    pub fn lock_file(&self) -> Option<&Path> {
        self.lock_file.as_deref()
    }

    /// The descriptions that were read, as the lock file knows them.
    pub fn locked_inputs(&self, readings: &[Reading]) -> Result<Vec<Input>, Box<Diagnostic>> {
        let folder = self.lock_folder();
        let mut inputs = Vec::new();
        for reading in readings {
            inputs.extend(Input::all(folder, &reading.sources)?);
        }
        inputs.sort();
        inputs.dedup();
        Ok(inputs)
    }

    /// What a generation means for the lock file.
    pub fn review(&self, inputs: Vec<Input>, generation: &Generation) -> Review {
        Review::new(self.lock.as_ref(), self.lock_folder(), inputs, &generation.names)
    }

    fn lock_folder(&self) -> &Path {
        self.lock_file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""))
    }
}
