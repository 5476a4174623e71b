//! Samples of operations over plain HTTP.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Sample, SampleMessage, address, content::Content, json::Document, tree};
use crate::model::{
    Api, BodyContent, Family, HttpBinding, Operation, Parameter, ParameterPlace, ParameterStyle, SecuritySchemeKind,
    Service, StatusMatch, TypeKind, TypeRef, WireName, successes,
};

const BOUNDARY: &str = "part";

pub(super) fn sample(api: &Api, service: &Service, operation: &Operation, binding: &HttpBinding) -> Sample {
    Sample { request: request(api, service, operation, binding), response: response(api, binding) }
}

/// What of a request stands outside its body.
struct Head {
    path: String,
    query: Vec<String>,
    headers: Vec<(String, String)>,
    cookies: Vec<String>,
}

fn request(api: &Api, service: &Service, operation: &Operation, binding: &HttpBinding) -> SampleMessage {
    let (authority, base) = address(binding.servers.first().or(service.endpoints.first()));
    let mut head = Head {
        path: format!("{}{}", base.trim_end_matches('/'), binding.path),
        query: Vec::new(),
        headers: vec![("Host".to_owned(), authority)],
        cookies: Vec::new(),
    };
    let fields = match &api.ty(operation.input).kind {
        TypeKind::Struct(input) => input.fields.as_slice(),
        _ => &[],
    };
    for parameter in &binding.parameters {
        if let Some(field) = fields.get(parameter.field) {
            head.add(parameter, &Document::request(api).of_field(field));
        }
    }
    let accepted = successes(&binding.responses).into_iter().find_map(|index| binding.responses[index].body.as_ref());
    if let Some(media) = accepted.and_then(|body| body.media.first()) {
        head.header("Accept", &media.media_type);
    }
    head.credentials(api, binding);
    let body = binding.request.as_ref().map(|body| body_of(api, body, Document::request(api)));
    let body = body.unwrap_or_default();
    head.headers.extend(body.content_type.map(|media_type| ("Content-Type".to_owned(), media_type)));
    if !head.cookies.is_empty() {
        head.headers.push(("Cookie".to_owned(), head.cookies.join("; ")));
    }
    let query = if head.query.is_empty() { String::new() } else { format!("?{}", head.query.join("&")) };
    let start = format!("{} {}{query} HTTP/1.1", binding.method, head.path);
    SampleMessage { start, headers: head.headers, body: body.text }
}

fn response(api: &Api, binding: &HttpBinding) -> SampleMessage {
    let Some(answer) = successes(&binding.responses).first().and_then(|index| binding.responses.get(*index)) else {
        return SampleMessage { start: "HTTP/1.1 200 OK".to_owned(), headers: Vec::new(), body: String::new() };
    };
    let body = answer.body.as_ref().map(|body| body_of(api, body, Document::response(api))).unwrap_or_default();
    let typed = answer.headers.iter().map(|(name, ty, _)| {
        (name.local.clone(), parts(&Document::response(api).of(ty, &name.local), false).join(","))
    });
    let content_type = body.content_type.into_iter().map(|media_type| ("Content-Type".to_owned(), media_type));
    SampleMessage { start: status_line(answer.status), headers: content_type.chain(typed).collect(), body: body.text }
}

fn status_line(status: StatusMatch) -> String {
    let code = match status {
        StatusMatch::Code(code) => code,
        StatusMatch::Range(first) => u16::from(first) * 100,
        StatusMatch::Default => 200,
    };
    let mut reason = String::new();
    for c in StatusMatch::Code(code).label().chars() {
        if c.is_uppercase() && !reason.is_empty() {
            reason.push(' ');
        }
        reason.push(c);
    }
    format!("HTTP/1.1 {code} {}", if code == 200 { "OK" } else { &reason })
}

impl Head {
    fn add(&mut self, parameter: &Parameter, value: &Value) {
        let name = &parameter.name;
        match parameter.place {
            ParameterPlace::Path => {
                self.path = self.path.replace(&format!("{{{name}}}"), &in_path(parameter, value));
            }
            ParameterPlace::Query => self.query.extend(
                pairs(parameter, value).into_iter().map(|(name, text)| format!("{}={}", encode(&name), encode(&text))),
            ),
            ParameterPlace::Cookie => self.cookies.extend(
                pairs(parameter, value).into_iter().map(|(name, text)| format!("{}={}", encode(&name), encode(&text))),
            ),
            ParameterPlace::Header => {
                let text = match &parameter.media_type {
                    Some(_) => value.to_string(),
                    None => parts(value, parameter.explode).join(","),
                };
                self.header(name, &text);
            }
        }
    }

