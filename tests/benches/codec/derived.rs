//! The types with serde's traits derived, for quick-xml's serde support.

use serde::{Deserialize, Serialize};

macro_rules! ty {
    (bool) => {
        bool
    };
    (i16) => {
        i16
    };
    (i32) => {
        i32
    };
    (i64) => {
        i64
    };
    (f64) => {
        f64
    };
    (text) => {
        String
    };
    (date) => {
        String
    };
    (duration) => {
        String
    };
    (enumeration($name:ident)) => {
        $name
    };
    (record($name:ident)) => {
        $name
    };
    (list($name:ident)) => {
        $name
    };
    (map($name:ident)) => {
        $name
    };
}

macro_rules! record {
    ($name:ident { $($index:literal $field:ident $wire:literal $kind:ident $(($of:ident))?;)* }) => {
        #[derive(Clone, Default, Serialize, Deserialize)]
        pub struct $name {
            $(
                #[serde(rename = $wire, default, skip_serializing_if = "Option::is_none")]
                pub $field: Option<ty!($kind $(($of))?)>,
            )*
        }
    };
}

macro_rules! list {
    ($name:ident, $ns:ident, $item:literal, $kind:ident $(($of:ident))?) => {
        #[derive(Clone, Default, Serialize, Deserialize)]
        pub struct $name {
            #[serde(rename = $item, default)]
            pub items: Vec<ty!($kind $(($of))?)>,
        }
    };
}

macro_rules! map {
    ($name:ident, $entry:literal, $kind:ident $(($of:ident))?) => {
        #[derive(Clone, Default, Serialize, Deserialize)]
        pub struct $name {
            #[serde(rename = $entry, default)]
            pub entries: Vec<Pair<ty!($kind $(($of))?)>>,
        }
    };
}

/// An entry of a map.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Pair<V> {
    #[serde(rename = "Key")]
    pub key: String,
    #[serde(rename = "Value")]
    pub value: Option<V>,
}

macro_rules! enumeration {
    ($name:ident [$($order:literal),*] { $($index:literal $variant:ident $wire:literal),* }) => {
        #[derive(Clone, Default, Serialize, Deserialize)]
        pub enum $name {
            #[default]
            $(
                #[serde(rename = $wire)]
                $variant,
            )*
        }
    };
}

macro_rules! set {
    ($name:ident [$($order:literal),*] { $($index:literal $variant:ident $wire:literal),* }) => {
        #[derive(Clone, Serialize, Deserialize)]
        pub struct $name(pub String);
    };
}

include!("entities.rs");

/// A SOAP envelope.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Envelope")]
pub struct Envelope<T> {
    #[serde(rename = "@xmlns", default)]
    pub xmlns: String,
    #[serde(rename = "Body")]
    pub body: Body<T>,
}

/// What an envelope holds.
#[derive(Serialize, Deserialize)]
pub struct Body<T> {
    #[serde(rename = "Answer")]
    pub answer: Answer<T>,
}

/// A response.
#[derive(Serialize, Deserialize)]
pub struct Answer<T> {
    #[serde(rename = "@xmlns", default)]
    pub xmlns: String,
    #[serde(rename = "Response")]
    pub response: Items<T>,
}

/// A list in a response.
#[derive(Serialize, Deserialize)]
pub struct Items<T> {
    #[serde(rename = "Item", default = "Vec::new")]
    pub items: Vec<T>,
}
