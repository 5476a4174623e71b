//! The embedded server on the loopback interface: what it answers, and what it refuses.
#![cfg(feature = "server")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use bindery_runtime::{
    Caller as _, ErrorKind,
    catalogue::Catalogue,
    operation::SoapVersion,
    server::{Answer, Running, Server, ServerBounds},
    soap::{ENVELOPE_12, Fault, FaultCode},
    xml::Tolerance,
};
use desk::{
    api::{self, Ask, Desk, GetPresence, Notify, OPERATIONS, Presence, SavePresence},
    peer::{PRESENT, SOAP12, XML, envelope, envelope_in},
    run, session,
};

fn server() -> Server {
    Server::new().mount("", Catalogue::new::<Desk>(vec![OPERATIONS]))
}

fn answering() -> Running {
    server()
        .on::<GetPresence, _>(|request| {
            let ticket = request.headers().credentials.as_ref().and_then(|credentials| credentials.ticket.clone());
            match (ticket, request.user_id) {
                (None, _) => Err(Fault::sender("no <ticket> & no \"entry\"").with_subcode("urn:desk", "Denied")),
                (Some(_), Some(id)) => Ok(Some(Presence { user_id: id, name: Some("<b> & \"c\" ]]>".into()) })),
                (Some(_), None) => Ok(None),
            }
        })
        .on::<Ask, _>(|request| Ok(vec![request.question.clone()]))
        .start(0)
        .unwrap()
}

/// Sends bytes and reads all that comes back.
fn exchange(server: &Running, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(bytes).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

fn post(server: &Running, path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    exchange(
        server,
        format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        )
        .as_bytes(),
    )
}

fn soap(server: &Running, action: &str, body: &str) -> String {
    let headers = format!("Content-Type: {XML}\r\nSOAPAction: {action}\r\n");
    post(server, "/Presence.svc", &headers, body)
}

const GET: &str = "<d:GetPresence><d:UserId>5</d:UserId></d:GetPresence>";
const GET_ACTION: &str = "\"http://example.org/desk/GetPresence\"";

#[test]
fn both_versions_through_the_client() {
    let server = answering();
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let session = session(&server.url()).soap_version(version).tolerance(Tolerance::Strict).build().unwrap();
        run(async {
            let reply = session.call(&GetPresence { user_id: Some(7) }).await.unwrap();
            assert_eq!(*reply, Some(Presence { user_id: 7, name: Some("<b> & \"c\" ]]>".into()) }));
            assert_eq!(reply.headers().succeeded, Some(true));
            assert_eq!(*session.call(&GetPresence::default()).await.unwrap(), None);
            session.call(&SavePresence { presences: Some(vec![Presence::default()]) }).await.unwrap();
            assert_eq!(session.call(&Notify::default()).await.unwrap().status(), 202);
            session.call(&Ask { question: "?".into() }).await.unwrap();
            let error =
                session.call(&GetPresence::default()).headers(api::RequestHeaders::default()).await.unwrap_err();
            let fault = error.fault().unwrap();
            assert_eq!((&fault.code, fault.reason()), (&FaultCode::Sender, "no <ticket> & no \"entry\""));
            let status = if version == SoapVersion::V12 { 400 } else { 500 };
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(fault.subcodes.len(), usize::from(version == SoapVersion::V12));
        });
    }
}

