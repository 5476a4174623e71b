//! Bodies: from a value to bytes in a media type, and back.

use super::{
    form,
    media::{Format, Match, essence, find, find_bytes},
    multipart, plain,
};
use crate::{
    http::MediaType,
    json::{Decoder, Direction, Writer},
    operation::Media,
    record::{Field, Slot, View},
    xml::{DecodeError, EncodeError, Leniency, Limits, Position, Tolerance},
};

/// JSON of a part of a request.
pub(super) fn to_json(view: View<'_>, field: &Field) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new().direction(Direction::Request);
    writer.value(view, field)?;
    Ok(writer.into_bytes())
}

/// Reads JSON of a part of a request.
pub(super) fn json(slot: Slot<'_>, field: &Field, text: &[u8]) -> Result<(), DecodeError> {
    Decoder::new(text)?.direction(Direction::Request).read(slot, field).map(drop)
}

/// A body that was written.
pub(super) struct Written {
    pub(super) content_type: String,
    pub(super) bytes: Vec<u8>,
}

/// Writes a body in the media type that is wanted, or else in the first that can hold it.
pub(super) fn write(
    media: &'static [Media],
    wanted: Option<&str>,
    view: View<'_>,
    field: &Field,
    direction: Direction,
) -> Result<Written, EncodeError> {
    let selected = match view {
        View::Union(union) => Some(union.selected()),
        _ => None,
    };
    let holds = |media: &&Media| media.variant.is_none() || media.variant == selected;
    let row = match wanted {
        Some(wanted) => find(media, &essence(wanted)).map(|(media, _)| media).filter(holds).ok_or_else(|| {
            let offered: Vec<&str> = media.iter().map(|media| media.name).collect();
            EncodeError::new(format!("the body cannot stand as {wanted}, only as {}", offered.join(", ")))
        })?,
        None => media.iter().find(holds).ok_or_else(|| EncodeError::new("no media type holds this body"))?,
    };
    let (view, field) = match (view, row.variant) {
        (View::Union(union), Some(variant)) => (union.content(), union.schema().variants.get(variant).unwrap_or(field)),
        (view, _) => (view, field),
    };
    let name = wanted.unwrap_or(row.name);
    let concrete = match name {
        name if !name.contains('*') => name,
        _ if matches!(view, View::Scalar(scalar) if scalar.bytes().is_some()) => "application/octet-stream",
        "text/*" => "text/plain",
        _ => "application/json",
    };
    let mut content_type = concrete.to_owned();
    let bytes = match Format::holding(&essence(concrete), field) {
        Format::Json => {
            let mut writer = Writer::new().direction(direction);
            writer.value(view, field)?;
            writer.into_bytes()
        }
        Format::Form => form::write(row, view, field)?,
        Format::Multipart => {
            let (boundary, bytes) = multipart::write(row, view)?;
            content_type = format!("{}; boundary={boundary}", essence(concrete));
            bytes
        }
        Format::Xml => super::xml::write(view, field)?,
        Format::Text => {
            if !content_type.contains("charset") {
                content_type.push_str("; charset=utf-8");
            }
            plain::text(view, field)?.into_bytes()
        }
        Format::Binary => match view {
            View::Scalar(scalar) if scalar.bytes().is_some() => scalar.bytes().unwrap_or_default().to_vec(),
            view => plain::text(view, field)?.into_bytes(),
        },
    };
    Ok(Written { content_type, bytes })
}

/// How a body is read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) tolerance: Tolerance,
    pub(super) limits: Limits,
    pub(super) direction: Direction,
}

/// Why a body cannot be read.
pub(super) enum Unreadable {
    /// Its media type is none that is described.
    MediaType {
        /// Those that are.
        expected: &'static str,
    },
    /// It is not what is described.
    Content(DecodeError),
}

impl From<DecodeError> for Unreadable {
    fn from(error: DecodeError) -> Self {
        Self::Content(error)
    }
}

