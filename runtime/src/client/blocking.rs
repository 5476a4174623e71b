//! The same sessions for programs without an asynchronous runtime.

use std::{fmt, sync::Arc};

use super::{CallOptions, Caller, Reply, SessionBuilder, settings::Settings, trace, wire};
use crate::{
    error::Error,
    operation::{Api, Operation},
    rest,
    transport::BlockingTransport,
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
        let presented = rest::wait(wire::present(&self.settings, O::INFO))?;
        let message = wire::request(&*self.settings, O::INFO, request, &presented)?;
        let secrets = wire::secrets(O::INFO, &message, &presented);
        let endpoint = message.uri().clone();
        let span = trace::span(O::INFO, &message);
        let reply = span
            .in_scope(|| self.transport.send(message, self.settings.bounds))
            .map_err(|error| Error::from(error).of(O::INFO))
            .and_then(|response| wire::reply(&self.settings, request, response, &secrets))
            .map_err(|error| error.at(&endpoint));
        trace::end(&span, reply.as_ref().map(|reply| (reply.status(), reply.leniencies())));
        reply
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
