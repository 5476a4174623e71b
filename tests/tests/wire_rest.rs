//! The generated clients of the REST APIs and the embedded server over a real socket.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::{Arc, Mutex},
    time::Duration,
};

use bindery_runtime::{
    client::{Session, SessionBuilder},
    error::{Error, ErrorKind},
    operation::Api,
    record::Maybe,
    rest::Credentials,
    server::Running,
    value,
};
use bindery_services::{
    graph::{self, presence::PresenceClient as GraphClient, types::GetPresenceResponse},
    superoffice::rest,
    symphony::{self, presence::PresenceClient as SymphonyClient},
};
use bindery_tests::embedded;

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn served() -> Running {
    embedded::server().unwrap().0.start(0).unwrap()
}

fn builder<A: Api>(server: &Running, prefix: &str) -> SessionBuilder<A, Session<A>> {
    let address = format!("{}{prefix}", server.url());
    Session::builder(address).no_proxy().timeout(Duration::from_secs(20))
}

fn super_office(server: &Running) -> rest::Session {
    let ticket = Credentials::new().ticket("7T:very-secret");
    builder(server, "/Cust12345").credentials(ticket).http_header("SO-AppToken", "application").build().unwrap()
}

fn graph(server: &Running) -> graph::Session {
    builder(server, "/v1.0").credentials(Credentials::new().bearer("very-secret")).build().unwrap()
}

fn symphony(server: &Running) -> symphony::Session {
    let token = Credentials::new().key(symphony::security::SESSION_TOKEN.name, "very-secret");
    builder(server, "/pod").credentials(token).build().unwrap()
}

#[test]
fn super_office_answers_its_examples() {
    use rest::{chat_agent, chat_presence, types, user_agent};
    let server = served();
    let session = super_office(&server);
    run(async {
        let users = user_agent::UserAgentClient::new(&session);
        let body = types::GetUserPresenceStatusRequest { associate_id: Some(23) };
        let request = user_agent::GetUserPresenceStatus { body, ..Default::default() };
        let status = users.get_user_presence_status(&request).await.unwrap().into_inner();
        assert_eq!(status.status.unwrap().to_string(), "StatusNotAvailable");
        assert_eq!(status.message.unwrap(), "Lunch until 13:00 — call Ingrid");

        let present = chat_presence::ChatPresenceClient::new(&session);
        let everybody = present.get_chat_presence(&Default::default()).await.unwrap().into_inner();
        assert_eq!(everybody.len(), 3);
        assert_eq!(everybody[0].chat_topics, Some(vec![4, 9]));
        let right = everybody[0].field_properties.as_ref().unwrap().get("displayName").unwrap();
        assert_eq!(right.field_length, Some(239));
        let request = chat_presence::SaveChatPresence { body: everybody, ..Default::default() };
        assert_eq!(present.save_chat_presence(&request).await.unwrap().status(), 204);

        // Without an example, the description gives one; a parameter of the query stands in the request.
        let chats = chat_agent::ChatAgentClient::new(&session);
        let request = chat_agent::GetChatTopicEntity { chat_topic_entity_id: 9, ..Default::default() };
        let topic = chats.get_chat_topic_entity(&request).await.unwrap().into_inner();
        assert_eq!(topic.name.as_deref(), Some("Name"));
    });
}

#[test]
fn graph_answers_one_presence_or_a_collection() {
    let server = served();
    let session = graph(&server);
    let client = GraphClient::new(&session);
    run(async {
        let mine = client.get_my_presence(&graph::presence::GetMyPresence {}).await.unwrap().into_inner();
        let settings = mine.out_of_office_settings.into_option().unwrap();
        assert_eq!((settings.message, settings.is_out_of_office), (Maybe::Null, Maybe::Value(false)));
        assert_eq!(mine.status_message, Maybe::Absent);
        assert!(mine.work_location.into_option().unwrap().work_location_type.unwrap().to_string() == "office");

        let id = "2c5d0e67-90a4-4b0c-8b56-7b1f6f0d2a11".to_owned();
        let request = graph::presence::GetUserPresence { id: id.clone() };
        let away = client.get_user_presence(&request).http_header("prefer", "example=away").await.unwrap().into_inner();
        assert_eq!(away.activity.into_option().unwrap().to_string(), "Focusing", "a new value is kept");
        assert_eq!(away.work_location, Maybe::Null);

        let request = graph::presence::GetPresence { id };
        let documented = client.get_presence(&request).await.unwrap().into_inner();
        let GetPresenceResponse::PresenceCollection(many) = documented else { panic!("{documented:?}") };
        let promised = client.get_presence(&request).http_header("prefer", "example=alone").await.unwrap().into_inner();
        let GetPresenceResponse::Presence(one) = promised else { panic!("{promised:?}") };
        assert_eq!(many.value.unwrap(), [*one]);
    });
}

