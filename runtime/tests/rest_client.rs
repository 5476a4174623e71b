//! What a session sends over plain HTTP, and what it makes of answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod rest;

use std::time::Duration;

use bindery_runtime::{
    Caller as _, ErrorKind,
    operation::{Address, Binding, HttpBinding, Operation, OperationInfo, Piece, ServiceInfo},
    record::{Flags, Name, Schema},
    rest::{Credentials, Secret, Token, TokenProvider},
    value::Binary,
    xml::Tolerance,
};
use rest::*;

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn quiet() -> Recorder {
    Recorder::answering(204, &[], "")
}

/// The request of an operation.
fn sent<O: Operation<Api = Pod>>(operation: &O) -> http::Request<bytes::Bytes> {
    let recorder = quiet();
    let session = recorder.session();
    let _ = run(async { session.call(operation).await.map(drop) });
    recorder.last()
}

macro_rules! styles {
    ($($name:ident => $expected:literal;)*) => {$({
        let operation = $name {
            one: Some("a b/c".to_owned()),
            list: Some(vec!["x".to_owned(), "y,z".to_owned()]),
            object: Some(Colour { r: Some(1), g: Some(-2) }),
        };
        let request = sent(&operation);
        assert_eq!(request.uri().path_and_query().unwrap().as_str(), $expected, stringify!($name));
    })*};
}

#[test]
fn every_style_stands_in_path_and_query_as_described() {
    styles! {
        PathSimple => "/pod/x/a%20b%2Fc/x,y%2Cz/R,1,G,-2";
        PathSimpleExplode => "/pod/se/a%20b%2Fc/x,y%2Cz/R=1,G=-2";
        PathLabel => "/pod/l/.a%20b%2Fc/.x,y%2Cz/.R,1,G,-2";
        PathLabelExplode => "/pod/le/.a%20b%2Fc/.x.y%2Cz/.R=1.G=-2";
        PathMatrix => "/pod/m/;one=a%20b%2Fc/;list=x,y%2Cz/;object=R,1,G,-2";
        PathMatrixExplode => "/pod/me/;one=a%20b%2Fc/;list=x;list=y%2Cz/;R=1;G=-2";
        QueryForm => "/pod/q?one=a%20b%2Fc&list=x&list=y%2Cz&R=1&G=-2";
        QueryFormPlain => "/pod/qp?one=a%20b%2Fc&list=x,y%2Cz&object=R,1,G,-2";
        QuerySpace => "/pod/qs?one=a%20b%2Fc&list=x%20y%2Cz&object=R%201%20G%20-2";
        QueryPipe => "/pod/qi?one=a%20b%2Fc&list=x%7Cy%2Cz&object=R%7C1%7CG%7C-2";
        QueryTab => "/pod/qt?one=a%20b%2Fc&list=x%09y%2Cz&object=R%091%09G%09-2";
        QueryDeep => "/pod/qd?one=a%20b%2Fc&list=x&list=y%2Cz&object%5BR%5D=1&object%5BG%5D=-2";
        QueryContent => "/pod/qc?one=%22a%20b%2Fc%22&list=%5B%22x%22%2C%22y%2Cz%22%5D&object=%7B%22R%22%3A1%2C%22G%22%3A-2%7D";
    }
}

#[test]
fn headers_and_cookies_hold_parameters() {
    let (one, list) = (Some("a b".to_owned()), Some(vec!["x".to_owned(), "y".to_owned()]));
    let object = Some(Colour { r: Some(1), g: Some(2) });
    let header =
        |request: &http::Request<bytes::Bytes>, name: &str| request.headers()[name].to_str().unwrap().to_owned();
    let simple = sent(&HeaderSimple { one: one.clone(), list: list.clone(), object: object.clone() });
    assert_eq!(["one", "list", "object"].map(|name| header(&simple, name)), ["a b", "x,y", "R,1,G,2"]);
    let exploded = sent(&HeaderExplode { one: one.clone(), list: list.clone(), object: object.clone() });
    assert_eq!(header(&exploded, "object"), "R=1,G=2");
    let cookie = sent(&CookieForm { one, list, object });
    assert_eq!(header(&cookie, "cookie"), "one=a%20b; list=x,y; object=R,1,G,2");
    assert_eq!(header(&cookie, "accept"), "*/*");
    assert!(sent(&QueryForm::default()).uri().query().is_none(), "what is absent does not stand");
}

