//! What stands on the wire over REST, shape by shape, and what is refused before anything is sent.

use std::sync::{Arc, Mutex};

use bindery_golden::both_wires::{
    BothWires, RequestHeaders, Session,
    desks::{Book, Close, Count, DesksClient, Find, Save},
    security,
    types::{Days, Desk, Floor},
};
use bindery_runtime::{
    Caller as _, Error, ErrorKind, Reply, blocking,
    operation::Operation,
    record::{Map, Scalar as _},
    rest::Credentials,
    server::Server,
    transport::{Answer, BlockingTransport, Bounds, Transport, TransportError},
    value::DateTime,
};
use bytes::Bytes;

use super::run;

/// A transport that keeps requests, and gives one answer.
#[derive(Clone)]
struct Recorder {
    requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
    status: u16,
    body: &'static str,
}

impl Recorder {
    fn answering(status: u16, body: &'static str) -> Self {
        Self { requests: Arc::default(), status, body }
    }

    fn exchange(&self, request: http::Request<Bytes>) -> http::Response<Bytes> {
        self.requests.lock().unwrap().push(request);
        let response = http::Response::builder().status(self.status).header("content-type", "application/json");
        response.body(Bytes::from_static(self.body.as_bytes())).unwrap()
    }

    fn session(&self) -> Session {
        let credentials = Credentials::new().key(security::KEY.name, "very-secret");
        Session::builder("https://h/base/").over_rest().credentials(credentials).build_with(self.clone()).unwrap()
    }

    fn call<O: Operation<Api = BothWires>>(&self, request: &O) -> Result<Reply<O>, Error> {
        let session = self.session();
        run(async { session.call(request).await })
    }

    fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// Method, path with query, and body of the last request.
    fn last(&self) -> (String, String, String) {
        let requests = self.requests.lock().unwrap();
        let request = requests.last().unwrap();
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        (request.method().to_string(), request.uri().path_and_query().unwrap().to_string(), body)
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>, _: Bounds) -> Answer<'_> {
        let response = self.exchange(request);
        Box::pin(async move { Ok(response) })
    }
}

