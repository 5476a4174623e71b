//! Particles become fields.

use crate::{
    model::{Access, Cardinality, Constraints, Docs, Field, Place, Struct, TypeId, TypeRef, WireName},
    source::Pos,
    xml::QName,
    xsd::tree::{Element, GroupRef, Model, Occurs, Particle},
};

use super::{Content, Lowering, Owner, naming};

/// What an element is where it stands.
pub(super) struct Slot {
    pub(super) name: WireName,
    pub(super) ty: TypeRef,
    pub(super) constraints: Constraints,
    pub(super) nillable: bool,
    pub(super) place: Place,
    pub(super) default: Option<String>,
    pub(super) fixed: Option<String>,
    pub(super) docs: Docs,
}

/// The state of reading one content model.
pub(super) struct Members<'f> {
    pub(super) fields: &'f mut Vec<Field>,
    /// The groups that are being expanded.
    pub(super) groups: Vec<QName>,
    pub(super) is_all: bool,
}

impl<'a> Lowering<'a> {
    pub(super) fn element_slot(&mut self, element: &'a Element, owner: &Owner) -> Slot {
        let mut slot = Slot {
            name: element.name.wire(),
            ty: TypeRef::Any,
            constraints: Constraints::default(),
            nillable: element.nillable,
            place: Place::Element,
            default: element.default.clone(),
            fixed: element.fixed.clone(),
            docs: element.docs.clone(),
        };
        if !element.is_reference {
            (slot.ty, slot.constraints) = self.element_type(element, &owner.part(&element.name.local));
            return slot;
        }
        let reference = crate::xml::Ref { name: element.name.clone(), pos: element.pos };
        let Some(declaration) = self.element(&reference) else { return slot };
        slot.nillable = declaration.nillable;
        slot.default = slot.default.or_else(|| declaration.default.clone());
        slot.fixed = slot.fixed.or_else(|| declaration.fixed.clone());
        if slot.docs.text.is_none() {
            slot.docs = declaration.docs.clone();
        }
        if self.set.substitutes.contains_key(&declaration.name) {
            slot.place = Place::Choice;
            slot.ty = TypeRef::Named(self.substitution(declaration));
            slot.nillable = false;
            (slot.default, slot.fixed) = (None, None);
        } else {
            (slot.ty, slot.constraints) = self.element_value(declaration);
        }
        slot
    }

    fn element_field(&mut self, element: &'a Element, occurs: Occurs, owner: &Owner) -> Field {
        let slot = self.element_slot(element, owner);
        Field {
            name: slot.name,
            ty: slot.ty,
            cardinality: Cardinality { min: occurs.min, max: occurs.max, nillable: slot.nillable },
            place: slot.place,
            default: slot.default,
            fixed: slot.fixed,
            access: Access::Both,
            constraints: slot.constraints,
            secret: false,
            deprecated: false,
            docs: slot.docs,
            origin: self.files.origin(element.pos),
        }
    }

    /// A field for what has no name on the wire.
    fn made_field(&self, name: &str, ty: TypeRef, occurs: Occurs, place: Place, docs: Docs, pos: Pos) -> Field {
        Field {
            name: WireName::unqualified(name),
            ty,
            cardinality: Cardinality { min: occurs.min, max: occurs.max, nillable: false },
            place,
            default: None,
            fixed: None,
            access: Access::Both,
            constraints: Constraints::default(),
            secret: false,
            deprecated: false,
            docs,
            origin: self.files.origin(pos),
        }
    }

    /// Adds the fields of a particle that stands `outer` times.
    pub(super) fn members(&mut self, particle: &'a Particle, outer: Occurs, owner: &Owner, out: &mut Members<'_>) {
        if !self.spend(position(particle)) {
            return;
        }
        match particle {
            Particle::Element(element) => {
                let occurs = product(outer, element.occurs);
                if occurs.max != Some(0) {
                    let field = self.element_field(element, occurs, owner);
                    out.fields.push(field);
                }
            }
            Particle::Any(any) => {
                let occurs = product(outer, any.occurs);
                if occurs.max != Some(0) {
                    let docs = any.docs.clone();
                    out.fields.push(self.made_field("any", TypeRef::Any, occurs, Place::AnyElement, docs, any.pos));
                }
            }
            Particle::All(model) => {
                out.is_all = true;
                let optional = outer.min == 0 || model.occurs.min == 0;
                for particle in &model.particles {
                    let occurs = Occurs { min: u32::from(!optional), max: Some(1) };
                    self.members(particle, occurs, owner, out);
                }
            }
            Particle::Sequence(model) => self.sequence(model, product(outer, model.occurs), None, owner, out),
            Particle::Choice(model) => self.choice(model, product(outer, model.occurs), owner, out),
            Particle::Group(group) => self.group(group, outer, owner, out),
        }
    }

