//! Members of structs and unions: as fields in Rust, and as rows in tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::{file::File, reference, rules};
use crate::{
    config::NilItems,
    model::{Access, Cardinality, Field, HeaderBlock, Place, WireName},
};

/// The type of a field in Rust.
pub fn rust(file: &File<'_>, field: &Field, boxed: bool) -> TokenStream {
    let mut value = reference::rust(file, &field.ty);
    if boxed {
        let boxed = file.prelude("Box");
        value = quote!(#boxed<#value>);
    }
    occurring(file, value, field.cardinality)
}

/// A value that stands as often as a cardinality says.
pub fn occurring(file: &File<'_>, value: TokenStream, cardinality: Cardinality) -> TokenStream {
    if cardinality.repeats() {
        let vec = file.prelude("Vec");
        let item = reference::nullable(file, value, cardinality.nillable);
        return quote!(#vec<#item>);
    }
    let option = file.prelude("Option");
    match (cardinality.optional(), cardinality.nillable) {
        (true, true) if !file.plan.null_is_absent => quote!(record::Maybe<#value>),
        (false, false) => value,
        _ => quote!(#option<#value>),
    }
}

/// The type of a header block in Rust.
pub fn rust_block(file: &File<'_>, block: &HeaderBlock) -> TokenStream {
    occurring(file, reference::rust(file, &block.ty), Cardinality { nillable: block.nillable, ..Cardinality::OPTIONAL })
}

/// The row of a field.
pub fn table_row(file: &File<'_>, field: &Field) -> TokenStream {
    let mut flags = Vec::new();
    let cardinality = field.cardinality;
    if !cardinality.optional() {
        flags.push("REQUIRED");
    }
    if cardinality.repeats() {
        flags.push("REPEATED");
        flags.extend(nil_flags(file, cardinality.nillable));
    } else if cardinality.nillable {
        flags.push("NILLABLE");
    }
    if field.secret {
        flags.push("SECRET");
    }
    match field.access {
        Access::Both => {}
        Access::ReadOnly => flags.push("READ_ONLY"),
        Access::WriteOnly => flags.push("WRITE_ONLY"),
    }
    let shape = reference::shape(file, &field.ty);
    let row = row(file, Some(&field.name), &shape, &flag_set(&flags));
    let form = form(field.place).map(|form| quote!(.form(record::Form::#form)));
    let default = field.fixed.as_ref().or(field.default.as_ref()).map(|value| quote!(.default(#value)));
    let rules = rules::of(file, &field.constraints);
    quote!(#row #form #default #rules)
}

/// The row of a header block.
pub fn block_row(file: &File<'_>, block: &HeaderBlock) -> TokenStream {
    let mut flags = Vec::new();
    if block.nillable {
        flags.push("NILLABLE");
    }
    if block.secret {
        flags.push("SECRET");
    }
    row(file, Some(&block.name), &reference::shape(file, &block.ty), &flag_set(&flags))
}

/// A row of a table.
pub fn row(file: &File<'_>, name: Option<&WireName>, shape: &TokenStream, flags: &TokenStream) -> TokenStream {
    let namespace = file.tables.borrow_mut().namespace(name.and_then(|name| name.namespace.as_deref()));
    let local = name.map_or("", |name| &name.local);
    quote!(record::field(#namespace, #local, #shape, #flags))
}

/// The flags of items of lists.
pub fn item_flags(file: &File<'_>, nillable: bool) -> TokenStream {
    flag_set(nil_flags(file, nillable))
}

/// What a table says about null items. Where they are dropped, one that is not nillable is too: it stands for nothing.
fn nil_flags(file: &File<'_>, nillable: bool) -> &'static [&'static str] {
    match (file.plan.nil_items, nillable) {
        (NilItems::Keep, true) => &["NILLABLE"],
        (NilItems::Drop, true) => &["NILLABLE", "DROP_NIL"],
        (NilItems::Drop, false) => &["DROP_NIL"],
        (NilItems::Keep, false) | (NilItems::Reject, _) => &[],
    }
}

/// A set of flags.
pub fn flag_set(flags: &[&str]) -> TokenStream {
    match flags {
        [] => quote!(record::Flags::NONE),
        [first, rest @ ..] => {
            let first = super::file::ident(first);
            let rest = rest.iter().map(|flag| super::file::ident(flag));
            quote!(record::Flags::#first #(.and(record::Flags::#rest))*)
        }
    }
}

/// The form of a place; none for an element.
pub fn form(place: Place) -> Option<TokenStream> {
    Some(match place {
        Place::Element => return None,
        Place::Attribute => quote!(Attribute),
        Place::Text => quote!(Text),
        Place::Group => quote!(Group),
        Place::Choice => quote!(Choice),
        Place::AnyElement => quote!(AnyElement),
        Place::Rest => quote!(Rest),
    })
}
