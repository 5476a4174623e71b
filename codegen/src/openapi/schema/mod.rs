//! Schemas into types of the model.

mod enumeration;
mod named;
mod object;
mod scalar;
mod union;
mod view;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

pub use named::named_schemas;
pub use object::bare_field;
pub use view::{Additional, JsonType, Schema};

use self::named::Derived;
use super::{
    Dialect, Limits,
    documents::{Address, Documents, Found},
    node::{Mark, Node},
};
use crate::{
    ledger::{Ledger, LossKind},
    model::{
        Access, Api, Constraints, Docs, Item, MapType, Origin, Primitive, Type, TypeId, TypeKind, TypeRef, WireName,
    },
};

/// What a schema says about the place where it stands.
#[derive(Clone, Debug)]
pub struct Use {
    /// The type of the value.
    pub ty: TypeRef,
    /// It may be null.
    pub nillable: bool,
    /// What it must obey.
    pub constraints: Constraints,
    /// The value that absence stands for.
    pub default: Option<String>,
    /// The only value.
    pub fixed: Option<String>,
    /// Who may set it.
    pub access: Access,
    /// Marked deprecated.
    pub deprecated: bool,
    /// It carries a credential.
    pub secret: bool,
    /// Its documentation.
    pub docs: Docs,
}

impl Use {
    /// A value of a type of which nothing else is said.
    pub fn of(ty: TypeRef) -> Self {
        Self {
            ty,
            nillable: false,
            constraints: Constraints::default(),
            default: None,
            fixed: None,
            access: Access::Both,
            deprecated: false,
            secret: false,
            docs: Docs::default(),
        }
    }
}

/// What a schema is: a type with a name, or one that needs none.
enum Kind {
    Defined(TypeKind),
    Plain(TypeRef),
}

/// In which role a schema with a name is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Role {
    /// As the type of a value.
    Value,
    /// As what other schemas extend: without its alternatives.
    Base,
}

/// A schema with a name that waits to be lowered.
struct Pending<'t> {
    id: TypeId,
    role: Role,
    found: Found<'t>,
}

/// Lowers schemas. Those with a name are put off until asked for, so that no chain of references costs stack.
pub struct Lowerer<'t> {
    /// The documents.
    pub documents: &'t Documents,
    /// The bounds.
    pub limits: &'t Limits,
    /// What was lowered.
    pub api: Api,
    /// What was lost.
    pub ledger: Ledger,
    derived: Derived<'t>,
    named: BTreeMap<(Address, Role), TypeId>,
    inline: HashMap<*const Node, TypeId>,
    /// Whether a schema or the one it passes on allows `null`.
    nullable: HashMap<*const Node, bool>,
    pending: VecDeque<Pending<'t>>,
    reported: HashSet<(Mark, String)>,
    /// The first schema that says how it stands in XML, and how many do.
    xml: Option<(Mark, usize)>,
    depth: usize,
}

/// How deeply schemas without a name may stand in one another: each level costs stack.
const INLINE_DEPTH: usize = 48;

impl<'t> Lowerer<'t> {
    /// A lowerer over documents.
    pub fn new(documents: &'t Documents, limits: &'t Limits) -> Self {
        Self {
            documents,
            limits,
            api: Api::default(),
            ledger: Ledger::default(),
            derived: Derived::find(documents),
            named: BTreeMap::new(),
            inline: HashMap::new(),
            nullable: HashMap::new(),
            pending: VecDeque::new(),
            reported: HashSet::new(),
            xml: None,
            depth: 0,
        }
    }

    /// The place of a node, for the model and the ledger.
    pub fn origin(&self, mark: Mark) -> Origin {
        self.documents.origin(mark)
    }

    /// Names something that was degraded, once for each place.
    pub fn lose(&mut self, kind: LossKind, subject: &str, reason: impl Into<String>, mark: Mark) {
        let reason = reason.into();
        if self.reported.insert((mark, reason.clone())) {
            let origin = self.origin(mark);
            self.ledger.lose(kind, subject, reason, origin);
        }
    }

    /// Says that a type belongs to a service alone.
    pub fn scope(&mut self, id: TypeId, service: usize) {
        if let Some(ty) = self.api.types.get_mut(id.0 as usize) {
            ty.scope = Some(service);
        }
    }

