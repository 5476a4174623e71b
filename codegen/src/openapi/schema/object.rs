use std::collections::HashSet;

use indexmap::IndexMap;

use super::{Additional, JsonType, Kind, Lowerer, Role, Schema, Use};
use crate::{
    ledger::LossKind,
    model::{
        Access, Cardinality, Constraints, Content, Docs, Extra, Field, Place, Primitive, Struct, TypeId, TypeKind,
        TypeRef, WireName,
    },
    openapi::{
        documents::Address,
        node::{Mark, Member, Node},
    },
};

/// A property, and the name of the schema that declares it.
#[derive(Clone)]
pub(super) struct Property<'t> {
    member: &'t Member,
    owner: String,
}

/// What an object and all that it extends say of properties.
pub(super) struct Gathered<'t> {
    pub(super) properties: IndexMap<&'t str, Property<'t>>,
    pub(super) required: IndexMap<&'t str, Mark>,
    additional: Additional<'t>,
    /// Alternatives that stand beside the properties, in groups.
    pub(super) alternatives: Vec<&'t Node>,
    seen: HashSet<Address>,
}

impl Gathered<'_> {
    pub(super) fn new() -> Self {
        Self {
            properties: IndexMap::new(),
            required: IndexMap::new(),
            additional: Additional::Unsaid,
            alternatives: Vec::new(),
            seen: HashSet::new(),
        }
    }
}

