//! Requests: written by a client.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};

use super::{
    body,
    credentials::Presented,
    media::essence,
    percent::{Keep, encode, encoded},
    plain::Plain,
    style,
};
use crate::{
    json::{self, Direction},
    operation::{HttpBinding, Media, Parameter, Piece, Place, RequestBody, ResponseBody},
    record::{Field, Flags, Record, View},
    xml::EncodeError,
};

/// How a request is sent.
pub(crate) struct Sending<'a> {
    /// The address of the service.
    pub(crate) endpoint: &'a Uri,
    /// The session's own headers: they stand where the request leaves a header parameter out.
    pub(crate) headers: &'a HeaderMap,
    /// The credentials.
    pub(crate) presented: &'a [Presented],
    /// The media type of the body, where it is not the preferred one.
    pub(crate) media_type: Option<&'a str>,
    /// The media type that is asked for, where it is not the preferred one.
    pub(crate) accept: Option<&'a str>,
    /// The media type of a body that comes as a stream, in the place of the request's own.
    pub(crate) upload: Option<&'a str>,
}

/// The request of an operation.
pub(crate) fn write_request(
    binding: &'static HttpBinding,
    operation: &dyn Record,
    sending: &Sending<'_>,
) -> Result<http::Request<Bytes>, EncodeError> {
    let mut written = Written { headers: HeaderMap::new(), query: Vec::new(), cookies: Vec::new() };
    for parameter in binding.parameters {
        written.parameter(parameter, operation, sending.headers)?;
    }
    let path = path(binding, operation)?;
    written.credentials(sending)?;
    let mut request = http::Request::new(Bytes::new());
    let method = Method::from_bytes(binding.method.as_bytes());
    *request.method_mut() = method.map_err(|_| EncodeError::new(format!("no such method: {}", binding.method)))?;
    *request.uri_mut() = uri(sending.endpoint, &path, &written.query)?;
    match (&binding.body, sending.upload) {
        (_, Some(media_type)) => {
            written.headers.insert(header::CONTENT_TYPE, value(media_type, "content-type")?);
        }
        (Some(body), None) => written.body(body, operation, sending, &mut request)?,
        (None, None) => {}
    }
    if !written.cookies.is_empty() {
        let cookies: Vec<String> = written.cookies.iter().map(|(name, text)| format!("{name}={text}")).collect();
        written.headers.insert(header::COOKIE, sensitive(&cookies.join("; "), "cookie")?);
    }
    let accepted = sending.accept.map_or_else(|| accept(binding, |body| body.media.first()), str::to_owned);
    written.headers.insert(header::ACCEPT, value(&accepted, "accept")?);
    for (name, value) in sending.headers {
        if !written.headers.contains_key(name) {
            written.headers.append(name, value.clone());
        }
    }
    request.headers_mut().extend(written.headers);
    Ok(request)
}

/// What stands beside method, path and body.
struct Written {
    headers: HeaderMap,
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
}

impl Written {
    fn parameter(
        &mut self,
        parameter: &Parameter,
        operation: &dyn Record,
        defaults: &HeaderMap,
    ) -> Result<(), EncodeError> {
        if parameter.place == Place::Path {
            return Ok(());
        }
        let field = row(operation, parameter)?;
        let plain = plain_of(parameter, operation, field)?;
        let wrong = |error: EncodeError| error.within(parameter.name);
        match parameter.place {
            Place::Path => {}
            Place::Query => self.query.extend(style::pairs(parameter, &plain, Keep::Unreserved)),
            Place::Cookie => self.cookies.extend(style::pairs(parameter, &plain, Keep::Unreserved)),
            Place::Header => {
                let name = name(parameter.name)?;
                let text = style::header(parameter, &plain);
                // A credential that the request leaves empty is the session's.
                let text = text.filter(|text| !(text.is_empty() && field.is(Flags::SECRET)));
                match text {
                    Some(text) if field.is(Flags::SECRET) => {
                        self.headers.insert(name, sensitive(&text, parameter.name)?);
                    }
                    Some(text) => {
                        self.headers.insert(name, value(&text, parameter.name)?);
                    }
                    None if (parameter.required || field.is(Flags::REQUIRED)) && !defaults.contains_key(&name) => {
                        let what = "required header is not set, neither in the request nor in the session";
                        return Err(wrong(EncodeError::new(what)));
                    }
                    None => {}
                }
                return Ok(());
            }
        }
        let is_required = parameter.required || field.is(Flags::REQUIRED) && !field.is(Flags::NILLABLE);
        if plain == Plain::Absent && is_required {
            return Err(wrong(EncodeError::new("required parameter is not set")));
        }
        Ok(())
    }

    fn credentials(&mut self, sending: &Sending<'_>) -> Result<(), EncodeError> {
        for presented in sending.presented {
            let encoded = |text: &str| encoded(text, Keep::Unreserved);
            match presented.place {
                Place::Header => {
                    let name = name(&presented.name)?;
                    // What the request or the session says in so many words stands.
                    if !self.headers.contains_key(&name) && !sending.headers.contains_key(&name) {
                        self.headers.insert(name, sensitive(presented.value.expose(), &presented.name)?);
                    }
                }
                Place::Query => self.query.push((encoded(&presented.name), encoded(presented.value.expose()))),
                Place::Cookie => self.cookies.push((encoded(&presented.name), encoded(presented.value.expose()))),
                Place::Path => {}
            }
        }
        Ok(())
    }

