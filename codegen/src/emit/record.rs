//! Structs: the type, its table, and the way from one to the other.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    docs, field,
    file::{File, ident},
    reference,
};
use crate::model::{Content, Extra, Field, Struct, TypeId, WireName};

/// The items of a struct type.
pub fn items(file: &File<'_>, id: TypeId, structure: &Struct) -> Vec<TokenStream> {
    let ty = file.plan.api.ty(id);
    let names = file.names.of(id);
    let docs = docs::of_type(ty);
    let name = (!ty.anonymous).then_some(&ty.name);
    let fields = fields(file, id, structure);
    let members = names.members.as_slice();
    Definition { docs, ty: &names.ty, table: &names.table, public: true, name, structure, members, fields }.items(file)
}

/// What a struct is made of, whatever it stands for.
pub struct Definition<'a> {
    /// Its documentation.
    pub docs: TokenStream,
    /// Its name.
    pub ty: &'a str,
    /// The name of its table.
    pub table: &'a str,
    /// The table is seen in the whole crate.
    pub public: bool,
    /// Its name on the wire.
    pub name: Option<&'a WireName>,
    /// Its description.
    pub structure: &'a Struct,
    /// The names of its fields.
    pub members: &'a [String],
    /// The declarations of its fields.
    pub fields: Vec<TokenStream>,
}

impl Definition<'_> {
    /// The items.
    pub fn items(self, file: &File<'_>) -> Vec<TokenStream> {
        let Self { docs, ty, table, public, name, structure, members, fields } = self;
        let implementation = implementation(ty, table, members);
        let (ty, visible) = (ident(ty), public.then(|| quote!(pub(crate))));
        let declaration = quote! {
            #docs
            #[derive(Clone, Default)]
            pub struct #ty { #(#fields,)* }
        };
        let schema = schema(file, table, visible, name, structure);
        vec![declaration, schema, implementation]
    }
}

/// The declarations of the fields of a struct.
pub fn fields(file: &File<'_>, id: TypeId, structure: &Struct) -> Vec<TokenStream> {
    let names = &file.names.of(id).members;
    let declare = |(index, (field, name)): (usize, (&Field, &String))| {
        let docs = docs::of_field(field);
        let ty = field::rust(file, field, file.plan.boxed.contains(&(id, index)));
        let name = ident(name);
        quote!(#docs pub #name: #ty)
    };
    structure.fields.iter().zip(names).enumerate().map(declare).collect()
}

/// The table of a struct.
pub fn schema(
    file: &File<'_>,
    table: &str,
    visible: Option<TokenStream>,
    name: Option<&WireName>,
    structure: &Struct,
) -> TokenStream {
    let table = ident(table);
    let name = reference::name(file, name);
    let rows = structure.fields.iter().map(|field| field::table_row(file, field));
    let flags = flags(structure);
    quote! {
        #visible static #table: record::Schema = record::Schema { name: #name, fields: &[#(#rows),*], flags: #flags };
    }
}

fn flags(structure: &Struct) -> TokenStream {
    let mut flags = Vec::new();
    if structure.content == Content::All {
        flags.push("UNORDERED");
    }
    match structure.extra {
        Extra::Unknown => {}
        Extra::Forbidden => flags.push("CLOSED"),
        Extra::Mixed => flags.push("MIXED"),
    }
    if structure.is_abstract {
        flags.push("ABSTRACT");
    }
    field::flag_set(&flags)
}

/// The way from a struct to its table and back.
pub fn implementation(ty: &str, table: &str, members: &[String]) -> TokenStream {
    let (ty, table) = (ident(ty), ident(table));
    let rows = members.iter().enumerate().map(|(index, name)| {
        let (index, name) = (Literal::usize_unsuffixed(index), ident(name));
        quote!(#index #name)
    });
    quote!(::bindery_runtime::record!(#ty, #table #(, #rows)*);)
}
