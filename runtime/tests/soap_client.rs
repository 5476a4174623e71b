//! Calls over real sockets: both SOAP versions, header blocks, faults, outcomes, and how the peers of old may answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use bindery_runtime::{
    CallOptions, Caller as _, Error, ErrorKind, Reply,
    operation::SoapVersion,
    record::View,
    soap::{ENVELOPE_12, FaultCode},
    xml::Tolerance,
};
use desk::{
    api::{self, Ask, Desk, GetPresence, Notify, Presence, SavePresence},
    peer::{PRESENT, Peer, SOAP12, Step, XML, envelope, envelope_in, response},
    run, session,
};

const ASKED: GetPresence = GetPresence { user_id: Some(5) };

/// Calls `GetPresence` of a peer that answers by this script.
fn get(script: Vec<Step>, tolerance: Tolerance) -> Result<Reply<GetPresence>, Error> {
    let peer = Peer::new(vec![script]);
    let session = session(&peer.url).tolerance(tolerance).build().unwrap();
    run(async { session.call(&ASKED).await })
}

fn ann() -> Option<Presence> {
    Some(Presence { user_id: 5, name: Some("Ann".into()) })
}

#[test]
fn a_call_in_the_preferred_version() {
    let header = "<e:Header><d:Succeeded>true</d:Succeeded><d:TimeZone>60</d:TimeZone></e:Header>";
    let peer = Peer::new(vec![response("200 OK", XML, &envelope(header, PRESENT))]);
    let session = session(&peer.url).build().unwrap();
    let reply = run(async { session.call(&ASKED).await }).unwrap();
    assert_eq!(*reply, ann());
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.headers().time_zone, Some(60));
    assert_eq!(reply.headers().succeeded, Some(true));
    assert!(reply.leniencies().is_empty(), "{:?}", reply.leniencies());
    let request = peer.request();
    assert!(request.starts_with("POST /Presence.svc HTTP/1.1\r\n"), "{request}");
    let head = request.to_ascii_lowercase();
    assert!(head.contains("\r\nsoapaction: \"http://example.org/desk/getpresence\"\r\n"), "{request}");
    assert!(head.contains("\r\ncontent-type: text/xml; charset=utf-8\r\n"), "{request}");
    assert!(request.contains("http://schemas.xmlsoap.org/soap/envelope/"), "{request}");
    assert!(request.contains("7T:ticket-SECRET") && request.contains("app-token-SECRET"), "{request}");
    assert!(!request.contains("TimeZone"), "a block that is not set is not sent: {request}");
}

#[test]
fn a_call_in_the_other_version_on_offer() {
    let peer = Peer::new(vec![response("200 OK", SOAP12, &envelope_in(ENVELOPE_12, "", PRESENT))]);
    let session = session(&peer.url).soap_version(SoapVersion::V12).build().unwrap();
    let reply = run(async { session.call(&ASKED).await }).unwrap();
    assert_eq!(reply.into_inner(), ann());
    let request = peer.request();
    let head = request.to_ascii_lowercase();
    let content_type =
        "content-type: application/soap+xml; charset=utf-8; action=\"http://example.org/desk/getpresence\"\r\n";
    assert!(head.contains(content_type), "{request}");
    assert!(!head.contains("soapaction"), "{request}");
    assert!(request.contains(ENVELOPE_12), "{request}");
}

#[test]
fn a_version_that_is_not_on_offer_is_not_used() {
    let empty = envelope("", "<d:SavePresenceResponse/>");
    let peer = Peer::new(vec![response("200 OK", XML, &empty)]);
    let session = session(&peer.url).soap_version(SoapVersion::V12).build().unwrap();
    run(async { session.call(&SavePresence::default()).await }).unwrap();
    assert!(peer.request().to_ascii_lowercase().contains("content-type: text/xml"));
}

#[test]
fn only_the_declared_header_blocks_are_sent() {
    let peer = Peer::new(vec![response("200 OK", XML, &envelope("", "<d:SavePresenceResponse/>"))]);
    let session = session(&peer.url).build().unwrap();
    run(async { session.call(&SavePresence { presences: Some(vec![Presence::default()]) }).await }).unwrap();
    let request = peer.request();
    assert!(request.contains("app-token-SECRET") && !request.contains("ticket"), "{request}");
}

