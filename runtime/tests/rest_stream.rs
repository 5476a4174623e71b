//! Binary bodies in pieces, over a real socket: what is given, what is sent, and what ends a transfer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "desk/peer.rs"]
#[allow(dead_code)]
mod peer;
mod rest;

use std::{
    collections::VecDeque,
    io::{Read as _, Write as _},
    net::TcpListener,
    pin::Pin,
    sync::mpsc,
    task::{Context, Poll},
    thread,
    time::Duration,
};

use bindery_runtime::{
    CallOptions, Caller as _, Download, Error, ErrorKind, Session, SessionBuilder,
    operation::{
        Binding, Block, HttpBinding, Media, Operation, OperationInfo, Parameter, Piece, Response, ResponseBody,
        StatusMatch,
    },
    record::{Field, Flags, Kind, Name, Schema, Shape, field},
    rest::Credentials,
    transport::TransportErrorKind,
    value::Binary,
};
use bytes::Bytes;
use futures_core::Stream;
use peer::{Peer, Step, head, response};
use rest::*;

/// A file, or what is wrong.
#[derive(Clone, Default)]
struct Fetch {
    id: i64,
}

static FETCH: Schema = Schema {
    name: Name::NONE,
    fields: &[field("", "id", Shape::Scalar(Kind::I64), Flags::REQUIRED)],
    flags: Flags::NONE,
};
bindery_runtime::record!(Fetch, &FETCH, 0 id);

static BYTES: Field = field("", "", Shape::Scalar(Kind::Binary), Flags::NONE);
static WRONG_BODY: Field = field("", "", Shape::record(&WRONG), Flags::NONE);

impl Operation for Fetch {
    type Api = Pod;
    type Output = Option<Binary>;
    type Fault = Wrong;
    fn info() -> &'static OperationInfo {
        const INFO: &OperationInfo = &OperationInfo {
            name: "Fetch",
            service: &SERVICE,
            binding: Binding::Http(&HttpBinding {
                method: "GET",
                path: &[Piece::Text("/files/"), Piece::Parameter(0)],
                parameters: &[Parameter::path(0, "id")],
                body: None,
                responses: &[
                    Response {
                        status: StatusMatch::Code(200),
                        variant: None,
                        body: Some(ResponseBody { field: &BYTES, media: &[Media::new(OCTETS)] }),
                        headers: &[Block { field: 0, required: false }],
                    },
                    empty(StatusMatch::Code(204)),
                ],
                errors: &[answer(StatusMatch::Default, &WRONG_BODY, JSON)],
                security: &[],
            }),
            rest: None,
        };
        INFO
    }
}

const OCTETS: &str = "application/octet-stream";
const ONE: Fetch = Fetch { id: 1 };
static BLOB: Blob = Blob { body: Binary(Vec::new()) };

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn builder(peer: &Peer) -> SessionBuilder<Pod, Session<Pod>> {
    let credentials = Credentials::new().bearer("token-SECRET");
    Session::builder(&peer.url).no_proxy().timeout(Duration::from_secs(20)).credentials(credentials)
}

/// Bytes that tell their place.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| b'a' + u8::try_from(at % 23).unwrap()).collect()
}

/// What came, and the error that ended it.
async fn drain(mut download: Download<Fetch>) -> (Vec<u8>, Option<Error>) {
    let mut bytes = Vec::new();
    for _ in 0..100_000 {
        match download.next().await {
            None => return (bytes, None),
            Some(Ok(piece)) => bytes.extend_from_slice(&piece),
            Some(Err(error)) => {
                assert!(download.next().await.is_none(), "more came after: {error}");
                return (bytes, Some(error));
            }
        }
    }
    panic!("a download without end");
}

fn begin(length: usize, bytes: &[u8]) -> Step {
    Step::Write([head("200 OK", OCTETS, length).as_bytes(), bytes].concat())
}

