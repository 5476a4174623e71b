//! From the command line's paths to the model.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use super::{
    exit::{Exit, Failure},
    progress::Progress,
    render::Renderer,
    suggest::{close, did_you_mean},
};
use crate::{
    diagnostic::{Diagnostic, Severity, SourceMap},
    fetch::{self, Remote},
    model::Api,
    source::{self, Options, Source},
};

/// What may be imported.
#[derive(clap::Args)]
pub(super) struct Access {
    /// A folder that imports may reach beside that of the importing file; may be given several times.
    #[arg(long, value_name = "DIR")]
    allow_path: Vec<PathBuf>,
    /// Fetch what imports and references name on other hosts. No credentials are sent.
    #[arg(long)]
    pub allow_remote: bool,
    /// Let these imports and references lead to private addresses.
    #[arg(long, requires = "allow_remote")]
    allow_private: bool,
    /// What was fetched so far.
    #[arg(skip)]
    remote: OnceLock<Arc<Remote>>,
}

impl Access {
    /// The options that this makes for reading.
    pub fn options(&self) -> Options {
        let settings = fetch::Settings { allow_private: self.allow_private, ..fetch::Settings::default() };
        let remote = || Arc::clone(self.remote.get_or_init(|| Arc::new(Remote::new(&settings))));
        Options {
            access: source::Access { allow_paths: self.allow_path.clone() },
            remote: self.allow_remote.then(remote).map(|remote| remote as Arc<dyn source::Remote>),
            ..Options::default()
        }
    }

    /// What could not be fetched, reported as the end of the command: what is missing for now is no part of the description.
    pub fn fetched(&self, texts: &SourceMap) -> Result<(), Failure> {
        let failures = self.remote.get().map(|remote| remote.failures()).unwrap_or_default();
        report(&failures, texts);
        if failures.is_empty() { Ok(()) } else { Err(Failure::new(Exit::Fetch, "")) }
    }
}

/// A description that was read, its findings already reported.
pub(super) struct Description {
    pub api: Api,
    errors: bool,
}

impl Description {
    /// How a command ends that only shows the description.
    pub fn exit(&self) -> Exit {
        if self.errors { Exit::Description } else { Exit::Success }
    }
}

/// Reads descriptions and reports what is found wrong with them on stderr.
pub(super) fn read(paths: &[PathBuf], access: &Access) -> Result<Description, Failure> {
    let progress = Progress::start("reading");
    let sources = sources(paths, access)?;
    progress.say(format!("reading {} descriptions", sources.len()));
    let reading = crate::read(sources, &access.options());
    drop(progress);
    access.fetched(&reading.sources)?;
    report(&reading.diagnostics, &reading.sources);
    let errors = reading.diagnostics.iter().any(|finding| finding.severity == Severity::Error);
    if errors && reading.api.services.is_empty() && reading.api.types.is_empty() {
        return Err(Failure::new(Exit::Description, ""));
    }
    Ok(Description { api: reading.api, errors })
}

/// The texts of files and folders.
pub(super) fn sources(paths: &[PathBuf], access: &Access) -> Result<Vec<Source>, Failure> {
    paths.iter().try_for_each(|path| exists(path, "give a description, or a folder of descriptions"))?;
    let (sources, findings) = source::load(paths, &access.options());
    report(&findings, &Default::default());
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(Failure::new(Exit::Files, ""));
    }
    Ok(sources)
}

/// Findings on stderr.
pub(super) fn report(findings: &[Diagnostic], sources: &SourceMap) {
    if !findings.is_empty() {
        eprint!("{}", Renderer::for_stderr().all(findings, sources));
    }
}

/// A path that is not there is the commonest mistake: say what is there instead.
pub(super) fn exists(path: &Path, otherwise: &str) -> Result<(), Failure> {
    if path.exists() {
        return Ok(());
    }
    let failure = Failure::usage(format!("there is no file or folder `{}`", path.display()));
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = std::fs::read_dir(parent) else {
        return Err(failure.help(format!("there is no folder `{}` either", parent.display())));
    };
    let names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let near = close(&wanted, names.iter().map(String::as_str));
    Err(failure.help(did_you_mean(&near, otherwise)))
}
