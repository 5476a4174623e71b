//! Generated clients and the embedded server over a real socket, in both versions of SOAP.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod packages;

use std::{
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
    time::Duration,
};

use bindery_golden::{headers, one_way, ports_and_services, rpc_literal, soap12, typed_faults};
use bindery_runtime::{
    error::ErrorKind,
    operation::SoapVersion,
    record::Maybe,
    server::{Answer, Running, Server},
    soap::{Fault, FaultCode},
    value::Element,
};
use bindery_services::superoffice::{services86, services88};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// A session with a running server.
macro_rules! session {
    ($api:ty, $running:expr, $prefix:expr) => {
        bindery_runtime::client::Session::<$api>::builder(format!("{}{}", $running.url(), $prefix))
            .no_proxy()
            .timeout(Duration::from_secs(20))
    };
}

fn start(server: Server) -> Running {
    server.start(0).unwrap()
}

const SECRET: &str = "7T:very-secret-ticket";

fn headers_of_88() -> services88::RequestHeaders {
    services88::RequestHeaders {
        application_token: Some("secret-application".to_owned()),
        credentials: Some(services88::types::SoCredentials { ticket: Some(SECRET.to_owned()) }),
        ..Default::default()
    }
}

#[test]
fn the_operations_of_the_documents_are_called() {
    use services88::{chat, types::ChatPresence, user};
    let saved = Arc::new(AtomicI32::new(0));
    let sum = Arc::clone(&saved);
    let server = Server::new()
        .mount("/Remote/Services88", services88::catalogue())
        .on::<user::GetUserPresenceStatus, _>(|request| {
            assert_eq!(request.associate_id, Some(5));
            let ticket = request.headers().credentials.as_ref().and_then(|credentials| credentials.ticket.clone());
            assert_eq!(ticket.as_deref(), Some(SECRET));
            Ok(Some(services88::types::UserPresenceStatus::default()))
        })
        .on::<chat::GetChatPresence, _>(|_| {
            let presence =
                ChatPresence { user_id: Some(7), display_name: Some("A < B & \"C\"".into()), ..Default::default() };
            Ok(Some(vec![presence; 3]))
        })
        .on::<chat::SaveChatPresence, _>(move |request| {
            let users = request.chat_presence.iter().flatten().filter_map(|presence| presence.user_id);
            sum.store(users.sum(), Ordering::SeqCst);
            Ok(())
        });
    let running = start(server);
    let session = session!(services88::Services88, running, "/Remote/Services88").headers(headers_of_88()).build();
    let session = session.unwrap();
    runtime().block_on(async {
        let users = user::UserClient::new(&session);
        let status =
            users.get_user_presence_status(&user::GetUserPresenceStatus { associate_id: Some(5) }).await.unwrap();
        assert_eq!(*status, Some(services88::types::UserPresenceStatus::default()));
        assert_eq!(status.headers().succeeded, Some(true));
        let chats = chat::ChatClient::new(&session);
        let presence = chats.get_chat_presence(&chat::GetChatPresence::default()).await.unwrap().into_inner().unwrap();
        assert_eq!(presence.len(), 3);
        assert_eq!(presence[1].display_name.as_deref(), Some("A < B & \"C\""));
        chats.save_chat_presence(&chat::SaveChatPresence { chat_presence: Some(presence) }).await.unwrap();
        assert_eq!(saved.load(Ordering::SeqCst), 21);
    });
}

#[test]
fn both_generations_of_the_services_stand_on_one_server() {
    let server = Server::new()
        .mount("/Remote/Services86", services86::catalogue())
        .mount("/Remote/Services88", services88::catalogue());
    let running = start(server);
    let of_86 = session!(services86::Services86, running, "/Remote/Services86").build().unwrap();
    let of_88 = session!(services88::Services88, running, "/Remote/Services88").build().unwrap();
    runtime().block_on(async {
        let old = services86::chat::GetChatPresence::default();
        let new = services88::chat::GetChatPresence::default();
        assert!(services86::chat::ChatClient::new(&of_86).get_chat_presence(&old).await.unwrap().is_some());
        assert!(services88::chat::ChatClient::new(&of_88).get_chat_presence(&new).await.unwrap().is_some());
    });
}

#[test]
fn a_failure_that_the_header_blocks_tell_is_an_error_with_the_exception() {
    use services88::{chat, types::SoExceptionInfo};
    let server = Server::new().mount("/", services88::catalogue()).on_exchange::<chat::GetChatPresence, _>(|_| {
        let exception = SoExceptionInfo { message: Some("The ticket has expired".into()), ..Default::default() };
        Ok(Answer::new(None).with_headers(services88::ResponseHeaders {
            succeeded: Some(false),
            exception_info: Some(exception),
            ..Default::default()
        }))
    });
    let running = start(server);
    let session = session!(services88::Services88, running, "").headers(headers_of_88()).build().unwrap();
    let error = runtime()
        .block_on(async { chat::ChatClient::new(&session).get_chat_presence(&Default::default()).await })
        .expect_err("it failed");
    assert_eq!(error.kind(), ErrorKind::Outcome);
    assert!(error.to_string().contains("The ticket has expired"), "{error}");
    assert!(error.to_string().contains("GetChatPresence"), "{error}");
    assert!(error.exception::<services88::Services88>().is_some());
}