#[test]
fn a_required_header_block_that_is_not_set_is_an_error_before_sending() {
    let peer = Peer::new(vec![]);
    let session = session(&peer.url).headers(api::RequestHeaders::default()).build().unwrap();
    let error = run(async { session.call(&SavePresence::default()).await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(error.before_sending());
    assert_eq!(
        error.to_string(),
        "Presence.SavePresence: the request cannot be written: Header: the header block `ApplicationToken` is required \
         and not set"
    );
}

#[test]
fn a_call_may_differ_from_its_session() {
    let answer = || response("200 OK", XML, &envelope("", PRESENT));
    let peer = Peer::new(vec![answer(), answer()]);
    let session = session(&peer.url).http_header("X-Tenant", "one").build().unwrap();
    run(async {
        let headers = api::RequestHeaders { time_zone: Some(7), ..Default::default() };
        session.call(&ASKED).http_header("X-Tenant", "two").headers(headers).await.unwrap();
        session.with(CallOptions::new().http_header("X-Other", "three")).unwrap().call(&ASKED).await.unwrap();
    });
    let (first, second) = (peer.request(), peer.request());
    assert!(first.contains("x-tenant: two\r\n") && !first.contains("x-tenant: one"), "{first}");
    assert!(first.contains(">7</") && !first.contains("SECRET"), "{first}");
    assert!(second.contains("x-tenant: one\r\n") && second.contains("x-other: three\r\n"), "{second}");
}

#[test]
fn one_way_operations_have_no_answer_to_read() {
    for script in [response("202 Accepted", "", ""), response("200 OK", "text/html", "<p>fine</p>")] {
        let peer = Peer::new(vec![script]);
        let session = session(&peer.url).build().unwrap();
        run(async { session.call(&Notify { text: Some("hi".into()) }).await }).unwrap();
        assert!(peer.request().contains("hi"));
    }
    let fault = "<e:Fault><faultcode>e:Server</faultcode><faultstring>no</faultstring></e:Fault>";
    let peer = Peer::new(vec![response("200 OK", XML, &envelope("", fault))]);
    let session = session(&peer.url).build().unwrap();
    let error = run(async { session.call(&Notify::default()).await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Fault);
}

#[test]
fn bare_bodies_hold_the_fields_themselves() {
    let answers = "<d:Answer>yes</d:Answer><d:Answer>no</d:Answer>";
    let peer = Peer::new(vec![response("200 OK", XML, &envelope("", answers))]);
    let session = session(&peer.url).build().unwrap();
    let reply = run(async { session.call(&Ask { question: "well?".into() }).await }).unwrap();
    assert_eq!(*reply, ["yes", "no"]);
    let request = peer.request();
    assert!(request.to_ascii_lowercase().contains("\r\nsoapaction: \"\"\r\n"), "{request}");
    assert!(request.contains("Body><Question") || request.contains("Question>well?<"), "{request}");
    let fault = "<e:Fault><faultcode>e:Client</faultcode><faultstring>why</faultstring></e:Fault>";
    let peer = Peer::new(vec![response("500 Oops", XML, &envelope("", fault))]);
    let session = desk::session(&peer.url).build().unwrap();
    let error = run(async { session.call(&Ask::default()).await }).unwrap_err();
    assert_eq!(error.fault().unwrap().reason(), "why");
}

#[test]
fn faults_of_soap_11_are_typed_under_either_status() {
    let fault = "<e:Fault><faultcode>e:Client.Denied</faultcode><faultstring xml:lang=\"en\"> No entry </faultstring>\
                 <faultactor>urn:gate</faultactor><detail><d:Denied><d:Why>late</d:Why></d:Denied></detail></e:Fault>";
    for status in ["200 OK", "500 Internal Server Error"] {
        let error = get(response(status, XML, &envelope("", fault)), Tolerance::Strict).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Fault);
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        let fault = error.fault().unwrap();
        assert_eq!(fault.code, FaultCode::Sender);
        assert_eq!(fault.subcodes[0].local, "Denied");
        assert_eq!((fault.reason(), fault.role.as_deref()), ("No entry", Some("urn:gate")));
        assert_eq!(fault.declared.map(|info| info.name), Some("denied"));
        let api::GetPresenceFault::Denied(denied) = error.typed_fault::<GetPresence>().unwrap();
        assert_eq!(denied.why.as_deref(), Some("late"));
        assert_eq!(fault.detail.as_ref().unwrap().get().children.len(), 1);
        assert!(error.to_string().contains("(Sender / Denied): No entry"), "{error}");
    }
}

#[test]
fn faults_of_soap_12_are_typed() {
    let fault = "<e:Fault><e:Code><e:Value>e:Receiver</e:Value><e:Subcode><e:Value xmlns:m=\"urn:m\">m:Busy</e:Value>\
                 <e:Subcode><e:Value>d:Deeper</e:Value></e:Subcode></e:Subcode></e:Code>\
                 <e:Reason><e:Text xml:lang=\"de\">belegt</e:Text><e:Text xml:lang=\"en-GB\">busy</e:Text></e:Reason>\
                 <e:Node>urn:n</e:Node><e:Role>urn:r</e:Role><e:Detail><x xmlns=\"urn:x\"/></e:Detail></e:Fault>";
    let peer = Peer::new(vec![response("500 Oops", SOAP12, &envelope_in(ENVELOPE_12, "", fault))]);
    let session = session(&peer.url).soap_version(SoapVersion::V12).build().unwrap();
    let error = run(async { session.call(&ASKED).await }).unwrap_err();
    let fault = error.fault().unwrap();
    assert_eq!(fault.code, FaultCode::Receiver);
    let subcodes: Vec<_> = fault.subcodes.iter().map(|code| (code.namespace.as_str(), code.local.as_str())).collect();
    assert_eq!(subcodes, [("urn:m", "Busy"), (api::NS, "Deeper")]);
    assert_eq!(fault.reason(), "busy");
    assert_eq!(fault.reasons[0].lang.as_deref(), Some("de"));
    assert_eq!((fault.node.as_deref(), fault.role.as_deref()), (Some("urn:n"), Some("urn:r")));
    assert!(fault.declared.is_none());
    assert!(error.typed_fault::<GetPresence>().is_none());
}

#[test]
fn a_fault_code_declared_on_its_own_element_is_resolved() {
    let fault = "<e:Fault><faultcode xmlns:a=\"urn:a\">a:InternalServiceFault</faultcode><faultstring>x</faultstring>\
                 </e:Fault>";
    let error = get(response("500 Oops", XML, &envelope("", fault)), Tolerance::Report).unwrap_err();
    let FaultCode::Other(code) = &error.fault().unwrap().code else { panic!("{error}") };
    assert_eq!((code.namespace.as_str(), code.local.as_str()), ("urn:a", "InternalServiceFault"));
}

#[test]
fn an_answer_that_says_it_failed_is_an_error_with_the_exception() {
    let header = "<e:Header><d:Succeeded>false</d:Succeeded><d:Exception><d:Kind>Sql</d:Kind><d:Message>no such user\
                  </d:Message></d:Exception></e:Header>";
    let body = "<d:GetPresenceResponse><d:Response xsi:nil=\"true\"/></d:GetPresenceResponse>";
    let error = get(response("200 OK", XML, &envelope(header, body)), Tolerance::Report).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Outcome);
    assert!(error.to_string().ends_with("the operation failed: no such user"), "{error}");
    let exception = error.headers::<Desk>().unwrap().exception.clone().unwrap();
    assert_eq!(exception.kind.as_deref(), Some("Sql"));
    assert!(matches!(error.exception::<Desk>().unwrap().view(0), View::Text("Sql")));
    assert!(!error.is_retryable());
}

#[test]
fn header_blocks_beside_the_header_follow_the_tolerance() {
    let answer = || response("200 OK", XML, &envelope("<d:TimeZone>60</d:TimeZone>", PRESENT));
    let reply = get(answer(), Tolerance::Report).unwrap();
    assert_eq!(reply.headers().time_zone, Some(60));
    assert_eq!(reply.leniencies().len(), 1);
    assert_eq!(reply.leniencies()[0].path, "Envelope/TimeZone");
    let reply = get(answer(), Tolerance::Lenient).unwrap();
    assert!(reply.leniencies().is_empty());
    let error = get(answer(), Tolerance::Strict).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.decode().unwrap().path(), "Envelope/TimeZone");
}

