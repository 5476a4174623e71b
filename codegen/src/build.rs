//! Bindings that are generated when a program is built: what a build script calls.

use std::{
    env, fmt,
    path::{Path, PathBuf},
};

use crate::{
    Generation,
    diagnostic::{Diagnostic, Severity, SourceMap},
    generate_module,
    names::module_name,
    project::Project,
    source::{self, Options},
};

/// The most losses that a build names one by one.
const SHOWN: usize = 10;

/// Generates bindings in a build script.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), bindery_codegen::BuildError> {
///     bindery_codegen::Builder::new().input("schemas/shop.wsdl").generate()
/// }
/// ```
///
/// The program includes them with `bindery_runtime::include_bindings!("shop");`, which declares the module `shop`. Cargo
/// runs the script again when a file changes that was read, imported ones included.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    inputs: Vec<PathBuf>,
    config: Option<PathBuf>,
    name: Option<String>,
    features: Vec<String>,
    allow_paths: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    locked: bool,
}

/// Why no bindings were generated. What is wrong with the descriptions was printed, so that Cargo shows it.
pub struct BuildError(String);

impl Builder {
    /// A builder without inputs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a description, or a folder of them: WSDL, XML Schema, Swagger or OpenAPI. Paths begin at the package.
    #[must_use]
    pub fn input(mut self, path: impl Into<PathBuf>) -> Self {
        self.inputs.push(path.into());
        self
    }

    /// Takes the settings of a `bindings.toml`: inputs, overrides, secrets. Inputs in it begin at its folder; inputs that
    /// are added here go to its only module.
    #[must_use]
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config = Some(path.into());
        self
    }

    /// The name of the module and of its file. Unless given: that of the crate in the configuration, else that of the
    /// first input.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Generates only the services of these features, which are called as in the crate that `bindery generate` writes;
    /// `catalogue` is one, too. Unless given: what the configuration turns on, else all services.
    #[must_use]
    pub fn feature(mut self, feature: impl Into<String>) -> Self {
        self.features.push(feature.into());
        self
    }

    /// Lets imports reach a folder beside that of the importing file.
    #[must_use]
    pub fn allow_path(mut self, folder: impl Into<PathBuf>) -> Self {
        self.allow_paths.push(folder.into());
        self
    }

    /// The folder to write to: `OUT_DIR` unless given.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Refuses to generate where `bindings.lock` would change, or where there is none: an input has other bytes, or a name
    /// is new. Unless asked for, a build warns of that and goes on.
    #[must_use]
    pub fn locked(mut self) -> Self {
        self.locked = true;
        self
    }

    /// Generates, and tells Cargo what to watch and what was found. A file that would not change is left alone.
    pub fn generate(&self) -> Result<(), BuildError> {
        let mut script = Script::default();
        let done = self.run(&mut script);
        script.lines.iter().for_each(|line| println!("{line}"));
        done
    }

    fn run(&self, script: &mut Script) -> Result<(), BuildError> {
        let out_dir = match (&self.out_dir, env::var_os("OUT_DIR")) {
            (Some(folder), _) => folder.clone(),
            (None, Some(folder)) => folder.into(),
            (None, None) => {
                return Err(BuildError("there is no `OUT_DIR`: call `out_dir`, or run in a build script".into()));
            }
        };
        let options =
            Options { access: source::Access { allow_paths: self.allow_paths.clone() }, ..Options::default() };
        let mut texts = SourceMap::default();
        let project = self.project(script, &mut texts)?;
        for module in &project.config.modules {
            project.inputs(module).iter().for_each(|input| script.watch(input));
        }
        let readings = project.read(&options, &mut texts);
        texts.paths().for_each(|path| script.watch(Path::new(path)));
        let inputs = project.locked_inputs(&readings).map_err(|error| script.fail(&[*error]))?;
        let generation = generate_module(&project.config, readings, &self.features, "cargo build");
        script.report(&generation)?;
        if let Some(lock) = project.lock_file().filter(|file| file.is_file()) {
            script.watch(lock);
            // A build changes no lock: whoever generates or fetches does.
            let review = project.review(inputs, &generation);
            let severity = if self.locked { Severity::Error } else { Severity::Warning };
            for note in review.notes() {
                script.say(severity, &format!("{}: {note}", lock.display()));
            }
            if self.locked && !review.is_current() {
                let message = "{} would change: run `bindery generate`, and look at the difference before you keep it";
                return Err(BuildError(message.replace("{}", &lock.display().to_string())));
            }
        } else if self.locked {
            let message = "there is no `bindings.lock`: `bindery fetch` writes one, and so does `bindery generate`";
            return Err(BuildError(message.to_owned()));
        }
        generation
            .files
            .write(&out_dir)
            .map(drop)
            .map_err(|error| BuildError(format!("the bindings cannot be written to {}: {error}", out_dir.display())))
    }

    /// The configuration with the inputs and the name that were given here.
    fn project(&self, script: &mut Script, texts: &mut SourceMap) -> Result<Project, BuildError> {
        let mut project = match &self.config {
            Some(file) => {
                script.watch(file);
                Project::open(file, texts).map_err(|error| script.fail(&[*error]))?
            }
            None => {
                let stem = self.inputs.first().and_then(|input| input.file_stem());
                let stem = stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                return self.named(
                    Project::of(&module_name(&stem), self.inputs.clone()).map_err(|error| script.fail(&[*error]))?,
                );
            }
        };
        // Inputs given here begin at the package, not at the configuration.
        let given = self.inputs.iter().map(|input| env::current_dir().map_or(input.clone(), |here| here.join(input)));
        let given: Vec<PathBuf> = given.collect();
        match project.config.modules.as_mut_slice() {
            _ if given.is_empty() => {}
            [only] => only.inputs.extend(given),
            modules => {
                let message =
                    "the configuration has {} modules: name the inputs of each there, and none in the build script";
                return Err(BuildError(message.replace("{}", &modules.len().to_string())));
            }
        }
        self.named(project)
    }

    fn named(&self, mut project: Project) -> Result<Project, BuildError> {
        if let Some(name) = &self.name {
            project.config.package.name.clone_from(name);
        }
        if project.config.modules.iter().all(|module| module.inputs.is_empty()) {
            return Err(BuildError("there is nothing to generate from: call `input` or `config`".to_owned()));
        }
        Ok(project)
    }
}

