//! What a network and a server can do wrong, over real sockets: each is an error of its own, and nothing is sent twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use std::{
    net::TcpListener,
    sync::Mutex,
    time::{Duration, Instant},
};

use bindery_runtime::{
    Caller as _, Error, ErrorKind, Session,
    rest::Credentials,
    transport::{Answer, Bounds, Transport, TransportErrorKind},
};
use desk::{
    api::{Desk, GetPresence},
    events::Events,
    peer::{PRESENT, Peer, Step, XML, envelope, head, response},
    run, session,
};

const ASKED: GetPresence = GetPresence { user_id: Some(5) };
const SECRETS: [&str; 3] = ["7T:ticket-SECRET", "app-token-SECRET", "header-SECRET"];

fn call(session: &Session<Desk>) -> Result<(), Error> {
    run(async { session.call(&ASKED).await }).map(drop)
}

/// The error of a call that a peer answers by this script. Nothing is sent again.
fn failure(script: Vec<Step>) -> Error {
    let peer = Peer::new(vec![script, response("200 OK", XML, &envelope("", PRESENT))]);
    let session = session(&peer.url).max_response(4096).build().unwrap();
    let error = call(&session).unwrap_err();
    peer.request();
    assert!(peer.is_idle(), "the request was sent again after: {error}");
    error
}

fn kind(error: &Error) -> TransportErrorKind {
    error.transport().unwrap_or_else(|| panic!("{error}")).kind()
}

#[test]
fn an_html_page_under_502() {
    let error = failure(response("502 Bad Gateway", "text/html", "<html><h1>Bad\n gateway</h1></html>"));
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.excerpt(), Some("<html><h1>Bad gateway</h1></html>"));
    assert!(error.is_retryable() && !error.before_sending());
    assert!(
        error.to_string().ends_with("HTTP 502: no message of the protocol, but: <html><h1>Bad gateway</h1></html>")
    );
}

#[test]
fn an_html_page_under_200() {
    let page = format!("<!DOCTYPE html><p>{}</p>", "log in ".repeat(100));
    let error = failure(response("200 OK", "text/html; charset=utf-8", &page));
    assert_eq!(error.kind(), ErrorKind::ContentType);
    assert!(error.excerpt().unwrap().chars().count() <= 301);
    assert!(
        error.to_string().contains("expected text/xml, found text/html; charset=utf-8: <!DOCTYPE html>"),
        "{error}"
    );
    assert!(!error.is_retryable());
}

#[test]
fn an_error_status_with_xml_that_is_no_fault() {
    for body in [envelope("", PRESENT), "<oops/>".into(), "<oops".into()] {
        let error = failure(response("500 Oops", XML, &body));
        assert_eq!(error.kind(), ErrorKind::Status, "{error}");
    }
    assert_eq!(failure(response("404 Not Found", "", "")).to_string().rsplit(": ").next(), Some("the body is empty"));
}

#[test]
fn an_empty_200() {
    let error = failure(response("200 OK", XML, ""));
    assert_eq!(error.kind(), ErrorKind::Empty);
}

#[test]
fn a_short_body() {
    let mut bytes = head("200 OK", XML, 1000).into_bytes();
    bytes.extend_from_slice(b"<e:Envelope");
    let error = failure(vec![Step::Write(bytes)]);
    assert_eq!(kind(&error), TransportErrorKind::ShortBody);
    assert!(error.to_string().contains("ended after 11 of 1000 bytes"), "{error}");
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<e:En\r\n";
    let error = failure(vec![Step::Write(chunked.into())]);
    assert_eq!(kind(&error), TransportErrorKind::ShortBody, "{error}");
}

#[test]
fn a_document_that_ends_early() {
    let body = envelope("", PRESENT);
    let error = failure(response("200 OK", XML, &body[..body.len() - 20]));
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("the end of the document"), "{error}");
}

#[test]
fn a_connection_that_ends_before_the_answer() {
    let error = failure(vec![]);
    assert_eq!(kind(&error), TransportErrorKind::Broken);
    assert!(error.is_retryable() && !error.before_sending());
}

