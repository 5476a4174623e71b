//! From XML to the tree of a WSDL document.

use std::sync::Arc;

use crate::{
    model::{Docs, SoapVersion},
    xml::{Node, QName, Reader, XSD},
    xsd::parse_schema,
};

use super::{
    HTTP, MIME, SOAP_11, SOAP_12, WSDL,
    tree::{
        Binding, BindingFault, BindingIo, BindingOperation, Body, Definitions, Header, Import, Io, Message, Part, Port,
        PortOperation, PortType, Protocol, Service, Style,
    },
};

/// Reads a `definitions` element.
pub(crate) fn parse_definitions<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Definitions {
    let target = reader.name(node, "targetNamespace").filter(|target| !target.is_empty());
    let mut parser = Parser { reader, target };
    let mut definitions = Definitions {
        name: parser.reader.name(node, "name"),
        imports: Vec::new(),
        schemas: Vec::new(),
        messages: Vec::new(),
        port_types: Vec::new(),
        bindings: Vec::new(),
        services: Vec::new(),
        docs: parser.docs(node),
        pos: parser.reader.pos(node),
    };
    for child in children(node) {
        match child.tag_name().name() {
            "import" => definitions.imports.push(Import {
                location: parser.reader.text(child, "location").map(|location| location.trim().to_owned()),
                pos: parser.reader.pos(child),
            }),
            "types" => {
                for schema in child.children().filter(|schema| schema.has_tag_name((XSD, "schema"))) {
                    definitions.schemas.push(Arc::new(parse_schema(parser.reader, schema)));
                }
            }
            "message" => definitions.messages.extend(parser.message(child)),
            "portType" => definitions.port_types.extend(parser.port_type(child)),
            "binding" => definitions.bindings.extend(parser.binding(child)),
            "service" => definitions.services.push(parser.service(child)),
            "documentation" => {}
            other => {
                let pos = parser.reader.pos(child);
                let message = format!("`{other}` does not belong in `definitions`");
                parser.reader.error("wsdl::unexpected-element", pos, message, "see WSDL 1.1, section 2.1");
            }
        }
    }
    definitions
}

struct Parser<'r, 'a> {
    reader: &'r mut Reader<'a>,
    target: Option<Arc<str>>,
}

/// The elements of WSDL in an element.
fn children<'a>(node: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(|child| child.tag_name().namespace() == Some(WSDL))
}

/// The elements of a name in an element.
fn named<'a>(node: Node<'a>, name: &'static str) -> impl Iterator<Item = Node<'a>> {
    children(node).filter(move |child| child.tag_name().name() == name)
}

/// The SOAP version of an extension element.
fn soap_version(node: Node<'_>) -> Option<SoapVersion> {
    match node.tag_name().namespace()? {
        SOAP_11 => Some(SoapVersion::V11),
        SOAP_12 => Some(SoapVersion::V12),
        _ => None,
    }
}

/// The extension elements for SOAP of a name in an element.
fn soap<'a>(node: Node<'a>, name: &'static str) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(move |child| soap_version(*child).is_some() && child.tag_name().name() == name)
}

fn style(node: Node<'_>) -> Option<Style> {
    match node.attribute("style").map(str::trim) {
        Some("rpc") => Some(Style::Rpc),
        Some("document") => Some(Style::Document),
        _ => None,
    }
}

fn is_encoded(node: Node<'_>) -> bool {
    node.attribute("use").map(str::trim) == Some("encoded")
}

