//! Requests: read by a server.
#![cfg(feature = "server")]

use bytes::Bytes;
use http::{HeaderMap, header, request::Parts};

use super::{
    body::{self, Unreadable},
    form::{expected, known, split},
    percent::decode,
    plain::{self, Plain},
    style,
};
use crate::{
    http::MediaType,
    json::{self, Direction},
    operation::{HttpBinding, Parameter, Piece, Place},
    record::{Field, Flags, Record, Slot},
    xml::{DecodeError, Leniency, Limits, Tolerance},
};

/// Why a request is refused, with what its sender is told.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A parameter is missing or wrong.
    Parameter(String),
    /// The body is of another media type.
    MediaType(String),
    /// The body is not what is described.
    Body(DecodeError),
}

/// Whether a path is that of an operation, and what stands in it for the parameters, raw.
pub(crate) fn matches(binding: &HttpBinding, path: &str) -> Option<Vec<(usize, String)>> {
    let mut found = Vec::new();
    pieces(binding.path, path, &mut found).then_some(found)
}

fn pieces(pieces_left: &[Piece], path: &str, found: &mut Vec<(usize, String)>) -> bool {
    let Some((piece, others)) = pieces_left.split_first() else { return path.is_empty() };
    match piece {
        Piece::Text(text) => literal(text, path).is_some_and(|rest| pieces(others, rest, found)),
        Piece::Parameter(index) => {
            // A parameter ends with its segment, or where the text behind it begins: the last such place in the
            // segment first.
            let segment = path.find('/').unwrap_or(path.len());
            let mut ends: Vec<usize> = (1..=segment).filter(|&end| path.is_char_boundary(end)).collect();
            ends.retain(|&end| match others.first() {
                Some(Piece::Text(text)) => literal(text, path.get(end..).unwrap_or_default()).is_some(),
                Some(Piece::Parameter(_)) => true,
                None => end == segment,
            });
            for end in ends.into_iter().rev() {
                let (Some(raw), Some(rest)) = (path.get(..end), path.get(end..)) else { continue };
                found.push((*index, raw.to_owned()));
                if pieces(others, rest, found) {
                    return true;
                }
                found.pop();
            }
            false
        }
    }
}

/// What follows a text at the beginning of a path, whichever of its characters are percent-encoded there.
fn literal<'a>(text: &str, path: &'a str) -> Option<&'a str> {
    let mut rest = path;
    for character in text.chars() {
        let mut buffer = [0; 4];
        for byte in character.encode_utf8(&mut buffer).bytes() {
            rest = match rest.as_bytes().first()? {
                b'%' => {
                    let value = u8::from_str_radix(rest.get(1..3)?, 16).ok()?;
                    (value == byte).then_some(rest.get(3..)?)?
                }
                own if *own == byte => rest.get(1..)?,
                _ => return None,
            };
        }
    }
    Some(rest)
}

/// Reads a request whose operation is known.
pub(crate) fn read_request(
    binding: &'static HttpBinding,
    path: &[(usize, String)],
    parts: &Parts,
    content: &Bytes,
    operation: &mut dyn Record,
    tolerance: Tolerance,
    limits: Limits,
) -> Result<Vec<Leniency>, Refusal> {
    let query = split(parts.uri.query().unwrap_or_default(), '&', true);
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookies: Vec<_> = cookies.flat_map(|value| split(value, ';', false)).collect();
    for (index, parameter) in binding.parameters.iter().enumerate() {
        let Some(field) = operation.schema().fields.get(parameter.field) else { continue };
        let wrong = |what: &str| {
            let place = format!("{:?}", parameter.place).to_lowercase();
            Refusal::Parameter(format!("{place} parameter `{}`: expected {what}", parameter.name))
        };
        let plain = match parameter.place {
            Place::Path => {
                let raw = path.iter().find(|(found, _)| *found == index).map_or("", |(_, raw)| raw.as_str());
                from_path(parameter, field, raw).ok_or_else(|| wrong("percent-encoded UTF-8 in the described style"))?
            }
            Place::Query => from_pairs(parameter, field, &query),
            Place::Cookie => from_pairs(parameter, field, &cookies),
            Place::Header => from_header(parameter, field, &parts.headers),
        };
        if plain == Plain::Absent {
            let is_required = parameter.required || field.is(Flags::REQUIRED);
            if is_required && !matches!(expected(field), style::Expected::List) {
                return Err(wrong("a value"));
            }
            continue;
        }
        take(operation.slot(parameter.field), parameter, field, &plain).map_err(|error| wrong(&error))?;
    }
    let Some(described) = &binding.body else { return Ok(Vec::new()) };
    let whole = json::root(operation.schema());
    let (field, slot) = match described.field {
        Some(index) => {
            let Some(field) = operation.schema().fields.get(index) else { return Ok(Vec::new()) };
            (field, operation.slot(index))
        }
        None => (&whole, Slot::Record(operation)),
    };
    if content.is_empty() && !described.required && !field.is(Flags::REQUIRED) {
        return Ok(Vec::new());
    }
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media = content_type.and_then(MediaType::parse);
    let how = body::Reading { tolerance, limits, direction: Direction::Request };
    body::read(described.media, media.as_ref(), content, slot, field, how).map_err(|unreadable| match unreadable {
        Unreadable::MediaType { expected } => {
            let found = content_type.unwrap_or("no content type");
            Refusal::MediaType(format!("expected {expected}, found {}", found.escape_debug()))
        }
        Unreadable::Content(error) => Refusal::Body(error),
    })
}

fn take(slot: Slot<'_>, parameter: &Parameter, field: &Field, plain: &Plain) -> Result<(), plain::Wrong> {
    match (parameter.media_type, plain) {
        (Some(_), Plain::One(text)) => body::json(slot, field, text.as_bytes()).map_err(|error| error.to_string()),
        _ => plain::fill(slot, field, plain),
    }
}

fn from_path(parameter: &Parameter, field: &Field, raw: &str) -> Option<Plain> {
    if parameter.media_type.is_some() {
        return decode(raw, false).map(Plain::One);
    }
    style::from_path(parameter, expected(field), raw)
}

fn from_pairs(parameter: &Parameter, field: &Field, found: &[(String, String)]) -> Plain {
    let expected = if parameter.media_type.is_some() { style::Expected::One } else { expected(field) };
    style::from_pairs(parameter, expected, found, &known(field))
}

fn from_header(parameter: &Parameter, field: &Field, headers: &HeaderMap) -> Plain {
    let values: Vec<&str> = headers.get_all(parameter.name).iter().filter_map(|value| value.to_str().ok()).collect();
    if values.is_empty() {
        return Plain::Absent;
    }
    let expected = if parameter.media_type.is_some() { style::Expected::One } else { expected(field) };
    style::from_header(parameter, expected, &values.join(","))
}
