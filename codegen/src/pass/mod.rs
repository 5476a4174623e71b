//! Rewrites of the model between reading and emission, one to a file, and the plan that they come to.

mod absence;
pub(crate) mod aliases;
mod finite;
pub mod flatten;
mod free;
mod headers;
mod outcome;
mod outputs;
mod overrides;
mod polymorphism;
mod recursion;
pub(crate) mod references;
mod secrets;
mod sharing;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use headers::header;
pub use outcome::Outcome;
pub use overrides::Renames;
pub use sharing::{Group, Sharing, Users, is_response, responses};

use crate::{
    config::{Config, ModuleConfig, NilItems},
    diagnostic::Diagnostic,
    ledger::Ledger,
    model::{Api, RestRoute, Service, TypeId},
    names::Published,
};

/// A model that is ready to be emitted, and what has been decided about it beside the model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The model: no aliases are referred to, bases are flattened in, outputs unwrapped.
    pub api: Api,
    /// The segments of the module in the crate; none for its root.
    pub module: Vec<String>,
    /// Null means the same as absence.
    pub null_is_absent: bool,
    /// What becomes of null items in lists.
    pub nil_items: NilItems,
    /// The members that are boxed because their type contains itself through them.
    pub boxed: HashSet<(TypeId, usize)>,
    /// The union that stands for a base type and what extends it.
    pub families: HashMap<TypeId, TypeId>,
    /// The alternative that a new value of a union is, where that is not the first.
    pub first: HashMap<TypeId, usize>,
    /// What is emitted where.
    pub sharing: Sharing,
    /// Names that the configuration gives.
    pub renames: Renames,
    /// Names that stand in programs already.
    pub published: Published,
    /// How responses say that the operation failed although the exchange succeeded.
    pub outcome: Option<Outcome>,
    /// How operations over SOAP are called over REST too, by the place of the service and that of the operation in it.
    pub rest: BTreeMap<(usize, usize), RestRoute>,
}

impl Plan {
    /// The plan of an API that no configuration says anything about, null being the same as absence: what a comparison
    /// needs.
    pub fn plain(api: Api) -> Self {
        let module = ModuleConfig { null_is_absent: true, nil_items: NilItems::Drop, ..ModuleConfig::default() };
        run(api, &Config::for_crate("plain"), &module, &mut Ledger::default(), &mut Vec::new())
    }
}

/// Runs all passes over one API.
pub fn run(
    mut api: Api,
    config: &Config,
    module: &ModuleConfig,
    ledger: &mut Ledger,
    diagnostics: &mut Vec<Diagnostic>,
) -> Plan {
    overrides::replace(&mut api, config, module, ledger, diagnostics);
    aliases::resolve(&mut api, ledger, diagnostics);
    flatten::flatten(&mut api, diagnostics);
    headers::gather(&mut api);
    let renames = overrides::mark(&mut api, config, module, diagnostics);
    secrets::mark(&mut api, config, module, diagnostics);
    outputs::unwrap(&mut api, diagnostics);
    // Only XML says the type of a value beside its name; in JSON a union stands where a property tells it.
    let soap = api.services.iter().any(Service::speaks_soap);
    if module.null_is_absent && !soap {
        absence::allow_null(&mut api);
    }
    let families = if soap { polymorphism::open(&mut api) } else { HashMap::new() };
    if !soap {
        free::hold_null(&mut api);
        if module.keep_unknown {
            free::keep_unknown(&mut api);
        }
    }
    let first = finite::make(&mut api, ledger);
    let outcome = outcome::find(&api, config, module, diagnostics);
    Plan {
        boxed: recursion::boxed(&api),
        sharing: sharing::share(&api),
        module: module.segments().map(str::to_owned).collect(),
        null_is_absent: module.null_is_absent,
        nil_items: module.nil_items,
        families,
        first,
        renames,
        published: config.published(module),
        outcome,
        rest: BTreeMap::new(),
        api,
    }
}