impl<'t> Lowerer<'t> {
    /// A schema that says something about properties, or is composed by `allOf`.
    pub(super) fn object(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> Kind {
        match self.is_object(node, 0) {
            Some(true) => {}
            Some(false) => return self.narrowed(schema, hint),
            None => return Kind::Plain(TypeRef::Any),
        }
        if let Some(kind) = self.extended(node, schema, hint) {
            return kind;
        }
        let mut gathered = Gathered::new();
        self.gather(node, hint, &mut gathered, 0);
        if gathered.alternatives.is_empty() {
            return self.structure(gathered, None, schema.mark, hint);
        }
        self.union_within(node, schema, &gathered, hint)
    }

    /// What schemas extend that extend a schema with alternatives: its own properties only.
    pub(super) fn base(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> Kind {
        let mut gathered = Gathered::new();
        self.gather_own(node, schema, hint, &mut gathered, 0);
        gathered.alternatives.clear();
        self.structure(gathered, None, schema.mark, &format!("{hint}_base"))
    }

    /// `allOf` whose members are no objects: the first that has a type.
    fn narrowed(&mut self, schema: &Schema<'t>, hint: &str) -> Kind {
        let mut members =
            schema.all_of.iter().filter(|member| !self.is_annotation(member)).collect::<Vec<_>>().into_iter();
        let lowered = members.next().map_or_else(|| Use::of(TypeRef::Any), |member| self.lower(member, hint));
        for member in members {
            self.lose(LossKind::FacetIgnored, hint, "a further member of `allOf` is not checked", member.mark);
        }
        Kind::Plain(lowered.ty)
    }

    /// Inheritance: the first reference in `allOf` is the base where the others only add to it.
    fn extended(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> Option<Kind> {
        let base = schema.all_of.iter().find(|member| member.reference().is_some())?;
        let found = self.documents.resolve(base.mark.file, base.reference()?).ok()?;
        if self.is_object(found.node, 0) != Some(true) {
            return None;
        }
        let mut inherited = Gathered::new();
        self.gather(base, hint, &mut inherited, 0);
        if inherited.properties.is_empty() || !inherited.alternatives.is_empty() {
            return None;
        }
        let mut own = Gathered::new();
        own.seen.insert(found.address.clone());
        self.gather(node, hint, &mut own, 0);
        let overlaps = own.properties.keys().any(|name| inherited.properties.contains_key(name));
        let narrows = own
            .required
            .keys()
            .any(|name| inherited.properties.contains_key(name) && !inherited.required.contains_key(name));
        if overlaps || narrows || !own.alternatives.is_empty() || matches!(own.additional, Additional::Forbidden) {
            return None;
        }
        if matches!(inherited.additional, Additional::Schema(_) | Additional::Any) {
            return None;
        }
        own.required.retain(|name, _| !inherited.properties.contains_key(name));
        let id = self.named(found, Role::Base);
        Some(self.structure(own, Some(id), schema.mark, hint))
    }

    /// Collects what a schema and all that it extends say of properties, each extended schema once.
    pub(super) fn gather(&mut self, node: &'t Node, owner: &str, into: &mut Gathered<'t>, depth: usize) {
        if depth > self.limits.derivation_depth {
            let reason = "extended schemas are left out: more than the limit `derivation_depth` allows";
            return self.lose(LossKind::TypeAsAny, owner, reason, node.mark);
        }
        let dialect = self.documents.dialect(node.mark.file);
        let Some(reference) = node.reference() else {
            return self.gather_own(node, &Schema::read(node, dialect), owner, into, depth);
        };
        match self.documents.resolve(node.mark.file, reference) {
            Ok(found) if into.seen.insert(found.address.clone()) => {
                let before = into.alternatives.len();
                self.gather(found.node, &found.name, into, depth + 1);
                let says_more =
                    ["properties", "allOf", "additionalProperties"].iter().any(|key| found.node.get(key).is_some());
                if says_more {
                    // Others extend what it says of itself, not its alternatives, which extend it in turn.
                    into.alternatives.truncate(before);
                }
            }
            Ok(_) => {}
            Err(why) => {
                let reason = format!("dangling reference in `allOf` taken as any object: {why}");
                self.lose(LossKind::Repaired, owner, reason, node.mark);
            }
        }
        if dialect == super::Dialect::V31 {
            self.gather_own(node, &Schema::read(node, dialect), owner, into, depth);
        }
    }

    fn gather_own(&mut self, node: &'t Node, schema: &Schema<'t>, owner: &str, into: &mut Gathered<'t>, depth: usize) {
        for member in schema.all_of {
            self.gather(member, owner, into, depth + 1);
        }
        for (name, member) in &schema.properties {
            let declared = Property { member, owner: owner.to_owned() };
            match into.properties.get_mut(name) {
                None => {
                    into.properties.insert(name, declared);
                }
                Some(known) if known.member.node.same(&member.node) => {}
                Some(known) => {
                    let says_nothing = member.node.as_object().is_some_and(|schema| schema.is_empty());
                    if !says_nothing {
                        *known = declared;
                        let reason = format!("`{name}` is declared twice in `allOf`: the last declaration is read");
                        self.lose(LossKind::FacetIgnored, owner, reason, member.key);
                    }
                }
            }
        }
        for name in &schema.required {
            into.required.entry(name).or_insert(node.get("required").map_or(node.mark, |required| required.mark));
        }
        match (schema.additional, into.additional) {
            (Additional::Unsaid, _) | (Additional::Any, Additional::Schema(_)) => {}
            // A closed member of `allOf` closes the whole, which nothing could then match; it was meant for itself.
            (Additional::Forbidden, _) if depth > 0 => {}
            (additional, _) => into.additional = additional,
        }
        into.alternatives.extend(&schema.alternatives);
    }

    /// Whether a schema stands for an object; `None` where it says nothing about it.
    pub(super) fn is_object(&self, node: &'t Node, depth: usize) -> Option<bool> {
        if depth > super::INLINE_DEPTH {
            return None;
        }
        let schema = Schema::read(node, self.documents.dialect(node.mark.file));
        if let Some(reference) = node.reference() {
            let target = self.documents.resolve(node.mark.file, reference).ok()?;
            return self.is_object(target.node, depth + 1);
        }
        if !schema.properties.is_empty()
            || !matches!(schema.additional, Additional::Unsaid)
            || !schema.required.is_empty()
        {
            return Some(true);
        }
        if let Some(first) = schema.types.first() {
            return Some(schema.types.len() == 1 && *first == JsonType::Object);
        }
        if schema.values.is_some() || schema.items.is_some() {
            return Some(false);
        }
        let parts: Vec<&'t Node> = schema.all_of.iter().chain(schema.alternatives.iter().copied()).collect();
        parts.into_iter().find_map(|part| self.is_object(part, depth + 1))
    }

    /// A struct of the properties, or the map that an object without properties is.
    pub(super) fn structure(&mut self, gathered: Gathered<'t>, base: Option<TypeId>, mark: Mark, hint: &str) -> Kind {
        let undeclared: Vec<(&str, Mark)> = gathered
            .required
            .iter()
            .filter(|(name, _)| !gathered.properties.contains_key(*name))
            .map(|(name, mark)| (*name, *mark))
            .collect();
        if gathered.properties.is_empty() && undeclared.is_empty() && base.is_none() {
            match gathered.additional {
                Additional::Unsaid => return Kind::Plain(TypeRef::Any),
                Additional::Any => return Kind::Plain(self.map(None, hint)),
                Additional::Schema(values) => return Kind::Plain(self.map(Some(values), hint)),
                Additional::Forbidden => {}
            }
        }
        let mut fields = Vec::with_capacity(gathered.properties.len() + 1);
        for (name, property) in &gathered.properties {
            fields.push(self.field(name, property, gathered.required.contains_key(name)));
        }
        for (name, place) in undeclared {
            let reason = format!("`{name}` is required but not declared; read as any value");
            self.lose(LossKind::Repaired, hint, reason, place);
            let cardinality = Cardinality { nillable: true, ..Cardinality::REQUIRED };
            fields.push(self.plain_field(name, Use::of(TypeRef::Any), cardinality, place));
        }
        let rest = match gathered.additional {
            Additional::Any => Some(self.map(None, hint)),
            Additional::Schema(values) => Some(self.map(Some(values), hint)),
            Additional::Unsaid | Additional::Forbidden => None,
        };
        if let Some(ty) = rest {
            let field = self.plain_field("additional_properties", Use::of(ty), Cardinality::OPTIONAL, mark);
            fields.push(Field { place: Place::Rest, ..field });
        }
        let extra = match gathered.additional {
            Additional::Forbidden => Extra::Forbidden,
            _ => Extra::Unknown,
        };
        self.ledger.fields.read += fields.len();
        Kind::Defined(TypeKind::Struct(Struct {
            base,
            restricts: None,
            is_abstract: false,
            fields,
            content: Content::All,
            extra,
        }))
    }

    fn field(&mut self, name: &str, property: &Property<'t>, required: bool) -> Field {
        let node = &property.member.node;
        let hint = format!("{}_{name}", property.owner);
        let mut lowered = self.lower(node, &hint);
        let marked = node.get("required").and_then(Node::truth) == Some(true);
        if marked && !required {
            let reason = "`required: true` stands at the property; read as required";
            self.lose(LossKind::Repaired, &hint, reason, node.mark);
        }
        self.check_default(&mut lowered, node, &hint);
        let cardinality = Cardinality { min: u32::from(required || marked), max: Some(1), nillable: lowered.nillable };
        self.plain_field(name, lowered, cardinality, property.member.key)
    }

    /// A field of what was lowered.
    pub fn plain_field(&self, name: &str, lowered: Use, cardinality: Cardinality, mark: Mark) -> Field {
        Field {
            name: WireName::unqualified(name),
            ty: lowered.ty,
            cardinality,
            place: Place::Element,
            default: lowered.default,
            fixed: lowered.fixed,
            access: lowered.access,
            constraints: lowered.constraints,
            secret: lowered.secret,
            deprecated: lowered.deprecated,
            docs: lowered.docs,
            origin: self.origin(mark),
        }
    }

    /// Drops a default that is no value of the type.
    pub fn check_default(&mut self, lowered: &mut Use, node: &'t Node, hint: &str) {
        let Some(default) = &lowered.default else { return };
        let fits = match &lowered.ty {
            TypeRef::Primitive(primitive) => match primitive {
                Primitive::Bool => matches!(default.as_str(), "true" | "false"),
                Primitive::I8 | Primitive::I16 | Primitive::I32 | Primitive::I64 | Primitive::Integer => {
                    default.parse::<i128>().is_ok()
                }
                Primitive::U8 | Primitive::U16 | Primitive::U32 | Primitive::U64 => default.parse::<u64>().is_ok(),
                Primitive::F32 | Primitive::F64 | Primitive::Decimal => {
                    default.parse::<f64>().is_ok_and(f64::is_finite)
                }
                _ => true,
            },
            TypeRef::Named(id) => match self.api.types.get(id.0 as usize).map(|ty| &ty.kind) {
                Some(TypeKind::Enum(values)) => values.variants.iter().any(|value| value.name.local == *default),
                _ => true,
            },
            TypeRef::List(_) | TypeRef::Map(_) => false,
            TypeRef::Any => true,
        };
        if !fits {
            let reason = format!("the default `{default}` is no value of the type; dropped");
            let mark = node.get("default").map_or(node.mark, |default| default.mark);
            self.lose(LossKind::Repaired, hint, reason, mark);
            lowered.default = None;
        }
    }
}

/// A field that no schema describes.
pub fn bare_field(name: &str, ty: TypeRef, cardinality: Cardinality, origin: crate::diagnostic::Origin) -> Field {
    Field {
        name: WireName::unqualified(name),
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
        origin,
    }
}
