//! The module of a service: its facts, its client, its operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::{catalogue, client, docs, file::File, operation, server, soap, type_items};
use crate::{model::Service, output::Source, pass::Plan};

/// The files of a service: its module, and that of its own types where it has any.
pub fn sources(file: File<'_>, scoped: Option<File<'_>>, index: usize) -> Vec<Source> {
    let (plan, names) = (file.plan, file.names);
    let (service, own) = (&plan.api.services[index], &names.services[index]);
    file.tables.borrow_mut().import("Service", &quote!(SERVICE));
    let mut items = vec![info(service)];
    items.extend(client::items(&file, service, own));
    for (place, (operation, names)) in service.operations.iter().zip(&own.operations).enumerate() {
        items.extend(operation::items(&file, operation, plan.rest.get(&(index, place)), names));
    }
    items.push(catalogue::entries(&file, own));
    let module = &own.module;
    let mut uses = vec![quote!(
        use ::bindery_runtime::{client, operation};
    )];
    let mut sources = Vec::new();
    if let Some(scoped) = scoped {
        uses.push(quote!(
            pub mod types;
        ));
        let items = plan.sharing.scoped[index].iter().flat_map(|id| type_items(&scoped, *id)).collect();
        let docs = format!("Types that `{}` alone defines so.", docs::code(&service.name));
        sources.push(source(scoped, format!("{module}/types.rs"), vec![docs], Vec::new(), items));
    }
    let mut about = docs::prose(&service.docs);
    if about.is_empty() {
        about.push(format!("The `{}` service.", docs::code(&service.name)));
    }
    sources.push(source(file, format!("{module}.rs"), about, uses, items));
    sources
}

/// A source file with what it declares for itself.
pub fn source(
    file: File<'_>,
    path: String,
    docs: Vec<String>,
    head: Vec<TokenStream>,
    mut items: Vec<TokenStream>,
) -> Source {
    items.extend(file.tables.into_inner().into_item());
    Source { path, docs, head, items }
}

fn info(service: &Service) -> TokenStream {
    let name = &service.name;
    let (path, addresses) = if service.speaks_soap() {
        let addresses = service.endpoints.iter().map(|endpoint| (endpoint.name.clone(), endpoint.address.clone()));
        (soap::path(&service.endpoints), addresses.collect())
    } else {
        (String::new(), server::addresses(&service.endpoints))
    };
    let addresses = addresses.iter().map(|(name, url)| quote!(operation::Address { name: #name, url: #url }));
    quote! {
        /// The facts of the service.
        pub static SERVICE: operation::ServiceInfo =
            operation::ServiceInfo { name: #name, addresses: &[#(#addresses),*], path: #path };
    }
}

/// Whether a service has types that it alone defines so.
pub fn has_scoped(plan: &Plan, index: usize) -> bool {
    plan.sharing.scoped.get(index).is_some_and(|types| !types.is_empty())
}
