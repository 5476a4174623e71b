//! The JSON codec: one reading loop and one writing loop over the tables of [`record`](crate::record).
//!
//! [`Decoder`] reads a document (RFC 8259) into a value over a cursor of its own, [`Writer`] writes one. Neither knows
//! anything about a particular type. [`decode`] and [`encode`] are the two for records that stand alone.

mod cursor;
mod decode;
mod encode;
mod number;
mod path;
mod scalar;
mod scan;
mod union;
mod value;

pub use decode::Decoder;
pub(crate) use decode::find;
pub use encode::Writer;
pub(crate) use number::{expected, lexical, numeric};

use crate::{
    record::{Field, Flags, Record, Schema, Shape, Slot, field},
    xml::{DecodeError, EncodeError},
};

/// Which way a document travels: fields that only the other side may set are not written, and not missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From client to server: without what is read-only.
    Request,
    /// From server to client: without what is write-only.
    Response,
}

impl Direction {
    /// Whether a field stands in documents that travel this way.
    pub(crate) fn carries(self, field: &Field) -> bool {
        match self {
            Self::Request => !field.is(Flags::READ_ONLY),
            Self::Response => !field.is(Flags::WRITE_ONLY),
        }
    }
}

/// The row of a record that stands alone, in no field.
pub(crate) const fn root(schema: &'static Schema) -> Field {
    field("", "", Shape::record(schema), Flags::REQUIRED)
}

/// Reads a record from a whole document, with the default [tolerance](crate::xml::Tolerance). What was tolerated is passed
/// over: a decoder of its own tells it.
///
/// # Errors
/// When the document is not JSON, or not the record's.
pub fn decode<T: Record + Default>(document: &[u8]) -> Result<T, DecodeError> {
    let mut record = T::default();
    let field = root(record.schema());
    Decoder::new(document)?.read(Slot::Record(&mut record), &field)?;
    Ok(record)
}

/// Writes a record.
///
/// # Errors
/// When a value is required and not set, or cannot stand in JSON.
pub fn encode(record: &dyn Record) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    writer.record(record)?;
    Ok(writer.into_bytes())
}
