use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};

use bytes::Bytes;
use http::{Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::timeout,
};
use tokio_io_timeout::TimeoutStream;

use super::Server;

/// How long requests may take and how large they may be.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ServerBounds {
    /// The largest request's body in bytes: `max_request`, 16 MiB unless set. What is larger is answered by 413.
    pub max_request: usize,
    /// How long the head of a request may take to arrive: `head_timeout`, 10 seconds unless set.
    pub head_timeout: Duration,
    /// How long the body of a request may take to arrive: `body_timeout`, 30 seconds unless set. What is slower is
    /// answered by 408.
    pub body_timeout: Duration,
    /// How long a client may take none of an answer: `write_timeout`, 30 seconds unless set. What is slower is cut.
    pub write_timeout: Duration,
    /// How many connections may be open; further ones wait. 256 unless set.
    pub connections: usize,
    /// How long requests may go on after [`Running::shutdown`]. 5 seconds unless set.
    pub grace: Duration,
}

impl Default for ServerBounds {
    fn default() -> Self {
        Self {
            max_request: 16 << 20,
            head_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            connections: 256,
            grace: Duration::from_secs(5),
        }
    }
}

/// A server that is running on a thread of its own. It ends when this is dropped.
pub struct Running {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of its root, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Accepts no further connections, lets the requests that are being answered end, and waits for that.
    pub fn shutdown(mut self) {
        self.stop();
    }

    /// Waits until it ends, which it does not do by itself.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic of the server's thread has been reported where it happened.
            let _ = thread.join();
        }
    }

    fn stop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Running({})", self.url())
    }
}

/// Serves on 127.0.0.1; port 0 takes any that is free.
pub(super) fn start(server: Server, port: u16, bounds: ServerBounds) -> io::Result<Running> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = {
        let _guard = runtime.enter();
        TcpListener::from_std(listener)?
    };
    let (stop, stopped) = watch::channel(false);
    let thread = thread::Builder::new().name("bindery-server".into()).spawn(move || {
        runtime.block_on(accept(Arc::new(server), listener, bounds, stopped));
        // Handlers that go on beyond the grace period are not waited for.
        runtime.shutdown_background();
    })?;
    Ok(Running { address, stop, thread: Some(thread) })
}

async fn accept(server: Arc<Server>, listener: TcpListener, bounds: ServerBounds, mut stopped: watch::Receiver<bool>) {
    let most = u32::try_from(bounds.connections.clamp(1, Semaphore::MAX_PERMITS)).unwrap_or(u32::MAX);
    let open = Arc::new(Semaphore::new(most as usize));
    loop {
        let permit = tokio::select! {
            permit = Arc::clone(&open).acquire_owned() => permit,
            _ = stopped.changed() => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.changed() => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let connection = serve(Arc::clone(&server), stream, bounds, stopped.clone());
                tokio::spawn(async move {
                    connection.await;
                    drop(permit);
                });
            }
            // Out of descriptors, or the peer is gone already: wait a little rather than spin.
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    // Every connection holds a permit until it ends.
    if timeout(bounds.grace, open.acquire_many(most)).await.is_err() {
        tracing::warn!("connections were cut after the grace period");
    }
}

async fn serve(server: Arc<Server>, stream: TcpStream, bounds: ServerBounds, mut stopped: watch::Receiver<bool>) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(bounds.write_timeout));
    let stream = TokioIo::new(Box::pin(stream));
    let service = service_fn(move |request| respond(Arc::clone(&server), request, bounds));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head_timeout)
        .max_buf_size(64 << 10)
        .serve_connection(stream, service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn respond(
    server: Arc<Server>,
    request: http::Request<Incoming>,
    bounds: ServerBounds,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (parts, body) = request.into_parts();
    let collected = match timeout(bounds.body_timeout, Limited::new(body, bounds.max_request).collect()).await {
        Err(_) => {
            let why = format!("the body took longer than {:?} (setting `body_timeout`)", bounds.body_timeout);
            return Ok(closing(StatusCode::REQUEST_TIMEOUT, why));
        }
        Ok(Err(error)) if error.downcast_ref::<LengthLimitError>().is_some() => {
            let why = format!("the body is larger than {} bytes (setting `max_request`)", bounds.max_request);
            return Ok(closing(StatusCode::PAYLOAD_TOO_LARGE, why));
        }
        Ok(Err(error)) => return Ok(closing(StatusCode::BAD_REQUEST, format!("the body is not complete: {error}"))),
        Ok(Ok(collected)) => collected.to_bytes(),
    };
    let request = http::Request::from_parts(parts, collected);
    // A handler may take its time, and may panic: neither must touch the other connections.
    let response = match tokio::task::spawn_blocking(move || server.answer(request)).await {
        Ok(response) => response,
        Err(_) => super::answer::text(StatusCode::INTERNAL_SERVER_ERROR, "the handler failed"),
    };
    Ok(response.map(Full::new))
}

/// An answer after which the connection ends, because the request was not read to its end.
fn closing(status: StatusCode, why: String) -> Response<Full<Bytes>> {
    let mut response = super::answer::text(status, &why);
    response.headers_mut().insert(header::CONNECTION, http::HeaderValue::from_static("close"));
    response.map(Full::new)
}
