//! Responses: read by a client, written by a server.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{
    body::{self, Unreadable},
    form::expected,
    plain::{self, Plain},
    style,
};
#[cfg(feature = "server")]
use crate::record::View;
use crate::{
    http::MediaType,
    json::Direction,
    operation::{HttpBinding, Parameter, Response, StatusMatch},
    record::{Flags, Record, Slot},
    xml::{DecodeError, Leniency, Limits, Tolerance},
};

/// How a response is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) tolerance: Tolerance,
    pub(crate) limits: Limits,
}

/// Where a response goes.
pub(crate) struct Into<'a> {
    pub(crate) output: Slot<'a>,
    pub(crate) headers: &'a mut dyn Record,
    pub(crate) fault: Slot<'a>,
}

/// Why a response gives no output.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The status says that the operation failed.
    Status {
        /// The described answer was read into the fault.
        typed: bool,
    },
    /// The body is of another media type.
    MediaType {
        /// What was described.
        expected: &'static str,
    },
    /// There is no body.
    Empty,
    /// The body is not what is described.
    Decode(DecodeError),
}

/// The row of a status: that of the code, of the range, or of all others.
fn row(rows: &'static [Response], status: u16) -> Option<(&'static Response, u8)> {
    let of = |wanted: StatusMatch| rows.iter().find(|row| row.status == wanted);
    let range = u8::try_from(status / 100).unwrap_or_default();
    of(StatusMatch::Code(status))
        .map(|row| (row, 2))
        .or_else(|| of(StatusMatch::Range(range)).map(|row| (row, 1)))
        .or_else(|| of(StatusMatch::Default).map(|row| (row, 0)))
}

