//! Which operation stands for which: by service and name, however the two descriptions spell them.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use super::{
    report::OperationRef,
    words::{key, service_key},
};
use crate::model::{Api, Binding, Operation};

/// An operation with all that tells what it is called.
pub struct Named<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// What reports say.
    pub reference: OperationRef,
    /// What tells the service: its name; over HTTP also the segment of the path before the last, and how the
    /// `operationId` begins.
    services: Vec<String>,
    /// What tells the operation: its name; over HTTP also the last segment of the path, and how the `operationId` ends.
    names: Vec<String>,
}

/// The operations of a description, sorted by service, name and wire.
pub fn named(api: &Api) -> Vec<Named<'_>> {
    let mut all: Vec<Named<'_>> = Vec::new();
    for (service_index, service) in api.services.iter().enumerate() {
        for (index, operation) in service.operations.iter().enumerate() {
            let (mut services, mut names) = (vec![service_key(&service.name)], vec![key(&operation.name)]);
            let wire = match &operation.binding {
                Binding::Soap(soap) => soap.action.clone(),
                Binding::Http(http) => {
                    evidence(&operation.name, &http.path, &mut services, &mut names);
                    format!("{} {}", http.method, http.path)
                }
            };
            let reference = OperationRef {
                service: service.name.clone(),
                name: operation.name.clone(),
                wire,
                origin: operation.origin.to_string(),
                place: (service_index, index),
            };
            all.push(Named { operation, reference, services, names });
        }
    }
    all.sort_by(|left, right| left.reference.cmp(&right.reference));
    all
}

fn evidence(id: &str, path: &str, services: &mut Vec<String>, names: &mut Vec<String>) {
    let mut segments = path.rsplit('/').filter(|segment| !segment.is_empty() && !segment.contains('{'));
    names.extend(segments.next().map(key));
    services.extend(segments.next().map(service_key));
    if let Some((start, end)) = id.rsplit_once(['_', '.', '/']) {
        services.push(service_key(start));
        names.push(key(end));
    }
}

impl Named<'_> {
    /// How many things tell that it is the same operation, the more telling ones first; nothing where either the service
    /// or the name differs.
    fn likeness(&self, other: &Self, one_service: bool) -> Option<[usize; 3]> {
        let common = |left: &[String], right: &[String]| {
            left.iter()
                .filter(|one| right.contains(one))
                .count()
                .max(right.iter().filter(|one| left.contains(one)).count())
        };
        let names = common(&self.names, &other.names);
        let services = common(&self.services, &other.services);
        let exact = usize::from(self.reference.service == other.reference.service)
            + usize::from(self.reference.name == other.reference.name);
        (names > 0 && (services > 0 || one_service)).then_some([names, services, exact])
    }
}

/// The counterparts: indexes into both lists. Each operation stands in at most one pair; where several could be the
/// counterpart, it is the one that more tells of.
pub fn pairs(old: &[Named<'_>], new: &[Named<'_>]) -> Vec<(usize, usize)> {
    let services = |side: &[Named<'_>]| side.iter().map(|it| it.reference.place.0).collect::<BTreeSet<_>>().len();
    // A description of a single service needs no name for it.
    let one_service = services(old) == 1 && services(new) == 1;
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, named) in new.iter().enumerate() {
        for name in named.names.iter().collect::<BTreeSet<_>>() {
            by_name.entry(name).or_default().push(index);
        }
    }
    let mut candidates = Vec::new();
    for (left, named) in old.iter().enumerate() {
        let near = named.names.iter().filter_map(|name| by_name.get(name.as_str())).flatten();
        for &right in near.collect::<BTreeSet<_>>() {
            if let Some(likeness) = named.likeness(&new[right], one_service) {
                candidates.push((Reverse(likeness), left, right));
            }
        }
    }
    candidates.sort_unstable();
    let (mut old_taken, mut new_taken) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (_, left, right) in candidates {
        if !old_taken[left] && !new_taken[right] {
            (old_taken[left], new_taken[right]) = (true, true);
            pairs.push((left, right));
        }
    }
    pairs.sort_unstable();
    pairs
}