#[test]
fn the_other_versions_envelope_follows_the_tolerance() {
    let answer = || response("200 OK", XML, &envelope_in(ENVELOPE_12, "", PRESENT));
    let reply = get(answer(), Tolerance::Report).unwrap();
    assert_eq!(*reply, ann());
    assert!(reply.leniencies()[0].what.contains("SOAP 1.2"), "{:?}", reply.leniencies());
    let error = get(answer(), Tolerance::Strict).unwrap_err();
    assert!(error.to_string().contains("expected an envelope of SOAP 1.1, found an envelope of SOAP 1.2"), "{error}");
}

#[test]
fn the_content_type_follows_the_tolerance_as_far_as_it_is_xml() {
    for content_type in ["application/xml", "application/soap+xml", ""] {
        let answer = || response("200 OK", content_type, &envelope("", PRESENT));
        assert_eq!(get(answer(), Tolerance::Report).unwrap().leniencies().len(), 1, "{content_type}");
        assert_eq!(get(answer(), Tolerance::Strict).unwrap_err().kind(), ErrorKind::Decode, "{content_type}");
    }
    let error = get(response("200 OK", "application/json", "{}"), Tolerance::Lenient).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ContentType);
}

#[test]
fn header_blocks_that_must_be_understood() {
    let block =
        |attributes: &str| envelope(&format!("<e:Header><w:Odd xmlns:w=\"urn:w\" {attributes}/></e:Header>"), PRESENT);
    let must = "e:mustUnderstand=\"1\"";
    let error = get(response("200 OK", XML, &block(must)), Tolerance::Lenient).unwrap_err();
    assert_eq!(error.decode().unwrap().path(), "Envelope/Header/Odd");
    assert!(error.to_string().contains("which must be understood"), "{error}");
    for harmless in ["", "e:mustUnderstand=\"0\"", "e:mustUnderstand=\"1\" e:actor=\"urn:somebody\""] {
        get(response("200 OK", XML, &block(harmless)), Tolerance::Strict).unwrap();
    }
}

