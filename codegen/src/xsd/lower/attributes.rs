//! Attribute uses become fields.

use crate::{
    model::{Access, Cardinality, Constraints, Docs, Field, MapType, Place, Primitive, TypeRef, WireName},
    source::Pos,
    xml::{QName, Ref},
    xsd::{
        builtin,
        set::Definition,
        tree::{Attribute, Attributes, ComplexType, Content, Usage},
    },
};

use super::{Lowering, Owner};

impl<'a> Lowering<'a> {
    /// Adds the attributes of a type, and those of the type that it restricts.
    pub(super) fn attribute_fields(
        &mut self,
        name: Option<&QName>,
        ty: &'a ComplexType,
        owner: &Owner,
        out: &mut Vec<Field>,
    ) {
        let (mut uses, mut any) = (Vec::new(), None);
        self.collect(&ty.attributes, &mut Vec::new(), &mut uses, &mut any);
        let (mut name, mut restricted) = (name.cloned(), ty);
        for _ in 0..self.limits.derivation_depth {
            // An extension inherits through its base; a restriction restates the content but not the attributes.
            let (Content::Restriction(base, _) | Content::TextRestriction(base, _)) = &restricted.content else {
                break;
            };
            let Some(Definition::Complex(ty)) = self.set.base(name.as_ref(), &base.name) else { break };
            let mut inherited = Vec::new();
            self.collect(&ty.attributes, &mut Vec::new(), &mut inherited, &mut None);
            let known = uses.len();
            for attribute in inherited {
                if !uses.iter().take(known).any(|it: &&Attribute| it.name == attribute.name) {
                    uses.push(attribute);
                }
            }
            (name, restricted) = (Some(base.name.clone()), ty);
        }
        for attribute in uses {
            if attribute.usage != Usage::Prohibited {
                let field = self.attribute_field(attribute, owner);
                out.push(field);
            }
        }
        if let Some(pos) = any {
            out.push(self.any_attribute(pos));
        }
    }

    /// Gathers the attributes of a list and of the groups that it refers to.
    fn collect(
        &mut self,
        attributes: &'a Attributes,
        open: &mut Vec<QName>,
        uses: &mut Vec<&'a Attribute>,
        any: &mut Option<Pos>,
    ) {
        for attribute in &attributes.uses {
            if !self.spend(attribute.pos) {
                return;
            }
            if !uses.iter().any(|it| it.name == attribute.name) {
                uses.push(attribute);
            }
        }
        *any = any.or(attributes.any);
        for group in &attributes.groups {
            if self.spend(group.pos) {
                self.attribute_group(group, open, uses, any);
            }
        }
    }

    fn attribute_group(
        &mut self,
        reference: &'a Ref,
        open: &mut Vec<QName>,
        uses: &mut Vec<&'a Attribute>,
        any: &mut Option<Pos>,
    ) {
        let name = &reference.name;
        let times = open.iter().filter(|it| *it == name).count();
        let original = self.set.originals.attribute_groups.get(name).filter(|_| times == 1);
        if times > usize::from(original.is_some()) {
            let message = format!("the attribute group `{name}` contains itself");
            self.error("xsd::circular-group", reference.pos, message, "remove one of the references");
            return;
        }
        if open.len() >= self.limits.derivation_depth {
            let limit = self.limits.derivation_depth;
            let message =
                format!("attribute groups refer to one another beyond the limit `derivation_depth` of {limit}");
            self.error("xsd::limit", reference.pos, message, "raise the limit `derivation_depth`");
            return;
        }
        match original.or_else(|| self.set.attribute_groups.get(name)).copied() {
            Some(group) => {
                open.push(name.clone());
                self.collect(&group.attributes, open, uses, any);
                open.pop();
            }
            None => {
                let names = self.set.attribute_groups.keys().cloned().collect();
                self.unresolved("xsd::unresolved-attribute-group", "attribute group", reference, names);
            }
        }
    }

    fn attribute_field(&mut self, attribute: &'a Attribute, owner: &Owner) -> Field {
        let mut declaration = attribute;
        let mut known = None;
        if attribute.is_reference {
            known = builtin::xml_attribute(&attribute.name);
            match self.set.attributes.get(&attribute.name) {
                Some(found) => declaration = found,
                None if known.is_some() => {}
                None => {
                    let reference = Ref { name: attribute.name.clone(), pos: attribute.pos };
                    let names = self.set.attributes.keys().cloned().collect();
                    self.unresolved("xsd::unresolved-attribute", "attribute", &reference, names);
                    known = Some(TypeRef::Primitive(Primitive::String));
                }
            }
        }
        let text = TypeRef::Primitive(Primitive::String);
        let (ty, constraints) = match (known, &declaration.ty, &declaration.inline) {
            (Some(known), _, _) => (known, Constraints::default()),
            (None, Some(reference), _) => match self.type_ref(reference) {
                TypeRef::Any => (text, Constraints::default()),
                ty => (ty, builtin::implied_bounds(&reference.name)),
            },
            (None, None, Some(inline)) => {
                let owner = match attribute.is_reference {
                    true => Owner::global(&attribute.name),
                    false => owner.part(&attribute.name.local),
                };
                self.inline_simple(inline, &owner)
            }
            (None, None, None) => (text, Constraints::default()),
        };
        let cardinality = match attribute.usage {
            Usage::Required => Cardinality::REQUIRED,
            _ => Cardinality::OPTIONAL,
        };
        Field {
            name: attribute.name.wire(),
            ty,
            cardinality,
            place: Place::Attribute,
            default: attribute.default.clone().or_else(|| declaration.default.clone()),
            fixed: attribute.fixed.clone().or_else(|| declaration.fixed.clone()),
            access: Access::Both,
            constraints,
            secret: false,
            deprecated: false,
            docs: if attribute.docs.text.is_some() { attribute.docs.clone() } else { declaration.docs.clone() },
            origin: self.files.origin(attribute.pos),
        }
    }

    fn any_attribute(&self, pos: Pos) -> Field {
        let text = || TypeRef::Primitive(Primitive::String);
        let ty = TypeRef::Map(Box::new(MapType {
            map_name: None,
            entry: None,
            key: (WireName::default(), text()),
            value: (WireName::default(), text()),
            value_nillable: false,
        }));
        Field {
            name: WireName::unqualified("attributes"),
            ty,
            cardinality: Cardinality::OPTIONAL,
            place: Place::Rest,
            default: None,
            fixed: None,
            access: Access::Both,
            constraints: Constraints::default(),
            secret: false,
            deprecated: false,
            docs: Docs::default(),
            origin: self.files.origin(pos),
        }
    }
}
