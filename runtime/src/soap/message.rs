//! The messages of operations whose types are erased: what tools, corpus runs and tests read and write.

use super::{
    envelope::{Envelope, Refusal},
    write::{self, Message},
};
use crate::{
    operation::{SoapBinding, SoapVersion},
    record::{Record, Slot, View},
    xml::{DecodeError, EncodeError, Leniency, Limits, Tolerance},
};

/// Reads the envelope of a request. A version that the binding does not offer is a leniency.
pub fn decode_request(
    binding: &'static SoapBinding,
    text: &str,
    headers: &mut dyn Record,
    body: &mut dyn Record,
    tolerance: Tolerance,
    limits: Limits,
) -> Result<Vec<Leniency>, DecodeError> {
    let mut envelope = Envelope::open(text, binding.versions, tolerance, limits).map_err(Refusal::into_error)?;
    envelope.headers(headers).map_err(Refusal::into_error)?;
    envelope.body(&binding.request, Slot::Record(body))
}

/// Reads the envelope of a response that is no fault.
pub fn decode_response(
    binding: &'static SoapBinding,
    text: &str,
    headers: &mut dyn Record,
    output: Slot<'_>,
    tolerance: Tolerance,
    limits: Limits,
) -> Result<Vec<Leniency>, DecodeError> {
    let mut envelope = Envelope::open(text, binding.versions, tolerance, limits).map_err(Refusal::into_error)?;
    envelope.headers(headers).map_err(Refusal::into_error)?;
    match &binding.response {
        Some(body) => envelope.body(body, output),
        None => Err(envelope.decoder.cursor.error("no response, the operation is one-way", "an envelope")),
    }
}

/// Writes the envelope of a request.
pub fn encode_request(
    binding: &SoapBinding,
    version: SoapVersion,
    headers: &dyn Record,
    body: &dyn Record,
) -> Result<String, EncodeError> {
    write::envelope(Message {
        version,
        blocks: binding.request_headers,
        headers,
        body: &binding.request,
        content: View::Record(body),
    })
}

/// Writes the envelope of a response.
pub fn encode_response(
    binding: &SoapBinding,
    version: SoapVersion,
    headers: &dyn Record,
    output: View<'_>,
) -> Result<String, EncodeError> {
    let Some(body) = &binding.response else { return Err(EncodeError::new("a one-way operation has no response")) };
    write::envelope(Message { version, blocks: binding.response_headers, headers, body, content: output })
}
