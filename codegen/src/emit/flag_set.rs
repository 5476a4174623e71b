//! Sets of an enumeration's values: a struct with a constant per value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    docs, enumeration,
    file::{File, ident},
};
use crate::model::{Enum, TypeId};

/// For how many values of a set the runtime has constants; those beyond are inserted by their text.
const CONSTANTS: usize = 256;

/// The items of a set type.
pub fn items(file: &File<'_>, id: TypeId, values: &Enum) -> Vec<TokenStream> {
    let names = file.names.of(id);
    let (ty, table) = (ident(&names.ty), ident(&names.table));
    let docs = docs::of_type(file.plan.api.ty(id));
    let constants =
        values.variants.iter().zip(&names.members).take(CONSTANTS).enumerate().map(|(index, (value, name))| {
            let (index, name) = (Literal::usize_unsuffixed(index), ident(name));
            let docs = docs::of_member(&value.docs, &value.name.local);
            quote! {
                #docs
                pub const #name: Self = Self(::bindery_runtime::record::FlagSet::of(#index));
            }
        });
    let declaration = quote! {
        #docs
        #[derive(Clone, Default, PartialEq, Eq, Hash)]
        pub struct #ty(::bindery_runtime::record::FlagSet);
    };
    let constants = (!values.variants.is_empty()).then(|| quote!(impl #ty { #(#constants)* }));
    let implementation = quote!(::bindery_runtime::flag_set!(#ty, #table););
    let mut items = vec![declaration];
    items.extend(constants);
    items.extend([enumeration::schema(file, id, values), implementation]);
    items
}
