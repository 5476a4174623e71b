//! Servers: where an API or an operation can be reached, with what their addresses leave open.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use crate::model::Endpoint;

/// The servers of an API over plain HTTP, each once, in the order of the services.
pub fn item(file: &File<'_>) -> Option<TokenStream> {
    let services = &file.plan.api.services;
    if services.is_empty() || services.iter().any(|service| service.speaks_soap()) {
        return None;
    }
    let mut servers: Vec<&Endpoint> = Vec::new();
    for endpoint in services.iter().flat_map(|service| &service.endpoints) {
        if !servers.contains(&endpoint) {
            servers.push(endpoint);
        }
    }
    let rows = servers.into_iter().map(row);
    Some(quote! {
        /// The servers that the description names: a session starts with the address of one.
        pub static SERVERS: &[operation::Server] = &[#(#rows),*];
    })
}

/// The servers of one operation alone, as a constant of its request.
///
/// Nothing is sent there by itself: credentials are those of a session, and whoever means another host says so.
pub fn of_operation(ty: &TokenStream, servers: &[Endpoint]) -> Option<TokenStream> {
    let rows = servers.iter().map(row);
    (!servers.is_empty()).then(|| {
        quote! {
            impl #ty {
                /// The servers that the description names for this operation alone: call it through a session with the
                /// address of one.
                pub const SERVERS: &'static [operation::Server] = &[#(#rows),*];
            }
        }
    })
}

fn row(endpoint: &Endpoint) -> TokenStream {
    let (name, url) = (&endpoint.name, &endpoint.address);
    let variables = endpoint.variables.iter().map(|(name, default, values)| {
        quote!(operation::ServerVariable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(operation::Server { name: #name, url: #url, variables: &[#(#variables),*] })
}

/// The names and addresses of the servers that need no other server to be understood, their variables at their defaults.
pub fn addresses(endpoints: &[Endpoint]) -> Vec<(String, String)> {
    let addresses = endpoints.iter().map(|endpoint| (endpoint.name.clone(), endpoint.by_default()));
    addresses.filter(|(_, address)| address.contains("://")).collect()
}
