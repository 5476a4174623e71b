//! Where the types of each file stand in its tables: known before any file is emitted, so that files refer to each other.

use super::{
    file::{Layouts, Place, TABLES},
    tables::Layout,
};
use crate::{
    model::{Api, TypeId, TypeKind},
    names::{NameTable, Scope, constant_name},
    pass::{self, Plan},
};

/// The tables of the files that hold types.
pub fn layouts(plan: &Plan, names: &NameTable) -> Layouts {
    let mut layouts = Layouts::new();
    for (index, group) in plan.sharing.groups.iter().enumerate() {
        // All groups are seen in the one module of types.
        let wish = format!("{}_{TABLES}", constant_name(&names.groups[index]));
        let name = free(wish, &names.shared_tables);
        layouts.insert(Place::Group(index), (name, layout(&plan.api, group.types.iter().copied())));
    }
    for (index, types) in plan.sharing.scoped.iter().enumerate() {
        let name = free(TABLES.to_owned(), &names.services[index].scoped_tables);
        layouts.insert(Place::Scoped(index), (name, layout(&plan.api, types.iter().copied())));
    }
    let mut responses: Vec<(TypeId, usize)> = pass::responses(&plan.api).into_iter().collect();
    responses.sort_unstable();
    for (index, service) in plan.api.services.iter().enumerate() {
        let answers = responses.iter().filter(|(_, service)| *service == index).map(|(id, _)| *id);
        let requests = service.operations.iter().map(|operation| operation.input);
        let name = free(TABLES.to_owned(), &names.services[index].tables);
        layouts.insert(Place::Service(index), (name, layout(&plan.api, answers).with_requests(requests)));
    }
    layouts
}

fn free(mut wish: String, taken: &Scope) -> String {
    while taken.holds(&wish) {
        wish.push('_');
    }
    wish
}

impl Layout {
    /// Requests are records, whatever their type is in the model.
    fn with_requests(mut self, requests: impl Iterator<Item = TypeId>) -> Self {
        for id in requests {
            self.places.entry(id).or_insert_with(|| {
                self.records += 1;
                self.records - 1
            });
        }
        self
    }
}

fn layout(api: &Api, types: impl Iterator<Item = TypeId>) -> Layout {
    let mut layout = Layout::default();
    for id in types {
        if layout.places.contains_key(&id) {
            continue;
        }
        let counted = match api.ty(id).kind {
            TypeKind::Struct(_) => &mut layout.records,
            TypeKind::Union(_) => &mut layout.unions,
            TypeKind::Enum(_) | TypeKind::Alias { .. } => continue,
        };
        layout.places.insert(id, *counted);
        *counted += 1;
    }
    layout
}
