//! Complex types become structs.

use crate::{
    ledger::LossKind,
    model::{
        Access, Cardinality, Constraints, Content as Order, Docs, Extra, Field, Place, Primitive, Struct, TypeId,
        TypeRef, WireName,
    },
    source::Pos,
    xml::{QName, Ref, XSD},
    xsd::{
        builtin::{self, SOAP_ENCODING},
        set::Definition,
        tree::{ComplexType, Content, Occurs, Restriction},
    },
};

use super::{Content as Job, Lowering, Owner, content::Members};

impl<'a> Lowering<'a> {
    pub(super) fn complex(&mut self, id: TypeId, ty: &'a ComplexType) -> Struct {
        let owner = self.owner(id);
        let name = ty.name.as_ref().map(|_| self.own_name(id, ty));
        let name = name.as_ref();
        let mut made = Struct { is_abstract: ty.is_abstract, ..Struct::default() };
        if ty.mixed {
            made.extra = Extra::Mixed;
            let reason =
                "the text between the elements of a message of mixed content is reported when it is read, and not kept";
            self.lose(LossKind::Ignored, &owner, reason, ty.pos);
        }
        match &ty.content {
            Content::Plain(_) => {}
            Content::Extension(base, _) => made.base = self.base(name, base),
            Content::Restriction(base, _) => {
                if base.name.is_in(SOAP_ENCODING) {
                    let reason = "an array of SOAP encoding is taken as any content";
                    self.lose(LossKind::TypeAsAny, &owner, reason, ty.pos);
                } else {
                    made.restricts = self.base(name, base);
                }
            }
            Content::TextExtension(base) => match self.set.base(name, &base.name) {
                Some(Definition::Complex(_)) => made.base = self.base(name, base),
                _ => {
                    let text = self.type_ref(base);
                    let constraints = builtin::implied_bounds(&base.name);
                    made.fields.push(self.text_field(text, constraints, ty.pos));
                }
            },
            Content::TextRestriction(base, restriction) => {
                if let Some(Definition::Complex(_)) = self.set.base(name, &base.name) {
                    made.restricts = self.base(name, base);
                }
                let (text, constraints) = self.restricted_text(name, restriction, &owner);
                made.fields.push(self.text_field(text, constraints, ty.pos));
            }
        }
        if let Some(particle) = ty.content.particle() {
            let mut members = Members { fields: &mut made.fields, groups: Vec::new(), is_all: false };
            self.members(particle, Occurs::ONCE, &owner, &mut members);
            if members.is_all {
                made.content = Order::All;
            }
        }
        self.attribute_fields(name, ty, &owner, &mut made.fields);
        made
    }

    /// The name under which a global type stands in the set. A wrapper is named otherwise, and has the type's content.
    fn own_name(&self, id: TypeId, ty: &'a ComplexType) -> QName {
        let wire = &self.types[id.0 as usize].name;
        let namespace = wire.namespace.as_deref().map(Into::into);
        QName { namespace, local: ty.name.clone().unwrap_or_default() }
    }

    /// The type that another derives from; `None` where that adds nothing or may not be followed.
    fn base(&mut self, name: Option<&QName>, base: &Ref) -> Option<TypeId> {
        if base.name.is_in(XSD) && builtin::builtin(&base.name).is_some() {
            return None;
        }
        if name.is_some_and(|name| self.set.cut.contains(name)) {
            return None;
        }
        match self.set.base(name, &base.name) {
            Some(Definition::Complex(ty)) if name == Some(&base.name) => {
                let owner = Owner::global(&base.name).part("original");
                Some(self.unnamed(&owner, ty.docs.clone(), ty.pos, Job::Complex(ty)))
            }
            Some(definition @ Definition::Complex(_)) => Some(self.named(&base.name, definition)),
            Some(Definition::Simple(_)) => {
                let message = format!("`{}` is a simple type, which `complexContent` cannot derive from", base.name);
                self.error("xsd::wrong-base", base.pos, message, "use `simpleContent`");
                None
            }
            None => {
                self.type_ref(base); // Reports it.
                None
            }
        }
    }

    /// The text of a restriction of simple content: what it restricts, and the facets.
    fn restricted_text(
        &mut self,
        name: Option<&QName>,
        restriction: &'a Restriction,
        owner: &Owner,
    ) -> (TypeRef, Constraints) {
        let owner = owner.part("value");
        if let Some(inline) = &restriction.inline {
            let (ty, mut constraints) = self.inline_simple(inline, &owner);
            super::simple::restrict(&mut constraints, &restriction.constraints);
            return (ty, constraints);
        }
        let mut found = TypeRef::Primitive(Primitive::String);
        let mut constraints = Constraints::default();
        let (mut name, mut base) = (name.cloned(), restriction.base.as_ref());
        for _ in 0..self.limits.derivation_depth {
            let Some(reference) = base else { break };
            match self.set.base(name.as_ref(), &reference.name) {
                Some(Definition::Complex(ty)) => {
                    if let Content::TextRestriction(_, inner) = &ty.content {
                        super::simple::restrict_outer(&mut constraints, &inner.constraints);
                        if let Some(inline) = &inner.inline {
                            found = self.inline_simple(inline, &owner).0;
                            break;
                        }
                    }
                    (name, base) = (Some(reference.name.clone()), ty.content.base());
                }
                _ => {
                    found = self.type_ref(reference);
                    break;
                }
            }
        }
        super::simple::restrict(&mut constraints, &restriction.constraints);
        (found, constraints)
    }

    fn text_field(&self, ty: TypeRef, constraints: Constraints, pos: Pos) -> Field {
        let ty = if ty == TypeRef::Any { TypeRef::Primitive(Primitive::String) } else { ty };
        Field {
            name: WireName::unqualified("value"),
            ty,
            cardinality: Cardinality::REQUIRED,
            place: Place::Text,
            default: None,
            fixed: None,
            access: Access::Both,
            constraints,
            secret: false,
            deprecated: false,
            docs: Docs::default(),
            origin: self.files.origin(pos),
        }
    }
}
