//! The XML codec: one reading loop and one writing loop over the tables of [`record`](crate::record).
//!
//! [`Decoder`] reads a document: its [`Cursor`] walks the elements, and [`Decoder::value`] and [`Decoder::record`] fill
//! values from where the cursor stands. [`Writer`] writes one. Neither knows anything about a particular type.

mod charset;
mod cursor;
mod decode;
mod encode;
mod error;
mod limits;
mod names;
mod scan;
mod tag;
mod text;

pub use charset::decode;
pub use cursor::{Content, Cursor};
pub use decode::Decoder;
pub use encode::Writer;
pub use error::{DecodeError, EncodeError, Position};
pub use limits::{Leniency, Limits, Tolerance};

/// The namespace of `xsi:type` and `xsi:nil`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The namespace of the built-in types.
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// The namespace that the prefix `xml` is bound to.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";
