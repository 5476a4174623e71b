//! A transport that keeps what it carries.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use bindery_runtime::transport::{Answer, Bounds, HttpTransport, Transport};
use bytes::Bytes;

/// One request, its answer, and how long that took.
#[derive(Clone)]
pub struct Exchange {
    pub request: http::Request<Bytes>,
    pub response: http::Response<Bytes>,
    pub took: Duration,
}

/// Hands requests to the default transport and keeps the last exchange.
#[derive(Clone)]
pub struct Recorder {
    inner: Arc<HttpTransport>,
    last: Arc<Mutex<Option<Exchange>>>,
}

impl Recorder {
    pub fn new(inner: HttpTransport) -> Self {
        Self { inner: Arc::new(inner), last: Arc::default() }
    }

    /// The last exchange, once.
    pub fn take(&self) -> Option<Exchange> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>, bounds: Bounds) -> Answer<'_> {
        Box::pin(async move {
            let sent = request.clone();
            let begun = Instant::now();
            let response = self.inner.send(request, bounds).await?;
            let exchange = Exchange { request: sent, response: response.clone(), took: begun.elapsed() };
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(exchange);
            Ok(response)
        })
    }
}