#[test]
fn a_reset() {
    let peer = Peer::new(vec![vec![Step::Reset]]);
    let session = session(&peer.url).build().unwrap();
    let error = call(&session).unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Broken, "{error}");
}

#[test]
fn what_is_no_http() {
    let error = failure(vec![Step::Write(b"SSH-2.0-OpenSSH\r\n".to_vec())]);
    assert_eq!(error.kind(), ErrorKind::Transport);
}

#[test]
fn a_stall_is_told_from_a_slow_answer() {
    let answer = envelope("", PRESENT);
    let (first, second) = answer.split_at(40);
    let begin = [head("200 OK", XML, answer.len()).as_bytes(), first.as_bytes()].concat();
    let thinks = vec![
        Step::Pause(Duration::from_millis(900)),
        Step::Write(begin.clone()),
        Step::Pause(Duration::from_millis(50)),
        Step::Write(second.into()),
    ];
    let stalls = vec![Step::Write(begin), Step::Pause(Duration::from_millis(1500)), Step::Write(second.into())];
    let peer = Peer::new(vec![thinks, stalls]);
    let session = session(&peer.url).stall(Duration::from_millis(400)).build().unwrap();
    call(&session).unwrap();
    let error = call(&session).unwrap_err();
    assert_eq!((error.kind(), kind(&error)), (ErrorKind::Timeout, TransportErrorKind::Stalled));
    assert!(error.to_string().contains("(setting `stall`)"), "{error}");
}

#[test]
fn the_whole_call_is_bounded() {
    let peer = Peer::new(vec![vec![Step::Pause(Duration::from_secs(5))]]);
    let session = session(&peer.url).build().unwrap();
    let begun = Instant::now();
    let error = run(async { session.call(&ASKED).timeout(Duration::from_millis(300)).await }).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(4));
    assert!(error.is_timeout() && !error.before_sending());
    assert_eq!(kind(&error), TransportErrorKind::Timeout);
    assert!(error.to_string().contains("within 300ms (setting `timeout`)"), "{error}");
}

#[test]
fn drips_do_not_escape_the_bound_on_the_call() {
    let mut script = vec![Step::Write(head("200 OK", XML, 1000).into_bytes())];
    for _ in 0..100 {
        script.push(Step::Pause(Duration::from_millis(50)));
        script.push(Step::Write(b" ".to_vec()));
    }
    let peer = Peer::new(vec![script]);
    let session = session(&peer.url).timeout(Duration::from_millis(700)).build().unwrap();
    assert_eq!(kind(&call(&session).unwrap_err()), TransportErrorKind::Timeout);
}

#[test]
fn an_answer_that_is_too_large() {
    let announced = head("200 OK", XML, 5000).into_bytes();
    let mut chunked =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n1400\r\n".to_vec();
    chunked.extend_from_slice(&[b' '; 5120]);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    for bytes in [announced, chunked] {
        let error = failure(vec![Step::Write(bytes)]);
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert!(error.to_string().contains("larger than 4096 bytes (setting `max_response`)"), "{error}");
    }
}

#[test]
fn a_compressed_answer_was_not_asked_for() {
    let bytes =
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x0b";
    let error = failure(vec![Step::Write(bytes.into())]);
    assert_eq!(kind(&error), TransportErrorKind::Encoding);
}

#[test]
fn nobody_listens() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let session = session(&format!("http://127.0.0.1:{port}")).build().unwrap();
    let error = call(&session).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.before_sending() && error.is_retryable());
}

#[test]
fn nobody_speaks_tls() {
    let peer = Peer::new(vec![vec![Step::Reset]]);
    let session = session(&peer.url.replace("http:", "https:")).build().unwrap();
    assert_eq!(call(&session).unwrap_err().kind(), ErrorKind::Connect);
}