/// Reads a body.
pub(super) fn read(
    media: &'static [Media],
    content_type: Option<&MediaType>,
    body: &[u8],
    slot: Slot<'_>,
    field: &Field,
    reading: Reading,
) -> Result<Vec<Leniency>, Unreadable> {
    let expected = media.first().map_or("no body", |media| media.name);
    let found = match content_type {
        Some(found) => find(media, found.essence())
            .or_else(|| find_bytes(media, found.essence()))
            .ok_or(Unreadable::MediaType { expected })?,
        // Without a content type, the first is tried.
        None => (media.first().ok_or(Unreadable::MediaType { expected })?, Match::Near),
    };
    let (row, matched) = found;
    let mut leniencies = Vec::new();
    if matched == Match::Near && reading.tolerance != Tolerance::Lenient {
        let what = content_type
            .map_or("no content type".to_owned(), |found| format!("the content type `{}`", found.essence()));
        if reading.tolerance == Tolerance::Strict {
            return Err(Unreadable::MediaType { expected });
        }
        leniencies.push(Leniency { path: "$".to_owned(), what });
    }
    let (slot, field) = match (slot, row.variant) {
        (Slot::Union(union), Some(variant)) => {
            let row = union.schema().variants.get(variant).unwrap_or(field);
            (union.select(variant), row)
        }
        (slot, _) => (slot, field),
    };
    let name = content_type.map_or(expected, MediaType::essence);
    leniencies.extend(content(Format::holding(&essence(name), field), row, content_type, body, slot, field, reading)?);
    Ok(leniencies)
}

fn content(
    format: Format,
    row: &Media,
    content_type: Option<&MediaType>,
    body: &[u8],
    slot: Slot<'_>,
    field: &Field,
    reading: Reading,
) -> Result<Vec<Leniency>, DecodeError> {
    let charset = content_type.and_then(|media| media.parameter("charset"));
    match format {
        Format::Json => {
            let decoder = Decoder::new(body)?.tolerance(reading.tolerance).limits(reading.limits);
            return decoder.direction(reading.direction).read(slot, field);
        }
        Format::Xml => return super::xml::read(body, charset, slot, field, reading),
        Format::Form => form::read(row, utf8(body)?, slot, field).map_err(wrong)?,
        Format::Multipart => {
            let content_type = content_type.ok_or_else(|| wrong("a content type with a `boundary`".to_owned()))?;
            multipart::read(content_type, body, slot).map_err(wrong)?;
        }
        Format::Text => text(body, charset, slot, field)?,
        Format::Binary => bytes(body, slot, field)?,
    }
    Ok(Vec::new())
}

fn text(body: &[u8], charset: Option<&str>, slot: Slot<'_>, field: &Field) -> Result<(), DecodeError> {
    let latin = charset.is_some_and(|charset| charset.eq_ignore_ascii_case("iso-8859-1"));
    if latin {
        let text: String = body.iter().map(|&byte| char::from(byte)).collect();
        return plain::read(slot, field, &text).map_err(wrong);
    }
    plain::read(slot, field, utf8(body)?).map_err(wrong)
}

fn bytes(body: &[u8], slot: Slot<'_>, field: &Field) -> Result<(), DecodeError> {
    match slot {
        Slot::Option(option) => bytes(body, option.fill(), field),
        Slot::Scalar(scalar) => {
            if scalar.set_bytes(body) {
                return Ok(());
            }
            scalar.read(utf8(body)?).map_err(|error| wrong(error.expected.to_owned()))
        }
        Slot::None => Ok(()),
        slot => plain::read(slot, field, utf8(body)?).map_err(wrong),
    }
}

fn utf8(body: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(body).map_err(|_| wrong("UTF-8".to_owned()))
}

fn wrong(expected: plain::Wrong) -> DecodeError {
    DecodeError::new("$", Position { offset: 0, line: 1, column: 1 }, expected, "something else")
}
