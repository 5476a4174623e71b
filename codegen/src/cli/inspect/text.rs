//! A description as tables.

use super::{
    super::{table::Table, terminal::Style},
    describe::{body_element, content_text, count, kind_text, output_type, protocol, wrappers},
};
use crate::model::{Api, Binding, HeaderBlock, TypeId, TypeRef};

/// The most characters that a message's content takes in a table.
const CONTENT: usize = 90;

pub(super) fn render(api: &Api, style: Style) -> String {
    let title = if api.title.is_empty() { "untitled" } else { &api.title };
    let mut out = style.bold(title);
    if let Some(version) = &api.version {
        out.push_str(&format!(" {version}"));
    }
    out.push('\n');
    let operations: usize = api.services.iter().map(|service| service.operations.len()).sum();
    let sections = [
        (count(api.services.len(), "service"), services(api)),
        (count(operations, "operation"), actions(api)),
        (count(messages_of(api).len(), "message"), messages(api)),
        (count(api.request_headers.len() + api.response_headers.len(), "header block"), headers(api)),
        types_section(api),
    ];
    for (heading, table) in sections {
        if !table.is_empty() {
            out.push_str(&format!("\n{}\n{}", style.bold(&heading), table.render(style)));
        }
    }
    out
}

fn services(api: &Api) -> Table {
    let mut table = Table::new(&["SERVICE", "OPERATIONS", "PROTOCOL", "ADDRESS"]);
    for service in &api.services {
        let protocol = service.operations.first().map(protocol).unwrap_or_default();
        let addresses: Vec<&str> = service.endpoints.iter().map(|endpoint| endpoint.address.as_str()).collect();
        table.row(vec![service.name.clone(), service.operations.len().to_string(), protocol, addresses.join(" ")]);
    }
    table
}

fn actions(api: &Api) -> Table {
    let mut table = Table::new(&["SERVICE", "OPERATION", "ACTION"]);
    for (service, operation) in api.operations() {
        let action = match &operation.binding {
            Binding::Soap(soap) => soap.action.clone(),
            Binding::Http(http) => format!("{} {}", http.method, http.path),
        };
        table.row(vec![service.name.clone(), operation.name.clone(), action]);
    }
    table
}

fn messages(api: &Api) -> Table {
    let mut table = Table::new(&["OPERATION", "", "ELEMENT", "CONTENT"]);
    for row in messages_of(api) {
        table.row(row);
    }
    table
}

fn messages_of(api: &Api) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (_, operation) in api.operations() {
        let (asked, answered) = match &operation.binding {
            Binding::Soap(soap) => (body_element(&soap.request), soap.response.as_ref().and_then(body_element)),
            Binding::Http(_) => (None, None),
        };
        let mut row = |direction: &str, element: Option<&str>, content: String| {
            let element = element.unwrap_or("–").to_owned();
            rows.push(vec![operation.name.clone(), direction.to_owned(), element, shorten(&content)]);
        };
        row("request", asked, content_text(api, &TypeRef::Named(operation.input)));
        if let Some(output) = &operation.output {
            let content = output_type(output).map(|ty| content_text(api, &ty)).unwrap_or_default();
            row("response", answered, content);
        }
        for fault in &operation.faults {
            let parts: Vec<String> = fault.parts.iter().map(|part| api.text(&part.ty)).collect();
            row("fault", Some(&fault.name), parts.join(", "));
        }
    }
    rows
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(CONTENT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

fn headers(api: &Api) -> Table {
    let mut table = Table::new(&["HEADER BLOCK", "", "TYPE"]);
    let mut rows = |direction: &str, blocks: &[HeaderBlock]| {
        for block in blocks {
            table.row(vec![block.name.local.clone(), direction.to_owned(), api.text(&block.ty)]);
        }
    };
    rows("request", &api.request_headers);
    rows("response", &api.response_headers);
    table
}

fn types_section(api: &Api) -> (String, Table) {
    let wrappers = wrappers(api);
    let mut rows: Vec<Vec<String>> = (0..)
        .map(TypeId)
        .zip(&api.types)
        .filter(|(id, _)| wrappers.binary_search(id).is_err())
        .map(|(_, ty)| {
            let (kind, size) = kind_text(api, ty);
            vec![ty.name.local.clone(), kind.to_owned(), size, ty.origin.to_string()]
        })
        .collect();
    rows.sort();
    let mut table = Table::new(&["TYPE", "KIND", "HOLDS", "DECLARED"]);
    let heading = count(rows.len(), "type");
    rows.into_iter().for_each(|row| table.row(row));
    (heading, table)
}
