//! What a file declares for itself: constants for namespaces, and tables of lists, maps and header blocks, each once.

use std::collections::{BTreeMap, HashMap};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::file::ident;
use crate::names::Scope;

/// The private declarations of a file.
pub struct Tables<'a> {
    /// What tables that others see are called.
    taken: &'a Scope,
    mine: Scope,
    namespaces: BTreeMap<String, Ident>,
    known: HashMap<String, Ident>,
    items: Vec<TokenStream>,
}

impl<'a> Tables<'a> {
    /// No declarations yet, and names that they must not take.
    pub fn new(taken: &'a Scope) -> Self {
        Self { taken, mine: Scope::default(), namespaces: BTreeMap::new(), known: HashMap::new(), items: Vec::new() }
    }

    /// The constant of a namespace; an empty literal for none.
    pub fn namespace(&mut self, namespace: Option<&str>) -> TokenStream {
        let Some(namespace) = namespace.filter(|namespace| !namespace.is_empty()) else { return quote!("") };
        if let Some(known) = self.namespaces.get(namespace) {
            return quote!(#known);
        }
        // `NS` is taken from all other tables, and so is what the scope makes of it.
        let name = ident(&self.mint("NS"));
        self.namespaces.insert(namespace.to_owned(), name.clone());
        quote!(#name)
    }

    /// The static that holds a table, declared when it is first asked for.
    pub fn share(&mut self, wish: &str, ty: &TokenStream, value: &TokenStream) -> Ident {
        let key = format!("{ty}={value}");
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let name = ident(&self.mint(wish));
        self.items.push(quote!(static #name: #ty = #value;));
        self.known.insert(key, name.clone());
        name
    }

    fn mint(&mut self, wish: &str) -> String {
        loop {
            let name = self.mine.mint(wish);
            if wish == "NS" && name == wish || !self.taken.holds(&name) {
                return name;
            }
        }
    }

    /// The constants, and the tables.
    pub fn into_items(self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let mut constants: Vec<(Ident, String)> = self.namespaces.into_iter().map(|(uri, name)| (name, uri)).collect();
        constants.sort();
        let constants = constants.into_iter().map(|(name, uri)| quote!(const #name: &str = #uri;)).collect();
        (constants, self.items)
    }
}
