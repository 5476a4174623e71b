//! References to aliases become references to what they stand for.

use super::references;
use crate::{
    diagnostic::Diagnostic,
    ledger::{Ledger, LossKind},
    model::{Api, Constraints, TypeId, TypeKind, TypeRef},
};

/// How deep lists and maps may nest through aliases.
const MAX_DEPTH: usize = 64;

type Target = (TypeRef, Constraints);

/// Resolves all aliases; one that stands for itself becomes any content.
pub fn resolve(api: &mut Api, ledger: &mut Ledger, diagnostics: &mut Vec<Diagnostic>) {
    let resolved: Vec<Option<Target>> =
        (0..api.types.len()).map(|index| resolve_one(api, index, ledger, diagnostics)).collect();
    if resolved.iter().all(Option::is_none) {
        return;
    }
    let target = |id: TypeId| resolved.get(id.0 as usize).and_then(Option::as_ref);
    for ty in &mut api.types {
        let TypeKind::Struct(structure) = &mut ty.kind else { continue };
        for field in &mut structure.fields {
            if let TypeRef::Named(id) = &field.ty
                && let Some((_, constraints)) = target(*id)
                && field.constraints == Constraints::default()
            {
                field.constraints.clone_from(constraints);
            }
        }
    }
    references::each_mut(api, &mut |outer| {
        references::nested_mut(outer, &mut |ty| {
            if let TypeRef::Named(id) = ty
                && let Some((target, _)) = target(*id)
            {
                *ty = target.clone();
            }
        });
    });
}

/// What an alias stands for in the end: never an alias itself, nor anything that holds one.
fn resolve_one(api: &Api, index: usize, ledger: &mut Ledger, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
    let ty = &api.types[index];
    let TypeKind::Alias { target, constraints } = &ty.kind else { return None };
    let mut resolved = target.clone();
    let mut constraints = constraints.clone();
    // Each round replaces one layer of aliases, and a chain has no more layers than there are types.
    for _ in 0..=api.types.len() {
        let mut found = false;
        references::nested_mut(&mut resolved, &mut |ty| {
            if let TypeRef::Named(id) = ty
                && let TypeKind::Alias { target, constraints: inner } = &api.ty(*id).kind
            {
                *ty = target.clone();
                if constraints == Constraints::default() {
                    constraints.clone_from(inner);
                }
                found = true;
            }
        });
        if !found {
            return Some((resolved, constraints));
        }
        if depth(&resolved) > MAX_DEPTH {
            break;
        }
    }
    let subject = format!("type {}", ty.name);
    ledger.lose(LossKind::TypeAsAny, subject, "it stands for itself; taken as any content", ty.origin.clone());
    diagnostics.push(
        Diagnostic::warning(
            "pass::circular-alias",
            ty.origin.clone(),
            format!("`{}` stands for itself", ty.name.local),
        )
        .help("it is taken as any content; give it a type of its own"),
    );
    Some((TypeRef::Any, constraints))
}

fn depth(ty: &TypeRef) -> usize {
    match ty {
        TypeRef::List(item) => 1 + depth(&item.ty),
        TypeRef::Map(map) => 1 + depth(&map.key.1).max(depth(&map.value.1)),
        TypeRef::Named(_) | TypeRef::Primitive(_) | TypeRef::Any => 0,
    }
}
