use std::{collections::BTreeMap, fmt, io, sync::Arc};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};

use super::{
    Running, ServerBounds,
    handler::{Answer, Constant, Erased, Function, succeed},
    plain::PlainRoute,
    route::{self, Route},
    socket,
};
use crate::{
    catalogue::{Catalogue, Entry},
    error::Error,
    http::MediaType,
    operation::{Binding, Operation, SoapBinding, SoapVersion},
    record::{Slot, Value},
    sample,
    soap::{self, Fault},
    xml::{self, Limits, Tolerance},
};

/// Answers the operations of APIs.
///
/// Requests are read as the description says; what is wrong is refused by a fault that names the path to the element.
pub struct Server {
    routes: Vec<Route>,
    /// The operations over plain HTTP.
    pub(super) plain: Vec<PlainRoute>,
    /// The routes of each path.
    pub(super) paths: BTreeMap<String, Vec<usize>>,
    /// What is answered to GET, by path and query.
    pages: BTreeMap<String, Response<Bytes>>,
    pub(super) tolerance: Tolerance,
    pub(super) limits: Limits,
}

impl Server {
    /// A server without operations.
    pub fn new() -> Self {
        Self {
            routes: Vec::new(),
            plain: Vec::new(),
            paths: BTreeMap::new(),
            pages: BTreeMap::new(),
            tolerance: Tolerance::default(),
            limits: Limits::default(),
        }
    }

    /// Answers all operations of an API below a path, each with a sample built out of the description.
    #[must_use]
    pub fn mount(mut self, prefix: &str, catalogue: Catalogue) -> Self {
        for entry in catalogue.entries() {
            let (outcome, headers) = (catalogue.info.outcome.as_ref(), catalogue.response_headers);
            let constant = Constant::new(entry, catalogue.request_headers, move || {
                let mut headers = headers();
                succeed(outcome, &mut *headers);
                Erased { output: Arc::from(sample(entry)), headers: Arc::from(headers) }
            });
            let constant = Arc::new(constant);
            self.plain.extend(PlainRoute::new(prefix, &catalogue, entry, constant.clone()));
            if let Some(route) = Route::new(prefix, &catalogue, entry, constant) {
                self.paths.entry(route.path.clone()).or_default().push(self.routes.len());
                self.routes.push(route);
            }
        }
        self
    }

    /// Answers GET of a path, with its query if it has one, by a document: `/Chat.svc?wsdl` by a description, say.
    #[must_use]
    pub fn page(mut self, path: &str, content_type: HeaderValue, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
        self.pages.insert(path.to_owned(), response);
        self
    }

    /// What to do with content that the description does not foresee: read and reported unless set, as on the client. A
    /// body in JSON that contradicts the description, by a missing property or a value of another type, is refused unless
    /// the server is lenient; so is a request over plain HTTP with values out of their bounds.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Bounds on the documents that are read.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Answers an operation by a function, wherever it has been mounted before.
    #[must_use]
    pub fn on<O, F>(self, function: F) -> Self
    where
        O: Operation,
        F: Fn(super::Request<O>) -> Result<O::Output, Fault> + Send + Sync + 'static,
    {
        self.on_exchange::<O, _>(move |request| function(request).map(Answer::new))
    }

    /// Answers an operation by a function that gives the response's header blocks too.
    #[must_use]
    pub fn on_exchange<O, F>(mut self, function: F) -> Self
    where
        O: Operation,
        F: Fn(super::Request<O>) -> Result<Answer<O>, Fault> + Send + Sync + 'static,
    {
        let handler = Arc::new(Function::<O, F>::new(function));
        let mut mounted = false;
        for route in self.routes.iter_mut().filter(|route| route.is::<O>()) {
            route.handler = handler.clone();
            mounted = true;
        }
        for route in self.plain.iter_mut().filter(|route| route.is::<O>()) {
            route.handler = handler.clone();
            mounted = true;
        }
        if !mounted {
            tracing::warn!(bindery.operation = O::info().name, "a handler is set for an operation that is not mounted");
        }
        self
    }

    /// Answers an operation by a documented response, over REST too where it is bound to it: an envelope of either
    /// version. It is read at once, so that what is wrong in it shows here; the answers are written anew, in the version of each request. `false`: no such operation is
    /// mounted below the prefix.
    pub fn example(&mut self, prefix: &str, service: &str, operation: &str, envelope: &str) -> Result<bool, Error> {
        let route = self.routes.iter_mut().find(|route| route.is_at(prefix, service, operation));
        let Some(route) = route else { return Ok(false) };
        let answer = read_example(route, envelope, self.limits).map_err(|error| error.of(route.entry.info()))?;
        let constant = Arc::new(Constant::new(route.entry, route.request_headers, move || answer.clone()));
        route.handler = constant.clone();
        for route in self.plain.iter_mut().filter(|route| route.is_at(prefix, service, operation)) {
            route.handler = constant.clone();
        }
        Ok(true)
    }

