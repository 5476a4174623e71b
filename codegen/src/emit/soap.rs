//! How an operation stands in SOAP: the only place that reads its binding.

use serde_json::{Value, json};

use super::{fault, file::File, record, reference, union};
use crate::model::{Endpoint, HeaderUse, Message, Operation, SoapBinding, SoapBody, SoapVersion, TypeKind, TypeRef};

/// The row of how an operation stands in SOAP; `request` is the place of its struct.
pub fn row(file: &File<'_>, operation: &Operation, soap: &SoapBinding, request: usize) -> Value {
    let versions: Vec<&str> = soap
        .versions
        .iter()
        .map(|version| match version {
            SoapVersion::V11 => "V11",
            SoapVersion::V12 => "V12",
        })
        .collect();
    let faults: Vec<Value> = operation
        .faults
        .iter()
        .zip(fault::variants(operation))
        .map(|(fault, variant)| json!([fault.name, union::row(file, &variant)]))
        .collect();
    let mut row = json!({
        "versions": versions,
        "action": soap.action,
        "request": body(file, &soap.request, json!([request]), false),
    });
    if let Some(answer) = &soap.response {
        row["response"] = response(file, operation, answer);
    }
    let lists = [
        ("request_headers", blocks(&soap.request_headers)),
        ("response_headers", blocks(&soap.response_headers)),
        ("faults", faults),
    ];
    for (member, rows) in lists.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        row[member] = rows.into();
    }
    row
}

fn response(file: &File<'_>, operation: &Operation, answer: &SoapBody) -> Value {
    let api = &file.plan.api;
    match &operation.output {
        Some(Message::Unwrapped(id)) if let TypeKind::Struct(structure) = &api.ty(*id).kind => {
            let name = (!api.ty(*id).anonymous).then_some(&api.ty(*id).name);
            let row = record::row(file, name, structure);
            let place = file.tables.borrow_mut().record(None, row);
            body(file, answer, json!([place]), true)
        }
        Some(Message::Whole(TypeRef::Named(id))) if matches!(api.ty(*id).kind, TypeKind::Struct(_)) => {
            body(file, answer, json!(file.row(*id)), false)
        }
        // `pass::outputs` has refused what is neither a struct nor nothing.
        _ => body(file, answer, Value::Null, true),
    }
}

fn body(file: &File<'_>, body: &SoapBody, record: Value, unwrapped: bool) -> Value {
    let element = match body {
        SoapBody::Wrapped(name) => reference::name(file, Some(name)),
        SoapBody::Bare => Value::Null,
    };
    json!([element, record, unwrapped])
}

fn blocks(uses: &[HeaderUse]) -> Vec<Value> {
    uses.iter().map(|used| json!([used.block, used.required])).collect()
}

/// What follows the address that all services share: the last segment of the first endpoint's path.
pub fn path(endpoints: &[Endpoint]) -> String {
    let address = endpoints.first().map_or("", |endpoint| &endpoint.address);
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    path.rsplit_once('/').map_or_else(String::new, |(_, last)| last.to_owned())
}
