//! Bodies of `multipart/form-data` (RFC 7578).

use super::{
    form::{encoding, expected},
    media::{Format, binary},
    plain,
    style::Expected,
};
use crate::{
    http::MediaType,
    json::Direction,
    operation::Media,
    record::{Field, Flags, Record, Slot, View},
    xml::EncodeError,
};

/// A part of a body.
struct Part<'a> {
    name: String,
    media_type: Option<String>,
    file: bool,
    content: std::borrow::Cow<'a, [u8]>,
}

/// Writes a body, and gives the boundary between its parts.
pub(super) fn write(media: &Media, view: View<'_>) -> Result<(String, Vec<u8>), EncodeError> {
    let View::Record(record) = view else {
        return Err(EncodeError::new("only an object can stand in a multipart body"));
    };
    let mut parts = Vec::new();
    for (index, field) in record.schema().fields.iter().enumerate() {
        if Direction::Request.carries(field) {
            property(media, record.view(index), field, &mut parts).map_err(|error| error.within(field.name.local))?;
        }
    }
    let boundary = boundary(&parts);
    let mut out = Vec::new();
    for part in &parts {
        out.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        out.extend_from_slice(b"Content-Disposition: form-data; name=\"");
        out.extend_from_slice(escaped(&part.name).as_bytes());
        out.push(b'"');
        if part.file {
            out.extend_from_slice(format!("; filename=\"{}\"", escaped(&part.name)).as_bytes());
        }
        if let Some(media_type) = &part.media_type {
            out.extend_from_slice(format!("\r\nContent-Type: {media_type}").as_bytes());
        }
        out.extend_from_slice(b"\r\n\r\n");
        out.extend_from_slice(&part.content);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok((boundary, out))
}

fn property<'a>(media: &Media, view: View<'a>, field: &'a Field, parts: &mut Vec<Part<'a>>) -> Result<(), EncodeError> {
    if let View::List(list) = view
        && expected(field) == Expected::List
    {
        for index in 0..list.len() {
            part(media, list.get(index), field, plain::item(field), parts).map_err(|error| error.at(index))?;
        }
        return Ok(());
    }
    part(media, view, field, field, parts)
}

fn part<'a>(
    media: &Media,
    view: View<'a>,
    property: &Field,
    field: &'a Field,
    parts: &mut Vec<Part<'a>>,
) -> Result<(), EncodeError> {
    let given = encoding(media, property).and_then(|part| part.content_type);
    // Of several media types, and of ranges, none is the one.
    let given = given.map(|given| given.split(',').next().unwrap_or(given).trim()).filter(|given| !given.contains('*'));
    let bytes = match view {
        View::Absent | View::Null => return Ok(()),
        View::Scalar(scalar) if binary(field) => scalar.bytes(),
        _ => None,
    };
    let (content, default) = match (bytes, &view) {
        (Some(bytes), _) => (bytes.into(), Some("application/octet-stream")),
        (None, View::Record(_) | View::Map(_) | View::List(_) | View::Json(_) | View::Union(_)) => {
            (super::body::to_json(view, field)?.into(), Some("application/json"))
        }
        (None, _) => (plain::text(view, field)?.into_bytes().into(), None),
    };
    parts.push(Part {
        name: property.name.local.to_owned(),
        media_type: given.or(default).map(str::to_owned),
        file: bytes.is_some(),
        content,
    });
    Ok(())
}

/// A name within quotes, as browsers write it.
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A boundary that no part holds. The same parts have the same boundary.
fn boundary(parts: &[Part<'_>]) -> String {
    let mut number = parts.iter().map(|part| part.content.len()).fold(parts.len(), usize::wrapping_add);
    loop {
        let boundary = format!("part-boundary-{number:016x}");
        let holds = |part: &Part<'_>| part.content.windows(boundary.len()).any(|window| window == boundary.as_bytes());
        if !parts.iter().any(holds) {
            return boundary;
        }
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    }
}

/// A part that was read.
struct Found<'a> {
    name: String,
    media_type: Option<MediaType>,
    content: &'a [u8],
}

