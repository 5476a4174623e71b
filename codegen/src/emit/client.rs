//! Clients: a method for each operation of a service.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    docs,
    file::{File, ident},
};
use crate::{model::Service, names::ServiceNames};

/// The items of a client.
pub fn items(file: &File<'_>, service: &Service, names: &ServiceNames) -> Vec<TokenStream> {
    let (client, marker) = (ident(&names.client), file.marker());
    let about = docs::attributes(&[format!("Calls the operations of the `{}` service.", docs::code(&service.name))]);
    let methods = service.operations.iter().zip(&names.operations).map(|(operation, names)| {
        let fallback = || format!("`{}`.", docs::code(&operation.name));
        let docs = docs::declared(&operation.docs, fallback, &Default::default(), operation.deprecated);
        let (method, ty) = (ident(&names.method), ident(&names.ty));
        quote! {
            #docs
            pub fn #method<'a>(&'a self, request: &'a #ty) -> C::Answer<'a, #ty> {
                self.caller.call(request)
            }
        }
    });
    let declaration = quote! {
        #about
        #[derive(Clone, Copy, Debug)]
        pub struct #client<C> {
            caller: C,
        }
    };
    let implementation = quote! {
        impl<C: client::Caller<Api = #marker>> #client<C> {
            /// A client that calls through a session, or whatever else calls operations.
            pub fn new(caller: C) -> Self {
                Self { caller }
            }
            #(#methods)*
        }
    };
    vec![declaration, implementation]
}