    fn sequence(
        &mut self,
        model: &'a Model,
        occurs: Occurs,
        name: Option<&QName>,
        owner: &Owner,
        out: &mut Members<'_>,
    ) {
        if occurs.max == Some(0) {
            return;
        }
        if occurs == Occurs::ONCE {
            for particle in &model.particles {
                self.members(particle, Occurs::ONCE, owner, out);
            }
            return;
        }
        match model.particles.as_slice() {
            [] => {}
            [only] if multiplies(occurs, own_occurs(only)) => self.members(only, occurs, owner, out),
            particles => {
                let local = name.map_or_else(|| naming::of_group(particles), |name| name.local.to_string());
                let owner = match name {
                    Some(name) => Owner::global(name),
                    None => owner.part(&local),
                };
                let id = self.unnamed(&owner, model.docs.clone(), model.pos, Content::Group(model));
                let occurs = self.or_absent(occurs, particles);
                out.fields.push(self.made_field(
                    &local,
                    TypeRef::Named(id),
                    occurs,
                    Place::Group,
                    model.docs.clone(),
                    model.pos,
                ));
            }
        }
    }

    fn choice(&mut self, model: &'a Model, occurs: Occurs, owner: &Owner, out: &mut Members<'_>) {
        if occurs.max == Some(0) {
            return;
        }
        match model.particles.as_slice() {
            [] => {}
            [only] if multiplies(occurs, own_occurs(only)) => self.members(only, occurs, owner, out),
            particles => {
                let id = self.choice_type(model, owner);
                let empty = particles.iter().any(|particle| self.may_be_empty(particle, 0));
                let occurs = Occurs { min: if empty { 0 } else { occurs.min }, ..occurs };
                out.fields.push(self.made_field(
                    "choice",
                    TypeRef::Named(id),
                    occurs,
                    Place::Choice,
                    model.docs.clone(),
                    model.pos,
                ));
            }
        }
    }

    fn group(&mut self, reference: &'a GroupRef, outer: Occurs, owner: &Owner, out: &mut Members<'_>) {
        let occurs = product(outer, reference.occurs);
        let Some(particle) = self.group_particle(reference, &mut out.groups) else { return };
        match particle {
            Particle::Sequence(model) => {
                self.sequence(model, product(occurs, model.occurs), Some(&reference.target.name), owner, out);
            }
            other => self.members(other, occurs, owner, out),
        }
        out.groups.pop();
    }