#[test]
fn what_is_wrong_names_the_path() {
    let cases = [
        (
            "<d:GetPresenceResponse><d:Response><d:UserId>five</d:UserId></d:Response></d:GetPresenceResponse>",
            "Envelope/Body/GetPresenceResponse/Response/UserId",
        ),
        ("<d:Other/>", "Envelope/Body/Other"),
        ("<GetPresenceResponse/>", "Envelope/Body/GetPresenceResponse"),
        ("<d:GetPresenceResponse/><d:GetPresenceResponse/>", "Envelope/Body/GetPresenceResponse"),
        ("", "Envelope"),
        ("text", "Envelope/Body"),
    ];
    for (body, path) in cases {
        let error = get(response("200 OK", XML, &envelope("", body)), Tolerance::Report).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.decode().unwrap().path(), path, "{error}");
        assert!(error.to_string().starts_with("Presence.GetPresence at http://127.0.0.1:"), "{error}");
    }
    for (document, expected) in [
        ("<Envelope/>", "expected `Envelope` in the namespace of SOAP 1.1 or SOAP 1.2"),
        ("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", "expected no document type declaration"),
        ("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", "expected `Body`"),
    ] {
        let error = get(response("200 OK", XML, document), Tolerance::Lenient).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn charsets() {
    let text = envelope("", &PRESENT.replace("Ann", "Änn"));
    let with_body = |content_type: &str, body: Vec<u8>| {
        let head = desk::peer::head("200 OK", content_type, body.len());
        vec![Step::Write([head.into_bytes(), body].concat())]
    };
    let latin: Vec<u8> = text.chars().map(|character| character as u32 as u8).collect();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
    for (content_type, body) in [
        ("text/xml; charset=\"UTF-8\"", text.clone().into_bytes()),
        ("text/xml", marked),
        ("text/xml; charset=iso-8859-1", latin.clone()),
        ("text/xml; charset=utf-16le", utf16),
    ] {
        let reply = get(with_body(content_type, body), Tolerance::Strict).unwrap();
        assert_eq!(reply.as_ref().unwrap().name.as_deref(), Some("Änn"), "{content_type}");
    }
    let error = get(with_body("text/xml; charset=ebcdic", latin.clone()), Tolerance::Lenient).unwrap_err();
    assert!(error.to_string().contains("`ebcdic`"), "{error}");
    let error = get(with_body("text/xml; charset=utf-8", latin), Tolerance::Lenient).unwrap_err();
    assert!(error.to_string().contains("expected UTF-8"), "{error}");
}
