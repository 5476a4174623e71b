//! Types that no pair of operations leads to, and what the pairs lead to in turn.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    operations::Named,
    report::TypePair,
    values::Walk,
    words::{key, type_key},
};
use crate::{
    model::{Api, Message, TypeId, TypeKind, TypeRef},
    pass::Plan,
};

/// The fewest fields by which alone two records are taken for the same.
const TELLING_FIELDS: usize = 3;

/// Pairs the types that the operations have not paired: those of the same name, then records of the same fields. What
/// only carries the messages of operations is none of them. Gives the names of the types that stay alone.
pub fn rest<'a>(
    walk: &mut Walk<'a>,
    (old, new): (&[Named<'_>], &[Named<'_>]),
    carriers: &(BTreeSet<TypeId>, BTreeSet<TypeId>),
) -> (Vec<String>, Vec<String>) {
    walk.settle();
    let (met_old, met_new) = walk.met();
    let free = |plan: &'a Plan, named: &[Named<'_>], met: &BTreeSet<TypeId>, carriers: &BTreeSet<TypeId>| {
        let carried = messages(&plan.api, named);
        let is_free = |id: &TypeId| {
            let ty = plan.api.ty(*id);
            let is_alias = matches!(ty.kind, TypeKind::Alias { .. });
            !is_alias && !met.contains(id) && !carriers.contains(id) && !carried.contains(id)
        };
        ids(&plan.api).filter(is_free).collect::<Vec<TypeId>>()
    };
    let mut left = free(walk.old, old, &met_old, &carriers.0);
    let mut right = free(walk.new, new, &met_new, &carriers.1);
    let by_name: fn(&Api, TypeId) -> Option<String> = |api, id| {
        let ty = api.ty(id);
        (!ty.anonymous).then(|| type_key(&ty.name.local))
    };
    for told in [by_name, fields] {
        let pairs = unique(walk, told, &left, &right);
        for &(one, other) in &pairs {
            walk.pair(one, other);
        }
        walk.settle();
        let (met_old, met_new) = walk.met();
        left.retain(|id| !met_old.contains(id));
        right.retain(|id| !met_new.contains(id));
    }
    (names(&walk.old.api, &left), names(&walk.new.api, &right))
}

fn names(api: &Api, ids: &[TypeId]) -> Vec<String> {
    let named = ids.iter().map(|id| api.ty(*id)).filter(|ty| !ty.anonymous);
    let mut names: Vec<String> = named.map(|ty| ty.name.local.clone()).collect();
    names.sort_unstable();
    names
}

fn ids(api: &Api) -> impl Iterator<Item = TypeId> {
    (0..api.types.len()).filter_map(|index| u32::try_from(index).ok()).map(TypeId)
}

/// The types that stand for whole messages and for nothing else.
fn messages(api: &Api, named: &[Named<'_>]) -> BTreeSet<TypeId> {
    let mut carried = BTreeSet::new();
    for operation in named.iter().map(|named| named.operation) {
        carried.insert(operation.input);
        match &operation.output {
            Some(Message::Empty(Some(id)) | Message::Unwrapped(id)) => {
                carried.insert(*id);
            }
            Some(Message::Whole(TypeRef::Named(id))) if api.ty(*id).anonymous => {
                carried.insert(*id);
            }
            _ => {}
        }
    }
    carried
}

/// The types that something tells, where it tells one on each side.
fn unique(
    walk: &Walk<'_>,
    told: fn(&Api, TypeId) -> Option<String>,
    left: &[TypeId],
    right: &[TypeId],
) -> Vec<(TypeId, TypeId)> {
    let group = |api: &Api, ids: &[TypeId]| {
        let mut groups: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
        for id in ids {
            if let Some(name) = told(api, *id) {
                groups.entry(name).or_default().push(*id);
            }
        }
        groups
    };
    let (left, right) = (group(&walk.old.api, left), group(&walk.new.api, right));
    let both = left.iter().filter_map(|(name, ids)| Some((ids, right.get(name)?)));
    both.filter_map(|pair| match (pair.0.as_slice(), pair.1.as_slice()) {
        ([one], [other]) => Some((*one, *other)),
        _ => None,
    })
    .collect()
}

fn fields(api: &Api, id: TypeId) -> Option<String> {
    let TypeKind::Struct(structure) = &api.ty(id).kind else { return None };
    let names: BTreeSet<String> = structure.fields.iter().map(|field| key(&field.name.local)).collect();
    (names.len() >= TELLING_FIELDS).then(|| names.into_iter().collect::<Vec<_>>().join(" "))
}

/// The pairs of types that differ, among those that are reached.
pub fn differing(types: &[TypePair], reached: Vec<usize>) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut open = reached;
    while let Some(index) = open.pop() {
        if seen.insert(index) {
            open.extend(types.get(index).map(|pair| pair.refers_to.as_slice()).unwrap_or_default());
        }
    }
    seen.into_iter().filter(|index| types.get(*index).is_some_and(|pair| pair.told().next().is_some())).collect()
}
