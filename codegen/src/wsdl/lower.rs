//! From a set of WSDL documents to services and operations.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    diagnostic::Diagnostic,
    ledger::{Ledger, LossKind},
    model::{Api, Docs, Endpoint, Extra, Message as Output, Operation, Service, TypeKind, TypeRef},
    source::{Files, Limits, Pos},
    xml::{QName, Ref},
    xsd::{Lowering, SchemaSet},
};

use super::{
    binding::{Bound, bind},
    headers::Headers,
    tree::{Binding, Definitions, Message, Port, PortType, Protocol},
};

/// What one set of WSDL documents lowers into.
#[derive(Debug, Default)]
pub(crate) struct Unit {
    pub(crate) api: Api,
    pub(crate) ledger: Ledger,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The documents of one set by name, and the types that are made for them.
pub(super) struct Lower<'a> {
    pub(super) types: Lowering<'a>,
    pub(super) messages: HashMap<&'a QName, &'a Message>,
    pub(super) headers: Headers,
    port_types: BTreeMap<&'a QName, &'a PortType>,
    bindings: HashMap<&'a QName, &'a Binding>,
    files: &'a Files,
}

/// Lowers the documents that stand together; the first is the one that was given.
pub(crate) fn lower<'a>(
    documents: &[&'a Definitions],
    set: &'a SchemaSet<'a>,
    files: &'a Files,
    limits: &'a Limits,
) -> Unit {
    let mut lower = Lower {
        types: Lowering::new(set, files, limits),
        messages: HashMap::new(),
        headers: Headers::default(),
        port_types: BTreeMap::new(),
        bindings: HashMap::new(),
        files,
    };
    for document in documents {
        for message in &document.messages {
            if let Some(first) = lower.messages.insert(&message.name, message) {
                lower.twice("message", &message.name, first.pos, message.pos);
                lower.messages.insert(&first.name, first);
            }
        }
        for port_type in &document.port_types {
            if let Some(first) = lower.port_types.insert(&port_type.name, port_type) {
                lower.twice("port type", &port_type.name, first.pos, port_type.pos);
                lower.port_types.insert(&first.name, first);
            }
        }
        for binding in &document.bindings {
            if let Some(first) = lower.bindings.insert(&binding.name, binding) {
                lower.twice("binding", &binding.name, first.pos, binding.pos);
                lower.bindings.insert(&first.name, first);
            }
        }
    }
    let bound = lower.bound(documents);
    let mut services: Vec<Service> = Vec::new();
    let port_types: Vec<&PortType> = documents.iter().flat_map(|document| &document.port_types).collect();
    let mut seen = HashSet::new();
    for port_type in port_types {
        if seen.insert(&port_type.name) {
            let bindings = bound.get(&port_type.name).map_or(&[][..], Vec::as_slice);
            let service = lower.service(port_type, bindings, services.len());
            services.extend(service);
        }
    }
    lower.finish(documents, services)
}

/// A binding of a port type, and the ports that offer it.
type Offers<'a> = Vec<(&'a Binding, Vec<(&'a Port, &'a Docs)>)>;

impl<'a> Lower<'a> {
    fn twice(&mut self, what: &str, name: &QName, first: Pos, second: Pos) {
        if first != second {
            let message = format!("the {what} `{name}` is defined twice; the first definition counts");
            self.types.diagnostics.push(
                Diagnostic::warning("wsdl::duplicate-definition", self.files.origin(second), message)
                    .label(self.files.origin(first), "defined here first")
                    .help("remove or rename one of them"),
            );
        }
    }

