//! Carrying requests: what stands between a session and the network.
//!
//! A session hands finished HTTP requests to a [`Transport`]. The default is [`HttpTransport`] over reqwest; a user's
//! own implements the trait, for example to record exchanges, to sign requests, or to answer from memory.

#[cfg(feature = "blocking")]
mod blocking;
mod error;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::{future::Future, pin::Pin, time::Duration};

use bytes::Bytes;

#[cfg(feature = "blocking")]
pub use blocking::BlockingHttpTransport;
pub use error::{TransportError, TransportErrorKind};

#[cfg(feature = "reqwest")]
pub use self::reqwest::{HttpTransport, HttpTransportBuilder};

/// The future of an answer.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>>;

/// What sends a request and receives the answer.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and collects the answer, within the bounds. Nothing is sent twice.
    fn send(&self, request: http::Request<Bytes>, bounds: Bounds) -> Answer<'_>;
}

/// What sends a request and receives the answer, and blocks the thread meanwhile.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request and collects the answer, within the bounds. Nothing is sent twice.
    fn send(&self, request: http::Request<Bytes>, bounds: Bounds) -> Result<http::Response<Bytes>, TransportError>;
}

/// How long an exchange may take and how large its answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// From the beginning of the connection to the last byte of the answer: `timeout`, 100 seconds unless set.
    pub timeout: Duration,
    /// Between two pieces of the answer's body: `stall`, 30 seconds unless set. The time that the server thinks before
    /// it begins to answer does not count.
    pub stall: Duration,
    /// The largest answer's body in bytes: `max_response`, 16 MiB unless set.
    pub max_response: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(100), stall: Duration::from_secs(30), max_response: 16 << 20 }
    }
}
