//! The types in Rust and the kinds in tables of what has no parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use crate::model::Primitive;

/// The type in Rust.
pub fn rust(file: &File<'_>, primitive: Primitive) -> TokenStream {
    match primitive {
        Primitive::String | Primitive::NormalizedString | Primitive::Token | Primitive::Uri => file.prelude("String"),
        Primitive::Bool => quote!(bool),
        Primitive::I8 => quote!(i8),
        Primitive::I16 => quote!(i16),
        Primitive::I32 => quote!(i32),
        Primitive::I64 => quote!(i64),
        Primitive::U8 => quote!(u8),
        Primitive::U16 => quote!(u16),
        Primitive::U32 => quote!(u32),
        Primitive::U64 => quote!(u64),
        Primitive::F32 => quote!(f32),
        Primitive::F64 => quote!(f64),
        Primitive::Integer => quote!(::bindery_runtime::value::Integer),
        Primitive::Decimal => quote!(::bindery_runtime::value::Decimal),
        Primitive::DateTime => quote!(::bindery_runtime::value::DateTime),
        Primitive::Date => quote!(::bindery_runtime::value::Date),
        Primitive::Time => quote!(::bindery_runtime::value::Time),
        Primitive::Duration => quote!(::bindery_runtime::value::Duration),
        Primitive::Gregorian => quote!(::bindery_runtime::value::Gregorian),
        Primitive::Guid => quote!(::bindery_runtime::value::Guid),
        Primitive::Char => quote!(::bindery_runtime::value::Char),
        Primitive::Base64 => quote!(::bindery_runtime::value::Base64),
        Primitive::Hex => quote!(::bindery_runtime::value::Hex),
        Primitive::Binary => quote!(::bindery_runtime::value::Binary),
        Primitive::QName => quote!(::bindery_runtime::value::QName),
    }
}

/// The kind in tables.
pub fn kind(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "String",
        Primitive::NormalizedString => "NormalizedString",
        Primitive::Token => "Token",
        Primitive::Bool => "Bool",
        Primitive::I8 => "I8",
        Primitive::I16 => "I16",
        Primitive::I32 => "I32",
        Primitive::I64 => "I64",
        Primitive::U8 => "U8",
        Primitive::U16 => "U16",
        Primitive::U32 => "U32",
        Primitive::U64 => "U64",
        Primitive::Integer => "Integer",
        Primitive::Decimal => "Decimal",
        Primitive::F32 => "F32",
        Primitive::F64 => "F64",
        Primitive::DateTime => "DateTime",
        Primitive::Date => "Date",
        Primitive::Time => "Time",
        Primitive::Duration => "Duration",
        Primitive::Gregorian => "Gregorian",
        Primitive::Guid => "Guid",
        Primitive::Char => "Char",
        Primitive::Base64 => "Base64",
        Primitive::Hex => "Hex",
        Primitive::Binary => "Binary",
        Primitive::Uri => "Uri",
        Primitive::QName => "QName",
    }
}

/// Whether values can be the keys of a map.
pub fn is_key(primitive: Primitive) -> bool {
    !matches!(primitive, Primitive::F32 | Primitive::F64)
}
