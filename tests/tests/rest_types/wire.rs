//! Requests and answers through emitted operations, over a transport that keeps what is sent.

use std::sync::{Arc, Mutex};

use bindery_golden::rest::{answers, bodies, parameters, security, servers, swagger, types_alone};
use bindery_runtime::{
    Caller as _, Error, Session,
    operation::{Api, Operation, SecurityKind},
    rest::Credentials,
    transport::{Answer, Bounds, Transport},
};
use bytes::Bytes;

/// A transport that keeps what was sent, and answers the same every time.
#[derive(Clone)]
struct Recorder {
    sent: Arc<Mutex<Option<http::Request<Bytes>>>>,
    answer: http::Response<Bytes>,
}

impl Recorder {
    fn answering(status: u16, headers: &[(&str, &str)], body: &'static str) -> Self {
        let mut answer = http::Response::builder().status(status);
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        Self { sent: Arc::default(), answer: answer.body(body.into()).unwrap() }
    }

    fn session<A: Api>(&self) -> Session<A> {
        let session = Session::builder("https://host/pod").http_header("sessionToken", "token-SECRET");
        session.credentials(Credentials::new().key("key", "app-SECRET")).build_with(self.clone()).unwrap()
    }

    fn sent(&self) -> http::Request<Bytes> {
        self.sent.lock().unwrap().take().unwrap()
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>, _: Bounds) -> Answer<'_> {
        *self.sent.lock().unwrap() = Some(request);
        let answer = self.answer.clone();
        Box::pin(async move { Ok(answer) })
    }
}

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// What an operation sends.
fn sent<O: Operation>(operation: &O) -> http::Request<Bytes> {
    let recorder = Recorder::answering(204, &[], "");
    let _ = run(async { recorder.session::<O::Api>().call(operation).await });
    recorder.sent()
}

/// What an operation makes of an answer.
fn answered<O: Operation>(recorder: &Recorder, operation: &O) -> Result<bindery_runtime::Reply<O>, Error> {
    run(async { recorder.session::<O::Api>().call(operation).await })
}

#[test]
fn parameters_stand_where_and_as_they_are_described() {
    use parameters::rooms::{GetSeat, HeadersAndCookies, PathStyles, QueryStyles};
    use parameters::types::{Colour, Seat};
    let colour = Colour { r: Some(1), g: Some(2) };
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<String>>();
    let seat = GetSeat { id_path: 7, seat: Seat::Aisle, id: Some("q".into()), limit: None };
    assert_eq!(sent(&seat).uri(), "https://host/pod/rooms('7')/seats/aisle?id=q");
    let path = PathStyles {
        simple: texts(&["a", "b/c"]),
        simple_exploded: colour.clone(),
        label: vec![1, 2],
        label_exploded: colour.clone(),
        matrix: "m".into(),
        matrix_exploded: texts(&["x", "y"]),
    };
    let uri = sent(&path).uri().to_string();
    assert_eq!(uri, "https://host/pod/path/a,b%2Fc/R=1,G=2/.1,2/.R=1.G=2/;matrix=m/;matrixExploded=x;matrixExploded=y");
    let query = QueryStyles {
        form: Some(texts(&["a", "b"])),
        joined: Some(texts(&["a", "b"])),
        spaced: Some(texts(&["a", "b"])),
        piped: Some(texts(&["a", "b"])),
        deep: Some(colour.clone()),
        filter: Some("a/b eq 1".into()),
        json: Some(colour.clone()),
        when: None,
        flag: true,
    };
    let uri = sent(&query).uri().to_string();
    for pair in [
        "?form=a&form=b&",
        "&joined=a,b&",
        "&spaced=a%20b&",
        "&piped=a%7Cb&",
        "&deep%5BR%5D=1&deep%5BG%5D=2&",
        "&flag=true",
    ] {
        assert!(uri.contains(pair), "{pair}: {uri}");
    }
    let others = HeadersAndCookies {
        x_list: Some(texts(&["a", "b"])),
        x_object: Some(colour),
        session_token: String::new(),
        basket: Some("b c".into()),
        choices: None,
    };
    assert!(!format!("{others:?}").contains("b c"), "cookies are credentials");
    let request = sent(&others);
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!((header("x-list"), header("x-object")), ("a,b".to_owned(), "R=1,G=2".to_owned()));
    assert_eq!((header("sessiontoken"), header("cookie")), ("token-SECRET".to_owned(), "basket=b%20c".to_owned()));
}

