//! Enumerations: an enum that keeps values it does not know, and its table.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{
    docs,
    file::{File, ident},
};
use crate::model::{Enum, TypeId, WireName};

/// The items of an enumeration type.
pub fn items(file: &File<'_>, id: TypeId, values: &Enum) -> Vec<TokenStream> {
    let names = file.names.of(id);
    let (ty, table, unknown) = (ident(&names.ty), ident(&names.table), ident(&names.unknown));
    let docs = docs::of_type(file.plan.api.ty(id));
    let variants: Vec<Ident> = names.members.iter().map(|name| ident(name)).collect();
    let string = file.prelude("String");
    let declared = values.variants.iter().zip(&variants).enumerate().map(|(index, (value, name))| {
        let docs = docs::of_member(&value.docs, &value.name.local);
        let first = (index == 0).then(|| quote!(#[default]));
        quote!(#docs #first #name)
    });
    // Without any value, only what is unknown can be the default, and an attribute cannot say so.
    let (derived, default) = if variants.is_empty() {
        let default = file.prelude("Default");
        let default = quote! {
            impl #default for #ty {
                fn default() -> Self {
                    Self::#unknown(#string::new())
                }
            }
        };
        (quote!(Clone, PartialEq, Eq, Hash), Some(default))
    } else {
        (quote!(Clone, Default, PartialEq, Eq, Hash), None)
    };
    let declaration = quote! {
        #docs
        #[derive(#derived)]
        #[non_exhaustive]
        pub enum #ty {
            #(#declared,)*
            /// A value that the description does not name, as it stood on the wire.
            #unknown(#string),
        }
    };
    let rows = variants.iter().enumerate().map(|(index, name)| {
        let index = Literal::usize_unsuffixed(index);
        quote!(#index #name)
    });
    let implementation = quote!(::bindery_runtime::enumeration!(#ty, #table, #unknown #(, #rows)*););
    let mut items = vec![declaration];
    items.extend(default);
    items.extend([schema(file, id, values), implementation]);
    items
}

/// The table of an enumeration, or of a set of its values.
pub fn schema(file: &File<'_>, id: TypeId, values: &Enum) -> TokenStream {
    let table = ident(&file.names.of(id).table);
    let ty = file.plan.api.ty(id);
    let name = match (!ty.anonymous).then_some(&ty.name) {
        Some(WireName { namespace, local }) => {
            let namespace = namespace.as_deref().unwrap_or_default();
            quote!(::bindery_runtime::record::Name::new(#namespace, #local))
        }
        None => quote!(::bindery_runtime::record::Name::NONE),
    };
    let texts: Vec<&str> = values.variants.iter().map(|value| value.name.local.as_str()).collect();
    let mut sorted: Vec<usize> = (0..texts.len()).collect();
    sorted.sort_by_key(|&index| (texts[index].len(), texts[index].as_bytes()));
    let sorted = sorted.into_iter().map(Literal::usize_unsuffixed);
    let (integer, set) = (values.integer, values.set);
    quote! {
        pub(crate) static #table: ::bindery_runtime::record::EnumSchema = ::bindery_runtime::record::EnumSchema {
            name: #name,
            values: &[#(#texts),*],
            sorted: &[#(#sorted),*],
            integer: #integer,
            set: #set,
        };
    }
}
