//! Several descriptions become one: what is the same stands once, what differs under one name is told apart.
//!
//! A type is known by its namespace, its name and its structure, that of all types that it refers to included. Where
//! descriptions define one name differently, the definition that most of them share (of equals, that of the service
//! first by name) stands for all services, and every other one belongs to the service that uses it. So a further
//! description with a definition of its own renames nothing that was there; and where names are published, the definition
//! that stood for all services still does.

mod classes;
mod headers;
mod refs;
mod services;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    diagnostic::Diagnostic,
    ledger::{Ledger, LossKind, Pruned},
    model::{Api, Type, TypeId, TypeKind, WireName},
    names::Published,
    wsdl::Unit,
};

use services::Placed;

/// What units merge into.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    pub(crate) api: Api,
    pub(crate) ledger: Ledger,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Merges units, which are in an order that does not depend on that of the inputs.
pub(crate) fn merge(mut units: Vec<Unit>, published: &Published) -> Merged {
    let mut merged = Merged::default();
    for unit in &mut units {
        merged.ledger.merge(std::mem::take(&mut unit.ledger));
        merged.diagnostics.append(&mut unit.diagnostics);
    }
    let titles: BTreeSet<&str> =
        units.iter().filter(|it| !it.api.services.is_empty()).map(|it| &*it.api.title).collect();
    merged.api.title = match titles.first() {
        Some(title) if titles.len() == 1 => (*title).to_owned(),
        _ => String::new(),
    };
    if let [first, ..] = units.as_slice() {
        merged.api.docs = first.api.docs.clone();
        let same = units.iter().all(|unit| unit.api.services.is_empty() || unit.api.version == first.api.version);
        merged.api.version = first.api.version.clone().filter(|_| same);
    }
    credentials(&mut merged, &mut units);
    let (mut nodes, references, owners) = gather(&mut units);
    let classes = classes::classify(&nodes, &references);
    let placed = services::place(&mut units, &classes, &owners);
    scope(&mut nodes, &owners, &classes, &placed, published);
    let kept = reachable(&nodes, &references, &owners, &units, &placed);
    prune(&mut merged.ledger, &nodes, &classes, &kept);
    let ids = arena(&mut merged.api, nodes, &references, &classes, &kept);
    headers::merge(&mut merged.api, &mut units, &owners, &ids);
    services::settle(&mut merged.api, units, placed, &owners, &ids);
    account(&mut merged);
    merged
}

/// The credentials of all units, each once, sorted by name; of two of one name the first stands.
fn credentials(merged: &mut Merged, units: &mut [Unit]) {
    for scheme in units.iter_mut().flat_map(|unit| std::mem::take(&mut unit.api.security)) {
        match merged.api.security.iter().find(|known| known.name == scheme.name) {
            Some(known) if known.kind == scheme.kind => {}
            Some(known) => {
                let reason = format!("declared as something else at {}, which is kept", known.origin);
                let subject = format!("security scheme {}", scheme.name);
                merged.ledger.lose(LossKind::Ignored, subject, reason, scheme.origin);
            }
            None => merged.api.security.push(scheme),
        }
    }
    merged.api.security.sort_by(|left, right| left.name.cmp(&right.name));
}

/// Where the types of each unit begin among all.
#[derive(Debug, Default)]
struct Owners {
    starts: Vec<usize>,
    /// The unit of every type.
    unit: Vec<usize>,
}

impl Owners {
    /// The place of a unit's type among all.
    fn node(&self, unit: usize, id: TypeId) -> usize {
        self.starts[unit] + id.0 as usize
    }
}

/// All types of all units, and which others each refers to.
fn gather(units: &mut [Unit]) -> (Vec<Type>, Vec<Vec<usize>>, Owners) {
    let (mut nodes, mut references, mut owners) = (Vec::new(), Vec::new(), Owners::default());
    for (index, unit) in units.iter_mut().enumerate() {
        let start = nodes.len();
        owners.starts.push(start);
        for mut ty in std::mem::take(&mut unit.api.types) {
            let mut targets = Vec::new();
            refs::each_in_type(&mut ty, &mut |id| targets.push(start + id.0 as usize));
            nodes.push(ty);
            references.push(targets);
            owners.unit.push(index);
        }
    }
    (nodes, references, owners)
}

/// Gives every type its final scope: the service that it belongs to, by its place in the merged API.
fn scope(nodes: &mut [Type], owners: &Owners, classes: &[usize], placed: &Placed, published: &Published) {
    let mut shared: BTreeMap<(WireName, bool), BTreeMap<usize, BTreeSet<usize>>> = BTreeMap::new();
    for (node, ty) in nodes.iter_mut().enumerate() {
        let unit = owners.unit[node];
        match ty.scope {
            Some(service) => ty.scope = placed.index(unit, service),
            None => {
                let key = (ty.name.clone(), ty.anonymous);
                shared.entry(key).or_default().entry(classes[node]).or_default().insert(unit);
            }
        }
    }
    let mut scoped: BTreeSet<(usize, usize)> = BTreeSet::new();
    for ((name, _), definitions) in shared.into_iter().filter(|(_, definitions)| definitions.len() > 1) {
        let name = name.to_string();
        let rank = |users: &BTreeSet<usize>| {
            let services = || users.iter().filter_map(|unit| placed.first(*unit));
            let is_published = services().any(|service| published.shares(&name, placed.name(service)));
            (is_published, users.len(), std::cmp::Reverse(services().min().unwrap_or(usize::MAX)))
        };
        let chosen = definitions.iter().max_by_key(|(_, users)| rank(users)).map(|(class, _)| *class);
        for (class, users) in definitions {
            if Some(class) != chosen {
                scoped.extend(users.into_iter().map(|unit| (class, unit)));
            }
        }
    }
    for (node, ty) in nodes.iter_mut().enumerate() {
        let unit = owners.unit[node];
        if ty.scope.is_none() && scoped.contains(&(classes[node], unit)) {
            ty.scope = placed.first(unit);
        }
    }
}

