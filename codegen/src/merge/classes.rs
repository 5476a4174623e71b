//! Which types are the same: equal in structure, and so are the types that they refer to, however deep and however
//! circular. Found by refinement: types that look alike are taken for the same until their references tell them apart.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{
    diagnostic::Origin,
    model::{Docs, Field, Type, TypeId, TypeKind, Variant},
};

use super::refs::each_in_type;

/// The class of every type; types of one class are the same.
pub(super) fn classify(types: &[Type], references: &[Vec<usize>]) -> Vec<usize> {
    let mut classes = by_looks(types);
    let mut referrers: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (from, targets) in references.iter().enumerate() {
        for target in targets {
            if let Some(list) = referrers.get_mut(*target) {
                list.push(from);
            }
        }
    }
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    for class in &classes {
        *sizes.entry(*class).or_insert(0) += 1;
    }
    let mut next = types.len();
    // At first nothing was compared by references; then only what refers to what was split.
    let mut dirty: BTreeSet<usize> = (0..types.len()).collect();
    let mut first_round = true;
    while !dirty.is_empty() {
        let mut groups: BTreeMap<usize, BTreeMap<Vec<usize>, Vec<usize>>> = BTreeMap::new();
        for node in &dirty {
            let signature = references[*node].iter().map(|target| classes[*target]).collect();
            groups.entry(classes[*node]).or_default().entry(signature).or_default().push(*node);
        }
        let mut changed = Vec::new();
        for (class, mut parts) in groups {
            let touched: usize = parts.values().map(Vec::len).sum();
            let whole = first_round || sizes.get(&class) == Some(&touched);
            if whole {
                // No member is as before: one part keeps the class.
                let largest = parts.iter().max_by_key(|(_, nodes)| (nodes.len(), std::cmp::Reverse(nodes.first())));
                if let Some(key) = largest.map(|(key, _)| key.clone()) {
                    parts.remove(&key);
                }
            }
            for nodes in parts.into_values() {
                sizes.insert(next, nodes.len());
                if let Some(size) = sizes.get_mut(&class) {
                    *size -= nodes.len();
                }
                for node in nodes {
                    classes[node] = next;
                    changed.push(node);
                }
                next += 1;
            }
        }
        first_round = false;
        dirty = changed.iter().flat_map(|node| referrers[*node].iter().copied()).collect();
    }
    classes
}

/// Classes by all but references, documentation and place.
fn by_looks(types: &[Type]) -> Vec<usize> {
    let mut known: HashMap<u64, Vec<(Type, usize)>> = HashMap::new();
    let mut classes = Vec::with_capacity(types.len());
    for ty in types {
        let bare = bare(ty);
        let bucket = known.entry(fingerprint(&bare)).or_default();
        let class = match bucket.iter().find(|(other, _)| *other == bare) {
            Some((_, class)) => *class,
            None => {
                bucket.push((bare, classes.len()));
                classes.len()
            }
        };
        classes.push(class);
    }
    classes
}

/// A type without its references, documentation, place and scope.
fn bare(ty: &Type) -> Type {
    let mut bare = ty.clone();
    each_in_type(&mut bare, &mut |id| *id = TypeId(0));
    (bare.docs, bare.origin, bare.scope) = (Docs::default(), Origin::default(), None);
    let clear_variant = |variant: &mut Variant| (variant.docs, variant.origin) = Default::default();
    let clear_field = |field: &mut Field| (field.docs, field.origin) = Default::default();
    match &mut bare.kind {
        TypeKind::Struct(body) => body.fields.iter_mut().for_each(clear_field),
        TypeKind::Enum(body) => body.variants.iter_mut().for_each(clear_variant),
        TypeKind::Union(body) => body.variants.iter_mut().for_each(clear_variant),
        TypeKind::Alias { .. } => {}
    }
    bare
}

/// A number that equal types share; the names alone make it differ for nearly all others.
fn fingerprint(ty: &Type) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&ty.name, ty.anonymous).hash(&mut hasher);
    match &ty.kind {
        TypeKind::Struct(body) => body.fields.iter().for_each(|field| field.name.local.hash(&mut hasher)),
        TypeKind::Enum(body) => body.variants.iter().for_each(|variant| variant.name.local.hash(&mut hasher)),
        TypeKind::Union(body) => body.variants.iter().for_each(|variant| variant.name.local.hash(&mut hasher)),
        TypeKind::Alias { .. } => {}
    }
    hasher.finish()
}
