//! The services of all units, sorted by name; the same service of two descriptions stands once.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Api, Binding, Message, Operation, Service, TypeId, TypeRef},
    wsdl::Unit,
};

use super::{Owners, refs};

/// Where services stand in the merged API.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// By unit and place in it: the place among all, and whether it is that service itself, not one like it.
    places: BTreeMap<(usize, usize), (usize, bool)>,
    names: Vec<String>,
}

impl Placed {
    /// The place of a unit's service.
    pub(super) fn index(&self, unit: usize, service: usize) -> Option<usize> {
        self.places.get(&(unit, service)).map(|(place, _)| *place)
    }

    /// The first of a unit's services.
    pub(super) fn first(&self, unit: usize) -> Option<usize> {
        self.places.range((unit, 0)..(unit + 1, 0)).map(|(_, (place, _))| *place).min()
    }

    /// What a service is called.
    pub(super) fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }

    /// Whether it stands in the merged API itself.
    pub(super) fn is_kept(&self, unit: usize, service: usize) -> bool {
        self.places.get(&(unit, service)).is_some_and(|(_, kept)| *kept)
    }
}

/// Decides where every service stands. Those without operations are left out.
pub(super) fn place(units: &mut [Unit], classes: &[usize], owners: &Owners) -> Placed {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let services = unit.api.services.iter().enumerate();
        all.extend(services.filter(|(_, it)| !it.operations.is_empty()).map(|(service, _)| (index, service)));
    }
    let service = |(unit, service): (usize, usize)| &units[unit].api.services[service];
    all.sort_by(|a, b| (&service(*a).name, &service(*a).origin, a).cmp(&(&service(*b).name, &service(*b).origin, b)));
    let mut placed = Placed::default();
    let mut kept: Vec<(usize, usize)> = Vec::new();
    let mut endpoints = Vec::new();
    for at in all {
        let like = kept.iter().position(|known| {
            service(*known).name == service(at).name
                && same(
                    service(*known),
                    service(at),
                    |id| classes[owners.node(known.0, id)],
                    |id| classes[owners.node(at.0, id)],
                )
        });
        match like {
            Some(place) => {
                placed.places.insert(at, (place, false));
                endpoints.push((kept[place], service(at).endpoints.clone()));
            }
            None => {
                placed.places.insert(at, (kept.len(), true));
                kept.push(at);
            }
        }
    }
    let taken: BTreeSet<&str> = kept.iter().map(|at| &*service(*at).name).collect();
    let mut given: BTreeSet<String> = BTreeSet::new();
    for at in &kept {
        let name = &service(*at).name;
        let mut chosen = name.clone();
        let mut number = 2;
        while given.contains(&chosen) || (chosen != *name && taken.contains(&*chosen)) {
            chosen = format!("{name}{number}");
            number += 1;
        }
        given.insert(chosen.clone());
        placed.names.push(chosen);
    }
    for ((unit, service), more) in endpoints {
        let known = &mut units[unit].api.services[service].endpoints;
        for endpoint in more {
            if !known.contains(&endpoint) {
                known.push(endpoint);
            }
        }
    }
    placed
}

/// Whether two services are one, described twice.
fn same(a: &Service, b: &Service, class_a: impl Fn(TypeId) -> usize, class_b: impl Fn(TypeId) -> usize) -> bool {
    let key = |operation: &Operation, class: &dyn Fn(TypeId) -> usize| {
        let mut types = Vec::new();
        refs::each_in_operation(&mut operation.clone(), &mut |id| types.push(class(*id)));
        let shape = match &operation.output {
            None => 0,
            Some(Message::Empty(_)) => 1,
            Some(Message::Unwrapped(_)) => 2,
            Some(Message::Whole(TypeRef::Named(_))) => 3,
            Some(Message::Whole(_)) => 4,
        };
        let binding = match &operation.binding {
            Binding::Soap(binding) => {
                let facts = (binding.versions.clone(), binding.action.clone(), binding.request.clone());
                Some((facts, binding.response.clone(), binding.request_headers.len(), binding.response_headers.len()))
            }
            Binding::Http(_) => None,
        };
        let route = match &operation.binding {
            Binding::Http(binding) => Some((binding.method.clone(), binding.path.clone())),
            Binding::Soap(_) => None,
        };
        let faults: Vec<_> = operation.faults.iter().map(|fault| fault.name.clone()).collect();
        (operation.name.clone(), types, shape, binding, route, faults)
    };
    a.operations.len() == b.operations.len()
        && a.operations.iter().zip(&b.operations).all(|(a, b)| key(a, &class_a) == key(b, &class_b))
}

/// Moves the services to the API, with the new places of their types.
pub(super) fn settle(api: &mut Api, units: Vec<Unit>, placed: Placed, owners: &Owners, ids: &[Option<TypeId>]) {
    let mut services: Vec<(usize, Service)> = Vec::new();
    for (index, unit) in units.into_iter().enumerate() {
        for (service, mut definition) in unit.api.services.into_iter().enumerate() {
            if !placed.is_kept(index, service) {
                continue;
            }
            for operation in &mut definition.operations {
                refs::each_in_operation(operation, &mut |id| {
                    if let Some(new) = ids[owners.node(index, *id)] {
                        *id = new;
                    }
                });
            }
            if let Some(place) = placed.index(index, service) {
                definition.name = placed.names[place].clone();
                services.push((place, definition));
            }
        }
    }
    services.sort_by_key(|(place, _)| *place);
    api.services = services.into_iter().map(|(_, service)| service).collect();
}