#[test]
fn a_handler_may_set_the_header_blocks() {
    let server = server()
        .on_exchange::<GetPresence, _>(|_| {
            let exception = api::Exception { kind: None, message: Some("asleep".into()) };
            let headers = api::ResponseHeaders { succeeded: Some(false), exception: Some(exception), time_zone: None };
            Ok(Answer::new(None).with_headers(headers))
        })
        .start(0)
        .unwrap();
    let session = session(&server.url()).build().unwrap();
    let error = run(async { session.call(&GetPresence::default()).await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Outcome);
    assert!(error.to_string().ends_with("asleep"), "{error}");
}

#[test]
fn a_declared_fault_goes_through() {
    let server = server()
        .on::<GetPresence, _>(|_| {
            let mut detail = xmltree::Element::new("detail");
            let mut denied = xmltree::Element::new("Denied");
            denied.namespace = Some(api::NS.into());
            let mut why = xmltree::Element::new("Why");
            why.namespace = Some(api::NS.into());
            why.children.push(xmltree::XMLNode::Text("a < b".into()));
            denied.children.push(xmltree::XMLNode::Element(why));
            detail.children.push(xmltree::XMLNode::Element(denied));
            Err(Fault::receiver("denied").with_detail(detail.into()))
        })
        .start(0)
        .unwrap();
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let session = session(&server.url()).soap_version(version).build().unwrap();
        let error = run(async { session.call(&GetPresence::default()).await }).unwrap_err();
        let api::GetPresenceFault::Denied(denied) = error.typed_fault::<GetPresence>().expect("a typed fault");
        assert_eq!(denied.why.as_deref(), Some("a < b"));
    }
}

#[test]
fn documented_examples_are_answered_in_the_version_of_the_request() {
    let mut server = server();
    let example = envelope_in(ENVELOPE_12, "<d:TimeZone>3</d:TimeZone>", PRESENT);
    assert!(server.example("", "Presence", "GetPresence", &example).unwrap());
    assert!(!server.example("", "Presence", "Nothing", &example).unwrap());
    assert!(!server.example("elsewhere", "Presence", "GetPresence", &example).unwrap());
    let wrong = server.example("", "Presence", "SavePresence", &example).unwrap_err();
    assert_eq!((wrong.kind(), wrong.operation().unwrap().name), (ErrorKind::Decode, "SavePresence"));
    let server = server.start(0).unwrap();
    let session = session(&server.url()).tolerance(Tolerance::Strict).build().unwrap();
    let reply = run(async { session.call(&GetPresence::default()).await }).unwrap();
    assert_eq!(reply.as_ref().unwrap().name.as_deref(), Some("Ann"));
    assert_eq!(reply.headers().time_zone, Some(3));
}

#[test]
fn without_an_example_a_sample_is_answered() {
    let server = server().start(0).unwrap();
    let session = session(&server.url()).tolerance(Tolerance::Strict).build().unwrap();
    run(async {
        let reply = session.call(&GetPresence::default()).await.unwrap();
        assert_eq!(*reply, Some(Presence { user_id: 1, name: Some("Name".to_owned()) }));
        assert_eq!(reply.headers().succeeded, Some(true));
        assert_eq!(*session.call(&Ask::default()).await.unwrap(), ["Answer"]);
    });
}

#[test]
fn services_may_be_mounted_below_a_path_and_pages_beside_them() {
    let catalogue = || Catalogue::new::<Desk>(vec![OPERATIONS]);
    let page = http::HeaderValue::from_static("text/xml");
    let server = Server::new()
        .mount("/one/", catalogue())
        .mount("two", catalogue())
        .page("/one/Presence.svc?wsdl", page, "<wsdl/>")
        .start(0)
        .unwrap();
    for path in ["one", "two"] {
        let session = session(&format!("{}/{path}/", server.url())).build().unwrap();
        run(async { session.call(&GetPresence::default()).await }).unwrap();
    }
    let get = |path: &str| {
        exchange(&server, format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
    };
    assert!(get("/one/Presence.svc?wsdl").ends_with("\r\n\r\n<wsdl/>"));
    assert!(get("/two/Presence.svc?wsdl").starts_with("HTTP/1.1 405 "));
    assert!(get("/three").starts_with("HTTP/1.1 404 "));
}

#[test]
fn an_endpoint_may_be_set_for_a_service() {
    let server = Server::new().mount("far/away", Catalogue::new::<Desk>(vec![OPERATIONS])).start(0).unwrap();
    let url = format!("{}/far/away/Presence.svc", server.url());
    let session = session("http://127.0.0.1:9").endpoint("Presence", url).build().unwrap();
    run(async { session.call(&GetPresence::default()).await }).unwrap();
}

#[test]
fn markup_in_values_is_escaped() {
    let server = answering();
    let answer = soap(
        &server,
        GET_ACTION,
        &envelope("<e:Header><d:Credentials><d:Ticket>t</d:Ticket></d:Credentials></e:Header>", GET),
    );
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("&lt;b&gt; &amp; \"c\" ]]&gt;"), "{answer}");
    let refused = soap(&server, GET_ACTION, &envelope("", GET));
    assert!(refused.contains("<faultstring>no &lt;ticket&gt; &amp; no &quot;entry&quot;</faultstring>"), "{refused}");
}