    fn body(
        &mut self,
        body: &RequestBody,
        operation: &dyn Record,
        sending: &Sending<'_>,
        request: &mut http::Request<Bytes>,
    ) -> Result<(), EncodeError> {
        let whole = json::root(operation.schema());
        let (field, view) = match body.field {
            Some(index) => {
                let field = operation.schema().fields.get(index);
                let missing = || EncodeError::new("the table of the operation has no such body");
                (field.ok_or_else(missing)?, operation.view(index))
            }
            None => (&whole, View::Record(operation)),
        };
        match view {
            View::Absent if body.required => {
                return Err(EncodeError::new("it is the body, which is required").within(field.name.local));
            }
            View::Absent if field.is(Flags::REQUIRED) && !field.is(Flags::NILLABLE) => {
                return Err(EncodeError::new("required body is not set"));
            }
            View::Absent if !field.is(Flags::REQUIRED) => return Ok(()),
            _ => {}
        }
        let written = body::write(body.media, sending.media_type, view, field, Direction::Request)?;
        self.headers.insert(header::CONTENT_TYPE, value(&written.content_type, "content-type")?);
        *request.body_mut() = Bytes::from(written.bytes);
        Ok(())
    }
}

fn row<'a>(operation: &'a dyn Record, parameter: &Parameter) -> Result<&'a Field, EncodeError> {
    let field = operation.schema().fields.get(parameter.field);
    field.ok_or_else(|| EncodeError::new("the table of the operation has no such parameter").within(parameter.name))
}

fn plain_of(parameter: &Parameter, operation: &dyn Record, field: &Field) -> Result<Plain, EncodeError> {
    let plain = match (operation.view(parameter.field), parameter.media_type) {
        (View::Absent | View::Null, _) => Ok(Plain::Absent),
        (view, Some(_)) => {
            body::to_json(view, field).map(|json| Plain::One(String::from_utf8(json).unwrap_or_default()))
        }
        (view, None) => Plain::of(view, field),
    };
    plain.map_err(|error| error.within(parameter.name))
}

/// The path, encoded.
fn path(binding: &HttpBinding, operation: &dyn Record) -> Result<String, EncodeError> {
    let mut path = String::new();
    for piece in binding.path {
        match piece {
            Piece::Text(text) => encode(text, Keep::Path, &mut path),
            Piece::Parameter(index) => {
                let parameter = binding.parameters.get(*index);
                let parameter = parameter.ok_or_else(|| EncodeError::new("the path names no such parameter"))?;
                let plain = plain_of(parameter, operation, row(operation, parameter)?)?;
                let text = style::path(parameter, &plain).filter(|text| !text.is_empty());
                let text = text.ok_or_else(|| {
                    EncodeError::new("a parameter in the path cannot be empty").within(parameter.name)
                })?;
                path.push_str(&text);
            }
        }
    }
    // URL parsers resolve such segments, encoded or not, so that the request would go elsewhere.
    for segment in path.split('/') {
        let plain = segment.replace("%2E", ".").replace("%2e", ".");
        if plain == "." || plain == ".." {
            return Err(EncodeError::new(format!("the path would hold the segment `{plain}`")));
        }
    }
    Ok(path)
}

fn uri(endpoint: &Uri, path: &str, query: &[(String, String)]) -> Result<Uri, EncodeError> {
    let mut text = format!(
        "{}://{}{}{path}",
        endpoint.scheme_str().unwrap_or("http"),
        endpoint.authority().map_or("", |authority| authority.as_str()),
        endpoint.path().trim_end_matches('/'),
    );
    let own = endpoint.query().filter(|query| !query.is_empty()).map(str::to_owned);
    let given = query.iter().map(|(name, value)| format!("{name}={value}"));
    for (index, pair) in own.into_iter().chain(given).enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(&pair);
    }
    text.parse().map_err(|_| EncodeError::new(format!("the URL of {} characters is too long", text.len())))
}

/// The media types that the answers are described in, the preferred one of each.
pub(super) fn accept(binding: &HttpBinding, preferred: fn(&ResponseBody) -> Option<&'static Media>) -> String {
    let mut names: Vec<String> = Vec::new();
    for response in binding.responses.iter().chain(binding.errors) {
        let preferred = response.body.as_ref().and_then(preferred);
        if let Some(name) = preferred.map(|media| essence(media.name)).filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    if names.is_empty() { "*/*".to_owned() } else { names.join(", ") }
}

fn name(name: &str) -> Result<HeaderName, EncodeError> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| EncodeError::new(format!("`{}` is no name of a header", name.escape_debug())))
}

fn value(text: &str, name: &str) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_str(text).map_err(|_| {
        let what =
            "the value of the header holds control characters (line breaks among them), or characters beyond ASCII";
        EncodeError::new(what).within(name)
    })
}

fn sensitive(text: &str, name: &str) -> Result<HeaderValue, EncodeError> {
    let mut value = value(text, name)?;
    value.set_sensitive(true);
    Ok(value)
}

/// What a typed header of an answer holds.
#[cfg(feature = "server")]
pub(super) fn header_text(view: View<'_>, field: &Field) -> Result<Option<String>, EncodeError> {
    Ok(style::header(&Parameter::header(0, field.name.local), &Plain::of(view, field)?))
}
