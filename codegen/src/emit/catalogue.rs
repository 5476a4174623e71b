//! Operations without their types, for servers and for corpus runs: behind the feature `catalogue`.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{File, ident};
use crate::names::ServiceNames;

/// The operations of a service.
pub fn entries(_: &File<'_>, names: &ServiceNames) -> TokenStream {
    let operations = names.operations.iter().map(|operation| ident(&operation.ty));
    quote! {
        /// The operations of the service, their types erased.
        #[cfg(feature = "catalogue")]
        pub static OPERATIONS: &[::bindery_runtime::catalogue::Entry] =
            &[#(::bindery_runtime::catalogue::Entry::of::<#operations>()),*];
    }
}

/// The operations of all services of an API.
pub fn gather(file: &File<'_>) -> TokenStream {
    let marker = ident(&file.names.api.marker);
    let services = file.names.services.iter().map(|service| {
        let (feature, module) = (&service.feature, ident(&service.module));
        quote!(#[cfg(feature = #feature)] #module::OPERATIONS)
    });
    quote! {
        /// The operations of all services that are compiled in, their types erased.
        #[cfg(feature = "catalogue")]
        pub fn catalogue() -> ::bindery_runtime::catalogue::Catalogue {
            ::bindery_runtime::catalogue::Catalogue::new::<#marker>(vec![#(#services),*])
        }
    }
}
