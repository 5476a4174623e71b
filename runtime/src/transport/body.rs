//! Bodies, whole or in pieces.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::{TransportError, TransportErrorKind as Kind};

/// The pieces of a body as they come. After an error there is nothing more.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The pieces of a body, where waiting for one blocks the thread.
pub type BlockingPieces<'a> = Box<dyn Iterator<Item = Result<Bytes, TransportError>> + 'a>;

/// The body of a request or of an answer: a stream of its pieces, or an iterator where it blocks.
pub enum Body<P = Pieces> {
    /// All of it, in memory.
    Whole(Bytes),
    /// As it comes.
    Pieces(P),
}

impl<P> Body<P> {
    /// A body that a transport was told to collect.
    pub(crate) fn collected(self) -> Result<Bytes, TransportError> {
        match self {
            Self::Whole(bytes) => Ok(bytes),
            Self::Pieces(_) => {
                Err(TransportError::new(Kind::Other, "the transport gave pieces of an answer that it was to collect"))
            }
        }
    }
}

impl Body {
    /// Collects the body.
    ///
    /// # Errors
    /// It is larger than that many bytes, or a piece did not come.
    pub async fn whole(self, max: usize) -> Result<Bytes, TransportError> {
        match self {
            Self::Whole(bytes) => Ok(bytes),
            Self::Pieces(mut pieces) => gather(&mut pieces, BytesMut::new(), max).await,
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(rest(bytes)),
            Self::Pieces(pieces) => pieces.as_mut().poll_next(context),
        }
    }
}

impl Body<BlockingPieces<'_>> {
    /// Collects the body, as [`Body::whole`] does.
    ///
    /// # Errors
    /// It is larger than that many bytes, or a piece did not come.
    pub fn whole(self, max: usize) -> Result<Bytes, TransportError> {
        match self {
            Self::Whole(bytes) => Ok(bytes),
            Self::Pieces(pieces) => {
                let mut gathered = BytesMut::new();
                for piece in pieces {
                    append(&mut gathered, &piece?, max)?;
                }
                Ok(gathered.freeze())
            }
        }
    }
}

impl Iterator for Body<BlockingPieces<'_>> {
    type Item = Result<Bytes, TransportError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Whole(bytes) => rest(bytes),
            Self::Pieces(pieces) => pieces.next(),
        }
    }
}

impl<P> fmt::Debug for Body<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Self::Pieces(_) => f.write_str("Body(in pieces)"),
        }
    }
}

fn rest(bytes: &mut Bytes) -> Option<Result<Bytes, TransportError>> {
    (!bytes.is_empty()).then(|| Ok(std::mem::take(bytes)))
}

/// The next piece.
pub(crate) async fn next<S: Stream + Unpin>(pieces: &mut S) -> Option<S::Item> {
    poll_fn(|context| Pin::new(&mut *pieces).poll_next(context)).await
}

/// All pieces together.
pub(super) async fn gather(
    pieces: &mut (impl Stream<Item = Result<Bytes, TransportError>> + Unpin),
    mut into: BytesMut,
    max: usize,
) -> Result<Bytes, TransportError> {
    while let Some(piece) = next(pieces).await {
        append(&mut into, &piece?, max)?;
    }
    Ok(into.freeze())
}

fn append(into: &mut BytesMut, piece: &[u8], max: usize) -> Result<(), TransportError> {
    if piece.len() > max.saturating_sub(into.len()) {
        return Err(TransportError::too_large(max));
    }
    into.extend_from_slice(piece);
    Ok(())
}