    /// The bindings of every port type: those that ports offer in their order, then the others.
    fn bound(&mut self, documents: &[&'a Definitions]) -> HashMap<&'a QName, Offers<'a>> {
        let mut bound: HashMap<&QName, Offers<'a>> = HashMap::new();
        let services = documents.iter().flat_map(|document| &document.services);
        let ports = services.flat_map(|service| service.ports.iter().map(move |port| (port, &service.docs)));
        let mut reported = HashSet::new();
        let offered = ports.filter_map(|port| Some((port.0.binding.as_ref()?, Some(port))));
        let mut pairs: Vec<(&'a Binding, Option<(&'a Port, &'a Docs)>)> = Vec::new();
        for (reference, port) in offered {
            match self.bindings.get(&reference.name) {
                Some(binding) => pairs.push((binding, port)),
                None => {
                    let known = self.bindings.keys().map(|name| (*name).clone()).collect();
                    self.types.unresolved("wsdl::unresolved-binding", "binding", reference, known);
                }
            }
        }
        for binding in documents.iter().flat_map(|document| &document.bindings) {
            pairs.push((binding, None));
        }
        for (binding, port) in pairs {
            let Some(reference) = &binding.port_type else {
                if reported.insert(&binding.name) {
                    let message = format!("the binding `{}` names no port type", binding.name.local);
                    self.types.error("wsdl::missing-port-type", binding.pos, message, "add `type=\"…\"`");
                }
                continue;
            };
            let Some(port_type) = self.port_types.get(&reference.name) else {
                if reported.insert(&binding.name) {
                    let known = self.port_types.keys().map(|name| (*name).clone()).collect();
                    self.types.unresolved("wsdl::unresolved-port-type", "port type", reference, known);
                }
                continue;
            };
            let offers = bound.entry(&port_type.name).or_default();
            match offers.iter_mut().find(|(known, _)| std::ptr::eq(*known, binding)) {
                Some((_, ports)) => ports.extend(port),
                None => offers.push((binding, port.into_iter().collect())),
            }
        }
        bound
    }

    fn service(
        &mut self,
        port_type: &'a PortType,
        offers: &[(&'a Binding, Vec<(&'a Port, &'a Docs)>)],
        index: usize,
    ) -> Option<Service> {
        let soap: Vec<&Binding> = offers
            .iter()
            .filter(|(binding, _)| matches!(binding.protocol, Protocol::Soap(_)))
            .map(|(binding, _)| *binding)
            .collect();
        let service = &port_type.name.local;
        for (binding, _) in offers {
            let what = match &binding.protocol {
                Protocol::Soap(_) => continue,
                Protocol::Http(verb) => format!("binds to plain HTTP {verb}"),
                Protocol::Other(Some(namespace)) => format!("binds to `{namespace}`"),
                Protocol::Other(None) => "binds to nothing that is known".to_owned(),
            };
            let subject = format!("binding {}", binding.name.local);
            let reason = format!("it {what}; SOAP 1.1 and 1.2 are generated");
            self.lose(LossKind::Ignored, subject, reason, binding.pos);
        }
        if soap.is_empty() {
            for operation in &port_type.operations {
                let reason = match offers {
                    [] => "no binding binds its port type",
                    _ => "no SOAP binding binds its port type",
                };
                let subject = format!("operation {service}.{}", operation.name);
                self.lose(LossKind::OperationOmitted, subject, reason, operation.pos);
            }
            return None;
        }
        self.check_bound(port_type, &soap);
        let names = super::messages::distinct_names(port_type);
        let mut operations = Vec::new();
        for (operation, name) in port_type.operations.iter().zip(names) {
            match bind(self, port_type, operation, &name, &soap, index) {
                Ok(Bound { input, output, faults, binding }) => operations.push(Operation {
                    name,
                    input,
                    output,
                    faults,
                    binding: crate::model::Binding::Soap(binding),
                    deprecated: false,
                    docs: operation.docs.clone(),
                    origin: self.files.origin(operation.pos),
                }),
                Err((pos, reason)) => {
                    let subject = format!("operation {service}.{name}");
                    self.lose(LossKind::OperationOmitted, subject, reason, pos);
                }
            }
        }
        let ports = offers.iter().filter(|(binding, _)| matches!(binding.protocol, Protocol::Soap(_)));
        let endpoints = ports.flat_map(|(_, ports)| ports).filter_map(|(port, _)| {
            let address = port.address.clone()?;
            Some(Endpoint { name: port.name.to_string(), address, variables: Vec::new() })
        });
        let service_docs = offers.iter().flat_map(|(_, ports)| ports).map(|(_, docs)| *docs);
        let docs = std::iter::once(&port_type.docs).chain(service_docs).find(|docs| docs.text.is_some());
        let docs = docs.cloned().unwrap_or_default();
        Some(Service {
            name: service.to_string(),
            endpoints: endpoints.collect(),
            operations,
            docs,
            origin: self.files.origin(port_type.pos),
        })
    }

    /// Reports operations that bindings bind and the port type doesn't have.
    fn check_bound(&mut self, port_type: &PortType, bindings: &[&'a Binding]) {
        for binding in bindings {
            for operation in &binding.operations {
                if !port_type.operations.iter().any(|it| it.name == operation.name) {
                    let name = QName { namespace: port_type.name.namespace.clone(), local: operation.name.clone() };
                    let known = port_type.operations.iter().map(|it| QName { local: it.name.clone(), ..name.clone() });
                    let reference = Ref { name: name.clone(), pos: operation.pos };
                    let known = known.collect();
                    self.types.unresolved("wsdl::unresolved-operation", "operation", &reference, known);
                }
            }
        }
    }

    pub(super) fn lose(&mut self, kind: LossKind, subject: String, reason: impl Into<String>, pos: Pos) {
        let origin = self.files.origin(pos);
        self.types.ledger.lose(kind, subject, reason, origin);
    }

    pub(super) fn message(&mut self, reference: &Ref) -> Option<&'a Message> {
        let found = self.messages.get(&reference.name).copied();
        if found.is_none() {
            let known = self.messages.keys().map(|name| (*name).clone()).collect();
            self.types.unresolved("wsdl::unresolved-message", "message", reference, known);
        }
        found
    }

    fn finish(mut self, documents: &[&'a Definitions], services: Vec<Service>) -> Unit {
        self.types.finish();
        let Lower { mut types, headers, .. } = self;
        let first = documents.first();
        let mut api = Api {
            title: first.and_then(|it| it.name.as_deref()).unwrap_or_default().to_owned(),
            docs: first.map(|it| it.docs.clone()).unwrap_or_default(),
            services,
            types: std::mem::take(&mut types.types),
            ..Api::default()
        };
        (api.request_headers, api.response_headers) = (headers.request, headers.response);
        let (mut services, types_made) = (std::mem::take(&mut api.services), &api.types);
        for operation in services.iter_mut().flat_map(|service| &mut service.operations) {
            if let Some(output) = &mut operation.output {
                settle(output, types_made);
            }
        }
        api.services = services;
        Unit { api, ledger: types.ledger, diagnostics: types.diagnostics }
    }
}

/// Decides, once the fields are known, what comes back: nothing, the only field, or the struct.
fn settle(output: &mut Output, types: &[crate::model::Type]) {
    let Output::Whole(TypeRef::Named(id)) = *output else { return };
    let Some(TypeKind::Struct(body)) = types.get(id.0 as usize).map(|ty| &ty.kind) else { return };
    if body.base.is_some() || body.restricts.is_some() || body.extra == Extra::Mixed {
        return;
    }
    match body.fields.as_slice() {
        [] => *output = Output::Empty(Some(id)),
        [only] if only.place == crate::model::Place::Element => *output = Output::Unwrapped(id),
        _ => {}
    }
}