#[test]
fn wrong_requests_are_refused_by_a_fault() {
    let server = answering();
    let wrong_action = "\"http://example.org/desk/SavePresence\"";
    for (action, body, expected) in [
        (
            GET_ACTION,
            envelope("", "<d:Unknown a=\"&lt;\"/>"),
            "found `Unknown` in the namespace `http://example.org/desk`",
        ),
        (GET_ACTION, envelope("", "<GetPresence/>"), "found `GetPresence` in the namespace ``"),
        (GET_ACTION, envelope("", ""), "found nothing"),
        (GET_ACTION, envelope("", &format!("{GET}{GET}")), "Envelope/Body/GetPresence: expected one element in `Body`"),
        (GET_ACTION, envelope("", &GET.replace('5', "five")), "Envelope/Body/GetPresence/UserId: expected"),
        (wrong_action, envelope("", GET), "the SOAP action contradicts the body"),
        (GET_ACTION, format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", envelope("", GET)), "no document type declaration"),
        (GET_ACTION, envelope("", GET).replace("</e:Body>", ""), "expected"),
        (GET_ACTION, "<a/>".into(), "s:VersionMismatch"),
        (GET_ACTION, envelope("<e:Header><x e:mustUnderstand=\"1\"/></e:Header>", GET), "s:MustUnderstand"),
        (
            GET_ACTION,
            envelope("<e:Header><d:TimeZone>x</d:TimeZone></e:Header>", GET),
            "Envelope/Header/TimeZone: expected",
        ),
        ("\"\"", envelope("", "<d:SavePresence/>"), "the header block `ApplicationToken`"),
        (GET_ACTION, String::new(), "expected"),
    ] {
        let answer = soap(&server, action, &body);
        assert!(answer.starts_with("HTTP/1.1 500 "), "{body}: {answer}");
        assert!(answer.contains("content-type: text/xml; charset=utf-8"), "{answer}");
        assert!(answer.contains("<s:Fault><faultcode>s:"), "{answer}");
        assert!(answer.contains(&expected.replace('"', "&quot;")), "{expected} in {answer}");
    }
    let body = envelope_in(ENVELOPE_12, "", "<d:Unknown/>");
    let answer = post(&server, "/Presence.svc", &format!("Content-Type: {SOAP12}\r\n"), &body);
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("<s:Value>s:Sender</s:Value>"), "{answer}");
    let headers = "Content-Type: application/soap+xml; action=\"urn:other\"\r\n";
    let answer = post(&server, "/Presence.svc", headers, &envelope_in(ENVELOPE_12, "", GET));
    assert!(answer.contains("the SOAP action contradicts the body"), "{answer}");
}