#[test]
fn bodies_stand_in_the_media_type_that_is_wanted() {
    use bodies::bodies::{Blob, SendAnyWay, SendEither};
    use bodies::types::{Letter, SendEitherBodyMedia, Sender};
    let letter = Letter {
        text: "hi".into(),
        tags: Some(vec!["a".into(), "b".into()]),
        sender: Some(Sender { name: Some("me".into()) }),
    };
    let any = SendAnyWay { body: letter.clone() };
    let recorder = Recorder::answering(204, &[], "");
    let session = recorder.session();
    let body = |media_type: &str| {
        run(async { session.call(&any).media_type(media_type).await }).unwrap();
        let request = recorder.sent();
        let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
        (content_type, String::from_utf8(request.into_body().to_vec()).unwrap())
    };
    assert_eq!(body("application/json").1, r#"{"text":"hi","tags":["a","b"],"sender":{"name":"me"}}"#);
    let (_, form) = body("application/x-www-form-urlencoded");
    assert!(form.starts_with("text=hi&tags=a%2Cb") || form.starts_with("text=hi&tags=a,b"), "{form}");
    let (content_type, multipart) = body("multipart/form-data");
    assert!(content_type.starts_with("multipart/form-data; boundary="), "{content_type}");
    assert!(multipart.contains("application/json\r\n\r\n{\"name\":\"me\"}"), "{multipart}");
    assert!(body("application/xml").1.contains("<Letter><text>hi</text>"));
    assert_eq!(sent(&any).headers()["content-type"], "application/json", "JSON is preferred");

    let text = SendEither { body: Some(SendEitherBodyMedia::Text("plain".into())) };
    let request = sent(&text);
    assert_eq!(request.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(request.body(), "plain");
    let json = SendEither { body: Some(SendEitherBodyMedia::Json(Box::new(letter))) };
    assert_eq!(sent(&json).headers()["content-type"], "application/json");
    let blob = Blob { body: bindery_runtime::value::Binary(vec![0, 255]) };
    assert_eq!(sent(&blob).body().as_ref(), [0, 255]);
}

#[test]
fn answers_are_typed_by_their_status() {
    use answers::jobs::{StartJob, StartJobFault, StartJobResponse};
    const JSON: (&str, &str) = ("content-type", "application/json");
    let start = StartJob::default();
    let done = Recorder::answering(200, &[JSON, ("x-remaining", "3"), ("x-tags", "a, b")], r#"{"id":"1"}"#);
    let reply = answered(&done, &start).unwrap();
    assert!(matches!(&*reply, StartJobResponse::Ok(job) if job.id == "1"), "{reply:?}");
    assert_eq!(reply.headers().x_remaining, Some(3));
    assert_eq!(reply.headers().x_tags.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
    let begun = Recorder::answering(202, &[("content-type", "text/plain")], "soon");
    assert!(matches!(&*answered(&begun, &start).unwrap(), StartJobResponse::Accepted(text) if text == "soon"));
    let nothing = Recorder::answering(204, &[], "");
    assert!(matches!(&*answered(&nothing, &start).unwrap(), StartJobResponse::NoContent(())));

    let fault = |status, body| {
        let error = answered(&Recorder::answering(status, &[JSON], body), &start).unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.body().unwrap(), body);
        error.typed_fault::<StartJob>().cloned()
    };
    let missing = fault(404, r#"{"what":"it"}"#);
    assert!(matches!(&missing, Some(StartJobFault::NotFound(missing)) if missing.what == "it"), "{missing:?}");
    let wrong = fault(409, r#"{"code":5}"#);
    assert!(matches!(&wrong, Some(StartJobFault::ClientError(wrong)) if wrong.code == 5), "{wrong:?}");
    let other = fault(503, r#"{"code":6}"#);
    assert!(matches!(&other, Some(StartJobFault::Other(wrong)) if wrong.code == 6), "{other:?}");
    assert_eq!(fault(401, r#"{"code":7}"#), None, "it is described without a body");
    assert_eq!(fault(404, "<html>"), None, "what is no description's body is kept raw");
}

#[test]
fn errors_of_one_type_are_that_type() {
    use answers::jobs::{DownloadLog, GetJob, NextJob, Ping};
    const JSON: (&str, &str) = ("content-type", "application/json");
    let job = GetJob { id: "1".into() };
    let busy = Recorder::answering(429, &[JSON, ("retry-after", "7")], r#"{"code":1,"message":"slow"}"#);
    let error = answered(&busy, &job).unwrap_err();
    assert_eq!(error.typed_fault::<GetJob>().unwrap().message.as_deref(), Some("slow"));
    assert_eq!(error.headers::<answers::Answers>().unwrap().retry_after, Some(7));
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
    let next = NextJob { id: "1".into() };
    assert_eq!(*answered(&Recorder::answering(200, &[JSON], "null"), &next).unwrap(), None);
    let some = answered(&Recorder::answering(200, &[JSON], r#"{"id":"2"}"#), &next).unwrap();
    assert_eq!(some.as_ref().map(|job| job.id.as_str()), Some("2"));
    let log = Recorder::answering(206, &[("content-type", "application/octet-stream")], "bytes");
    assert_eq!(answered(&log, &DownloadLog { id: "1".into() }).unwrap().as_ref(), b"bytes");
    let numbers = Recorder::answering(200, &[JSON], "[9007199254740993]");
    assert_eq!(*answered(&numbers, &Ping {}).unwrap(), [9_007_199_254_740_993_i64]);
}

#[test]
fn swagger_2_has_the_same_tables() {
    use swagger::presence::{GetPresence, Lists, Login};
    let get = GetPresence { session_token: String::new(), uid: 349_871_113_488_385, local: Some(true) };
    let request = sent(&get);
    assert_eq!(request.uri(), "https://host/pod/v3/user/349871113488385/presence?local=true");
    assert_eq!(request.headers()["so-apptoken"], "app-SECRET");
    assert_eq!(request.headers()["sessiontoken"], "token-SECRET");
    let wrong = Recorder::answering(404, &[("content-type", "application/json")], r#"{"code":404,"message":"no"}"#);
    let error = answered(&wrong, &get).unwrap_err();
    assert_eq!(error.typed_fault::<GetPresence>().unwrap().code, Some(404));
    let texts = Some(vec!["a".to_owned(), "b".to_owned()]);
    let lists = Lists { csv: texts.clone(), multi: texts.clone(), pipes: Some(vec![1, 2]), tsv: texts };
    let query = sent(&lists).uri().query().unwrap().to_owned();
    assert_eq!(query, "csv=a,b&multi=a&multi=b&pipes=1%7C2&tsv=a%09b");
    assert_eq!(swagger::SERVERS[0].address(), "https://api.example.com/pod");
    let login = Login::default();
    assert!(login.body.secret.is_empty());
}

#[test]
fn schemes_and_servers_are_statics() {
    let kinds = [
        (&security::security::BEARER, SecurityKind::Bearer),
        (&security::security::USER, SecurityKind::Basic),
        (&security::security::DIGEST, SecurityKind::Http("digest")),
        (&security::security::OAUTH, SecurityKind::OAuth2),
        (&security::security::OPENID, SecurityKind::OAuth2),
    ];
    for (scheme, kind) in kinds {
        assert_eq!(scheme.kind, kind, "{}", scheme.name);
    }
    assert_eq!(security::security::HEADER_KEY.name, "header key");
    let server = &servers::SERVERS[0];
    assert_eq!(server.address(), "https://eu.example.com:443/demo");
    assert_eq!(server.with(&[("region", "us"), ("tenant", "acme")]).unwrap(), "https://us.example.com:443/acme");
    assert!(server.with(&[("region", "mars")]).is_err());
    let addresses = servers::pings::SERVICE.addresses;
    let urls: Vec<&str> = addresses.iter().map(|address| address.url).collect();
    assert_eq!(urls, ["https://eu.example.com:443/demo", "http://localhost:8080"], "relative ones need another");
    assert_eq!(servers::SERVERS.len(), 3);
    assert_eq!(servers::pings::Elsewhere::SERVERS[0].address(), "https://files.example.com", "of one operation alone");
    // The session's address is what its user gave: a description leads no credentials elsewhere.
    assert_eq!(sent(&servers::pings::Elsewhere {}).uri(), "https://host/pod/elsewhere");
}

#[test]
fn a_body_that_is_a_credential_is_not_shown() {
    let ask = security::doors::NewKey { body: "old-SECRET".to_owned() };
    let answer =
        |content_type, body| answered(&Recorder::answering(200, &[("content-type", content_type)], body), &ask);
    let reply = answer("application/json", r#""new-SECRET""#).unwrap();
    assert_eq!(*reply, "new-SECRET");
    let mut shown = format!("{ask:?} {reply:?}");
    for error in [answer("application/json", r#"{"key":"new-SECRET"}"#), answer("text/html", "new-SECRET")] {
        let error = error.unwrap_err();
        shown.push_str(&format!("{error} {error:?}"));
    }
    assert!(!shown.contains("SECRET"), "{shown}");
}

#[test]
fn types_without_operations_stand_for_themselves() {
    use types_alone::types::{Change, Kind};
    let change: Change = bindery_runtime::json::decode(br#"{"of":{"parts":[{"id":"1"}]},"by":"me"}"#).unwrap();
    assert_eq!(change.of.parts.unwrap()[0].id.as_deref(), Some("1"));
    assert_eq!(change.by.as_deref(), Some("me"));
    assert!(matches!(Kind::default(), Kind::Small));
}
