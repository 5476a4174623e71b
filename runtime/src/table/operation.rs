//! The rows of operations: an object with the `name` and, for each wire, how the operation stands there. `rest` is as `http`, for
//! an operation that is bound to SOAP and is offered over REST too.
//!
//! `soap` holds `versions`, `action`, the bodies `request` and `response` (element, record, whether it is unwrapped), the
//! header blocks of both (`[field, required]`) and `faults` (name and field). `http` holds `method`, `path` (texts and indexes
//! of parameters), `parameters`, `body`, `responses`, `errors` and `security`.

use serde_json::Value;

use super::{
    Ref,
    read::{Read, Reader, items, kept, plain, row_of, str},
};
use crate::{
    operation::{
        Binding, Block, BodyInfo, FaultInfo, HttpBinding, Media, OperationInfo, Parameter, PartEncoding, Piece,
        RequestBody, Requirement, Response, ResponseBody, SchemeUse, SoapBinding, StatusMatch,
    },
    record::Schema,
};

/// Reads an operation.
pub fn read(reader: &Reader, row: &Value) -> Read<OperationInfo> {
    let binding = match row.get("soap") {
        Some(soap) => Binding::Soap(Box::leak(Box::new(reader.soap(soap)?))),
        None => Binding::Http(Box::leak(Box::new(reader.http(member(row, "http")?)?))),
    };
    let rest = row.get("rest").map(|http| reader.http(http)).transpose()?;
    let rest = rest.map(|http| &*Box::leak(Box::new(http)));
    Ok(OperationInfo { name: kept(str(member(row, "name")?)?), service: reader.service()?, binding, rest })
}

fn member<'v>(row: &'v Value, name: &str) -> Read<&'v Value> {
    row.get(name).ok_or_else(|| format!("no `{name}`: {row}"))
}

/// The rows of a member; none where it is left out.
fn rows<T>(row: &Value, name: &str, read: impl Fn(&Value) -> Read<T>) -> Read<&'static [T]> {
    let Some(rows) = row.get(name) else { return Ok(&[]) };
    all(rows, read)
}

fn all<T>(rows: &Value, read: impl Fn(&Value) -> Read<T>) -> Read<&'static [T]> {
    Ok(items(rows)?.iter().map(read).collect::<Read<Vec<_>>>()?.leak())
}

fn optional<T>(value: &Value, read: impl Fn(&Value) -> Read<T>) -> Read<Option<T>> {
    if value.is_null() { Ok(None) } else { read(value).map(Some) }
}

fn block(row: &Value) -> Read<Block> {
    let [field, required] = row_of(row)?;
    Ok(Block { field: plain(field)?, required: plain(required)? })
}

fn text(value: &Value) -> Read<&'static str> {
    str(value).map(kept)
}

impl Reader {
    fn soap(&self, soap: &Value) -> Read<SoapBinding> {
        let fault = |row: &Value| {
            let [name, detail] = row_of(row)?;
            Ok(FaultInfo { name: text(name)?, detail: Box::leak(Box::new(self.field(detail)?)) })
        };
        Ok(SoapBinding {
            versions: rows(soap, "versions", plain)?,
            action: text(member(soap, "action")?)?,
            request: self.body(member(soap, "request")?)?,
            response: soap.get("response").map(|body| self.body(body)).transpose()?,
            request_headers: rows(soap, "request_headers", block)?,
            response_headers: rows(soap, "response_headers", block)?,
            faults: rows(soap, "faults", fault)?,
        })
    }

    fn body(&self, row: &Value) -> Read<BodyInfo> {
        let [element, record, unwrapped] = row_of(row)?;
        Ok(BodyInfo {
            element: optional(element, |name| self.name(name))?,
            schema: optional(record, |at| self.record_at(at))?.unwrap_or(Ref::new(&Schema::EMPTY)),
            unwrapped: plain(unwrapped)?,
        })
    }