#[test]
fn what_is_no_soap_is_refused_by_a_status() {
    let server = answering();
    let body = envelope("", GET);
    let nowhere = post(&server, "/Other.svc", &format!("Content-Type: {XML}\r\n"), &body);
    let told = "services are at:\n  /Presence.svc\n  POST /api/Presence/Get\n";
    assert!(nowhere.starts_with("HTTP/1.1 404 ") && nowhere.ends_with(told), "{nowhere}");
    assert!(post(&server, "/Presence.svc", "Content-Type: application/json\r\n", "{}").starts_with("HTTP/1.1 415 "));
    assert!(post(&server, "/Presence.svc", "", &body).starts_with("HTTP/1.1 415 "));
    let get = exchange(&server, b"GET /Presence.svc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert!(get.starts_with("HTTP/1.1 405 ") && get.contains("allow: POST"), "{get}");
    assert!(exchange(&server, b"nonsense\r\n\r\n").starts_with("HTTP/1.1 400 "));
    assert!(exchange(&server, b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

#[test]
fn large_and_slow_requests_are_refused() {
    let mut bounds = ServerBounds::default();
    bounds.max_request = 1000;
    bounds.body_timeout = Duration::from_millis(300);
    bounds.head_timeout = Duration::from_millis(300);
    let server = server().start_within(0, bounds).unwrap();
    let large = format!("Content-Type: {XML}\r\n");
    let answer = post(&server, "/Presence.svc", &large, &" ".repeat(1001));
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("(setting `max_request`)"), "{answer}");
    let slow = b"POST /Presence.svc HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n<";
    let answer = exchange(&server, slow);
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("(setting `body_timeout`)"), "{answer}");
    let begun = Instant::now();
    exchange(&server, b"POST /Presence.svc HT");
    assert!(begun.elapsed() < Duration::from_secs(10), "a head that never ends");
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(slow).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

/// The only connection is taken by a client that reads nothing of a large answer: the next one is served when that is cut.
#[test]
fn a_client_that_does_not_read_is_cut() {
    let mut bounds = ServerBounds::default();
    bounds.connections = 1;
    bounds.write_timeout = Duration::from_millis(300);
    let large = Some(Presence { user_id: 1, name: Some("x".repeat(32 << 20)) });
    let server = server().on::<GetPresence, _>(move |_| Ok(large.clone())).start_within(0, bounds).unwrap();
    let body = envelope("", GET);
    let mut stuck = TcpStream::connect(server.address()).unwrap();
    let head = format!("Host: x\r\nContent-Type: {XML}\r\nContent-Length: {}\r\n", body.len());
    write!(stuck, "POST /Presence.svc HTTP/1.1\r\n{head}\r\n{body}").unwrap();
    let answer = exchange(&server, b"GET /Presence.svc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    let mut some = Vec::new();
    let _ = stuck.read_to_end(&mut some);
    assert!(some.starts_with(b"HTTP/1.1 200 ") && some.len() < 32 << 20, "{} bytes", some.len());
}

#[test]
fn a_handler_that_panics_harms_nobody_else() {
    let server = server().on::<GetPresence, _>(|_| panic!("on purpose")).start(0).unwrap();
    let answer = soap(&server, GET_ACTION, &envelope("", GET));
    assert!(answer.starts_with("HTTP/1.1 500 ") && !answer.contains("on purpose"), "{answer}");
    let session = session(&server.url()).build().unwrap();
    run(async { session.call(&SavePresence::default()).await }).unwrap();
}

#[test]
fn shutting_down_lets_requests_end() {
    let ended = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&ended);
    let server = server()
        .on::<GetPresence, _>(move |_| {
            thread::sleep(Duration::from_millis(400));
            counter.fetch_add(1, Ordering::SeqCst);
            Ok(None)
        })
        .start(0)
        .unwrap();
    let address = server.address();
    let session = session(&server.url()).build().unwrap();
    let call = thread::spawn(move || run(async { session.call(&GetPresence::default()).await }).map(drop));
    thread::sleep(Duration::from_millis(150));
    server.shutdown();
    assert_eq!(ended.load(Ordering::SeqCst), 1);
    call.join().unwrap().unwrap();
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn it_listens_on_the_loopback_interface_only() {
    let server = answering();
    assert!(server.address().ip().is_loopback());
    assert_ne!(server.address().port(), 0);
}
