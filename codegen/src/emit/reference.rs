//! References to types: as types in Rust, and as shapes in tables.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Value, json};

use super::{field, file::File, primitive, rules};
use crate::{
    config::NilItems,
    model::{Item, MapType, Primitive, TypeKind, TypeRef, WireName},
};

/// The type in Rust.
pub fn rust(file: &File<'_>, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Named(id) => file.ty(*id),
        TypeRef::Primitive(primitive) => primitive::rust(file, *primitive),
        TypeRef::List(item) => {
            let vec = file.prelude("Vec");
            let item = nullable(file, rust(file, &item.ty), item.nillable);
            quote!(#vec<#item>)
        }
        TypeRef::Map(map) => {
            let key = match key(file, &map.key.1) {
                TypeRef::Named(id) => file.ty(id),
                other => rust(file, &other),
            };
            let mut value = rust(file, &map.value.1);
            if map.value_nillable {
                let option = file.prelude("Option");
                value = quote!(#option<#value>);
            }
            quote!(::bindery_runtime::record::Map<#key, #value>)
        }
        TypeRef::Any => any(file),
    }
}

/// An item of a list, which may be null.
pub fn nullable(file: &File<'_>, item: TokenStream, nillable: bool) -> TokenStream {
    if nillable && file.plan.nil_items == NilItems::Keep {
        let option = file.prelude("Option");
        quote!(#option<#item>)
    } else {
        item
    }
}

/// What a map is keyed by: text where the described type cannot be compared exactly.
fn key(file: &File<'_>, ty: &TypeRef) -> TypeRef {
    match ty {
        TypeRef::Primitive(primitive) if primitive::is_key(*primitive) => ty.clone(),
        TypeRef::Named(id) if matches!(&file.plan.api.ty(*id).kind, TypeKind::Enum(values) if !values.set) => {
            ty.clone()
        }
        _ => TypeRef::Primitive(Primitive::String),
    }
}

/// The shape in tables.
pub fn shape(file: &File<'_>, ty: &TypeRef) -> Value {
    let refer = |what: &str, places: Vec<usize>| {
        let places = places.into_iter().map(Value::from);
        Value::Array([Value::from(what)].into_iter().chain(places).collect())
    };
    match ty {
        TypeRef::Named(id) => match &file.plan.api.ty(*id).kind {
            TypeKind::Struct(_) => refer("Record", file.row(*id)),
            TypeKind::Enum(_) => refer("Enum", vec![file.tables.borrow_mut().import("Enum", &file.table(*id))]),
            TypeKind::Union(_) => refer("Union", file.row(*id)),
            TypeKind::Alias { .. } => "Any".into(),
        },
        TypeRef::Primitive(primitive) => primitive::kind(*primitive).into(),
        TypeRef::List(item) => refer("List", vec![list(file, item)]),
        TypeRef::Map(map) => refer("Map", vec![map_of(file, map)]),
        TypeRef::Any => "Any".into(),
    }
}

fn list(file: &File<'_>, item: &Item) -> usize {
    let name = name(file, item.list_name.as_ref());
    let shape = shape(file, &item.ty);
    let flags = field::item_flags(file, item.nillable);
    let row = field::row(file, item.name.as_ref(), shape, flags, [("rules", rules::of(&item.constraints))]);
    file.tables.borrow_mut().list(json!([name, row]))
}

fn map_of(file: &File<'_>, map: &MapType) -> usize {
    let (name, entry) = (name(file, map.map_name.as_ref()), name(file, map.entry.as_ref()));
    let key = field::row(file, Some(&map.key.0), shape(file, &key(file, &map.key.1)), "q", []);
    let flags = if map.value_nillable { "qn" } else { "q" };
    let value = field::row(file, Some(&map.value.0), shape(file, &map.value.1), flags, []);
    file.tables.borrow_mut().map(json!([name, entry, key, value]))
}

/// A name in a table; null for what has none.
pub fn name(file: &File<'_>, name: Option<&WireName>) -> Value {
    match name {
        Some(name) => json!([file.tables.borrow_mut().namespace(name.namespace.as_deref()), name.local]),
        None => Value::Null,
    }
}

/// Any content, raw: an element where the API speaks XML, a JSON value where it does not.
pub fn any(file: &File<'_>) -> TokenStream {
    if file.plan.api.services.iter().any(|service| service.speaks_soap()) {
        quote!(::bindery_runtime::value::Element)
    } else {
        quote!(::bindery_runtime::value::Json)
    }
}
