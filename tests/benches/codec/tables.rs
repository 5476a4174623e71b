//! The types as the generator emits them: a struct and a table each.
#![allow(non_upper_case_globals)]

use bindery_runtime::{
    record::{EnumSchema, FlagSet, Flags, Kind, ListSchema, Map, MapSchema, Name, Schema, Shape, field},
    value::{DateTime, Duration},
};

use crate::{ARRAYS, NS};

/// The table of an enumeration or a set. Other tables have the name of their type.
pub trait Values {
    const SCHEMA: &'static EnumSchema;
}

macro_rules! ty {
    (bool) => { bool };
    (i16) => { i16 };
    (i32) => { i32 };
    (i64) => { i64 };
    (f64) => { f64 };
    (text) => { String };
    (date) => { DateTime };
    (duration) => { Duration };
    (enumeration($name:ident)) => { $name };
    (record($name:ident)) => { $name };
    (list($name:ident)) => { Vec<<$name as ItemOf>::Item> };
    (map($name:ident)) => { Map<String, Option<<$name as ItemOf>::Item>> };
}

macro_rules! shape {
    (bool) => {
        Shape::Scalar(Kind::Bool)
    };
    (i16) => {
        Shape::Scalar(Kind::I16)
    };
    (i32) => {
        Shape::Scalar(Kind::I32)
    };
    (i64) => {
        Shape::Scalar(Kind::I64)
    };
    (f64) => {
        Shape::Scalar(Kind::F64)
    };
    (text) => {
        Shape::Scalar(Kind::String)
    };
    (date) => {
        Shape::Scalar(Kind::DateTime)
    };
    (duration) => {
        Shape::Simple(Kind::Duration, &Name::new("http://schemas.microsoft.com/2003/10/Serialization/", "duration"))
    };
    (enumeration($name:ident)) => {
        Shape::Enum(<$name as Values>::SCHEMA)
    };
    (record($name:ident)) => {
        Shape::record(&$name)
    };
    (list($name:ident)) => {
        Shape::list(&$name)
    };
    (map($name:ident)) => {
        Shape::map(&$name)
    };
}

/// What a list or a map holds.
pub trait ItemOf {
    type Item;
}

macro_rules! record {
    ($name:ident { $($index:literal $field:ident $wire:literal $kind:ident $(($of:ident))?;)* }) => {
        #[derive(Clone, Default)]
        pub struct $name {
            $(pub $field: Option<ty!($kind $(($of))?)>,)*
        }

        pub static $name: Schema = Schema {
            name: Name::new(NS, stringify!($name)),
            fields: &[$(field(NS, $wire, shape!($kind $(($of))?), Flags::NILLABLE)),*],
            flags: Flags::NONE,
        };

        bindery_runtime::record!($name, &$name $(, $index $field)*);
    };
}

macro_rules! list {
    ($name:ident, $ns:ident, $item:literal, $kind:ident $(($of:ident))?) => {
        pub enum $name {}

        impl ItemOf for $name {
            type Item = ty!($kind $(($of))?);
        }

        pub static $name: ListSchema = ListSchema {
            name: Name::new($ns, stringify!($name)),
            item: field($ns, $item, shape!($kind $(($of))?), Flags::NILLABLE.and(Flags::DROP_NIL)),
        };
    };
}

macro_rules! map {
    ($name:ident, $entry:literal, $kind:ident $(($of:ident))?) => {
        pub enum $name {}

        impl ItemOf for $name {
            type Item = ty!($kind $(($of))?);
        }

        pub static $name: MapSchema = MapSchema {
            name: Name::new(NS, stringify!($name)),
            entry: Name::new(NS, $entry),
            key: field(NS, "Key", Shape::Scalar(Kind::String), Flags::NILLABLE),
            value: field(NS, "Value", shape!($kind $(($of))?), Flags::NILLABLE),
        };
    };
}

macro_rules! enumeration {
    ($name:ident [$($order:literal),*] { $($index:literal $variant:ident $wire:literal),* }) => {
        #[derive(Clone, Default, PartialEq)]
        pub enum $name {
            #[default]
            $($variant,)*
            Other(String),
        }

        const _: () = {
            static TABLE: EnumSchema = EnumSchema {
                name: Name::new(NS, stringify!($name)),
                values: &[$($wire),*],
                sorted: &[$($order),*],
                integer: false,
                set: false,
            };

            impl Values for $name {
                const SCHEMA: &'static EnumSchema = &TABLE;
            }

            bindery_runtime::enumeration!($name, TABLE, Other $(, $index $variant)*);
        };
    };
}

macro_rules! set {
    ($name:ident [$($order:literal),*] { $($index:literal $variant:ident $wire:literal),* }) => {
        #[derive(Clone, Default, PartialEq)]
        pub struct $name(FlagSet);

        const _: () = {
            static TABLE: EnumSchema = EnumSchema {
                name: Name::new(NS, stringify!($name)),
                values: &[$($wire),*],
                sorted: &[$($order),*],
                integer: false,
                set: true,
            };

            impl Values for $name {
                const SCHEMA: &'static EnumSchema = &TABLE;
            }

            bindery_runtime::flag_set!($name, TABLE);
        };
    };
}

include!("entities.rs");