    /// What was lowered, and what was lost.
    pub fn done(self) -> (Api, Ledger) {
        (self.api, self.ledger)
    }

    /// Lowers all schemas with a name that were asked for.
    pub fn finish(&mut self) {
        while let Some(pending) = self.pending.pop_front() {
            self.define(pending);
        }
        if let Some((first, count)) = self.xml {
            let schemas = if count == 1 { "a schema".to_owned() } else { format!("{count} schemas") };
            let reason = format!("the `xml` of {schemas} is not read: in XML, elements have the names of properties");
            self.lose(LossKind::FacetIgnored, "document", reason, first);
        }
    }

    /// Lowers the schema at a place; `hint` names what it describes.
    pub fn lower(&mut self, node: &'t Node, hint: &str) -> Use {
        if self.depth >= INLINE_DEPTH || self.api.types.len() >= self.limits.types {
            let limit = if self.depth >= INLINE_DEPTH { "schemas within schemas" } else { "the limit `types`" };
            self.lose(LossKind::TypeAsAny, hint, format!("taken as any value: more than {limit} allow"), node.mark);
            return Use::of(TypeRef::Any);
        }
        self.depth += 1;
        let lowered = self.lower_here(node, hint);
        self.depth -= 1;
        lowered
    }

    fn lower_here(&mut self, node: &'t Node, hint: &str) -> Use {
        let dialect = self.documents.dialect(node.mark.file);
        let schema = Schema::read(node, dialect);
        if let Some(reference) = node.reference() {
            if dialect == Dialect::V31 && schema.has_parts() {
                // From 3.1 on, what stands beside a reference holds too: as if both stood in `allOf`.
                return self.composed(node, schema, hint);
            }
            self.ignore_siblings(node, &schema, hint);
            let target = self.reference(node, reference, hint);
            return self.with_annotations(target, &schema, hint);
        }
        self.composed(node, schema, hint)
    }

    fn composed(&mut self, node: &'t Node, schema: Schema<'t>, hint: &str) -> Use {
        self.report(&schema, hint);
        if let Some(known) = self.inline.get(&std::ptr::from_ref(node)) {
            let lowered = Use::of(TypeRef::Named(*known));
            return self.with_annotations(lowered, &schema, hint);
        }
        let lowered = match self.kind(node, &schema, hint) {
            Kind::Plain(ty) => Use::of(ty),
            Kind::Defined(kind) => Use::of(TypeRef::Named(self.add_inline(node, &schema, kind, hint))),
        };
        self.with_annotations(lowered, &schema, hint)
    }

    fn ignore_siblings(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) {
        if schema.has_parts() || (!schema.types.is_empty() && node.member("type").is_some()) {
            let reason = "what stands beside `$ref` is not read before OpenAPI 3.1, except documentation";
            self.lose(LossKind::Ignored, hint, reason, node.mark);
        }
    }

    /// The type that a reference stands for; a reference that leads nowhere stands for any value.
    fn reference(&mut self, node: &'t Node, reference: &str, hint: &str) -> Use {
        let found = match self.documents.resolve(node.mark.file, reference) {
            Ok(found) => found,
            Err(why) => {
                let mark = node.get("$ref").map_or(node.mark, |node| node.mark);
                self.lose(LossKind::Repaired, hint, format!("dangling reference taken as any value: {why}"), mark);
                return Use { nillable: true, ..Use::of(TypeRef::Any) };
            }
        };
        let nillable = self.may_be_null(found.node);
        let id = self.named(found, Role::Value);
        Use { nillable, ..Use::of(TypeRef::Named(id)) }
    }

    /// Whether a schema or the one it only passes on allows `null`.
    fn may_be_null(&mut self, node: &'t Node) -> bool {
        let mut node = node;
        let mut passed = Vec::new();
        let mut nullable = false;
        for _ in 0..self.limits.derivation_depth {
            if let Some(known) = self.nullable.get(&std::ptr::from_ref(node)) {
                nullable = *known;
                break;
            }
            passed.push(std::ptr::from_ref(node));
            let schema = Schema::read(node, self.documents.dialect(node.mark.file));
            nullable = schema.nullable;
            let next = match node.reference() {
                Some(reference) => self.documents.resolve(node.mark.file, reference).ok().map(|found| found.node),
                None => self.passed_on(&schema),
            };
            match next.filter(|_| !nullable) {
                Some(next) => node = next,
                None => break,
            }
        }
        self.nullable.extend(passed.into_iter().map(|node| (node, nullable)));
        nullable
    }

