//! One of the two sides of a comparison: descriptions, or a module that `bindings.toml` names.

use std::{
    path::{Path, PathBuf},
    thread,
};

use super::{
    configuration,
    exit::{Exit, Failure},
    input,
    suggest::{close, did_you_mean},
};
use crate::{Reading, config::Config, diagnostic::Severity};

/// Where a configuration is looked for.
const PLACES: [&str; 2] = ["bindings.toml", "schemas/bindings.toml"];

/// Where the modules are that may be named instead of files.
#[derive(clap::Args)]
pub(super) struct Bindings {
    /// The configuration whose modules may be named instead of files, by their path or the end of it. Unless given:
    /// `bindings.toml` in this folder or in `schemas`.
    #[arg(long = "config", value_name = "FILE")]
    file: Option<PathBuf>,
}

/// A side, read.
pub(super) struct Side {
    /// What the command line calls it: the path, or the whole path of the module.
    pub name: String,
    /// What was read.
    pub reading: Reading,
    /// The configuration that holds the module; one of no settings for files.
    pub config: Config,
    /// The module's place in the configuration; `None` for files.
    pub module: Option<usize>,
}

/// Where a side is to be read from.
struct Place {
    name: String,
    inputs: Vec<PathBuf>,
    config: Config,
    module: Option<usize>,
}

impl Place {
    /// A file or a folder that is there, else a module of the configuration.
    fn find(name: &str, bindings: &Bindings) -> Result<Self, Failure> {
        if Path::new(name).exists() {
            let inputs = vec![PathBuf::from(name)];
            return Ok(Self { name: name.to_owned(), inputs, config: Config::for_crate("side"), module: None });
        }
        let (file, config) = bindings.load(name)?;
        let module = find(&config, name, &file)?;
        let (name, inputs) = (config.modules[module].path.clone(), config.modules[module].inputs.clone());
        Ok(Self { name, inputs, config, module: Some(module) })
    }
}

impl Side {
    /// Reads two files, folders or modules at once.
    pub fn both(old: &str, new: &str, bindings: &Bindings, access: &input::Access) -> Result<(Self, Self), Failure> {
        let (old, new) = (Place::find(old, bindings)?, Place::find(new, bindings)?);
        let read = |place: Place| -> Result<Self, Failure> {
            let Place { name, inputs, config, module } = place;
            let reading = crate::read(input::sources(&inputs, access)?, &access.options());
            Ok(Self { name, reading, config, module })
        };
        let (first, second) = thread::scope(|scope| {
            let second = scope.spawn(|| read(new));
            (read(old), second.join())
        });
        let second = second.map_err(|_| Failure::new(Exit::Description, "the new description could not be read"))?;
        let (first, second) = (first?, second?);
        let mut texts = first.reading.sources.clone();
        texts.extend(&second.reading.sources);
        access.fetched(&texts)?;
        Ok((first, second))
    }

    /// Reports what was found wrong, and tells whether anything is an error.
    pub fn report(&self) -> bool {
        input::report(&self.reading.diagnostics, &self.reading.sources);
        self.reading.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl Bindings {
    fn load(&self, name: &str) -> Result<(PathBuf, Config), Failure> {
        let found = self.file.clone().or_else(|| PLACES.iter().map(PathBuf::from).find(|file| file.is_file()));
        let Some(file) = found else {
            input::exists(Path::new(name), "give a description, or a folder of descriptions")?;
            return Err(Failure::usage(format!("there is no file or folder `{name}`")));
        };
        let (config, _) = configuration::load(&file, &[])?;
        Ok((file, config))
    }
}

/// The module of a name: of its whole path, or of the end of one only.
fn find(config: &Config, name: &str, file: &Path) -> Result<usize, Failure> {
    let paths: Vec<&str> = config.modules.iter().map(|module| module.path.as_str()).collect();
    let is_end = |path: &str| path == name || path.strip_suffix(name).is_some_and(|start| start.ends_with("::"));
    if let Some(exact) = paths.iter().position(|path| *path == name) {
        return Ok(exact);
    }
    let found: Vec<usize> = (0..paths.len()).filter(|index| is_end(paths[*index])).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let ends = paths.iter().filter_map(|path| path.rsplit("::").next());
            let near = close(name, paths.iter().copied().chain(ends));
            let failure =
                Failure::usage(format!("there is no file, no folder and no module `{name}` of {}", file.display()));
            Err(failure.help(did_you_mean(&near, "give a description, a folder of descriptions, or a module")))
        }
        several => {
            let names: Vec<String> = several.iter().map(|index| format!("`{}`", paths[*index])).collect();
            Err(Failure::usage(format!("several modules end in `{name}`"))
                .help(format!("say which: {}", names.join(", "))))
        }
    }
}