#[test]
fn graph_reads_what_is_asked_and_set() {
    use graph::{presence, types};
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let (ids, set) = (Arc::clone(&seen), Arc::clone(&seen));
    let (server, _) = embedded::server().unwrap();
    let server = server
        .on::<presence::GetPresencesByUserId, _>(move |request| {
            let asked = request.body.ids.clone().unwrap_or_default();
            ids.lock().unwrap().push(asked.join(" "));
            let presence = |id: String| types::Presence { id: Some(id), ..Default::default() };
            let value = Some(asked.into_iter().map(presence).collect());
            Ok(types::PresenceCollection { value, ..Default::default() })
        })
        .on::<presence::SetPresence, _>(move |request| {
            let length = request.body.expiration_duration.as_option().unwrap();
            set.lock().unwrap().push(format!("{} {:?} {length}", request.id, request.body.availability));
            Ok(())
        })
        .start(0)
        .unwrap();
    let session = graph(&server);
    let client = GraphClient::new(&session);
    run(async {
        let ids = Some(vec!["a/b".to_owned(), "ü".to_owned()]);
        let body = types::GetPresencesByUserIdBody { ids, ..Default::default() };
        let request = presence::GetPresencesByUserId { body };
        let found = client.get_presences_by_user_id(&request).await.unwrap().into_inner().value.unwrap();
        assert_eq!(found[1].id.as_deref(), Some("ü"));
        let ids = Some(vec!["x".to_owned(); 651]);
        let body = types::GetPresencesByUserIdBody { ids, ..Default::default() };
        let error = client.get_presences_by_user_id(&presence::GetPresencesByUserId { body }).await.unwrap_err();
        let fault = error.typed_fault::<presence::GetPresencesByUserId>().unwrap();
        assert!(fault.error.message.contains("`body.ids`: expected"), "{}", fault.error.message);
        let body = types::SetPresenceBody {
            availability: Some("Busy".into()),
            expiration_duration: Maybe::Value(value::Duration::new(false, 0, 5_400, 0).unwrap()),
            ..Default::default()
        };
        let request = presence::SetPresence { id: "a/b".to_owned(), body };
        assert_eq!(client.set_presence(&request).await.unwrap().status(), 204);
    });
    assert_eq!(*seen.lock().unwrap(), ["a/b ü", "a/b Some(Busy) PT1H30M"]);
}

#[test]
fn too_many_requests_say_when_to_come_back() {
    let server = served();
    let session = graph(&server);
    let request = graph::presence::GetUserPresence { id: "x".to_owned() };
    let call = |prefer: &'static str| -> Error {
        let client = GraphClient::new(&session);
        run(async { client.get_user_presence(&request).http_header("prefer", prefer).await.unwrap_err() })
    };
    let error = call("code=429");
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 429));
    assert_eq!(error.headers::<graph::Graph>().unwrap().retry_after, Some(1));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    assert!(error.is_retryable());
    let fault = error.typed_fault::<graph::presence::GetUserPresence>().unwrap();
    assert_eq!(fault.error.code, "TooManyRequests");
    assert_eq!(fault.error.innererror.as_ref().unwrap()["date"], "2026-03-04T09:12:33");
    // What has no example is made of the description, ranges too.
    let error = call("code=503");
    assert_eq!(error.headers::<graph::Graph>().unwrap().retry_after, None);
    let fault = error.typed_fault::<graph::presence::GetUserPresence>().unwrap();
    assert_eq!(fault.error.code, "ServiceUnavailable");
    assert_eq!(fault.error.innererror, Some(serde_json::json!({})), "an object, as it is described");
}

