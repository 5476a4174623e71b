//! What the emission of one file knows: where it stands, what it declares, and what it has to declare for itself.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tables::{Layout, Tables};
use crate::{model::TypeId, names::NameTable, pass::Plan};

/// Where a file stands in the module of its API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// What the tables of a file are called, unless another file sees them by a name of its own.
pub const TABLES: &str = "TABLES";

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
    /// The tables of all files.
    layouts: &'a Layouts,
    /// Its own tables.
    pub tables: RefCell<Tables>,
}

/// What the tables of each file are called, and where its types stand in them.
pub type Layouts = HashMap<Place, (String, Layout)>;

impl<'a> File<'a> {
    /// A file that declares some types.
    pub fn new(
        plan: &'a Plan,
        names: &'a NameTable,
        homes: &'a [Option<Place>],
        place: Place,
        declared: impl Iterator<Item = &'a str>,
        layouts: &'a Layouts,
    ) -> Self {
        let prelude = crate::names::PRELUDE;
        let shadowed = declared.filter(|name| prelude.contains(name)).map(str::to_owned).collect();
        let tables = match layouts.get(&place) {
            Some((name, layout)) => Tables::new(name.clone(), layout),
            None => Tables::new(TABLES.to_owned(), &Layout::default()),
        };
        Self { plan, names, homes, place, shadowed, layouts, tables: RefCell::new(tables) }
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

    /// The path of an enumeration's table from this file.
    pub fn table(&self, id: TypeId) -> TokenStream {
        self.path(id, &self.names.of(id).table)
    }

    /// Where the row of a record or a union stands: its place, and that of its import where it is in another file.
    pub fn row(&self, id: TypeId) -> Vec<usize> {
        let home = self.homes.get(id.0 as usize).copied().flatten().filter(|home| *home != self.place);
        let Some((home, (name, layout))) = home.and_then(|home| Some((home, self.layouts.get(&home)?))) else {
            return self.tables.borrow().place(id).into_iter().collect();
        };
        let import = self.tables.borrow_mut().import("Tables", &self.path_to(home, name));
        layout.places.get(&id).copied().into_iter().chain([import]).collect()
    }

    fn path(&self, id: TypeId, name: &str) -> TokenStream {
        self.path_to(self.homes.get(id.0 as usize).copied().flatten().unwrap_or(self.place), name)
    }

    fn path_to(&self, home: Place, name: &str) -> TokenStream {
        let name = ident(name);
        let module = |service: usize| ident(&self.names.services[service].module);
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
