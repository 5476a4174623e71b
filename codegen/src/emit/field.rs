//! Members of structs and unions: as fields in Rust, and as rows in tables.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

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
        (true, true) if !file.plan.null_is_absent => quote!(::bindery_runtime::record::Maybe<#value>),
        (false, false) => value,
        _ => quote!(#option<#value>),
    }
}

/// The type of a header block in Rust.
pub fn rust_block(file: &File<'_>, block: &HeaderBlock) -> TokenStream {
    occurring(file, reference::rust(file, &block.ty), Cardinality { nillable: block.nillable, ..Cardinality::OPTIONAL })
}

/// The row of a field.
pub fn table_row(file: &File<'_>, field: &Field) -> Value {
    let mut flags = String::new();
    let cardinality = field.cardinality;
    if !cardinality.optional() {
        flags.push('q');
    }
    if cardinality.repeats() {
        flags.push('l');
        flags.push_str(item_flags(file, cardinality.nillable));
    } else if cardinality.nillable {
        flags.push('n');
    }
    if field.secret {
        flags.push('s');
    }
    match field.access {
        Access::Both => {}
        Access::ReadOnly => flags.push('r'),
        Access::WriteOnly => flags.push('w'),
    }
    let shape = reference::shape(file, &field.ty);
    let default = field.fixed.as_ref().or(field.default.as_ref());
    let rare = [
        ("form", form(field.place).map(Value::from)),
        ("default", default.map(|value| value.as_str().into())),
        ("rules", rules::of(&field.constraints)),
    ];
    row(file, Some(&field.name), shape, &flags, rare)
}

/// The row of a header block.
pub fn block_row(file: &File<'_>, block: &HeaderBlock) -> Value {
    let flags = match (block.nillable, block.secret) {
        (true, true) => "ns",
        (true, false) => "n",
        (false, true) => "s",
        (false, false) => "",
    };
    row(file, Some(&block.name), reference::shape(file, &block.ty), flags, [])
}

/// A row of a table: namespace, name, shape, flags, and what is rare.
pub fn row<const N: usize>(
    file: &File<'_>,
    name: Option<&WireName>,
    shape: Value,
    flags: &str,
    rare: [(&str, Option<Value>); N],
) -> Value {
    let namespace = file.tables.borrow_mut().namespace(name.and_then(|name| name.namespace.as_deref()));
    let local = name.map_or("", |name| &name.local);
    let mut row = vec![namespace.into(), local.into(), shape, flags.into()];
    let rare: Map<String, Value> =
        rare.into_iter().filter_map(|(member, value)| Some((member.to_owned(), value?))).collect();
    if !rare.is_empty() {
        row.push(Value::Object(rare));
    }
    Value::Array(row)
}

/// What a table says about null items. Where they are dropped, one that is not nillable is too: it stands for nothing.
pub fn item_flags(file: &File<'_>, nillable: bool) -> &'static str {
    match (file.plan.nil_items, nillable) {
        (NilItems::Keep, true) => "n",
        (NilItems::Drop, true) => "nd",
        (NilItems::Drop, false) => "d",
        (NilItems::Keep, false) | (NilItems::Reject, _) => "",
    }
}

/// The form of a place; none for an element.
fn form(place: Place) -> Option<&'static str> {
    Some(match place {
        Place::Element => return None,
        Place::Attribute => "Attribute",
        Place::Text => "Text",
        Place::Group => "Group",
        Place::Choice => "Choice",
        Place::AnyElement => "AnyElement",
        Place::Rest => "Rest",
    })
}