#[test]
fn a_path_cannot_be_made_to_lead_elsewhere() {
    let session = quiet().session();
    for (one, message) in [
        ("..", "Pod.PathSimple: the request cannot be written: the path would hold the segment `..`"),
        (".", "Pod.PathSimple: the request cannot be written: the path would hold the segment `.`"),
        ("", "Pod.PathSimple: the request cannot be written: one: a parameter in the path cannot be empty"),
    ] {
        let operation = PathSimple {
            one: Some(one.to_owned()),
            list: Some(vec!["x".to_owned()]),
            object: Some(Colour { r: Some(1), g: None }),
        };
        let error = run(async { session.call(&operation).await.map(drop).unwrap_err() });
        assert_eq!(error.to_string(), message);
        assert!(error.before_sending());
    }
    let hostile = sent(&PathSimple {
        one: Some("../../admin?x=1#y".to_owned()),
        list: Some(vec!["x".to_owned()]),
        object: Some(Colour { r: Some(1), g: None }),
    });
    assert_eq!(hostile.uri().path(), "/pod/x/..%2F..%2Fadmin%3Fx%3D1%23y/x/R,1");
    let error = run(async {
        let broken = HeaderSimple { one: Some("a\r\nb: c".to_owned()), ..Default::default() };
        session.call(&broken).await.map(drop).unwrap_err()
    });
    assert_eq!(
        error.to_string(),
        "Pod.HeaderSimple: the request cannot be written: one: the value of the header holds control characters (line \
         breaks among them), or characters beyond ASCII"
    );
}