#[test]
fn symphony_answers_and_fails_as_described() {
    use symphony::presence::{GetUserPresence, ListPresences, RegisterPresenceInterest, SetPresence};
    let server = served();
    let session = symphony(&server);
    let client = SymphonyClient::new(&session);
    run(async {
        let request = GetUserPresence { uid: i64::MAX, local: Some(true) };
        let presence = client.get_user_presence(&request).await.unwrap().into_inner();
        assert_eq!((presence.category.to_string().as_str(), presence.user_id), ("AVAILABLE", Some(14_568_529_068_038)));
        assert_eq!(presence.timestamp, Some(1_533_928_483_800));
        let all = client.list_presences(&ListPresences { last_user_id: Some(7), limit: None }).await.unwrap();
        assert_eq!(all.len(), 2);
        let interest = RegisterPresenceInterest { body: vec![7_215_545_058_313] };
        let done = client.register_presence_interest(&interest).await.unwrap().into_inner();
        assert_eq!(done.message.as_deref(), Some("OK"));
        let body = symphony::types::V2PresenceStatus { category: "ON_HOLIDAY".into() };
        client.set_presence(&SetPresence { soft: Some(true), body }).await.unwrap();
    });
    for (code, message) in [
        (400, "The category is missing."),
        (401, "Invalid session"),
        (403, "The caller lacks an entitlement."),
        (404, "There is no such user."),
        (500, "The pod failed."),
    ] {
        let request = GetUserPresence { uid: 1, local: None };
        let prefer = format!("code={code}");
        let error = run(async { client.get_user_presence(&request).http_header("prefer", prefer).await.unwrap_err() });
        assert_eq!(error.status().unwrap().as_u16(), code);
        let fault = error.typed_fault::<GetUserPresence>().unwrap();
        assert_eq!((fault.code, fault.message.as_deref()), (Some(i32::from(code)), Some(message)));
        assert!(error.body().unwrap().starts_with(b"{"));
    }
}

#[test]
fn credentials_are_asked_for_in_the_form_of_each_service() {
    let server = served();
    let symphony: symphony::Session = builder(&server, "/pod").build().unwrap();
    let request = symphony::presence::GetPresence {};
    let error = run(async { SymphonyClient::new(&symphony).get_presence(&request).await.unwrap_err() });
    let fault = error.typed_fault::<symphony::presence::GetPresence>().unwrap();
    assert_eq!((error.status().unwrap().as_u16(), fault.code), (401, Some(401)));
    let told = "expected credentials: `sessionToken` (header `sessionToken`)";
    assert_eq!(fault.message.as_deref(), Some(told));

    let graph: graph::Session = builder(&server, "/v1.0").build().unwrap();
    let request = graph::presence::GetMyPresence {};
    let error = run(async { GraphClient::new(&graph).get_my_presence(&request).await.unwrap_err() });
    let fault = error.typed_fault::<graph::presence::GetMyPresence>().unwrap();
    assert_eq!((error.status().unwrap().as_u16(), fault.error.code.as_str()), (401, "Unauthorized"));

    let rest: rest::Session = builder(&server, "/Cust12345").build().unwrap();
    let client = rest::chat_presence::ChatPresenceClient::new(&rest);
    let error = run(async { client.get_chat_presence(&Default::default()).await.unwrap_err() });
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert!(error.to_string().contains("`SoTicket` (header `Authorization`), or `Password` (HTTP basic)"), "{error}");
}

#[test]
fn no_secret_is_shown() {
    let server = served();
    let session = symphony(&server);
    let request = symphony::presence::GetPresence {};
    let error = run(async {
        SymphonyClient::new(&session).get_presence(&request).http_header("prefer", "code=500").await.unwrap_err()
    });
    assert!(!format!("{session:?} {error:?} {error}").contains("very-secret"));
    let mut request = rest::user_agent::ChangeOwnPassword::default();
    request.body.old_password = Some("very-secret".to_owned());
    request.so_app_token = Some("very-secret".to_owned());
    assert!(!format!("{request:?}").contains("very-secret"), "{request:?}");
}