fn transport(error: &Error) -> TransportErrorKind {
    error.transport().unwrap_or_else(|| panic!("{error}")).kind()
}

/// A stream of what it is given.
struct Listed(VecDeque<Result<Bytes, std::io::Error>>);

impl Listed {
    fn of(pieces: &[&'static str]) -> Self {
        Self(pieces.iter().map(|piece| Ok(Bytes::from_static(piece.as_bytes()))).collect())
    }
}

impl Stream for Listed {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

#[test]
fn a_download_may_be_larger_than_what_is_collected() {
    let file = content(300_000);
    let whole = begin(file.len(), &file);
    let peer = Peer::new(vec![vec![whole.clone()], vec![whole.clone()], vec![whole]]);
    let session = builder(&peer).max_response(4096).build().unwrap();
    let (bytes, error) = run(async {
        let download = session.call(&ONE).download().await.unwrap();
        assert_eq!((download.status().as_u16(), download.content_type()), (200, Some(OCTETS)));
        assert_eq!(download.length(), Some(300_000));
        drain(download).await
    });
    assert!(error.is_none() && bytes == file, "{error:?}");
    let asked = peer.request();
    assert!(asked.starts_with("GET /files/1 ") && asked.contains("accept: application/octet-stream, application/json"));

    let collected = run(async { session.call(&ONE).await.map(drop).unwrap_err() });
    assert_eq!(collected.kind(), ErrorKind::TooLarge);
    assert!(collected.to_string().contains("larger than 4096 bytes (setting `max_response`)"), "{collected}");

    // The bound of the call itself holds.
    let (bytes, error) = run(async {
        let options = CallOptions::new().max_response(100_000);
        drain(session.call(&ONE).with(options).download().await.unwrap()).await
    });
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(bytes.len() <= 100_000, "{}", bytes.len());
    assert!(error.to_string().contains("larger than 100000 bytes (setting `max_response`)"), "{error}");
}

#[test]
fn a_pause_ends_a_download_and_the_time_of_the_call_does_not() {
    let paused = |time| Peer::new(vec![vec![begin(8, b"half"), Step::Pause(time), Step::Write(b"done".to_vec())]]);
    let peer = paused(Duration::from_secs(5));
    let session = builder(&peer).stall(Duration::from_millis(400)).build().unwrap();
    let (bytes, error) = run(async { drain(session.call(&ONE).download().await.unwrap()).await });
    let error = error.unwrap();
    assert_eq!(bytes, b"half", "the first piece is there before the rest");
    assert_eq!((error.kind(), transport(&error)), (ErrorKind::Timeout, TransportErrorKind::Stalled));
    let text = error.to_string();
    assert!(text.starts_with("Pod.Fetch at http://127.0.0.1:"), "{text}");
    assert!(text.ends_with("the answer's body stopped for 400ms after 4 bytes (setting `stall`)"), "{text}");

    let peer = paused(Duration::from_millis(3500));
    let session = builder(&peer).timeout(Duration::from_secs(3)).build().unwrap();
    let (bytes, error) = run(async { drain(session.call(&ONE).download().await.unwrap()).await });
    assert!(error.is_none() && bytes == b"halfdone", "{error:?}");
}

#[test]
fn a_download_that_is_cut_short_is_an_error() {
    let chunks = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    let peer = Peer::new(vec![
        vec![begin(100, &content(40))],
        vec![Step::Write(format!("{chunks}4\r\nabcd\r\n").into_bytes())],
        vec![Step::Write(format!("{chunks}4\r\nabcd\r\n0\r\n\r\n").into_bytes())],
    ]);
    let session = builder(&peer).build().unwrap();
    let fetch = || run(async { drain(session.call(&ONE).download().await.unwrap()).await });
    for (count, told) in [(40, "the answer's body ended after 40 of 100 bytes"), (4, "ended early, after 4 bytes")] {
        let (bytes, error) = fetch();
        let error = error.unwrap();
        assert_eq!((bytes.len(), transport(&error)), (count, TransportErrorKind::ShortBody));
        assert!(error.to_string().contains(told), "{error}");
    }
    let (bytes, error) = fetch();
    assert!(error.is_none() && bytes == b"abcd", "{error:?}");
}

#[test]
fn other_answers_are_what_they_are_for_a_call() {
    let fault = r#"{"code":7,"message":"no such file, token-SECRET"}"#;
    let peer = Peer::new(vec![
        response("404 Not Found", "application/json", fault),
        response("502 Bad Gateway", "text/html", "<p>later</p>"),
        response("200 OK", "text/html", "<p>log in</p>"),
        response("500 Oops", "application/json", &" ".repeat(5000)),
        response("204 No Content", "", ""),
        response("200 OK", "image/png", "a picture"),
    ]);
    let session = builder(&peer).max_response(4096).build().unwrap();
    let failure = || run(async { session.call(&ONE).download().await.unwrap_err() });
    let error = failure();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 404));
    assert_eq!(error.typed_fault::<Fetch>().unwrap().code, 7);
    assert_eq!(error.body().unwrap(), fault);
    assert!(error.to_string().contains("no such file, [redacted]"), "{error}");
    let error = failure();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Status, true));
    let error = failure();
    assert_eq!(error.kind(), ErrorKind::ContentType);
    assert!(
        error.to_string().ends_with("expected application/octet-stream, found text/html: <p>log in</p>"),
        "{error}"
    );
    assert_eq!(failure().kind(), ErrorKind::TooLarge);
    let (bytes, error) = run(async { drain(session.call(&ONE).download().await.unwrap()).await });
    assert!(bytes.is_empty() && error.is_none(), "{error:?}");
    // Bytes of a kind that is not described are bytes, and reported.
    let bytes = run(async {
        let picture = session.call(&ONE).download().await.unwrap();
        assert_eq!(picture.leniencies()[0].what, "the content type `image/png`");
        drain(picture).await.0
    });
    assert_eq!(bytes, b"a picture");
}

