use std::{fmt, sync::mpsc, thread};

use bytes::Bytes;
use tokio::sync::mpsc as queue;

use super::{BlockingTransport, Bounds, HttpTransport, Transport as _, TransportError, TransportErrorKind as Kind};

/// The default transport for programs without an asynchronous runtime: [`HttpTransport`] on a thread of its own.
///
/// Any number of threads may send at the same time. The thread ends with the transport.
pub struct BlockingHttpTransport {
    jobs: queue::UnboundedSender<Job>,
}

struct Job {
    request: http::Request<Bytes>,
    bounds: Bounds,
    answer: mpsc::SyncSender<Result<http::Response<Bytes>, TransportError>>,
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
                let transport = transport.clone();
                tokio::spawn(async move {
                    let answer = transport.send(job.request, job.bounds).await;
                    // Nobody waits any more if the caller's thread has ended.
                    let _ = job.answer.send(answer);
                });
            }
        };
        thread::Builder::new().name("bindery-http".into()).spawn(move || runtime.block_on(work)).map_err(failed)?;
        Ok(Self { jobs })
    }
}

impl fmt::Debug for BlockingHttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlockingHttpTransport")
    }
}

impl BlockingTransport for BlockingHttpTransport {
    fn send(&self, request: http::Request<Bytes>, bounds: Bounds) -> Result<http::Response<Bytes>, TransportError> {
        let ended = || TransportError::new(Kind::Other, "the transport's thread has ended");
        let (answer, answered) = mpsc::sync_channel(1);
        self.jobs.send(Job { request, bounds, answer }).map_err(|_| ended())?;
        answered.recv().map_err(|_| ended())?
    }
}
