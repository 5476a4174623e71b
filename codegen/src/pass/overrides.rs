//! What the configuration wants to be different. An override that matches nothing is an error.

use std::collections::HashMap;

use super::{flatten, references};
use crate::{
    config::{Config, ModuleConfig, Override},
    diagnostic::Diagnostic,
    ledger::{Ledger, LossKind},
    model::{Api, Primitive, TypeId, TypeKind, TypeRef, WireName},
};

/// Names in Rust that the configuration gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    /// Of services, by index.
    pub services: HashMap<usize, String>,
    /// Of operations, by service and operation.
    pub operations: HashMap<(usize, usize), String>,
    /// Of types.
    pub types: HashMap<TypeId, String>,
    /// Of fields and variants, by type and index.
    pub members: HashMap<(TypeId, usize), String>,
}

/// What an override is addressed to.
enum Target<'a> {
    Service(&'a str),
    Operation(&'a str, &'a str),
    Type(&'a str),
    Field(&'a str, &'a str),
}

impl<'a> Target<'a> {
    fn parse(at: &'a str) -> Option<Self> {
        let (kind, name) = at.trim().split_once(' ')?;
        let name = name.trim();
        Some(match kind {
            "service" => Self::Service(name),
            "operation" => name.split_once('.').map(|(service, name)| Self::Operation(service, name))?,
            "type" => Self::Type(name),
            // A namespace may hold points, the name of a field's type may not.
            "field" => name.rsplit_once('.').map(|(ty, name)| Self::Field(ty, name))?,
            _ => return None,
        })
    }
}

/// Leaves out operations and replaces types: what must happen before anything else looks at them.
pub fn replace(
    api: &mut Api,
    config: &Config,
    module: &ModuleConfig,
    ledger: &mut Ledger,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for change in &module.overrides {
        let treat_as = change.treat_as.as_ref().and_then(|wanted| {
            let found = built_in(wanted.get_ref());
            if found.is_none() {
                let message = format!("`{}` is no built-in type", wanted.get_ref());
                diagnostics.push(
                    Diagnostic::error("config::unknown-type", config.origin(wanted), message)
                        .help("use `any`, `string`, `bool`, `i32`, `i64`, `integer`, `decimal`, `f64`, `date-time`, `guid`, `base64`, …"),
                );
            }
            found
        });
        let matched = match Target::parse(change.at.get_ref()) {
            Some(Target::Operation(service, name)) if change.skip => skip(api, service, name, ledger),
            Some(Target::Type(name)) => treat_as.is_none_or(|wanted| replace_type(api, name, &wanted)),
            Some(Target::Field(ty, name)) => treat_as.is_none_or(|wanted| replace_field(api, ty, name, &wanted)),
            _ => true,
        };
        if !matched {
            unmatched(config, change, diagnostics);
        }
    }
}

/// Finds the names that are given and marks what is secret. Runs when base types are flattened: what is said of a field
/// of a base holds in what extends it.
pub fn mark(api: &mut Api, config: &Config, module: &ModuleConfig, diagnostics: &mut Vec<Diagnostic>) -> Renames {
    let mut renames = Renames::default();
    for change in &module.overrides {
        let Some(target) = Target::parse(change.at.get_ref()) else {
            let message = format!("`{}` is not the address of anything", change.at.get_ref());
            diagnostics.push(
                Diagnostic::error("config::address", config.origin(&change.at), message)
                    .help("write `service S`, `operation S.O`, `type T`, `type S/T` or `field T.F`"),
            );
            continue;
        };
        let rename = change.rename.as_ref().map(|name| name.get_ref().clone());
        let matched = match target {
            Target::Service(name) => {
                let found = api.services.iter().position(|service| service.name == name);
                found.map(|index| rename.map(|to| renames.services.insert(index, to))).is_some()
            }
            Target::Operation(service, name) => {
                change.skip
                    || find_operation(api, service, name)
                        .map(|place| rename.map(|to| renames.operations.insert(place, to)))
                        .is_some()
            }
            Target::Type(name) => {
                let found = find_types(api, name);
                for id in &found {
                    rename.iter().for_each(|to| drop(renames.types.insert(*id, to.clone())));
                }
                !found.is_empty()
            }
            Target::Field(ty, name) => {
                let found = find_members(api, ty, name);
                for &(id, index) in &found {
                    rename.iter().for_each(|to| drop(renames.members.insert((id, index), to.clone())));
                    if change.secret
                        && let TypeKind::Struct(structure) = &mut api.types[id.0 as usize].kind
                    {
                        structure.fields[index].secret = true;
                    }
                }
                !found.is_empty()
            }
        };
        if !matched {
            unmatched(config, change, diagnostics);
        }
    }
    for prefix in &module.prefixes {
        if !shorten(api, prefix.get_ref(), &mut renames) {
            let message = format!("no operation and no type is called `{}…`", prefix.get_ref());
            diagnostics.push(
                Diagnostic::error("config::unmatched-prefix", config.origin(prefix), message)
                    .help("give what names begin with, as they stand in the description, or remove it"),
            );
        }
    }
    renames
}

/// Names what begins with a prefix by the rest, unless it is given a name. Whether anything does.
fn shorten(api: &Api, prefix: &str, renames: &mut Renames) -> bool {
    let rest = |name: &str| name.strip_prefix(prefix).filter(|rest| !rest.is_empty()).map(str::to_owned);
    let mut matched = false;
    for (index, service) in api.services.iter().enumerate() {
        for (place, operation) in service.operations.iter().enumerate() {
            if let Some(rest) = rest(&operation.name) {
                matched = true;
                renames.operations.entry((index, place)).or_insert(rest);
            }
        }
    }
    for (index, ty) in api.types.iter().enumerate() {
        if let Some(rest) = rest(&ty.name.local) {
            matched = true;
            renames.types.entry(TypeId(u32::try_from(index).unwrap_or(u32::MAX))).or_insert(rest);
        }
    }
    matched
}

fn unmatched(config: &Config, change: &Override, diagnostics: &mut Vec<Diagnostic>) {
    let message = format!("the override of `{}` matches nothing", change.at.get_ref());
    diagnostics.push(
        Diagnostic::error("config::unmatched-override", config.origin(&change.at), message).help(
            "names are those on the wire, in their case; `bindery inspect FILE` lists them. Remove what is gone.",
        ),
    );
}

fn skip(api: &mut Api, service: &str, name: &str, ledger: &mut Ledger) -> bool {
    let Some((service, operation)) = find_operation(api, service, name) else { return false };
    let service = &mut api.services[service];
    let operation = service.operations.remove(operation);
    let subject = format!("operation {}.{}", service.name, operation.name);
    ledger.lose(LossKind::OperationOmitted, subject, "left out by an override", operation.origin);
    true
}

fn replace_type(api: &mut Api, name: &str, wanted: &TypeRef) -> bool {
    let found = find_types(api, name);
    references::each_mut(api, &mut |outer| {
        references::nested_mut(outer, &mut |ty| {
            if matches!(ty, TypeRef::Named(id) if found.contains(id)) {
                *ty = wanted.clone();
            }
        });
    });
    !found.is_empty()
}

fn replace_field(api: &mut Api, ty: &str, name: &str, wanted: &TypeRef) -> bool {
    let found = find_members(api, ty, name);
    for &(id, index) in &found {
        if let TypeKind::Struct(structure) = &mut api.types[id.0 as usize].kind {
            structure.fields[index].ty = wanted.clone();
        }
    }
    !found.is_empty()
}

fn find_operation(api: &Api, service: &str, name: &str) -> Option<(usize, usize)> {
    let index = api.services.iter().position(|candidate| candidate.name == service)?;
    let operation = api.services[index].operations.iter().position(|operation| operation.name == name)?;
    Some((index, operation))
}

fn find_types(api: &Api, name: &str) -> Vec<TypeId> {
    let (scope, name) = match name.split_once('/') {
        Some((scope, local)) if !name.starts_with('{') => (Some(scope), local),
        _ => (None, name),
    };
    let is_called = |wire: &WireName| wire.local == name || (name.starts_with('{') && wire.to_string() == name);
    (0..api.types.len())
        .map(|index| TypeId(u32::try_from(index).unwrap_or(u32::MAX)))
        .filter(|id| {
            let ty = api.ty(*id);
            let service = ty.scope.and_then(|service| api.services.get(service));
            is_called(&ty.name) && scope.is_none_or(|scope| service.is_some_and(|service| service.name == scope))
        })
        .collect()
}

/// Fields and variants of a name in a type and in what extends it.
fn find_members(api: &Api, ty: &str, name: &str) -> Vec<(TypeId, usize)> {
    let owners = find_types(api, ty);
    let mut found = Vec::new();
    for index in 0..api.types.len() {
        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        if !owners.contains(&id) && !flatten::bases(api, id).iter().any(|base| owners.contains(base)) {
            continue;
        }
        let names: Vec<&str> = match &api.ty(id).kind {
            TypeKind::Struct(structure) => structure.fields.iter().map(|field| field.name.local.as_str()).collect(),
            TypeKind::Enum(enumeration) => enumeration.variants.iter().map(|value| value.name.local.as_str()).collect(),
            TypeKind::Union(union) => union.variants.iter().map(|variant| variant.name.local.as_str()).collect(),
            TypeKind::Alias { .. } => Vec::new(),
        };
        found.extend(names.iter().enumerate().filter(|(_, known)| **known == name).map(|(member, _)| (id, member)));
    }
    found
}

fn built_in(name: &str) -> Option<TypeRef> {
    Some(TypeRef::Primitive(match name {
        "any" => return Some(TypeRef::Any),
        "string" => Primitive::String,
        "token" => Primitive::Token,
        "bool" => Primitive::Bool,
        "i8" => Primitive::I8,
        "i16" => Primitive::I16,
        "i32" => Primitive::I32,
        "i64" => Primitive::I64,
        "u8" => Primitive::U8,
        "u16" => Primitive::U16,
        "u32" => Primitive::U32,
        "u64" => Primitive::U64,
        "integer" => Primitive::Integer,
        "decimal" => Primitive::Decimal,
        "f32" => Primitive::F32,
        "f64" => Primitive::F64,
        "date-time" => Primitive::DateTime,
        "date" => Primitive::Date,
        "time" => Primitive::Time,
        "duration" => Primitive::Duration,
        "guid" => Primitive::Guid,
        "char" => Primitive::Char,
        "base64" => Primitive::Base64,
        "hex" => Primitive::Hex,
        "uri" => Primitive::Uri,
        _ => return None,
    }))
}
