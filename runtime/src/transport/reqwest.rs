mod body;

use std::{error::Error as StdError, fmt, time::Duration};

use ::reqwest::{Client, Response, Url, redirect::Policy};
use bytes::{Bytes, BytesMut};
use http::{Method, StatusCode, header};

use self::body::{Incoming, Outgoing};
use super::{
    Answer, Body, Bounds, Pieces, Streamed, Transport, TransportError, TransportErrorKind as Kind, body::gather,
};

/// How many redirections are followed.
const MAX_HOPS: usize = 5;
/// How much is reserved for a body on the word of its `Content-Length` alone.
const MAX_RESERVED: usize = 1 << 20;

/// The default transport: HTTP over reqwest, TLS by rustls.
///
/// Redirections are followed only to the same host, never from `https` to `http`, and never where the request's method
/// would change.
#[derive(Clone)]
pub struct HttpTransport {
    client: Client,
}

impl HttpTransport {
    /// A transport with the defaults.
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build()
    }

    /// A transport with settings.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder { connect_timeout: Duration::from_secs(10), proxy: Proxy::System }
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpTransport")
    }
}

/// The settings of a [`HttpTransport`].
#[derive(Clone, Debug)]
pub struct HttpTransportBuilder {
    connect_timeout: Duration,
    proxy: Proxy,
}

#[derive(Clone, Copy, Debug)]
enum Proxy {
    System,
    None,
}

impl HttpTransportBuilder {
    /// How long making a connection may take. 10 seconds unless set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Connects directly, whatever proxy the environment names.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Makes the transport.
    pub fn build(self) -> Result<HttpTransport, TransportError> {
        let mut builder = Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(Policy::none())
            .retry(::reqwest::retry::never())
            .referer(false)
            .user_agent(concat!("bindery/", env!("CARGO_PKG_VERSION")));
        if matches!(self.proxy, Proxy::None) {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|error| TransportError::new(Kind::Other, "no HTTP client could be made").because(error))?;
        Ok(HttpTransport { client })
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: http::Request<Bytes>, bounds: Bounds) -> Answer<'_> {
        Box::pin(within(bounds, async move {
            let (head, body) = self.exchange(request.map(Body::Whole), bounds).await?.into_parts();
            Ok(http::Response::from_parts(head, collect(body, bounds).await?))
        }))
    }

    fn stream(&self, request: http::Request<Body>, bounds: Bounds, streamed: Streamed) -> Answer<'_, Body> {
        Box::pin(within(bounds, async move {
            let (head, body) = self.exchange(request, bounds).await?.into_parts();
            let body = if streamed(head.status, &head.headers) {
                Body::Pieces(Box::pin(body) as Pieces)
            } else {
                Body::Whole(collect(body, bounds).await?)
            };
            Ok(http::Response::from_parts(head, body))
        }))
    }
}

async fn within<T>(
    bounds: Bounds,
    answer: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    tokio::time::timeout(bounds.timeout, answer).await.unwrap_or_else(|_| {
        Err(TransportError::new(
            Kind::Timeout,
            format!("no complete answer within {:?} (setting `timeout`)", bounds.timeout),
        ))
    })
}

impl HttpTransport {
    /// Sends a request, and again where it is redirected to.
    async fn exchange(
        &self,
        request: http::Request<Body>,
        bounds: Bounds,
    ) -> Result<http::Response<Incoming>, TransportError> {
        let (parts, body) = request.into_parts();
        let mut url = Url::parse(&parts.uri.to_string())
            .map_err(|error| TransportError::new(Kind::Other, "the request's URL is not valid").because(error))?;
        let (whole, mut pieces) = match body {
            Body::Whole(bytes) => (Some(bytes), None),
            Body::Pieces(pieces) => (None, Some(pieces)),
        };
        for _ in 0..=MAX_HOPS {
            let body = pieces.take().map(Outgoing::body).or_else(|| whole.clone().map(Into::into));
            let Some(body) = body else {
                let detail = "the server points elsewhere, but a body that comes in pieces cannot be sent again";
                return Err(TransportError::new(Kind::Redirect, detail));
            };
            let response = self
                .client
                .request(parts.method.clone(), url.clone())
                .headers(parts.headers.clone())
                .body(body)
                .send()
                .await
                .map_err(before_answer)?;
            match redirection(&parts.method, &url, &response)? {
                Some(target) => url = target,
                None => return begun(response, bounds),
            }
        }
        Err(TransportError::new(Kind::Redirect, format!("more than {MAX_HOPS} redirections")))
    }
}

