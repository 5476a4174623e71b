//! How an operation stands in plain HTTP: the only place that reads its binding.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use super::{
    field,
    file::{File, ident},
    reference,
};
use crate::{
    model::{
        Binding, BodyContent, Endpoint, HttpBinding, MediaBody, Message, Operation, Parameter, ParameterPlace,
        ParameterStyle, PartEncoding, Response, RestBody, RestRoute, SecurityRequirement, StatusMatch, TypeKind,
        TypeRef, Union, successes,
    },
    pass,
};

/// The method and the path.
pub fn route(method: &str, path: &str) -> String {
    format!("{method} {path}")
}

/// The servers of an operation alone.
pub fn servers(operation: &Operation) -> &[Endpoint] {
    match &operation.binding {
        Binding::Http(http) => &http.servers,
        Binding::Soap(_) => &[],
    }
}

/// What comes back, in Rust.
pub fn output(file: &File<'_>, ty: &TypeRef, http: &HttpBinding) -> TokenStream {
    let value = reference::rust(file, ty);
    if !output_is_nillable(ty, http) {
        return value;
    }
    let option = file.prelude("Option");
    quote!(#option<#value>)
}

/// Whether the one body of all successes may be null.
fn output_is_nillable(ty: &TypeRef, http: &HttpBinding) -> bool {
    let bodies = successes(&http.responses).into_iter().filter_map(|index| http.responses[index].body.as_ref());
    bodies.into_iter().any(|body| body.nillable && body.ty == *ty)
}

/// The row of how an operation stands in plain HTTP.
pub fn row(file: &File<'_>, operation: &Operation, http: &HttpBinding) -> Value {
    let mut row = json!({ "method": http.method, "path": pieces(&http.path, &http.parameters) });
    if let Some(body) = &http.request {
        row["body"] = json!([body.field.unwrap_or_default(), false, media(file, body)]);
    }
    let success = successes(&http.responses);
    let (mut responses, mut errors) = (Vec::new(), Vec::new());
    let mut faults = 0..;
    for (index, answer) in http.responses.iter().enumerate() {
        if let Some(place) = success.iter().position(|known| *known == index) {
            responses.push(response(file, answer, is_status_union(file, operation).then_some(place)));
        } else {
            // Faults are those of the errors that have a body, in their order.
            let place = answer.body.as_ref().and_then(|_| faults.next());
            errors.push(response(file, answer, place.filter(|_| operation.common_fault().is_none())));
        }
    }
    let parameters = http.parameters.iter().map(|one| parameter(one, false)).collect();
    let security = security(file, &http.security);
    for (member, rows) in
        [("parameters", parameters), ("responses", responses), ("errors", errors), ("security", security)]
    {
        set(&mut row, member, rows);
    }
    row
}

/// Sets a member to a list, unless that is empty.
fn set(row: &mut Value, member: &str, rows: Vec<Value>) {
    if !rows.is_empty() {
        row[member] = rows.into();
    }
}

fn security(file: &File<'_>, alternatives: &[SecurityRequirement]) -> Vec<Value> {
    alternatives.iter().map(|asked| requirement(file, asked)).collect()
}

/// The row of how an operation over SOAP is called over REST too: with the same types, as JSON.
pub fn rest(file: &File<'_>, operation: &Operation, route: &RestRoute) -> Value {
    const JSON: &[&str] = &["application/json"];
    let outside: Vec<Parameter> = route.parameters.iter().map(|(outside, _)| outside.clone()).collect();
    let mut row = json!({ "method": route.method, "path": pieces(&route.path, &outside) });
    match route.body {
        RestBody::None => {}
        RestBody::Fields => row["body"] = json!([null, true, JSON]),
        RestBody::Field { index, required } => row["body"] = json!([index, required, JSON]),
    }
    let answer = rest_answer(file, operation).map(|field| json!([field, JSON]));
    set(&mut row, "parameters", route.parameters.iter().map(|(one, required)| parameter(one, *required)).collect());
    set(&mut row, "responses", vec![json!([route.status.to_string(), null, answer, []])]);
    set(&mut row, "security", security(file, &route.security));
    row
}

/// The field that an operation over SOAP answers: the one in the wrapper, or the wrapper itself; none for nothing.
fn rest_answer(file: &File<'_>, operation: &Operation) -> Option<Value> {
    match operation.output.as_ref()? {
        Message::Empty(_) => None,
        Message::Whole(ty) => Some(field::row(file, None, reference::shape(file, ty), "q", [])),
        Message::Unwrapped(id) => match &file.plan.api.ty(*id).kind {
            TypeKind::Struct(wrapper) => wrapper.fields.first().map(|only| field::table_row(file, only)),
            _ => None,
        },
    }
}

/// The pieces of a path template. What stands in braces and is no parameter stands for itself.
fn pieces(path: &str, parameters: &[Parameter]) -> Vec<Value> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, tail)) = rest.split_once('{') {
        text.push_str(before);
        let found = tail.split_once('}').and_then(|(name, tail)| {
            let is_it = |it: &Parameter| it.place == ParameterPlace::Path && it.name == name;
            Some((parameters.iter().position(is_it)?, tail))
        });
        match found {
            Some((index, tail)) => {
                if !text.is_empty() {
                    pieces.push(std::mem::take(&mut text).into());
                }
                pieces.push(index.into());
                rest = tail;
            }
            None => {
                text.push('{');
                rest = tail;
            }
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(text.into());
    }
    pieces
}

