//! `--config`: what is to be different from what the descriptions say, in the dialect of `bindings.toml`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    exit::{Exit, Failure},
    input,
};
use crate::{
    config::{Config, ModuleConfig},
    diagnostic::SourceMap,
};

/// Reads a configuration. The text is for later findings.
pub(super) fn read(file: &Path) -> Result<(Config, SourceMap), Failure> {
    input::exists(file, "give a configuration in TOML")?;
    let text = fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
    let name = file.to_string_lossy();
    let mut texts = SourceMap::default();
    texts.add(name.as_ref().into(), text.as_str().into());
    let config = Config::parse(&name, &text).map_err(|error| {
        input::report(&[*error], &texts);
        Failure::new(Exit::Usage, "")
    })?;
    Ok((config, texts))
}

/// What a configuration says about one description: its only module, or the one that names the description.
pub(super) fn of(file: &Path, description: &Path) -> Result<ModuleConfig, Failure> {
    let (mut config, _) = read(file)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let wanted = description.canonicalize().ok();
    let names =
        |module: &ModuleConfig| module.inputs.iter().any(|input| folder.join(input).canonicalize().ok() == wanted);
    let found = if config.modules.len() == 1 { Some(0) } else { config.modules.iter().position(names) };
    found.map(|index| config.modules.swap_remove(index)).ok_or_else(|| {
        Failure::usage(format!("no `[[module]]` of {} names {}", file.display(), description.display()))
            .help("give a configuration with one `[[module]]`, or add the description to the `inputs` of one")
    })
}

/// Reads a configuration and gives each of its modules its descriptions: those of the command line, which belong to one
/// module, or those that the configuration names, relative to itself.
pub(super) fn load(file: &Path, inputs: &[PathBuf]) -> Result<(Config, SourceMap), Failure> {
    let shown = file.display();
    let (mut config, texts) = read(file)?;
    match (inputs, config.modules.as_mut_slice()) {
        (_, []) => {
            return Err(Failure::usage(format!("{shown} has no `[[module]]`"))
                .help("what holds for an API stands in a `[[module]]`, even when nothing does"));
        }
        ([], modules) => {
            let folder = file.parent().unwrap_or(Path::new(""));
            for module in modules {
                if module.inputs.is_empty() {
                    return Err(Failure::usage(format!("{shown} has a `[[module]]` without descriptions"))
                        .help("give them on the command line, or as its `inputs`"));
                }
                module.inputs.iter_mut().for_each(|input| *input = folder.join(&*input));
            }
        }
        (inputs, [module]) if module.inputs.is_empty() => module.inputs = inputs.to_vec(),
        (_, _) => {
            return Err(Failure::usage(format!("the command line names descriptions, and so does {shown}")).help(
                "name them in one place: descriptions of the command line belong to one `[[module]]` without `inputs`",
            ));
        }
    }
    Ok((config, texts))
}
