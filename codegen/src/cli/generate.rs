//! `bindery generate`: from descriptions to a crate.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use super::{
    account::summary,
    configuration,
    exit::{Exit, Failure, print},
    input,
    progress::Progress,
    terminal::Style,
    workspace,
};
use crate::{
    Generation,
    diagnostic::{Diagnostic, Severity, SourceMap},
    emit::Runtime,
    lock::{self, Input, Review},
    names::{feature_name, module_name},
    output::Difference,
    project::Project,
};

/// Write a crate with types and clients for all that the descriptions hold.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Descriptions, or folders of them: WSDL, XML Schema, Swagger or OpenAPI.
    #[arg(required_unless_present = "config", value_name = "FILE|DIR")]
    inputs: Vec<PathBuf>,
    /// What is to be different from what the descriptions say, in TOML: conventions, secrets, names, types. Names the
    /// descriptions too where the command line doesn't.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the crate. Emitted files in it are replaced, others are left alone.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The name of the crate, if not that of the configuration or of the first description.
    #[arg(long, value_name = "CRATE")]
    name: Option<String>,
    /// Fail, and write no crate, when anything was degraded.
    #[arg(long)]
    strict: bool,
    /// Write the account of what was read, emitted and lost as JSON.
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Take the runtime from this folder. Unless given: the runtime beside a `bindery` that was built from its repository,
    /// else the registry.
    #[arg(long, value_name = "PATH")]
    runtime: Option<PathBuf>,
    /// Fail, and write nothing, when `bindings.lock` would change: an input has other bytes, or a name is new.
    #[arg(long, conflicts_with = "rename")]
    locked: bool,
    /// Decide all names anew, also those that `bindings.lock` says are published.
    #[arg(long)]
    rename: bool,
    #[command(flatten)]
    access: input::Access,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let (mut project, mut texts) = project(arguments)?;
    if arguments.rename {
        project.rename();
    }
    let runtime = arguments.runtime.clone().or_else(beside);
    let runtime = runtime.map_or(Ok(Runtime::Version), |path| local(&path, &arguments.out))?;
    let progress = Progress::start("reading");
    let mut readings = Vec::with_capacity(project.config.modules.len());
    for module in &project.config.modules {
        let sources = input::sources(&project.inputs(module), &arguments.access)?;
        progress.say(format!("reading {} descriptions", sources.len()));
        let reading = crate::read(sources, &project.options(module, &arguments.access.options()));
        texts.extend(&reading.sources);
        readings.push(reading);
    }
    arguments.access.fetched(&texts)?;
    let services: usize = readings.iter().map(|reading| reading.api.services.len()).sum();
    progress.say(format!("emitting {services} services"));
    let name = &project.config.package.name;
    let inputs = project.locked_inputs(&readings).map_err(|error| reported(&error, &texts))?;
    let generation = crate::generate(&project.config, readings, &runtime, &command(arguments, name));
    drop(progress);

    input::report(&generation.diagnostics, &texts);
    if let Some(file) = &arguments.ledger {
        write_ledger(file, &generation)?;
    }
    if generation.diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(Failure::new(Exit::Description, ""));
    }
    let account = summary(&generation.ledger, Style::stdout());
    if arguments.strict && !generation.ledger.losses.is_empty() {
        print(&account)?;
        let things = match generation.ledger.losses.len() {
            1 => "1 thing was".to_owned(),
            count => format!("{count} things were"),
        };
        return Err(Failure::new(Exit::Degraded, format!("{things} degraded, and `--strict` was given"))
            .help("without `--strict` the crate is written with what could be kept"));
    }
    let review = locked(arguments, &project, inputs, &generation)?;
    let done = generation.files.write(&arguments.out).map_err(|error| {
        Failure::new(Exit::Files, format!("the crate cannot be written to {}: {error}", arguments.out.display()))
    })?;
    if let (Some(review), Some(file)) = (review, project.lock_file()) {
        review.next.save(file).map_err(|error| Failure::file("written", file, &error))?;
    }
    print(&format!("{}\n{account}", written(name, arguments, &generation, &done)))?;
    if let Some(hint) = workspace::hint(&arguments.out) {
        eprintln!("note: {hint}");
    }
    Ok(Exit::Success)
}

/// What the lock file becomes, with a word on what changed; `--locked` lets nothing change.
fn locked(
    arguments: &Arguments,
    project: &Project,
    inputs: Vec<Input>,
    generation: &Generation,
) -> Result<Option<Review>, Failure> {
    let Some(file) = project.lock_file() else {
        return match arguments.locked {
            true => Err(Failure::new(Exit::Locked, "`--locked` was given, and there is no `bindings.lock`").help(
                "`bindery fetch` writes one, and so does `bindery generate` with a configuration that names inputs",
            )),
            false => Ok(None),
        };
    };
    let review = project.review(inputs, generation);
    for note in review.notes() {
        eprintln!("{}: {note}", Style::stderr().bold("note"));
    }
    if arguments.locked && !review.is_current() {
        return Err(Failure::new(Exit::Locked, format!("{} would change, and `--locked` was given", file.display()))
            .help("without `--locked` it is brought up to date; look at the difference before you keep it"));
    }
    Ok(Some(review))
}

/// A finding, shown, as the end of the command.
fn reported(error: &Diagnostic, texts: &SourceMap) -> Failure {
    input::report(std::slice::from_ref(error), texts);
    Failure::new(Exit::Description, "")
}

