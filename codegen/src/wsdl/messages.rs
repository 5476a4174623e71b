//! The bodies of messages become structs.

use std::sync::Arc;

use crate::{
    ledger::LossKind,
    model::{
        Access, Cardinality, Constraints, Docs, Fault, Field, Part as Typed, Place, SoapBody, Struct, Type, TypeId,
        TypeKind, TypeRef, WireName,
    },
    xml::Ref,
    xsd::tree::{Content, Element},
};

use super::{
    headers::owner,
    lower::Lower,
    tree::{BindingIo, BindingOperation, Part, PortOperation, PortType, Style},
};

/// One direction of an operation.
pub(super) struct Side<'a, 'n> {
    pub(super) message: Option<&'a Ref>,
    pub(super) bound: Option<&'a BindingIo>,
    /// The name of the operation in the description.
    pub(super) operation: &'n Arc<str>,
    /// What the struct of the body is called.
    pub(super) name: String,
    /// What the convention adds to the operation's name for the wrapper's: nothing, or `Response`.
    pub(super) suffix: &'static str,
    pub(super) style: Style,
    /// The namespace of the binding.
    pub(super) namespace: Option<&'n str>,
    pub(super) service: usize,
}

/// Names for the operations of a port type that differ even where operations are overloaded (section 2.4.5).
pub(super) fn distinct_names(port_type: &PortType) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for operation in &port_type.operations {
        let name = operation.name.to_string();
        let is_known = |name: &String| taken.contains(name) || port_type.operations.iter().any(|it| *it.name == **name);
        let message = operation.input.as_ref().and_then(|io| io.name.as_ref()).map(|name| name.to_string());
        let chosen = match taken.contains(&name) {
            false => name,
            true => message.filter(|name| !is_known(name)).unwrap_or_else(|| {
                (2..).map(|number| format!("{name}{number}")).find(|name| !is_known(name)).unwrap_or(name.clone())
            }),
        };
        taken.push(chosen);
    }
    taken
}

impl<'a> Lower<'a> {
    /// The body of one direction, and the struct of what stands in it; an error says why there is none.
    pub(super) fn body(&mut self, side: &Side<'a, '_>) -> Result<(SoapBody, TypeId), String> {
        let parts = self.parts(side)?;
        match side.style {
            Style::Rpc => self.rpc(side, &parts),
            Style::Document => self.document(side, &parts),
        }
    }

