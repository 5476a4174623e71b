use super::{Binding, Docs, Origin, TypeId, TypeRef, WireName};

/// Something that a service does on request.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The name in the description (WSDL operation name, `operationId`), or one made from method and path.
    pub name: String,
    /// What the caller gives: always a struct, which is the operation's own type in Rust.
    pub input: TypeId,
    /// What comes back; `None` for a one-way operation (WSDL 1.1, section 2.4.1).
    pub output: Option<Message>,
    /// The faults that are declared.
    pub faults: Vec<Fault>,
    /// How it stands on the wire.
    pub binding: Binding,
    /// Marked deprecated.
    pub deprecated: bool,
    /// The description's documentation.
    pub docs: Docs,
    /// Where the description declares it.
    pub origin: Origin,
}

impl Operation {
    /// The one type that all typed errors hold, where the status and not a name on the wire tells them apart.
    pub fn common_fault(&self) -> Option<&TypeRef> {
        let Binding::Http(_) = &self.binding else { return None };
        let mut types = self.faults.iter().filter_map(|fault| fault.parts.first()).map(|part| &part.ty);
        let first = types.next()?;
        types.all(|other| other == first).then_some(first)
    }
}

/// What comes back from an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// Nothing: `()` in Rust. The type is the empty wrapper, where there is one.
    Empty(Option<TypeId>),
    /// The only field of this struct, which itself is not emitted: the output is the field's type.
    Unwrapped(TypeId),
    /// A struct of its own, or a named type that is the whole body.
    Whole(TypeRef),
}

/// A declared fault (WSDL 1.1, section 2.4.2) or a typed error of a status.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The name in the description; for HTTP, the status as it is written there.
    pub name: String,
    /// What it is called beside its name: the name in Rust is made from it where it stands.
    pub label: Option<String>,
    /// The parts of the detail.
    pub parts: Vec<Part>,
    /// The description's documentation.
    pub docs: Docs,
    /// Where the description declares it.
    pub origin: Origin,
}

/// A part of a message (WSDL 1.1, section 2.3.1).
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The element that stands on the wire, or the part's own name in an `rpc` message.
    pub element: WireName,
    /// The type of its content.
    pub ty: TypeRef,
    /// Where the description declares it.
    pub origin: Origin,
}
