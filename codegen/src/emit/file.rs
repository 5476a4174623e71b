//! What the emission of one file knows: where it stands, what it declares, and what it has to declare for itself.

use std::{cell::RefCell, collections::HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tables::Tables;
use crate::{
    model::TypeId,
    names::{NameTable, Scope},
    pass::Plan,
};

/// Where a file stands in the module of its API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The root of the API.
    Root,
    /// A group of shared types, `types/<group>.rs`.
    Group(usize),
    /// A service, `<service>.rs`.
    Service(usize),
    /// The types of a service alone, `<service>/types.rs`.
    Scoped(usize),
}

/// A file that is being emitted.
pub struct File<'a> {
    /// The model.
    pub plan: &'a Plan,
    /// The names.
    pub names: &'a NameTable,
    /// Where each type stands; `None` for one that is not emitted.
    pub homes: &'a [Option<Place>],
    /// Where the file stands.
    pub place: Place,
    /// The types that it declares by names of the prelude.
    shadowed: HashSet<String>,
    /// The constants and tables that it declares for itself.
    pub tables: RefCell<Tables<'a>>,
}

impl<'a> File<'a> {
    /// A file that declares some types.
    pub fn new(
        plan: &'a Plan,
        names: &'a NameTable,
        homes: &'a [Option<Place>],
        place: Place,
        declared: impl Iterator<Item = &'a str>,
        taken: &'a Scope,
    ) -> Self {
        let prelude = crate::names::PRELUDE;
        let shadowed = declared.filter(|name| prelude.contains(name)).map(str::to_owned).collect();
        Self { plan, names, homes, place, shadowed, tables: RefCell::new(Tables::new(taken)) }
    }

    /// A type of the prelude, by its full path where the file declares another of this name.
    pub fn prelude(&self, name: &str) -> TokenStream {
        let ident = ident(name);
        if !self.shadowed.contains(name) {
            return quote!(#ident);
        }
        match name {
            "Box" => quote!(::std::boxed::Box),
            "Default" => quote!(::std::default::Default),
            "Some" | "None" => quote!(::std::option::Option::#ident),
            "String" => quote!(::std::string::String),
            "Vec" => quote!(::std::vec::Vec),
            _ => quote!(::std::option::#ident),
        }
    }

    /// The path of a type from this file.
    pub fn ty(&self, id: TypeId) -> TokenStream {
        self.path(id, &self.names.of(id).ty)
    }

    /// The path of a type's table from this file.
    pub fn table(&self, id: TypeId) -> TokenStream {
        self.path(id, &self.names.of(id).table)
    }

    fn path(&self, id: TypeId, name: &str) -> TokenStream {
        let name = ident(name);
        let module = |service: usize| ident(&self.names.services[service].module);
        let Some(home) = self.homes.get(id.0 as usize).copied().flatten() else { return quote!(#name) };
        if home == self.place {
            return quote!(#name);
        }
        let up = match self.place {
            Place::Root => quote!(),
            Place::Service(_) => quote!(super::),
            Place::Group(_) | Place::Scoped(_) => quote!(super::super::),
        };
        match (self.place, home) {
            (Place::Group(_), Place::Group(_)) => quote!(super::#name),
            (Place::Service(here), Place::Scoped(there)) if here == there => quote!(types::#name),
            (Place::Scoped(here), Place::Service(there)) if here == there => quote!(super::#name),
            (_, Place::Group(_)) => quote!(#up types::#name),
            (_, Place::Scoped(service)) => {
                let module = module(service);
                quote!(#up #module::types::#name)
            }
            (_, Place::Service(service)) => {
                let module = module(service);
                quote!(#up #module::#name)
            }
            (_, Place::Root) => quote!(#up #name),
        }
    }

    /// The path of the API's marker type from this file.
    pub fn marker(&self) -> TokenStream {
        let marker = ident(&self.names.api.marker);
        match self.place {
            Place::Root => quote!(#marker),
            Place::Service(_) => quote!(super::#marker),
            Place::Group(_) | Place::Scoped(_) => quote!(super::super::#marker),
        }
    }
}

/// An identifier, raw where the name says so.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