/// What stands for a status: a success, `None` if HTTP alone says so, or an error, likewise.
pub(super) fn described(
    binding: &'static HttpBinding,
    status: StatusCode,
) -> Result<Option<&'static Response>, Option<&'static Response>> {
    let success = row(binding.responses, status.as_u16());
    let error = row(binding.errors, status.as_u16());
    // What is told most exactly counts; an answer that nothing describes succeeds if HTTP says so.
    let failed = match (success, error) {
        (Some((_, success)), Some((_, error))) => error > success || error == success && !status.is_success(),
        (Some(_), None) => false,
        (None, Some(_)) => true,
        (None, None) => !status.is_success(),
    };
    let row = |row: Option<(&'static Response, u8)>| row.map(|(row, _)| row);
    if failed { Err(row(error)) } else { Ok(row(success)) }
}

/// What is told of a success that is not described.
pub(super) fn undescribed(status: StatusCode) -> Leniency {
    let what = format!("HTTP {}, which the description does not foresee", status.as_u16());
    Leniency { path: "$".to_owned(), what }
}

/// Reads the answer to an operation.
pub(crate) fn read_response(
    binding: &'static HttpBinding,
    response: &http::Response<Bytes>,
    into: Into<'_>,
    reading: Reading,
) -> Result<Vec<Leniency>, Failure> {
    let status = response.status();
    let success = described(binding, status);
    if let Err(error) = success {
        let Some(row) = error else { return Err(Failure::Status { typed: false }) };
        let described = row.body.is_some() && !response.body().is_empty();
        // An answer that is not what is described, such as a proxy's page, is still an answer of this status.
        let lenient = Reading { tolerance: Tolerance::Lenient, ..reading };
        let read = read_headers(row, response.headers(), into.headers, lenient)
            .and_then(|_| read_body(row, response, into.fault, lenient));
        return Err(Failure::Status { typed: described && read.is_ok() });
    }
    // A redirection or an answer without content that is not described has no output.
    let Ok(Some(row)) = success else {
        let is_nothing = status == StatusCode::NO_CONTENT && holds_nothing(&into.output);
        return match reading.tolerance {
            _ if binding.responses.iter().all(|row| row.body.is_none()) => Ok(Vec::new()),
            // Servers answer so where there is no value, whatever their description says.
            Tolerance::Lenient if is_nothing => Ok(Vec::new()),
            Tolerance::Report if is_nothing => Ok(vec![undescribed(status)]),
            _ if response.body().is_empty() => Err(Failure::Empty),
            Tolerance::Strict => Err(Failure::Status { typed: false }),
            tolerance => {
                // Another success than the described one is read as the first that has a body.
                let Some(row) = binding.responses.iter().find(|row| row.body.is_some()) else { return Ok(Vec::new()) };
                let mut leniencies = read_body(row, response, into.output, reading)?;
                if tolerance == Tolerance::Report {
                    leniencies.insert(0, undescribed(status));
                }
                Ok(leniencies)
            }
        };
    };
    let mut leniencies = read_headers(row, response.headers(), into.headers, reading)?;
    leniencies.extend(read_body(row, response, into.output, reading)?);
    Ok(leniencies)
}

/// Whether a new value holds nothing, so that it can stand for no content.
fn holds_nothing(slot: &Slot<'_>) -> bool {
    use Slot::{Option, OptionBool, OptionF64, OptionI32, OptionI64, OptionText};
    matches!(slot, Option(_) | OptionText(_) | OptionBool(_) | OptionI32(_) | OptionI64(_) | OptionF64(_))
}

fn read_body(
    row: &'static Response,
    response: &http::Response<Bytes>,
    slot: Slot<'_>,
    reading: Reading,
) -> Result<Vec<Leniency>, Failure> {
    let slot = match (slot, row.variant) {
        (Slot::Union(union), Some(variant)) => union.select(variant),
        (Slot::Option(option), Some(variant)) => match option.fill() {
            Slot::Union(union) => union.select(variant),
            slot => slot,
        },
        (slot, _) => slot,
    };
    let Some(described) = row.body else { return Ok(Vec::new()) };
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.and_then(MediaType::parse);
    if response.body().is_empty() {
        let is_json = content_type.as_ref().is_none_or(|found| found.essence().ends_with("json"));
        if holds_nothing(&slot) && response.status() == StatusCode::NO_CONTENT {
            return Ok(Vec::new());
        }
        if is_json {
            return Err(Failure::Empty);
        }
    }
    let how = body::Reading { tolerance: reading.tolerance, limits: reading.limits, direction: Direction::Response };
    body::read(described.media, content_type.as_ref(), response.body(), slot, described.field, how).map_err(
        |unreadable| match unreadable {
            Unreadable::MediaType { expected } => Failure::MediaType { expected },
            Unreadable::Content(error) => Failure::Decode(error),
        },
    )
}

/// Reads what describes an error of a status into its fault; `None` where nothing describes it.
#[cfg(feature = "server")]
pub(crate) fn read_error(
    binding: &'static HttpBinding,
    response: &http::Response<Bytes>,
    into: Into<'_>,
    reading: Reading,
) -> Option<Result<Vec<Leniency>, Failure>> {
    let Err(Some(row)) = described(binding, response.status()) else { return None };
    let read = read_headers(row, response.headers(), into.headers, reading).and_then(|mut leniencies| {
        leniencies.extend(read_body(row, response, into.fault, reading)?);
        Ok(leniencies)
    });
    Some(read)
}

/// Reads the typed headers of an answer. One that is not what is described is left out and reported.
pub(super) fn read_headers(
    row: &Response,
    found: &HeaderMap,
    headers: &mut dyn Record,
    reading: Reading,
) -> Result<Vec<Leniency>, Failure> {
    let mut leniencies = Vec::new();
    for block in row.headers {
        let Some(field) = headers.schema().fields.get(block.field) else { continue };
        let name = field.name.local;
        let mut told = |expected: String, found: String| {
            if reading.tolerance == Tolerance::Strict {
                let start = crate::xml::Position { offset: 0, line: 1, column: 1 };
                return Err(Failure::Decode(DecodeError::new(format!("header `{name}`"), start, expected, found)));
            }
            let what = format!("expected {expected}, found {found}");
            leniencies.push(Leniency { path: format!("header `{name}`"), what });
            Ok(())
        };
        let values: Vec<&str> = found.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
        if values.is_empty() {
            if block.required {
                told("a header".to_owned(), "none".to_owned())?;
            }
            continue;
        }
        let plain = style::from_header(&Parameter::header(block.field, name), expected(field), &values.join(","));
        if let Err(wrong) = plain::fill(headers.slot(block.field), field, &plain) {
            let shown = match &plain {
                _ if field.is(Flags::SECRET) => "another value (not shown)".to_owned(),
                Plain::One(text) => format!("{:?}", text.chars().take(60).collect::<String>()),
                _ => "a list".to_owned(),
            };
            told(wrong, shown)?;
        }
    }
    if reading.tolerance == Tolerance::Lenient {
        leniencies.clear();
    }
    Ok(leniencies)
}

/// Writes the answer of an operation that succeeded.
#[cfg(feature = "server")]
pub(crate) fn write_response(
    binding: &'static HttpBinding,
    output: &dyn crate::record::Value,
    headers: &dyn Record,
    accept: Option<&str>,
) -> Result<http::Response<Bytes>, crate::xml::EncodeError> {
    let selected = match output.view() {
        View::Union(union) => Some(union.selected()),
        _ => None,
    };
    let holds = |row: &&Response| row.variant.is_none() || row.variant == selected;
    let empty = matches!(output.view(), View::Absent);
    let row = binding.responses.iter().filter(holds);
    let row = row.clone().find(|row| row.body.is_none() == empty).or_else(|| row.clone().next());
    let Some(row) = row else {
        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = StatusCode::NO_CONTENT;
        return Ok(response);
    };
    let code = match row.status {
        StatusMatch::Code(code) => code,
        StatusMatch::Range(first) => u16::from(first) * 100,
        StatusMatch::Default => 200,
    };
    write_row(row, StatusCode::from_u16(code).unwrap_or(StatusCode::OK), output.view(), headers, accept)
}

/// The description of an error of a status.
#[cfg(feature = "server")]
pub(crate) fn error_row(binding: &'static HttpBinding, status: StatusCode) -> Option<&'static Response> {
    row(binding.errors, status.as_u16()).map(|(row, _)| row)
}

/// Writes an answer that a row describes.
#[cfg(feature = "server")]
pub(crate) fn write_row(
    row: &'static Response,
    status: StatusCode,
    value: View<'_>,
    headers: &dyn Record,
    accept: Option<&str>,
) -> Result<http::Response<Bytes>, crate::xml::EncodeError> {
    let mut response = http::Response::new(Bytes::new());
    *response.status_mut() = status;
    for block in row.headers {
        let Some(field) = headers.schema().fields.get(block.field) else { continue };
        if let Some(text) = super::request::header_text(headers.view(block.field), field)?
            && let Ok(name) = http::HeaderName::from_bytes(field.name.local.as_bytes())
            && let Ok(value) = http::HeaderValue::from_str(&text)
        {
            response.headers_mut().append(name, value);
        }
    }
    if let Some(described) = &row.body {
        let view = match (value, row.variant) {
            (View::Union(union), Some(_)) => union.content(),
            (view, _) => view,
        };
        let wanted = accept.and_then(|accept| wanted(accept, described.media));
        let written = body::write(described.media, wanted, view, described.field, Direction::Response)?;
        if let Ok(value) = http::HeaderValue::from_str(&written.content_type) {
            response.headers_mut().insert(header::CONTENT_TYPE, value);
        }
        *response.body_mut() = Bytes::from(written.bytes);
    }
    Ok(response)
}

/// The first media type that the client accepts by its name.
#[cfg(feature = "server")]
fn wanted(accept: &str, media: &'static [crate::operation::Media]) -> Option<&'static str> {
    accept
        .split(',')
        .map(super::media::essence)
        .find_map(|wanted| media.iter().map(|media| media.name).find(|name| super::media::essence(name) == wanted))
}
