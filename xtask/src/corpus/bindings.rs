//! The bindings of one folder of descriptions, read by the conventions of our own `bindings.toml`.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use bindery_codegen::{
    Generation,
    config::{Config, ModuleConfig},
    diagnostic::Severity,
    emit::Runtime,
    generate,
    ledger::{Loss, LossKind},
    model::{Api, Binding, BodyContent, StatusMatch},
    read,
    source::{self, Options},
};

use serde::Serialize;

use crate::workspace;

/// What was written.
pub struct Written {
    /// What the bindings hold, in one line.
    pub summary: String,
    /// The examples that the descriptions themselves hold.
    pub described: Vec<Described>,
}

/// An example of a body that a description holds.
#[derive(Serialize)]
pub struct Described {
    service: String,
    operation: String,
    /// The status of an answer; none in a request.
    status: Option<u16>,
    media_type: String,
    line: u32,
    body: String,
}

/// Where the descriptions of a folder stand: in its folder `wsdl` or `openapi`, or in the folder itself.
pub fn descriptions(folder: &Path) -> PathBuf {
    let inner = ["wsdl", "openapi"].map(|name| folder.join(name)).into_iter().find(|inner| inner.is_dir());
    inner.unwrap_or_else(|| folder.to_owned())
}

/// Writes a crate with the bindings of a folder.
pub fn write(folder: &Path, out: &Path, name: &str) -> io::Result<Written> {
    let descriptions = descriptions(folder);
    let options = Options::default();
    let (sources, mut diagnostics) = source::load(&[descriptions], &options);
    let files = sources.len();
    let mut config = Config::for_crate(name);
    config.modules = vec![conventions(name)?];
    let runtime = Runtime::Path(workspace::root().join("runtime").to_string_lossy().into_owned());
    let reading = read(sources, &options);
    let described = described(&reading.api);
    let Generation { files: set, ledger, diagnostics: found, .. } =
        generate(&config, vec![reading], &runtime, "cargo xtask corpus");
    diagnostics.extend(found);
    let errors: Vec<String> =
        diagnostics.iter().filter(|finding| finding.severity == Severity::Error).map(ToString::to_string).collect();
    if !errors.is_empty() {
        return Err(io::Error::other(errors.join("\n")));
    }
    set.write(out)?;
    tell(&ledger.losses);
    let repaired = ledger.losses.iter().filter(|loss| loss.kind == LossKind::Repaired).count();
    let summary = format!(
        "{name}: {files} files, {} operations, {} types, {repaired} repaired, {} degraded",
        ledger.operations.emitted,
        ledger.types.emitted,
        ledger.losses.len() - repaired
    );
    Ok(Written { summary, described })
}

/// Tells what was degraded, each reason once with its first place.
fn tell(losses: &[Loss]) {
    let mut reasons: BTreeMap<&str, (usize, &Loss)> = BTreeMap::new();
    for loss in losses {
        reasons.entry(&loss.reason).or_insert((0, loss)).0 += 1;
    }
    for (reason, (count, first)) in reasons {
        eprintln!("{count:>5} × {reason}: {} at {}", first.subject, first.origin);
    }
}

/// The examples of requests and answers in JSON.
fn described(api: &Api) -> Vec<Described> {
    let mut found = Vec::new();
    for service in &api.services {
        for operation in &service.operations {
            let Binding::Http(http) = &operation.binding else { continue };
            let mut add = |status: Option<u16>, body: &BodyContent| {
                for media in body.media.iter().filter(|media| media.media_type.ends_with("json")) {
                    found.extend(media.examples.iter().map(|example| Described {
                        service: service.name.clone(),
                        operation: operation.name.clone(),
                        status,
                        media_type: media.media_type.clone(),
                        line: example.origin.line,
                        body: example.value.clone(),
                    }));
                }
            };
            http.request.iter().for_each(|body| add(None, body));
            for response in &http.responses {
                if let Some(body) = &response.body {
                    add(Some(status(response.status)), body);
                }
            }
        }
    }
    found
}

/// A status that an answer stands for.
fn status(of: StatusMatch) -> u16 {
    match of {
        StatusMatch::Code(code) => code,
        StatusMatch::Range(first) => u16::from(first) * 100,
        StatusMatch::Default => UNDESCRIBED,
    }
}

/// A status that descriptions don't name, so that it is that of the answer for all others.
const UNDESCRIBED: u16 = 599;

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
        rest: None,
        ..module
    })
}
