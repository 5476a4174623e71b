use std::{error::Error as StdError, fmt, io, time::Duration};

use ::reqwest::{Client, Response, Url, redirect::Policy};
use bytes::{Bytes, BytesMut};
use http::{Method, StatusCode, header};

use super::{Answer, Bounds, Transport, TransportError, TransportErrorKind as Kind};

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
        Box::pin(async move {
            match tokio::time::timeout(bounds.timeout, exchange(&self.client, request, bounds)).await {
                Ok(answer) => answer,
                Err(_) => Err(TransportError::new(
                    Kind::Timeout,
                    format!("no complete answer within {:?} (setting `timeout`)", bounds.timeout),
                )),
            }
        })
    }
}

async fn exchange(
    client: &Client,
    request: http::Request<Bytes>,
    bounds: Bounds,
) -> Result<http::Response<Bytes>, TransportError> {
    let (parts, body) = request.into_parts();
    let mut url = Url::parse(&parts.uri.to_string())
        .map_err(|error| TransportError::new(Kind::Other, "the request's URL is not valid").because(error))?;
    for _ in 0..=MAX_HOPS {
        let response = client
            .request(parts.method.clone(), url.clone())
            .headers(parts.headers.clone())
            .body(body.clone())
            .send()
            .await
            .map_err(before_answer)?;
        match redirection(&parts.method, &url, &response)? {
            Some(target) => url = target,
            None => return collect(response, bounds).await,
        }
    }
    Err(TransportError::new(Kind::Redirect, format!("more than {MAX_HOPS} redirections")))
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

async fn collect(mut response: Response, bounds: Bounds) -> Result<http::Response<Bytes>, TransportError> {
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
    let too_large = || {
        TransportError::new(
            Kind::TooLarge,
            format!("the answer is larger than {} bytes (setting `max_response`)", bounds.max_response),
        )
    };
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    if announced > bounds.max_response {
        return Err(too_large());
    }
    let mut parts = http::Response::new(());
    *parts.status_mut() = response.status();
    *parts.version_mut() = response.version();
    *parts.headers_mut() = std::mem::take(response.headers_mut());
    let mut body = BytesMut::with_capacity(announced.min(MAX_RESERVED));
    loop {
        let chunk = match tokio::time::timeout(bounds.stall, response.chunk()).await {
            Ok(chunk) => chunk.map_err(|error| within_body(error, body.len(), announced))?,
            Err(_) => {
                return Err(TransportError::new(
                    Kind::Stalled,
                    format!(
                        "the answer's body stopped for {:?} after {} bytes (setting `stall`)",
                        bounds.stall,
                        body.len()
                    ),
                ));
            }
        };
        let Some(chunk) = chunk else { break };
        if chunk.len() > bounds.max_response - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(parts.map(|()| body.freeze()))
}

fn before_answer(error: ::reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (kind, detail) = match (error.is_connect(), error.is_timeout()) {
        (true, true) => (Kind::ConnectTimeout, "no connection in time (setting `connect_timeout`)"),
        (true, false) => (Kind::Connect, "no connection"),
        (false, true) => (Kind::Timeout, "no answer in time"),
        (false, false) if error.is_builder() => (Kind::Other, "the request cannot be sent"),
        (false, false) => (Kind::Broken, "the connection ended before the answer"),
    };
    TransportError::new(kind, detail).because(error)
}

fn within_body(error: ::reqwest::Error, received: usize, announced: usize) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        return TransportError::new(Kind::Timeout, "the answer was not complete in time").because(error);
    }
    if io_kind(&error) == Some(io::ErrorKind::ConnectionReset) {
        return TransportError::new(
            Kind::Broken,
            format!("the connection was reset after {received} bytes of the answer"),
        )
        .because(error);
    }
    let detail = match announced {
        0 => format!("the answer's body ended early, after {received} bytes"),
        _ => format!("the answer's body ended after {received} of {announced} bytes"),
    };
    TransportError::new(Kind::ShortBody, detail).because(error)
}

fn io_kind(error: &(dyn StdError + 'static)) -> Option<io::ErrorKind> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(io) = error.downcast_ref::<io::Error>()
            && io.kind() != io::ErrorKind::Other
        {
            return Some(io.kind());
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
