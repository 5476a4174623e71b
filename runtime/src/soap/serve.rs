//! What a server reads and writes.

use bytes::Bytes;
use http::{StatusCode, header};

use super::{
    Fault, FaultCode,
    envelope::{Envelope, Refusal},
    write::{self, Message},
};
use crate::{
    http::MediaType,
    operation::{Block, BodyInfo, SoapBinding, SoapVersion},
    record::{Record, Slot, View},
    xml::{DecodeError, EncodeError, Leniency, Limits, Tolerance},
};

/// What the head of a request and the first look at its envelope tell.
pub(crate) struct Incoming {
    /// The version of the envelope.
    pub(crate) version: SoapVersion,
    /// The action that the HTTP headers name. `None`: they name none.
    pub(crate) action: Option<String>,
    /// Namespace and local name of the first element in the body.
    pub(crate) element: Option<(String, String)>,
}

impl Incoming {
    /// Reads an envelope up to the first element of its body.
    pub(crate) fn peek(
        headers: &http::HeaderMap,
        media: &MediaType,
        text: &str,
        limits: Limits,
    ) -> Result<Self, Fault> {
        let mut envelope = Envelope::open(text, &[SoapVersion::V11, SoapVersion::V12], Tolerance::Lenient, limits)?;
        let element = envelope.peek().map_err(Refusal::Other)?;
        Ok(Self { version: envelope.version, action: action(headers, media), element })
    }
}

/// The action of either version: a parameter of the content type, or a header of its own.
fn action(headers: &http::HeaderMap, media: &MediaType) -> Option<String> {
    if let Some(action) = media.parameter("action") {
        return Some(action.to_owned());
    }
    let action = headers.get("soapaction")?.to_str().ok()?.trim();
    let action = action.strip_prefix('"').and_then(|action| action.strip_suffix('"')).unwrap_or(action);
    (!action.is_empty()).then(|| action.to_owned())
}

/// Reads a request whose operation is known.
pub(crate) fn read_request(
    binding: &'static SoapBinding,
    text: &str,
    headers: &mut dyn Record,
    body: &mut dyn Record,
    tolerance: Tolerance,
    limits: Limits,
) -> Result<Vec<Leniency>, Fault> {
    let mut envelope = Envelope::open(text, binding.versions, tolerance, limits)?;
    envelope.headers(headers)?;
    if let Some(missing) = missing_block(binding.request_headers, headers) {
        let error = envelope.decoder.cursor.error(format!("the header block `{missing}`"), "none");
        return Err(Refusal::Other(error).into());
    }
    let read = envelope.body(&binding.request, Slot::Record(body));
    read.map_err(|error| Refusal::Other(error).into())
}

/// Reads a documented response, of either version.
pub(crate) fn read_example(
    binding: &'static SoapBinding,
    text: &str,
    limits: Limits,
    headers: &mut dyn Record,
    output: Slot<'_>,
) -> Result<(), DecodeError> {
    let versions = [SoapVersion::V11, SoapVersion::V12];
    let mut envelope = Envelope::open(text, &versions, Tolerance::Report, limits).map_err(Refusal::into_error)?;
    envelope.headers(headers).map_err(Refusal::into_error)?;
    match &binding.response {
        Some(body) => envelope.body(body, output).map(drop),
        None => Ok(()),
    }
}

/// The response of an operation.
pub(crate) fn write_response(
    binding: &SoapBinding,
    version: SoapVersion,
    headers: &dyn Record,
    output: View<'_>,
) -> Result<http::Response<Bytes>, EncodeError> {
    let Some(body) = &binding.response else {
        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = StatusCode::ACCEPTED;
        return Ok(response);
    };
    let blocks = binding.response_headers;
    let envelope = write::envelope(Message { version, blocks, headers, body, content: output })?;
    Ok(framed(StatusCode::OK, version, envelope))
}

/// The response that is a fault.
pub(crate) fn write_fault(fault: &Fault, version: SoapVersion) -> http::Response<Bytes> {
    let envelope = super::fault_write::envelope(fault, version);
    let status = match (version, &fault.code) {
        (SoapVersion::V12, FaultCode::Sender) => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    framed(status, version, envelope)
}

fn framed(status: StatusCode, version: SoapVersion, envelope: String) -> http::Response<Bytes> {
    let content_type = match version {
        SoapVersion::V11 => "text/xml; charset=utf-8",
        SoapVersion::V12 => "application/soap+xml; charset=utf-8",
    };
    let mut response = http::Response::new(Bytes::from(envelope));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, http::HeaderValue::from_static(content_type));
    response
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Version(error) => Self::new(FaultCode::VersionMismatch, error.to_string()),
            Refusal::MustUnderstand(error) => Self::new(FaultCode::MustUnderstand, error.to_string()),
            Refusal::Other(error) => Self::sender(error.to_string()),
        }
    }
}

impl Envelope<'_> {
    /// Reads the body, which has been entered, and what follows it.
    pub(super) fn body(mut self, body: &BodyInfo, slot: Slot<'_>) -> Result<Vec<Leniency>, DecodeError> {
        if body.element.is_none() {
            return self.bare(body, slot);
        }
        let entered = self.decoder.cursor.child()?;
        self.wrapped(body, entered, slot)
    }
}

/// The first block of the list that is required and did not stand.
fn missing_block(blocks: &[Block], headers: &dyn Record) -> Option<&'static str> {
    let fields = headers.schema().fields;
    blocks
        .iter()
        .filter(|block| block.required)
        .filter(|block| matches!(headers.view(block.field), View::Absent))
        .find_map(|block| fields.get(block.field).map(|field| field.name.local))
}