fn redirect(status: &str, location: &str) -> Vec<Step> {
    vec![Step::Write(
        format!("HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into(),
    )]
}

#[test]
fn redirections_that_keep_method_and_host_are_followed() {
    let peer = Peer::new(vec![
        redirect("307 Temporary Redirect", "/elsewhere?x=1"),
        response("200 OK", XML, &envelope("", PRESENT)),
    ]);
    let session = session(&peer.url).build().unwrap();
    call(&session).unwrap();
    assert!(peer.request().starts_with("POST /Presence.svc "));
    let second = peer.request();
    assert!(second.starts_with("POST /elsewhere?x=1 ") && second.contains("7T:ticket-SECRET"), "{second}");
}

#[test]
fn other_redirections_are_not_followed() {
    let other = Peer::new(vec![response("200 OK", XML, &envelope("", PRESENT))]);
    for (status, location) in [
        ("302 Found", "/elsewhere"),
        ("303 See Other", "/elsewhere"),
        ("308 Permanent Redirect", other.url.as_str()),
        ("307 Temporary Redirect", "http://example.org/?token=abc"),
        ("307 Temporary Redirect", "file:///etc/passwd"),
        ("307 Temporary Redirect", "http://["),
    ] {
        let error = failure(redirect(status, location));
        assert_eq!(error.kind(), ErrorKind::Redirect, "{status} {location}");
        assert!(!error.to_string().contains("token"), "{error}");
    }
    assert!(other.is_idle());
    let loops = Peer::new(vec![redirect("307 Temporary Redirect", "/"); 20]);
    let session = session(&loops.url).build().unwrap();
    let error = call(&session).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(error.to_string().contains("more than 5"), "{error}");
}

#[test]
fn endpoints_are_checked_before_sending() {
    for url in ["file:///etc/passwd", "ftp://127.0.0.1/", "//host/share", "http://me:pass@127.0.0.1/", "127.0.0.1:80"] {
        let error = session(url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidEndpoint, "{url}");
        assert!(!error.to_string().contains("me:pass"), "{error}");
    }
    let set = session("http://127.0.0.1:9").endpoint("Presence", "gopher://x/").build().unwrap_err();
    assert_eq!(set.kind(), ErrorKind::InvalidEndpoint);
}

#[test]
fn header_values_are_checked_before_sending() {
    let peer = Peer::new(vec![]);
    for (name, value) in [
        ("X-A", "a\r\nEvil: yes header-SECRET"),
        ("X-A", "a\nb header-SECRET"),
        ("X-A", "a\0header-SECRET"),
        ("X A", "header-SECRET"),
        ("", "header-SECRET"),
        ("Content-Type", "header-SECRET"),
        ("SOAPAction", "header-SECRET"),
        ("Host", "header-SECRET"),
    ] {
        let error = session(&peer.url).http_header(name, value).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidHeader, "{name}: {value}");
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{error}");
        let built = session(&peer.url).build().unwrap();
        let error = run(async { built.call(&ASKED).http_header(name, value).await }).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidHeader);
        assert_eq!(error.operation().unwrap().name, "GetPresence");
    }
    assert!(peer.is_idle());
}

#[test]
fn secrets_are_not_shown() {
    let events = Events::default();
    let echo = format!("<html>{} {} 7T:ticket-SECRET</html>", SECRETS[0], SECRETS[1]);
    let fault = format!(
        "<e:Fault><faultcode>e:Client</faultcode><faultstring>{echo}</faultstring></e:Fault>",
        echo = SECRETS[0]
    );
    let peer = Peer::new(vec![
        response("200 OK", XML, &envelope("<d:TimeZone>1</d:TimeZone>", PRESENT)),
        response("502 Bad", "text/html", &echo),
        response("500 Oops", XML, &envelope("", &fault)),
    ]);
    let url = format!("{}/base?key=header-SECRET", peer.url);
    let session = session(&url).http_header("Authorization", "Bearer header-SECRET").build().unwrap();
    let mut shown = format!("{session:?} {:?}", session.call(&ASKED));
    tracing::subscriber::with_default(events.clone(), || {
        call(&session).unwrap();
        for _ in 0..2 {
            let error = call(&session).unwrap_err();
            shown.push_str(&format!("{error} {error:?} {:?}", error.status()));
        }
    });
    let first = peer.request();
    assert!(first.starts_with("POST /base/Presence.svc?key=header-SECRET ") && first.contains("Bearer header-SECRET"));
    shown.push_str(&events.text());
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    let text = events.text();
    for name in [
        "http.request.method=POST",
        "server.address=\"127.0.0.1\"",
        "server.port=",
        "url.full=http://127.0.0.1:",
        "http.response.status_code=200",
        "http.response.status_code=502",
        "error.type=Status",
        "error.type=Fault",
        "path=\"Envelope/TimeZone\"",
        "bindery.operation=\"GetPresence\"",
    ] {
        assert!(text.contains(name), "{name} in {text}");
    }
}