#[test]
fn an_upload_is_sent_as_it_comes() {
    let peer = Peer::new(vec![response("200 OK", OCTETS, "taken"); 3]);
    let session = builder(&peer).build().unwrap();
    let pieces = || Listed::of(&["abc", "", "defg", "h"]);
    for (length, framing, body) in [
        (Some(8), "content-length: 8", "abcdefgh"),
        (None, "transfer-encoding: chunked", "3\r\nabc\r\n4\r\ndefg\r\n1\r\nh\r\n0\r\n\r\n"),
    ] {
        let reply = run(async { session.call(&BLOB).upload(pieces(), length).await.unwrap() });
        assert_eq!(reply.0, b"taken");
        let sent = peer.request();
        let (head, found) = sent.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("POST /blob ") && head.contains(framing), "{head}");
        assert!(head.contains("content-type: application/octet-stream"), "{head}");
        assert!(!(head.contains("content-length") && head.contains("transfer-encoding")), "{head}");
        assert_eq!(found, body);
    }
    run(async {
        let call = session.call(&BLOB).media_type("image/png").upload(pieces(), Some(8));
        let mut download = call.download().await.unwrap();
        assert_eq!(download.next().await.unwrap().unwrap(), "taken");
    });
    assert!(peer.request().contains("content-type: image/png"));
}