    /// What a group holds, which is pushed to those being expanded; `None`, reported, where that would not end.
    pub(super) fn group_particle(&mut self, reference: &'a GroupRef, open: &mut Vec<QName>) -> Option<&'a Particle> {
        let name = &reference.target.name;
        let times = open.iter().filter(|it| *it == name).count();
        let original = self.set.originals.groups.get(name).filter(|_| times == 1);
        if times > usize::from(original.is_some()) {
            let message = format!("the group `{name}` contains itself");
            self.error("xsd::circular-group", reference.target.pos, message, "remove one of the references");
            return None;
        }
        if open.len() >= self.limits.derivation_depth {
            let limit = self.limits.derivation_depth;
            let message = format!("groups refer to one another beyond the limit `derivation_depth` of {limit}");
            self.error("xsd::limit", reference.target.pos, message, "raise the limit `derivation_depth`");
            return None;
        }
        let Some(group) = original.or_else(|| self.set.groups.get(name)).copied() else {
            let names = self.set.groups.keys().cloned().collect();
            self.unresolved("xsd::unresolved-group", "group", &reference.target, names);
            return None;
        };
        let particle = group.particle.as_ref()?;
        open.push(name.clone());
        Some(particle)
    }

    pub(super) fn group_struct(&mut self, id: TypeId, model: &'a Model) -> Struct {
        let owner = self.owner(id);
        let mut made = Struct::default();
        let mut members = Members { fields: &mut made.fields, groups: Vec::new(), is_all: false };
        for particle in &model.particles {
            self.members(particle, Occurs::ONCE, &owner, &mut members);
        }
        made
    }

    pub(super) fn group_of_choice(&mut self, id: TypeId, model: &'a Model) -> Struct {
        let owner = self.owner(id);
        let mut made = Struct::default();
        let mut members = Members { fields: &mut made.fields, groups: Vec::new(), is_all: false };
        self.choice(model, model.occurs, &owner, &mut members);
        made
    }

    /// What need not hold anything need not stand.
    pub(super) fn or_absent(&mut self, occurs: Occurs, particles: &'a [Particle]) -> Occurs {
        let empty = particles.iter().all(|particle| self.may_be_empty(particle, 0));
        Occurs { min: if empty { 0 } else { occurs.min }, ..occurs }
    }

    /// Whether a particle may stand for nothing at all.
    pub(super) fn may_be_empty(&mut self, particle: &'a Particle, depth: usize) -> bool {
        if own_occurs(particle).min == 0 {
            return true;
        }
        if depth > self.limits.derivation_depth || !self.spend(position(particle)) {
            return false;
        }
        match particle {
            Particle::Element(_) | Particle::Any(_) => false,
            Particle::Sequence(model) | Particle::All(model) => {
                model.particles.iter().all(|particle| self.may_be_empty(particle, depth + 1))
            }
            Particle::Choice(model) => model.particles.iter().any(|particle| self.may_be_empty(particle, depth + 1)),
            Particle::Group(group) => {
                let set = self.set;
                let group = set.groups.get(&group.target.name).and_then(|group| group.particle.as_ref());
                group.is_none_or(|particle| self.may_be_empty(particle, depth + 1))
            }
        }
    }
}

pub(super) fn own_occurs(particle: &Particle) -> Occurs {
    match particle {
        Particle::Element(element) => element.occurs,
        Particle::Sequence(model) | Particle::Choice(model) | Particle::All(model) => model.occurs,
        Particle::Group(group) => group.occurs,
        Particle::Any(any) => any.occurs,
    }
}

pub(super) fn position(particle: &Particle) -> Pos {
    match particle {
        Particle::Element(element) => element.pos,
        Particle::Sequence(model) | Particle::Choice(model) | Particle::All(model) => model.pos,
        Particle::Group(group) => group.target.pos,
        Particle::Any(any) => any.pos,
    }
}

/// How often something stands that stands `inner` times in what stands `outer` times.
pub(super) fn product(outer: Occurs, inner: Occurs) -> Occurs {
    let max = match (outer.max, inner.max) {
        (Some(0), _) | (_, Some(0)) => Some(0),
        (Some(outer), Some(inner)) => Some(outer.saturating_mul(inner)),
        _ => None,
    };
    Occurs { min: outer.min.saturating_mul(inner.min), max }
}

/// Whether all numbers between the products of the bounds can come about, so that the two can be taken as one.
pub(super) fn multiplies(outer: Occurs, inner: Occurs) -> bool {
    outer == Occurs::ONCE || inner == Occurs::ONCE || inner.min <= 1 && (inner.max.is_none() || inner.min == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn occurs(min: u32, max: Option<u32>) -> Occurs {
        Occurs { min, max }
    }

    #[test]
    fn occurrences_multiply_only_where_nothing_changes() {
        assert!(multiplies(occurs(0, None), Occurs::ONCE));
        assert!(multiplies(occurs(2, Some(3)), occurs(0, Some(5))));
        assert!(multiplies(occurs(1, Some(2)), occurs(1, None)));
        // Three at a time: never four.
        assert!(!multiplies(occurs(0, None), occurs(3, Some(3))));
        assert_eq!(product(occurs(0, None), occurs(1, Some(1))), occurs(0, None));
        assert_eq!(product(occurs(2, Some(3)), occurs(1, Some(2))), occurs(2, Some(6)));
    }
}
