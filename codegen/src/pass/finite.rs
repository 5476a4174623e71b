//! Each type begins as a finite value.
//!
//! A new value holds new values of what its type requires, and one of a union holds its first alternative. Where that comes
//! round to the type itself, the union begins as another alternative; where there is none, the description has no finite
//! value for the type, and what it requires of itself becomes optional.

use std::collections::HashMap;

use super::recursion::components;
use crate::{
    ledger::{Ledger, LossKind},
    model::{Api, Cardinality, TypeId, TypeKind, TypeRef},
};

/// Makes the values of all types finite. Returns the alternative that a union begins as, where that is not the first.
pub fn make(api: &mut Api, ledger: &mut Ledger) -> HashMap<TypeId, usize> {
    let mut search = Search::new(api);
    let mut first = HashMap::new();
    loop {
        let found = search.alternatives(api);
        if found.is_empty() {
            break;
        }
        for (union, alternative) in found {
            search.settle(union);
            first.insert(id(union), alternative);
        }
    }
    let edges = search.open_edges(api);
    let components = components(&edges);
    for (index, edges) in edges.iter().enumerate() {
        for (member, target) in edges {
            if components[index] == components[target.0 as usize] {
                loosen(api, index, *member, ledger);
            }
        }
    }
    first
}

/// Which types have finite values as they begin.
struct Search {
    finite: Vec<bool>,
    /// How many values each type requires that are not known to be finite.
    missing: Vec<usize>,
    /// The types that require one of each type.
    waiting: Vec<Vec<usize>>,
}

impl Search {
    fn new(api: &Api) -> Self {
        let count = api.types.len();
        let mut search = Self { finite: vec![false; count], missing: vec![0; count], waiting: vec![Vec::new(); count] };
        for (index, ty) in api.types.iter().enumerate() {
            for (_, target) in required(&ty.kind) {
                search.missing[index] += 1;
                search.waiting[target.0 as usize].push(index);
            }
        }
        for index in 0..count {
            if search.missing[index] == 0 {
                search.settle(index);
            }
        }
        search
    }

    /// Notes that the values of a type are finite, and what follows from that.
    fn settle(&mut self, index: usize) {
        let mut open = vec![index];
        while let Some(index) = open.pop() {
            if std::mem::replace(&mut self.finite[index], true) {
                continue;
            }
            for waiting in std::mem::take(&mut self.waiting[index]) {
                self.missing[waiting] -= 1;
                if self.missing[waiting] == 0 {
                    open.push(waiting);
                }
            }
        }
    }

    /// The unions that don't end as they begin, and have an alternative that does.
    fn alternatives(&self, api: &Api) -> Vec<(usize, usize)> {
        let unions = api.types.iter().enumerate().filter(|(index, _)| !self.finite[*index]);
        unions
            .filter_map(|(index, ty)| {
                let TypeKind::Union(union) = &ty.kind else { return None };
                let ends = union.variants.iter().position(|variant| {
                    let target = variant.ty.as_ref().and_then(|ty| one(ty, variant.cardinality));
                    target.is_none_or(|target| self.finite[target.0 as usize])
                });
                ends.map(|alternative| (index, alternative))
            })
            .collect()
    }

    /// What the types require that have no finite values, of types that have none either.
    fn open_edges(&self, api: &Api) -> Vec<Vec<(usize, TypeId)>> {
        let edges = |(index, ty): (usize, &crate::model::Type)| match self.finite[index] {
            true => Vec::new(),
            false => required(&ty.kind).filter(|(_, target)| !self.finite[target.0 as usize]).collect(),
        };
        api.types.iter().enumerate().map(edges).collect()
    }
}

/// The members that a new value of a type holds a new value for, and their types.
fn required(kind: &TypeKind) -> impl Iterator<Item = (usize, TypeId)> {
    let (fields, variants) = match kind {
        TypeKind::Struct(structure) => (structure.fields.as_slice(), &[] as &[_]),
        TypeKind::Union(union) => (&[] as &[_], union.variants.get(..1).unwrap_or_default()),
        TypeKind::Enum(_) | TypeKind::Alias { .. } => (&[] as &[_], &[] as &[_]),
    };
    let fields = fields.iter().map(|field| one(&field.ty, field.cardinality));
    let variants = variants.iter().map(|variant| variant.ty.as_ref().and_then(|ty| one(ty, variant.cardinality)));
    fields.chain(variants).enumerate().filter_map(|(member, target)| target.map(|target| (member, target)))
}

/// The type of which exactly one value stands.
fn one(ty: &TypeRef, cardinality: Cardinality) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) if !cardinality.optional() && !cardinality.repeats() && !cardinality.nillable => Some(*id),
        _ => None,
    }
}

fn loosen(api: &mut Api, index: usize, member: usize, ledger: &mut Ledger) {
    let ty = &mut api.types[index];
    let (name, cardinality, origin) = match &mut ty.kind {
        TypeKind::Struct(structure) => {
            let field = &mut structure.fields[member];
            (&field.name, &mut field.cardinality, &field.origin)
        }
        TypeKind::Union(union) => {
            let variant = &mut union.variants[member];
            (&variant.name, &mut variant.cardinality, &variant.origin)
        }
        TypeKind::Enum(_) | TypeKind::Alias { .. } => return,
    };
    cardinality.min = 0;
    let subject = format!("field {}.{}", ty.name, name.local);
    let reason = "the type requires one of itself in each of its values, so that none would end: taken as optional";
    ledger.lose(LossKind::Repaired, subject, reason, origin.clone());
}

fn id(index: usize) -> TypeId {
    TypeId(u32::try_from(index).unwrap_or(u32::MAX))
}
