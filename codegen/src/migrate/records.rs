//! Types against types: the fields of records, the values of enumerations, the alternatives of unions.

use std::collections::{BTreeMap, HashSet};

use super::{
    going::{Escape, Going, Ways},
    report::DifferenceKind,
    values::{Found, Use, Walk},
    words::{key, type_key},
};
use crate::model::{Api, Enum, Field, Struct, TypeId, TypeKind, TypeRef, Union, UnionTag, Variant};

impl<'a> Walk<'a> {
    /// What is different between two types.
    pub(super) fn record(&mut self, old: TypeId, new: TypeId) -> Found {
        let mut found = Found::default();
        let (left, right) = (self.old.api.ty(old), self.new.api.ty(new));
        match (&left.kind, &right.kind) {
            (TypeKind::Struct(old), TypeKind::Struct(new)) => self.structs(old, new, &mut found),
            (TypeKind::Enum(old), TypeKind::Enum(new)) => enums(&left.name.local, old, new, &mut found),
            (TypeKind::Union(old), TypeKind::Union(new)) => self.unions(old, new, &mut found),
            (TypeKind::Union(union), TypeKind::Struct(_)) if union.tag == UnionTag::XsiType => {
                if let Some(base) = first(union) {
                    let pair = self.pair(base, new);
                    found.leads_to.push((pair, Escape::default()));
                }
                let ways = Ways::new(Going::Sometimes, Going::Always);
                derived(union, &self.old.api, ways, &mut found);
            }
            (TypeKind::Struct(_), TypeKind::Union(union)) if union.tag == UnionTag::XsiType => {
                if let Some(base) = first(union) {
                    let pair = self.pair(old, base);
                    found.leads_to.push((pair, Escape::default()));
                }
                let ways = Ways::new(Going::Always, Going::Sometimes);
                derived(union, &self.new.api, ways, &mut found);
            }
            (left_kind, right_kind) => {
                let (old, new) = (Some(kind(left_kind).to_owned()), Some(kind(right_kind).to_owned()));
                found.push(DifferenceKind::Type, &left.name.local, old, new, Ways::CLOSED);
            }
        }
        found
    }

    fn structs(&mut self, old: &'a Struct, new: &'a Struct, found: &mut Found) {
        let pairs = matched(&old.fields, &new.fields);
        for &(left, right) in &pairs {
            self.field(&old.fields[left], &new.fields[right], found);
        }
        let lacks = |taken: HashSet<usize>, fields: &'a [Field]| {
            fields.iter().enumerate().filter(move |(index, _)| !taken.contains(index)).map(|(_, field)| field)
        };
        for field in lacks(pairs.iter().map(|pair| pair.0).collect(), &old.fields) {
            self.only_old(&field.name.local, of(field), found);
        }
        for field in lacks(pairs.iter().map(|pair| pair.1).collect(), &new.fields) {
            self.only_new(&field.name.local, of(field), found);
        }
    }

    /// Compares two fields that stand for one another.
    pub(super) fn field(&mut self, old: &'a Field, new: &'a Field, found: &mut Found) {
        let (before, after) = (&old.name.local, &new.name.local);
        if before != after {
            found.push(DifferenceKind::Name, before, Some(before.clone()), Some(after.clone()), Ways::FREE);
        }
        self.value(before, of(old), of(new), found);
    }

    /// A value that the new side has no place for.
    pub(super) fn only_old(&self, at: &str, value: Use<'_>, found: &mut Found) {
        let is_optional = value.cardinality.optional() || value.cardinality.repeats();
        let ways = if is_optional { Ways::new(Going::Sometimes, Going::Always) } else { Ways::CLOSED };
        found.push(DifferenceKind::OnlyOld, at, Some(value.text(&self.old.api)), None, ways);
    }

    /// A value that the old side has no place for.
    pub(super) fn only_new(&self, at: &str, value: Use<'_>, found: &mut Found) {
        let is_optional = value.cardinality.optional() || value.cardinality.repeats();
        let ways = if is_optional { Ways::new(Going::Always, Going::Sometimes) } else { Ways::CLOSED };
        found.push(DifferenceKind::OnlyNew, at, None, Some(value.text(&self.new.api)), ways);
    }

    fn unions(&mut self, old: &'a Union, new: &'a Union, found: &mut Found) {
        let named = |union: &'a Union| -> BTreeMap<String, &'a Variant> {
            union.variants.iter().map(|variant| (type_key(&variant.name.local), variant)).collect()
        };
        let (left, right) = (named(old), named(new));
        for (name, old) in &left {
            let at = &old.name.local;
            match (right.get(name), &old.ty) {
                (Some(Variant { ty: Some(new_ty), cardinality, .. }), Some(old_ty)) => {
                    let old = Use { ty: old_ty, cardinality: old.cardinality };
                    self.value(at, old, Use { ty: new_ty, cardinality: *cardinality }, found);
                }
                (Some(Variant { ty: None, .. }), None) => {}
                _ => {
                    let ways = Ways::new(Going::Sometimes, Going::Always);
                    found.push(DifferenceKind::OnlyOld, at, Some("an alternative".to_owned()), None, ways);
                }
            }
        }
        for (_, new) in right.iter().filter(|(name, _)| !left.contains_key(*name)) {
            let ways = Ways::new(Going::Always, Going::Sometimes);
            found.push(DifferenceKind::OnlyNew, &new.name.local, None, Some("an alternative".to_owned()), ways);
        }
    }
}

