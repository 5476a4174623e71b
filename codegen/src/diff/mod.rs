//! What changed between two descriptions, and what that means for whoever keeps to the old one: on the wire, for requests and
//! for responses separately, and in the source of programs that use the emitted crate.
//!
//! Operations are paired by name, then types along the messages of paired operations, so that a type is judged by where it
//! stands: what may come in a response is another question than what may be left out of a request. Every change is
//! reported once, at the type that declares it, with the operations that it reaches. The rules are one table, [`RULES`].
//!
//! ```
//! use bindery_codegen::{diff, read, source::{Options, Source}};
//!
//! let read = |text: &str| read(vec![Source::new("shop.json", text)], &Options::default());
//! let old = r#"{"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": {
//!     "/stock": {"get": {"operationId": "stock", "responses": {"200": {"description": "Fine"}}}}}}"#;
//! let comparison = diff::compare(&read(old), &read(&old.replace("/stock", "/store")));
//! assert_eq!(comparison.changes[0].kind, diff::Kind::RouteChanged);
//! assert_eq!(comparison.bump(), Some(diff::Bump::Major));
//! ```

mod change;
mod comparison;
mod context;
mod draft;
mod facets;
mod gaps;
mod graph;
mod http;
mod ignore;
mod kind;
mod matching;
mod member;
mod namespaces;
mod operation;
mod position;
mod record;
pub mod report;
mod security;
mod settle;
mod side;
mod soap;
mod types;

use std::collections::HashMap;

pub use change::{Area, Change, Direction, Reach, Verdict, Wire};
pub use comparison::{Bump, Comparison, Count, Summary, Tally};
pub use ignore::{Ignored, Unmatched};
pub use kind::{Kind, RULES, Rule};
pub use matching::{Likeness, Pairing, Place, pair_operations};

use crate::{
    Reading,
    config::{Config, ModuleConfig},
    model::{Api, Endpoint, Service, TypeId, TypeKind},
};
use context::Context;
use draft::Draft;
use graph::Graph;
use settle::{Finding, Operations};
use side::Side;

/// One of the two descriptions, and how its bindings are generated: that decides what the Rust source sees.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// What was read.
    pub reading: &'a Reading,
    /// The configuration.
    pub config: &'a Config,
    /// The module of the configuration.
    pub module: &'a ModuleConfig,
}

/// Compares two descriptions, generated as they are without a `bindings.toml`.
pub fn compare(old: &Reading, new: &Reading) -> Comparison {
    let (config, module) = (Config::for_crate("bindings"), ModuleConfig::default());
    let version = |reading| Version { reading, config: &config, module: &module };
    compare_versions(version(old), version(new))
}

/// Compares two descriptions under their configurations.
pub fn compare_versions(old: Version<'_>, new: Version<'_>) -> Comparison {
    let (before, after) = std::thread::scope(|scope| {
        let second = scope.spawn(|| Side::new(new));
        let first = Side::new(old);
        // A thread that failed is repeated here, where the failure shows.
        (first, second.join().unwrap_or_else(|_| Side::new(new)))
    });
    let context = Context::new(&before, &after);
    let mut pairing = matching::pair_with(&before.api, &after.api, &context.namespaces);
    let gaps = gaps::find(&before, old.reading, &after, new.reading, &mut pairing);
    let operations = Operations::new(&before, &after, &pairing);
    let mut findings: Vec<Finding> = gaps.into_iter().map(Finding::alone).collect();
    findings.extend(namespaces(&context, &pairing));
    findings.extend(services(&before.api, &after.api, &operations));
    operations.only(&before, &after, &pairing, &mut findings);

    let mut graph = Graph::default();
    let mut roots = Vec::with_capacity(pairing.pairs.len());
    for (index, (from, to, likeness)) in pairing.pairs.iter().enumerate() {
        let found = operation::compare(&context, *from, *to, *likeness);
        findings.extend(found.drafts.into_iter().map(|draft| Finding::of(draft, index)));
        roots.push(found.children.into_iter().map(|(a, b, way)| (graph.node(a, b), way)).collect::<Vec<_>>());
    }
    explore(&context, &mut graph);
    findings.extend(unpaired(&context, &graph));
    graph.reach(&roots);
    for node in graph.nodes {
        let (requests, responses) = (node.requests, node.responses);
        let stands = !(requests.is_empty() && responses.is_empty());
        // A base that no value is declared as lets nothing stand for it.
        let derived = |draft: &Draft| matches!(draft.kind, Kind::DerivedTypeAdded | Kind::DerivedTypeRemoved);
        let told = node.drafts.into_iter().filter(|draft| stands || !derived(draft));
        findings.extend(told.map(|draft| Finding::within(draft, &requests, &responses)));
    }
    let changes = settle::settle(findings, &operations);
    Comparison::new(&before.api, &after.api, &pairing, operations.into_names(), changes)
}

