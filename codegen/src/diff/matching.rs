//! Which operation of one description is which of another.

use std::collections::{HashMap, HashSet};

use super::namespaces::Namespaces;
use crate::model::{Api, Binding, Operation, Service};

/// The place of an operation: the indexes of its service and of itself.
pub type Place = (usize, usize);

/// How two operations were recognised as the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same service and name.
    Name,
    /// Another name, and the same action, or the same method and path.
    Wire,
    /// Another protocol, and names that say the same: `User.GetX` and `v1UserAgent_GetX` of the tag `User_Agent`.
    Meaning,
}

/// The operations of two descriptions, paired. Everything is in the order of the descriptions.
#[derive(Clone, Debug, Default)]
pub struct Pairing {
    /// The old and the new place of what stands in both.
    pub pairs: Vec<(Place, Place, Likeness)>,
    /// What only the new one has.
    pub added: Vec<Place>,
    /// What only the old one has.
    pub removed: Vec<Place>,
}

/// Pairs the operations of two descriptions: by name, then by what stands on the wire, and where one speaks SOAP and the other plain
/// HTTP, by what their names mean.
pub fn pair_operations(old: &Api, new: &Api) -> Pairing {
    pair_with(old, new, &Namespaces::between(old, new))
}

pub(super) fn pair_with(old: &Api, new: &Api, namespaces: &Namespaces) -> Pairing {
    let (old_all, new_all) = (places(old), places(new));
    let mut matched = Matched { to: HashMap::new(), taken: HashSet::new() };
    let name = |api: &Api, place: Place| {
        let (service, operation) = at(api, place);
        Some(format!("{}\0{}", service.name, operation.name))
    };
    matched.by(Likeness::Name, &old_all, &new_all, |place| name(old, place), |place| name(new, place));
    let route_old = |place: Place| route(at(old, place).1, |action| namespaces.text_now(action));
    let route_new = |place: Place| route(at(new, place).1, str::to_owned);
    matched.by(Likeness::Wire, &old_all, &new_all, route_old, route_new);
    let meaning = |api: &Api, place: Place| {
        let (service, operation) = at(api, place);
        Some(meaning(service, operation))
    };
    let crosses = |old_place: Place, new_place: Place| is_soap(at(old, old_place).1) != is_soap(at(new, new_place).1);
    matched.by(Likeness::Meaning, &old_all, &new_all, |place| meaning(old, place), |place| meaning(new, place));
    matched.to.retain(|from, (to, likeness)| *likeness != Likeness::Meaning || crosses(*from, *to));
    let kept: HashSet<Place> = matched.to.values().map(|(to, _)| *to).collect();
    let pairs = old_all.iter().filter_map(|from| matched.to.get(from).map(|(to, likeness)| (*from, *to, *likeness)));
    Pairing {
        pairs: pairs.collect(),
        added: new_all.iter().filter(|place| !kept.contains(place)).copied().collect(),
        removed: old_all.iter().filter(|place| !matched.to.contains_key(place)).copied().collect(),
    }
}

struct Matched {
    to: HashMap<Place, (Place, Likeness)>,
    taken: HashSet<Place>,
}

impl Matched {
    /// Pairs what is left by a key; a key that several on one side share pairs nothing.
    fn by(
        &mut self,
        likeness: Likeness,
        old: &[Place],
        new: &[Place],
        old_key: impl Fn(Place) -> Option<String>,
        new_key: impl Fn(Place) -> Option<String>,
    ) {
        let mut candidates: HashMap<String, Vec<Place>> = HashMap::new();
        for place in new.iter().filter(|place| !self.taken.contains(place)) {
            if let Some(key) = new_key(*place) {
                candidates.entry(key).or_default().push(*place);
            }
        }
        let mut wanted: HashMap<String, Vec<Place>> = HashMap::new();
        for place in old.iter().filter(|place| !self.to.contains_key(place)) {
            if let Some(key) = old_key(*place) {
                wanted.entry(key).or_default().push(*place);
            }
        }
        for (key, from) in wanted {
            if let ([from], Some([to])) = (from.as_slice(), candidates.get(&key).map(Vec::as_slice)) {
                self.to.insert(*from, (*to, likeness));
                self.taken.insert(*to);
            }
        }
    }
}

fn places(api: &Api) -> Vec<Place> {
    let services = api.services.iter().enumerate();
    services.flat_map(|(service, it)| (0..it.operations.len()).map(move |operation| (service, operation))).collect()
}

fn at(api: &Api, (service, operation): Place) -> (&Service, &Operation) {
    let service = &api.services[service];
    (service, &service.operations[operation])
}

fn is_soap(operation: &Operation) -> bool {
    matches!(operation.binding, Binding::Soap(_))
}

/// What stands on the wire for an operation: its action, or its method and path.
fn route(operation: &Operation, action: impl Fn(&str) -> String) -> Option<String> {
    match &operation.binding {
        Binding::Soap(soap) => (!soap.action.is_empty()).then(|| format!("soap {}", action(&soap.action))),
        Binding::Http(http) => Some(format!("{} {}", http.method, http.path)),
    }
}

/// What the names of a service and an operation say, without what a protocol's conventions add.
fn meaning(service: &Service, operation: &Operation) -> String {
    let plain = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let offered = plain(&service.name);
    let offered = offered.strip_suffix("agent").unwrap_or(&offered).to_owned();
    let name = match &operation.binding {
        Binding::Http(_) => operation.name.rsplit(['_', '.']).next().unwrap_or(&operation.name),
        Binding::Soap(_) => &operation.name,
    };
    format!("{offered}\0{}", plain(name))
}
