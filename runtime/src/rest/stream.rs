//! Bodies that need not be collected: those that are bytes as they stand, in the request or in the answer.

use http::{HeaderMap, StatusCode, header};

use super::{
    media::{Format, Match, binary, essence, find, find_bytes},
    request::accept,
    response::{Failure, Reading, described, read_headers, undescribed},
};
use crate::{
    http::MediaType,
    operation::{HttpBinding, Media, ResponseBody},
    record::{Field, Record, Shape},
    xml::{EncodeError, Leniency, Tolerance},
};

/// Whether a body in a media type is bytes as they stand.
fn raw(media: &Media, field: &Field) -> bool {
    let field = match (field.shape, media.variant) {
        (Shape::Union(union), Some(variant)) => union.variants.get(variant).unwrap_or(field),
        _ => field,
    };
    binary(field) && Format::holding(&essence(media.name), field) == Format::Binary
}

fn raw_media(body: &ResponseBody) -> Option<&'static Media> {
    body.media.iter().find(|media| raw(media, body.field))
}

fn names<'a>(media: impl Iterator<Item = &'a Media>) -> String {
    let names: Vec<&str> = media.map(|media| media.name).collect();
    if names.is_empty() { "no body".to_owned() } else { names.join(", ") }
}

/// The media type that the body of a request is uploaded in: the one that is wanted, or else the first that can be.
pub(crate) fn upload_type(
    binding: &HttpBinding,
    operation: &dyn Record,
    wanted: Option<&str>,
) -> Result<String, EncodeError> {
    let media = binding.body.as_ref().map_or(&[][..], |body| body.media);
    let field = binding.body.as_ref().and_then(|body| operation.schema().fields.get(body.field?));
    let raw = |media: &&Media| field.is_some_and(|field| raw(media, field));
    let found = match wanted {
        Some(wanted) => find(media, &essence(wanted)).map(|(media, _)| media).filter(raw),
        None => media.iter().find(raw),
    };
    let Some(found) = found else {
        let described = names(media.iter());
        let what = format!("the body of this operation is no binary stream; it is described as {described}");
        return Err(EncodeError::new(what));
    };
    let name = wanted.unwrap_or(found.name);
    Ok(if name.contains('*') { "application/octet-stream" } else { name }.to_owned())
}

/// What a request that is answered with a stream accepts.
pub(crate) fn download_types(binding: &HttpBinding) -> Result<String, EncodeError> {
    let bodies = || binding.responses.iter().filter_map(|response| response.body.as_ref());
    if bodies().all(|body| raw_media(body).is_none()) {
        let described = names(bodies().flat_map(|body| body.media));
        let what = format!("no answer of this operation is a binary stream; described are {described}");
        return Err(EncodeError::new(what));
    }
    Ok(accept(binding, |body| raw_media(body).or(body.media.first())))
}

/// The media type in which an answer that succeeds stands, if it is bytes as they stand.
fn found(binding: &'static HttpBinding, status: StatusCode, headers: &HeaderMap) -> Option<(&'static Media, Match)> {
    // Another success than those that are described is read as the first that has a body.
    let row = described(binding, status).ok()?.or_else(|| binding.responses.iter().find(|row| row.body.is_some()))?;
    let body = row.body.as_ref()?;
    let content_type = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().ok().and_then(MediaType::parse));
    let found = match content_type {
        None => body.media.first().map(|media| (media, Match::Near)),
        Some(content_type) => {
            let content_type = content_type?;
            find(body.media, content_type.essence()).or_else(|| find_bytes(body.media, content_type.essence()))
        }
    };
    found.filter(|(media, _)| raw(media, body.field))
}

/// Whether the answer with this head is a stream.
pub(crate) fn streamed(binding: &'static HttpBinding, status: StatusCode, headers: &HeaderMap) -> bool {
    found(binding, status, headers).is_some()
}

/// Reads the head of an answer that is a stream.
pub(crate) fn read_head(
    binding: &'static HttpBinding,
    status: StatusCode,
    found_headers: &HeaderMap,
    headers: &mut dyn Record,
    reading: Reading,
) -> Result<Vec<Leniency>, Failure> {
    let mut leniencies = match described(binding, status) {
        Ok(Some(row)) => read_headers(row, found_headers, headers, reading)?,
        Ok(None) if reading.tolerance != Tolerance::Strict => vec![undescribed(status)],
        _ => return Err(Failure::Status { typed: false }),
    };
    if let Some((media, Match::Near)) = found(binding, status, found_headers) {
        if reading.tolerance == Tolerance::Strict {
            return Err(Failure::MediaType { expected: media.name });
        }
        let content_type = found_headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let what = content_type.map_or("no content type".to_owned(), |found| format!("the content type `{found}`"));
        leniencies.push(Leniency { path: "$".to_owned(), what });
    }
    if reading.tolerance == Tolerance::Lenient {
        leniencies.clear();
    }
    Ok(leniencies)
}