impl<'a> Parser<'_, 'a> {
    fn docs(&self, node: Node<'a>) -> Docs {
        self.reader.docs(named(node, "documentation"))
    }

    fn qualified(&mut self, node: Node<'a>) -> Option<QName> {
        let local = self.reader.required_name(node)?;
        Some(QName { namespace: self.target.clone(), local })
    }

    fn message(&mut self, node: Node<'a>) -> Option<Message> {
        let name = self.qualified(node)?;
        let mut parts = Vec::new();
        for part in named(node, "part") {
            if let Some(name) = self.reader.required_name(part) {
                parts.push(Part {
                    name,
                    element: self.reader.reference(part, "element"),
                    ty: self.reader.reference(part, "type"),
                    pos: self.reader.pos(part),
                });
            }
        }
        Some(Message { name, parts, docs: self.docs(node), pos: self.reader.pos(node) })
    }

    fn port_type(&mut self, node: Node<'a>) -> Option<PortType> {
        let name = self.qualified(node)?;
        let mut operations = Vec::new();
        for operation in named(node, "operation") {
            let Some(name) = self.reader.required_name(operation) else { continue };
            let mut found = PortOperation {
                name,
                input: None,
                output: None,
                faults: Vec::new(),
                output_first: false,
                docs: self.docs(operation),
                pos: self.reader.pos(operation),
            };
            for io in children(operation) {
                match io.tag_name().name() {
                    "input" => found.input = Some(self.io(io)),
                    "output" => {
                        found.output_first = found.input.is_none();
                        found.output = Some(self.io(io));
                    }
                    "fault" => found.faults.push(self.io(io)),
                    _ => {}
                }
            }
            operations.push(found);
        }
        Some(PortType { name, operations, docs: self.docs(node), pos: self.reader.pos(node) })
    }

    fn io(&mut self, node: Node<'a>) -> Io {
        Io {
            name: self.reader.name(node, "name"),
            message: self.reader.reference(node, "message"),
            docs: self.docs(node),
            pos: self.reader.pos(node),
        }
    }

    fn binding(&mut self, node: Node<'a>) -> Option<Binding> {
        let name = self.qualified(node)?;
        let soap_binding = soap(node, "binding").next();
        let http = node.children().find(|child| child.has_tag_name((HTTP, "binding")));
        let protocol = match (soap_binding.and_then(soap_version), http) {
            (Some(version), _) => Protocol::Soap(version),
            (None, Some(http)) => Protocol::Http(http.attribute("verb").unwrap_or("GET").to_owned()),
            (None, None) => {
                let other = node.children().find(|it| it.tag_name().name() == "binding" && it.is_element());
                Protocol::Other(other.and_then(|it| it.tag_name().namespace()).map(str::to_owned))
            }
        };
        let mut operations = Vec::new();
        for operation in named(node, "operation") {
            operations.extend(self.binding_operation(operation));
        }
        Some(Binding {
            name,
            port_type: self.reader.reference(node, "type"),
            protocol,
            style: soap_binding.and_then(style).unwrap_or(Style::Document),
            operations,
            pos: self.reader.pos(node),
        })
    }

    fn binding_operation(&mut self, node: Node<'a>) -> Option<BindingOperation> {
        let name = self.reader.required_name(node)?;
        let extension = soap(node, "operation").next();
        let mut faults = Vec::new();
        for fault in named(node, "fault") {
            if let Some(name) = self.reader.required_name(fault) {
                faults.push(BindingFault { name, encoded: soap(fault, "fault").any(is_encoded) });
            }
        }
        Some(BindingOperation {
            name,
            action: extension.and_then(|it| it.attribute("soapAction")).map(str::to_owned),
            style: extension.and_then(style),
            input: named(node, "input").next().map(|io| self.binding_io(io)),
            output: named(node, "output").next().map(|io| self.binding_io(io)),
            faults,
            pos: self.reader.pos(node),
        })
    }

    fn binding_io(&mut self, node: Node<'a>) -> BindingIo {
        // A multipart message with the SOAP body as its root is MIME; the body is found all the same.
        let mime = node.children().find(|child| child.tag_name().namespace() == Some(MIME));
        let body = soap(node, "body").next();
        let mut headers = Vec::new();
        for header in soap(node, "header") {
            headers.extend(self.header(header));
        }
        BindingIo {
            name: self.reader.name(node, "name"),
            body: body.map(|body| Body {
                encoded: is_encoded(body),
                parts: self
                    .reader
                    .text(body, "parts")
                    .map(|parts| parts.split_ascii_whitespace().map(|part| self.reader.share(part)).collect()),
                namespace: self.reader.name(body, "namespace"),
                pos: self.reader.pos(body),
            }),
            headers,
            mime: mime.map(|mime| self.reader.pos(mime)),
            pos: self.reader.pos(node),
        }
    }

    fn header(&mut self, node: Node<'a>) -> Option<Header> {
        let part = self.reader.name(node, "part");
        let Some(part) = part else {
            let pos = self.reader.pos(node);
            self.reader.error("wsdl::missing-part", pos, "the header names no part", "add `part=\"…\"`");
            return None;
        };
        let mut faults = Vec::new();
        for fault in soap(node, "headerfault") {
            faults.extend(self.header(fault));
        }
        Some(Header {
            message: self.reader.reference(node, "message"),
            part,
            encoded: is_encoded(node),
            required: matches!(node.attribute((WSDL, "required")).map(str::trim), Some("true" | "1")),
            namespace: self.reader.name(node, "namespace"),
            faults,
            pos: self.reader.pos(node),
        })
    }

    fn service(&mut self, node: Node<'a>) -> Service {
        let mut ports = Vec::new();
        for port in named(node, "port") {
            let Some(name) = self.reader.required_name(port) else { continue };
            let address = port.children().find(|it| it.tag_name().name() == "address" && it.is_element());
            ports.push(Port {
                name,
                binding: self.reader.reference(port, "binding"),
                address: address.and_then(|it| it.attribute("location")).map(|address| address.trim().to_owned()),
            });
        }
        Service { ports, docs: self.docs(node) }
    }
}
