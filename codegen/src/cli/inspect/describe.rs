//! Types, fields and messages in a few words.

use crate::model::{
    Api, Binding, Field, Message, Operation, Place, SoapBody, SoapVersion, Struct, Type, TypeId, TypeKind, TypeRef,
};

/// `name: type`, with `?` for what may be left out and `…` for what may stand several times.
pub(super) fn field_text(api: &Api, field: &Field) -> String {
    let ty = api.text(&field.ty);
    let mark = match (field.cardinality.repeats(), field.cardinality.optional()) {
        (true, _) => "…",
        (false, true) => "?",
        (false, false) => "",
    };
    let at = if field.place == Place::Attribute { "@" } else { "" };
    format!("{at}{}: {ty}{mark}", field.name.local)
}

/// The fields of a struct, those of its bases first.
pub(super) fn fields<'a>(api: &'a Api, record: &'a Struct) -> Vec<&'a Field> {
    let mut chain = vec![record];
    while let Some(base) = chain.last().and_then(|record| record.base)
        && let TypeKind::Struct(parent) = &api.ty(base).kind
        && chain.len() < 64
    {
        chain.push(parent);
    }
    chain.iter().rev().flat_map(|record| &record.fields).collect()
}

/// What a message holds: its fields.
pub(super) fn content_text(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Struct(record) => {
                let fields: Vec<String> = fields(api, record).into_iter().map(|field| field_text(api, field)).collect();
                fields.join(", ")
            }
            _ => api.text(ty),
        },
        _ => api.text(ty),
    }
}

/// What an operation answers.
pub(super) fn output_type(message: &Message) -> Option<TypeRef> {
    match message {
        Message::Empty(None) => None,
        Message::Empty(Some(id)) | Message::Unwrapped(id) => Some(TypeRef::Named(*id)),
        Message::Whole(ty) => Some(ty.clone()),
    }
}

/// The types that only wrap the content of messages.
pub(super) fn wrappers(api: &Api) -> Vec<TypeId> {
    let mut ids: Vec<TypeId> = api
        .operations()
        .flat_map(|(_, operation)| {
            let output = operation.output.as_ref().and_then(|message| match message {
                Message::Empty(id) => *id,
                Message::Unwrapped(id) => Some(*id),
                Message::Whole(TypeRef::Named(id)) => Some(*id),
                Message::Whole(_) => None,
            });
            std::iter::once(operation.input).chain(output.filter(|id| api.ty(*id).anonymous))
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// `SOAP 1.1`, `HTTP` and so on.
pub(super) fn protocol(operation: &Operation) -> String {
    match &operation.binding {
        Binding::Soap(soap) => {
            let versions: Vec<&str> = soap.versions.iter().map(|version| version_text(*version)).collect();
            format!("SOAP {}", versions.join(", "))
        }
        Binding::Http(_) => "HTTP".to_owned(),
    }
}

pub(super) fn version_text(version: SoapVersion) -> &'static str {
    match version {
        SoapVersion::V11 => "1.1",
        SoapVersion::V12 => "1.2",
    }
}

/// The element that a SOAP body holds; `None` where its parts stand bare.
pub(super) fn body_element(body: &SoapBody) -> Option<&str> {
    match body {
        SoapBody::Wrapped(name) => Some(&name.local),
        SoapBody::Bare => None,
    }
}

/// What a type is, and how many fields, values or alternatives it has.
pub(super) fn kind_text(api: &Api, ty: &Type) -> (&'static str, String) {
    match &ty.kind {
        TypeKind::Struct(record) => {
            let base = record.base.map(|base| format!(" and those of {}", api.ty(base).name.local)).unwrap_or_default();
            let kind = if record.is_abstract { "abstract struct" } else { "struct" };
            (kind, count(record.fields.len(), "field") + &base)
        }
        TypeKind::Enum(values) => (if values.set { "set" } else { "enum" }, count(values.variants.len(), "value")),
        TypeKind::Union(union) => ("union", count(union.variants.len(), "alternative")),
        TypeKind::Alias { target, .. } => ("alias", api.text(target)),
    }
}

/// A number and a noun.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
