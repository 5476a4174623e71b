//! From an operation to an HTTP request, and from an HTTP response to its output. Nothing here does any I/O.

use bytes::Bytes;

use super::{Reply, settings::Settings};
use crate::{
    error::{Cause, Error},
    http::excerpt,
    operation::{Api, Binding, HttpBinding, Operation, OperationInfo, SoapBinding},
    record::{Record, Value as _},
    rest::{self, Presented},
    soap,
};

/// The credentials that a request to an operation presents. Over SOAP they are header blocks, and none are presented.
pub(super) async fn present<A: Api>(
    settings: &Settings<A>,
    info: &'static OperationInfo,
) -> Result<Vec<Presented>, Error> {
    let Binding::Http(binding) = &info.binding else { return Ok(Vec::new()) };
    settings.credentials.present(binding).await.map_err(|error| Error::new(Cause::Credentials(error)).of(info))
}

/// The request of an operation.
pub(super) fn request<A: Api>(
    settings: &Settings<A>,
    info: &'static OperationInfo,
    request: &dyn Record,
    presented: &[Presented],
) -> Result<::http::Request<Bytes>, Error> {
    let written = settings.endpoint(info.service).and_then(|endpoint| {
        let binding = match &info.binding {
            Binding::Soap(binding) => binding,
            Binding::Http(binding) => {
                let sending = rest::Sending {
                    endpoint: &endpoint,
                    headers: &settings.http_headers,
                    presented,
                    media_type: settings.media_type.as_deref(),
                    accept: settings.accept.as_deref(),
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

/// The output of an operation. The secrets are those of the request: an answer that echoes them is shown without.
pub(super) fn reply<O: Operation>(
    settings: &Settings<O::Api>,
    request: &O,
    response: ::http::Response<Bytes>,
    secrets: &[String],
) -> Result<Reply<O>, Error> {
    let wait = rest::retry_after(response.headers());
    let reply = match &O::INFO.binding {
        Binding::Soap(binding) => soap_reply(settings, binding, request, response),
        Binding::Http(binding) => http_reply::<O>(settings, binding, &response, secrets),
    };
    reply.map_err(|error| error.of(O::INFO).with_retry_after(wait))
}

fn http_reply<O: Operation>(
    settings: &Settings<O::Api>,
    binding: &'static HttpBinding,
    response: &::http::Response<Bytes>,
    secrets: &[String],
) -> Result<Reply<O>, Error> {
    let status = response.status();
    let mut output = O::Output::default();
    let mut headers = <O::Api as Api>::ResponseHeaders::default();
    let mut fault = O::Fault::default();
    let into = rest::Into { output: output.slot(), headers: &mut headers, fault: fault.slot() };
    let reading = rest::Reading { tolerance: settings.tolerance, limits: settings.limits };
    let failure = match rest::read_response(binding, response, into, reading) {
        Ok(leniencies) => return Ok(Reply { output, headers, leniencies, status }),
        Err(failure) => failure,
    };
    let shown = || excerpt(response.body(), secrets);
    let typed = matches!(failure, rest::Failure::Status { typed: true });
    let cause = match failure {
        rest::Failure::Status { .. } => Cause::Answer { excerpt: shown() },
        rest::Failure::Empty => Cause::Empty,
        rest::Failure::Decode(error) => Cause::Decode(error),
        rest::Failure::MediaType { expected } => {
            let found = response.headers().get(::http::header::CONTENT_TYPE);
            let found = found.map(|found| String::from_utf8_lossy(found.as_bytes()).escape_debug().take(100).collect());
            Cause::ContentType { found, expected, excerpt: shown() }
        }
    };
    let error = Error::new(cause).with_status(status).with_body(response.body().clone());
    let error = if typed { error.with_typed_fault(Box::new(fault)) } else { error };
    Err(error.with_headers(Box::new(headers)))
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

/// The credentials of a request.
pub(super) fn secrets(info: &OperationInfo, request: &::http::Request<Bytes>, presented: &[Presented]) -> Vec<String> {
    match info.binding {
        Binding::Soap(_) => Vec::new(),
        Binding::Http(_) => rest::secrets(request, presented),
    }
}
