//! How an operation stands in SOAP: the only place that reads its binding.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    file::{File, ident},
    reference,
};
use crate::{
    model::{Endpoint, HeaderUse, Message, Operation, SoapBinding, SoapBody, SoapVersion, TypeKind, TypeRef},
    names::OperationNames,
};

/// The value of `OperationInfo::binding`.
pub fn binding(file: &File<'_>, operation: &Operation, soap: &SoapBinding, names: &OperationNames) -> TokenStream {
    let versions = soap.versions.iter().map(|version| match version {
        SoapVersion::V11 => quote!(operation::SoapVersion::V11),
        SoapVersion::V12 => quote!(operation::SoapVersion::V12),
    });
    let action = &soap.action;
    let table = ident(&names.table);
    let request = body(file, &soap.request, &quote!(&#table), false);
    let response = match &soap.response {
        Some(body_of) => {
            let body = response(file, operation, body_of, names);
            let some = file.prelude("Some");
            quote!(#some(#body))
        }
        None => file.prelude("None"),
    };
    let request_headers = blocks(file, "REQUEST_BLOCKS", &soap.request_headers);
    let response_headers = blocks(file, "RESPONSE_BLOCKS", &soap.response_headers);
    let faults = operation.faults.iter().enumerate().map(|(index, fault)| {
        let (name, index, table) = (&fault.name, Literal::usize_unsuffixed(index), ident(&names.fault_table));
        quote!(operation::FaultInfo { name: #name, detail: &#table.variants[#index] })
    });
    quote! {
        operation::Binding::Soap(&operation::SoapBinding {
            versions: &[#(#versions),*],
            action: #action,
            request: #request,
            response: #response,
            request_headers: #request_headers,
            response_headers: #response_headers,
            faults: &[#(#faults),*],
        })
    }
}

fn response(file: &File<'_>, operation: &Operation, body_of: &SoapBody, names: &OperationNames) -> TokenStream {
    match &operation.output {
        Some(Message::Unwrapped(_)) => {
            let table = ident(&names.response_table);
            body(file, body_of, &quote!(&#table), true)
        }
        Some(Message::Whole(TypeRef::Named(id))) if matches!(file.plan.api.ty(*id).kind, TypeKind::Struct(_)) => {
            let table = file.table(*id);
            body(file, body_of, &quote!(&#table), false)
        }
        // `pass::outputs` has refused what is neither a struct nor nothing.
        _ => body(file, body_of, &quote!(&record::Schema::EMPTY), true),
    }
}

fn body(file: &File<'_>, body: &SoapBody, schema: &TokenStream, unwrapped: bool) -> TokenStream {
    let element = match body {
        SoapBody::Wrapped(name) => {
            let (some, name) = (file.prelude("Some"), reference::name(file, Some(name)));
            quote!(#some(#name))
        }
        SoapBody::Bare => file.prelude("None"),
    };
    quote!(operation::BodyInfo { element: #element, schema: #schema, unwrapped: #unwrapped })
}

fn blocks(file: &File<'_>, wish: &str, uses: &[HeaderUse]) -> TokenStream {
    if uses.is_empty() {
        return quote!(&[]);
    }
    let blocks = uses.iter().map(|used| {
        let (field, required) = (Literal::usize_unsuffixed(used.block), used.required);
        quote!(operation::Block { field: #field, required: #required })
    });
    let value = quote!(&[#(#blocks),*]);
    let table = file.tables.borrow_mut().share(wish, &quote!(&[operation::Block]), &value);
    quote!(#table)
}

/// What follows the address that all services share: the last segment of the first endpoint's path.
pub fn path(endpoints: &[Endpoint]) -> String {
    let address = endpoints.first().map_or("", |endpoint| &endpoint.address);
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    path.rsplit_once('/').map_or_else(String::new, |(_, last)| last.to_owned())
}