/// The types that operations and header blocks lead to, what derives from those included.
fn reachable(nodes: &[Type], references: &[Vec<usize>], owners: &Owners, units: &[Unit], placed: &Placed) -> Vec<bool> {
    let mut derived: HashMap<usize, Vec<usize>> = HashMap::new();
    for (node, ty) in nodes.iter().enumerate() {
        if let TypeKind::Struct(body) = &ty.kind
            && ty.scope.is_none() | !ty.anonymous
        {
            for base in body.base.iter().chain(&body.restricts) {
                derived.entry(owners.node(owners.unit[node], *base)).or_default().push(node);
            }
        }
    }
    let mut open = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        for (service, definition) in unit.api.services.iter().enumerate() {
            if placed.is_kept(index, service) {
                for operation in &definition.operations {
                    refs::each_in_operation(&mut operation.clone(), &mut |id| open.push(owners.node(index, *id)));
                }
            }
        }
        for block in unit.api.request_headers.iter().chain(&unit.api.response_headers) {
            refs::each_in_ref(&mut block.ty.clone(), &mut |id| open.push(owners.node(index, *id)));
        }
    }
    // What OpenAPI documents share with others, or only their webhooks use, is of use without operations. Types of XML
    // Schema, which have a namespace, say nothing before a binding does.
    if units.iter().all(|unit| unit.api.services.is_empty()) {
        open.extend((0..nodes.len()).filter(|node| !nodes[*node].anonymous && nodes[*node].name.namespace.is_none()));
    }
    let mut kept = vec![false; nodes.len()];
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut kept[node], true) {
            open.extend(&references[node]);
            open.extend(derived.get(&node).into_iter().flatten());
        }
    }
    kept
}

/// Names the types that nothing leads to, each once.
fn prune(ledger: &mut Ledger, nodes: &[Type], classes: &[usize], kept: &[bool]) {
    let mut known: BTreeSet<usize> = (0..nodes.len()).filter(|node| kept[*node]).map(|node| classes[node]).collect();
    for (node, ty) in nodes.iter().enumerate().filter(|(node, ty)| !kept[*node] && !ty.anonymous) {
        if known.insert(classes[node]) {
            ledger.pruned.push(Pruned::unreached(ty));
        }
    }
}

/// Builds the merged arena, sorted by scope, namespace and name; returns the new place of every type.
fn arena(
    api: &mut Api,
    nodes: Vec<Type>,
    references: &[Vec<usize>],
    classes: &[usize],
    kept: &[bool],
) -> Vec<Option<TypeId>> {
    // Types of one class and scope stand once: as the first of them.
    let mut first: BTreeMap<(Option<usize>, usize), usize> = BTreeMap::new();
    for (node, ty) in nodes.iter().enumerate().filter(|(node, _)| kept[*node]) {
        // What belongs to a service is its own, even where another operation has the same.
        let class = if ty.scope.is_some() && ty.anonymous { nodes.len() * 2 + node } else { classes[node] };
        first.entry((ty.scope, class)).or_insert(node);
    }
    let mut order: Vec<usize> = first.values().copied().collect();
    order.sort_by(|a, b| {
        let key = |node: usize| (nodes[node].scope, &nodes[node].name, nodes[node].anonymous, node);
        key(*a).cmp(&key(*b))
    });
    let mut place: Vec<Option<TypeId>> = vec![None; nodes.len()];
    for (index, node) in order.iter().enumerate() {
        place[*node] = u32::try_from(index).ok().map(TypeId);
    }
    let mut ids = vec![None; nodes.len()];
    for (node, ty) in nodes.iter().enumerate().filter(|(node, _)| kept[*node]) {
        let class = if ty.scope.is_some() && ty.anonymous { nodes.len() * 2 + node } else { classes[node] };
        ids[node] = first.get(&(ty.scope, class)).and_then(|node| place[*node]);
    }
    let mut nodes: Vec<Option<Type>> = nodes.into_iter().map(Some).collect();
    for node in order {
        let Some(mut ty) = nodes[node].take() else { continue };
        let mut targets = references[node].iter();
        refs::each_in_type(&mut ty, &mut |id| {
            if let Some(new) = targets.next().and_then(|target| ids[*target]) {
                *id = new;
            }
        });
        api.types.push(ty);
    }
    ids
}

/// Counts what was read: what stands in the model, and the operations that were left out.
fn account(merged: &mut Merged) {
    let ledger = &mut merged.ledger;
    ledger.losses.sort();
    ledger.losses.dedup();
    let omitted = ledger.losses.iter().filter(|loss| loss.kind == LossKind::OperationOmitted).count();
    ledger.operations.read = merged.api.operations().count() + omitted;
    ledger.messages.read =
        merged.api.operations().map(|(_, it)| 1 + usize::from(it.output.is_some()) + it.faults.len()).sum();
    ledger.types.read = merged.api.types.len() + ledger.pruned.len();
    let fields = |ty: &Type| match &ty.kind {
        TypeKind::Struct(body) => body.fields.len(),
        _ => 0,
    };
    ledger.fields.read = merged.api.types.iter().map(fields).sum();
}
