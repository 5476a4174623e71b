use std::{fmt, future::Future, future::IntoFuture, pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use tracing::Instrument as _;

use super::{CallOptions, Caller, Reply, SessionBuilder, settings::Settings, trace, wire};
use crate::{
    error::Error,
    operation::{Api, Operation, OperationInfo},
    transport::{Bounds, Transport},
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
        Call { session: self, request, options: None }
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

impl<'a, O: Operation> IntoFuture for Call<'a, O> {
    type Output = Result<Reply<O>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let settings = match self.options {
                None => Arc::clone(&self.session.settings),
                Some(options) => Arc::new(self.session.settings.with(options).map_err(|error| error.of(O::INFO))?),
            };
            let presented = wire::present(&settings, O::INFO).await?;
            let request = wire::request(&*settings, O::INFO, self.request, &presented)?;
            let secrets = wire::secrets(O::INFO, &request, &presented);
            let endpoint = request.uri().clone();
            let span = trace::span(O::INFO, &request);
            let reply = exchange(&*self.session.transport, request, settings.bounds, O::INFO)
                .instrument(span.clone())
                .await
                .and_then(|response| wire::reply(&settings, self.request, response, &secrets))
                .map_err(|error| error.at(&endpoint));
            trace::end(&span, reply.as_ref().map(|reply| (reply.status(), reply.leniencies())));
            reply
        })
    }
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &O::INFO.name).field("options", &self.options).finish_non_exhaustive()
    }
}

async fn exchange(
    transport: &dyn Transport,
    request: http::Request<Bytes>,
    bounds: Bounds,
    info: &'static OperationInfo,
) -> Result<http::Response<Bytes>, Error> {
    transport.send(request, bounds).await.map_err(|error| Error::from(error).of(info))
}
