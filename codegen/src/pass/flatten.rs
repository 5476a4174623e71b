//! The fields of base types are copied into the types that extend them, base first.

use crate::{
    diagnostic::Diagnostic,
    model::{Api, Extra, Field, TypeId, TypeKind},
};

/// How many types may stand above one another.
pub const MAX_BASES: usize = 256;

/// Copies the fields of all bases into what extends them. [`crate::model::Struct::base`] stays, for polymorphism.
pub fn flatten(api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let flat: Vec<Option<(Vec<Field>, Extra)>> =
        (0..api.types.len()).map(|index| inherited(api, index, diagnostics)).collect();
    for (ty, flat) in api.types.iter_mut().zip(flat) {
        let (TypeKind::Struct(structure), Some((mut fields, extra))) = (&mut ty.kind, flat) else { continue };
        fields.append(&mut structure.fields);
        structure.fields = fields;
        if structure.extra == Extra::Unknown {
            structure.extra = extra;
        }
    }
}

/// The chain of types that a type extends, the nearest first; it ends where it would come round again.
pub fn bases(api: &Api, id: TypeId) -> Vec<TypeId> {
    let mut chain = Vec::new();
    let mut current = id;
    while let TypeKind::Struct(structure) = &api.ty(current).kind
        && let Some(base) = structure.base
        && base != id
        && chain.len() <= MAX_BASES
        && !chain.contains(&base)
    {
        chain.push(base);
        current = base;
    }
    chain
}

fn inherited(api: &Api, index: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<(Vec<Field>, Extra)> {
    let ty = &api.types[index];
    let TypeKind::Struct(structure) = &ty.kind else { return None };
    structure.base?;
    let chain = bases(api, TypeId(u32::try_from(index).ok()?));
    if chain.len() > MAX_BASES {
        let message = format!("`{}` extends more than {MAX_BASES} types, one above the other", ty.name.local);
        diagnostics.push(
            Diagnostic::error("pass::derivation-too-deep", ty.origin.clone(), message)
                .help("derive it from a type nearer to the root"),
        );
        return None;
    }
    let mut fields = Vec::new();
    let mut extra = Extra::Unknown;
    for base in chain.iter().rev() {
        if let TypeKind::Struct(structure) = &api.ty(*base).kind {
            fields.extend(structure.fields.iter().cloned());
            if structure.extra != Extra::Unknown {
                extra = structure.extra;
            }
        }
    }
    Some((fields, extra))
}
