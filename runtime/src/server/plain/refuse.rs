//! What went wrong, in the form that the description gives errors.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde_json::Value as Json;

use super::PlainRoute;
use crate::{record::Slot, rest, sample};

impl PlainRoute {
    /// An error as it is described for its status: filled with samples, and told what is wrong. Where none is described,
    /// JSON of our own.
    pub(super) fn refuse(&self, status: StatusCode, what: &str) -> Response<Bytes> {
        self.described(status, what).unwrap_or_else(|| undescribed(status, what))
    }

    fn described(&self, status: StatusCode, what: &str) -> Option<Response<Bytes>> {
        let row = rest::error_row(self.binding, status)?;
        let body = row.body?;
        let mut fault = (self.entry.fault)();
        let slot = match (fault.slot(), row.variant) {
            (Slot::Union(union), Some(variant)) => union.select(variant),
            (slot, _) => slot,
        };
        sample::value(body.field, slot);
        let mut headers = (self.response_headers)();
        for block in row.headers {
            if let Some(field) = headers.schema().fields.get(block.field) {
                sample::value(field, headers.slot(block.field));
            }
        }
        let mut response = rest::write_row(row, status, fault.view(), &*headers, None).ok()?;
        if let Ok(mut body) = serde_json::from_slice(response.body()) {
            tell(&mut body, status, what);
            *response.body_mut() = Bytes::from(body.to_string());
        }
        Some(response)
    }

    /// The headers that are described for the status of an error and do not stand in an example of it.
    pub(super) fn complete(&self, example: &mut Response<Bytes>) {
        let Some(described) = self.described(example.status(), "") else { return };
        for (name, value) in described.headers() {
            if !example.headers().contains_key(name) {
                example.headers_mut().insert(name, value.clone());
            }
        }
    }
}

/// Puts what is wrong where errors say it: in the properties `code` and `message`.
fn tell(body: &mut Json, status: StatusCode, what: &str) {
    for (name, value) in body.as_object_mut().into_iter().flatten() {
        match (name.to_ascii_lowercase().as_str(), &value) {
            ("message", Json::String(_)) => *value = what.into(),
            ("code", Json::Number(_)) => *value = status.as_u16().into(),
            ("code", Json::String(_)) => {
                *value = status.canonical_reason().unwrap_or_default().replace([' ', '-'], "").into();
            }
            (_, Json::Object(_)) => tell(value, status, what),
            _ => {}
        }
    }
}

fn undescribed(status: StatusCode, what: &str) -> Response<Bytes> {
    let body = serde_json::json!({ "error": { "code": status.as_u16(), "message": what } });
    let mut response = Response::new(Bytes::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
