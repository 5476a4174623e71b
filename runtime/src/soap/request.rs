//! The requests of a client.

use bytes::Bytes;
use http::{HeaderValue, Method, Uri, header};

use super::write::{self, Message};
use crate::{
    error::Error,
    operation::{SoapBinding, SoapVersion},
    record::{Record, View},
    xml::EncodeError,
};

/// The request of an operation.
pub(crate) fn write_request(
    binding: &SoapBinding,
    version: SoapVersion,
    endpoint: &Uri,
    headers: &dyn Record,
    body: &dyn Record,
) -> Result<http::Request<Bytes>, Error> {
    let envelope = write::envelope(Message {
        version,
        blocks: binding.request_headers,
        headers,
        body: &binding.request,
        content: View::Record(body),
    })?;
    let mut request = http::Request::new(Bytes::from(envelope));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = endpoint.clone();
    let action = quoted(binding.action);
    let content_type = match version {
        SoapVersion::V11 => {
            request.headers_mut().insert("soapaction", value(&action)?);
            value("text/xml; charset=utf-8")?
        }
        SoapVersion::V12 if binding.action.is_empty() => value("application/soap+xml; charset=utf-8")?,
        SoapVersion::V12 => value(&format!("application/soap+xml; charset=utf-8; action={action}"))?,
    };
    request.headers_mut().insert(header::CONTENT_TYPE, content_type);
    Ok(request)
}

fn value(text: &str) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_str(text)
        .map_err(|_| EncodeError::new(format!("the SOAP action `{}` cannot stand in a header", text.escape_debug())))
}

/// A quoted string (RFC 9110, section 5.6.4).
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}
