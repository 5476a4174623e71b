//! Operations: the request struct, and what it says about itself.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::json;

use super::{
    docs, fault, field,
    file::{File, ident},
    http, record, reference, server, soap,
};
use crate::{
    model::{Binding, Message, Operation, RestRoute, Struct, TypeKind, TypeRef, UnionTag},
    names::OperationNames,
    pass::is_response,
};

/// The items of an operation.
pub fn items(
    file: &File<'_>,
    operation: &Operation,
    rest: Option<&RestRoute>,
    names: &OperationNames,
) -> Vec<TokenStream> {
    let input = file.plan.api.ty(operation.input);
    let empty = Struct::default();
    let structure = match &input.kind {
        TypeKind::Struct(structure) => structure,
        _ => &empty,
    };
    let (route, tag) = match &operation.binding {
        Binding::Soap(_) => (rest.map(|rest| http::route(&rest.method, &rest.path)), UnionTag::Element),
        Binding::Http(http) => (Some(http::route(&http.method, &http.path)), UnionTag::Status),
    };
    let servers = http::servers(operation);
    let docs = docs::of_operation(operation, route, servers);
    let mut items = record::Definition {
        docs,
        id: operation.input,
        ty: &names.ty,
        name: (!input.anonymous).then_some(&input.name),
        structure,
        members: &file.names.of(operation.input).members,
        fields: record::fields(file, operation.input, structure),
    }
    .items(file);
    let ty = ident(&names.ty);
    items.extend(server::of_operation(&quote!(#ty), servers));
    items.extend(response(file, operation, names));
    items.extend(fault::items(file, operation, names, tag));
    items.push(implementation(file, operation, rest, names));
    items
}

/// The struct of a response that is not unwrapped, beside the first operation that answers it.
fn response(file: &File<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let api = &file.plan.api;
    match &operation.output {
        Some(Message::Whole(TypeRef::Named(id))) if is_response(api, *id) && names.declares_response => {
            super::type_items(file, *id)
        }
        _ => Vec::new(),
    }
}

fn implementation(
    file: &File<'_>,
    operation: &Operation,
    rest: Option<&RestRoute>,
    names: &OperationNames,
) -> TokenStream {
    let (ty, name, marker) = (ident(&names.ty), &operation.name, file.marker());
    let output = output(file, operation);
    let fault = fault::rust(file, operation, names);
    let row = match &operation.binding {
        Binding::Soap(binding) => {
            let request = file.tables.borrow().place(operation.input).unwrap_or_default();
            let mut row = json!({ "name": name, "soap": soap::row(file, operation, binding, request) });
            if let Some(rest) = rest {
                row["rest"] = http::rest(file, operation, rest);
            }
            row
        }
        Binding::Http(binding) => json!({ "name": name, "http": http::row(file, operation, binding) }),
    };
    let place = Literal::usize_unsuffixed(file.tables.borrow_mut().operation(row));
    let tables = file.tables.borrow().ident();
    quote! {
        impl operation::Operation for #ty {
            type Api = #marker;
            type Output = #output;
            type Fault = #fault;
            fn info() -> &'static operation::OperationInfo {
                #tables.operation(#place)
            }
        }
    }
}

/// What comes back, in Rust.
pub fn output(file: &File<'_>, operation: &Operation) -> TokenStream {
    match &operation.output {
        None | Some(Message::Empty(_)) => quote!(()),
        Some(Message::Whole(ty)) => match &operation.binding {
            Binding::Soap(_) => reference::rust(file, ty),
            Binding::Http(http) => http::output(file, ty, http),
        },
        Some(Message::Unwrapped(id)) => match &file.plan.api.ty(*id).kind {
            TypeKind::Struct(structure) => structure
                .fields
                .first()
                .map_or_else(|| quote!(()), |only| field::rust(file, only, file.plan.boxed.contains(&(*id, 0)))),
            _ => quote!(()),
        },
    }
}
