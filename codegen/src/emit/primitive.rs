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
pub fn kind(primitive: Primitive) -> TokenStream {
    match primitive {
        Primitive::String => quote!(String),
        Primitive::NormalizedString => quote!(NormalizedString),
        Primitive::Token => quote!(Token),
        Primitive::Bool => quote!(Bool),
        Primitive::I8 => quote!(I8),
        Primitive::I16 => quote!(I16),
        Primitive::I32 => quote!(I32),
        Primitive::I64 => quote!(I64),
        Primitive::U8 => quote!(U8),
        Primitive::U16 => quote!(U16),
        Primitive::U32 => quote!(U32),
        Primitive::U64 => quote!(U64),
        Primitive::Integer => quote!(Integer),
        Primitive::Decimal => quote!(Decimal),
        Primitive::F32 => quote!(F32),
        Primitive::F64 => quote!(F64),
        Primitive::DateTime => quote!(DateTime),
        Primitive::Date => quote!(Date),
        Primitive::Time => quote!(Time),
        Primitive::Duration => quote!(Duration),
        Primitive::Gregorian => quote!(Gregorian),
        Primitive::Guid => quote!(Guid),
        Primitive::Char => quote!(Char),
        Primitive::Base64 => quote!(Base64),
        Primitive::Hex => quote!(Hex),
        Primitive::Binary => quote!(Binary),
        Primitive::Uri => quote!(Uri),
        Primitive::QName => quote!(QName),
    }
}

/// Whether values can be the keys of a map.
pub fn is_key(primitive: Primitive) -> bool {
    !matches!(primitive, Primitive::F32 | Primitive::F64)
}
