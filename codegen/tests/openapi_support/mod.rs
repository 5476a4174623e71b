//! What the tests of the OpenAPI front end share.
#![allow(dead_code)]

use std::collections::BTreeMap;

use bindery_codegen::{
    Reading,
    diagnostic::Origin,
    ledger::LossKind,
    model::{
        Api, Enum, Field, HttpBinding, Message, Operation, Primitive, Struct, Type, TypeKind, TypeRef, Union,
        {Binding, Cardinality},
    },
    openapi::{Document, Files, Limits, read_each},
};

/// Files in memory; what is not there is refused.
#[derive(Default)]
pub struct Memory(pub BTreeMap<String, String>);

impl Files for Memory {
    fn fetch(&mut self, _: &Origin, location: &str) -> Result<Document, String> {
        match self.0.get(location) {
            Some(text) => Ok(document(location, text)),
            None => Err(format!("`{location}` is not given")),
        }
    }
}

pub fn document(path: &str, text: &str) -> Document {
    Document { path: path.into(), text: text.into() }
}

/// Reads one text.
pub fn reading(text: &str) -> Reading {
    reading_with(text, &mut Memory::default())
}

pub fn reading_with(text: &str, files: &mut dyn Files) -> Reading {
    let mut readings = read_each(&[document("api.yaml", text)], files, &Limits::default());
    assert_eq!(readings.len(), 1);
    readings.remove(0)
}

/// Reads the schemas of an OpenAPI 3.0 document.
pub fn schemas(text: &str) -> Reading {
    schemas_of("3.0.3", text)
}

pub fn schemas_of(version: &str, text: &str) -> Reading {
    let indented: String = text.lines().map(|line| format!("    {line}\n")).collect();
    let reading = reading(&format!(
        "openapi: {version}\ninfo: {{title: Test, version: 1.0.0}}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}"
    ));
    assert_eq!(reading.diagnostics, []);
    reading
}

pub fn ty<'a>(api: &'a Api, name: &str) -> &'a Type {
    let found: Vec<&Type> = api.types.iter().filter(|ty| ty.name.local == name).collect();
    match found.as_slice() {
        [only] => only,
        [] => panic!("no type {name} among {:?}", names(api)),
        _ => panic!("several types {name}"),
    }
}

pub fn names(api: &Api) -> Vec<&str> {
    api.types.iter().map(|ty| ty.name.local.as_str()).collect()
}

pub fn structure<'a>(api: &'a Api, name: &str) -> &'a Struct {
    match &ty(api, name).kind {
        TypeKind::Struct(structure) => structure,
        other => panic!("{name} is no struct but {other:?}"),
    }
}

pub fn enumeration<'a>(api: &'a Api, name: &str) -> &'a Enum {
    match &ty(api, name).kind {
        TypeKind::Enum(values) => values,
        other => panic!("{name} is no enumeration but {other:?}"),
    }
}

pub fn union<'a>(api: &'a Api, name: &str) -> &'a Union {
    match &ty(api, name).kind {
        TypeKind::Union(union) => union,
        other => panic!("{name} is no union but {other:?}"),
    }
}

pub fn alias<'a>(api: &'a Api, name: &str) -> &'a TypeRef {
    match &ty(api, name).kind {
        TypeKind::Alias { target, .. } => target,
        other => panic!("{name} is no alias but {other:?}"),
    }
}

pub fn field<'a>(api: &'a Api, name: &str, field: &str) -> &'a Field {
    let structure = structure(api, name);
    let found = structure.fields.iter().find(|known| known.name.local == field);
    found.unwrap_or_else(|| panic!("{name} has no field {field} but {:?}", field_names(structure)))
}

pub fn field_names(structure: &Struct) -> Vec<&str> {
    structure.fields.iter().map(|field| field.name.local.as_str()).collect()
}

/// The name of the type that a reference stands for; primitives and others by their `Debug` form.
pub fn named<'a>(api: &'a Api, reference: &TypeRef) -> &'a str {
    match reference {
        TypeRef::Named(id) => &api.ty(*id).name.local,
        other => panic!("no named type but {other:?}"),
    }
}

pub fn primitive(reference: &TypeRef) -> Primitive {
    match reference {
        TypeRef::Primitive(primitive) => *primitive,
        other => panic!("no primitive but {other:?}"),
    }
}

pub fn operation<'a>(api: &'a Api, name: &str) -> &'a Operation {
    let found: Vec<&Operation> =
        api.operations().map(|(_, operation)| operation).filter(|operation| operation.name == name).collect();
    match found.as_slice() {
        [only] => only,
        _ => {
            let names: Vec<&str> = api.operations().map(|(_, operation)| operation.name.as_str()).collect();
            panic!("{} operations {name} among {names:?}", found.len())
        }
    }
}

pub fn http(operation: &Operation) -> &HttpBinding {
    match &operation.binding {
        Binding::Http(binding) => binding,
        Binding::Soap(_) => panic!("{} is bound to SOAP", operation.name),
    }
}

pub fn whole(operation: &Operation) -> &TypeRef {
    match &operation.output {
        Some(Message::Whole(ty)) => ty,
        other => panic!("the output is {other:?}"),
    }
}

/// The reasons of all losses of a kind, with their place.
pub fn losses(reading: &Reading, kind: LossKind) -> Vec<String> {
    let losses = reading.ledger.losses.iter().filter(|loss| loss.kind == kind);
    losses.map(|loss| format!("{} at {}", loss.reason, loss.origin)).collect()
}

/// Fails unless exactly one loss of a kind has this text in it.
pub fn assert_loss(reading: &Reading, kind: LossKind, text: &str) {
    let found = losses(reading, kind);
    let count = found.iter().filter(|reason| reason.contains(text)).count();
    assert_eq!(count, 1, "`{text}` stands {count} times in {found:#?}");
}

/// Minimum, nillability.
pub fn occurs(cardinality: Cardinality) -> (u32, bool) {
    (cardinality.min, cardinality.nillable)
}
