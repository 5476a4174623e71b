//! From two words of the command line to two descriptions.

use std::{
    env,
    path::{Path, PathBuf},
    thread,
};

use super::super::{
    configuration,
    exit::{Exit, Failure},
    input::{self, Access},
};
use crate::{
    Reading,
    config::Config,
    diagnostic::Severity,
    diff::{Count, Version},
};

const BINDINGS: &str = "bindings.toml";

/// A description, and how its bindings are generated.
pub(super) struct Side {
    name: String,
    config: Config,
    module: usize,
    reading: Reading,
}

impl Side {
    pub fn version(&self) -> Version<'_> {
        Version { reading: &self.reading, config: &self.config, module: &self.config.modules[self.module] }
    }

    /// A description without a title is called as it was given.
    pub fn label(&self, count: &mut Count) {
        if count.title.is_empty() {
            count.title.clone_from(&self.name);
        }
    }
}

/// Where a description is to be read from.
struct Wanted {
    name: String,
    inputs: Vec<PathBuf>,
    config: Config,
    module: usize,
}

/// Reads both descriptions at once.
pub(super) fn read(old: &Path, new: &Path, access: &Access) -> Result<(Side, Side), Failure> {
    let (old, new) = (find(old)?, find(new)?);
    let take = |wanted: Wanted| -> Result<Side, Failure> {
        let sources = input::sources(&wanted.inputs, access)?;
        let reading = crate::read(sources, &access.options());
        Ok(Side { name: wanted.name, config: wanted.config, module: wanted.module, reading })
    };
    let (first, second) = thread::scope(|scope| {
        let second = scope.spawn(|| take(new));
        (take(old), second.join())
    });
    let second = second.map_err(|_| Failure::new(Exit::Description, "the new description could not be read"))?;
    Ok((first?, second?))
}

/// Reports what was found wrong, and tells whether anything is an error.
pub(super) fn report(sides: &[&Side]) -> bool {
    for side in sides {
        input::report(&side.reading.diagnostics, &side.reading.sources);
    }
    sides.iter().flat_map(|side| &side.reading.diagnostics).any(|finding| finding.severity == Severity::Error)
}

/// A path that is there, else a module of the configuration.
fn find(given: &Path) -> Result<Wanted, Failure> {
    let name = given.to_string_lossy().into_owned();
    if !given.exists()
        && let Some(file) = bindings()
    {
        let (config, _) = configuration::load(&file, &[])?;
        let named = |path: &str| path == name || path.rsplit("::").next() == Some(&name);
        if let Some(module) = config.modules.iter().position(|module| named(&module.path)) {
            let inputs = config.modules[module].inputs.clone();
            return Ok(Wanted { name, inputs, config, module });
        }
    }
    input::exists(given, "give a description, a folder of descriptions, or a module of `bindings.toml`")?;
    Ok(Wanted { name, inputs: vec![given.to_owned()], config: Config::for_crate("bindings"), module: 0 })
}

/// The nearest configuration: in the current folder or its `schemas`, else further up.
fn bindings() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let places = here.ancestors().flat_map(|folder| [folder.join(BINDINGS), folder.join("schemas").join(BINDINGS)]);
    let file = places.into_iter().find(|file| file.is_file())?;
    Some(file.strip_prefix(&here).map(Path::to_owned).unwrap_or(file))
}