fn written(name: &str, arguments: &Arguments, generation: &Generation, done: &[Difference]) -> String {
    let (files, folder) = (generation.files.iter().count(), arguments.out.display());
    let removed = done.iter().filter(|it| matches!(it, Difference::Stale(_))).count();
    let changed = match (done.len() - removed, removed) {
        (0, 0) => "all were up to date".to_owned(),
        (written, 0) => format!("{written} written"),
        (written, removed) => format!("{written} written, {removed} removed"),
    };
    format!("{}: {files} files in {folder}, {changed}\n", Style::stdout().bold(name))
}

fn write_ledger(file: &Path, generation: &Generation) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(&generation.ledger)
        .map_err(|error| Failure::new(Exit::Files, format!("the ledger cannot be written as JSON: {error}")))?;
    text.push('\n');
    fs::write(file, text).map_err(|error| Failure::file("written", file, &error))
}

/// The command that makes the same again. Which descriptions are given, and where, is left out: the same descriptions
/// give the same files wherever they stand and in whatever order they are named.
fn command(arguments: &Arguments, name: &str) -> String {
    let mut words = vec!["bindery generate".to_owned()];
    let shown = |path: &PathBuf| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    words.extend((!arguments.inputs.is_empty()).then(|| "DESCRIPTIONS".to_owned()));
    words.extend(arguments.config.iter().map(|file| format!("--config {}", shown(file))));
    words.push(format!("--name {name}"));
    words.extend(arguments.access.allow_remote.then(|| "--allow-remote".to_owned()));
    words.join(" ")
}

/// What is generated from what: as the configuration says, or one API at the root of the crate.
fn project(arguments: &Arguments) -> Result<(Project, SourceMap), Failure> {
    let Some(file) = &arguments.config else {
        let texts = SourceMap::default();
        let project = Project::of(&crate_name(arguments)?, arguments.inputs.clone());
        return Ok((project.map_err(|error| reported(&error, &texts))?, texts));
    };
    let (mut config, texts) = configuration::load(file, &arguments.inputs)?;
    config.package.name = checked(arguments.name.as_ref().unwrap_or(&config.package.name))?;
    // A configuration that names its inputs has a lock file beside it; for others, one is used where it stands.
    let beside = file.with_file_name(lock::FILE);
    let lock_file = Some(beside).filter(|beside| arguments.inputs.is_empty() || beside.is_file());
    let project = Project::new(config, PathBuf::new(), lock_file).map_err(|error| reported(&error, &texts))?;
    Ok((project, texts))
}

/// The name of the crate: as given, or made from the first description's file name.
fn crate_name(arguments: &Arguments) -> Result<String, Failure> {
    let Some(given) = &arguments.name else {
        let stem = arguments.inputs.first().and_then(|input| Some(input.canonicalize().ok()?.file_stem()?.to_owned()));
        let stem = stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let name = feature_name(&stem);
        return Ok(if is_crate_name(&name) { name } else { format!("{}-api", module_name(&name).trim_matches('_')) });
    };
    checked(given)
}

/// A name that Cargo takes.
fn checked(given: &str) -> Result<String, Failure> {
    if is_crate_name(given) {
        return Ok(given.to_owned());
    }
    let failure = Failure::usage(format!("`{given}` cannot be the name of a crate"));
    let near = feature_name(given);
    Err(match is_crate_name(&near) {
        true => failure.help(format!("names hold letters, digits, `-` and `_`, such as `{near}`")),
        false => failure.help("names hold letters, digits, `-` and `_`, and are no keyword"),
    })
}

/// Whether Cargo takes a name, and Rust can refer to it.
fn is_crate_name(name: &str) -> bool {
    let taken = ["alloc", "core", "proc-macro", "proc_macro", "std", "test", "bindery-runtime", "bindery_runtime"];
    !taken.contains(&name)
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
}

/// The runtime in the repository that this program was built from, so that what it writes builds there too.
fn beside() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("runtime");
    folder.join("Cargo.toml").is_file().then_some(folder)
}

/// The runtime in a folder, as the crate in `out` refers to it.
fn local(path: &Path, out: &Path) -> Result<Runtime, Failure> {
    if !path.join("Cargo.toml").is_file() {
        return Err(Failure::usage(format!("there is no crate in {}", path.display()))
            .help("give the folder of `bindery-runtime`, which holds its Cargo.toml"));
    }
    fs::create_dir_all(out).map_err(|error| Failure::file("made", out, &error))?;
    let absolute = |path: &Path| path.canonicalize().map_err(|error| Failure::file("read", path, &error));
    let relative = relative(&absolute(out)?, &absolute(path)?);
    Ok(Runtime::Path(relative.to_string_lossy().replace('\\', "/")))
}

/// The way from one folder to another.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.to_owned();
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cargo_takes() {
        for name in ["user", "super-office", "a1_b"] {
            assert!(is_crate_name(name), "{name}");
        }
        for name in ["", "1a", "über", "test", "struct", "a b", "crate", "bindery-runtime", "../x"] {
            assert!(!is_crate_name(name), "{name}");
        }
    }

    #[test]
    fn the_way_between_folders() {
        assert_eq!(relative(Path::new("/a/b/c"), Path::new("/a/d")), Path::new("../../d"));
        assert_eq!(relative(Path::new("/a"), Path::new("/a/d")), Path::new("d"));
    }
}