    fn http(&self, http: &Value) -> Read<HttpBinding> {
        let piece = |piece: &Value| match piece {
            Value::String(text) => Ok(Piece::Text(kept(text))),
            index => Ok(Piece::Parameter(plain(index)?)),
        };
        let request = |row: &Value| -> Read<RequestBody> {
            let [field, required, media] = row_of(row)?;
            Ok(RequestBody { field: plain(field)?, required: plain(required)?, media: all(media, media_row)? })
        };
        let security = |row: &Value| Ok(Requirement { schemes: all(row, |row| self.used(row))? });
        Ok(HttpBinding {
            method: text(member(http, "method")?)?,
            path: rows(http, "path", piece)?,
            parameters: rows(http, "parameters", parameter)?,
            body: http.get("body").map(request).transpose()?,
            responses: rows(http, "responses", |row| self.response(row))?,
            errors: rows(http, "errors", |row| self.response(row))?,
            security: rows(http, "security", security)?,
        })
    }

    fn response(&self, row: &Value) -> Read<Response> {
        let [status, variant, body, headers] = row_of(row)?;
        let body = optional(body, |row| {
            let [field, media] = row_of(row)?;
            Ok(ResponseBody { field: Box::leak(Box::new(self.field(field)?)), media: all(media, media_row)? })
        })?;
        Ok(Response { status: status_of(status)?, variant: plain(variant)?, body, headers: all(headers, block)? })
    }

    fn used(&self, row: &Value) -> Read<SchemeUse> {
        let [scheme, scopes] = row_of(row)?;
        Ok(SchemeUse { scheme: self.scheme(scheme)?, scopes: all(scopes, text)? })
    }
}

/// A status as OpenAPI writes it: `200`, `4XX`, `default`.
fn status_of(status: &Value) -> Read<StatusMatch> {
    let status = str(status)?;
    let number = |digits: &str| digits.parse().map_err(|_| format!("not a status: {status}"));
    Ok(match status.strip_suffix("XX") {
        Some(first) => StatusMatch::Range(first.parse().map_err(|_| format!("not a status: {status}"))?),
        None if status == "default" => StatusMatch::Default,
        None => StatusMatch::Code(number(status)?),
    })
}

fn parameter(row: &Value) -> Read<Parameter> {
    let [place, field, name, rare @ ..] = items(row)? else { return Err(format!("not a parameter: {row}")) };
    let (field, name) = (plain(field)?, text(name)?);
    let mut parameter = match str(place)? {
        "path" => Parameter::path(field, name),
        "query" => Parameter::query(field, name),
        "header" => Parameter::header(field, name),
        _ => Parameter::cookie(field, name),
    };
    let Some(rare) = rare.first() else { return Ok(parameter) };
    if let Some(style) = rare.get("style") {
        parameter = parameter.style(plain(style)?);
    }
    if let Some(explode) = rare.get("explode") {
        parameter = parameter.explode(plain(explode)?);
    }
    if rare.get("reserved").is_some() {
        parameter = parameter.reserved();
    }
    if rare.get("required").is_some() {
        parameter = parameter.required();
    }
    if let Some(media_type) = rare.get("content") {
        parameter = parameter.content(text(media_type)?);
    }
    Ok(parameter)
}

/// A media type: its name, or with the alternative that stands in it and how its parts are written.
fn media_row(row: &Value) -> Read<Media> {
    if let Value::String(name) = row {
        return Ok(Media::new(kept(name)));
    }
    let [name, variant, parts] = row_of(row)?;
    Ok(Media { name: text(name)?, variant: plain(variant)?, parts: all(parts, part)? })
}

fn part(row: &Value) -> Read<PartEncoding> {
    let [property, content_type, style, explode, allow_reserved] = row_of(row)?;
    Ok(PartEncoding {
        property: text(property)?,
        content_type: optional(content_type, text)?,
        style: plain(style)?,
        explode: plain(explode)?,
        allow_reserved: plain(allow_reserved)?,
    })
}