#[test]
fn secrets_stand_in_no_debug_output_and_no_error() {
    let headers = headers_of_88();
    let session =
        services88::Session::builder("http://127.0.0.1:1").no_proxy().headers(headers.clone()).build().unwrap();
    let error = runtime()
        .block_on(async { services88::chat::ChatClient::new(&session).get_chat_presence(&Default::default()).await })
        .expect_err("nobody listens");
    for text in [format!("{headers:?}"), format!("{session:?}"), format!("{error:?}"), error.to_string()] {
        assert!(!text.contains(SECRET) && !text.contains("secret-application"), "{text}");
    }
    assert!(format!("{headers:?}").contains("credentials") || format!("{headers:?}").contains("Credentials"));
}

#[test]
fn an_operation_is_called_in_either_version() {
    use ports_and_services::{PortsAndServices, pool, types::Citizen};
    let server = Server::new()
        .mount("/town", ports_and_services::catalogue())
        .on::<pool::Swim, _>(|request| Ok(request.lane.unwrap_or(0) * 10));
    let running = start(server);
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let session = session!(PortsAndServices, running, "/town").soap_version(version).build().unwrap();
        let swim = pool::Swim { citizen: Citizen { card: "0007".into() }, lane: Some(4) };
        let locker = runtime().block_on(async { pool::PoolClient::new(&session).swim(&swim).await }).unwrap();
        assert_eq!(*locker, 40, "{version:?}");
    }
}

#[test]
fn rpc_and_one_way_operations_are_called() {
    use one_way::bell;
    use rpc_literal::{abacus, types::Pair};
    let rung = Arc::new(AtomicI32::new(0));
    let counter = Arc::clone(&rung);
    let server = Server::new()
        .mount("/rpc", rpc_literal::catalogue())
        .mount("/bell", one_way::catalogue())
        .on::<abacus::Add, _>(|request| Ok(i64::from((request.pair.left + request.pair.right) * request.times)))
        .on::<bell::Ring, _>(move |request| {
            counter.fetch_add(request.times, Ordering::SeqCst);
            Ok(())
        });
    let running = start(server);
    let rpc = session!(rpc_literal::RpcLiteral, running, "/rpc").build().unwrap();
    let bells = session!(one_way::OneWay, running, "/bell").build().unwrap();
    runtime().block_on(async {
        let add = abacus::Add { pair: Pair { left: 20, right: 1 }, times: 2 };
        assert_eq!(*abacus::AbacusClient::new(&rpc).add(&add).await.unwrap(), 42);
        bell::BellClient::new(&bells).ring(&bell::Ring { times: 3 }).await.unwrap();
    });
    assert_eq!(rung.load(Ordering::SeqCst), 3);
}

fn detail(xml: &str) -> Element {
    xmltree::Element::parse(format!("<detail>{xml}</detail>").as_bytes()).unwrap().into()
}

