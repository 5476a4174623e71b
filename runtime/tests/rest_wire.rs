//! Client and server over a real socket: every parameter style, body and status, and what the server refuses.
#![cfg(feature = "server")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod rest;

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::{Arc, Mutex},
};

use bindery_runtime::{
    Caller as _, Session,
    catalogue::Catalogue,
    rest::Credentials,
    server::{Answer, Running, Server},
    soap::Fault,
    value::Binary,
};
use rest::*;

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn mounted() -> Server {
    Server::new().mount("/pod", Catalogue::new::<Pod>(vec![STYLED, POSTING]))
}

fn session(server: &Running) -> Session<Pod> {
    let builder = Session::builder(format!("http://{}/pod", server.address()));
    builder.credentials(Credentials::new().bearer("t0ken")).no_proxy().build().unwrap()
}

macro_rules! styles {
    ($($name:ident)*) => {$({
        let seen: Arc<Mutex<Option<$name>>> = Arc::default();
        let kept = Arc::clone(&seen);
        let server = mounted().on::<$name, _>(move |request| {
            *kept.lock().unwrap() = Some(request.into_inner());
            Ok(())
        });
        let server = server.start(0).unwrap();
        let operation = $name {
            one: Some("a/b?c=d&e é%20+".to_owned().replace('é', if stringify!($name).starts_with("Header") { "e" } else { "é" })),
            list: Some(vec!["x".to_owned(), "y z".to_owned()]),
            object: Some(Colour { r: Some(100), g: Some(-2) }),
        };
        let status = run(async { session(&server).call(&operation).await.unwrap().status() });
        assert_eq!(status, 204);
        let found = seen.lock().unwrap().take().unwrap();
        if stringify!($name) == "QuerySpace" {
            // A space parts the items of this style, encoded or not.
            assert_eq!(found.list, Some(vec!["x".to_owned(), "y".to_owned(), "z".to_owned()]));
        } else {
            assert_eq!(found, operation, stringify!($name));
        }
    })*};
}

#[test]
fn every_parameter_style_arrives_as_it_was_sent() {
    styles!(PathSimple PathSimpleExplode PathLabel PathLabelExplode PathMatrix PathMatrixExplode);
    styles!(QueryForm QueryFormPlain QuerySpace QueryPipe QueryTab QueryDeep QueryContent);
    styles!(HeaderSimple HeaderExplode CookieForm);
}

#[test]
fn every_body_arrives_as_it_was_sent() {
    let seen: Arc<Mutex<Vec<Upload>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let server = mounted()
        .on::<Send, _>(move |request| {
            let body = request.into_inner().body;
            kept.lock().unwrap().push(body.clone());
            Ok(match body.name.as_str() {
                "json" => Many::Ok(Colour { r: Some(1), g: None }),
                "form" => Many::Accepted("later é".to_owned()),
                _ => Many::NoContent(()),
            })
        })
        .on::<Note, _>(|request| Ok(request.body.to_uppercase()))
        .on::<Blob, _>(|request| Ok(Binary(request.body.0.iter().rev().copied().collect())))
        .start(0)
        .unwrap();
    let session = session(&server);
    let upload = |name: &str, file| Upload {
        name: name.to_owned(),
        tags: Some(vec!["a&b".to_owned(), "é =".to_owned()]),
        colour: Some(Colour { r: Some(1), g: Some(2) }),
        file,
    };
    let file = Some(Binary((0..=255).collect()));
    for (name, media_type, file, output) in [
        ("json", "application/json", file.clone(), Many::Ok(Colour { r: Some(1), g: None })),
        ("form", "application/x-www-form-urlencoded", None, Many::Accepted("later é".to_owned())),
        ("multipart", "multipart/form-data", file, Many::NoContent(())),
    ] {
        let operation = Send { body: upload(name, file) };
        let reply = run(async { session.call(&operation).media_type(media_type).await.unwrap() });
        assert_eq!(*reply, output, "{name}");
        assert_eq!(seen.lock().unwrap().pop().unwrap(), operation.body, "{name}");
    }
    assert_eq!(*run(async { session.call(&Note { body: "grüß".to_owned() }).await.unwrap() }), "GRÜSS");
    let blob = Blob { body: Binary(vec![0, 255, 7]) };
    assert_eq!(run(async { session.call(&blob).await.unwrap() }).0, [7, 255, 0]);
}

