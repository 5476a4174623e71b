//! The types that services share: a file for each set of services.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    docs,
    file::{File, ident},
    service::source,
    type_items,
};
use crate::{
    names::NameTable,
    output::Source,
    pass::{Group, Plan, Users},
};

/// The file of a group.
pub fn group(file: File<'_>, index: usize) -> Source {
    let (plan, group) = (file.plan, &file.plan.sharing.groups[index]);
    let module = &file.names.groups[index];
    let items = group.types.iter().flat_map(|id| type_items(&file, *id)).collect();
    let path = format!("types/{module}.rs");
    source(file, path, vec![about(plan, group)], Vec::new(), items)
}

fn about(plan: &Plan, group: &Group) -> String {
    let name = |index: &usize| format!("`{}`", docs::code(&plan.api.services[*index].name));
    match &group.users {
        None => "Types that the API itself or all its services use.".to_owned(),
        Some(users) if users.len() == 1 => {
            format!("Types that {} alone uses.", users.iter().map(name).collect::<String>())
        }
        Some(users) => format!("Types that {} use.", users.iter().map(name).collect::<Vec<_>>().join(", ")),
    }
}

/// The module of all shared types.
pub fn index(plan: &Plan, names: &NameTable) -> Source {
    let items = plan.sharing.groups.iter().zip(&names.groups).map(|(group, module)| {
        let (cfg, module) = (cfg(names, &group.users), ident(module));
        quote! {
            #cfg
            mod #module;
            #cfg
            pub use self::#module::*;
        }
    });
    Source {
        path: "types.rs".to_owned(),
        docs: vec!["The types of the API's messages.".to_owned()],
        head: Vec::new(),
        items: items.collect(),
    }
}

/// The condition under which something that some services use is compiled.
pub fn cfg(names: &NameTable, users: &Users) -> Option<TokenStream> {
    let condition = condition(names, users)?;
    Some(quote!(#[cfg(#condition)]))
}

/// That something is on that uses a type; none where everything does.
pub fn condition(names: &NameTable, users: &Users) -> Option<TokenStream> {
    let features: Vec<&String> = users.as_ref()?.iter().map(|index| &names.services[*index].feature).collect();
    Some(match features.as_slice() {
        [only] => quote!(feature = #only),
        several => quote!(any(#(feature = #several),*)),
    })
}
