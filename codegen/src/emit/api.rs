//! The root of an API: its marker type, its header blocks, its modules.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Value, json};

use super::{
    catalogue, docs, field,
    file::{File, ident},
    record::implementation,
    server,
    service::source,
};
use crate::{
    model::{Api, HeaderBlock, Type, TypeKind},
    names::module_name,
    output::Source,
};

/// The file at the root of an API: `mod.rs`, or `lib.rs` where the API is the crate.
pub fn root(file: File<'_>) -> Source {
    let names = file.names;
    let api = &file.plan.api;
    let mut items = vec![marker(&file)];
    items.extend(headers(&file, "RequestHeaders", &api.request_headers, &names.api.request_headers));
    items.extend(headers(&file, "ResponseHeaders", &api.response_headers, &names.api.response_headers));
    items.extend(sessions(&file));
    items.push(catalogue::gather(&file));
    let mut head = Vec::new();
    if is_deprecated(api) {
        // What the description deprecates is told to those who use it, not to the crate itself.
        head.push(quote!(
            #![allow(deprecated)]
        ));
    }
    let server = server::item(&file);
    if server.is_some() {
        head.push(quote!(
            use ::bindery_runtime::operation;
        ));
    }
    items.extend(server);
    let fixed = [("security", !api.security.is_empty()), ("types", !file.plan.sharing.groups.is_empty())];
    for (module, _) in fixed.into_iter().filter(|(_, stands)| *stands) {
        head.push(declared(&file, module));
    }
    for service in &names.services {
        let (feature, module) = (&service.feature, declared(&file, &service.module));
        head.push(quote!(#[cfg(feature = #feature)] #module));
    }
    let mut about = docs::prose(&api.docs);
    if about.is_empty() {
        about.push(format!("Bindings for {}.", docs::prose(&crate::model::Docs::new(title(&file))).join(" ")));
    }
    source(file, "mod.rs".to_owned(), about, head, items)
}

/// A module of an API. It may be called as the API is.
fn declared(file: &File<'_>, module: &str) -> TokenStream {
    let inception = file.plan.module.last().is_some_and(|own| module_name(own) == module);
    let allowed = inception.then(|| quote!(#[allow(clippy::module_inception)]));
    let module = ident(module);
    quote!(#allowed pub mod #module;)
}

/// Whether anything of an API is marked deprecated.
pub fn is_deprecated(api: &Api) -> bool {
    let of_type = |ty: &Type| match &ty.kind {
        TypeKind::Struct(structure) => ty.deprecated || structure.fields.iter().any(|field| field.deprecated),
        _ => ty.deprecated,
    };
    api.types.iter().any(of_type) || api.operations().any(|(_, operation)| operation.deprecated)
}

fn title<'a>(file: &File<'a>) -> &'a str {
    let title = file.plan.api.title.as_str();
    if title.is_empty() { &file.names.api.marker } else { title }
}

fn marker(file: &File<'_>) -> TokenStream {
    let marker = ident(&file.names.api.marker);
    let title = title(file);
    let version = file.plan.api.version.as_deref().unwrap_or_default();
    let about =
        docs::attributes(&[format!("The API `{}`: what sessions and operations belong to.", docs::code(title))]);
    let outcome = match &file.plan.outcome {
        None => quote!(None),
        Some(outcome) => {
            let success = proc_macro2::Literal::usize_unsuffixed(outcome.succeeded);
            let exception = proc_macro2::Literal::usize_unsuffixed(outcome.exception);
            let message = &outcome.message;
            quote!(Some(::bindery_runtime::operation::Outcome {
                success: #success,
                exception: #exception,
                message: #message,
            }))
        }
    };
    quote! {
        #about
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct #marker;

        impl ::bindery_runtime::operation::Api for #marker {
            type RequestHeaders = RequestHeaders;
            type ResponseHeaders = ResponseHeaders;
            const INFO: &'static ::bindery_runtime::operation::ApiInfo = &::bindery_runtime::operation::ApiInfo {
                title: #title,
                version: #version,
                outcome: #outcome,
            };
        }
    }
}

fn headers(file: &File<'_>, ty: &str, blocks: &[HeaderBlock], names: &[String]) -> Vec<TokenStream> {
    let fields = blocks.iter().zip(names).map(|(block, name)| {
        let (docs, name) = (docs::of_member(&block.docs, &block.name.local), ident(name));
        let ty = field::rust_block(file, block);
        quote!(#docs pub #name: #ty)
    });
    let rows: Vec<Value> = blocks.iter().map(|block| field::block_row(file, block)).collect();
    let place = file.tables.borrow_mut().record(None, json!([null, "", rows]));
    let about = if ty == "RequestHeaders" {
        "The header blocks that requests carry, set once per session."
    } else {
        "The header blocks that responses carry."
    };
    let about = docs::attributes(&[about.to_owned()]);
    let ident_of = ident(ty);
    vec![
        quote! {
            #about
            #[derive(Clone, Default)]
            pub struct #ident_of { #(#fields,)* }
        },
        implementation(file, ty, place, names),
    ]
}

fn sessions(file: &File<'_>) -> Vec<TokenStream> {
    let marker = ident(&file.names.api.marker);
    vec![quote! {
        /// A session with the API: the address, the header blocks and the transport that its clients share.
        pub type Session = ::bindery_runtime::client::Session<#marker>;
    }]
}
