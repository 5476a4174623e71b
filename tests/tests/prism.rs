//! The generated clients against Prism, a mock server that validates requests by the description and shares no code with us.
//!
//! It needs Node.js and `npm ci` in `tests/prism`; where they are missing, the test says so and goes on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use bindery_runtime::{
    catalogue::{Catalogue, Entry},
    operation::{Binding, HttpBinding, Place, SecurityKind},
    rest::Document,
    transport::{Bounds, HttpTransport, Transport},
    xml::{Limits, Tolerance},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};

/// A running mock server.
struct Prism {
    process: Child,
    port: u16,
}

impl Prism {
    /// Starts it for a description; `None` where it is not installed.
    fn start(description: &str) -> Option<Self> {
        let program = folder().join("prism/node_modules/.bin/prism");
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let process = Command::new(&program)
            .arg("mock")
            .arg(folder().join("../schemas").join(description))
            .args(["-h", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(process) = process else {
            eprintln!("left out: {} cannot be run; `npm ci` in tests/prism installs it", program.display());
            return None;
        };
        let prism = Self { process, port };
        let listens = (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
        });
        assert!(listens, "the mock server of {description} does not listen");
        Some(prism)
    }

    fn send(&self, request: Request<Bytes>) -> Response<Bytes> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let transport = HttpTransport::builder().no_proxy().build().unwrap();
        runtime.block_on(transport.send(request, Bounds::default())).unwrap()
    }

    fn endpoint(&self) -> http::Uri {
        format!("http://127.0.0.1:{}", self.port).parse().unwrap()
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Presents something wherever an operation wants a credential.
fn credentials(binding: &HttpBinding) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for scheme in binding.security.first().map_or(&[][..], |requirement| requirement.schemes) {
        let (name, value) = match scheme.scheme.kind {
            SecurityKind::Basic => ("authorization", "Basic dTpw".to_owned()),
            SecurityKind::Bearer | SecurityKind::OAuth2 => ("authorization", "Bearer token".to_owned()),
            SecurityKind::Http(scheme) => ("authorization", format!("{scheme} token")),
            SecurityKind::ApiKey { place: Place::Header, name } => (name, "token".to_owned()),
            SecurityKind::ApiKey { .. } => continue,
        };
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.insert(name, HeaderValue::from_str(&value).unwrap());
    }
    headers
}

/// Sends a sample of an operation's request; an error says what the mock server, or our reading of its answer, found.
fn exchange(prism: &Prism, catalogue: &Catalogue, entry: &'static Entry) -> Result<(), String> {
    let Binding::Http(binding) = entry.info().binding else { return Ok(()) };
    let request = Document::request(catalogue, entry).unwrap().sample();
    let request = request.write_request(&prism.endpoint(), &credentials(binding)).map_err(|error| error.to_string())?;
    let sent = format!("{} {}", request.method(), request.uri());
    let answer = prism.send(request);
    let violations = answer.headers().get("sl-violations").map(|value| format!("{value:?}"));
    if !answer.status().is_success() || violations.is_some() {
        return Err(format!("{sent}: {} {violations:?} {:?}", answer.status(), answer.body()));
    }
    let read =
        Document::response(catalogue, entry).unwrap().read_response(&answer, Tolerance::Strict, Limits::default());
    read.map(drop).map_err(|error| format!("{sent}: {error} in {:?}", answer.body()))
}

/// Sends the sample requests of all operations of the services that a description holds.
fn all(description: &str, catalogue: &Catalogue, of: impl Fn(&Entry) -> bool) {
    let Some(prism) = Prism::start(description) else { return };
    let entries: Vec<_> = catalogue.entries().filter(|entry| of(entry)).collect();
    assert!(!entries.is_empty(), "{description} holds no operation");
    let found: Vec<String> = entries
        .into_iter()
        .filter_map(|entry| {
            exchange(&prism, catalogue, entry).err().map(|what| format!("{}: {what}", entry.info().name))
        })
        .collect();
    assert!(found.is_empty(), "{description}:\n{}", found.join("\n"));
}

#[test]
fn requests_for_graph_are_what_its_description_says() {
    all("graph/presence.yaml", &bindery_services::graph::catalogue(), |_| true);
}

#[test]
fn requests_for_symphony_are_what_its_description_says() {
    all("symphony/presence.yaml", &bindery_services::symphony::catalogue(), |_| true);
}

#[test]
fn requests_for_superoffice_are_what_its_descriptions_say() {
    let catalogue = bindery_services::superoffice::rest::catalogue();
    for (description, service) in [("presence", "ChatPresence"), ("chat", "Chat_Agent"), ("user", "User_Agent")] {
        let description = format!("superoffice/rest/{description}.yaml");
        all(&description, &catalogue, |entry: &Entry| entry.info().service.name == service);
    }
}

#[test]
fn the_mock_server_refuses_what_the_description_forbids() {
    let Some(prism) = Prism::start("graph/presence.yaml") else { return };
    let request = Request::post(format!("{}communications/getPresencesByUserId", prism.endpoint()))
        .header("authorization", "Bearer token")
        .header("content-type", "application/json")
        .body(Bytes::from_static(br#"{"ids": 5}"#))
        .unwrap();
    let answer = prism.send(request);
    assert_eq!(answer.status(), 422);
    assert!(format!("{:?}", answer.headers().get("sl-violations")).contains("ids must be array"));
}