/// A field as a value.
pub fn of(field: &Field) -> Use<'_> {
    Use { ty: &field.ty, cardinality: field.cardinality }
}

/// The fields that stand for one another, as indexes: those of the same name, then those of the same spelled otherwise.
pub fn matched(old: &[Field], new: &[Field]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let same: [fn(&Field, &Field) -> bool; 2] = [
        |left, right| left.name.local == right.name.local,
        |left, right| key(&left.name.local) == key(&right.name.local),
    ];
    for same in same {
        for (left, field) in old.iter().enumerate() {
            let is_free = |right: &usize| pairs.iter().all(|pair| pair.0 != left && pair.1 != *right);
            let found = (0..new.len()).filter(is_free).find(|right| same(field, &new[*right]));
            pairs.extend(found.map(|right| (left, right)));
        }
    }
    pairs.sort_unstable();
    pairs
}

fn enums(at: &str, old: &Enum, new: &Enum, found: &mut Found) {
    if old.integer != new.integer {
        let text = |values: &Enum| Some(if values.integer { "integers" } else { "names" }.to_owned());
        return found.push(DifferenceKind::Type, at, text(old), text(new), Ways::CLOSED);
    }
    let lacking = |values: &Enum, others: &Enum| {
        let names: Vec<String> = values
            .variants
            .iter()
            .filter(|value| others.variants.iter().all(|other| other.name.local != value.name.local))
            .map(|value| format!("`{}`", value.name.local))
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    if let Some(gone) = lacking(old, new) {
        found.push(DifferenceKind::Values, at, Some(gone), None, Ways::new(Going::Sometimes, Going::Always));
    }
    if let Some(added) = lacking(new, old) {
        found.push(DifferenceKind::Values, at, None, Some(added), Ways::new(Going::Always, Going::Sometimes));
    }
    let text = |values: &Enum| Some(if values.set { "a set of values" } else { "one value" }.to_owned());
    let ways = match (old.set, new.set) {
        (true, false) => Ways::new(Going::Sometimes, Going::Always),
        (false, true) => Ways::new(Going::Always, Going::Sometimes),
        _ => return,
    };
    found.push(DifferenceKind::Cardinality, at, text(old), text(new), ways);
}

/// The base among the types that may stand where it is declared.
fn first(union: &Union) -> Option<TypeId> {
    match union.variants.first()?.ty {
        Some(TypeRef::Named(id)) => Some(id),
        _ => None,
    }
}

/// What derives from a base, where the other side knows the base alone.
fn derived(union: &Union, api: &Api, ways: Ways, found: &mut Found) {
    for variant in union.variants.iter().skip(1) {
        let name = variant.ty.as_ref().map_or_else(|| variant.name.local.clone(), |ty| api.text(ty));
        let text = Some("derived type".to_owned());
        let (kind, old, new) = match ways.forth {
            Going::Always => (DifferenceKind::OnlyNew, None, text),
            Going::Sometimes | Going::Never => (DifferenceKind::OnlyOld, text, None),
        };
        found.push(kind, &name, old, new, ways);
    }
}

fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "a record",
        TypeKind::Enum(_) => "an enumeration",
        TypeKind::Union(_) => "a choice",
        TypeKind::Alias { .. } => "another name",
    }
}
