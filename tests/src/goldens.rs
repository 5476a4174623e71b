//! The golden crate: what the cases become, compared with what stands in `tests/golden`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bindery_codegen::{
    Generation, Reading,
    config::{Config, ModuleConfig},
    diagnostic::Severity,
    emit::Runtime,
    generate,
    output::Difference,
    read,
    source::{Options, load},
};

use crate::canonical;

/// The command that remakes the golden crate.
pub const COMMAND: &str = "BINDERY_BLESS=1 cargo test -p bindery-tests --test goldens";

/// A folder of this package.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Whether what is compared is to be rewritten instead.
pub fn blessing() -> bool {
    std::env::var_os("BINDERY_BLESS").is_some_and(|value| value == "1")
}

/// The configuration of the cases.
pub fn config() -> Config {
    let path = folder("cases/bindings.toml");
    let text = fs::read_to_string(&path).unwrap_or_default();
    Config::parse("tests/cases/bindings.toml", &text).unwrap_or_else(|error| {
        eprintln!("{error}");
        Config::for_crate("bindery-golden")
    })
}

/// Reads the descriptions of a module. Their paths begin at the folder of the cases, wherever that stands.
pub fn reading(root: &Path, module: &ModuleConfig) -> Reading {
    let paths: Vec<PathBuf> = module.inputs.iter().map(|input| root.join(input)).collect();
    let options = Options::default();
    let (mut sources, diagnostics) = load(&paths, &options);
    for source in &mut sources {
        let prefix = format!("{}/", root.display());
        if let Some(path) = source.path.strip_prefix(&*prefix) {
            source.path = path.into();
        }
    }
    let mut reading = read(sources, &options);
    reading.diagnostics.splice(0..0, diagnostics);
    reading
}

/// Generates the crate of some of the cases, with those that describe them for REST.
pub fn generation(keep: impl Fn(&str) -> bool) -> Generation {
    let mut config = config();
    let kept = config.modules.iter().filter(|module| keep(&module.path));
    let rest: Vec<String> = kept.filter_map(|module| Some(module.rest.as_ref()?.get_ref().clone())).collect();
    config.modules.retain(|module| keep(&module.path) || rest.contains(&module.path));
    config.conversions.retain(|conversion| keep(conversion.from.get_ref()) && keep(conversion.to.get_ref()));
    let root = folder("cases");
    let readings = config.modules.iter().map(|module| reading(&root, module)).collect();
    generate(&config, readings, &Runtime::Workspace, COMMAND)
}

/// The cases that cannot be generated, with why.
pub fn failing() -> Vec<(String, String)> {
    let modules = config().modules;
    let failing = modules.iter().filter_map(|module| {
        let generation = generation(|path| path == module.path);
        let errors: Vec<String> = generation
            .diagnostics
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(ToString::to_string)
            .collect();
        (!errors.is_empty()).then(|| (module.path.clone(), errors.join("\n")))
    });
    failing.collect()
}

/// Compares a crate with a folder, and tells what differs line by line; rewrites the folder where that was asked for.
pub fn compare(generation: &Generation, target: &Path) -> std::io::Result<Option<String>> {
    if blessing() {
        for difference in generation.files.write(target)? {
            eprintln!("blessed {difference:?}");
        }
        return Ok(None);
    }
    let mut report = String::new();
    for difference in generation.files.check(target)? {
        report.push_str(&match &difference {
            Difference::Changed(path) => {
                let known = fs::read_to_string(target.join(path))?;
                let lines = canonical::lines(&known, generation.files.get(path).unwrap_or_default());
                format!("{path}\n{}\n", lines.unwrap_or_default())
            }
            other => format!("{other:?}\n"),
        });
    }
    Ok((!report.is_empty()).then_some(report))
}