/// What is printed for Cargo.
#[derive(Default)]
struct Script {
    lines: Vec<String>,
}

impl Script {
    fn watch(&mut self, path: &Path) {
        let line = format!("cargo::rerun-if-changed={}", path.display());
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }

    fn say(&mut self, severity: Severity, text: &str) {
        let kind = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        // Cargo reads line by line.
        self.lines.push(format!("cargo::{kind}={}", text.replace(['\n', '\r'], " ")));
    }

    /// Shows findings; an error stands for those among them that are errors.
    fn fail(&mut self, findings: &[Diagnostic]) -> BuildError {
        findings.iter().for_each(|finding| self.say(finding.severity, &line(finding)));
        match findings.iter().filter(|finding| finding.severity == Severity::Error).count() {
            1 => BuildError("no bindings were generated because of an error".to_owned()),
            count => BuildError(format!("no bindings were generated because of {count} errors")),
        }
    }

    fn report(&mut self, generation: &Generation) -> Result<(), BuildError> {
        let error = self.fail(&generation.diagnostics);
        if generation.diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(error);
        }
        let losses = &generation.ledger.losses;
        for loss in losses.iter().take(SHOWN) {
            self.say(Severity::Warning, &format!("{}: {}: {}", loss.origin, loss.subject, loss.reason));
        }
        if let Some(rest) = losses.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
            self.say(
                Severity::Warning,
                &format!("… and {rest} more that were degraded: `bindery generate` lists them"),
            );
        }
        Ok(())
    }
}

