use std::collections::HashSet;

use super::{Additional, JsonType, Kind, Lowerer, Role, Schema, Use, object::Gathered};
use crate::{
    ledger::LossKind,
    model::{Cardinality, Docs, Place, Type, TypeId, TypeKind, TypeRef, Union, UnionTag, Variant, WireName},
    openapi::{
        documents::Found,
        node::{Mark, Node},
    },
};

/// An alternative on its way into a union.
struct Alternative {
    label: String,
    tags: Vec<String>,
    lowered: Use,
    mark: Mark,
}

impl<'t> Lowerer<'t> {
    /// `oneOf` and `anyOf` with two alternatives or more.
    pub(super) fn union(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> Kind {
        let members = self.real_alternatives(&schema.alternatives, hint);
        if members.is_empty() {
            let rest =
                Schema { alternatives: Vec::new(), ..Schema::read(node, self.documents.dialect(node.mark.file)) };
            return if rest.has_object_parts() || rest.types.first() == Some(&JsonType::Object) {
                self.base_here(node, &rest, hint)
            } else {
                self.kind(node, &rest, hint)
            };
        }
        if let Some(open) = self.open_enumeration(&members) {
            let mut kind = self.pass_on(open, hint);
            if let Kind::Defined(TypeKind::Enum(values)) = &mut kind {
                values.open = true;
            }
            return kind;
        }
        let mut rest = Gathered::new();
        if schema.has_object_parts() {
            self.gather(node, hint, &mut rest, 0);
            rest.alternatives.clear();
        }
        let alternatives = self.alternatives(node, schema, &members, &rest, hint);
        self.unite(alternatives, schema, hint)
    }

    /// Properties with alternatives somewhere in `allOf`: each alternative with the properties.
    pub(super) fn union_within(
        &mut self,
        node: &'t Node,
        schema: &Schema<'t>,
        rest: &Gathered<'t>,
        hint: &str,
    ) -> Kind {
        let members = self.real_alternatives(&rest.alternatives, hint);
        if members.is_empty() {
            return self.base_here(node, schema, hint);
        }
        let alternatives = self.alternatives(node, schema, &members, rest, hint);
        self.unite(alternatives, schema, hint)
    }

    fn base_here(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> Kind {
        let mut gathered = Gathered::new();
        self.gather(node, hint, &mut gathered, 0);
        gathered.alternatives.clear();
        self.structure(gathered, None, schema.mark, hint)
    }

    /// The alternatives without those that only say which properties must stand together.
    fn real_alternatives(&mut self, listed: &[&'t Node], hint: &str) -> Vec<&'t Node> {
        let mut real = Vec::with_capacity(listed.len());
        for member in listed {
            let only_required = member.as_object().is_some_and(|members| {
                members.contains_key("required") && members.keys().all(|key| matches!(key.as_str(), "required" | "not"))
            });
            if only_required {
                let reason = "which properties must stand together is not checked";
                self.lose(LossKind::FacetIgnored, hint, reason, member.mark);
            } else {
                real.push(*member);
            }
        }
        real
    }

    /// The enumeration of texts beside which any other text may stand: enumerations keep unknown values anyway.
    fn open_enumeration(&self, members: &[&'t Node]) -> Option<&'t Node> {
        let mut open = None;
        let mut plain = false;
        for member in members {
            let node = self.documents.resolve_whole(member).ok()?;
            let schema = Schema::read(node, self.documents.dialect(node.mark.file));
            let text = schema.types.as_slice() == [JsonType::String] && schema.alternatives.is_empty();
            match (&schema.values, text && schema.format.is_none()) {
                (Some(_), true) if open.is_none() => open = Some(*member),
                (None, true) => plain = true,
                _ => return None,
            }
        }
        open.filter(|_| plain)
    }

    fn alternatives(
        &mut self,
        node: &'t Node,
        schema: &Schema<'t>,
        members: &[&'t Node],
        rest: &Gathered<'t>,
        hint: &str,
    ) -> Vec<Alternative> {
        let mut alternatives = Vec::with_capacity(members.len());
        for (index, member) in members.iter().enumerate() {
            let label = self.label(member, index);
            let lowered = if rest.properties.is_empty() {
                self.alternative(member, schema, &format!("{hint}_{label}"))
            } else {
                self.merged(node, member, rest, &format!("{hint}_{label}"))
            };
            let tags = self.tags(member, schema);
            alternatives.push(Alternative { label, tags, lowered, mark: member.mark });
        }
        alternatives
    }

    /// An alternative of its own; a type alone takes the format that stands beside the alternatives.
    fn alternative(&mut self, member: &'t Node, outer: &Schema<'t>, hint: &str) -> Use {
        let only_type = member.as_object().is_some_and(|members| members.len() == 1 && members.contains_key("type"));
        if !only_type || outer.format.is_none() {
            return self.lower(member, hint);
        }
        let inner = Schema::read(member, self.documents.dialect(member.mark.file));
        match inner.types.as_slice() {
            [kind @ (JsonType::String | JsonType::Integer | JsonType::Number)] => {
                Use::of(TypeRef::Primitive(self.scalar_of(*kind, outer, hint)))
            }
            _ => self.lower(member, hint),
        }
    }

    /// An alternative with the properties that stand beside the alternatives.
    fn merged(&mut self, node: &'t Node, member: &'t Node, rest: &Gathered<'t>, hint: &str) -> Use {
        let mut gathered = Gathered::new();
        self.gather(member, hint, &mut gathered, 0);
        let complete = rest.properties.keys().all(|name| gathered.properties.contains_key(name));
        if complete || self.is_object(member, 0) == Some(false) {
            return self.lower(member, hint);
        }
        self.gather(node, hint, &mut gathered, 0);
        gathered.alternatives.clear();
        match self.structure(gathered, None, member.mark, hint) {
            Kind::Plain(ty) => Use::of(ty),
            Kind::Defined(kind) => Use::of(TypeRef::Named(self.anonymous(hint, kind, member.mark))),
        }
    }

    /// Adds a type that no schema stands for alone.
    pub fn anonymous(&mut self, name: &str, kind: TypeKind, mark: Mark) -> TypeId {
        let origin = self.origin(mark);
        self.api.add(Type {
            name: WireName::unqualified(name),
            anonymous: true,
            scope: None,
            kind,
            docs: Docs::default(),
            deprecated: false,
            origin,
        })
    }

    /// What an alternative is called: the schema it refers to, its title, or its type.
    fn label(&self, member: &'t Node, index: usize) -> String {
        if let Some(reference) = member.reference() {
            return match self.documents.resolve(member.mark.file, reference) {
                Ok(found) => found.name,
                Err(_) => reference.rsplit('/').next().unwrap_or(reference).to_owned(),
            };
        }
        let title = member.get_scalar("title").filter(|title| title.len() <= 40 && !title.trim().is_empty());
        let kind = member.get_scalar("type").or_else(|| member.get("properties").map(|_| "object"));
        title.or(kind).map_or_else(|| format!("variant_{}", index + 1), str::to_owned)
    }

    /// The values of the discriminator that stand for an alternative.
    fn tags(&self, member: &'t Node, schema: &Schema<'t>) -> Vec<String> {
        let Some(discriminator) = &schema.discriminator else { return Vec::new() };
        let Some(found) = member.reference().and_then(|to| self.documents.resolve(member.mark.file, to).ok()) else {
            let property = member.get("properties").and_then(|properties| properties.get(discriminator.property));
            let values = property.map(|property| property.items("enum")).unwrap_or_default();
            let fixed = property.and_then(|property| property.get_scalar("const"));
            return values.iter().filter_map(Node::scalar).chain(fixed).map(str::to_owned).collect();
        };
        let mapped: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| self.maps_to(schema.mark.file, target, &found))
            .map(|(value, _)| (*value).to_owned())
            .collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let own = ["x-discriminator-value", "x-ms-discriminator-value"];
        let own = own.into_iter().find_map(|key| found.node.get_scalar(key));
        vec![own.map_or_else(|| found.name.clone(), str::to_owned)]
    }

    fn maps_to(&self, file: u32, target: &str, found: &Found<'t>) -> bool {
        if target == found.name {
            return true;
        }
        let reference = if target.contains(['#', '/']) { target.to_owned() } else { format!("#{target}") };
        self.documents.resolve(file, &reference).is_ok_and(|mapped| mapped.address == found.address)
    }

    fn unite(&mut self, alternatives: Vec<Alternative>, schema: &Schema<'t>, hint: &str) -> Kind {
        let property = schema.discriminator.as_ref().map(|discriminator| discriminator.property);
        let tagged = property.filter(|_| alternatives.iter().all(|alternative| !alternative.tags.is_empty()));
        if property.is_some() && tagged.is_none() {
            let reason = "an alternative has no value of the discriminator: told apart by their properties";
            self.lose(LossKind::Repaired, hint, reason, schema.mark);
        }
        let mut variants: Vec<Variant> = Vec::new();
        for alternative in alternatives {
            let names = if tagged.is_some() { alternative.tags } else { vec![alternative.label.clone()] };
            // Of one schema under several values, each value tells its own name.
            let only = names.len() == 1;
            for name in names {
                let known = |variant: &Variant| {
                    variant.name.local == name
                        || (tagged.is_none() && variant.ty.as_ref() == Some(&alternative.lowered.ty))
                };
                if variants.iter().any(known) && tagged.is_some() {
                    let reason = format!("the value `{name}` of the discriminator stands twice; the first is kept");
                    self.lose(LossKind::Repaired, hint, reason, alternative.mark);
                    continue;
                }
                if tagged.is_none()
                    && variants.iter().any(|variant| variant.ty.as_ref() == Some(&alternative.lowered.ty))
                {
                    continue;
                }
                let taken: HashSet<&str> = variants.iter().map(|variant| variant.name.local.as_str()).collect();
                let name = unique(name, &taken);
                variants.push(Variant {
                    label: (only && name != alternative.label).then(|| alternative.label.clone()),
                    name: WireName::unqualified(name),
                    ty: Some(alternative.lowered.ty.clone()),
                    number: None,
                    cardinality: Cardinality { nillable: alternative.lowered.nillable, ..Cardinality::REQUIRED },
                    place: Place::Element,
                    docs: alternative.lowered.docs.clone(),
                    origin: self.origin(alternative.mark),
                });
            }
        }
        match (variants.as_slice(), tagged) {
            ([Variant { ty: Some(only), .. }], None) => Kind::Plain(only.clone()),
            _ => {
                let tag = tagged.map_or(UnionTag::Untagged, |property| UnionTag::Property(property.to_owned()));
                Kind::Defined(TypeKind::Union(Union { variants, tag }))
            }
        }
    }

    /// Several types in one schema (3.1): one alternative for each.
    pub(super) fn union_of_types(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> Kind {
        let mut alternatives = Vec::with_capacity(schema.types.len());
        for kind in &schema.types {
            let (label, lowered) = match kind {
                JsonType::String => ("string", None),
                JsonType::Integer => ("integer", None),
                JsonType::Number => ("number", None),
                JsonType::Boolean => ("boolean", None),
                JsonType::File => ("file", None),
                JsonType::Array => ("array", Some(self.list(schema, &format!("{hint}_array")))),
                JsonType::Object => ("object", Some(self.object_among_types(node, schema, &format!("{hint}_object")))),
            };
            let ty = match lowered {
                Some(ty) => ty,
                None => TypeRef::Primitive(self.scalar_of(*kind, schema, hint)),
            };
            alternatives.push(Alternative {
                label: label.to_owned(),
                tags: Vec::new(),
                lowered: Use::of(ty),
                mark: schema.mark,
            });
        }
        self.unite(alternatives, schema, hint)
    }

    fn object_among_types(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> TypeRef {
        if !schema.has_object_parts() || matches!(schema.additional, Additional::Any) && schema.properties.is_empty() {
            return self.map(None, hint);
        }
        match self.base_here(node, schema, hint) {
            Kind::Plain(ty) => ty,
            Kind::Defined(kind) => TypeRef::Named(self.anonymous(hint, kind, schema.mark)),
        }
    }

    /// A schema with a discriminator that others extend: one of those, or itself.
    pub(super) fn union_of_derived(&mut self, found: &Found<'t>, schema: &Schema<'t>) -> Kind {
        let base = self.named(found.clone(), Role::Base);
        let mut alternatives = Vec::new();
        for derived in self.derived.of(&found.address) {
            let tags = self.derived_tags(&derived, schema);
            let (label, mark) = (derived.name.clone(), derived.node.mark);
            let id = self.named(derived, Role::Value);
            alternatives.push(Alternative { label, tags, lowered: Use::of(TypeRef::Named(id)), mark });
        }
        let mapping = schema.discriminator.as_ref().map(|discriminator| discriminator.mapping.as_slice());
        let maps_itself = mapping.unwrap_or_default().iter().any(|(_, to)| self.maps_to(schema.mark.file, to, found));
        if mapping.is_none_or(<[_]>::is_empty) || maps_itself {
            alternatives.push(Alternative {
                label: found.name.clone(),
                tags: self.derived_tags(found, schema),
                lowered: Use::of(TypeRef::Named(base)),
                mark: schema.mark,
            });
        }
        self.unite(alternatives, schema, &found.name)
    }

    fn derived_tags(&self, derived: &Found<'t>, schema: &Schema<'t>) -> Vec<String> {
        let mapping = schema.discriminator.as_ref().map(|discriminator| discriminator.mapping.as_slice());
        let mapped: Vec<String> = mapping
            .unwrap_or_default()
            .iter()
            .filter(|(_, target)| self.maps_to(schema.mark.file, target, derived))
            .map(|(value, _)| (*value).to_owned())
            .collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let own = ["x-discriminator-value", "x-ms-discriminator-value"];
        let own = own.into_iter().find_map(|key| derived.node.get_scalar(key));
        vec![own.map_or_else(|| derived.name.clone(), str::to_owned)]
    }
}

fn unique(name: String, taken: &HashSet<&str>) -> String {
    if !taken.contains(name.as_str()) {
        return name;
    }
    (2u32..).map(|number| format!("{name}_{number}")).find(|name| !taken.contains(name.as_str())).unwrap_or(name)
}
