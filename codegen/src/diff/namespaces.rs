//! Namespaces that moved as a whole: a new version of a service often has a new namespace and the same names in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Api, Binding, SoapBody, WireName};

/// Which new namespace stands for which old one.
#[derive(Clone, Debug, Default)]
pub(super) struct Namespaces {
    moved: BTreeMap<String, String>,
}

impl Namespaces {
    /// Pairs the namespaces that only the old description has with those that only the new one has, by how many names they
    /// have in common.
    pub fn between(old: &Api, new: &Api) -> Self {
        let (old, new) = (names(old), names(new));
        let gone: Vec<_> = old.iter().filter(|(namespace, _)| !new.contains_key(*namespace)).collect();
        let come: Vec<_> = new.iter().filter(|(namespace, _)| !old.contains_key(*namespace)).collect();
        let mut shared: Vec<(usize, &str, &str)> = Vec::new();
        for (from, before) in &gone {
            for (to, after) in &come {
                shared.push((before.intersection(after).count(), from, to));
            }
        }
        shared.sort_by(|a, b| (b.0, a.1, a.2).cmp(&(a.0, b.1, b.2)));
        let mut moved = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for (count, from, to) in shared {
            if count > 0 && !moved.contains_key(from) && taken.insert(to) {
                moved.insert(from.to_owned(), to.to_owned());
            }
        }
        Self { moved }
    }

    /// The namespaces that moved, from and to.
    pub fn moved(&self) -> impl Iterator<Item = (&str, &str)> {
        self.moved.iter().map(|(from, to)| (from.as_str(), to.as_str()))
    }

    /// What an old name is called now, if only its namespace moved.
    pub fn now(&self, old: &WireName) -> WireName {
        let namespace = old.namespace.as_ref().map(|namespace| self.moved.get(namespace).unwrap_or(namespace).clone());
        WireName { namespace, local: old.local.clone() }
    }

    /// Whether two names are the same, but for namespaces that moved.
    pub fn same(&self, old: &WireName, new: &WireName) -> bool {
        let now = |namespace: &String| self.moved.get(namespace).unwrap_or(namespace).clone();
        old.local == new.local && (old.namespace == new.namespace || old.namespace.as_ref().map(now) == new.namespace)
    }

    /// A text such as a SOAP action, with the new namespace in place of the old one that it begins with.
    pub fn text_now(&self, old: &str) -> String {
        let longest =
            self.moved.iter().filter(|(from, _)| old.starts_with(from.as_str())).max_by_key(|(from, _)| from.len());
        longest.map_or_else(|| old.to_owned(), |(from, to)| format!("{to}{}", &old[from.len()..]))
    }
}

/// The names in every namespace: of types, of the elements of bodies and of header blocks.
fn names(api: &Api) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let bodies = api.operations().filter_map(|(_, operation)| match &operation.binding {
        Binding::Soap(soap) => Some([Some(&soap.request), soap.response.as_ref()]),
        Binding::Http(_) => None,
    });
    let elements = bodies.flatten().flatten().filter_map(|body| match body {
        SoapBody::Wrapped(name) => Some(name),
        SoapBody::Bare => None,
    });
    let types = api.types.iter().map(|ty| &ty.name);
    let blocks = api.request_headers.iter().chain(&api.response_headers).map(|block| &block.name);
    for name in types.chain(elements).chain(blocks) {
        if let Some(namespace) = &name.namespace {
            names.entry(namespace).or_default().insert(&name.local);
        }
    }
    names
}
