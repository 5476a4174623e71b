//! The simple values that emitted types hold, and raw content.
//!
//! Integers, booleans, floats and text are Rust's own. Everything else keeps what its XML Schema type can express, and
//! converts to the types of [`jiff`] where those can hold it.

mod bytes;
mod calendar;
mod date;
mod datetime;
mod duration;
mod element;
mod flags;
mod gregorian;
mod implementations;
mod instant;
pub(crate) mod lexical;
mod number;
mod qname;
mod time;

pub use bytes::{Base64, Binary, Hex};
pub use date::Date;
pub use datetime::DateTime;
pub use duration::Duration;
pub use element::Element;
pub use flags::FlagSet;
pub use gregorian::Gregorian;
pub use number::Char;
pub use qname::QName;
pub use time::Time;

/// An integer of any size (`xs:integer`).
pub type Integer = num_bigint::BigInt;
/// A decimal number of any size (`xs:decimal`).
pub type Decimal = bigdecimal::BigDecimal;
/// A UUID.
pub type Guid = uuid::Uuid;
/// Free JSON.
pub type Json = serde_json::Value;
