//! Where a base type is used as the type of a value, any type that derives from it may stand, told by `xsi:type`.

use std::collections::{BTreeMap, HashMap};

use super::{flatten::MAX_BASES, references};
use crate::model::{Api, Cardinality, Docs, Place, Type, TypeId, TypeKind, TypeRef, Union, UnionTag, Variant};

/// Makes a union of each base type that is referred to and of what derives from it, and refers to the union instead.
/// Returns the union of each such base.
pub fn open(api: &mut Api) -> HashMap<TypeId, TypeId> {
    let families = families(api);
    let mut unions = HashMap::new();
    for base in referred(api) {
        if let Some(derived) = families.get(&base) {
            let union = family(api, base, derived);
            unions.insert(base, api.add(union));
        }
    }
    if !unions.is_empty() {
        references::each_mut(api, &mut |outer| {
            references::nested_mut(outer, &mut |ty| {
                if let TypeRef::Named(id) = ty
                    && let Some(union) = unions.get(id)
                {
                    *ty = TypeRef::Named(*union);
                }
            });
        });
        // The arms of the unions themselves hold the records.
        for (base, union) in &unions {
            let derived = families.get(base).map(Vec::as_slice).unwrap_or_default();
            let arms = arms(api, *base, derived);
            if let TypeKind::Union(union) = &mut api.types[union.0 as usize].kind {
                union.variants = arms;
            }
        }
    }
    unions
}

/// What derives from each type, by extension or by restriction, at any depth, sorted by name.
fn families(api: &Api) -> BTreeMap<TypeId, Vec<TypeId>> {
    let mut families: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for index in 0..api.types.len() {
        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        for base in ancestors(api, id) {
            families.entry(base).or_default().push(id);
        }
    }
    for derived in families.values_mut() {
        derived.sort_by(|left, right| api.ty(*left).name.cmp(&api.ty(*right).name).then_with(|| left.cmp(right)));
    }
    families
}

/// The types that a type extends or restricts, the nearest first; it ends where it would come round again.
fn ancestors(api: &Api, id: TypeId) -> Vec<TypeId> {
    let mut chain = Vec::new();
    let mut current = id;
    while let TypeKind::Struct(structure) = &api.ty(current).kind
        && let Some(base) = structure.base.or(structure.restricts)
        && base != id
        && chain.len() <= MAX_BASES
        && !chain.contains(&base)
    {
        chain.push(base);
        current = base;
    }
    chain
}

/// The types that anything refers to, in order.
fn referred(api: &mut Api) -> Vec<TypeId> {
    let mut referred = Vec::new();
    references::each_mut(api, &mut |ty| references::named(ty, &mut |id| referred.push(id)));
    referred.sort_unstable();
    referred.dedup();
    referred
}

fn family(api: &Api, base: TypeId, derived: &[TypeId]) -> Type {
    let ty = api.ty(base);
    let mut name = ty.name.clone();
    name.local = format!("Any{}", name.local);
    Type {
        name,
        anonymous: true,
        scope: ty.scope,
        kind: TypeKind::Union(Union { variants: arms(api, base, derived), tag: UnionTag::XsiType }),
        docs: Docs { text: Some(format!("{}, or what derives from it.", ty.name.local)) },
        deprecated: ty.deprecated,
        origin: ty.origin.clone(),
    }
}

fn arms(api: &Api, base: TypeId, derived: &[TypeId]) -> Vec<Variant> {
    let stands = |id: &&TypeId| !matches!(&api.ty(**id).kind, TypeKind::Struct(structure) if structure.is_abstract);
    std::iter::once(&base)
        .chain(derived)
        .filter(stands)
        .map(|&id| {
            let ty = api.ty(id);
            Variant {
                name: ty.name.clone(),
                label: None,
                ty: Some(TypeRef::Named(id)),
                number: None,
                cardinality: Cardinality::REQUIRED,
                place: Place::Element,
                docs: ty.docs.clone(),
                origin: ty.origin.clone(),
            }
        })
        .collect()
}
