//! The bindings of one folder of descriptions, read by the conventions of our own `bindings.toml`.

use std::{
    io,
    path::{Path, PathBuf},
};

use bindery_codegen::{
    Generation,
    config::{Config, ModuleConfig},
    diagnostic::Severity,
    emit::Runtime,
    generate, read,
    source::{self, Options},
};

use crate::workspace;

/// Writes a crate with the bindings of a folder, and tells in one line what it holds. The descriptions stand in the
/// folder `wsdl` or `openapi`, or in the folder itself.
pub fn write(folder: &Path, out: &Path, name: &str) -> io::Result<String> {
    let inner = ["wsdl", "openapi"].map(|inner| folder.join(inner)).into_iter().find(|inner| inner.is_dir());
    let descriptions = inner.unwrap_or_else(|| folder.to_owned());
    let options = Options::default();
    let (sources, mut diagnostics) = source::load(&[descriptions], &options);
    let files = sources.len();
    let mut config = Config::for_crate(name);
    config.modules = vec![conventions(name)?];
    let runtime = Runtime::Path(workspace::root().join("runtime").to_string_lossy().into_owned());
    let Generation { files: set, ledger, diagnostics: found, .. } =
        generate(&config, vec![read(sources, &options)], &runtime, "cargo xtask corpus");
    diagnostics.extend(found);
    let errors: Vec<String> =
        diagnostics.iter().filter(|finding| finding.severity == Severity::Error).map(ToString::to_string).collect();
    if !errors.is_empty() {
        return Err(io::Error::other(errors.join("\n")));
    }
    set.write(out)?;
    for loss in &ledger.losses {
        eprintln!("lost: {} ({}) at {}", loss.subject, loss.reason, loss.origin);
    }
    Ok(format!(
        "{name}: {files} files, {} operations, {} types, {} lost",
        ledger.operations.emitted,
        ledger.types.emitted,
        ledger.losses.len()
    ))
}

/// The conventions of the module of our own configuration that has the version's name, else of its first: how nil is
/// meant and how a failure is told. What addresses single operations and types stays behind.
fn conventions(name: &str) -> io::Result<ModuleConfig> {
    let path = workspace::root().join("schemas/bindings.toml");
    let text = std::fs::read_to_string(&path)?;
    let config = Config::parse("schemas/bindings.toml", &text).map_err(|error| io::Error::other(error.to_string()))?;
    let named = config.modules.iter().position(|module| module.segments().last() == Some(name));
    let module = config.modules.into_iter().nth(named.unwrap_or(0)).unwrap_or_default();
    Ok(ModuleConfig {
        path: String::new(),
        inputs: Vec::<PathBuf>::new(),
        overrides: Vec::new(),
        prefixes: Vec::new(),
        secrets: Vec::new(),
        outcome: None,
        ..module
    })
}