    /// A header that no other has set.
    fn header(&mut self, name: &str, value: &str) {
        if !self.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The first of the alternatives of credentials, each in the form in which it is presented.
    fn credentials(&mut self, api: &Api, binding: &HttpBinding) {
        let schemes = binding.security.first().map(|asked| asked.schemes.as_slice()).unwrap_or_default();
        for (name, _) in schemes {
            let Some(scheme) = api.security.iter().find(|scheme| scheme.name == *name) else { continue };
            match &scheme.kind {
                SecuritySchemeKind::Basic => self.header("Authorization", "Basic dXNlcjpwYXNzd29yZA=="),
                SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 => self.header("Authorization", "Bearer TOKEN"),
                SecuritySchemeKind::Http(scheme) => self.header("Authorization", &format!("{scheme} CREDENTIALS")),
                SecuritySchemeKind::ApiKey { place: ParameterPlace::Query, name } => {
                    self.query.push(format!("{}=KEY", encode(name)));
                }
                SecuritySchemeKind::ApiKey { place: ParameterPlace::Cookie, name } => {
                    self.cookies.push(format!("{}=KEY", encode(name)));
                }
                SecuritySchemeKind::ApiKey { name, .. } => self.header(name, "KEY"),
            }
        }
    }
}

/// A value in a path (OpenAPI 3.0.3, "Style Values").
fn in_path(parameter: &Parameter, value: &Value) -> String {
    let name = encode(&parameter.name);
    if parameter.media_type.is_some() {
        return encode(&value.to_string());
    }
    let parts: Vec<String> = parts(value, parameter.explode)
        .iter()
        .map(|part| part.split('=').map(encode).collect::<Vec<_>>().join("="))
        .collect();
    match (parameter.style, parameter.explode) {
        (ParameterStyle::Label, true) => format!(".{}", parts.join(".")),
        (ParameterStyle::Label, false) => format!(".{}", parts.join(",")),
        (ParameterStyle::Matrix, true) if value.is_object() => format!(";{}", parts.join(";")),
        (ParameterStyle::Matrix, true) => parts.iter().map(|part| format!(";{name}={part}")).collect(),
        (ParameterStyle::Matrix, false) => format!(";{name}={}", parts.join(",")),
        _ => parts.join(","),
    }
}

/// The pairs of a query, a cookie or a form that a value stands as.
fn pairs(parameter: &Parameter, value: &Value) -> Vec<(String, String)> {
    let name = &parameter.name;
    if parameter.media_type.is_some() {
        return vec![(name.clone(), value.to_string())];
    }
    let delimiter = match parameter.style {
        ParameterStyle::SpaceDelimited => " ",
        ParameterStyle::PipeDelimited => "|",
        ParameterStyle::TabDelimited => "\t",
        _ => ",",
    };
    match value {
        Value::Object(object) if parameter.style == ParameterStyle::DeepObject => {
            object.iter().map(|(key, value)| (format!("{name}[{key}]"), text(value))).collect()
        }
        Value::Object(object) if parameter.explode => {
            object.iter().map(|(key, value)| (key.clone(), text(value))).collect()
        }
        Value::Array(items) if parameter.explode => items.iter().map(|item| (name.clone(), text(item))).collect(),
        value => vec![(name.clone(), parts(value, false).join(delimiter))],
    }
}

/// The pieces of a value between its delimiters: items, or names and values of properties.
fn parts(value: &Value, explode: bool) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(object) if explode => {
            object.iter().map(|(name, value)| format!("{name}={}", text(value))).collect()
        }
        Value::Object(object) => object.iter().flat_map(|(name, value)| [name.clone(), text(value)]).collect(),
        value => vec![text(value)],
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3).
fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    })
}

/// A body and its media type.
#[derive(Default)]
struct Body {
    content_type: Option<String>,
    text: String,
}

/// A body in its preferred media type.
fn body_of(api: &Api, body: &BodyContent, document: Document<'_>) -> Body {
    let Some(media) = body.media.first() else { return Body::default() };
    let (media_type, ty) = (&media.media_type, &media.ty);
    let multipart = media_type.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"));
    let text = match Family::of(media_type) {
        Family::Json => format!("{:#}\n", document.of(ty, "text")),
        Family::Form if multipart => multipart_of(&document.of(ty, "text")),
        Family::Form => form_of(&document.of(ty, "text")),
        Family::Xml => tree::document(&Content::new(api).element(&root(api, ty), ty)),
        Family::Text | Family::Bytes => format!("{}\n", text(&document.of(ty, "text"))),
    };
    let content_type = match (multipart, media_type.split_once('*')) {
        (true, _) => format!("{media_type}; boundary={BOUNDARY}"),
        (_, Some(_)) => "application/json".to_owned(),
        _ => media_type.clone(),
    };
    Body { content_type: Some(content_type), text }
}

fn form_of(value: &Value) -> String {
    let Value::Object(object) = value else { return format!("{}\n", text(value)) };
    let pairs = object.iter().flat_map(|(name, value)| {
        let values = if value.is_array() { parts(value, true) } else { vec![text(value)] };
        values.into_iter().map(move |value| format!("{}={}", encode(name), encode(&value)))
    });
    format!("{}\n", pairs.collect::<Vec<_>>().join("&"))
}

/// The parts of a `multipart/form-data` body (RFC 7578), lines ended as a terminal ends them.
fn multipart_of(value: &Value) -> String {
    let Value::Object(object) = value else { return format!("{}\n", text(value)) };
    let mut out = String::new();
    for (name, value) in object {
        let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for item in items {
            let kind = if item.is_object() { "Content-Type: application/json\n" } else { "" };
            let _ =
                write!(out, "--{BOUNDARY}\nContent-Disposition: form-data; name=\"{name}\"\n{kind}\n{}\n", text(item));
        }
    }
    let _ = writeln!(out, "--{BOUNDARY}--");
    out
}

/// The element that a value stands in where it is XML: its type's name.
fn root(api: &Api, ty: &TypeRef) -> WireName {
    match ty {
        TypeRef::Named(id) => WireName::unqualified(&api.ty(*id).name.local),
        _ => WireName::unqualified("body"),
    }
}
