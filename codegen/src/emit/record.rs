//! Structs: the type, its table, and the way from one to the other.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Value, json};

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
    Definition { docs, id, ty: &names.ty, name, structure, members, fields }.items(file)
}

/// What a struct is made of, whatever it stands for.
pub struct Definition<'a> {
    /// Its documentation.
    pub docs: TokenStream,
    /// The type of the model.
    pub id: TypeId,
    /// Its name.
    pub ty: &'a str,
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
        let Self { docs, id, ty, name, structure, members, fields } = self;
        let row = row(file, name, structure);
        let place = file.tables.borrow_mut().record(Some(id), row);
        let implementation = implementation(file, ty, place, members);
        let ty = ident(ty);
        let declaration = quote! {
            #docs
            #[derive(Clone, Default)]
            pub struct #ty { #(#fields,)* }
        };
        vec![declaration, implementation]
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

/// The row of a struct: name, flags, fields.
pub fn row(file: &File<'_>, name: Option<&WireName>, structure: &Struct) -> Value {
    let rows: Vec<Value> = structure.fields.iter().map(|field| field::table_row(file, field)).collect();
    json!([reference::name(file, name), flags(structure), rows])
}

fn flags(structure: &Struct) -> String {
    let mut flags = String::new();
    if structure.content == Content::All {
        flags.push('u');
    }
    match structure.extra {
        Extra::Unknown => {}
        Extra::Forbidden => flags.push('c'),
        Extra::Mixed => flags.push('m'),
    }
    if structure.is_abstract {
        flags.push('a');
    }
    flags
}

/// The way from a struct to its table and back.
pub fn implementation(file: &File<'_>, ty: &str, place: usize, members: &[String]) -> TokenStream {
    let (ty, tables, place) = (ident(ty), file.tables.borrow().ident(), Literal::usize_unsuffixed(place));
    let rows = members.iter().enumerate().map(|(index, name)| {
        let (index, name) = (Literal::usize_unsuffixed(index), ident(name));
        quote!(#index #name)
    });
    quote!(::bindery_runtime::record!(#ty, #tables.record(#place) #(, #rows)*);)
}
