//! The answers that a client reads.

use bytes::Bytes;
use http::header;

use super::{
    Fault, detail,
    envelope::{Envelope, Refusal},
    fault_read::{fault_version, read_fault},
    outcome,
};
use crate::{
    error::{Cause, Error},
    http::{MediaType, excerpt, masked},
    operation::{Outcome, SoapBinding, SoapVersion},
    record::{Record, Slot, secrets},
    xml::{self, DecodeError, Leniency, Limits, Tolerance},
};

/// How a response is read.
pub(crate) struct Reading<'a> {
    /// The version of the request.
    pub(crate) version: SoapVersion,
    /// How the API says that an operation failed.
    pub(crate) outcome: Option<&'static Outcome>,
    pub(crate) tolerance: Tolerance,
    pub(crate) limits: Limits,
    /// Header blocks and body of the request: credentials that an answer echoes are not shown.
    pub(crate) sent: [&'a dyn Record; 2],
}

/// Where a response goes.
pub(crate) struct Into<'a> {
    pub(crate) output: Slot<'a>,
    pub(crate) headers: &'a mut dyn Record,
    pub(crate) fault: Slot<'a>,
}

/// Reads the answer to an operation.
pub(crate) fn read_response(
    binding: &'static SoapBinding,
    reading: &Reading<'_>,
    response: http::Response<Bytes>,
    into: Into<'_>,
) -> Result<Vec<Leniency>, Error> {
    let (parts, body) = response.into_parts();
    let status = parts.status;
    let shown = || excerpt(&body, &secrets(&reading.sent));
    let unexpected = || Error::new(Cause::Status { excerpt: shown() });
    if body.iter().all(u8::is_ascii_whitespace) {
        return match (status.is_success(), &binding.response) {
            (true, None) => Ok(Vec::new()),
            (true, Some(_)) => Err(Error::new(Cause::Empty)),
            (false, _) => Err(unexpected()),
        };
    }
    let content_type = parts.headers.get(header::CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let media = content_type.as_deref().and_then(MediaType::parse);
    let strange = match Media::of(media.as_ref(), reading.version, &body) {
        Media::Foreign if !status.is_success() => return Err(unexpected()),
        Media::Foreign if binding.response.is_none() => return Ok(Vec::new()),
        Media::Foreign => {
            return Err(Error::new(Cause::ContentType {
                found: content_type.map(|found| found.escape_debug().take(100).collect()),
                expected: reading.version.media_type(),
                excerpt: shown(),
            }));
        }
        Media::Own => None,
        Media::Near => Some(content_type.map_or("no content type".to_owned(), |found| {
            format!("the content type `{}`", found.escape_debug().take(100).collect::<String>())
        })),
    };
    let charset = media.as_ref().and_then(|media| media.parameter("charset"));
    let read =
        xml::decode(&body, charset).and_then(|text| read_envelope(binding, reading, &text, strange.as_deref(), into));
    match read {
        Ok(Content::Fault(fault)) => Err(Error::new(Cause::Fault(fault))),
        _ if !status.is_success() => Err(unexpected()),
        Ok(Content::Output(leniencies)) => Ok(leniencies),
        Ok(Content::Failure(message)) => {
            let message = message.map(|message| masked(&message, &secrets(&reading.sent)));
            Err(Error::new(Cause::Outcome { message }))
        }
        Err(error) => Err(error.into()),
    }
}

/// How far a content type is SOAP's.
enum Media {
    /// It is that of the version.
    Own,
    /// It is that of the other version, of XML in general, or there is none and the body looks like XML.
    Near,
    /// It is something else.
    Foreign,
}

impl Media {
    fn of(media: Option<&MediaType>, version: SoapVersion, body: &[u8]) -> Self {
        match media.map(MediaType::essence) {
            Some(essence) if essence == version.media_type() => Self::Own,
            Some("text/xml" | "application/soap+xml" | "application/xml") => Self::Near,
            Some(_) => Self::Foreign,
            None if body.trim_ascii_start().starts_with(b"<") => Self::Near,
            None => Self::Foreign,
        }
    }
}

/// What an envelope held.
enum Content {
    Output(Vec<Leniency>),
    Fault(Box<Fault>),
    /// The header blocks say that the operation failed.
    Failure(Option<String>),
}

fn read_envelope(
    binding: &'static SoapBinding,
    reading: &Reading<'_>,
    text: &str,
    strange: Option<&str>,
    into: Into<'_>,
) -> Result<Content, DecodeError> {
    let expected = [reading.version];
    let mut envelope =
        Envelope::open(text, &expected, reading.tolerance, reading.limits).map_err(Refusal::into_error)?;
    if let Some(strange) = strange {
        envelope.decoder.tolerate(&format!("the content type `{}`", reading.version.media_type()), strange)?;
    }
    envelope.headers(into.headers).map_err(Refusal::into_error)?;
    let bare = binding.response.as_ref().filter(|body| body.element.is_none());
    if let Some(body) = bare.filter(|_| !holds_fault(text, reading.limits)) {
        return match failure(reading, into.headers) {
            Some(message) => Ok(Content::Failure(message)),
            None => envelope.bare(body, into.output).map(Content::Output),
        };
    }
    let entered = envelope.decoder.cursor.child()?;
    if let Some(version) = entered.then(|| fault_version(&mut envelope.decoder.cursor)).flatten() {
        let mut fault = Box::new(read_fault(&mut envelope.decoder, version)?);
        let secrets = secrets(&reading.sent);
        for reason in &mut fault.reasons {
            reason.text = masked(&reason.text, &secrets);
        }
        detail::read(&mut fault, binding.faults, into.fault, reading.limits);
        return Ok(Content::Fault(fault));
    }
    match (failure(reading, into.headers), &binding.response) {
        (Some(message), _) => Ok(Content::Failure(message)),
        (None, Some(body)) => envelope.wrapped(body, entered, into.output).map(Content::Output),
        (None, None) => Ok(Content::Output(envelope.decoder.into_leniencies())),
    }
}

fn failure(reading: &Reading<'_>, headers: &dyn Record) -> Option<Option<String>> {
    reading.outcome.and_then(|outcome| outcome::failure(outcome, headers))
}

/// Whether the body of an envelope that has been opened already is a fault.
fn holds_fault(text: &str, limits: Limits) -> bool {
    let versions = [SoapVersion::V11, SoapVersion::V12];
    let Ok(mut envelope) = Envelope::open(text, &versions, Tolerance::Lenient, limits) else { return false };
    matches!(envelope.peek(), Ok(Some(_))) && fault_version(&mut envelope.decoder.cursor).is_some()
}