/// A finding in one line, the place first, as editors and terminals link it.
fn line(finding: &Diagnostic) -> String {
    let mut text = format!("{}: {} [{}]", finding.origin, finding.message, finding.code);
    for label in &finding.labels {
        text.push_str(&format!("; {}: {}", label.origin, label.text));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("; help: {help}"));
    }
    text
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A build script that returns an error shows it by `Debug`: what it shows is the sentence.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use std::fs;

    use super::{Builder, Script};

    const SHOP: &str = include_str!("../tests/cli/shop.wsdl");

    /// Runs a builder over a folder with the description of a shop; what Cargo is told, and the error.
    fn run(folder: &tempfile::TempDir, set: impl FnOnce(Builder) -> Builder) -> (Vec<String>, Option<String>) {
        let builder = set(Builder::new().input(folder.path().join("shop.wsdl")).out_dir(folder.path()));
        let mut script = Script::default();
        let done = builder.run(&mut script);
        (script.lines, done.err().map(|error| error.to_string()))
    }

    fn shop(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("shop.wsdl"), text).unwrap();
        folder
    }

    #[test]
    fn one_file_holds_all_modules_and_no_condition() {
        let folder = shop(SHOP);
        let (lines, error) = run(&folder, |builder| builder);
        assert_eq!(error, None);
        assert_eq!(lines, [format!("cargo::rerun-if-changed={}", folder.path().join("shop.wsdl").display())]);
        let text = fs::read_to_string(folder.path().join("shop.rs")).unwrap();
        assert!(text.starts_with("// @generated by bindery") && text.contains("\npub mod shop {\n"), "{text}");
        assert!(text.contains("#[allow(dead_code, clippy::module_inception)]"), "the service is called as the whole");
        assert!(!text.contains("#[cfg") && !text.contains("mod types;") && !text.contains("OPERATIONS"), "{text}");
        let file = syn::parse_file(&text).unwrap();
        let syn::Item::Mod(module) = &file.items[0] else { panic!("a module") };
        let inside = module.content.iter().flat_map(|(_, items)| items);
        let modules: Vec<String> = inside
            .filter_map(|item| match item {
                syn::Item::Mod(item) if item.content.is_some() => Some(item.ident.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(modules, ["types", "shop"]);
    }

    #[test]
    fn features_choose_and_unknown_ones_are_named() {
        let folder = shop(SHOP);
        let (_, error) = run(&folder, |builder| builder.feature("shop").feature("catalogue").name("market"));
        assert_eq!(error, None);
        let text = fs::read_to_string(folder.path().join("market.rs")).unwrap();
        assert!(text.contains("pub static OPERATIONS") && text.contains("vec![shop::OPERATIONS]"), "{text}");
        let (lines, error) = run(&folder, |builder| builder.feature("shopp"));
        assert_eq!(error.as_deref(), Some("no bindings were generated because of an error"));
        let said = "there is no feature `shopp` [build::unknown-feature]; help: features are: shop, catalogue";
        assert!(lines.iter().any(|line| line.starts_with("cargo::error=") && line.ends_with(said)), "{lines:?}");
    }

    #[test]
    fn findings_stand_on_one_line_each_with_their_place() {
        let folder = shop(&SHOP.replace("type=\"tns:Size\"", "type=\"tns:Sise\""));
        let (lines, error) = run(&folder, |builder| builder);
        assert!(error.is_some() && !folder.path().join("shop.rs").exists());
        let place = format!("cargo::error={}:32:41: ", folder.path().join("shop.wsdl").display());
        assert!(lines.iter().any(|line| line.starts_with(&place) && line.contains("; help: ")), "{lines:?}");
        assert!(lines.iter().all(|line| !line.contains('\n')), "{lines:?}");
    }

    #[test]
    fn a_lock_that_would_change_is_refused_where_that_is_asked_for() {
        let folder = shop(SHOP);
        let (_, error) = run(&folder, Builder::locked);
        assert!(error.is_some_and(|error| error.starts_with("there is no `bindings.lock`")));
        let lock = folder.path().join("bindings.lock");
        let config = crate::config::Config::for_crate("shop");
        let (sources, _) = crate::source::load(&[folder.path().join("shop.wsdl")], &Default::default());
        let reading = crate::read(sources, &Default::default());
        let names = crate::generate_module(&config, vec![reading.clone()], &[], "test").names;
        let inputs = crate::lock::Input::all(folder.path(), &reading.sources).unwrap();
        crate::lock::Lock::default().update(folder.path(), inputs, &names).save(&lock).unwrap();
        assert_eq!(run(&folder, Builder::locked).1, None);
        let text = SHOP.replace("Orders some", "Orders");
        fs::write(folder.path().join("shop.wsdl"), text).unwrap();
        let (lines, error) = run(&folder, Builder::locked);
        assert!(error.is_some_and(|error| error.contains("bindings.lock would change")));
        let said = "shop.wsdl has changed since it was locked";
        assert!(lines.iter().any(|line| line.starts_with("cargo::error=") && line.ends_with(said)), "{lines:?}");
        let (lines, error) = run(&folder, |builder| builder);
        assert!(
            error.is_none() && lines.iter().any(|line| line.starts_with("cargo::warning=") && line.ends_with(said))
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        let folder = shop(SHOP);
        let (lines, error) = run(&folder, |builder| builder.input("nowhere.wsdl"));
        assert!(
            error.is_some() && lines.iter().any(|line| line.starts_with("cargo::error=nowhere.wsdl: ")),
            "{lines:?}"
        );
        let mut script = Script::default();
        let error = Builder::new().out_dir(folder.path()).run(&mut script).unwrap_err();
        assert_eq!(error.to_string(), "there is nothing to generate from: call `input` or `config`");
    }
}