#[test]
fn an_upload_that_fails_is_told_from_a_connection_that_does() {
    let broken = || {
        let failure = std::io::Error::other("the disk is gone");
        Listed(VecDeque::from([Ok(Bytes::from_static(b"abc")), Err(failure)]))
    };
    for (pieces, length, told) in [
        (broken(), None, "the body to upload cannot be read: the disk is gone"),
        (broken(), Some(3), "the body to upload cannot be read: the disk is gone"),
        (Listed::of(&["abc"]), Some(4), "the body to upload was to have 4 bytes, and ends after 3"),
        (Listed::of(&["abcd", "e"]), Some(4), "the body to upload was to have 4 bytes, and is longer"),
        (Listed::of(&[]), Some(1), "the body to upload was to have 1 bytes, and ends after 0"),
    ] {
        let peer = Peer::new(vec![response("200 OK", OCTETS, "taken")]);
        let session = builder(&peer).build().unwrap();
        let error = run(async { session.call(&BLOB).upload(pieces, length).await.map(drop).unwrap_err() });
        assert_eq!((error.kind(), transport(&error)), (ErrorKind::Transport, TransportErrorKind::Local), "{error}");
        assert!(error.to_string().ends_with(told), "{error}");
        assert!(!error.is_retryable() && !format!("{error:?}").contains("SECRET"), "{error:?}");
    }
}

#[test]
fn a_stream_is_not_sent_to_another_place() {
    let elsewhere = "HTTP/1.1 307 Moved\r\nLocation: /other\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let elsewhere = || vec![Step::Write(elsewhere.into())];
    let peer = Peer::new(vec![elsewhere(), elsewhere(), vec![begin(2, b"ok")]]);
    let session = builder(&peer).build().unwrap();
    let upload = session.call(&BLOB).upload(Listed::of(&["abc"]), Some(3));
    let error = run(async { upload.await.map(drop).unwrap_err() });
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(error.to_string().ends_with("a body that comes in pieces cannot be sent again"), "{error}");
    let (bytes, error) = run(async { drain(session.call(&ONE).download().await.unwrap()).await });
    assert!(error.is_none() && bytes == b"ok", "{error:?}");
}

#[test]
fn what_is_no_stream_is_refused_before_it_is_sent() {
    let recorder = Recorder::answering(204, &[], "");
    let session = recorder.session();
    let user = GetUser { uid: 1, local: None, session_token: "token-SECRET".to_owned() };
    let upload = || Listed::of(&["abc"]);
    for (error, told) in [
        (
            run(async { session.call(&user).download().await.map(drop).unwrap_err() }),
            "Pod.GetUser: the request cannot be written: no answer of this operation is a binary stream; described are \
             application/json",
        ),
        (
            run(async { session.call(&user).upload(upload(), None).await.map(drop).unwrap_err() }),
            "Pod.GetUser: the request cannot be written: the body of this operation is no binary stream; it is described \
             as no body",
        ),
        (
            run(async { session.call(&Note::default()).upload(upload(), None).await.map(drop).unwrap_err() }),
            "Pod.Note: the request cannot be written: the body of this operation is no binary stream; it is described as \
             text/plain",
        ),
    ] {
        assert_eq!(error.to_string(), told);
        assert!(error.kind() == ErrorKind::Encode && error.before_sending());
    }
    assert!(recorder.sent.lock().unwrap().is_empty());
}

#[test]
fn a_transport_without_streams_collects() {
    let recorder = Recorder::answering(200, &[("content-type", OCTETS), ("x-remaining", "3")], "whole");
    let session = recorder.session();
    let download = run(async { session.call(&ONE).download().await.unwrap() });
    assert_eq!(download.headers().remaining, Some(3));
    assert_eq!(run(async { drain(download).await }).0, b"whole");
    run(async { session.call(&BLOB).upload(Listed::of(&["ab", "c"]), Some(3)).await.unwrap() });
    assert_eq!(recorder.last().body(), "abc");
    let small = session.with(CallOptions::new().max_response(2)).unwrap();
    let error = run(async { small.call(&BLOB).upload(Listed::of(&["ab", "c"]), None).await.map(drop).unwrap_err() });
    assert!(error.to_string().contains("larger than 2 bytes (setting `max_response`)"), "{error}");
}

