//! What a model says about the wire, one fact per line: two models are equal when their facts are.
//!
//! Documentation, origins, the order of operations and types, and types that no message reaches are no facts.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use bindery_codegen::model::{
    Api, Binding, Field, HeaderBlock, HeaderUse, Message, Operation, SoapBody, Struct, TypeId, TypeKind, TypeRef, Union,
};

/// The facts of a model.
pub fn facts(api: &Api) -> String {
    let mut facts = Facts { api, types: BTreeMap::new(), used: BTreeSet::new() };
    let mut out = String::new();
    for service in &api.services {
        writeln!(out, "service {}", service.name).unwrap();
        for endpoint in &service.endpoints {
            writeln!(out, "  endpoint {} {}", endpoint.name, endpoint.address).unwrap();
        }
        let operations: BTreeMap<&str, String> =
            service.operations.iter().map(|operation| (operation.name.as_str(), facts.operation(operation))).collect();
        operations.values().for_each(|operation| out.push_str(operation));
    }
    facts.derived();
    facts.types.values().for_each(|ty| out.push_str(ty));
    out
}

struct Facts<'a> {
    api: &'a Api,
    /// The facts of the types that messages reach, by name.
    types: BTreeMap<String, String>,
    /// The types that fields have: what derives from them may stand there, too.
    used: BTreeSet<TypeId>,
}

impl Facts<'_> {
    fn operation(&mut self, operation: &Operation) -> String {
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

    /// A reference to a type; what it refers to becomes a fact.
    fn type_ref(&mut self, ty: &TypeRef, used: bool) -> String {
        match ty {
            TypeRef::Named(id) => {
                if used {
                    self.used.insert(*id);
                }
                self.reach(*id)
            }
            TypeRef::Primitive(primitive) => format!("{primitive:?}"),
            TypeRef::List(item) => {
                let of = self.type_ref(&item.ty, true);
                let (list, name) = (text(&item.list_name), text(&item.name));
                format!("list {list} of {name}: {of} nillable {} {:?}", item.nillable, item.constraints)
            }
            TypeRef::Map(map) => {
                let (key, value) = (self.type_ref(&map.key.1, true), self.type_ref(&map.value.1, true));
                let (name, entry) = (text(&map.map_name), text(&map.entry));
                let (key_name, value_name, nillable) = (&map.key.0, &map.value.0, map.value_nillable);
                format!("map {name} of {entry} ({key_name}: {key}, {value_name}: {value} nillable {nillable})")
            }
            TypeRef::Any => "any".to_owned(),
        }
    }

    fn reach(&mut self, id: TypeId) -> String {
        let ty = self.api.ty(id);
        let name = ty.name.to_string();
        if !self.types.contains_key(&name) {
            self.types.insert(name.clone(), String::new());
            let facts = format!("type {name} anonymous {}\n{}", ty.anonymous, self.kind(id));
            self.types.insert(name.clone(), facts);
        }
        name
    }

    fn kind(&mut self, id: TypeId) -> String {
        let api = self.api;
        match &api.ty(id).kind {
            TypeKind::Struct(record) => self.record(record),
            TypeKind::Union(union) => self.union(union),
            TypeKind::Enum(values) => {
                let mut out = format!("    enum integer {} set {}\n", values.integer, values.set);
                for value in &values.variants {
                    writeln!(out, "      {} = {:?}", value.name, value.number).unwrap();
                }
                out
            }
            TypeKind::Alias { target, constraints } => {
                format!("    alias of {} {constraints:?}\n", self.type_ref(target, true))
            }
        }
    }

    fn record(&mut self, record: &Struct) -> String {
        let base = record.base.map(|base| self.type_ref(&TypeRef::Named(base), false));
        let (content, extra) = (record.content, record.extra);
        let base = base.unwrap_or_else(|| "–".to_owned());
        let mut out = format!("    struct base {base} abstract {} {content:?} {extra:?}\n", record.is_abstract);
        for field in &record.fields {
            let line = self.field(field);
            writeln!(out, "      {line}").unwrap();
        }
        out
    }

    fn field(&mut self, field: &Field) -> String {
        let ty = self.type_ref(&field.ty, true);
        let Field { name, cardinality, place, default, fixed, constraints, .. } = field;
        format!("{name}: {ty} {cardinality:?} {place:?} default {default:?} fixed {fixed:?} {constraints:?}")
    }

    fn union(&mut self, union: &Union) -> String {
        let mut out = format!("    union by {:?}\n", union.tag);
        for variant in &union.variants {
            let ty = variant.ty.as_ref().map(|ty| self.type_ref(ty, true)).unwrap_or_default();
            writeln!(out, "      {}: {ty} {:?} {:?}", variant.name, variant.cardinality, variant.place).unwrap();
        }
        out
    }

    /// What derives from a type that a field has may stand in its place.
    fn derived(&mut self) {
        loop {
            let before = (self.types.len(), self.used.len());
            for index in 0..self.api.types.len() {
                let id = TypeId(u32::try_from(index).unwrap());
                if let TypeKind::Struct(Struct { base: Some(base), .. }) = &self.api.ty(id).kind
                    && self.used.contains(base)
                {
                    self.type_ref(&TypeRef::Named(id), true);
                }
            }
            if (self.types.len(), self.used.len()) == before {
                break;
            }
        }
    }
}

fn headers<'a>(blocks: &'a [HeaderBlock], uses: &[HeaderUse]) -> Vec<(&'a HeaderBlock, bool)> {
    let mut found: Vec<_> = uses.iter().map(|used| (&blocks[used.block], used.required)).collect();
    found.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    found
}

fn text(name: &Option<bindery_codegen::model::WireName>) -> String {
    name.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string)
}