#[test]
fn keys_stand_inside_segments_and_the_session_gives_headers_that_are_left_out() {
    let recorder = Recorder::answering(
        200,
        &[("content-type", "application/json"), ("x-remaining", "7"), ("x-tags", "a, b")],
        r#"{"R":1}"#,
    );
    let session = recorder.session();
    let operation = GetUser { uid: 9_007_199_254_740_993, local: Some(true), session_token: "t0ken".to_owned() };
    let reply = run(async { session.call(&operation).await.unwrap() });
    let request = recorder.last();
    assert_eq!(request.uri(), "https://host:8443/pod/users('9007199254740993')/presence?local=true");
    assert_eq!(request.headers()["sessiontoken"], "t0ken");
    assert!(request.headers()["sessiontoken"].is_sensitive());
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!((reply.r, reply.headers().remaining), (Some(1), Some(7)));
    assert_eq!(reply.headers().tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    // Left empty, the credential is the session's; without one, nothing is sent.
    let anonymous = GetUser { uid: 1, ..Default::default() };
    let error = run(async { session.call(&anonymous).await.map(drop).unwrap_err() });
    assert_eq!(
        error.to_string(),
        "Pod.GetUser: the request cannot be written: sessionToken: required header is not set, neither in the request nor \
         in the session"
    );
    let reply = run(async { session.call(&anonymous).http_header("sessionToken", "other").await.unwrap() });
    assert_eq!(recorder.last().headers()["sessiontoken"], "other");
    assert_eq!(reply.leniencies(), []);
}

#[test]
fn errors_are_typed_by_status_and_keep_the_body() {
    let call = |recorder: &Recorder| {
        let operation = GetUser { uid: 1, local: None, session_token: "t0ken".to_owned() };
        run(async { recorder.session().call(&operation).await.map(drop).unwrap_err() })
    };
    let json = ("content-type", "application/json");
    let error = call(&Recorder::answering(404, &[json], r#"{"code":4,"message":"no user for t0ken"}"#));
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 404));
    assert_eq!(error.typed_fault::<GetUser>().unwrap().message.as_deref(), Some("no user for t0ken"));
    assert_eq!(error.body().unwrap(), &br#"{"code":4,"message":"no user for t0ken"}"#[..]);
    assert_eq!(
        error.to_string(),
        "Pod.GetUser at https://host:8443/pod/users('1')/presence: HTTP 404: {\"code\":4,\"message\":\"no user for \
         [redacted]\"}"
    );
    assert!(!format!("{error:?}").contains("t0ken"));
    let error = call(&Recorder::answering(503, &[json, ("retry-after", "30")], r#"{"code":5}"#));
    assert_eq!(error.typed_fault::<GetUser>().unwrap().code, 5);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert!(error.is_retryable());
    let error = call(&Recorder::answering(429, &[("retry-after", "99999999999999999999")], ""));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86400)));
    assert!(error.typed_fault::<GetUser>().is_none() && error.is_retryable());
    assert!(error.to_string().ends_with("HTTP 429: the operation failed, without a body"), "{error}");
    assert_eq!(call(&Recorder::answering(503, &[("retry-after", "soon")], "")).retry_after(), None);
    // A proxy's page in the place of the described error.
    let error = call(&Recorder::answering(502, &[("content-type", "text/html")], "<html>Bad\n gateway</html>"));
    assert!(error.typed_fault::<GetUser>().is_none());
    assert!(error.to_string().ends_with("HTTP 502: <html>Bad gateway</html>"), "{error}");
    let error = call(&Recorder::answering(401, &[json], r#"{"code":1}"#));
    assert!(error.typed_fault::<GetUser>().is_none(), "no body is described");
    let error = call(&Recorder::answering(418, &[], ""));
    assert_eq!(error.kind(), ErrorKind::Status);
}

#[test]
fn successes_that_are_not_what_is_described_are_distinct_errors() {
    let call = |recorder: Recorder| {
        let operation = GetUser { uid: 1, local: None, session_token: "t".to_owned() };
        run(async { recorder.session().call(&operation).await.map(|reply| reply.leniencies().to_vec()) })
    };
    let json = ("content-type", "application/json");
    let kind = |recorder| call(recorder).unwrap_err().kind();
    assert_eq!(kind(Recorder::answering(200, &[json], "")), ErrorKind::Empty);
    assert_eq!(kind(Recorder::answering(200, &[("content-type", "text/html")], "<html>")), ErrorKind::ContentType);
    assert_eq!(kind(Recorder::answering(200, &[json], "{")), ErrorKind::Decode);
    assert_eq!(kind(Recorder::answering(302, &[("location", "https://x/")], "")), ErrorKind::Status);
    let error = call(Recorder::answering(200, &[json], r#"{"R":"x"}"#)).unwrap_err();
    assert!(
        error.to_string().ends_with("the answer cannot be read: $.R: expected an integer from -2147483648 to 2147483647, found the text \"x\" (line 1, column 6)"),
        "{error}"
    );
    let leniencies =
        call(Recorder::answering(203, &[("content-type", "application/hal+json")], r#"{"R":1,"B":2}"#)).unwrap();
    let shown: Vec<String> = leniencies.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "$: HTTP 203, which the description does not foresee",
            "$: the content type `application/hal+json`",
            "$: unknown property `B`"
        ]
    );
    let leniencies = call(Recorder::answering(200, &[json, ("x-remaining", "many")], "{}")).unwrap();
    assert_eq!(
        leniencies[0].to_string(),
        "header `X-Remaining`: expected an integer from -2147483648 to 2147483647, found \"many\""
    );
}

#[test]
fn credentials_in_headers_of_answers_are_not_shown() {
    let answer = || {
        let headers = [("content-type", "application/json"), ("x-remaining", "1"), ("x-session", "s3cret")];
        Recorder::answering(200, &headers, "{}")
    };
    let operation = GetUser { uid: 1, local: None, session_token: "t".to_owned() };
    let reply = run(async { answer().session().call(&operation).await.unwrap() });
    assert_eq!(
        reply.leniencies()[0].to_string(),
        "header `X-Session`: expected an integer from -2147483648 to 2147483647, found another value (not shown)"
    );
    let strict = bindery_runtime::Session::<Pod>::builder("https://host").tolerance(Tolerance::Strict);
    let session = strict.build_with(answer()).unwrap();
    let error = run(async { session.call(&operation).await.map(drop).unwrap_err() });
    let shown = format!("{reply:?} {:?} {error} {error:?}", reply.headers());
    assert!(shown.contains("X-Session") && !shown.contains("s3cret"), "{shown}");
}

fn upload() -> Upload {
    Upload {
        name: "a&b=\"c\" é".to_owned(),
        tags: Some(vec!["x y".to_owned(), "z".to_owned()]),
        colour: Some(Colour { r: Some(1), g: None }),
        file: None,
    }
}

#[test]
fn a_body_stands_in_the_media_type_that_is_selected() {
    let recorder = Recorder::answering(204, &[], "");
    let session = recorder.session();
    let send = |media_type: Option<&str>, body: Upload| {
        let operation = Send { body };
        run(async {
            match media_type {
                Some(media_type) => session.call(&operation).media_type(media_type).await.map(drop),
                None => session.call(&operation).await.map(drop),
            }
        })
        .unwrap();
        let request = recorder.last();
        (
            request.headers()["content-type"].to_str().unwrap().to_owned(),
            String::from_utf8(request.into_body().to_vec()).unwrap(),
        )
    };
    let (media, body) = send(None, upload());
    assert_eq!(media, "application/json");
    assert_eq!(body, r#"{"name":"a&b=\"c\" é","tags":["x y","z"],"colour":{"R":1}}"#);
    let (media, body) = send(Some("application/x-www-form-urlencoded"), upload());
    assert_eq!(media, "application/x-www-form-urlencoded");
    assert_eq!(body, "name=a%26b%3D%22c%22+%C3%A9&tags=x+y&tags=z&colour=%7B%22R%22%3A1%7D");
    let file = Upload { file: Some(Binary(b"bytes\r\n--x".to_vec())), ..upload() };
    let (media, body) = send(Some("multipart/form-data"), file);
    let boundary = media.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = [
        "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na&b=\"c\" é\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx y\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nz\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"colour\"\r\nContent-Type: application/json\r\n\r\n{\"R\":1}\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\nbytes\r\n--x\r\n",
        "--B--\r\n",
    ];
    assert_eq!(body, expected.concat().replace("--B", &format!("--{boundary}")));
    let operation = Send { body: upload() };
    let error = run(async { session.call(&operation).media_type("text/csv").await.map(drop).unwrap_err() });
    assert_eq!(
        error.to_string(),
        "Pod.Send: the request cannot be written: the body cannot stand as text/csv, only as application/json, \
         application/xml, application/x-www-form-urlencoded, multipart/form-data"
    );
}

#[test]
fn several_successes_are_told_apart_by_status() {
    let call = |recorder: Recorder| {
        run(async { recorder.session().call(&Send { body: upload() }).await.unwrap().into_inner() })
    };
    let json = Recorder::answering(200, &[("content-type", "application/json")], r#"{"G":3}"#);
    assert_eq!(call(json), Many::Ok(Colour { r: None, g: Some(3) }));
    let text = Recorder::answering(202, &[("content-type", "text/plain; charset=utf-8")], "waiting");
    assert_eq!(call(text), Many::Accepted("waiting".to_owned()));
    assert_eq!(call(quiet()), Many::NoContent(()));
}

#[test]
fn text_and_bytes_stand_as_they_are() {
    let recorder = Recorder::answering(200, &[("content-type", "text/plain; charset=iso-8859-1")], &b"caf\xe9"[..]);
    let reply = run(async { recorder.session().call(&Note { body: "a\nb é".to_owned() }).await.unwrap() });
    assert_eq!(*reply, "café");
    assert_eq!(recorder.last().headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(recorder.last().body(), "a\nb é");
    let bytes: Vec<u8> = (0..=255).collect();
    let recorder = Recorder::answering(200, &[("content-type", "image/png")], bytes.clone());
    let operation = Blob { body: Binary(bytes.clone()) };
    let reply = run(async { recorder.session().call(&operation).media_type("image/png").await.unwrap() });
    assert_eq!(reply.0, bytes);
    assert_eq!(recorder.last().headers()["content-type"], "image/png");
    assert_eq!(recorder.last().body(), &bytes);
}

struct Tokens;

impl TokenProvider for Tokens {
    fn token<'a>(&'a self, scopes: &'a [&'static str]) -> Token<'a> {
        Box::pin(async move {
            match scopes {
                ["read", "write"] => Ok(Secret::new("fresh")),
                _ => Err("no such scopes".into()),
            }
        })
    }
}

#[test]
fn credentials_are_chosen_by_what_an_operation_requires() {
    let request = |credentials: Credentials| {
        let recorder = quiet();
        let session = bindery_runtime::Session::<Pod>::builder("https://host").credentials(credentials);
        let session = session.build_with(recorder.clone()).unwrap();
        assert!(!format!("{session:?}").contains("s3cret"));
        run(async { session.call(&Send { body: upload() }).await.unwrap() });
        recorder.last()
    };
    let bearer = request(Credentials::new().basic("u", "p").bearer("s3cret"));
    assert_eq!(bearer.headers()["authorization"], "Bearer s3cret");
    assert!(bearer.headers()["authorization"].is_sensitive());
    assert_eq!(request(Credentials::new().tokens(Tokens)).headers()["authorization"], "Bearer fresh");
    let key = request(Credentials::new().key("key", "s3cret&"));
    assert_eq!(key.uri().query(), Some("api%20key=s3cret%26"));
    let both = request(Credentials::new().basic("u", "p").key("app", "s3cret"));
    assert_eq!(both.headers()["authorization"], "Basic dTpw");
    assert_eq!(both.headers()["so-apptoken"], "s3cret");
    let ticket = request(Credentials::new().ticket("7T:s3cret"));
    assert_eq!(ticket.headers()["authorization"], "SOTicket 7T:s3cret");
    assert!(request(Credentials::new()).headers().get("authorization").is_none());
    assert_eq!(
        format!("{:?}", Credentials::new().bearer("s3cret")),
        "Credentials { credentials: [(None, Bearer([redacted]))] }"
    );
}

#[test]
fn keys_in_the_query_are_not_shown_in_errors() {
    let recorder = Recorder::answering(500, &[], "bad key s3cret");
    let session =
        bindery_runtime::Session::<Pod>::builder("https://host").credentials(Credentials::new().key("key", "s3cret"));
    let session = session.build_with(recorder).unwrap();
    let error = run(async { session.call(&Send { body: upload() }).await.map(drop).unwrap_err() });
    assert_eq!(error.to_string(), "Pod.Send at https://host/upload: HTTP 500: bad key [redacted]");
}

#[test]
fn credentials_that_an_answer_echoes_are_not_shown() {
    let recorder = Recorder::answering(200, &[("content-type", "application/json")], r#"{"R":"s3cret","G":"t0ken"}"#);
    for body in [r#"{"R":"t0ken"}"#, r#"{"R":1,"t0ken":{"G":1e}}"#] {
        let recorder = Recorder::answering(200, &[("content-type", "application/json")], body);
        let operation = GetUser { uid: 1, local: None, session_token: "t0ken".to_owned() };
        let error = run(async { recorder.session().call(&operation).await.map(drop).unwrap_err() });
        assert_eq!(error.kind(), ErrorKind::Decode);
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(!format!("{error} {error:?} {cause}").contains("t0ken"), "{error}");
    }
    let builder =
        bindery_runtime::Session::<Pod>::builder("https://host").credentials(Credentials::new().bearer("t0ken"));
    let session = builder.build_with(recorder).unwrap();
    assert!(!format!("{session:?}").contains("t0ken"), "{session:?}");
}

#[test]
fn secrets_are_masked_where_json_escapes_them() {
    let recorder = Recorder::answering(403, &[], r#"{"why":"no user for pa\"ss\\1, pa\u0022ss\u005c1"}"#);
    let operation = GetUser { uid: 1, local: None, session_token: r#"pa"ss\1"#.to_owned() };
    let error = run(async { recorder.session().call(&operation).await.map(drop).unwrap_err() });
    assert!(error.to_string().ends_with(r#"HTTP 403: {"why":"no user for [redacted], [redacted]"}"#), "{error}");
}

/// An operation over plain HTTP whose service has a path and an address.
#[derive(Clone, Default)]
struct Ping {}

static PING: Schema = Schema { name: Name::NONE, fields: &[], flags: Flags::NONE };
bindery_runtime::record!(Ping, &PING);

static ADDRESSED: ServiceInfo = ServiceInfo {
    name: "Addressed",
    addresses: &[Address { name: "Addressed", url: "https://described/v2" }],
    path: "v2",
};

impl Operation for Ping {
    type Api = Pod;
    type Output = ();
    type Fault = ();
    fn info() -> &'static OperationInfo {
        const INFO: &OperationInfo = &OperationInfo {
            name: "Ping",
            service: &ADDRESSED,
            binding: Binding::Http(&HttpBinding {
                method: "GET",
                path: &[Piece::Text("/ping")],
                parameters: &[],
                body: None,
                responses: NO_CONTENT,
                errors: &[],
                security: &[],
            }),
            rest: None,
        };
        INFO
    }
}

#[test]
fn a_session_over_rest_keeps_path_and_address_of_what_is_bound_to_http_itself() {
    let builders =
        [bindery_runtime::Session::<Pod>::builder("https://host/base"), bindery_runtime::Session::described()];
    for (builder, url) in builders.into_iter().zip(["https://host/base/v2/ping", "https://described/v2/ping"]) {
        let recorder = quiet();
        let session = builder.over_rest().build_with(recorder.clone()).unwrap();
        run(async { session.call(&Ping {}).await.map(drop).unwrap() });
        assert_eq!(recorder.last().uri(), url);
    }
}

#[test]
fn only_http_and_https_are_called() {
    for url in
        ["file:///etc/passwd", "ftp://host/", "\\\\host\\share", "//host/share", "javascript:alert(1)", "host", ""]
    {
        let error = bindery_runtime::Session::<Pod>::builder(url).build_with(quiet()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidEndpoint, "{url}");
    }
}

#[test]
fn answers_that_are_no_json_are_told_with_a_bounded_excerpt() {
    let call = |content_type: &'static str, body: Vec<u8>| {
        let operation = GetUser { uid: 1, local: None, session_token: "t".to_owned() };
        let recorder = Recorder::answering(200, &[("content-type", content_type)], body);
        run(async { recorder.session().call(&operation).await.map(drop).unwrap_err() })
    };
    let page = "<p>Sign in</p>".repeat(100_000).into_bytes();
    let error = call("text/html", page);
    assert_eq!(error.kind(), ErrorKind::ContentType);
    assert!(error.to_string().contains("text/html") && error.to_string().len() < 1_000, "{error}");
    let error = call("text/plain", br#"{"R":1}"#.to_vec());
    assert_eq!(error.kind(), ErrorKind::ContentType, "JSON under another name: {error}");
    let error = call("application/json", b"{\"R\":\"\xff\"}".to_vec());
    assert!(error.to_string().contains("expected UTF-8, found the byte 0xff"), "{error}");
    let error = call("application/json", b"[".repeat(1_000_000));
    assert_eq!(error.kind(), ErrorKind::Decode);
    let error = call("application/json", [b"{\"x\":".repeat(1_000_000), b"1".to_vec()].concat());
    assert!(error.to_string().contains("the limit `depth`") && error.to_string().len() < 10_000, "{error}");
}

#[test]
fn strict_sessions_refuse_what_is_not_foreseen() {
    let recorder =
        Recorder::answering(200, &[("content-type", "application/json"), ("x-remaining", "1")], r#"{"R":1,"B":2}"#);
    let session = bindery_runtime::Session::<Pod>::builder("https://host").tolerance(Tolerance::Strict);
    let session = session.build_with(recorder).unwrap();
    let operation = GetUser { uid: 1, local: None, session_token: "t".to_owned() };
    let error = run(async { session.call(&operation).await.map(drop).unwrap_err() });
    assert!(
        error
            .to_string()
            .ends_with("expected a property of the description, found unknown property `B` (line 1, column 8)"),
        "{error}"
    );
}
