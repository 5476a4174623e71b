//! From an operation to an HTTP request, and from an HTTP response to its output. Nothing here does any I/O.

use bytes::Bytes;

use super::{Head, Reply, reply::is_secret, settings::Settings};
use crate::{
    error::{Cause, Error},
    http::excerpt,
    operation::{Api, Binding, HttpBinding, Operation, OperationInfo, SoapBinding},
    record::{self, Record, Value as _, View},
    rest::{self, Presented},
    soap,
    transport::Body,
    xml::EncodeError,
};

/// How a session calls an operation: as its description says, or over REST.
pub(super) fn binding<O: Operation>(settings: &Settings<O::Api>) -> Result<Binding, Error> {
    if !settings.over_rest {
        return Ok(O::info().binding);
    }
    O::info().http().map(Binding::Http).ok_or_else(|| Error::new(Cause::Binding).of(O::info()))
}

/// The credentials that a request to an operation presents. Over SOAP they are header blocks, and none are presented.
pub(super) async fn present<A: Api>(
    settings: &Settings<A>,
    info: &'static OperationInfo,
    binding: Binding,
) -> Result<Vec<Presented>, Error> {
    let Binding::Http(binding) = binding else { return Ok(Vec::new()) };
    settings.credentials.present(binding).await.map_err(|error| Error::new(Cause::Credentials(error)).of(info))
}

/// What of an exchange is a stream.
#[derive(Clone, Copy)]
pub(super) struct Streams {
    pub(super) upload: bool,
    pub(super) download: bool,
}

/// The request of an operation; without its body where that is a stream.
pub(super) fn request<A: Api>(
    settings: &Settings<A>,
    info: &'static OperationInfo,
    binding: Binding,
    request: &dyn Record,
    presented: &[Presented],
    streams: Streams,
) -> Result<::http::Request<Bytes>, Error> {
    let written = settings.endpoint(info).and_then(|endpoint| {
        let binding = match binding {
            Binding::Soap(_) if streams.upload || streams.download => {
                return Err(EncodeError::new("a message of SOAP is no binary stream").into());
            }
            Binding::Soap(binding) => binding,
            Binding::Http(binding) => {
                no_blocks(&settings.headers)?;
                let wanted = settings.media_type.as_deref();
                let upload = streams.upload.then(|| rest::upload_type(binding, request, wanted)).transpose()?;
                let download = streams.download.then(|| rest::download_types(binding)).transpose()?;
                let sending = rest::Sending {
                    endpoint: &endpoint,
                    headers: &settings.http_headers,
                    presented,
                    media_type: wanted,
                    accept: settings.accept.as_deref().or(download.as_deref()),
                    upload: upload.as_deref(),
                };
                return Ok(rest::write_request(binding, request, &sending)?);
            }
        };
        let version = soap::version(binding, settings.version);
        let mut written = soap::write_request(binding, version, &endpoint, &settings.headers, request)?;
        let set = settings.http_headers.iter().map(|(name, value)| (name.clone(), value.clone()));
        written.headers_mut().extend(set);
        Ok(written)
    });
    written.map_err(|error| error.of(info))
}

/// Refuses header blocks where there is no place for them, so that none is lost in silence.
fn no_blocks(headers: &dyn Record) -> Result<(), Error> {
    let is_set = |(index, _): &(usize, _)| !matches!(headers.view(*index), View::Absent);
    match headers.schema().fields.iter().enumerate().find(is_set) {
        None => Ok(()),
        Some((_, block)) => {
            let why = "it is a block of SOAP; over REST, credentials and headers of HTTP stand for it";
            Err(Error::header(block.name.local, why))
        }
    }
}

/// The output of an operation. The secrets are those of the request: an answer that echoes them is shown without.
pub(super) fn reply<O: Operation>(
    settings: &Settings<O::Api>,
    binding: Binding,
    request: &O,
    response: ::http::Response<Bytes>,
    secrets: &[String],
) -> Result<Reply<O>, Error> {
    let wait = rest::retry_after(response.headers());
    let reply = match binding {
        Binding::Soap(binding) => soap_reply(settings, binding, request, response),
        Binding::Http(binding) => http_reply::<O>(settings, binding, &response, secrets),
    };
    reply.map_err(|error| error.of(O::info()).with_retry_after(wait))
}

fn http_reply<O: Operation>(
    settings: &Settings<O::Api>,
    binding: &'static HttpBinding,
    response: &::http::Response<Bytes>,
    secrets: &[String],
) -> Result<Reply<O>, Error> {
    let mut output = O::Output::default();
    let mut headers = <O::Api as Api>::ResponseHeaders::default();
    let mut fault = O::Fault::default();
    let into = rest::Into { output: output.slot(), headers: &mut headers, fault: fault.slot() };
    let reading = rest::Reading { tolerance: settings.tolerance, limits: settings.limits };
    let failure = match rest::read_response(binding, response, into, reading) {
        Ok(leniencies) => return Ok(Reply { output, headers, leniencies, status: response.status() }),
        Err(failure) => failure,
    };
    let typed = matches!(failure, rest::Failure::Status { typed: true });
    let error = failed(O::info(), failure, response, secrets);
    let error = if typed { error.with_typed_fault(Box::new(fault)) } else { error };
    Err(error.with_headers(Box::new(headers)))
}

