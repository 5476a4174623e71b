use std::{
    fmt,
    ops::Deref,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode, header};

use super::{exchange::Exchange, reply::Headers};
use crate::{
    error::Error,
    operation::Operation,
    transport::{self, Body, Pieces, TransportError},
    xml::Leniency,
};

/// What an answer tells before its body.
pub struct Head<O: Operation> {
    pub(super) status: StatusCode,
    pub(super) headers: Headers<O>,
    pub(super) leniencies: Vec<Leniency>,
    pub(super) found: HeaderMap,
}

impl<O: Operation> Head<O> {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers that the description types.
    pub fn headers(&self) -> &Headers<O> {
        &self.headers
    }

    /// All headers as they came, such as `Content-Disposition`.
    pub fn http_headers(&self) -> &HeaderMap {
        &self.found
    }

    /// The media type of the body.
    pub fn content_type(&self) -> Option<&str> {
        self.found.get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// How many bytes the body has, if the answer says so.
    pub fn length(&self) -> Option<u64> {
        self.found.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// What was read although the description does not foresee it.
    pub fn leniencies(&self) -> &[Leniency] {
        &self.leniencies
    }
}

impl<O: Operation> fmt::Debug for Head<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("status", &self.status)
            .field("content_type", &self.content_type())
            .field("length", &self.length())
            .field("leniencies", &self.leniencies)
            .finish_non_exhaustive()
    }
}

/// An answer whose body comes in pieces: a `Stream` of [`Bytes`], or an iterator in a blocking session. It derefs to the
/// answer's [`Head`].
///
/// An error ends it; only what ends without one is complete. Dropping it ends the transfer.
pub struct Download<O: Operation, P = Pieces> {
    head: Head<O>,
    /// What is still to come.
    body: Option<Body<P>>,
    received: u64,
    max: Option<usize>,
    exchange: Exchange,
}

// Nothing here is pinned in place: the pieces are in a box of their own.
impl<O: Operation, P> Unpin for Download<O, P> {}

impl<O: Operation, P> Download<O, P> {
    pub(super) fn new(head: Head<O>, body: Body<P>, max: Option<usize>, exchange: Exchange) -> Self {
        Self { head, body: Some(body), received: 0, max, exchange }
    }

    /// How many bytes have come so far.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Writing what came failed.
    #[cfg(feature = "blocking")]
    pub(super) fn unwritten(&self, error: std::io::Error) -> Error {
        let kind = transport::TransportErrorKind::Local;
        self.exchange.failed(TransportError::new(kind, "the download cannot be written").because(error))
    }

    #[cfg(feature = "blocking")]
    pub(super) fn into_head(self) -> Head<O> {
        self.head
    }

    /// What the caller is given for a piece, or for the end.
    fn take(&mut self, piece: Option<Result<Bytes, TransportError>>) -> Option<Result<Bytes, Error>> {
        let error = match piece {
            Some(Ok(piece)) => {
                self.received += piece.len() as u64;
                match self.max.filter(|max| self.received > *max as u64) {
                    None => return Some(Ok(piece)),
                    Some(max) => TransportError::too_large(max),
                }
            }
            Some(Err(error)) => error,
            None => {
                self.body = None;
                self.exchange.succeeded(self.head.status, &self.head.leniencies);
                return None;
            }
        };
        self.body = None;
        Some(Err(self.exchange.failed(error)))
    }
}

impl<O: Operation> Download<O> {
    /// The next piece; `None` after the last.
    ///
    /// # Errors
    /// The answer paused for longer than `stall`, ended early, is larger than the call's own `max_response`, or the
    /// connection broke.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        transport::next(self).await
    }
}

impl<O: Operation> Stream for Download<O> {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Some(body) = &mut this.body else { return Poll::Ready(None) };
        let piece = ready!(Pin::new(body).poll_next(context));
        Poll::Ready(this.take(piece))
    }
}

#[cfg(feature = "blocking")]
impl<O: Operation> Iterator for Download<O, transport::BlockingPieces<'static>> {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let piece = self.body.as_mut()?.next();
        self.take(piece)
    }
}

impl<O: Operation, P> Deref for Download<O, P> {
    type Target = Head<O>;

    fn deref(&self) -> &Head<O> {
        &self.head
    }
}

impl<O: Operation, P> fmt::Debug for Download<O, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("head", &self.head).field("received", &self.received).finish_non_exhaustive()
    }
}
