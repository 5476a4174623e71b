//! Operations: the request struct, and what it says about itself.

use proc_macro2::TokenStream;
use quote::quote;

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
        ty: &names.ty,
        table: &names.table,
        public: false,
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

/// The table of a response that is unwrapped, or the struct of one that is not.
fn response(file: &File<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let api = &file.plan.api;
    match &operation.output {
        Some(Message::Unwrapped(id)) => match &api.ty(*id).kind {
            TypeKind::Struct(structure) => {
                let name = (!api.ty(*id).anonymous).then_some(&api.ty(*id).name);
                vec![record::schema(file, &names.response_table, None, name, structure)]
            }
            _ => Vec::new(),
        },
        Some(Message::Whole(TypeRef::Named(id)))
            if is_response(api, *id) && file.names.of(*id).table == names.response_table =>
        {
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
    let binding = match &operation.binding {
        Binding::Soap(binding) => soap::binding(file, operation, binding, names),
        Binding::Http(binding) => http::binding(file, operation, binding),
    };
    let rest = rest.map(|rest| {
        let (option, some, route) = (file.prelude("Option"), file.prelude("Some"), http::rest(file, rest));
        quote!(const REST: #option<operation::RestRoute> = #some(#route);)
    });
    quote! {
        impl operation::Operation for #ty {
            type Api = #marker;
            type Output = #output;
            type Fault = #fault;
            const INFO: &'static operation::OperationInfo =
                &operation::OperationInfo { name: #name, service: &SERVICE, binding: #binding };
            #rest
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
