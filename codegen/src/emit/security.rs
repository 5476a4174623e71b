//! Security schemes: what credentials an API takes, and how each is presented.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    docs,
    file::{File, ident},
};
use crate::{
    model::{ParameterPlace, SecurityScheme, SecuritySchemeKind},
    output::Source,
};

/// The module of the schemes; none for an API without any.
pub fn module(file: &File<'_>) -> Option<Source> {
    let schemes = &file.plan.api.security;
    if schemes.is_empty() {
        return None;
    }
    let items = schemes.iter().zip(&file.names.api.security).map(|(scheme, name)| item(scheme, name));
    Some(Source {
        path: "security.rs".to_owned(),
        docs: vec!["The credentials that the API takes: a session is given each by the name of its scheme.".to_owned()],
        head: vec![quote!(
            use ::bindery_runtime::operation;
        )],
        items: items.collect(),
    })
}

fn item(scheme: &SecurityScheme, name: &str) -> TokenStream {
    let (wire, name) = (&scheme.name, ident(name));
    let docs = docs::declared(&scheme.docs, || format!("`{}`.", docs::code(wire)), &scheme.origin, false);
    let kind = match &scheme.kind {
        SecuritySchemeKind::Basic => quote!(Basic),
        SecuritySchemeKind::Bearer => quote!(Bearer),
        SecuritySchemeKind::OAuth2 => quote!(OAuth2),
        SecuritySchemeKind::Http(scheme) => quote!(Http(#scheme)),
        SecuritySchemeKind::ApiKey { place, name } => {
            let place = ident(match place {
                ParameterPlace::Path => "Path",
                ParameterPlace::Query => "Query",
                ParameterPlace::Header => "Header",
                ParameterPlace::Cookie => "Cookie",
            });
            quote!(ApiKey { place: operation::Place::#place, name: #name })
        }
    };
    quote! {
        #docs
        pub static #name: operation::SecurityScheme =
            operation::SecurityScheme { name: #wire, kind: operation::SecurityKind::#kind };
    }
}
