//! Carrying requests: what stands between a session and the network.
//!
//! A session hands finished HTTP requests to a [`Transport`]. The default is [`HttpTransport`] over reqwest; a user's
//! own implements the trait, for example to record exchanges, to sign requests, or to answer from memory.

#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod error;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::{future::Future, pin::Pin, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

#[cfg(feature = "blocking")]
pub use blocking::BlockingHttpTransport;
pub(crate) use body::next;
pub use body::{BlockingPieces, Body, Pieces};
pub use error::{TransportError, TransportErrorKind};

#[cfg(feature = "reqwest")]
pub use self::reqwest::{HttpTransport, HttpTransportBuilder};

/// The future of an answer.
pub type Answer<'a, B = Bytes> = Pin<Box<dyn Future<Output = Result<http::Response<B>, TransportError>> + Send + 'a>>;

/// Tells by the status and the headers of an answer whether its body is given in pieces. All others are collected.
pub type Streamed = fn(StatusCode, &HeaderMap) -> bool;

/// What sends a request and receives the answer.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and collects the answer, within the bounds. Nothing is sent twice.
    fn send(&self, request: http::Request<Bytes>, bounds: Bounds) -> Answer<'_>;

    /// Sends a request whose body may come in pieces, and gives the answer as soon as it begins if it is to be
    /// streamed: between its pieces [`Bounds::stall`] holds, and neither [`Bounds::timeout`] nor
    /// [`Bounds::max_response`] any more. Other answers are collected as by [`send`](Self::send). A `Content-Length`
    /// stands in the request where the length of the pieces is known. Nothing is sent twice.
    ///
    /// Unless a transport has a way of its own, both bodies are collected, each within [`Bounds::max_response`].
    fn stream(&self, request: http::Request<Body>, bounds: Bounds, streamed: Streamed) -> Answer<'_, Body> {
        let _ = streamed;
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            parts.headers.remove(header::CONTENT_LENGTH);
            let body = body.whole(bounds.max_response).await?;
            Ok(self.send(http::Request::from_parts(parts, body), bounds).await?.map(Body::Whole))
        })
    }
}

/// What sends a request and receives the answer, and blocks the thread meanwhile.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request and collects the answer, within the bounds. Nothing is sent twice.
    fn send(&self, request: http::Request<Bytes>, bounds: Bounds) -> Result<http::Response<Bytes>, TransportError>;

    /// Sends a request whose body may come in pieces, and gives the answer as [`Transport::stream`] does. Unless a
    /// transport has a way of its own, both bodies are collected.
    fn stream(
        &self,
        request: http::Request<Body<BlockingPieces<'_>>>,
        bounds: Bounds,
        streamed: Streamed,
    ) -> Result<http::Response<Body<BlockingPieces<'static>>>, TransportError> {
        let _ = streamed;
        let (mut parts, body) = request.into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        let body = body.whole(bounds.max_response)?;
        Ok(self.send(http::Request::from_parts(parts, body), bounds)?.map(Body::Whole))
    }
}

/// How long an exchange may take and how large its answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// From the beginning of the connection to the last byte of the answer, or to its first where it is streamed:
    /// `timeout`, 100 seconds unless set.
    pub timeout: Duration,
    /// Between two pieces of the answer's body: `stall`, 30 seconds unless set. The time that the server thinks before
    /// it begins to answer does not count.
    pub stall: Duration,
    /// The largest body in bytes that is collected: `max_response`, 16 MiB unless set.
    pub max_response: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(100), stall: Duration::from_secs(30), max_response: 16 << 20 }
    }
}