#[test]
fn answers_that_are_a_token_or_a_password_are_not_shown() {
    use rest::user_agent;
    let server = served();
    let session = super_office(&server);
    let client = user_agent::UserAgentClient::new(&session);
    run(async {
        let token = client.get_access_token(&Default::default()).await.unwrap();
        let by_id = client.set_generated_password(&Default::default()).await.unwrap();
        let by_name = client.set_generated_password_from_name(&Default::default()).await.unwrap();
        let external = client.generate_new_password_for_external_user(&Default::default()).await.unwrap();
        let shown = [format!("{token:?}"), format!("{by_id:?}"), format!("{by_name:?}"), format!("{external:?}")];
        for (shown, answer) in shown.iter().zip([&*token, &*by_id, &*by_name, &*external]) {
            assert!(
                !answer.is_empty() && !shown.contains(answer) && shown.starts_with("Reply { output: …,"),
                "{shown}"
            );
        }
        let user_name = client.get_default_associate_user_name(&Default::default()).await.unwrap();
        assert!(!format!("{user_name:?}").contains('…'), "others are shown");
    });
}

#[test]
fn requests_that_are_too_long_or_too_slow_are_refused() {
    let mut bounds = bindery_runtime::server::ServerBounds::default();
    bounds.max_request = 1_000;
    bounds.body_timeout = Duration::from_millis(300);
    let server = embedded::server().unwrap().0.start_within(0, bounds).unwrap();
    let headers = "sessionToken: t\r\ncontent-type: application/json\r\n";
    let long = format!("{{\"category\":\"{}\"}}", "x".repeat(1_000));
    let answer = exchange(&server, "POST", "/pod/v2/user/presence", headers, &long);
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("(setting `max_request`)"), "{answer}");
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let head = format!("POST /pod/v2/user/presence HTTP/1.1\r\nhost: x\r\n{headers}content-length: 30\r\n\r\n");
    stream.write_all(format!("{head}{{\"category\"").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("(setting `body_timeout`)"), "{answer}");
    // A length that is announced is enough to refuse, and those who keep to the bounds are served.
    let good = exchange(&server, "POST", "/pod/v2/user/presence", headers, r#"{"category":"AWAY"}"#);
    assert!(good.starts_with("HTTP/1.1 200 "), "{good}");
}

/// Sends a request by hand and reads the answer.
fn exchange(server: &Running, method: &str, path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}content-length: {length}");
    stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn what_is_wrong_is_refused_in_the_form_of_the_service() {
    let server = served();
    let token = "sessionToken: t\r\n";
    let json = "sessionToken: t\r\ncontent-type: application/json\r\n";
    let text = "sessionToken: t\r\ncontent-type: text/plain\r\n";
    for (method, path, headers, body, status, told) in [
        (
            "GET",
            "/pod/v3/user/none/presence",
            token,
            "",
            400,
            r#"{"code":400,"message":"path parameter `uid`: expected"#,
        ),
        ("GET", "/pod/v3/user/9223372036854775808/presence", token, "", 400, "path parameter `uid`: expected"),
        (
            "GET",
            "/pod/v3/user/1/presence?local=2",
            token,
            "",
            400,
            "query parameter `local`: expected `true` or `false`",
        ),
        ("POST", "/pod/v2/user/presence", json, "{}", 400, "category"),
        ("POST", "/pod/v2/user/presence", json, r#"{"category":3}"#, 400, "body: $.category: expected"),
        ("POST", "/pod/v2/user/presence", text, "AWAY", 415, "expected application/json, found text/plain"),
        ("DELETE", "/pod/v2/user/presence", token, "", 405, "expected GET, POST"),
        ("GET", "/pod/v9/presence", token, "", 404, "\n  GET /pod/v3/user/{uid}/presence\n"),
        ("GET", "/v1.0/nobody", token, "", 404, "\n  GET /v1.0/communications/presences/{id}\n"),
        (
            "POST",
            "/Cust12345/api/v1/Agents/User/GetUser",
            "authorization: SOTicket x\r\n",
            "",
            400,
            "query parameter `userId`",
        ),
    ] {
        let answer = exchange(&server, method, path, headers, body);
        let expected = format!("HTTP/1.1 {status} ");
        assert!(answer.starts_with(&expected) && answer.contains(told), "{method} {path} {body}\n{answer}");
    }
}
