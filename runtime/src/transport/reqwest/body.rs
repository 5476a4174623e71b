//! Bodies between reqwest and this crate.

use std::{
    error::Error as StdError,
    future::Future as _,
    io,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as _, Frame};
use tokio::time::{Sleep, sleep};

use super::super::{Pieces, TransportError, TransportErrorKind as Kind};

/// The body of an answer: it may not pause for longer than a time.
pub(super) struct Incoming {
    body: ::reqwest::Body,
    stall: Duration,
    /// Runs while a piece is waited for.
    waiting: Option<Pin<Box<Sleep>>>,
    received: u64,
    announced: Option<u64>,
}

impl Incoming {
    pub(super) fn new(body: ::reqwest::Body, stall: Duration) -> Self {
        let announced = body.size_hint().exact();
        Self { body, stall, waiting: None, received: 0, announced }
    }

    /// How many bytes the answer announces.
    pub(super) fn announced(&self) -> Option<u64> {
        self.announced
    }
}

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        while let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            this.waiting = None;
            let frame = match frame {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(broken(error, this.received, this.announced)))),
                Some(Ok(frame)) => frame,
            };
            // What is no data is trailers, which nothing describes.
            if let Ok(data) = frame.into_data() {
                this.received += data.len() as u64;
                return Poll::Ready(Some(Ok(data)));
            }
        }
        let stall = this.stall;
        ready!(this.waiting.get_or_insert_with(|| Box::pin(sleep(stall))).as_mut().poll(context));
        Poll::Ready(Some(Err(TransportError::new(
            Kind::Stalled,
            format!("the answer's body stopped for {stall:?} after {} bytes (setting `stall`)", this.received),
        ))))
    }
}

fn broken(error: ::reqwest::Error, received: u64, announced: Option<u64>) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        return TransportError::new(Kind::Timeout, "the answer was not complete in time").because(error);
    }
    if io_kind(&error) == Some(io::ErrorKind::ConnectionReset) {
        let detail = format!("the connection was reset after {received} bytes of the answer");
        return TransportError::new(Kind::Broken, detail).because(error);
    }
    let detail = match announced {
        None => format!("the answer's body ended early, after {received} bytes"),
        Some(announced) => format!("the answer's body ended after {received} of {announced} bytes"),
    };
    TransportError::new(Kind::ShortBody, detail).because(error)
}

fn io_kind(error: &(dyn StdError + 'static)) -> Option<io::ErrorKind> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(io) = error.downcast_ref::<io::Error>()
            && io.kind() != io::ErrorKind::Other
        {
            return Some(io.kind());
        }
        next = error.source();
    }
    None
}

/// The body of a request as it comes. The lock is for the compiler alone: bodies must be `Sync`.
pub(super) struct Outgoing(Mutex<Pieces>);

impl Outgoing {
    pub(super) fn body(pieces: Pieces) -> ::reqwest::Body {
        ::reqwest::Body::wrap(Self(Mutex::new(pieces)))
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let pieces = self.get_mut().0.get_mut().unwrap_or_else(PoisonError::into_inner);
        pieces.as_mut().poll_next(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