fn parameter(parameter: &Parameter, required: bool) -> Value {
    let Parameter { name, style, explode, .. } = parameter;
    let (place, usual, exploded) = match parameter.place {
        ParameterPlace::Path => ("path", ParameterStyle::Simple, false),
        ParameterPlace::Query => ("query", ParameterStyle::Form, true),
        ParameterPlace::Header => ("header", ParameterStyle::Simple, false),
        ParameterPlace::Cookie => ("cookie", ParameterStyle::Form, true),
    };
    let rare = [
        ("style", (*style != usual).then(|| style_of(*style).into())),
        ("explode", (*explode != exploded).then_some(Value::Bool(*explode))),
        ("reserved", parameter.allow_reserved.then_some(Value::Bool(true))),
        ("required", required.then_some(Value::Bool(true))),
        ("content", parameter.media_type.as_deref().map(Value::from)),
    ];
    let rare: Map<String, Value> =
        rare.into_iter().filter_map(|(member, value)| Some((member.to_owned(), value?))).collect();
    let mut row = vec![place.into(), parameter.field.into(), name.as_str().into()];
    if !rare.is_empty() {
        row.push(Value::Object(rare));
    }
    Value::Array(row)
}

fn style_of(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Simple => "Simple",
        ParameterStyle::Label => "Label",
        ParameterStyle::Matrix => "Matrix",
        ParameterStyle::Form => "Form",
        ParameterStyle::SpaceDelimited => "SpaceDelimited",
        ParameterStyle::PipeDelimited => "PipeDelimited",
        ParameterStyle::DeepObject => "DeepObject",
        ParameterStyle::TabDelimited => "TabDelimited",
    }
}

/// The media types of a body.
fn media(file: &File<'_>, body: &BodyContent) -> Vec<Value> {
    body.media.iter().map(|media| media_row(file, body, media)).collect()
}

fn media_row(file: &File<'_>, body: &BodyContent, media: &MediaBody) -> Value {
    let variant = (media.ty != body.ty).then(|| variant_of(file, &body.ty, &media.ty)).flatten();
    if variant.is_none() && media.parts.is_empty() {
        return media.media_type.as_str().into();
    }
    let parts: Vec<Value> = media.parts.iter().map(part).collect();
    json!([media.media_type, variant, parts])
}

/// Which alternative of a body's union holds a type.
fn variant_of(file: &File<'_>, body: &TypeRef, held: &TypeRef) -> Option<usize> {
    let TypeRef::Named(id) = body else { return None };
    let TypeKind::Union(Union { variants, .. }) = &file.plan.api.ty(*id).kind else { return None };
    variants.iter().position(|variant| variant.ty.as_ref() == Some(held))
}

fn part(encoding: &PartEncoding) -> Value {
    let PartEncoding { property, content_type, style, explode, allow_reserved, .. } = encoding;
    json!([property, content_type, style.map(style_of), explode, allow_reserved])
}

/// Whether the output is a union over the statuses.
fn is_status_union(file: &File<'_>, operation: &Operation) -> bool {
    use crate::model::{Message, UnionTag};
    let Some(Message::Whole(TypeRef::Named(id))) = &operation.output else { return false };
    matches!(&file.plan.api.ty(*id).kind, TypeKind::Union(Union { tag: UnionTag::Status, .. }))
}

fn response(file: &File<'_>, response: &Response, variant: Option<usize>) -> Value {
    let status = match response.status {
        StatusMatch::Code(code) => code.to_string(),
        StatusMatch::Range(first) => format!("{first}XX"),
        StatusMatch::Default => "default".to_owned(),
    };
    let body = response.body.as_ref().map(|body| response_body(file, body));
    let headers = response
        .headers
        .iter()
        .filter_map(|(name, _, required)| Some(json!([pass::header(&file.plan.api, &name.local)?, required])));
    json!([status, variant, body, headers.collect::<Vec<_>>()])
}

fn response_body(file: &File<'_>, body: &BodyContent) -> Value {
    let mut flags = String::from("q");
    if body.nillable {
        flags.push('n');
    }
    if body.secret {
        flags.push('s');
    }
    let row = field::row(file, None, reference::shape(file, &body.ty), &flags, []);
    json!([row, media(file, body)])
}

fn requirement(file: &File<'_>, asked: &SecurityRequirement) -> Value {
    let schemes = asked.schemes.iter().filter_map(|(name, scopes)| {
        let index = file.plan.api.security.iter().position(|scheme| scheme.name == *name)?;
        let scheme = ident(file.names.api.security.get(index)?);
        let import = file.tables.borrow_mut().import("Scheme", &quote!(super::security::#scheme));
        Some(json!([import, scopes]))
    });
    schemes.collect()
}
