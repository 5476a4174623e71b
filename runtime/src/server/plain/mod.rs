//! Operations over plain HTTP.

mod example;
mod prefer;
mod refuse;

use std::{collections::BTreeSet, fmt::Write as _, sync::Arc};

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header, request::Parts};

use self::{
    example::{Documented, Given},
    prefer::Preference,
};
use super::{
    answer::{Server, text},
    handler::{Constant, Handler},
};
use crate::{
    catalogue::{Catalogue, Entry},
    error::Error,
    operation::{Binding, HttpBinding, Operation, Piece},
    record::{self, Record, Slot, Value},
    rest::{self, Refusal},
    sample,
    soap::FaultCode,
    xml::{Limits, Tolerance},
};

/// The most paths that an answer names.
const SHOWN: usize = 300;

/// An operation at its place.
pub(super) struct PlainRoute {
    /// The path of the service, without a slash at its end.
    prefix: String,
    /// Where the API is mounted.
    mounted: String,
    request_headers: fn() -> Box<dyn Record>,
    response_headers: fn() -> Box<dyn Record>,
    entry: &'static Entry,
    binding: &'static HttpBinding,
    pub(super) handler: Arc<dyn Handler>,
    /// The answers that are documented.
    documented: Vec<Documented>,
}

impl PlainRoute {
    /// The route of an operation over plain HTTP; `None` for one over SOAP alone. What two descriptions offer stands below
    /// the same prefix, but not below the path of the service over SOAP.
    pub(super) fn new(
        prefix: &str,
        catalogue: &Catalogue,
        entry: &'static Entry,
        handler: Arc<dyn Handler>,
    ) -> Option<Self> {
        let binding = entry.info().http()?;
        let service = match entry.info().binding {
            Binding::Soap(_) => "",
            Binding::Http(_) => entry.info().service.path,
        };
        Some(Self {
            prefix: super::route::path(prefix, service),
            mounted: super::route::path(prefix, ""),
            request_headers: catalogue.request_headers,
            response_headers: catalogue.response_headers,
            entry,
            binding,
            handler,
            documented: Vec::new(),
        })
    }

    /// Whether it is the route of an operation: several APIs may have one of its name.
    pub(super) fn is<O: Operation>(&self) -> bool {
        let Some(binding) = O::info().http() else { return false };
        let info = self.entry.info();
        (info.service.name, info.name) == (O::info().service.name, O::info().name)
            && (self.binding.method, self.binding.path) == (binding.method, binding.path)
    }

    /// Whether it is the route of an operation that is mounted below a prefix.
    pub(super) fn is_at(&self, prefix: &str, service: &str, operation: &str) -> bool {
        let info = self.entry.info();
        info.service.name == service && info.name == operation && self.mounted == super::route::path(prefix, "")
    }

    /// How much of a path stands in the template: `/users/me` is told more exactly than `/users/{id}`.
    fn exactness(&self) -> usize {
        let texts = self.binding.path.iter().map(|piece| match piece {
            Piece::Text(text) => text.len(),
            Piece::Parameter(_) => 0,
        });
        self.prefix.len() + texts.sum::<usize>()
    }

    fn answer(
        &self,
        path: &[(usize, String)],
        parts: &Parts,
        body: &Bytes,
        tolerance: Tolerance,
        limits: Limits,
    ) -> Response<Bytes> {
        if let Err(missing) = rest::check_credentials(self.binding, parts) {
            let mut response = self.refuse(StatusCode::UNAUTHORIZED, &missing.expected);
            if let Ok(challenge) = HeaderValue::from_str(&missing.challenge)
                && !challenge.is_empty()
            {
                response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
            }
            return response;
        }
        let mut exchange = self.handler.begin();
        let (_, operation) = exchange.parts();
        match rest::read_request(self.binding, path, parts, body, operation, tolerance, limits) {
            Ok(leniencies) => {
                for leniency in &leniencies {
                    let operation = self.entry.info().name;
                    tracing::debug!(bindery.operation = operation, %leniency, "read although it is not foreseen");
                }
            }
            Err(Refusal::Parameter(what)) => return self.refuse(StatusCode::BAD_REQUEST, &what),
            Err(Refusal::MediaType(what)) => return self.refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, &what),
            Err(Refusal::Body(error)) => return self.refuse(StatusCode::BAD_REQUEST, &format!("body: {error}")),
        }
        if tolerance != Tolerance::Lenient
            && let Err(violations) = record::check(operation)
        {
            return self.refuse(StatusCode::BAD_REQUEST, &violations.to_string());
        }
        let answer = match self.preferred(&Preference::of(&parts.headers)) {
            Some(Given::Error(error)) => return error,
            Some(Given::Output(output)) => Ok(output),
            None => exchange.answer(),
        };
        let answer = match answer {
            Ok(answer) => answer,
            Err(fault) => {
                let status = match fault.code {
                    FaultCode::Sender => StatusCode::BAD_REQUEST,
                    _ => StatusCode::INTERNAL_SERVER_ERROR,
                };
                return self.refuse(status, fault.reason());
            }
        };
        let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        match rest::write_response(self.binding, &*answer.output, &*answer.headers, accept) {
            Ok(response) => response,
            Err(error) => {
                let what = format!("the answer cannot be written: {error}");
                self.refuse(StatusCode::INTERNAL_SERVER_ERROR, &what)
            }
        }
    }

    /// The method and the path, with the names of the parameters.
    fn template(&self) -> String {
        let mut template = format!("{} {}", self.binding.method, self.prefix);
        for piece in self.binding.path {
            let _ = match piece {
                Piece::Text(text) => template.write_str(text),
                Piece::Parameter(index) => {
                    write!(template, "{{{}}}", self.binding.parameters.get(*index).map_or("", |it| it.name))
                }
            };
        }
        template
    }
}

