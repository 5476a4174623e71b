//! Names that stand in programs already: what a lock file keeps, so that no further description takes a name away.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::NameTable;
use crate::{
    model::{Api, HeaderBlock, Place, Type, TypeId, TypeKind},
    pass::Plan,
};

/// The public names of one API: for each subject, such as `type {urn:example}Article`, what its parts are called in Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Published(BTreeMap<String, BTreeMap<String, String>>);

/// A public name that is another one than before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rename {
    /// What it names, such as `type {urn:example}Article`.
    pub subject: String,
    /// Which name of it, such as `module` or the name of a field on the wire.
    pub part: String,
    /// The name that was published.
    pub from: String,
    /// The name now.
    pub to: String,
}

impl fmt::Display for Rename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: `{}` is now `{}`", self.subject, self.part, self.from, self.to)
    }
}

impl Published {
    /// The public names of an API.
    pub(crate) fn of(plan: &Plan, names: &NameTable) -> Self {
        let api = &plan.api;
        let mut published = Self::default();
        for (subject, blocks, given) in [
            ("request headers", &api.request_headers, &names.api.request_headers),
            ("response headers", &api.response_headers, &names.api.response_headers),
        ] {
            published.put(subject, header_keys(blocks).into_iter().zip(given));
        }
        let schemes = api.security.iter().map(|scheme| scheme.name.as_str());
        published.put("security", schemes.zip(&names.api.security));
        for (service, names) in api.services.iter().zip(&names.services) {
            let parts = [("module", &names.module), ("feature", &names.feature), ("client", &names.client)];
            published.put(&service_subject(&service.name), parts);
            for (operation, names) in service.operations.iter().zip(&names.operations) {
                let subject = operation_subject(&service.name, &operation.name);
                let parts = [("type", &names.ty), ("method", &names.method), ("fault", &names.fault)];
                published.put(&subject, parts);
                let faults = operation.faults.iter().map(|fault| fault.name.as_str());
                published.put(&faults_subject(&subject), faults.zip(&names.fault_variants));
            }
        }
        for (index, subject) in type_subjects(api).iter().enumerate() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            let own = names.of(id);
            if !own.ty.is_empty() {
                published.put(subject, [("type", &own.ty), ("unknown", &own.unknown)]);
                published.put(&members_subject(subject), member_keys(api.ty(id)).into_iter().zip(&own.members));
            }
        }
        published
    }

    /// A name, where it is published.
    pub(super) fn get(&self, subject: &str, part: &str) -> Option<String> {
        self.0.get(subject)?.get(part).cloned()
    }

    /// Whether a definition of a type stands for all services that are published and have none of their own.
    pub(crate) fn shares(&self, ty: &str, service: &str) -> bool {
        self.0.contains_key(&format!("type {ty}"))
            && self.0.contains_key(&service_subject(service))
            && !self.0.contains_key(&format!("type {service}/{ty}"))
    }

    /// Public names that are other ones in `now`, sorted.
    pub fn renamed(&self, now: &Self) -> Vec<Rename> {
        let names =
            self.0.iter().flat_map(|(subject, parts)| parts.iter().map(move |(part, from)| (subject, part, from)));
        let renamed = names.filter_map(|(subject, part, from)| {
            let to = now.get(subject, part).filter(|to| to != from)?;
            Some(Rename { subject: subject.clone(), part: part.clone(), from: from.clone(), to })
        });
        renamed.collect()
    }

    /// All names with what they name, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, String>)> {
        self.0.iter().map(|(subject, parts)| (subject.as_str(), parts))
    }

    fn put<P: Into<String>, N: AsRef<str>>(&mut self, subject: &str, parts: impl IntoIterator<Item = (P, N)>) {
        for (part, name) in parts {
            if !name.as_ref().is_empty() {
                self.0.entry(subject.to_owned()).or_default().insert(part.into(), name.as_ref().to_owned());
            }
        }
    }
}

pub(super) fn service_subject(service: &str) -> String {
    format!("service {service}")
}

pub(super) fn operation_subject(service: &str, operation: &str) -> String {
    format!("operation {service}.{operation}")
}

pub(super) fn faults_subject(operation: &str) -> String {
    format!("faults of {operation}")
}

pub(super) fn members_subject(ty: &str) -> String {
    format!("members of {ty}")
}

/// What the types of an API are called in a lock file: the name on the wire, with its service before it where it is that
/// service's own.
pub(super) fn type_subjects(api: &Api) -> Vec<String> {
    let subject = |ty: &Type| {
        let scope = ty.scope.and_then(|service| api.services.get(service));
        let scope = scope.map(|service| format!("{}/", service.name)).unwrap_or_default();
        let made = if ty.anonymous { "anonymous " } else { "" };
        format!("type {scope}{made}{}", ty.name)
    };
    apart(api.types.iter().map(subject))
}

/// What the fields or variants of a type are called in a lock file.
pub(super) fn member_keys(ty: &Type) -> Vec<String> {
    match &ty.kind {
        TypeKind::Struct(structure) => apart(structure.fields.iter().map(|field| match field.place {
            Place::Attribute => format!("@{}", field.name.local),
            _ => field.name.local.clone(),
        })),
        TypeKind::Enum(values) => apart(values.variants.iter().map(|value| value.name.local.clone())),
        TypeKind::Union(union) => apart(union.variants.iter().map(|variant| variant.name.local.clone())),
        TypeKind::Alias { .. } => Vec::new(),
    }
}

/// What header blocks are called in a lock file.
pub(super) fn header_keys(blocks: &[HeaderBlock]) -> Vec<String> {
    apart(blocks.iter().map(|block| block.name.local.clone()))
}

/// The same keys, a number behind those that were there before.
fn apart(keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    keys.map(|key| {
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key} #{count}") }
    })
    .collect()
}