/// Reads a body into a record.
pub(super) fn read(content_type: &MediaType, body: &[u8], slot: Slot<'_>) -> Result<(), plain::Wrong> {
    let boundary = content_type.parameter("boundary").filter(|boundary| !boundary.is_empty());
    let boundary = boundary.ok_or("a content type with a `boundary`")?;
    let record = match slot {
        Slot::Record(record) => record,
        Slot::Option(option) => match option.fill() {
            Slot::Record(record) => record,
            _ => return Err("an object for a multipart body".to_owned()),
        },
        _ => return Err("an object for a multipart body".to_owned()),
    };
    let mut seen = vec![false; record.schema().fields.len()];
    for part in split(body, boundary)? {
        let fields = record.schema().fields;
        let Some((index, field)) = fields.iter().enumerate().find(|(_, field)| field.name.local == part.name) else {
            continue;
        };
        if let Some(seen) = seen.get_mut(index) {
            *seen = true;
        }
        take(record.slot(index), field, &part).map_err(|wrong| format!("{wrong} in the part `{}`", part.name))?;
    }
    missing(record, &seen)
}

fn missing(record: &dyn Record, seen: &[bool]) -> Result<(), plain::Wrong> {
    let fields = record.schema().fields.iter().zip(seen);
    for (field, seen) in fields {
        if !seen && field.is(Flags::REQUIRED) && expected(field) != Expected::List {
            return Err(format!("the part `{}`", field.name.local));
        }
    }
    Ok(())
}

fn take(slot: Slot<'_>, field: &Field, part: &Found<'_>) -> Result<(), plain::Wrong> {
    match slot {
        Slot::Option(option) => take(option.fill(), field, part),
        Slot::List(list) if expected(field) == Expected::List => take(list.push(), plain::item(field), part),
        Slot::Scalar(scalar) if binary(field) => {
            if scalar.set_bytes(part.content) {
                Ok(())
            } else {
                Err("bytes".to_owned())
            }
        }
        slot => {
            let json = part.media_type.as_ref().is_some_and(|media| Format::of(media.essence()) == Format::Json);
            if json || matches!(slot, Slot::Record(_) | Slot::Map(_) | Slot::Union(_) | Slot::Json(_)) {
                return super::body::json(slot, field, part.content).map_err(|error| error.to_string());
            }
            let text = std::str::from_utf8(part.content).map_err(|_| "UTF-8".to_owned())?;
            plain::read(slot, field, text)
        }
    }
}

/// The parts between the boundaries.
fn split<'a>(body: &'a [u8], boundary: &str) -> Result<Vec<Found<'a>>, plain::Wrong> {
    let delimiter = format!("\r\n--{boundary}");
    let first = delimiter.trim_start().as_bytes();
    let mut rest = match body.strip_prefix(first) {
        Some(rest) => rest,
        None => after(body, delimiter.as_bytes()).ok_or("the first boundary")?.1,
    };
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        // White space may stand behind a boundary.
        let head = after(rest, b"\r\n").ok_or("a line end behind the boundary")?.1;
        let (whole, next) = after(head, delimiter.as_bytes()).ok_or("the last boundary")?;
        let (headers, content) = match whole.strip_prefix(b"\r\n") {
            Some(content) => (&[][..], content),
            None => after(whole, b"\r\n\r\n").ok_or("an empty line behind the headers of a part")?,
        };
        parts.push(part_of(headers, content)?);
        rest = next;
    }
    Ok(parts)
}

/// What stands before and behind the first of these bytes.
fn after<'a>(body: &'a [u8], wanted: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = body.windows(wanted.len()).position(|window| window == wanted)?;
    Some((body.get(..at)?, body.get(at + wanted.len()..)?))
}

fn part_of<'a>(headers: &[u8], content: &'a [u8]) -> Result<Found<'a>, plain::Wrong> {
    let headers = std::str::from_utf8(headers).map_err(|_| "headers of a part in UTF-8".to_owned())?;
    let mut name = None;
    let mut media_type = None;
    for line in headers.split("\r\n") {
        let Some((header, value)) = line.split_once(':') else { continue };
        if header.trim().eq_ignore_ascii_case("content-disposition") {
            // The grammar is that of a media type, once the type is written as one.
            let value = value.trim().replacen("form-data", "form/data", 1);
            name = MediaType::parse(&value).and_then(|found| found.parameter("name").map(unescaped));
        } else if header.trim().eq_ignore_ascii_case("content-type") {
            media_type = MediaType::parse(value.trim());
        }
    }
    Ok(Found { name: name.ok_or("a part with a name")?, media_type, content })
}

fn unescaped(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}
