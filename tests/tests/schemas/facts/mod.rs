//! What a model says about the wire, one fact per line: two models are equal when their facts are.
//!
//! Documentation, origins, the order of operations and types, and types that no message reaches are no facts.

mod http;
mod soap;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use bindery_codegen::model::{Api, Field, Struct, TypeId, TypeKind, TypeRef, Union, WireName};

pub use http::rest_facts;
pub use soap::facts;

/// How the same may be said in two ways.
#[derive(Clone, Copy, Default)]
pub struct Dialect {
    /// What names of types begin with that says nothing.
    pub prefix: &'static str,
    /// Enumerations that any other text may stand for: the same as a text.
    pub open: &'static [&'static str],
    /// Types with a name that stand where the other description has them without one.
    pub nameless: &'static [&'static str],
}

struct Facts<'a> {
    api: &'a Api,
    dialect: Dialect,
    /// The facts of the types that messages reach, by name.
    types: BTreeMap<String, String>,
    /// The types that fields have: what derives from them may stand there, too.
    used: BTreeSet<TypeId>,
}

impl<'a> Facts<'a> {
    fn new(api: &'a Api, dialect: Dialect) -> Self {
        Self { api, dialect, types: BTreeMap::new(), used: BTreeSet::new() }
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
        let name = name.strip_prefix(self.dialect.prefix).unwrap_or(&name).to_owned();
        if self.dialect.open.contains(&name.as_str()) {
            return "String".to_owned();
        }
        // A type without a name is told where it stands.
        if ty.anonymous || self.dialect.nameless.contains(&name.as_str()) {
            return format!("{{\n{}}}", self.kind(id));
        }
        if !self.types.contains_key(&name) {
            self.types.insert(name.clone(), String::new());
            let facts = format!("type {name}\n{}", self.kind(id));
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

fn text(name: &Option<WireName>) -> String {
    name.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string)
}