#[test]
fn faults_are_typed_in_either_version() {
    let server = Server::new()
        .mount("/vault", typed_faults::catalogue())
        .mount("/kite", soap12::catalogue())
        .on::<typed_faults::vault::Open, _>(|request| match request.code.as_str() {
            "locked" => {
                Err(Fault::sender("wait").with_detail(detail(r#"<v:Locked xmlns:v="urn:example:vault">60</v:Locked>"#)))
            }
            "wrong" => Err(Fault::sender("no").with_detail(detail(
                r#"<WrongCode xmlns="urn:example:vault"><Attempts>2</Attempts><Hint>a &lt; b</Hint></WrongCode>"#,
            ))),
            _ => Err(Fault::receiver("rusty").with_detail(detail(r#"<x:Rust xmlns:x="urn:example:other"/>"#))),
        })
        .on::<soap12::kite::Launch, _>(|_| {
            Err(Fault::receiver("down")
                .with_detail(detail(r#"<k:Tangled xmlns:k="urn:example:kite">tree</k:Tangled>"#)))
        });
    let running = start(server);
    let vault = session!(typed_faults::TypedFaults, running, "/vault").build().unwrap();
    let kite = session!(soap12::Soap12, running, "/kite").build().unwrap();
    runtime().block_on(async {
        use typed_faults::vault::{Open, OpenFault, VaultClient};
        let open = |code: &str| Open { code: code.to_owned() };
        let locked = VaultClient::new(&vault).open(&open("locked")).await.expect_err("locked");
        assert!(matches!(locked.typed_fault::<Open>(), Some(OpenFault::Locked(60))), "{locked:?}");
        assert_eq!(locked.fault().unwrap().code, FaultCode::Sender);
        let wrong = VaultClient::new(&vault).open(&open("wrong")).await.expect_err("wrong");
        match wrong.typed_fault::<Open>() {
            Some(OpenFault::WrongCode(code)) => {
                assert_eq!((code.attempts, code.hint.as_deref()), (2, Some("a < b")));
            }
            other => panic!("{other:?}"),
        }
        let other = VaultClient::new(&vault).open(&open("")).await.expect_err("rusty");
        assert!(other.typed_fault::<Open>().is_none() && other.is_fault(), "{other:?}");
        assert!(other.to_string().contains("rusty"), "{other}");
        use soap12::kite::{KiteClient, Launch, LaunchFault};
        let down = KiteClient::new(&kite).launch(&Launch { wind: 1.0 }).await.expect_err("down");
        assert!(matches!(down.typed_fault::<Launch>(), Some(LaunchFault::Tangled(what)) if what == "tree"), "{down:?}");
    });
}

#[test]
fn header_blocks_go_both_ways_and_a_missing_one_stops_the_call() {
    use headers::{Headers, RequestHeaders, ResponseHeaders, bank, types::Session};
    let server = Server::new().mount("/bank", headers::catalogue()).on_exchange::<bank::Deposit, _>(|request| {
        assert_eq!(request.headers().session.as_ref().map(|session| session.user.as_str()), Some("ada"));
        Ok(Answer::new(()).with_headers(ResponseHeaders { balance: Maybe::Null }))
    });
    let running = start(server);
    let deposit = bank::Deposit { amount: "9.5".parse().unwrap() };
    let with = RequestHeaders {
        session: Some(Session { user: "ada".into(), ..Default::default() }),
        language: Some("nb".into()),
    };
    runtime().block_on(async {
        let session = session!(Headers, running, "/bank").headers(with).build().unwrap();
        let reply = bank::BankClient::new(&session).deposit(&deposit).await.unwrap();
        assert_eq!(reply.headers().balance, Maybe::Null);
        let session = session!(Headers, running, "/bank").build().unwrap();
        let error = bank::BankClient::new(&session).deposit(&deposit).await.expect_err("no session block");
        assert!(error.before_sending() && error.to_string().contains("Session"), "{error}");
    });
}

/// Every operation of everything that is generated here, answered by a sample of the server.
#[test]
fn the_server_answers_every_operation_of_every_case() {
    let mut server = Server::new();
    let mut count = 0;
    for (module, catalogue) in packages::cases() {
        count += catalogue.entries().count();
        server = server.mount(&format!("/{module}"), catalogue);
    }
    assert!(count > 60);
    for (module, catalogue) in packages::cases() {
        for exchange in bindery_tests::messages::exchanges(&catalogue) {
            use bindery_tests::messages::Direction;
            let version = exchange.version();
            let request = exchange.empty(Direction::Request).unwrap().sample();
            let body = exchange.encode(&request, version).unwrap_or_else(|error| panic!("{exchange:?}: {error}"));
            let (content_type, action) = match version {
                SoapVersion::V11 => ("text/xml; charset=utf-8", exchange.binding.action),
                SoapVersion::V12 => ("application/soap+xml; charset=utf-8", ""),
            };
            let mut request = http::Request::post(format!("/{module}/{}", exchange.entry.info().service.path))
                .header("content-type", content_type);
            if let Ok(action) = http::HeaderValue::from_str(&format!("\"{action}\"")) {
                request = request.header("soapaction", action);
            }
            let response = server.answer(request.body(body.clone().into()).unwrap());
            let text = String::from_utf8_lossy(response.body());
            assert!(response.status().is_success(), "{exchange:?}: {} {text}\n{body}", response.status());
            if exchange.binding.response.is_some() {
                let read = exchange.decode(Direction::Response, &text, bindery_runtime::xml::Tolerance::Strict);
                assert!(read.is_ok(), "{exchange:?}: {}\n{text}", read.err().unwrap_or_default());
            }
        }
    }
}

#[test]
fn an_answer_that_is_a_password_is_not_shown() {
    use services88::user::{SetGeneratedPassword, UserClient};
    let server = Server::new()
        .mount("/Remote/Services88", services88::catalogue())
        .on::<SetGeneratedPassword, _>(|_| Ok(Some(SECRET.to_owned())));
    let running = start(server);
    let session = session!(services88::Services88, running, "/Remote/Services88").build().unwrap();
    runtime().block_on(async {
        let reply = UserClient::new(&session).set_generated_password(&SetGeneratedPassword::default()).await.unwrap();
        assert_eq!(reply.as_deref(), Some(SECRET));
        let shown = format!("{reply:?}");
        assert!(!shown.contains(SECRET) && shown.contains("output: …"), "{shown}");
    });
}
