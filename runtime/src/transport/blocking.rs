use std::{
    fmt,
    pin::Pin,
    sync::mpsc,
    task::{Context, Poll, ready},
    thread,
};

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::mpsc as queue;

use super::{
    BlockingPieces, BlockingTransport, Body, Bounds, HttpTransport, Pieces, Streamed, Transport as _, TransportError,
    TransportErrorKind as Kind, body,
};

type Piece = Result<Bytes, TransportError>;
/// Something to do on the transport's thread.
type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The default transport for programs without an asynchronous runtime: [`HttpTransport`] on a thread of its own.
///
/// Any number of threads may send at the same time. The thread ends with the transport.
pub struct BlockingHttpTransport {
    transport: HttpTransport,
    jobs: queue::UnboundedSender<Job>,
}

impl BlockingHttpTransport {
    /// A transport with the defaults.
    pub fn new() -> Result<Self, TransportError> {
        Self::over(HttpTransport::new()?)
    }

    /// The same transport as an asynchronous one.
    pub fn over(transport: HttpTransport) -> Result<Self, TransportError> {
        let failed = |error| TransportError::new(Kind::Other, "no thread could be made").because(error);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let (jobs, mut waiting) = queue::unbounded_channel::<Job>();
        let work = async move {
            while let Some(job) = waiting.recv().await {
                tokio::spawn(job);
            }
        };
        thread::Builder::new().name("bindery-http".into()).spawn(move || runtime.block_on(work)).map_err(failed)?;
        Ok(Self { transport, jobs })
    }
}

impl fmt::Debug for BlockingHttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlockingHttpTransport")
    }
}

impl BlockingTransport for BlockingHttpTransport {
    fn send(&self, request: http::Request<Bytes>, bounds: Bounds) -> Result<http::Response<Bytes>, TransportError> {
        let transport = self.transport.clone();
        wait(&self.jobs, async move { transport.send(request, bounds).await })?
    }

    fn stream(
        &self,
        request: http::Request<Body<BlockingPieces<'_>>>,
        bounds: Bounds,
        streamed: Streamed,
    ) -> Result<http::Response<Body<BlockingPieces<'static>>>, TransportError> {
        let (parts, body) = request.into_parts();
        let (tell, told) = mpsc::channel();
        let (body, mut source) = match body {
            Body::Whole(bytes) => (Body::Whole(bytes), None),
            Body::Pieces(pieces) => {
                let (give, given) = queue::unbounded_channel();
                let asking = Asking { tell: tell.clone(), given, asked: false };
                (Body::Pieces(Box::pin(asking) as Pieces), Some((give, pieces)))
            }
        };
        let transport = self.transport.clone();
        let request = http::Request::from_parts(parts, body);
        let job = async move {
            let answer = transport.stream(request, bounds, streamed).await;
            // Nobody waits any more if the caller's thread has ended.
            let _ = tell.send(Told::Answer(answer));
        };
        self.jobs.send(Box::pin(job)).map_err(|_| ended())?;
        let answer = loop {
            match told.recv().map_err(|_| ended())? {
                Told::Answer(answer) => break answer?,
                Told::Wanted => match source.as_mut().map(|(give, pieces)| (give, pieces.next())) {
                    // A piece that is not taken any more belongs to an exchange that has ended.
                    Some((give, Some(piece))) => drop(give.send(piece)),
                    _ => source = None,
                },
            }
        };
        let jobs = self.jobs.clone();
        Ok(answer.map(|body| match body {
            Body::Whole(bytes) => Body::Whole(bytes),
            Body::Pieces(pieces) => Body::Pieces(Box::new(Remote { jobs, pieces: Some(pieces) }) as BlockingPieces<'_>),
        }))
    }
}

fn ended() -> TransportError {
    TransportError::new(Kind::Other, "the transport's thread has ended")
}

/// Waits for a future that runs on the transport's thread.
fn wait<T: Send + 'static>(
    jobs: &queue::UnboundedSender<Job>,
    future: impl Future<Output = T> + Send + 'static,
) -> Result<T, TransportError> {
    let (answer, answered) = mpsc::sync_channel(1);
    let job = async move {
        let _ = answer.send(future.await);
    };
    jobs.send(Box::pin(job)).map_err(|_| ended())?;
    answered.recv().map_err(|_| ended())
}

/// What the transport's thread tells a caller that uploads.
enum Told {
    /// The next piece of the body is wanted.
    Wanted,
    Answer(Result<http::Response<Body>, TransportError>),
}

/// A body whose pieces the caller's thread reads, each when it is wanted.
struct Asking {
    tell: mpsc::Sender<Told>,
    given: queue::UnboundedReceiver<Piece>,
    asked: bool,
}

impl Stream for Asking {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        if !self.asked {
            self.asked = true;
            let _ = self.tell.send(Told::Wanted);
        }
        let piece = ready!(self.given.poll_recv(context));
        self.asked = false;
        Poll::Ready(piece)
    }
}

/// A body that comes in on the transport's thread, each piece when the caller asks for it.
struct Remote {
    jobs: queue::UnboundedSender<Job>,
    pieces: Option<Pieces>,
}

impl Iterator for Remote {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let mut pieces = self.pieces.take()?;
        let waited = wait(&self.jobs, async move { (body::next(&mut pieces).await, pieces) });
        match waited {
            Ok((piece, pieces)) => {
                self.pieces = matches!(piece, Some(Ok(_))).then_some(pieces);
                piece
            }
            Err(error) => Some(Err(error)),
        }
    }
}