fn failed(
    info: &OperationInfo,
    failure: rest::Failure,
    response: &::http::Response<Bytes>,
    secrets: &[String],
) -> Error {
    // An answer that is a credential isn't shown, whatever is wrong with it.
    let hidden = response.status().is_success() && is_secret(info);
    let shown = || if hidden { "…".to_owned() } else { excerpt(response.body(), secrets) };
    let cause = match failure {
        rest::Failure::Status { .. } => Cause::Answer { excerpt: shown() },
        rest::Failure::Empty => Cause::Empty,
        rest::Failure::Decode(error) => Cause::Decode(error.masked(secrets)),
        rest::Failure::MediaType { expected } => {
            let found = response.headers().get(::http::header::CONTENT_TYPE);
            let found = found.map(|found| String::from_utf8_lossy(found.as_bytes()).escape_debug().take(100).collect());
            Cause::ContentType { found, expected, excerpt: shown() }
        }
    };
    Error::new(cause).with_status(response.status()).with_body(response.body().clone())
}

/// Whether the answer to an operation with this head is a stream.
pub(super) fn streamed<O: Operation>(status: ::http::StatusCode, headers: &::http::HeaderMap) -> bool {
    match &O::info().binding {
        Binding::Soap(_) => false,
        Binding::Http(binding) => rest::streamed(binding, status, headers),
    }
}

/// The head of an answer that is a stream, and the body, which is the caller's to read. An answer without content is an
/// empty stream; any other is an error.
pub(super) fn download<O: Operation, P>(
    settings: &Settings<O::Api>,
    binding: Binding,
    request: &O,
    response: ::http::Response<Body<P>>,
    secrets: &[String],
) -> Result<(Head<O>, Body<P>), Error> {
    let (parts, body) = response.into_parts();
    let (status, found) = (parts.status, parts.headers.clone());
    let collected = |body| ::http::Response::from_parts(parts, body);
    if let Binding::Http(binding) = binding
        && rest::streamed(binding, status, &found)
    {
        let mut headers = <O::Api as Api>::ResponseHeaders::default();
        let reading = rest::Reading { tolerance: settings.tolerance, limits: settings.limits };
        return match rest::read_head(binding, status, &found, &mut headers, reading) {
            Ok(leniencies) => Ok((Head { status, headers, leniencies, found }, body)),
            Err(failure) => Err(failed(O::info(), failure, &collected(Bytes::new()), secrets).of(O::info())),
        };
    }
    let answer = collected(body.collected().map_err(|error| Error::from(error).of(O::info()))?);
    let content = answer.body().clone();
    let Reply { headers, leniencies, .. } = reply(settings, binding, request, answer.clone(), secrets)?;
    if !content.is_empty() {
        let failure = rest::Failure::MediaType { expected: "a binary stream" };
        return Err(failed(O::info(), failure, &answer, secrets).of(O::info()).with_headers(Box::new(headers)));
    }
    Ok((Head { status, headers, leniencies, found }, Body::Whole(content)))
}

fn soap_reply<O: Operation>(
    settings: &Settings<O::Api>,
    binding: &'static SoapBinding,
    request: &O,
    response: ::http::Response<Bytes>,
) -> Result<Reply<O>, Error> {
    let status = response.status();
    let mut output = O::Output::default();
    let mut headers = <O::Api as Api>::ResponseHeaders::default();
    let mut fault = O::Fault::default();
    let reading = soap::Reading {
        version: soap::version(binding, settings.version),
        outcome: O::Api::INFO.outcome.as_ref(),
        tolerance: settings.tolerance,
        limits: settings.limits,
        sent: [&settings.headers, request],
    };
    let into = soap::Into { output: output.slot(), headers: &mut headers, fault: fault.slot() };
    match soap::read_response(binding, &reading, response, into) {
        Ok(leniencies) => Ok(Reply { output, headers, leniencies, status }),
        Err(error) => {
            let error = error.with_status(status);
            let declared = error.fault().is_some_and(|fault| fault.declared.is_some());
            let error = if declared { error.with_typed_fault(Box::new(fault)) } else { error };
            Err(error.with_headers(Box::new(headers)))
        }
    }
}

/// The credentials of a request: those beside the message, and those in it.
pub(super) fn secrets(
    binding: Binding,
    message: &::http::Request<Bytes>,
    request: &dyn Record,
    presented: &[Presented],
) -> Vec<String> {
    match binding {
        Binding::Soap(_) => Vec::new(),
        Binding::Http(_) => [rest::secrets(message, presented), record::secrets(&[request])].concat(),
    }
}