    /// The parts of the message that stand in the body.
    fn parts(&mut self, side: &Side<'a, '_>) -> Result<Vec<&'a Part>, String> {
        let Some(reference) = side.message else { return Ok(Vec::new()) };
        let message =
            self.message(reference).ok_or_else(|| format!("its message `{}` is defined nowhere", reference.name))?;
        let listed = side.bound.and_then(|io| io.body.as_ref()).and_then(|body| body.parts.as_ref());
        let headers = side.bound.map_or(&[][..], |io| &io.headers);
        let is_header = |part: &Part| {
            headers
                .iter()
                .any(|it| it.part == part.name && it.message.as_ref().is_some_and(|it| it.name == message.name))
        };
        if let Some(missing) =
            listed.into_iter().flatten().find(|name| !message.parts.iter().any(|it| it.name == **name))
        {
            let text = format!("the message `{}` has no part `{missing}`", message.name.local);
            let pos = side.bound.map_or(message.pos, |io| io.pos);
            self.types.error("wsdl::unresolved-part", pos, text.clone(), "check `parts` of `soap:body`");
            return Err(text);
        }
        Ok(message.parts.iter().filter(|part| listed.map_or(!is_header(part), |it| it.contains(&part.name))).collect())
    }

    fn document(&mut self, side: &Side<'a, '_>, parts: &[&'a Part]) -> Result<(SoapBody, TypeId), String> {
        if let [Part { element: None, ty: Some(reference), .. }] = parts {
            // The body itself is of the type (section 3.5).
            let unfit = || "a part with a `type` in document style must be the only one, of a complex type".to_owned();
            let ty = self.types.complex_named(reference).ok_or_else(unfit)?;
            let owner = owner(reference.name.namespace.as_deref(), &*side.name, side.service);
            return Ok((SoapBody::Bare, self.types.body_of_type(ty, &owner)));
        }
        let mut elements = Vec::new();
        for part in parts {
            let Some(reference) = &part.element else {
                if part.ty.is_none() {
                    let message = format!("the part `{}` has neither `element` nor `type`", part.name);
                    self.types.error("wsdl::untyped-part", part.pos, message, "add `element=\"…\"`");
                }
                return Err(format!("its part `{}` names no element, which document style demands", part.name));
            };
            let missing = || format!("the element `{}` of its part `{}` is defined nowhere", reference.name, part.name);
            elements.push(self.types.element(reference).ok_or_else(missing)?);
        }
        if let [element] = elements.as_slice()
            && self.is_wrapper(element, side)
        {
            let owner = owner(element.name.namespace.as_deref(), self.wrapper_name(element, side), side.service);
            let made = match side.suffix {
                "" => self.types.wrapper(element, &owner),
                _ => self.types.shared_wrapper(element, &owner),
            };
            if let Some(id) = made {
                return Ok((SoapBody::Wrapped(element.name.wire()), id));
            }
        }
        let mut fields = Vec::new();
        for element in &elements {
            let (ty, constraints) = self.types.element_value(element);
            let cardinality = Cardinality { nillable: element.nillable, ..Cardinality::REQUIRED };
            let mut field = self.field(element.name.wire(), ty, cardinality, element.pos);
            field.constraints = constraints;
            field.docs = element.docs.clone();
            fields.push(field);
        }
        Ok((SoapBody::Bare, self.made(side, fields)))
    }

    /// Whether an element only wraps the parameters: it has a type of its own, or is named by the convention.
    fn is_wrapper(&self, element: &'a Element, side: &Side<'a, '_>) -> bool {
        let Some(ty) = self.types.complex_type(element) else { return false };
        let is_text = matches!(ty.content, Content::TextExtension(_) | Content::TextRestriction(..));
        let convention = element.name.local.strip_prefix(&**side.operation) == Some(side.suffix);
        let is_polymorphic = element.ty.as_ref().is_some_and(|name| self.types.set.derived.contains_key(&name.name))
            || self.types.set.substitutes.contains_key(&element.name);
        !is_text && !ty.is_abstract && !element.nillable && !is_polymorphic && (ty.name.is_none() || convention)
    }

    /// The operation's input is named after the operation, which it is in Rust; its output after the element.
    fn wrapper_name(&self, element: &Element, side: &Side<'a, '_>) -> String {
        match side.suffix {
            "" => side.name.clone(),
            _ if element.name.local == *side.operation => side.name.clone(),
            _ => element.name.local.to_string(),
        }
    }

    fn rpc(&mut self, side: &Side<'a, '_>, parts: &[&'a Part]) -> Result<(SoapBody, TypeId), String> {
        let body = side.bound.and_then(|io| io.body.as_ref());
        // By the letter (section 3.5) only `soap:body` says the namespace; without it, the wrapper is in none.
        let namespace = body.and_then(|body| body.namespace.as_deref()).filter(|it| !it.is_empty()).map(str::to_owned);
        let mut fields = Vec::new();
        for part in parts {
            let (ty, constraints) = match (&part.ty, &part.element) {
                (Some(reference), _) => (self.types.type_ref(reference), Constraints::default()),
                (None, Some(reference)) => {
                    let missing =
                        || format!("the element `{}` of its part `{}` is defined nowhere", reference.name, part.name);
                    let element = self.types.element(reference).ok_or_else(missing)?;
                    let reason = format!(
                        "the part `{}` names an element, where rpc style demands a type: its type is taken",
                        part.name
                    );
                    self.lose(LossKind::Repaired, format!("operation {}", side.operation), reason, part.pos);
                    self.types.element_value(element)
                }
                (None, None) => {
                    let message = format!("the part `{}` has neither `element` nor `type`", part.name);
                    self.types.error("wsdl::untyped-part", part.pos, message.clone(), "add `type=\"…\"`");
                    return Err(message);
                }
            };
            let mut field = self.field(WireName::unqualified(&*part.name), ty, Cardinality::REQUIRED, part.pos);
            field.constraints = constraints;
            fields.push(field);
        }
        let name = WireName { namespace, local: format!("{}{}", side.operation, side.suffix) };
        Ok((SoapBody::Wrapped(name), self.made(side, fields)))
    }

    /// A struct of the parts of a message.
    fn made(&mut self, side: &Side<'a, '_>, fields: Vec<Field>) -> TypeId {
        let owner = owner(side.namespace, &*side.name, side.service);
        let pos = side.message.map(|message| message.pos).or(side.bound.map(|io| io.pos));
        self.types.add(Type {
            name: owner.name,
            anonymous: true,
            scope: owner.scope,
            kind: TypeKind::Struct(Struct { fields, ..Struct::default() }),
            docs: Docs::default(),
            deprecated: false,
            origin: pos.map(|pos| self.types.files.origin(pos)).unwrap_or_default(),
        })
    }

    fn field(&self, name: WireName, ty: TypeRef, cardinality: Cardinality, pos: crate::source::Pos) -> Field {
        Field {
            name,
            ty,
            cardinality,
            place: Place::Element,
            default: None,
            fixed: None,
            access: Access::Both,
            constraints: Constraints::default(),
            secret: false,
            deprecated: false,
            docs: Docs::default(),
            origin: self.types.files.origin(pos),
        }
    }

    /// The faults that an operation declares.
    pub(super) fn faults(
        &mut self,
        operation: &'a PortOperation,
        bound: &'a BindingOperation,
        subject: &str,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        for fault in &operation.faults {
            let name = fault.name.as_deref().unwrap_or_default();
            let subject = format!("fault {name} of operation {subject}");
            if bound.faults.iter().any(|it| *it.name == *name && it.encoded) {
                self.lose(LossKind::FaultUntyped, subject, "its detail is in SOAP encoding", fault.pos);
                continue;
            }
            let Some(message) = fault.message.as_ref().and_then(|reference| self.message(reference)) else {
                self.lose(LossKind::FaultUntyped, subject, "it has no message", fault.pos);
                continue;
            };
            let mut parts: Vec<Typed> = message.parts.iter().filter_map(|part| self.fault_part(part)).collect();
            if parts.is_empty() {
                self.lose(LossKind::FaultUntyped, subject, "no part of its message says what it holds", fault.pos);
                continue;
            }
            // A fault has one part (section 2.5); which of several comes back can't be told, and the first is taken.
            if parts.len() > 1 {
                parts.truncate(1);
                let reason = "its message has several parts, of which the first is taken";
                self.lose(LossKind::Ignored, subject, reason, fault.pos);
            }
            let docs = if fault.docs.text.is_some() { fault.docs.clone() } else { message.docs.clone() };
            let origin = self.types.files.origin(fault.pos);
            faults.push(Fault { name: name.to_owned(), label: None, parts, docs, origin });
        }
        faults
    }

    fn fault_part(&mut self, part: &'a Part) -> Option<Typed> {
        let origin = self.types.files.origin(part.pos);
        match (&part.element, &part.ty) {
            (Some(reference), _) => {
                let element = self.types.element(reference)?;
                let (ty, _) = self.types.element_value(element);
                Some(Typed { element: element.name.wire(), ty, origin })
            }
            (None, Some(reference)) => {
                let ty = self.types.type_ref(reference);
                Some(Typed { element: WireName::unqualified(&*part.name), ty, origin })
            }
            (None, None) => None,
        }
    }
}
