//! References to types: as types in Rust, and as shapes in tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    field,
    file::{File, ident},
    primitive, rules,
};
use crate::{
    config::NilItems,
    model::{Item, MapType, Primitive, TypeKind, TypeRef, WireName},
    names::constant_name,
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
            quote!(record::Map<#key, #value>)
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
pub fn shape(file: &File<'_>, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Named(id) => {
            let table = file.table(*id);
            match &file.plan.api.ty(*id).kind {
                TypeKind::Struct(_) => quote!(record::Shape::Record(&#table)),
                TypeKind::Enum(_) => quote!(record::Shape::Enum(&#table)),
                TypeKind::Union(_) => quote!(record::Shape::Union(&#table)),
                TypeKind::Alias { .. } => quote!(record::Shape::Any),
            }
        }
        TypeRef::Primitive(primitive) => {
            let kind = primitive::kind(*primitive);
            quote!(record::Shape::Scalar(record::Kind::#kind))
        }
        TypeRef::List(item) => list(file, item),
        TypeRef::Map(map) => map_shape(file, map),
        TypeRef::Any => quote!(record::Shape::Any),
    }
}

fn list(file: &File<'_>, item: &Item) -> TokenStream {
    let name = name(file, item.list_name.as_ref());
    let shape = shape(file, &item.ty);
    let flags = field::item_flags(file, item.nillable);
    let row = field::row(file, item.name.as_ref(), &shape, &flags);
    let rules = rules::of(file, &item.constraints);
    let wish = match (&item.list_name, &item.name) {
        (Some(name), _) => constant_name(&name.local),
        (None, Some(name)) => format!("LIST_OF_{}", constant_name(&name.local)),
        (None, None) => "LIST".to_owned(),
    };
    let value = quote!(record::ListSchema { name: #name, item: #row #rules });
    let table = file.tables.borrow_mut().share(&wish, &quote!(record::ListSchema), &value);
    quote!(record::Shape::List(&#table))
}

fn map_shape(file: &File<'_>, map: &MapType) -> TokenStream {
    let map_name = name(file, map.map_name.as_ref());
    let entry = name(file, map.entry.as_ref());
    let key_shape = shape(file, &key(file, &map.key.1));
    let key = field::row(file, Some(&map.key.0), &key_shape, &quote!(record::Flags::REQUIRED));
    let value_shape = shape(file, &map.value.1);
    let flags = if map.value_nillable {
        quote!(record::Flags::REQUIRED.and(record::Flags::NILLABLE))
    } else {
        quote!(record::Flags::REQUIRED)
    };
    let value = field::row(file, Some(&map.value.0), &value_shape, &flags);
    let wish = map.map_name.as_ref().map_or_else(|| "MAP".to_owned(), |name| constant_name(&name.local));
    let value = quote!(record::MapSchema { name: #map_name, entry: #entry, key: #key, value: #value });
    let table = file.tables.borrow_mut().share(&wish, &quote!(record::MapSchema), &value);
    let table = ident(&table.to_string());
    quote!(record::Shape::Map(&#table))
}

/// A name in a table; none for what has none.
pub fn name(file: &File<'_>, name: Option<&WireName>) -> TokenStream {
    match name {
        Some(name) => {
            let namespace = file.tables.borrow_mut().namespace(name.namespace.as_deref());
            let local = &name.local;
            quote!(record::Name::new(#namespace, #local))
        }
        None => quote!(record::Name::NONE),
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