#[test]
fn answers_carry_typed_headers_and_operations_without_a_handler_answer_a_sample() {
    let server = mounted()
        .on_exchange::<GetUser, _>(|request| match request.uid {
            9_007_199_254_740_993 => {
                let headers =
                    Headers { remaining: Some(3), tags: Some(vec!["a".to_owned(), "b".to_owned()]), session: None };
                Ok(Answer::new(Colour { r: Some(5), g: None }).with_headers(headers))
            }
            _ => Err(Fault::sender("no such user")),
        })
        .start(0)
        .unwrap();
    let session = session(&server);
    let operation = GetUser { uid: 9_007_199_254_740_993, local: Some(false), session_token: "t".to_owned() };
    let reply = run(async { session.call(&operation).await.unwrap() });
    assert_eq!((reply.r, reply.headers().remaining), (Some(5), Some(3)));
    assert_eq!(reply.headers().tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    let unknown = GetUser { uid: 1, ..operation };
    let error = run(async { session.call(&unknown).await.map(drop).unwrap_err() });
    assert!(error.to_string().ends_with(r#"HTTP 400: {"error":{"code":400,"message":"no such user"}}"#), "{error}");
    let sample = run(async { session.call(&Send { body: Upload::default() }).await.unwrap().into_inner() });
    assert!(matches!(sample, Many::Ok(Colour { r: Some(_), g: Some(_) })), "{sample:?}");
}

#[test]
fn a_documented_answer_is_checked_and_given() {
    let mut server = mounted();
    let answer = |status: u16, body: &str| -> http::Response<bytes::Bytes> {
        let builder = http::Response::builder().status(status).header("content-type", "application/json");
        builder.body(body.to_owned().into()).unwrap()
    };
    let mut example = |operation: &str, name: &str, status: u16, body: &str| {
        server.http_example("/pod", "Pod", operation, name, &answer(status, body))
    };
    assert!(example("GetUser", "", 200, r#"{"R":41}"#).unwrap());
    assert!(example("GetUser", "dark", 200, r#"{"R":-1}"#).unwrap());
    assert!(example("GetUser", "", 404, r#"{"code":4,"message":"gone since Monday"}"#).unwrap());
    assert!(!example("Nothing", "", 200, "{}").unwrap());
    let error = example("GetUser", "", 200, r#"{"R":"x"}"#).unwrap_err().to_string();
    assert!(error.starts_with("Pod.GetUser: the answer cannot be read: $.R: expected an integer"), "{error}");
    let error = example("GetUser", "", 404, r#"{"code":"x"}"#).unwrap_err().to_string();
    assert!(error.contains("expected an answer that the operation describes"), "{error}");
    let server = server.start(0).unwrap();
    let session = session(&server);
    let operation = GetUser { uid: 1, local: None, session_token: "s3cret".to_owned() };
    let call = |prefer: &'static str| {
        run(async { session.call(&operation).http_header("prefer", prefer).await.map(|reply| reply.into_inner().r) })
    };
    assert_eq!(run(async { session.call(&operation).await.unwrap() }).r, Some(41));
    assert_eq!(call("example=dark").unwrap(), Some(-1));
    assert_eq!(call("code=200").unwrap(), Some(41));
    let fault = |prefer| {
        let error = call(prefer).unwrap_err();
        let fault = error.typed_fault::<GetUser>().map(|wrong| (wrong.code, wrong.message.clone().unwrap_or_default()));
        (error.status().unwrap().as_u16(), fault)
    };
    assert_eq!(fault("code=404"), (404, Some((4, "gone since Monday".to_owned()))));
    // What is described without an example is made of the description; what is not described is still an error.
    assert_eq!(fault("code=503"), (503, Some((503, "asked for by the client".to_owned()))));
    assert_eq!(fault("code=418"), (418, None));
    let error = call("example=bright").unwrap_err().to_string();
    assert!(error.contains(", only: dark"), "{error}");
}

#[test]
fn credentials_must_be_there() {
    let server = mounted().start(0).unwrap();
    let post = |query: &str, headers: &str| {
        let head = format!("POST /pod/note{query} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}");
        exchange(&server, &format!("{head}content-type: text/plain\r\ncontent-length: 2\r\n\r\nhi"))
    };
    let told = "expected credentials: `oauth` (a bearer token), or `key` (query `api key`), or `basic` (HTTP basic) and \
                `app` (header `SO-AppToken`)";
    for (query, headers) in [
        ("", ""),
        ("", "authorization: Bearer\r\n"),
        ("", "authorization: Digest x\r\n"),
        ("?api%20key=", ""),
        ("", "authorization: Basic eDp5\r\n"),
        ("", "SO-AppToken: a\r\n"),
    ] {
        let answer = post(query, headers);
        assert!(answer.starts_with("HTTP/1.1 401 ") && answer.contains(told), "{query} {headers}: {answer}");
        assert!(answer.contains("www-authenticate: Bearer, Basic realm="), "{answer}");
    }
    for (query, headers) in [
        ("", "authorization: bearer x\r\n"),
        ("?api%20key=x", ""),
        ("", "authorization: Basic eDp5\r\nSO-AppToken: a\r\n"),
    ] {
        let answer = post(query, headers);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{query} {headers}: {answer}");
    }
}

/// Sends a request by hand and reads the answer.
fn exchange(server: &Running, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn what_is_wrong_in_a_request_is_refused_with_its_place() {
    let server = mounted().start(0).unwrap();
    let get = |path: &str, headers: &str| {
        exchange(&server, &format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n"))
    };
    let post = |path: &str, media: &str, body: &str| {
        let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer x");
        let head = format!("{head}\r\ncontent-type: {media}");
        exchange(&server, &format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
    };
    for (answer, status, text) in [
        (
            get("/pod/users('x')/presence", "sessionToken: t\r\n"),
            "400",
            "path parameter `uid`: expected an integer from",
        ),
        (get("/pod/users('%ff')/presence", "sessionToken: t\r\n"), "400", "expected percent-encoded UTF-8"),
        (get("/pod/users('1')/presence", ""), "400", "header parameter `sessionToken`: expected a value"),
        (
            get("/pod/users('1')/presence?local=maybe", "sessionToken: t\r\n"),
            "400",
            "query parameter `local`: expected `true` or `false`",
        ),
        (get("/pod/users('1')", ""), "404", "there is no service at this path; services are at:\n  GET /pod/c\n"),
        (get("/elsewhere", ""), "404", "\n  GET /pod/users('{uid}')/presence\n"),
        (get("/pod/upload", ""), "405", "expected POST"),
        (post("/pod/upload", "text/html", "<p>"), "415", "expected application/json, found text/html"),
        (
            post("/pod/upload", "application/json", "{\"name\":1e}"),
            "400",
            "body: $.name: expected text, found the number 1e",
        ),
        (
            post("/pod/upload", "application/json", &"{\"tags\":".repeat(1_000_000)),
            "400",
            "body: $.tags: expected an array, found an object",
        ),
        (post("/pod/upload", "application/json", &"[".repeat(1_000_000)), "400", "expected an object, found an array"),
        (
            post("/pod/upload", "application/json", r#"{"name":"a","name":"b"}"#),
            "400",
            "expected each property once, found property `name` again",
        ),
        (
            post("/pod/upload", "application/json", r#"{"name":null}"#),
            "400",
            "$.name: expected a value that is not null",
        ),
        (post("/pod/upload", "application/json", ""), "400", "expected an object, found the end of the document"),
        (post("/pod/upload", "multipart/form-data", "x"), "400", "a content type with a `boundary`"),
        (post("/pod/upload", "multipart/form-data; boundary=b", "--b\r\n\r\nx"), "400", "the last boundary"),
        (post("/pod/upload", "multipart/form-data; boundary=b", "--b--"), "400", "the part `name`"),
        (post("/pod/upload", "application/x-www-form-urlencoded", "tags=a"), "400", "the property `name`"),
    ] {
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(text), "{text}: {answer}");
    }
}
