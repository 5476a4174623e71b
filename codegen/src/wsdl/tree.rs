//! What a WSDL document says, as it says it (WSDL 1.1, chapters 2 and 3): names resolved, references not followed.

use std::sync::Arc;

use crate::{
    model::{Docs, SoapVersion},
    source::Pos,
    xml::{QName, Ref},
    xsd::tree::Schema,
};

/// A `definitions` document (section 2.1).
#[derive(Debug)]
pub(crate) struct Definitions {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) imports: Vec<Import>,
    pub(crate) schemas: Vec<Arc<Schema>>,
    pub(crate) messages: Vec<Message>,
    pub(crate) port_types: Vec<PortType>,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) services: Vec<Service>,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

/// `import` (section 2.1.1): of a WSDL document, or, against the letter, of a schema.
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) location: Option<String>,
    pub(crate) pos: Pos,
}

/// `message` (section 2.3).
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) name: QName,
    pub(crate) parts: Vec<Part>,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

/// A part of a message: an element or a type.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: Arc<str>,
    pub(crate) element: Option<Ref>,
    pub(crate) ty: Option<Ref>,
    pub(crate) pos: Pos,
}

/// `portType` (section 2.4).
#[derive(Debug)]
pub(crate) struct PortType {
    pub(crate) name: QName,
    pub(crate) operations: Vec<PortOperation>,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

#[derive(Debug)]
pub(crate) struct PortOperation {
    pub(crate) name: Arc<str>,
    pub(crate) input: Option<Io>,
    pub(crate) output: Option<Io>,
    pub(crate) faults: Vec<Io>,
    /// The output comes first: a notification, or a request of the server (sections 2.4.3 and 2.4.4).
    pub(crate) output_first: bool,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

/// An input, output or fault of an operation.
#[derive(Debug)]
pub(crate) struct Io {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) message: Option<Ref>,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

/// `binding` (section 2.5).
#[derive(Debug)]
pub(crate) struct Binding {
    pub(crate) name: QName,
    pub(crate) port_type: Option<Ref>,
    pub(crate) protocol: Protocol,
    pub(crate) style: Style,
    pub(crate) operations: Vec<BindingOperation>,
    pub(crate) pos: Pos,
}

/// What a binding binds to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Soap(SoapVersion),
    /// Plain HTTP (section 4): its verb.
    Http(String),
    /// The namespace of what is no SOAP and no HTTP binding; `None` where the binding says nothing.
    Other(Option<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Document,
    Rpc,
}

#[derive(Debug)]
pub(crate) struct BindingOperation {
    pub(crate) name: Arc<str>,
    pub(crate) action: Option<String>,
    pub(crate) style: Option<Style>,
    pub(crate) input: Option<BindingIo>,
    pub(crate) output: Option<BindingIo>,
    pub(crate) faults: Vec<BindingFault>,
    pub(crate) pos: Pos,
}

#[derive(Debug)]
pub(crate) struct BindingIo {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) body: Option<Body>,
    pub(crate) headers: Vec<Header>,
    /// The body is a MIME message (section 5).
    pub(crate) mime: Option<Pos>,
    pub(crate) pos: Pos,
}

/// `soap:body` (section 3.5).
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) encoded: bool,
    /// The parts that stand in the body; `None` for all.
    pub(crate) parts: Option<Vec<Arc<str>>>,
    pub(crate) namespace: Option<Arc<str>>,
    pub(crate) pos: Pos,
}

/// `soap:header` or `soap:headerfault` (section 3.7).
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) message: Option<Ref>,
    pub(crate) part: Arc<str>,
    pub(crate) encoded: bool,
    pub(crate) required: bool,
    pub(crate) namespace: Option<Arc<str>>,
    pub(crate) faults: Vec<Header>,
    pub(crate) pos: Pos,
}

/// `soap:fault` (section 3.6).
#[derive(Debug)]
pub(crate) struct BindingFault {
    pub(crate) name: Arc<str>,
    pub(crate) encoded: bool,
}

/// `service` (section 2.7).
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) ports: Vec<Port>,
    pub(crate) docs: Docs,
}

/// `port` (section 2.6).
#[derive(Debug)]
pub(crate) struct Port {
    pub(crate) name: Arc<str>,
    pub(crate) binding: Option<Ref>,
    pub(crate) address: Option<String>,
}