impl BlockingTransport for Recorder {
    fn send(&self, request: http::Request<Bytes>, _: Bounds) -> Result<http::Response<Bytes>, TransportError> {
        Ok(self.exchange(request))
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn book() -> Book {
    let mut from = DateTime::default();
    from.read("2026-03-02T08:30:00Z").unwrap();
    Book {
        days: Some(Days::MONDAY | Days::FRIDAY),
        from: Some(from),
        key: Some(vec![1, 2, 3].into()),
        names: Some(vec![text("Ada"), text("Grace")]),
        labels: Some(Map::from_iter([(3, Some(text("quiet"))), (4, None)])),
        secret: Some(text("hunter2-hunter2")),
    }
}

#[test]
fn all_fields_are_one_object() {
    let answer = r#"{"Desk":{"Id":7,"Name":null,"Rank":-1,"Days":"Tuesday, Wednesday"},"Days":"0",
        "From":"2026-03-02T08:30:00Z","Key":"AQID","Labels":{"3":"quiet","4":null}}"#;
    let recorder = Recorder::answering(200, answer);
    let reply = recorder.call(&book()).unwrap();
    let body = r#"{"Days":"Monday, Friday","From":"2026-03-02T08:30:00Z","Key":"AQID","Names":["Ada","Grace"],"Labels":{"3":"quiet","4":null},"Secret":"hunter2-hunter2"}"#;
    assert_eq!(recorder.last(), (text("POST"), text("/base/v1/Desks/Book"), text(body)));
    {
        let requests = recorder.requests.lock().unwrap();
        let header = |name: &str| requests[0].headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/json");
        assert_eq!((header("accept"), header("x-key")), (text("application/json"), text("very-secret")));
        assert!(requests[0].headers()["x-key"].is_sensitive() && !requests[0].headers().contains_key("soapaction"));
    }
    assert_eq!(reply.leniencies(), []);
    let booking = reply.into_inner().unwrap();
    let desk = booking.desk.unwrap();
    assert_eq!((desk.id, desk.name, desk.rank), (7, None, Some(-1)));
    // A value that SOAP does not name is kept.
    assert_eq!(desk.days.unwrap().iter().collect::<Vec<_>>(), ["Tuesday", "Wednesday"]);
    assert_eq!(booking.days, Some(Days::empty()));
    assert_eq!((booking.from, booking.key, booking.labels), (book().from, book().key, book().labels));
    recorder.call(&Book { days: Some(Days::empty()), ..Book::default() }).unwrap();
    assert_eq!(recorder.last().2, r#"{"Days":"0"}"#, "no flag, and nothing that is not set");
}

#[test]
fn fields_stand_in_path_query_and_body() {
    let recorder = Recorder::answering(200, r#"{"Id":7,"Beside":{"Id":8}}"#);
    let reply = recorder.call(&Find { id: 7, floor: Some(Floor::First) }).unwrap();
    assert_eq!(recorder.last(), (text("GET"), text("/base/v1/Desks/7/Find?floor=First"), String::new()));
    assert_eq!(reply.as_ref().unwrap().beside.as_ref().unwrap().id, 8);
    let recorder = Recorder::answering(201, r#"{"Id":9}"#);
    let desk = Desk { id: 9, days: Some(Days::TUESDAY), ..Desk::default() };
    let reply = recorder.call(&Save { desk: Some(desk) }).unwrap();
    assert_eq!(recorder.last(), (text("PUT"), text("/base/v1/Desks/Save"), text(r#"{"Id":9,"Days":"Tuesday"}"#)));
    assert_eq!((reply.status().as_u16(), reply.as_ref().unwrap().id), (201, 9));
    let recorder = Recorder::answering(204, "");
    recorder.call(&Close { id: Some(7) }).unwrap();
    assert_eq!(recorder.last(), (text("DELETE"), text("/base/v1/Desks/Close?id=7"), String::new()));
}

#[test]
fn what_rest_requires_is_checked_before_anything_is_sent() {
    let recorder = Recorder::answering(200, "{}");
    let errors = [
        (recorder.call(&Find { id: 7, floor: None }).unwrap_err(), "floor: required parameter is not set"),
        (recorder.call(&Save { desk: None }).unwrap_err(), "Desk: it is the body, which is required"),
        (recorder.call(&Close { id: None }).unwrap_err(), "id: required parameter is not set"),
    ];
    for (error, expected) in errors {
        assert_eq!((error.kind(), error.before_sending()), (ErrorKind::Encode, true));
        assert!(error.to_string().ends_with(expected), "{error}");
    }
    assert_eq!(recorder.count(), 0);
}

#[test]
fn an_operation_that_is_bound_to_soap_alone_is_refused() {
    let recorder = Recorder::answering(200, "");
    let blocking = blocking::Session::<BothWires>::builder("https://h").over_rest().build_with(recorder.clone());
    for error in [recorder.call(&Count {}).unwrap_err(), blocking.unwrap().call(&Count {}).unwrap_err()] {
        assert_eq!((error.kind(), error.before_sending(), error.is_retryable()), (ErrorKind::Binding, true, false));
        let expected = "Desks.Count: the session is over REST, and the operation is bound to SOAP alone";
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!(recorder.count(), 0);
}

#[test]
fn blocks_of_soap_are_not_lost_in_silence() {
    let recorder = Recorder::answering(204, "");
    let headers = RequestHeaders { tenant: Some(text("acme-secret")) };
    let session = Session::builder("https://h").over_rest().headers(headers).build_with(recorder.clone()).unwrap();
    let error = run(async { session.call(&Close { id: Some(7) }).await }).unwrap_err();
    assert_eq!((error.kind(), recorder.count()), (ErrorKind::InvalidHeader, 0));
    assert!(error.to_string().contains("the header `Tenant` is not allowed: it is a block of SOAP"), "{error}");
    assert!(!error.to_string().contains("acme"), "{error}");
}

#[test]
fn the_address_is_that_of_rest() {
    let recorder = Recorder::answering(204, "");
    let session = Session::described().over_rest().build_with(recorder.clone()).unwrap();
    let error = run(async { session.call(&Close { id: Some(7) }).await }).unwrap_err();
    assert_eq!(
        (error.kind(), recorder.count()),
        (ErrorKind::InvalidEndpoint, 0),
        "SOAP's addresses are none of REST's"
    );
    let session = Session::described().over_rest().endpoint("Desks", "https://other/x").build_with(recorder.clone());
    run(async { session.unwrap().call(&Close { id: Some(7) }).await }).unwrap();
    assert_eq!(recorder.last().1, "/x/v1/Desks/Close?id=7");
}

#[test]
fn errors_keep_the_body_and_show_no_secret() {
    let body = r#"{"Error":true,"Message":"hunter2-hunter2 and very-secret are wrong"}"#;
    let recorder = Recorder::answering(422, body);
    let error = recorder.call(&book()).unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 422));
    assert_eq!(error.body().unwrap(), body.as_bytes(), "as it came");
    let shown = format!("{error} {error:?} {:?} {:?} {:?}", book(), recorder.session(), error.excerpt());
    assert!(shown.contains("Desks.Book at https://h/base/v1/Desks/Book: HTTP 422") && shown.contains("are wrong"));
    assert!(!shown.contains("hunter2") && !shown.contains("very-secret"), "{shown}");
    // The same request over SOAP.
    let session = Session::builder("https://h").build_with(Recorder::answering(500, body)).unwrap();
    let error = run(async { session.call(&book()).await }).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
}

#[test]
fn answers_that_do_not_fit_are_errors_with_their_path() {
    let error = Recorder::answering(200, r#"{"Id":7,"Rank":40000}"#).call(&Find { id: 7, floor: Some(Floor::First) });
    let error = error.unwrap_err();
    assert_eq!((error.kind(), error.decode().unwrap().path()), (ErrorKind::Decode, "$.Rank"));
}

#[test]
fn flags_are_read_however_they_are_written() {
    let days = |written: &str| {
        let body: &'static str = format!(r#"{{"Id":7,"Days":{written}}}"#).leak();
        let reply = Recorder::answering(200, body).call(&Find { id: 7, floor: Some(Floor::First) }).unwrap();
        let told = reply.leniencies().len();
        let days = reply.into_inner().unwrap().days.unwrap();
        (days.iter().map(str::to_owned).collect::<Vec<_>>().join("+"), told)
    };
    assert_eq!(days(r#""Monday""#), (text("Monday"), 0));
    assert_eq!(days(r#""Friday,Monday""#), (text("Monday+Friday"), 0));
    assert_eq!(days(r#"["Friday", "Holiday"]"#), (text("Friday+Holiday"), 0));
    assert_eq!((days(r#""""#), days(r#""0""#)), ((String::new(), 0), (String::new(), 0)));
    // A number is told.
    assert_eq!(days("0"), (String::new(), 1));
}

#[test]
fn no_content_is_no_value() {
    let request = Find { id: 7, floor: Some(Floor::First) };
    let reply = Recorder::answering(204, "").call(&request).unwrap();
    assert_eq!(*reply, None);
    assert_eq!(reply.leniencies()[0].to_string(), "$: HTTP 204, which the description does not foresee");
    assert_eq!(*Recorder::answering(200, "null").call(&request).unwrap(), None);
    let empty = Recorder::answering(200, "").call(&request).unwrap_err();
    assert_eq!(empty.kind(), ErrorKind::Empty);
}

#[test]
fn the_server_answers_both_and_one_handler_serves_them() {
    let server = Server::new()
        .mount("/desks", bindery_golden::both_wires::catalogue())
        .on::<Save, _>(|request| Ok(request.into_inner().desk.map(|desk| Desk { rank: Some(5), ..desk })));
    let running = server.start(0).unwrap();
    let builder = || blocking::Session::<BothWires>::builder(format!("{}/desks", running.url())).no_proxy();
    let credentials = Credentials::new().key("key", "abc");
    let (soap, rest) = (builder().build().unwrap(), builder().over_rest().credentials(credentials).build().unwrap());
    let request = Save { desk: Some(Desk { id: 3, days: Some(Days::MONDAY | Days::TUESDAY), ..Desk::default() }) };
    let expected = request.desk.clone().map(|desk| Desk { rank: Some(5), ..desk });
    assert_eq!(*DesksClient::new(&soap).save(&request).unwrap(), expected);
    assert_eq!(*DesksClient::new(&rest).save(&request).unwrap(), expected);
    let unauthorized = builder().over_rest().build().unwrap().call(&request).unwrap_err();
    assert_eq!(unauthorized.status().unwrap().as_u16(), 401);
    // What is bound to SOAP alone is answered there alone.
    assert!(soap.call(&Count {}).is_ok());
    let alone = rest.call(&Count {}).unwrap_err();
    assert_eq!(alone.kind(), ErrorKind::Binding);
}
