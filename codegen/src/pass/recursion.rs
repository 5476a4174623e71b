//! A member is boxed where its type would otherwise contain itself.

use std::collections::HashSet;

use crate::model::{Api, TypeId, TypeKind, TypeRef};

/// The members, by type and index, that lie on a cycle of types that contain one another.
pub fn boxed(api: &Api) -> HashSet<(TypeId, usize)> {
    let members: Vec<Vec<(usize, TypeId)>> = api.types.iter().map(|ty| contained(api, &ty.kind)).collect();
    let components = components(&members);
    let mut boxed = HashSet::new();
    for (index, members) in members.iter().enumerate() {
        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        for &(member, target) in members {
            if components[index] == components[target.0 as usize] {
                boxed.insert((id, member));
            }
        }
    }
    boxed
}

/// The members that stand in a type itself, not behind a list or a map, nor as the alternative of a union: `emit` boxes
/// every record there.
fn contained(api: &Api, kind: &TypeKind) -> Vec<(usize, TypeId)> {
    let inline = |index: usize, repeats: bool, ty: &TypeRef| match ty {
        TypeRef::Named(id) if !repeats => Some((index, *id)),
        _ => None,
    };
    match kind {
        TypeKind::Struct(structure) => {
            let fields = structure.fields.iter().enumerate();
            fields.filter_map(|(index, field)| inline(index, field.cardinality.repeats(), &field.ty)).collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter().enumerate();
            variants
                .filter_map(|(index, variant)| inline(index, variant.cardinality.repeats(), variant.ty.as_ref()?))
                .filter(|(_, id)| !matches!(api.ty(*id).kind, TypeKind::Struct(_)))
                .collect()
        }
        TypeKind::Enum(_) | TypeKind::Alias { .. } => Vec::new(),
    }
}

/// The strongly connected component of each type (Tarjan's algorithm, without recursion: chains may be long).
pub(super) fn components(edges: &[Vec<(usize, TypeId)>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = edges.len();
    let (mut order, mut low) = (vec![UNSEEN; count], vec![0; count]);
    let mut component = vec![UNSEEN; count];
    let (mut open, mut next, mut found) = (Vec::new(), 0, 0);
    for root in 0..count {
        if order[root] != UNSEEN {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, edge)) = path.pop() {
            if edge == 0 {
                order[node] = next;
                low[node] = next;
                next += 1;
                open.push(node);
            }
            if let Some(&(_, target)) = edges[node].get(edge) {
                let target = target.0 as usize;
                path.push((node, edge + 1));
                if order[target] == UNSEEN {
                    path.push((target, 0));
                } else if component[target] == UNSEEN {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            if low[node] == order[node] {
                while let Some(member) = open.pop() {
                    component[member] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    component
}
