//! What is kept of a request while it is under way.

use bytes::Bytes;
use http::{StatusCode, Uri};
use tracing::Span;

use super::{
    Download, Reply,
    settings::Settings,
    trace,
    wire::{self, Streams},
};
use crate::{
    error::Error,
    operation::{Binding, Operation, OperationInfo},
    rest::Presented,
    transport::{Body, TransportError},
    xml::Leniency,
};

/// A request under way.
pub(super) struct Exchange {
    info: &'static OperationInfo,
    binding: Binding,
    endpoint: Uri,
    secrets: Vec<String>,
    pub(super) span: Span,
}

impl Exchange {
    /// The request, and what is kept of it.
    pub(super) fn new<O: Operation>(
        settings: &Settings<O::Api>,
        binding: Binding,
        request: &O,
        presented: &[Presented],
        streams: Streams,
    ) -> Result<(http::Request<Bytes>, Self), Error> {
        let message = wire::request(settings, O::info(), binding, request, presented, streams)?;
        let secrets = wire::secrets(binding, &message, request, presented);
        let span = trace::span(O::info(), &message);
        let exchange = Self { info: O::info(), binding, endpoint: message.uri().clone(), secrets, span };
        Ok((message, exchange))
    }

    fn placed(&self, error: impl Into<Error>) -> Error {
        error.into().of(self.info).at(&self.endpoint)
    }

    /// An error, told to `tracing`.
    pub(super) fn failed(&self, error: impl Into<Error>) -> Error {
        let error = self.placed(error);
        trace::end(&self.span, Err(&error));
        error
    }

    /// Tells `tracing` that all of the answer is there.
    pub(super) fn succeeded(&self, status: StatusCode, leniencies: &[Leniency]) {
        trace::end(&self.span, Ok((status, leniencies)));
    }

    /// The reply that an answer holds.
    pub(super) fn reply<O: Operation>(
        &self,
        settings: &Settings<O::Api>,
        request: &O,
        answer: Result<http::Response<Bytes>, TransportError>,
    ) -> Result<Reply<O>, Error> {
        let reply = answer
            .map_err(Error::from)
            .and_then(|response| wire::reply(settings, self.binding, request, response, &self.secrets))
            .map_err(|error| self.failed(error))?;
        self.succeeded(reply.status(), reply.leniencies());
        Ok(reply)
    }

    /// The download that an answer begins.
    pub(super) fn download<O: Operation, P>(
        self,
        settings: &Settings<O::Api>,
        request: &O,
        answer: Result<http::Response<Body<P>>, TransportError>,
        max: Option<usize>,
    ) -> Result<Download<O, P>, Error> {
        let begun = answer
            .map_err(Error::from)
            .and_then(|response| wire::download(settings, self.binding, request, response, &self.secrets));
        match begun {
            Ok((head, body)) => Ok(Download::new(head, body, max, self)),
            Err(error) => Err(self.failed(error)),
        }
    }
}

/// An answer that the transport collected.
pub(super) fn whole<P>(answer: http::Response<Body<P>>) -> Result<http::Response<Bytes>, TransportError> {
    let (head, body) = answer.into_parts();
    Ok(http::Response::from_parts(head, body.collected()?))
}
