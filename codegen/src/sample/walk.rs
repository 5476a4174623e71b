//! A way through the types of a model that ends, whatever contains what.

use crate::model::{Api, Constraints, Field, Struct, TypeId, TypeKind, TypeRef};

/// Beyond this many values, optional ones are left out.
const BUDGET: usize = 1_000;
/// A description that requires a type to contain itself has no finite sample: stop here.
pub(super) const DEPTH: usize = 64;

/// Where a sample stands among the types.
pub(super) struct Walk<'a> {
    pub api: &'a Api,
    /// The types that are being written, outermost first.
    pub open: Vec<TypeId>,
    /// How many values have been written.
    pub written: usize,
}

impl<'a> Walk<'a> {
    pub fn new(api: &'a Api) -> Self {
        Self { api, open: Vec::new(), written: 0 }
    }

    /// Whether an optional value of a type is better left out.
    pub fn leaves_out(&self, ty: &TypeRef) -> bool {
        self.written > BUDGET || self.too_deep() || self.closes_a_circle(ty)
    }

    /// How many items a list shows.
    pub fn items(&self, item: &TypeRef, constraints: &Constraints) -> usize {
        let least = usize::try_from(constraints.min_length.unwrap_or(0)).unwrap_or(0).min(BUDGET);
        if self.too_deep() || self.closes_a_circle(item) { least } else { least.max(1) }
    }

    pub fn too_deep(&self) -> bool {
        self.open.len() > DEPTH
    }

    /// Whether a type is already being written.
    pub fn closes_a_circle(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => match &self.api.ty(*id).kind {
                TypeKind::Alias { target, .. } if !self.open.contains(id) => self.closes_a_circle(target),
                _ => self.open.contains(id),
            },
            TypeRef::List(item) => self.closes_a_circle(&item.ty),
            TypeRef::Map(map) => self.closes_a_circle(&map.value.1),
            TypeRef::Primitive(_) | TypeRef::Any => false,
        }
    }
}

/// The fields of a struct, those of its bases first.
pub(super) fn fields<'a>(api: &'a Api, record: &'a Struct) -> Vec<&'a Field> {
    let mut chain = vec![record];
    let mut base = record.base;
    while let Some(id) = base {
        let TypeKind::Struct(parent) = &api.ty(id).kind else { break };
        if chain.len() > DEPTH {
            break;
        }
        chain.push(parent);
        base = parent.base;
    }
    chain.iter().rev().flat_map(|record| &record.fields).collect()
}
