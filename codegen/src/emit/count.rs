//! What of a model was emitted, for the ledger.

use std::collections::HashSet;

use crate::{
    ledger::{Ledger, Pruned},
    model::{Message, TypeId, TypeKind},
    pass::Plan,
};

/// Counts what of a plan stands in the emitted crate. A wrapper that was unwrapped stands as its field.
pub fn count(plan: &Plan, ledger: &mut Ledger) {
    let api = &plan.api;
    for (_, operation) in api.operations() {
        ledger.operations.emitted += 1;
        ledger.messages.emitted += 1 + usize::from(operation.output.is_some()) + operation.faults.len();
    }
    let inputs = api.operations().map(|(_, operation)| operation.input);
    let wrappers = api.operations().filter_map(|(_, operation)| match &operation.output {
        Some(Message::Unwrapped(id) | Message::Empty(Some(id))) => Some(*id),
        _ => None,
    });
    let grouped = plan.sharing.groups.iter().flat_map(|group| &group.types).copied();
    let scoped = plan.sharing.scoped.iter().flatten().copied();
    let responses = crate::pass::responses(api).into_keys();
    let mut ids: Vec<_> = inputs.chain(wrappers).chain(grouped).chain(scoped).chain(responses).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in &ids {
        ledger.types.emitted += 1;
        if let TypeKind::Struct(structure) = &api.ty(*id).kind {
            ledger.fields.emitted += structure.fields.len();
        }
    }
    let unions: HashSet<TypeId> = plan.families.values().copied().collect();
    for (index, ty) in api.types.iter().enumerate() {
        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        match (ids.binary_search(&id).is_ok(), unions.contains(&id)) {
            (true, true) => ledger.added += 1,
            (false, false) => {
                let unreached = Pruned::unreached(ty);
                ledger.pruned.push(match ty.kind {
                    TypeKind::Alias { .. } => {
                        Pruned { reason: "another name for a type, which stands in its place", ..unreached }
                    }
                    _ => unreached,
                });
            }
            (true, false) | (false, true) => {}
        }
    }
}
