//! Choices and substitution groups become unions by element.

use crate::{
    model::{Cardinality, Docs, Place, TypeId, TypeRef, Union, UnionTag, Variant, WireName},
    source::Pos,
    xml::QName,
    xsd::tree::{Element, Model, Occurs, Particle},
};

use super::{Content, Lowering, Owner, content, naming};

impl<'a> Lowering<'a> {
    pub(super) fn choice_type(&mut self, model: &'a Model, owner: &Owner) -> TypeId {
        self.unnamed(&owner.part("choice"), model.docs.clone(), model.pos, Content::Choice(model))
    }

    pub(super) fn choice_union(&mut self, id: TypeId, model: &'a Model) -> Union {
        let mut owner = self.owner(id);
        // What stands in a choice is named after what holds the choice.
        if let Some(outer) = owner.name.local.strip_suffix(".choice") {
            owner.name.local = outer.to_owned();
        }
        let mut union = Union { variants: Vec::new(), tag: UnionTag::Element };
        let mut groups = Vec::new();
        for particle in &model.particles {
            self.alternative(particle, Occurs::ONCE, &owner, &mut groups, &mut union.variants);
        }
        union
    }

    /// Adds what may stand for one alternative of a choice.
    fn alternative(
        &mut self,
        particle: &'a Particle,
        outer: Occurs,
        owner: &Owner,
        groups: &mut Vec<QName>,
        out: &mut Vec<Variant>,
    ) {
        let occurs = content::product(outer, content::own_occurs(particle));
        if occurs.max == Some(0) || !self.spend(content::position(particle)) {
            return;
        }
        match particle {
            Particle::Element(element) => self.element_alternative(element, occurs, owner, out),
            Particle::Any(any) => {
                out.push(self.variant("any", TypeRef::Any, occurs, Place::AnyElement, any.docs.clone(), any.pos));
            }
            Particle::Choice(model) if occurs == Occurs::ONCE => {
                for particle in &model.particles {
                    self.alternative(particle, Occurs::ONCE, owner, groups, out);
                }
            }
            Particle::Choice(model) => {
                let name = naming::of_group(&model.particles);
                let id = self.unnamed(&owner.part(&name), model.docs.clone(), model.pos, Content::GroupOfChoice(model));
                let (ty, docs) = (TypeRef::Named(id), model.docs.clone());
                out.push(self.variant(&name, ty, Occurs::ONCE, Place::Group, docs, model.pos));
            }
            Particle::Sequence(model) | Particle::All(model) => {
                self.group_alternative(model, occurs, None, owner, groups, out);
            }
            Particle::Group(reference) => {
                let Some(particle) = self.group_particle(reference, groups) else { return };
                let name = Some(&reference.target.name);
                match particle {
                    Particle::Sequence(model) | Particle::All(model) => {
                        let occurs = content::product(occurs, model.occurs);
                        self.group_alternative(model, occurs, name, owner, groups, out);
                    }
                    other => self.alternative(other, occurs, owner, groups, out),
                }
                groups.pop();
            }
        }
    }

    fn element_alternative(&mut self, element: &'a Element, occurs: Occurs, owner: &Owner, out: &mut Vec<Variant>) {
        let slot = self.element_slot(element, owner);
        if slot.place == Place::Choice && occurs.max == Some(1) {
            if let Some(head) = self.set.elements.get(&element.name) {
                let variants = self.substitution_union(head).variants;
                out.extend(variants);
            }
            return;
        }
        let cardinality = Cardinality { min: occurs.min.max(1), max: occurs.max, nillable: slot.nillable };
        let known =
            out.iter().any(|it| it.name == slot.name && it.place == slot.place && it.cardinality == cardinality);
        if !known {
            let origin = self.files.origin(element.pos);
            let (name, ty, place, docs) = (slot.name, Some(slot.ty), slot.place, slot.docs);
            out.push(Variant { name, ty, label: None, number: None, cardinality, place, docs, origin });
        }
    }

    fn group_alternative(
        &mut self,
        model: &'a Model,
        occurs: Occurs,
        name: Option<&QName>,
        owner: &Owner,
        groups: &mut Vec<QName>,
        out: &mut Vec<Variant>,
    ) {
        match model.particles.as_slice() {
            [] => {}
            [only] if content::multiplies(occurs, content::own_occurs(only)) => {
                self.alternative(only, occurs, owner, groups, out);
            }
            particles => {
                let local = name.map_or_else(|| naming::of_group(particles), |name| name.local.to_string());
                let owner = name.map_or_else(|| owner.part(&local), Owner::global);
                let id = self.unnamed(&owner, model.docs.clone(), model.pos, Content::Group(model));
                let occurs = Occurs { min: occurs.min.max(1), ..occurs };
                out.push(self.variant(&local, TypeRef::Named(id), occurs, Place::Group, model.docs.clone(), model.pos));
            }
        }
    }

    fn variant(&self, name: &str, ty: TypeRef, occurs: Occurs, place: Place, docs: Docs, pos: Pos) -> Variant {
        Variant {
            name: WireName::unqualified(name),
            ty: Some(ty),
            label: None,
            number: None,
            cardinality: Cardinality { min: occurs.min.max(1), max: occurs.max, nillable: false },
            place,
            docs,
            origin: self.files.origin(pos),
        }
    }

    /// The union of what may stand for an element.
    pub(super) fn substitution(&mut self, head: &'a Element) -> TypeId {
        let owner = Owner::global(&head.name).part("substitution");
        self.unnamed(&owner, head.docs.clone(), head.pos, Content::Substitution(head))
    }

    pub(super) fn substitution_union(&mut self, head: &'a Element) -> Union {
        let set = self.set;
        let mut union = Union { variants: Vec::new(), tag: UnionTag::Element };
        let (mut open, mut seen) = (vec![&head.name], Vec::new());
        while let Some(name) = open.pop() {
            if seen.contains(&name) || !self.spend(head.pos) {
                continue;
            }
            seen.push(name);
            open.extend(set.substitutes.get(name).into_iter().flatten().rev());
            let Some(element) = set.elements.get(name).copied() else { continue };
            if element.is_abstract {
                continue;
            }
            let (ty, _) = self.element_value(element);
            union.variants.push(Variant {
                name: element.name.wire(),
                ty: Some(ty),
                label: None,
                number: None,
                cardinality: Cardinality { nillable: element.nillable, ..Cardinality::REQUIRED },
                place: Place::Element,
                docs: element.docs.clone(),
                origin: self.files.origin(element.pos),
            });
        }
        union
    }
}