    /// The one member of `allOf` or of the alternatives that a schema consists of beside documentation.
    fn passed_on(&self, schema: &Schema<'t>) -> Option<&'t Node> {
        if schema.has_object_parts() && schema.all_of.is_empty() || schema.values.is_some() || schema.items.is_some() {
            return None;
        }
        if !schema.properties.is_empty() || !matches!(schema.additional, Additional::Unsaid) {
            return None;
        }
        let mut members = schema.all_of.iter().filter(|node| !self.is_annotation(node));
        match (members.next(), members.next(), schema.alternatives.as_slice()) {
            (Some(only), None, []) if schema.required.is_empty() => Some(only),
            (None, None, [only]) => Some(only),
            _ => None,
        }
    }

    fn is_annotation(&self, node: &'t Node) -> bool {
        node.reference().is_none() && Schema::read(node, self.documents.dialect(node.mark.file)).is_annotation()
    }

    fn kind(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> Kind {
        if schema.values.is_some() {
            return self.enumeration(node, schema, hint);
        }
        if node.reference().is_none()
            && let Some(only) = self.passed_on(schema)
        {
            return self.pass_on(only, hint);
        }
        if !schema.alternatives.is_empty() {
            return self.union(node, schema, hint);
        }
        if schema.types.len() > 1 {
            return self.union_of_types(node, schema, hint);
        }
        if schema.has_object_parts() || node.reference().is_some() {
            return self.object(node, schema, hint);
        }
        match schema.types.first() {
            Some(JsonType::Array) => Kind::Plain(self.list(schema, hint)),
            None if schema.items.is_some() => Kind::Plain(self.list(schema, hint)),
            Some(JsonType::Object) => {
                for name in &schema.required {
                    let reason = format!("`{name}` is required but not declared; any value is read");
                    self.lose(LossKind::FacetIgnored, hint, reason, schema.mark);
                }
                // A bare `type: object` is what many tools write for a value of any kind.
                Kind::Plain(TypeRef::Any)
            }
            Some(_) => Kind::Plain(TypeRef::Primitive(self.scalar(schema, hint))),
            None => Kind::Plain(self.untyped(schema, hint)),
        }
    }

    /// What a schema is that stands for the whole of another.
    fn pass_on(&mut self, node: &'t Node, hint: &str) -> Kind {
        if node.reference().is_some() || self.depth >= INLINE_DEPTH {
            return Kind::Plain(self.lower(node, hint).ty);
        }
        let schema = Schema::read(node, self.documents.dialect(node.mark.file));
        self.report(&schema, hint);
        self.depth += 1;
        let kind = self.kind(node, &schema, hint);
        self.depth -= 1;
        kind
    }

    /// A schema without a type: what its other keywords tell, else any value.
    fn untyped(&mut self, schema: &Schema<'t>, hint: &str) -> TypeRef {
        let bounds = &schema.constraints;
        let meant = match () {
            () if schema.format.is_some_and(scalar::is_text_format) => JsonType::String,
            () if !bounds.patterns.is_empty() || bounds.min_length.is_some() || bounds.max_length.is_some() => {
                JsonType::String
            }
            () if schema.format.is_some_and(scalar::is_integer_format) => JsonType::Integer,
            () if bounds.minimum.is_some() || bounds.maximum.is_some() || bounds.multiple_of.is_some() => {
                JsonType::Number
            }
            () => return TypeRef::Any,
        };
        let reason = format!("no `type` is given; other keywords say `{meant:?}`");
        self.lose(LossKind::Repaired, hint, reason, schema.mark);
        TypeRef::Primitive(self.scalar_of(meant, schema, hint))
    }

    fn list(&mut self, schema: &Schema<'t>, hint: &str) -> TypeRef {
        let item = match schema.items {
            Some(items) => self.lower(items, &format!("{hint}_item")),
            None => {
                self.lose(LossKind::TypeAsAny, hint, "`items` is missing: items are any values", schema.mark);
                Use { nillable: true, ..Use::of(TypeRef::Any) }
            }
        };
        TypeRef::List(Box::new(Item {
            list_name: None,
            name: None,
            ty: item.ty,
            nillable: item.nillable,
            constraints: item.constraints,
        }))
    }

    /// A map from texts to values of a schema, or to any values.
    fn map(&mut self, values: Option<&'t Node>, hint: &str) -> TypeRef {
        let value = match values {
            Some(node) => self.lower(node, &format!("{hint}_value")),
            None => Use { nillable: true, ..Use::of(TypeRef::Any) },
        };
        TypeRef::Map(Box::new(MapType {
            map_name: None,
            entry: None,
            key: (WireName::unqualified("key"), TypeRef::Primitive(Primitive::String)),
            value: (WireName::unqualified("value"), value.ty),
            value_nillable: value.nillable,
        }))
    }

    fn add_inline(&mut self, node: &'t Node, schema: &Schema<'t>, kind: TypeKind, hint: &str) -> TypeId {
        let origin = self.origin(schema.mark);
        let id = self.api.add(Type {
            name: WireName::unqualified(hint),
            anonymous: true,
            scope: None,
            kind,
            docs: docs(schema),
            deprecated: schema.deprecated,
            origin,
        });
        self.inline.insert(std::ptr::from_ref(node), id);
        id
    }

    fn with_annotations(&mut self, mut lowered: Use, schema: &Schema<'t>, hint: &str) -> Use {
        lowered.nillable |= schema.nullable;
        lowered.deprecated |= schema.deprecated;
        if schema.access != Access::Both {
            lowered.access = schema.access;
        }
        lowered.secret |= schema.format == Some("password");
        if schema.constraints != Constraints::default() {
            lowered.constraints = schema.constraints.clone();
        }
        let docs = docs(schema);
        if docs.text.is_some() {
            lowered.docs = docs;
        }
        if let Some(fixed) = schema.fixed.filter(|fixed| fixed.as_text().is_none()) {
            lowered.fixed = fixed.scalar().map(str::to_owned);
        }
        if let Some(default) = schema.default {
            match default.scalar() {
                Some(text) => lowered.default = Some(text.to_owned()),
                None => {
                    let reason = format!("the default is {}: it is not set for absent values", default.kind());
                    self.lose(LossKind::FacetIgnored, hint, reason, default.mark);
                }
            }
        }
        lowered
    }

    fn report(&mut self, schema: &Schema<'t>, hint: &str) {
        for (what, mark) in &schema.defects {
            self.lose(LossKind::Repaired, hint, what.clone(), *mark);
        }
        for (keyword, mark) in &schema.unchecked {
            if *keyword == "xml" {
                if self.reported.insert((*mark, "xml".to_owned())) {
                    let (first, count) = self.xml.unwrap_or((*mark, 0));
                    self.xml = Some((first, count + 1));
                }
                continue;
            }
            self.lose(LossKind::FacetIgnored, hint, format!("`{keyword}` is not checked"), *mark);
        }
        if let Some(not) = schema.not {
            self.lose(LossKind::FacetIgnored, hint, "`not` is documented, not checked", not.mark);
        }
    }
}

/// The documentation of a schema: title, description, and what it must not be.
pub fn docs(schema: &Schema<'_>) -> Docs {
    let mut text = schema.description.or(schema.title).unwrap_or_default().trim().to_owned();
    if let Some(not) = schema.not {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&format!("Must not be: {}", summary(not)));
    }
    Docs::new(&text)
}

/// A short account of a schema, for documentation.
fn summary(node: &Node) -> String {
    if let Some(reference) = node.reference() {
        return format!("`{}`", reference.rsplit('/').next().unwrap_or(reference));
    }
    if let Some(description) = node.get_scalar("description").or_else(|| node.get_scalar("title")) {
        return description.to_owned();
    }
    let values: Vec<&str> = node.items("enum").iter().filter_map(Node::scalar).take(10).collect();
    if !values.is_empty() {
        return format!("one of `{}`", values.join("`, `"));
    }
    let required: Vec<&str> = node.items("required").iter().filter_map(Node::scalar).take(10).collect();
    match (node.get_scalar("type"), required.is_empty()) {
        (Some(kind), true) => format!("`{kind}`"),
        (_, false) => format!("an object with `{}`", required.join("`, `")),
        (None, true) => "what its schema says".to_owned(),
    }
}
