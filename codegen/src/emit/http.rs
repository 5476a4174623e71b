//! How an operation stands in plain HTTP: the only place that reads its binding.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    field,
    file::{File, ident},
    reference,
};
use crate::{
    model::{
        Binding, BodyContent, Endpoint, HttpBinding, MediaBody, Operation, Parameter, ParameterPlace, ParameterStyle,
        PartEncoding, Primitive, Response, RestBody, RestRoute, SecurityRequirement, StatusMatch, TypeKind, TypeRef,
        Union, successes,
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

/// The value of `OperationInfo::binding`.
pub fn binding(file: &File<'_>, operation: &Operation, http: &HttpBinding) -> TokenStream {
    let method = &http.method;
    let path = pieces(&http.path, &http.parameters);
    let parameters = http.parameters.iter().map(parameter);
    let body = match &http.request {
        Some(body) => {
            let (some, field) = (file.prelude("Some"), Literal::usize_unsuffixed(body.field.unwrap_or_default()));
            let media = media(file, body);
            quote!(#some(operation::RequestBody::new(#field, #media)))
        }
        None => file.prelude("None"),
    };
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
    let responses = shared(file, "RESPONSES", &quote!(operation::Response), &responses);
    let errors = shared(file, "ERRORS", &quote!(operation::Response), &errors);
    let security = security(file, &http.security);
    quote! {
        operation::Binding::Http(&operation::HttpBinding {
            method: #method,
            path: &[#(#path),*],
            parameters: &[#(#parameters),*],
            body: #body,
            responses: #responses,
            errors: #errors,
            security: #security,
        })
    }
}

fn security(file: &File<'_>, alternatives: &[SecurityRequirement]) -> TokenStream {
    let rows: Vec<TokenStream> = alternatives.iter().map(|asked| requirement(file, asked)).collect();
    shared(file, "SECURITY", &quote!(operation::Requirement), &rows)
}

/// The value of `Operation::REST`: what SOAP's tables don't say.
pub fn rest(file: &File<'_>, route: &RestRoute) -> TokenStream {
    let RestRoute { method, path, status, .. } = route;
    let security = security(file, &route.security);
    let method = (method != "POST").then(|| quote!(.method(#method)));
    let outside: Vec<Parameter> = route.parameters.iter().map(|(outside, _)| outside.clone()).collect();
    let is_in_path = outside.iter().any(|outside| outside.place == ParameterPlace::Path);
    let (path, pieces) = match is_in_path {
        true => {
            let pieces = pieces(path, &outside);
            ("", Some(quote!(.pieces(&[#(#pieces),*]))))
        }
        false => (path.as_str(), None),
    };
    let rows = route.parameters.iter().map(|(outside, required)| {
        let (row, required) = (parameter(outside), required.then(|| quote!(.required())));
        quote!(#row #required)
    });
    let parameters = (!outside.is_empty()).then(|| quote!(.parameters(&[#(#rows),*])));
    let body = match route.body {
        RestBody::Fields => None,
        RestBody::None => Some(quote!(.body(operation::RestBody::None))),
        RestBody::Field { index, required } => {
            let index = Literal::usize_unsuffixed(index);
            Some(quote!(.body(operation::RestBody::Field { index: #index, required: #required })))
        }
    };
    let status = (*status != 200).then(|| {
        let status = Literal::u16_unsuffixed(*status);
        quote!(.status(#status))
    });
    quote!(operation::RestRoute::post(#path, #security) #method #pieces #parameters #body #status)
}

/// A slice that stands once in its file.
fn shared(file: &File<'_>, wish: &str, ty: &TokenStream, rows: &[TokenStream]) -> TokenStream {
    if rows.is_empty() {
        return quote!(&[]);
    }
    let table = file.tables.borrow_mut().share(wish, &quote!(&[#ty]), &quote!(&[#(#rows),*]));
    quote!(#table)
}

/// The pieces of a path template. What stands in braces and is no parameter stands for itself.
fn pieces(path: &str, parameters: &[Parameter]) -> Vec<TokenStream> {
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
                    pieces.push(quote!(operation::Piece::Text(#text)));
                    text.clear();
                }
                let index = Literal::usize_unsuffixed(index);
                pieces.push(quote!(operation::Piece::Parameter(#index)));
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
        pieces.push(quote!(operation::Piece::Text(#text)));
    }
    pieces
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let Parameter { name, style, explode, .. } = parameter;
    let (place, usual, exploded) = match parameter.place {
        ParameterPlace::Path => ("path", ParameterStyle::Simple, false),
        ParameterPlace::Query => ("query", ParameterStyle::Form, true),
        ParameterPlace::Header => ("header", ParameterStyle::Simple, false),
        ParameterPlace::Cookie => ("cookie", ParameterStyle::Form, true),
    };
    let (place, field) = (ident(place), Literal::usize_unsuffixed(parameter.field));
    let style = (*style != usual).then(|| {
        let style = style_of(*style);
        quote!(.style(#style))
    });
    let explode = (*explode != exploded).then(|| quote!(.explode(#explode)));
    let reserved = parameter.allow_reserved.then(|| quote!(.reserved()));
    let content = parameter.media_type.as_ref().map(|media_type| quote!(.content(#media_type)));
    quote!(operation::Parameter::#place(#field, #name) #style #explode #reserved #content)
}

fn style_of(style: ParameterStyle) -> TokenStream {
    let style = ident(match style {
        ParameterStyle::Simple => "Simple",
        ParameterStyle::Label => "Label",
        ParameterStyle::Matrix => "Matrix",
        ParameterStyle::Form => "Form",
        ParameterStyle::SpaceDelimited => "SpaceDelimited",
        ParameterStyle::PipeDelimited => "PipeDelimited",
        ParameterStyle::DeepObject => "DeepObject",
        ParameterStyle::TabDelimited => "TabDelimited",
    });
    quote!(operation::Style::#style)
}

/// The media types of a body.
fn media(file: &File<'_>, body: &BodyContent) -> TokenStream {
    let rows: Vec<TokenStream> = body.media.iter().map(|media| media_row(file, body, media)).collect();
    shared(file, "MEDIA", &quote!(operation::Media), &rows)
}

fn media_row(file: &File<'_>, body: &BodyContent, media: &MediaBody) -> TokenStream {
    let name = &media.media_type;
    let variant = (media.ty != body.ty).then(|| variant_of(file, &body.ty, &media.ty)).flatten();
    if variant.is_none() && media.parts.is_empty() {
        return match name.as_str() {
            "application/json" => quote!(operation::Media::JSON),
            _ => quote!(operation::Media::new(#name)),
        };
    }
    let variant = option(file, variant.map(Literal::usize_unsuffixed));
    let parts = media.parts.iter().map(|encoding| part(file, encoding));
    quote!(operation::Media { name: #name, variant: #variant, parts: &[#(#parts),*] })
}

/// Which alternative of a body's union holds a type.
fn variant_of(file: &File<'_>, body: &TypeRef, held: &TypeRef) -> Option<usize> {
    let TypeRef::Named(id) = body else { return None };
    let TypeKind::Union(Union { variants, .. }) = &file.plan.api.ty(*id).kind else { return None };
    variants.iter().position(|variant| variant.ty.as_ref() == Some(held))
}

fn part(file: &File<'_>, encoding: &PartEncoding) -> TokenStream {
    let PartEncoding { property, explode, allow_reserved, .. } = encoding;
    let content_type = option(file, encoding.content_type.as_ref());
    let style = option(file, encoding.style.map(style_of));
    quote! {
        operation::PartEncoding {
            property: #property,
            content_type: #content_type,
            style: #style,
            explode: #explode,
            allow_reserved: #allow_reserved,
        }
    }
}

fn option(file: &File<'_>, value: Option<impl quote::ToTokens>) -> TokenStream {
    match value {
        Some(value) => {
            let some = file.prelude("Some");
            quote!(#some(#value))
        }
        None => file.prelude("None"),
    }
}

/// Whether the output is a union over the statuses.
fn is_status_union(file: &File<'_>, operation: &Operation) -> bool {
    use crate::model::{Message, UnionTag};
    let Some(Message::Whole(TypeRef::Named(id))) = &operation.output else { return false };
    matches!(&file.plan.api.ty(*id).kind, TypeKind::Union(Union { tag: UnionTag::Status, .. }))
}

fn response(file: &File<'_>, response: &Response, variant: Option<usize>) -> TokenStream {
    let status = match response.status {
        StatusMatch::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Code(#code))
        }
        StatusMatch::Range(first) => {
            let first = Literal::u8_unsuffixed(first);
            quote!(Range(#first))
        }
        StatusMatch::Default => quote!(Default),
    };
    let variant = option(file, variant.map(Literal::usize_unsuffixed));
    let body = option(file, response.body.as_ref().map(|body| response_body(file, body)));
    let headers: Vec<TokenStream> = response
        .headers
        .iter()
        .filter_map(|(name, _, required)| {
            let field = Literal::usize_unsuffixed(pass::header(&file.plan.api, &name.local)?);
            Some(quote!(operation::Block { field: #field, required: #required }))
        })
        .collect();
    let headers = shared(file, "HEADERS", &quote!(operation::Block), &headers);
    quote! {
        operation::Response {
            status: operation::StatusMatch::#status,
            variant: #variant,
            body: #body,
            headers: #headers,
        }
    }
}

fn response_body(file: &File<'_>, body: &BodyContent) -> TokenStream {
    let shape = reference::shape(file, &body.ty);
    let mut flags = vec!["REQUIRED"];
    if body.nillable {
        flags.push("NILLABLE");
    }
    if body.secret {
        flags.push("SECRET");
    }
    let row = field::row(file, None, &shape, &field::flag_set(&flags));
    let wish = if body.ty == TypeRef::Primitive(Primitive::Binary) { "BYTES" } else { "BODY" };
    let row = file.tables.borrow_mut().share(wish, &quote!(record::Field), &row);
    let media = media(file, body);
    quote!(operation::ResponseBody { field: &#row, media: #media })
}

fn requirement(file: &File<'_>, asked: &SecurityRequirement) -> TokenStream {
    let schemes = asked.schemes.iter().filter_map(|(name, scopes)| {
        let index = file.plan.api.security.iter().position(|scheme| scheme.name == *name)?;
        let scheme = ident(file.names.api.security.get(index)?);
        Some(quote!(operation::SchemeUse { scheme: &super::security::#scheme, scopes: &[#(#scopes),*] }))
    });
    quote!(operation::Requirement { schemes: &[#(#schemes),*] })
}
