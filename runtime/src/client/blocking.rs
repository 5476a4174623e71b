//! The same sessions for programs without an asynchronous runtime.

use std::{
    fmt,
    io::{Read, Write},
    sync::Arc,
};

use bytes::Bytes;

use super::{
    CallOptions, Caller, Download, Head, Reply, SessionBuilder,
    exchange::{Exchange, whole},
    settings::Settings,
    upload::Upload,
    wire::{self, Streams},
};
use crate::{
    error::Error,
    operation::{Api, Operation},
    rest,
    transport::{BlockingPieces, BlockingTransport, Body},
};

/// Calls the operations of an API, and blocks the thread until the answer is there.
///
/// It is cheap to clone, may be shared by threads, and all clones share the connections.
pub struct Session<A: Api> {
    settings: Arc<Settings<A>>,
    transport: Arc<dyn BlockingTransport>,
}

impl<A: Api> Session<A> {
    /// A session below a base URL, to which the path of each service is appended.
    pub fn builder(base: impl Into<String>) -> SessionBuilder<A, Self> {
        SessionBuilder::new(Some(base.into()))
    }

    /// A session with the addresses that the description gives.
    pub fn described() -> SessionBuilder<A, Self> {
        SessionBuilder::new(None)
    }

    /// A session that does some things in another way than this one; it shares the connections.
    pub fn with(&self, options: CallOptions<A>) -> Result<Self, Error> {
        Ok(Self { settings: Arc::new(self.settings.with(options)?), transport: Arc::clone(&self.transport) })
    }

    /// Calls an operation that answers a binary body, and gives its pieces as they come: see
    /// [`Call::download`](super::Call::download).
    pub fn download<O: Operation<Api = A>>(&self, request: &O) -> Result<Download<O, BlockingPieces<'static>>, Error> {
        let (message, exchange) = self.begin(request, Streams { upload: false, download: true })?;
        let message = message.map(Body::Whole);
        let bounds = self.settings.bounds;
        let answer = exchange.span.in_scope(|| self.transport.stream(message, bounds, wire::streamed::<O>));
        exchange.download(&self.settings, request, answer, None)
    }

    /// Calls an operation that answers a binary body, and writes it as it comes. What was written before an error stays.
    pub fn download_to<O: Operation<Api = A>>(&self, request: &O, mut into: impl Write) -> Result<Head<O>, Error> {
        let mut download = self.download(request)?;
        while let Some(piece) = download.next() {
            let written = into.write_all(&piece?);
            written.map_err(|error| download.unwritten(error))?;
        }
        into.flush().map_err(|error| download.unwritten(error))?;
        Ok(download.into_head())
    }

    /// Calls an operation whose request is a binary body, which is read to its end while it is sent: see
    /// [`Call::upload`](super::Call::upload).
    pub fn upload_from<O: Operation<Api = A>>(
        &self,
        request: &O,
        from: impl Read,
        length: Option<u64>,
    ) -> Result<Reply<O>, Error> {
        let (message, exchange) = self.begin(request, Streams { upload: true, download: false })?;
        let message = Upload::reading(from, length).onto(message);
        let answer = exchange.span.in_scope(|| self.transport.stream(message, self.settings.bounds, |_, _| false));
        exchange.reply(&self.settings, request, answer.and_then(whole))
    }

    fn begin<O: Operation<Api = A>>(
        &self,
        request: &O,
        streams: Streams,
    ) -> Result<(http::Request<Bytes>, Exchange), Error> {
        let binding = wire::binding::<O>(&self.settings)?;
        let presented = rest::wait(wire::present(&self.settings, O::info(), binding))?;
        Exchange::new(&self.settings, binding, request, &presented, streams)
    }
}

impl<A: Api> SessionBuilder<A, Session<A>> {
    /// Makes the session, with the default transport.
    pub fn build(self) -> Result<Session<A>, Error> {
        let transport = crate::transport::BlockingHttpTransport::over(self.http_transport()?)?;
        self.build_with(transport)
    }

    /// Makes the session, with a transport of your own.
    pub fn build_with(self, transport: impl BlockingTransport) -> Result<Session<A>, Error> {
        Ok(Session { settings: Arc::new(self.settings()?), transport: Arc::new(transport) })
    }
}

impl<A: Api> Caller for Session<A> {
    type Api = A;
    type Answer<'a, O: Operation<Api = A>> = Result<Reply<O>, Error>;

    fn call<'a, O: Operation<Api = A>>(&'a self, request: &'a O) -> Result<Reply<O>, Error> {
        let (message, exchange) = self.begin(request, Streams { upload: false, download: false })?;
        let answer = exchange.span.in_scope(|| self.transport.send(message, self.settings.bounds));
        exchange.reply(&self.settings, request, answer)
    }
}

impl<A: Api> Clone for Session<A> {
    fn clone(&self) -> Self {
        Self { settings: Arc::clone(&self.settings), transport: Arc::clone(&self.transport) }
    }
}

impl<A: Api> fmt::Debug for Session<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}
