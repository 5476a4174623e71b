use std::{collections::BTreeMap, fmt::Write as _};

use bindery_codegen::model::{Api, Binding, HeaderBlock, HeaderUse, Message, Operation, SoapBody, TypeRef};

use super::{Dialect, Facts};

/// The facts of a model whose operations are bound to SOAP.
pub fn facts(api: &Api) -> String {
    let mut facts = Facts::new(api, Dialect::default());
    let mut out = String::new();
    for service in &api.services {
        writeln!(out, "service {}", service.name).unwrap();
        for endpoint in &service.endpoints {
            writeln!(out, "  endpoint {} {}", endpoint.name, endpoint.address).unwrap();
        }
        let operations: BTreeMap<&str, String> =
            service.operations.iter().map(|operation| (operation.name.as_str(), facts.soap(operation))).collect();
        operations.values().for_each(|operation| out.push_str(operation));
    }
    facts.derived();
    facts.types.values().for_each(|ty| out.push_str(ty));
    out
}

impl Facts<'_> {
    fn soap(&mut self, operation: &Operation) -> String {
        let mut out = format!("operation {}\n", operation.name);
        let Binding::Soap(soap) = &operation.binding else { panic!("{} is not bound to SOAP", operation.name) };
        writeln!(out, "  action {} versions {:?}", soap.action, soap.versions).unwrap();
        let request = headers(&self.api.request_headers, &soap.request_headers);
        let response = headers(&self.api.response_headers, &soap.response_headers);
        for (direction, body, blocks) in
            [("request", Some(&soap.request), request), ("response", soap.response.as_ref(), response)]
        {
            let Some(body) = body else {
                writeln!(out, "  no {direction}").unwrap();
                continue;
            };
            let form = match body {
                SoapBody::Wrapped(name) => format!("wrapped in {name}"),
                SoapBody::Bare => "bare".to_owned(),
            };
            writeln!(out, "  {direction} {form}").unwrap();
            for (block, required) in blocks {
                let ty = self.type_ref(&block.ty, true);
                let (name, nillable) = (&block.name, block.nillable);
                writeln!(out, "    header {name}: {ty} nillable {nillable} required {required}").unwrap();
            }
            let id = match (direction, &operation.output) {
                ("request", _) => Some(operation.input),
                (_, Some(Message::Empty(id))) => *id,
                (_, Some(Message::Unwrapped(id) | Message::Whole(TypeRef::Named(id)))) => Some(*id),
                (_, Some(Message::Whole(other))) => {
                    writeln!(out, "    whole {other:?}").unwrap();
                    None
                }
                (_, None) => None,
            };
            if let Some(id) = id {
                let kind = self.kind(id);
                out.push_str(&kind);
            }
        }
        for fault in &operation.faults {
            for part in &fault.parts {
                let ty = self.type_ref(&part.ty, true);
                writeln!(out, "  fault {} {}: {ty}", fault.name, part.element).unwrap();
            }
        }
        out
    }
}

fn headers<'a>(blocks: &'a [HeaderBlock], uses: &[HeaderUse]) -> Vec<(&'a HeaderBlock, bool)> {
    let mut found: Vec<_> = uses.iter().map(|used| (&blocks[used.block], used.required)).collect();
    found.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    found
}
