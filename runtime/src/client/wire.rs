//! From an operation to an HTTP request, and from an HTTP response to its output. Nothing here does any I/O.

use bytes::Bytes;

use super::{Reply, settings::Settings};
use crate::{
    error::Error,
    operation::{Api, Binding, Operation, OperationInfo},
    record::{Record, Value as _},
    soap,
    xml::EncodeError,
};

/// The request of an operation.
pub(super) fn request<A: Api>(
    settings: &Settings<A>,
    info: &'static OperationInfo,
    request: &dyn Record,
) -> Result<http::Request<Bytes>, Error> {
    let written = settings.endpoint(info.service).and_then(|endpoint| {
        let Binding::Soap(binding) = &info.binding else { return Err(plain_http()) };
        let version = soap::version(binding, settings.version);
        let mut written = soap::write_request(binding, version, &endpoint, &settings.headers, request)?;
        let set = settings.http_headers.iter().map(|(name, value)| (name.clone(), value.clone()));
        written.headers_mut().extend(set);
        Ok(written)
    });
    written.map_err(|error| error.of(info))
}

/// The output of an operation.
pub(super) fn reply<O: Operation>(
    settings: &Settings<O::Api>,
    request: &O,
    response: http::Response<Bytes>,
) -> Result<Reply<O>, Error> {
    let status = response.status();
    let mut output = O::Output::default();
    let mut headers = <O::Api as Api>::ResponseHeaders::default();
    let mut fault = O::Fault::default();
    let Binding::Soap(binding) = &O::INFO.binding else { return Err(plain_http().of(O::INFO)) };
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
            let error = error.of(O::INFO).with_status(status);
            let declared = error.fault().is_some_and(|fault| fault.declared.is_some());
            let error = if declared { error.with_typed_fault(Box::new(fault)) } else { error };
            Err(error.with_headers(Box::new(headers)))
        }
    }
}

/// Sessions speak SOAP only as yet.
fn plain_http() -> Error {
    EncodeError::new("it is bound to plain HTTP, and sessions speak SOAP only").into()
}
