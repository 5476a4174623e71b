//! Servers: where an API can be reached, with what their addresses leave open.

use proc_macro2::TokenStream;
use quote::quote;

use super::{file::File, http};
use crate::model::Endpoint;

/// The servers of an API over plain HTTP, each once, in the order of the services; those of single operations last.
pub fn item(file: &File<'_>) -> Option<TokenStream> {
    let services = &file.plan.api.services;
    if services.is_empty() || services.iter().any(|service| service.speaks_soap()) {
        return None;
    }
    let mut servers: Vec<&Endpoint> = Vec::new();
    let own = file.plan.api.operations().flat_map(|(_, operation)| http::servers(operation));
    for endpoint in services.iter().flat_map(|service| &service.endpoints).chain(own) {
        if !servers.contains(&endpoint) {
            servers.push(endpoint);
        }
    }
    let rows = servers.into_iter().map(|endpoint| {
        let (name, url) = (&endpoint.name, &endpoint.address);
        let variables = endpoint.variables.iter().map(|(name, default, values)| {
            quote!(operation::ServerVariable { name: #name, default: #default, values: &[#(#values),*] })
        });
        quote!(operation::Server { name: #name, url: #url, variables: &[#(#variables),*] })
    });
    Some(quote! {
        /// The servers that the description names: a session starts with the address of one.
        pub static SERVERS: &[operation::Server] = &[#(#rows),*];
    })
}

/// The names and addresses of the servers that need no other server to be understood, their variables at their defaults.
pub fn addresses(endpoints: &[Endpoint]) -> Vec<(String, String)> {
    let addresses = endpoints.iter().map(|endpoint| (endpoint.name.clone(), endpoint.by_default()));
    addresses.filter(|(_, address)| address.contains("://")).collect()
}