    /// Serves on 127.0.0.1, on a thread of its own; port 0 takes any that is free.
    pub fn start(self, port: u16) -> io::Result<Running> {
        socket::start(self, port, ServerBounds::default())
    }

    /// The same within bounds of your own.
    pub fn start_within(self, port: u16, bounds: ServerBounds) -> io::Result<Running> {
        socket::start(self, port, bounds)
    }

    /// Answers a request.
    pub fn answer(&self, request: Request<Bytes>) -> Response<Bytes> {
        let (parts, body) = request.into_parts();
        if parts.method == Method::GET
            && let Some(page) = parts.uri.path_and_query().and_then(|path| self.pages.get(path.as_str()))
        {
            return page.clone();
        }
        let Some(routes) = self.paths.get(parts.uri.path()) else {
            return self.plain(&parts, &body);
        };
        let routes: Vec<&Route> = routes.iter().filter_map(|&index| self.routes.get(index)).collect();
        if parts.method != Method::POST {
            let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "expected POST");
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
            return response;
        }
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media = content_type.and_then(MediaType::parse);
        let spoken = match media.as_ref().map(MediaType::essence) {
            Some("text/xml" | "application/xml") => SoapVersion::V11,
            Some("application/soap+xml") => SoapVersion::V12,
            _ => return text(StatusCode::UNSUPPORTED_MEDIA_TYPE, "expected text/xml or application/soap+xml"),
        };
        let Some(media) = media else { return text(StatusCode::UNSUPPORTED_MEDIA_TYPE, "expected a content type") };
        let document = match xml::decode(&body, media.parameter("charset")) {
            Ok(document) => document,
            Err(error) => return soap::write_fault(&Fault::sender(error.to_string()), spoken),
        };
        let incoming = match soap::Incoming::peek(&parts.headers, &media, &document, self.limits) {
            Ok(incoming) => incoming,
            Err(fault) => return soap::write_fault(&fault, spoken),
        };
        match self.operate(&routes, &incoming, &document) {
            Ok(response) => response,
            Err(fault) => soap::write_fault(&fault, incoming.version),
        }
    }

    fn operate(&self, routes: &[&Route], incoming: &soap::Incoming, document: &str) -> Result<Response<Bytes>, Fault> {
        let route = route::select(routes, incoming.element.as_ref(), incoming.action.as_deref())?;
        let mut exchange = route.handler.begin();
        let (headers, body) = exchange.parts();
        let leniencies = soap::read_request(route.binding, document, headers, body, self.tolerance, self.limits)?;
        for leniency in &leniencies {
            tracing::debug!(
                bindery.operation = route.entry.info().name,
                path = leniency.path,
                what = leniency.what,
                "read although it is not foreseen"
            );
        }
        let answer = exchange.answer()?;
        soap::write_response(route.binding, incoming.version, &*answer.headers, answer.output.view())
            .map_err(|error| Fault::receiver(format!("the answer cannot be written: {error}")))
    }
}

impl Default for Server {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<_> = self.paths.keys().collect();
        f.debug_struct("Server").field("operations", &self.routes.len()).field("paths", &paths).finish_non_exhaustive()
    }
}

/// An answer built out of the description.
fn sample(entry: &Entry) -> Box<dyn Value> {
    let mut output = (entry.response)();
    match &entry.info().binding {
        Binding::Soap(SoapBinding { response: Some(body), .. }) => match (output.slot(), body.schema.fields.first()) {
            (Slot::Record(record), _) if !body.unwrapped => sample::record(record),
            (slot, Some(field)) if body.unwrapped => sample::value(field, slot),
            _ => {}
        },
        Binding::Soap(_) => {}
        Binding::Http(binding) => super::plain::sample(binding, &mut *output),
    }
    output
}

/// The answer that an example holds.
fn read_example(route: &Route, envelope: &str, limits: Limits) -> Result<Erased, Error> {
    let mut headers = (route.response_headers)();
    let mut output = (route.entry.response)();
    soap::read_example(route.binding, envelope, limits, &mut *headers, output.slot())?;
    succeed(route.info.outcome.as_ref(), &mut *headers);
    Ok(Erased { output: Arc::from(output), headers: Arc::from(headers) })
}

/// An answer that is no message of the protocol.
pub(super) fn text(status: StatusCode, text: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(format!("{text}\n")));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}
