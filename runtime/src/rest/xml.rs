//! XML bodies of REST operations.

use super::body::Reading;
use crate::{
    record::{Field, Record, Shape, Slot, View},
    xml::{self, DecodeError, EncodeError, Leniency, Position},
};

/// Writes a record under the name of its type.
pub(super) fn write(view: View<'_>, _field: &Field) -> Result<Vec<u8>, EncodeError> {
    let View::Record(record) = view else {
        return Err(EncodeError::new("only an object can stand as XML"));
    };
    let mut writer = xml::Writer::new();
    writer.declaration();
    writer.record(record.schema().name, record)?;
    Ok(writer.finish().into_bytes())
}

/// Reads a record under the name of its type.
pub(super) fn read(
    body: &[u8],
    charset: Option<&str>,
    slot: Slot<'_>,
    field: &Field,
    reading: Reading,
) -> Result<Vec<Leniency>, DecodeError> {
    match slot {
        Slot::Option(option) => read(body, charset, option.fill(), field, reading),
        Slot::Record(record) => document(body, charset, record, reading),
        _ => {
            let expected = if matches!(field.shape, Shape::Record(_)) { "an object" } else { "JSON" };
            let start = Position { offset: 0, line: 1, column: 1 };
            Err(DecodeError::new("", start, expected, "XML"))
        }
    }
}

fn document(
    body: &[u8],
    charset: Option<&str>,
    record: &mut dyn Record,
    reading: Reading,
) -> Result<Vec<Leniency>, DecodeError> {
    let text = xml::decode(body, charset)?;
    let mut decoder = xml::Decoder::new(&text, reading.tolerance, reading.limits)?;
    decoder.document(record.schema().name, record)?;
    Ok(decoder.into_leniencies())
}