/// Compares the types that stand for one another, as far as they lead; then the types of one name that no operation of
/// both descriptions leads to.
fn explore(context: &Context<'_>, graph: &mut Graph) {
    let mut next = 0;
    loop {
        while let Some(node) = graph.nodes.get(next) {
            let found = types::compare(context, node.old, node.new);
            let edges = found.children.into_iter().map(|(a, b, way)| (graph.node(a, b), way)).collect();
            (graph.nodes[next].drafts, graph.nodes[next].edges) = (found.drafts, edges);
            next += 1;
        }
        let (old_met, new_met) = graph.met();
        let twin = |id: TypeId| {
            let ty = context.old.api.ty(id);
            let candidates = context.new.called(&context.namespaces.now(&ty.name));
            let scope = |other: &&TypeId| context.new.scope(context.new.api.ty(**other)) == context.old.scope(ty);
            candidates.iter().filter(|other| !new_met.contains(other)).find(scope).copied()
        };
        let left = context.old.ids().filter(|id| !old_met.contains(id) && is_named(context.old, *id));
        let pairs: Vec<(TypeId, TypeId)> = left.filter_map(|id| Some((id, twin(id)?))).collect();
        if pairs.is_empty() {
            return;
        }
        for (old, new) in pairs {
            graph.node(old, new);
        }
    }
}

/// Types with a name of their own, which are no messages.
fn is_named(side: &Side, id: TypeId) -> bool {
    let ty = side.api.ty(id);
    !ty.anonymous && side.role(id).is_none() && !matches!(ty.kind, TypeKind::Alias { .. })
}

/// Types that only one of the descriptions has.
fn unpaired(context: &Context<'_>, graph: &Graph) -> Vec<Finding> {
    let (old_met, new_met) = graph.met();
    let mut findings = Vec::new();
    let mut only = |side: &Side, met: &std::collections::BTreeSet<TypeId>, kind: Kind| {
        for id in side.ids().filter(|id| !met.contains(id) && is_named(side, *id)) {
            let ty = side.api.ty(id);
            let draft = Draft::new(kind, side.type_text(id)).space(ty.name.namespace.as_deref());
            let rust = kind.rule().rust.filter(|_| side.is_emitted(id));
            let draft = if kind == Kind::TypeAdded { draft.new_at(&ty.origin) } else { draft.old(&ty.origin) };
            let scope = side.scope(ty).map(str::to_owned);
            findings.push(Finding::in_service(draft.rust(rust).only(Direction::None), scope));
        }
    };
    only(context.old, &old_met, Kind::TypeRemoved);
    only(context.new, &new_met, Kind::TypeAdded);
    findings
}

/// Namespaces that moved are told of once.
fn namespaces(context: &Context<'_>, pairing: &Pairing) -> Vec<Finding> {
    let all: Vec<usize> = (0..pairing.pairs.len()).collect();
    let moved = context.namespaces.moved().map(|(from, to)| {
        let draft = Draft::new(Kind::NamespaceChanged, format!("namespace {from}")).before(from).after(to);
        Finding::within(draft, &all, &all)
    });
    moved.collect()
}

/// Endpoints of the services that stand in both, by name and, where that is the same, by address.
fn services(old: &Api, new: &Api, operations: &Operations) -> Vec<Finding> {
    let by_name: HashMap<&str, &Service> =
        new.services.iter().map(|service| (service.name.as_str(), service)).collect();
    let mut findings = Vec::new();
    for before in &old.services {
        let Some(after) = by_name.get(before.name.as_str()) else { continue };
        let reached = operations.of_service(&before.name);
        let mut say = |kind: Kind, was: Option<&Endpoint>, is: Option<&Endpoint>| {
            let name = was.or(is).map(|endpoint| endpoint.name.as_str()).unwrap_or_default();
            let subject = format!("{} {name}", before.name);
            let mut draft = Draft::new(kind, subject.trim_end()).at(&before.origin, &after.origin);
            draft.before = was.map(|endpoint| endpoint.address.clone());
            draft.after = is.map(|endpoint| endpoint.address.clone());
            findings.push(Finding::within(draft, &reached, &reached));
        };
        for endpoint in &before.endpoints {
            let named = |other: &&Endpoint| other.name == endpoint.name;
            match after.endpoints.iter().find(|other| other.address == endpoint.address) {
                Some(_) => {}
                None => match after.endpoints.iter().find(named) {
                    Some(now) => say(Kind::EndpointMoved, Some(endpoint), Some(now)),
                    None => say(Kind::EndpointRemoved, Some(endpoint), None),
                },
            }
        }
        for endpoint in &after.endpoints {
            let known = |other: &Endpoint| other.address == endpoint.address || other.name == endpoint.name;
            if !before.endpoints.iter().any(known) {
                say(Kind::EndpointAdded, None, Some(endpoint));
            }
        }
    }
    findings
}
