//! Bodies that the caller gives in pieces.

use std::{
    error::Error as StdError,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderValue, header};

use crate::transport::{Body, Pieces, TransportError, TransportErrorKind as Kind};

type Piece = Result<Bytes, TransportError>;

/// A body in pieces, and its length where it is told.
pub(super) struct Upload<P> {
    pieces: P,
    length: Option<u64>,
}

impl Upload<Pieces> {
    pub(super) fn new<S, E>(pieces: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let measured = Measured { pieces: Box::pin(pieces), measure: Measure::new(length) };
        Self { pieces: Box::pin(measured), length }
    }
}

#[cfg(feature = "blocking")]
impl<'a> Upload<crate::transport::BlockingPieces<'a>> {
    /// What a reader gives, in pieces of 64 KiB at most.
    pub(super) fn reading(mut from: impl std::io::Read + 'a, length: Option<u64>) -> Self {
        let mut buffer = vec![0; 64 << 10];
        let mut read = move || loop {
            match from.read(&mut buffer) {
                Ok(0) => return None,
                Ok(count) => return Some(Ok(Bytes::copy_from_slice(buffer.get(..count).unwrap_or_default()))),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Some(Err(unreadable(error))),
            }
        };
        let mut measure = Measure::new(length);
        let pieces = std::iter::from_fn(move || {
            loop {
                let piece = if measure.over { None } else { read() };
                if let Some(given) = measure.take(piece) {
                    return given;
                }
            }
        });
        Self { pieces: Box::new(pieces), length }
    }
}

impl<P> Upload<P> {
    /// The request with this body.
    pub(super) fn onto(self, mut request: http::Request<Bytes>) -> http::Request<Body<P>> {
        if let Some(length) = self.length {
            request.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        request.map(|_| Body::Pieces(self.pieces))
    }
}

fn unreadable(error: impl Into<Box<dyn StdError + Send + Sync>>) -> TransportError {
    TransportError::new(Kind::Local, "the body to upload cannot be read").because(error)
}

/// Pieces that are held against the length that was told.
struct Measured<S> {
    pieces: Pin<Box<S>>,
    measure: Measure,
}

impl<S, E> Stream for Measured<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    type Item = Piece;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        let this = self.get_mut();
        loop {
            let piece = match this.measure.over {
                true => None,
                false => ready!(this.pieces.as_mut().poll_next(context)),
            };
            if let Some(given) = this.measure.take(piece.map(|piece| piece.map_err(unreadable))) {
                return Poll::Ready(given);
            }
        }
    }
}

/// How much has come of what was told. The last piece waits for the end of the source: HTTP would cut what is longer,
/// and nobody would know.
struct Measure {
    told: Option<u64>,
    sent: u64,
    last: Option<Bytes>,
    /// The source has no more pieces.
    over: bool,
}

impl Measure {
    fn new(told: Option<u64>) -> Self {
        Self { told, sent: 0, last: None, over: false }
    }

    /// What follows from a piece of the source, or from its end. `None` where the piece after it decides.
    fn take(&mut self, piece: Option<Piece>) -> Option<Option<Piece>> {
        let ended = std::mem::replace(&mut self.over, !matches!(piece, Some(Ok(_))));
        let piece = match piece {
            None if ended => return Some(self.last.take().map(Ok)),
            None => match self.told.filter(|told| *told > self.sent) {
                Some(told) => return Some(Some(Err(self.wrong(told)))),
                None => return Some(self.last.take().map(Ok)),
            },
            Some(Err(error)) => return Some(Some(Err(error))),
            Some(Ok(piece)) => piece,
        };
        self.sent += piece.len() as u64;
        match self.told {
            Some(told) if told < self.sent => {
                self.over = true;
                self.last = None;
                Some(Some(Err(self.wrong(told))))
            }
            Some(told) if told == self.sent => {
                self.last = self.last.take().or(Some(piece));
                None
            }
            _ => Some(Some(Ok(piece))),
        }
    }

    fn wrong(&self, told: u64) -> TransportError {
        let found = if told < self.sent { "is longer".to_owned() } else { format!("ends after {}", self.sent) };
        TransportError::new(Kind::Local, format!("the body to upload was to have {told} bytes, and {found}"))
    }
}
