//! The crate: which files there are, and who emits them.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use quote::quote;

use super::{
    api, convert, docs,
    features::Features,
    file::{File, Layouts, Place, ident},
    layout, manifest, security, service, shared,
};
use crate::{
    config::Config,
    convert::Conversions,
    diagnostic::{Diagnostic, Origin},
    names::{NameTable, Published, module_name},
    output::{FileSet, Source, first_line},
    pass::Plan,
};

/// Where the emitted crate finds the runtime.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// By its version, from the registry.
    #[default]
    Version,
    /// In a folder.
    Path(String),
    /// As the workspace says, which also gives version, edition, licence and lints.
    Workspace,
}

/// A file that is to be emitted.
enum Job<'a> {
    Root(&'a Emission<'a>),
    Types(&'a Emission<'a>),
    Group(&'a Emission<'a>, usize),
    Service(&'a Emission<'a>, usize),
}

/// One API with its names.
pub(super) struct Emission<'a> {
    pub plan: &'a Plan,
    pub names: NameTable,
    /// Where each type stands; `None` for one that is not emitted.
    pub homes: Vec<Option<Place>>,
    layouts: Layouts,
    /// The modules above its own, and its own.
    pub path: Vec<String>,
}

/// Emits a crate.
pub fn package(
    plans: &[Plan],
    conversions: &[Conversions],
    config: &Config,
    runtime: &Runtime,
    command: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> FileSet {
    let emissions = Emission::all(plans, config);
    let mut files = sources(&emissions, conversions, config, &Features::Cargo, command, diagnostics);
    match manifest(&emissions, conversions, config, runtime, diagnostics) {
        Ok(text) => files.insert("Cargo.toml", format!("{}{text}", first_line("#", command))),
        Err(error) => diagnostics.push(Diagnostic::error("emit::manifest", Origin::default(), error.to_string())),
    }
    files
}

/// The files with Rust in them.
pub(super) fn sources(
    emissions: &[Emission<'_>],
    conversions: &[Conversions],
    config: &Config,
    features: &Features,
    command: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> FileSet {
    let mut files = FileSet::default();
    let jobs: Vec<Job<'_>> = emissions.iter().flat_map(|emission| emission.jobs(features)).collect();
    for rendered in run(&jobs, features, command) {
        match rendered {
            Ok(rendered) => rendered.into_iter().for_each(|(path, text)| files.insert(path, text)),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    let converting = if features.allow(convert::FEATURE) { conversions } else { &[] };
    let conversions = convert::sources(converting, emissions);
    for source in modules(emissions, !conversions.is_empty(), &config.package.name).into_iter().chain(conversions) {
        let source = features.settled(source);
        match source.render(command) {
            Ok(text) => files.insert(format!("src/{}", source.path), text),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    files
}

impl<'a> Emission<'a> {
    /// The APIs of a configuration with their names.
    pub(super) fn all(plans: &'a [Plan], config: &Config) -> Vec<Self> {
        plans.iter().map(|plan| Self::new(plan, &config.package.name)).collect()
    }

    fn new(plan: &'a Plan, crate_name: &str) -> Self {
        let names = NameTable::new(plan, crate_name);
        let mut homes = vec![None; plan.api.types.len()];
        for (index, group) in plan.sharing.groups.iter().enumerate() {
            group.types.iter().for_each(|id| homes[id.0 as usize] = Some(Place::Group(index)));
        }
        for (index, types) in plan.sharing.scoped.iter().enumerate() {
            types.iter().for_each(|id| homes[id.0 as usize] = Some(Place::Scoped(index)));
        }
        for (id, service) in crate::pass::responses(&plan.api) {
            homes[id.0 as usize] = Some(Place::Service(service));
        }
        let path = plan.module.iter().map(|segment| module_name(segment)).collect();
        let layouts = layout::layouts(plan, &names);
        Self { plan, names, homes, layouts, path }
    }

    fn jobs<'f>(&'f self, features: &'f Features) -> impl Iterator<Item = Job<'f>> {
        let groups = self.plan.sharing.groups.len();
        let services = (0..self.plan.api.services.len())
            .filter(|index| features.allow(&self.names.services[*index].feature))
            .map(|index| Job::Service(self, index));
        let groups_of = (0..groups).map(|index| Job::Group(self, index));
        let fixed = [Job::Root(self)].into_iter().chain((groups > 0).then_some(Job::Types(self)));
        services.chain(groups_of).chain(fixed)
    }

    fn file<'n>(&'n self, place: Place) -> File<'n> {
        let declared: Vec<&str> = match place {
            Place::Root => Vec::new(),
            Place::Group(index) => self.idents(&self.plan.sharing.groups[index].types),
            Place::Scoped(index) => self.idents(&self.plan.sharing.scoped[index]),
            Place::Service(index) => {
                let operations = &self.names.services[index].operations;
                let own = operations.iter().flat_map(|names| [names.ty.as_str(), names.fault.as_str()]);
                own.chain([self.names.services[index].client.as_str()]).collect()
            }
        };
        File::new(self.plan, &self.names, &self.homes, place, declared.into_iter(), &self.layouts)
    }

    fn idents(&self, ids: &[crate::model::TypeId]) -> Vec<&str> {
        ids.iter().map(|id| self.names.of(*id).ty.as_str()).collect()
    }
}

impl Job<'_> {
    fn sources(&self) -> (Vec<Source>, &[String]) {
        match self {
            Self::Root(emission) => {
                let file = emission.file(Place::Root);
                let schemes = security::module(&file);
                (schemes.into_iter().chain([api::root(file)]).collect(), &emission.path)
            }
            Self::Types(emission) => (vec![shared::index(emission.plan, &emission.names)], &emission.path),
            Self::Group(emission, index) => {
                (vec![shared::group(emission.file(Place::Group(*index)), *index)], &emission.path)
            }
            Self::Service(emission, index) => {
                let scoped = service::has_scoped(emission.plan, *index).then(|| emission.file(Place::Scoped(*index)));
                (service::sources(emission.file(Place::Service(*index)), scoped, *index), &emission.path)
            }
        }
    }

    fn render(&self, features: &Features, command: &str) -> Rendered {
        let (sources, path) = self.sources();
        let folder: String = path.iter().map(|segment| format!("{segment}/")).collect();
        sources
            .into_iter()
            .map(|source| {
                let name = if path.is_empty() && source.path == "mod.rs" { "lib.rs" } else { &source.path };
                let path = format!("src/{folder}{name}");
                Ok((path, features.settled(source).render(command)?))
            })
            .collect()
    }
}

/// Paths and texts.
type Rendered = Result<Vec<(String, String)>, Box<Diagnostic>>;

/// Renders all files, on all processors, in the order of the jobs.
fn run(jobs: &[Job<'_>], features: &Features, command: &str) -> Vec<Rendered> {
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, Rendered>> = Mutex::default();
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { break };
            let rendered = job.render(features, command);
            done.lock().unwrap_or_else(PoisonError::into_inner).insert(index, rendered);
        }
    };
    thread::scope(|scope| {
        let helpers = thread::available_parallelism().map_or(1, usize::from).min(jobs.len()).saturating_sub(1);
        for _ in 0..helpers {
            scope.spawn(work);
        }
        work();
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

/// The modules above those of the APIs, down from the root of the crate.
fn modules(emissions: &[Emission<'_>], converts: bool, crate_name: &str) -> Vec<Source> {
    let mut children: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for emission in emissions {
        for depth in 0..emission.path.len() {
            let known = children.entry(emission.path[..depth].to_vec()).or_default();
            if !known.contains(&emission.path[depth]) {
                known.push(emission.path[depth].clone());
            }
        }
    }
    let mut sources = Vec::new();
    for (path, mut modules) in children {
        modules.sort();
        let folder: String = path.iter().map(|segment| format!("{segment}/")).collect();
        let name = if path.is_empty() { "lib.rs" } else { "mod.rs" };
        let about =
            path.last().map_or_else(|| format!("`{crate_name}`: emitted bindings."), |last| format!("`{last}`."));
        let head = modules.iter().map(|module| {
            let module = ident(module);
            // Emitted files stay as they are emitted, whatever `rustfmt.toml` a workspace has.
            let skip = path.is_empty().then(|| quote!(#[rustfmt::skip]));
            quote!(#skip pub mod #module;)
        });
        let conversions = (converts && path.is_empty()).then(|| {
            let (feature, module) = (convert::FEATURE, ident(&convert::module(emissions)));
            quote!(#[cfg(feature = #feature)] #[rustfmt::skip] mod #module;)
        });
        sources.push(Source {
            path: format!("{folder}{name}"),
            docs: vec![about],
            head: conversions.into_iter().chain(head).collect(),
            items: Vec::new(),
        });
    }
    sources
}

fn manifest(
    emissions: &[Emission<'_>],
    conversions: &[Conversions],
    config: &Config,
    runtime: &Runtime,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<String, toml::ser::Error> {
    let services = feature_names(emissions);
    let features = with_conversions(services.clone(), conversions);
    let default = check_features(config, &features, diagnostics).unwrap_or(services);
    let titles = emissions.iter().map(|emission| emission.plan.api.title.as_str());
    let titles: Vec<String> = titles.filter(|title| !title.is_empty()).map(docs::code).collect();
    let description = match titles.as_slice() {
        [] => "Bindings emitted by bindery".to_owned(),
        titles => format!("Bindings for {}, emitted by bindery", titles.join(", ")),
    };
    let (name, version) = (config.package.name.as_str(), config.package.version.as_str());
    manifest::manifest(manifest::Facts { name, version, description, features, default, runtime })
}

/// The public names of an API.
pub fn published(plan: &Plan, config: &Config) -> Published {
    Published::of(plan, &NameTable::new(plan, &config.package.name))
}

/// The features with that of the conversions, where there are any.
pub(super) fn with_conversions(mut features: Vec<String>, conversions: &[Conversions]) -> Vec<String> {
    features.extend((!conversions.is_empty()).then(|| convert::FEATURE.to_owned()));
    features
}

/// The features of all services.
pub(super) fn feature_names(emissions: &[Emission<'_>]) -> Vec<String> {
    let services = emissions.iter().flat_map(|emission| &emission.names.services);
    services.map(|service| service.feature.clone()).collect()
}

/// The features that the configuration turns on, where it says so; it may name only those that there are.
pub(super) fn check_features(
    config: &Config,
    known: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<String>> {
    let wanted = config.package.default_features.as_ref()?;
    for feature in wanted.iter().filter(|feature| !known.contains(feature.get_ref())) {
        let message = format!("there is no feature `{}`", feature.get_ref());
        diagnostics.push(
            Diagnostic::error("config::unknown-feature", config.origin(feature), message)
                .help(format!("features are: {}", known.join(", "))),
        );
    }
    Some(wanted.iter().map(|feature| feature.get_ref().clone()).collect())
}
