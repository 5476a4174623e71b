use std::{
    error::Error as StdError,
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;
use tracing::Instrument as _;

use super::{
    CallOptions, Caller, Download, Reply, SessionBuilder,
    exchange::{Exchange, whole},
    settings::Settings,
    upload::Upload,
    wire::{self, Streams},
};
use crate::{
    error::Error,
    operation::{Api, Operation},
    transport::{Body, Bounds, Pieces, Transport, TransportError},
};

/// Calls the operations of an API.
///
/// It is cheap to clone, and all clones share the connections.
pub struct Session<A: Api> {
    settings: Arc<Settings<A>>,
    transport: Arc<dyn Transport>,
}

impl<A: Api> Session<A> {
    /// A session below a base URL, to which the path of each service is appended: for SuperOffice, what ends in
    /// `/Remote/Services88`.
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
}

impl<A: Api> SessionBuilder<A, Session<A>> {
    /// Makes the session, with the default transport.
    #[cfg(feature = "reqwest")]
    pub fn build(self) -> Result<Session<A>, Error> {
        let transport = self.http_transport()?;
        self.build_with(transport)
    }

    /// Makes the session, with a transport of your own.
    pub fn build_with(self, transport: impl Transport) -> Result<Session<A>, Error> {
        Ok(Session { settings: Arc::new(self.settings()?), transport: Arc::new(transport) })
    }
}

impl<A: Api> Caller for Session<A> {
    type Api = A;
    type Answer<'a, O: Operation<Api = A>> = Call<'a, O>;

    fn call<'a, O: Operation<Api = A>>(&'a self, request: &'a O) -> Call<'a, O> {
        Call { session: self, request, options: None, upload: None }
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

/// A call that has not begun: `.await` it, perhaps after telling it what to do in another way.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<'a, O: Operation> {
    session: &'a Session<O::Api>,
    request: &'a O,
    options: Option<CallOptions<O::Api>>,
    upload: Option<Upload<Pieces>>,
}

impl<O: Operation> Call<'_, O> {
    /// What this call does in another way than the session.
    pub fn with(mut self, options: CallOptions<O::Api>) -> Self {
        self.options = Some(options);
        self
    }

    /// How long the whole call may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options = Some(self.options.unwrap_or_default().timeout(timeout));
        self
    }

    /// The header blocks, in the place of the session's.
    pub fn headers(mut self, headers: <O::Api as Api>::RequestHeaders) -> Self {
        self.options = Some(self.options.unwrap_or_default().headers(headers));
        self
    }

    /// An HTTP header, in the place of the session's of that name. The value counts as a secret.
    pub fn http_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options = Some(self.options.unwrap_or_default().http_header(name, value));
        self
    }
}

impl<O: Operation> Call<'_, O> {
    /// The media type of the body, where the operation offers several and it is not to be the preferred one.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.options = Some(self.options.unwrap_or_default().media_type(media_type));
        self
    }

    /// The media type of the answer, where the operation offers several and it is not to be the preferred one.
    pub fn accept(mut self, media_type: impl Into<String>) -> Self {
        self.options = Some(self.options.unwrap_or_default().accept(media_type));
        self
    }
}

impl<'a, O: Operation> Call<'a, O> {
    /// Sends a body in pieces, in the place of the request's own, which stays empty: of an operation whose request has a
    /// binary body. A length becomes the `Content-Length`, and the pieces must have it; without one they are sent in
    /// chunks. `timeout` is for all of it, so that a large upload needs more than the default.
    ///
    /// Awaiting the call refuses operations that have no binary body, as [`ErrorKind::Encode`](crate::ErrorKind::Encode).
    pub fn upload<S, E>(mut self, pieces: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        self.upload = Some(Upload::new(pieces, length));
        self
    }

    /// Gives the answer as soon as it begins, its body in pieces: of an operation that answers a binary body.
    ///
    /// `timeout` is for what comes before the body, and `stall` for each pause within it. It may be of any size, unless
    /// the call's own options (not the session's) set `max_response`. Other answers, errors above all, are collected
    /// within all bounds.
    ///
    /// # Errors
    /// Those of a call, with the same typed faults. An operation that answers no binary body is refused before anything
    /// is sent, as [`ErrorKind::Encode`](crate::ErrorKind::Encode); so is, as
    /// [`ErrorKind::ContentType`](crate::ErrorKind::ContentType), a success that is described but no binary body.
    pub async fn download(mut self) -> Result<Download<O>, Error> {
        let max = self.options.as_ref().and_then(|options| options.max_response);
        let begun = self.begin(true).await?;
        let Begun { settings, message, exchange } = begun;
        let answer = self.session.transport.stream(message, settings.bounds, wire::streamed::<O>);
        let answer = answer.instrument(exchange.span.clone()).await;
        exchange.download(&settings, self.request, answer, max)
    }

    async fn begin(&mut self, download: bool) -> Result<Begun<O::Api>, Error> {
        let settings = match self.options.take() {
            None => Arc::clone(&self.session.settings),
            Some(options) => Arc::new(self.session.settings.with(options).map_err(|error| error.of(O::info()))?),
        };
        let binding = wire::binding::<O>(&settings)?;
        let presented = wire::present(&settings, O::info(), binding).await?;
        let streams = Streams { upload: self.upload.is_some(), download };
        let (message, exchange) = Exchange::new(&settings, binding, self.request, &presented, streams)?;
        let message = match self.upload.take() {
            None => message.map(Body::Whole),
            Some(upload) => upload.onto(message),
        };
        Ok(Begun { settings, message, exchange })
    }
}

/// A call that is ready to be sent.
struct Begun<A: Api> {
    settings: Arc<Settings<A>>,
    message: http::Request<Body>,
    exchange: Exchange,
}

impl<'a, O: Operation> IntoFuture for Call<'a, O> {
    type Output = Result<Reply<O>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(mut self) -> Self::IntoFuture {
        Box::pin(async move {
            let Begun { settings, message, exchange } = self.begin(false).await?;
            let sent = send(&*self.session.transport, message, settings.bounds);
            let answer = sent.instrument(exchange.span.clone()).await;
            exchange.reply(&settings, self.request, answer)
        })
    }
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::info().name)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

async fn send(
    transport: &dyn Transport,
    request: http::Request<Body>,
    bounds: Bounds,
) -> Result<http::Response<Bytes>, TransportError> {
    let (parts, body) = request.into_parts();
    match body {
        Body::Whole(bytes) => transport.send(http::Request::from_parts(parts, bytes), bounds).await,
        body => whole(transport.stream(http::Request::from_parts(parts, body), bounds, |_, _| false).await?),
    }
}
