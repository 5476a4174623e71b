//! Sample messages, made out of the model alone: what a request and a response of an operation look like.
//!
//! A sample shows every field once, is valid by the description, and is the same each time. Optional fields are left
//! out where a type would contain itself, and where the message would grow beyond what a person reads.

mod content;
mod http;
mod json;
mod pattern;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod walk;

use crate::{
    config::OutcomeConfig,
    model::{
        Api, Binding, Endpoint, HeaderBlock, HeaderUse, Message, Operation, Service, SoapBinding, SoapBody,
        SoapVersion, TypeRef,
    },
};

use content::Content;
use tree::Element;

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";

/// A request and its response as they go over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The HTTP message that asks.
    pub request: SampleMessage,
    /// The HTTP message that answers; a one-way operation answers without a body.
    pub response: SampleMessage,
}

/// One HTTP message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleMessage {
    /// The request line or the status line.
    pub start: String,
    /// The header fields.
    pub headers: Vec<(String, String)>,
    /// The body; empty for none.
    pub body: String,
}

/// A sample of an operation. The response is one of success: where a header block tells failure, it is left out.
pub fn of(api: &Api, service: &Service, operation: &Operation, outcome: Option<&OutcomeConfig>) -> Sample {
    match &operation.binding {
        Binding::Soap(binding) => soap(api, service, operation, binding, outcome),
        Binding::Http(binding) => http::sample(api, service, operation, binding),
    }
}

fn soap(
    api: &Api,
    service: &Service,
    operation: &Operation,
    binding: &SoapBinding,
    outcome: Option<&OutcomeConfig>,
) -> Sample {
    let version = binding.versions.first().copied().unwrap_or(SoapVersion::V11);
    let (authority, path) = address(service.endpoints.first());
    let mut headers = vec![("Host".to_owned(), authority)];
    headers.extend(content_type(version, Some(&binding.action)));
    let request = SampleMessage {
        start: format!("POST {path} HTTP/1.1"),
        headers,
        body: envelope(version, request_header(api, binding), request_body(api, operation, binding)),
    };
    Sample { request, response: response(api, operation, binding, version, outcome) }
}

fn response(
    api: &Api,
    operation: &Operation,
    binding: &SoapBinding,
    version: SoapVersion,
    outcome: Option<&OutcomeConfig>,
) -> SampleMessage {
    let (Some(body), Some(output)) = (&binding.response, &operation.output) else {
        return SampleMessage { start: "HTTP/1.1 202 Accepted".to_owned(), headers: Vec::new(), body: String::new() };
    };
    SampleMessage {
        start: "HTTP/1.1 200 OK".to_owned(),
        headers: content_type(version, None),
        body: envelope(version, response_header(api, binding, outcome), response_body(api, output, body)),
    }
}

/// The header fields that tell SOAP 1.1 (section 6.1.1) from SOAP 1.2 (part 2, section 7).
fn content_type(version: SoapVersion, action: Option<&str>) -> Vec<(String, String)> {
    let name = "Content-Type".to_owned();
    match (version, action) {
        (SoapVersion::V11, None) => vec![(name, "text/xml; charset=utf-8".to_owned())],
        (SoapVersion::V11, Some(action)) => {
            vec![(name, "text/xml; charset=utf-8".to_owned()), ("SOAPAction".to_owned(), format!("\"{action}\""))]
        }
        (SoapVersion::V12, None | Some("")) => vec![(name, "application/soap+xml; charset=utf-8".to_owned())],
        (SoapVersion::V12, Some(action)) => {
            vec![(name, format!("application/soap+xml; charset=utf-8; action=\"{action}\""))]
        }
    }
}

/// Authority and path of an address, its variables at their defaults.
fn address(endpoint: Option<&Endpoint>) -> (String, String) {
    let address = endpoint.map(Endpoint::by_default).unwrap_or_default();
    let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let authority = if authority.is_empty() { "localhost" } else { authority };
    (authority.to_owned(), format!("/{path}"))
}

fn request_header(api: &Api, binding: &SoapBinding) -> Vec<Element> {
    header(api, &binding.request_headers, |block| api.request_headers.get(block))
}

fn response_header(api: &Api, binding: &SoapBinding, outcome: Option<&OutcomeConfig>) -> Vec<Element> {
    let is_failure = |block: &HeaderBlock| outcome.is_some_and(|outcome| outcome.exception == block.name.local);
    header(api, &binding.response_headers, |block| api.response_headers.get(block).filter(|block| !is_failure(block)))
}

fn header<'a>(api: &'a Api, uses: &[HeaderUse], block: impl Fn(usize) -> Option<&'a HeaderBlock>) -> Vec<Element> {
    let blocks = uses.iter().filter_map(|used| block(used.block));
    blocks.map(|block| Content::new(api).element(&block.name, &block.ty)).collect()
}

fn request_body(api: &Api, operation: &Operation, binding: &SoapBinding) -> Vec<Element> {
    body(api, &binding.request, Some(&TypeRef::Named(operation.input)))
}

fn response_body(api: &Api, output: &Message, form: &SoapBody) -> Vec<Element> {
    match output {
        Message::Empty(None) => body(api, form, None),
        Message::Empty(Some(id)) | Message::Unwrapped(id) => body(api, form, Some(&TypeRef::Named(*id))),
        Message::Whole(ty) => body(api, form, Some(ty)),
    }
}

fn body(api: &Api, form: &SoapBody, ty: Option<&TypeRef>) -> Vec<Element> {
    let mut content = Content::new(api);
    match (form, ty) {
        (SoapBody::Wrapped(name), Some(ty)) => vec![content.element(name, ty)],
        (SoapBody::Wrapped(name), None) => vec![Element::new(name)],
        (SoapBody::Bare, Some(ty)) => content.children(ty),
        (SoapBody::Bare, None) => Vec::new(),
    }
}

fn envelope(version: SoapVersion, header: Vec<Element>, body: Vec<Element>) -> String {
    let namespace = match version {
        SoapVersion::V11 => SOAP_11,
        SoapVersion::V12 => SOAP_12,
    };
    let mut root = Element::qualified(namespace, "Envelope");
    if !header.is_empty() {
        root.children.push(Element { children: header, ..Element::qualified(namespace, "Header") });
    }
    root.children.push(Element { children: body, ..Element::qualified(namespace, "Body") });
    tree::document(&root)
}