#[test]
fn dropping_a_download_ends_it() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (ended, seen) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        stream.write_all(head("200 OK", OCTETS, 1 << 40).as_bytes()).unwrap();
        let written = (0..100_000).find_map(|_| stream.write_all(&[b'x'; 1 << 16]).err());
        ended.send(written.map(|error| error.kind())).unwrap();
    });
    let session = Session::<Pod>::builder(url).no_proxy().build().unwrap();
    run(async {
        let mut download = session.call(&ONE).download().await.unwrap();
        assert!(!download.next().await.unwrap().unwrap().is_empty());
        drop(download);
        // The connection ends while the runtime still runs.
        tokio::task::yield_now().await;
        let kind = tokio::task::spawn_blocking(move || seen.recv_timeout(Duration::from_secs(30)).unwrap());
        let kind = kind.await.unwrap().unwrap();
        assert!(matches!(kind, std::io::ErrorKind::ConnectionReset | std::io::ErrorKind::BrokenPipe), "{kind}");
    });
}

#[test]
fn transfers_cross_threads() {
    fn sent<T: std::marker::Send>(_: &T) {}
    let session = Recorder::answering(204, &[], "").session();
    sent(&session.call(&ONE).download());
    sent(&session.call(&BLOB).upload(Listed::of(&[]), None).into_future());
    sent(&run(async { session.call(&ONE).download().await.unwrap() }));
}

#[cfg(feature = "blocking")]
mod blocking {
    use bindery_runtime::blocking::Session;

    use super::*;

    fn session(peer: &Peer) -> Session<Pod> {
        let builder = Session::builder(&peer.url).no_proxy().timeout(Duration::from_secs(20));
        builder
            .credentials(Credentials::new().bearer("t"))
            .stall(Duration::from_millis(400))
            .max_response(10)
            .build()
            .unwrap()
    }

    #[test]
    fn a_download_is_written_as_it_comes() {
        let file = content(300_000);
        let peer = Peer::new(vec![
            vec![begin(file.len(), &file)],
            vec![begin(8, b"half"), Step::Pause(Duration::from_secs(2))],
            vec![begin(8, b"all of i")],
            response("404 Not Found", "application/json", r#"{"code":7}"#),
        ]);
        let session = session(&peer);
        let mut written = Vec::new();
        let head = session.download_to(&ONE, &mut written).unwrap();
        assert_eq!((head.length(), written == file), (Some(300_000), true));
        let mut download = session.download(&ONE).unwrap();
        assert_eq!(download.next().unwrap().unwrap(), "half");
        assert_eq!(transport(&download.next().unwrap().unwrap_err()), TransportErrorKind::Stalled);
        assert!(download.next().is_none());
        let error = session.download_to(&ONE, &mut [0; 3][..]).unwrap_err();
        assert_eq!(transport(&error), TransportErrorKind::Local);
        assert!(error.to_string().contains("the download cannot be written"), "{error}");
        let error = session.download_to(&ONE, &mut written).unwrap_err();
        assert_eq!(error.typed_fault::<Fetch>().unwrap().code, 7);
    }

    #[test]
    fn an_upload_is_read_while_it_is_sent() {
        let file = String::from_utf8(content(200_000)).unwrap();
        let peer = Peer::new(vec![response("200 OK", OCTETS, "taken"); 3]);
        let session = session(&peer);
        for length in [Some(200_000), None] {
            let reply = session.upload_from(&BLOB, file.as_bytes(), length).unwrap();
            assert_eq!(reply.0, b"taken");
            let sent = peer.request();
            let (head, body) = sent.split_once("\r\n\r\n").unwrap();
            match length {
                Some(_) => assert!(head.contains("content-length: 200000") && body == file),
                None => assert!(head.contains("transfer-encoding: chunked") && body.contains(&file[..60_000])),
            }
        }
        let error = session.upload_from(&BLOB, file.as_bytes(), Some(3)).map(drop).unwrap_err();
        assert!(error.to_string().ends_with("was to have 3 bytes, and is longer"), "{error}");
    }
}
