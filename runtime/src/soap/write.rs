//! Writing envelopes: the frame by hand, what stands in it by the XML codec.

use crate::{
    operation::{Block, BodyInfo, SoapVersion},
    record::{Record, View},
    value::Element,
    xml::{EncodeError, Writer},
};

/// What a message holds.
pub(super) struct Message<'a> {
    pub(super) version: SoapVersion,
    pub(super) blocks: &'a [Block],
    pub(super) headers: &'a dyn Record,
    pub(super) body: &'a BodyInfo,
    pub(super) content: View<'a>,
}

/// Writes an envelope.
pub(super) fn envelope(message: Message<'_>) -> Result<String, EncodeError> {
    let version = message.version;
    let mut writer = Writer::new();
    writer.declaration();
    writer.prefix("s", version.namespace());
    writer.start(version.name("Envelope"));
    write_headers(&mut writer, &message).map_err(|error| error.within("Header"))?;
    writer.start(version.name("Body"));
    write_body(&mut writer, message)?;
    writer.end(version.name("Body"));
    writer.end(version.name("Envelope"));
    Ok(writer.finish())
}

fn write_headers(writer: &mut Writer, message: &Message<'_>) -> Result<(), EncodeError> {
    let header = message.version.name("Header");
    let mut opened = false;
    for block in message.blocks {
        let Some(field) = message.headers.schema().fields.get(block.field) else { continue };
        let view = message.headers.view(block.field);
        if matches!(view, View::Absent) {
            if block.required {
                return Err(EncodeError::new(format!(
                    "the header block `{}` is required and not set",
                    field.name.local
                )));
            }
            continue;
        }
        if !opened {
            writer.start(header);
            opened = true;
        }
        writer.value(field, view)?;
    }
    if opened {
        writer.end(header);
    }
    Ok(())
}

fn write_body(writer: &mut Writer, message: Message<'_>) -> Result<(), EncodeError> {
    let BodyInfo { element, schema, unwrapped } = message.body;
    match (element, message.content) {
        (Some(element), View::Record(record)) if !unwrapped => writer.record(*element, record),
        (None, View::Record(record)) if !unwrapped => writer.fields(record),
        (element, content) => match (element, schema.fields.first()) {
            (Some(element), Some(field)) => writer.unwrapped(*element, field, content),
            (Some(element), None) => {
                writer.start(*element);
                writer.end(*element);
                Ok(())
            }
            (None, Some(field)) => writer.value(field, content),
            (None, None) => Ok(()),
        },
    }
}

/// Appends a raw element that stands for itself.
pub(super) fn raw(out: &mut String, element: &xmltree::Element) -> Result<(), EncodeError> {
    let mut writer = Writer::new();
    writer.raw(&Element::from(element.clone()), None)?;
    out.push_str(&writer.finish());
    Ok(())
}