impl Server {
    /// Answers a request for an operation over plain HTTP.
    pub(super) fn plain(&self, parts: &Parts, body: &Bytes) -> Response<Bytes> {
        let path = parts.uri.path();
        let mut found: Vec<_> = self
            .plain
            .iter()
            .filter_map(|route| Some((route, rest::matches(route.binding, path.strip_prefix(&*route.prefix)?)?)))
            .collect();
        if found.is_empty() {
            return self.not_found();
        }
        found.sort_by_key(|(route, _)| std::cmp::Reverse(route.exactness()));
        if let Some((route, values)) = found.iter().find(|(route, _)| parts.method == route.binding.method) {
            return route.answer(values, parts, body, self.tolerance, self.limits);
        }
        let mut methods: Vec<&str> = found.iter().map(|(route, _)| route.binding.method).collect();
        methods.sort_unstable();
        methods.dedup();
        let methods = methods.join(", ");
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, &format!("expected {methods}"));
        if let Ok(allow) = HeaderValue::from_str(&methods) {
            response.headers_mut().insert(header::ALLOW, allow);
        }
        response
    }

    /// Names the paths that there are, of many the first ones.
    fn not_found(&self) -> Response<Bytes> {
        let mut paths: BTreeSet<String> = self.plain.iter().map(PlainRoute::template).collect();
        paths.extend(self.paths.keys().cloned());
        let mut what = "there is no service at this path; services are at:".to_owned();
        for path in paths.iter().take(SHOWN) {
            let _ = write!(what, "\n  {path}");
        }
        if let Some(more) = paths.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let _ = write!(what, "\n  and at {more} more");
        }
        text(StatusCode::NOT_FOUND, &what)
    }

    /// Keeps a documented answer of an operation over plain HTTP, a success or an error. It is read at once, so that what
    /// is wrong in it shows here. A success without a name is what the operation answers; all others are answered where
    /// the client asks for them, by `Prefer: code=404` or `Prefer: example=name`. `false`: no such operation is mounted
    /// below the prefix.
    ///
    /// # Errors
    /// When the answer is none that the description foresees.
    pub fn http_example(
        &mut self,
        prefix: &str,
        service: &str,
        operation: &str,
        name: &str,
        example: &Response<Bytes>,
    ) -> Result<bool, Error> {
        let limits = self.limits;
        let route = self.plain.iter_mut().find(|route| route.is_at(prefix, service, operation));
        let Some(route) = route else { return Ok(false) };
        let given = route.read_example(example, limits)?;
        if let (Given::Output(output), "") = (&given, name) {
            let output = output.clone();
            route.handler = Arc::new(Constant::new(route.entry, route.request_headers, move || output.clone()));
        }
        route.document(example.status(), name, given);
        Ok(true)
    }
}

/// Fills an output with sample values: that of the first success that is described.
pub(crate) fn sample(binding: &'static HttpBinding, output: &mut dyn Value) {
    let described = binding.responses.iter().find_map(|response| Some((response.variant, response.body?)));
    match (output.slot(), described) {
        (Slot::Union(union), Some((Some(variant), body))) => sample::value(body.field, union.select(variant)),
        (slot, Some((_, body))) => sample::value(body.field, slot),
        (_, None) => {}
    }
}