#[test]
fn secrets_are_not_shown_over_rest_either() {
    let events = Events::default();
    let echo = r#"{"Message":"7T:ticket-SECRET and header-SECRET are wrong"}"#;
    let peer = Peer::new(vec![
        response("200 OK", "application/json", r#"{"UserId":5,"Name":"Ann","More":1}"#),
        response("403 No", "application/json", echo),
        response("200 OK", "text/html", echo),
    ]);
    let session = Session::<Desk>::builder(format!("{}/base", peer.url)).no_proxy().timeout(Duration::from_secs(20));
    let credentials = Credentials::new().ticket("7T:ticket-SECRET");
    let session = session.over_rest().credentials(credentials).http_header("SO-AppToken", "header-SECRET");
    let session = session.build().unwrap();
    let mut shown = format!("{session:?} {:?}", session.call(&ASKED));
    tracing::subscriber::with_default(events.clone(), || {
        let reply = run(async { session.call(&ASKED).await }).unwrap();
        assert_eq!(reply.as_ref().unwrap().name.as_deref(), Some("Ann"));
        shown.push_str(&format!("{reply:?}"));
        for kind in [ErrorKind::Status, ErrorKind::ContentType] {
            let error = call(&session).unwrap_err();
            assert_eq!((error.kind(), error.fault().is_some()), (kind, false));
            shown.push_str(&format!("{error} {error:?} {:?}", error.status()));
        }
    });
    let first = peer.request();
    assert!(first.starts_with("POST /base/api/Presence/Get HTTP/1.1") && first.ends_with(r#"{"UserId":5}"#), "{first}");
    let head = first.to_ascii_lowercase();
    assert!(head.contains("authorization: soticket 7t:ticket-secret") && head.contains("so-apptoken: header-secret"));
    shown.push_str(&events.text());
    assert!(shown.contains("are wrong") && shown.contains("unknown property `More`"), "{shown}");
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    let text = events.text();
    for name in ["url.full=http://127.0.0.1:", "http.response.status_code=403", "error.type=Status"] {
        assert!(text.contains(name), "{name} in {text}");
    }
}

/// Answers from memory.
struct Memory(Mutex<Vec<http::Request<bytes::Bytes>>>);

impl Transport for Memory {
    fn send(&self, request: http::Request<bytes::Bytes>, bounds: Bounds) -> Answer<'_> {
        assert_eq!(bounds.timeout, Duration::from_secs(20));
        self.0.lock().unwrap().push(request);
        Box::pin(async {
            let body = bytes::Bytes::from(envelope("", PRESENT));
            Ok(http::Response::builder().header("content-type", XML).body(body).unwrap())
        })
    }
}

#[test]
fn a_transport_of_ones_own() {
    let session = session("https://nowhere.example/x").build_with(Memory(Mutex::default())).unwrap();
    let reply = run(async { session.clone().call(&ASKED).await }).unwrap();
    assert_eq!(reply.as_ref().unwrap().user_id, 5);
}

#[test]
fn errors_and_sessions_cross_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    fn sent<T: Send>(_: T) {}
    crosses::<Error>();
    crosses::<Session<Desk>>();
    let session = session("http://127.0.0.1:9").build().unwrap();
    sent(session.call(&ASKED).into_future());
}