/// Where a redirection leads; `None` for any other answer.
fn redirection(method: &Method, from: &Url, response: &Response) -> Result<Option<Url>, TransportError> {
    let location = response.headers().get(header::LOCATION).map(|location| location.to_str().unwrap_or_default());
    follow(method, from, response.status(), location).map_err(|why| {
        TransportError::new(Kind::Redirect, format!("HTTP {} {why}; not followed", response.status().as_u16()))
    })
}

fn follow(method: &Method, from: &Url, status: StatusCode, location: Option<&str>) -> Result<Option<Url>, String> {
    let keeps_method = match status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
            matches!(*method, Method::GET | Method::HEAD)
        }
        _ => return Ok(None),
    };
    let Some(location) = location else { return Err("without a `Location`".into()) };
    let Ok(target) = from.join(location) else { return Err("to a `Location` that is not a URL".into()) };
    let shown = format!("{}://{}", target.scheme(), target.host_str().unwrap_or_default());
    if !keeps_method {
        return Err(format!("to {shown} would turn {method} into GET"));
    }
    let upgrade = from.scheme() == "http" && target.scheme() == "https";
    let same_port = from.port_or_known_default() == target.port_or_known_default();
    if from.host_str() != target.host_str() || !(upgrade || from.scheme() == target.scheme() && same_port) {
        return Err(format!("to {shown} leaves the host, the port or https"));
    }
    Ok(Some(target))
}

/// An answer whose head is there.
fn begun(response: Response, bounds: Bounds) -> Result<http::Response<Incoming>, TransportError> {
    if let Some(encoding) = response.headers().get(header::CONTENT_ENCODING)
        && !encoding.as_bytes().eq_ignore_ascii_case(b"identity")
    {
        return Err(TransportError::new(
            Kind::Encoding,
            format!(
                "the answer is encoded as `{}`, which was not asked for",
                String::from_utf8_lossy(encoding.as_bytes()).escape_debug()
            ),
        ));
    }
    Ok(http::Response::from(response).map(|body| Incoming::new(body, bounds.stall)))
}

async fn collect(mut body: Incoming, bounds: Bounds) -> Result<Bytes, TransportError> {
    let announced = body.announced().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    if announced > bounds.max_response {
        return Err(TransportError::too_large(bounds.max_response));
    }
    let room = BytesMut::with_capacity(announced.min(MAX_RESERVED));
    gather(&mut body, room, bounds.max_response).await
}

fn before_answer(error: ::reqwest::Error) -> TransportError {
    let error = error.without_url();
    if let Some(local) = local(&error) {
        return local;
    }
    let (kind, detail) = match (error.is_connect(), error.is_timeout()) {
        (true, true) => (Kind::ConnectTimeout, "no connection in time (setting `connect_timeout`)"),
        (true, false) => (Kind::Connect, "no connection"),
        (false, true) => (Kind::Timeout, "no answer in time"),
        (false, false) if error.is_builder() => (Kind::Other, "the request cannot be sent"),
        (false, false) => (Kind::Broken, "the connection ended before the answer"),
    };
    TransportError::new(kind, detail).because(error)
}

/// The error of the body that was to be sent, if that is why an exchange ended.
fn local(error: &(dyn StdError + 'static)) -> Option<TransportError> {
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(local) = error.downcast_ref::<TransportError>() {
            return Some(TransportError::new(local.kind(), local.to_string()));
        }
        next = error.source();
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Method, StatusCode, Url, follow};

    fn followed(method: Method, from: &str, status: u16, location: &str) -> Result<Option<String>, String> {
        let from = Url::parse(from).unwrap();
        let status = StatusCode::from_u16(status).unwrap();
        follow(&method, &from, status, Some(location)).map(|target| target.map(String::from))
    }

    #[test]
    fn follows_within_the_host_and_never_down_to_http() {
        let ok = |url: &str| Ok(Some(url.to_owned()));
        assert_eq!(followed(Method::POST, "https://a/x", 307, "/y"), ok("https://a/y"));
        assert_eq!(followed(Method::POST, "http://a/x", 308, "https://a/x"), ok("https://a/x"));
        assert_eq!(followed(Method::GET, "https://a/x", 302, "y"), ok("https://a/y"));
        assert_eq!(followed(Method::POST, "https://a/x", 200, "/y"), Ok(None));
        for (status, location) in
            [(307, "http://a/x"), (307, "https://b/x"), (307, "https://a:444/x"), (307, "//a.evil/x"), (302, "/y")]
        {
            assert!(followed(Method::POST, "https://a/x", status, location).is_err(), "{location}");
        }
    }
}
