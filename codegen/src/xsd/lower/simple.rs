//! Simple types become enumerations, unions, lists and aliases.

use crate::{
    ledger::LossKind,
    model::{
        Cardinality, Constraints, Enum, Item, Place, Primitive, TypeId, TypeKind, TypeRef, Union, UnionTag, Variant,
        WireName,
    },
    xml::{QName, Ref},
    xsd::{
        builtin,
        set::Definition,
        tree::{Restriction, SimpleType, Value, Variety, WhiteSpace},
    },
};

use super::{Content, Lowering, Owner};

impl<'a> Lowering<'a> {
    /// The kind of a simple type that has a place in the arena.
    pub(super) fn simple_kind(&mut self, id: TypeId, ty: &'a SimpleType) -> TypeKind {
        let owner = self.owner(id);
        match &ty.variety {
            Variety::Restriction(restriction) if !restriction.values.is_empty() => {
                if self.is_list(restriction) {
                    let reason = "the enumeration of a list's values is not checked";
                    self.lose(LossKind::FacetIgnored, &owner, reason, ty.pos);
                    let (target, constraints) = self.restricted(ty, restriction, &owner);
                    return TypeKind::Alias { target, constraints };
                }
                TypeKind::Enum(Enum { variants: self.variants(&restriction.values), ..Enum::default() })
            }
            Variety::Restriction(restriction) => {
                let (target, constraints) = self.restricted(ty, restriction, &owner);
                TypeKind::Alias { target, constraints }
            }
            Variety::List { inline: Some(inline), .. } if enumeration(inline).is_some() => {
                let variants = self.variants(enumeration(inline).unwrap_or_default());
                TypeKind::Enum(Enum { variants, set: true, ..Enum::default() })
            }
            Variety::List { item, inline } => {
                let target = self.list(item.as_ref(), inline.as_deref(), &owner);
                TypeKind::Alias { target, constraints: Constraints::default() }
            }
            Variety::Union { members, inline } => self.union(ty, members, inline, &owner),
        }
    }

    /// The type of a simple type without a name, and the facets that hold where it stands.
    pub(super) fn inline_simple(&mut self, ty: &'a SimpleType, owner: &Owner) -> (TypeRef, Constraints) {
        match &ty.variety {
            Variety::Restriction(restriction) if restriction.values.is_empty() => {
                self.restricted(ty, restriction, owner)
            }
            Variety::List { item, inline } if inline.as_deref().and_then(enumeration).is_none() => {
                (self.list(item.as_ref(), inline.as_deref(), owner), Constraints::default())
            }
            _ => {
                let id = self.unnamed(owner, ty.docs.clone(), ty.pos, Content::Simple(ty));
                (TypeRef::Named(id), Constraints::default())
            }
        }
    }

    fn restricted(
        &mut self,
        ty: &'a SimpleType,
        restriction: &'a Restriction,
        owner: &Owner,
    ) -> (TypeRef, Constraints) {
        let (mut target, mut constraints) = match (&restriction.base, &restriction.inline) {
            (Some(base), _) => (self.base_ref(owner, base), builtin::implied_bounds(&base.name)),
            (None, Some(inline)) => {
                let (target, constraints) = self.inline_simple(inline, &owner.part("base"));
                match constraints.patterns.is_empty() || restriction.constraints.patterns.is_empty() {
                    true => (target, constraints),
                    // Patterns of two levels must both match: each level keeps its own.
                    false => {
                        let id =
                            self.unnamed(&owner.part("base"), inline.docs.clone(), inline.pos, Content::Simple(inline));
                        (TypeRef::Named(id), Constraints::default())
                    }
                }
            }
            (None, None) => (TypeRef::Primitive(Primitive::String), Constraints::default()),
        };
        if target == TypeRef::Any {
            target = TypeRef::Primitive(Primitive::String);
        }
        restrict(&mut constraints, &restriction.constraints);
        match (restriction.white_space, &target) {
            (Some(WhiteSpace::Collapse), TypeRef::Primitive(Primitive::String | Primitive::NormalizedString)) => {
                target = TypeRef::Primitive(Primitive::Token);
            }
            (Some(WhiteSpace::Replace), TypeRef::Primitive(Primitive::String)) => {
                target = TypeRef::Primitive(Primitive::NormalizedString);
            }
            (Some(WhiteSpace::Collapse | WhiteSpace::Replace), TypeRef::Named(_)) => {
                self.lose(LossKind::FacetIgnored, owner, "the facet `whiteSpace` of a derived type is ignored", ty.pos);
            }
            _ => {}
        }
        (target, constraints)
    }

    /// The base of a simple type; a redefinition's base is the original of the same name.
    fn base_ref(&mut self, owner: &Owner, base: &Ref) -> TypeRef {
        let name =
            QName { namespace: owner.name.namespace.as_deref().map(Into::into), local: (&*owner.name.local).into() };
        if self.set.cut.contains(&name) {
            return TypeRef::Primitive(Primitive::String);
        }
        match self.set.base(Some(&name), &base.name) {
            Some(Definition::Simple(original)) if base.name == name => {
                let owner = owner.part("original");
                TypeRef::Named(self.unnamed(&owner, original.docs.clone(), original.pos, Content::Simple(original)))
            }
            _ => self.type_ref(base),
        }
    }

    fn list(&mut self, item: Option<&'a Ref>, inline: Option<&'a SimpleType>, owner: &Owner) -> TypeRef {
        let (ty, constraints) = match (item, inline) {
            (Some(item), _) => (self.type_ref(item), builtin::implied_bounds(&item.name)),
            (None, Some(inline)) => self.inline_simple(inline, &owner.part("item")),
            (None, None) => (TypeRef::Any, Constraints::default()),
        };
        let ty = if ty == TypeRef::Any { TypeRef::Primitive(Primitive::String) } else { ty };
        TypeRef::List(Box::new(Item { list_name: None, name: None, ty, nillable: false, constraints }))
    }

    /// A union; one of enumerations and plain text is an enumeration, since those keep text that they don't know.
    fn union(&mut self, ty: &'a SimpleType, members: &'a [Ref], inline: &'a [SimpleType], owner: &Owner) -> TypeKind {
        let set = self.set;
        let mut values: Option<Vec<&'a [Value]>> = Some(Vec::new());
        for member in members {
            let known = match set.types.get(&member.name) {
                Some(Definition::Simple(ty)) => enumeration(ty),
                _ => matches!(
                    builtin::builtin(&member.name),
                    Some(TypeRef::Primitive(Primitive::String | Primitive::Token))
                )
                .then_some(&[][..]),
            };
            values = values.zip(known).map(|(values, known)| [values, vec![known]].concat());
        }
        for member in inline {
            values = values.zip(enumeration(member)).map(|(values, known)| [values, vec![known]].concat());
        }
        if let Some(values) = values.filter(|values| values.iter().any(|values| !values.is_empty())) {
            let mut variants: Vec<Variant> = Vec::new();
            let mut seen = std::collections::HashSet::new();
            for value in values.into_iter().flatten() {
                if seen.insert(&*value.text) {
                    variants.extend(self.variants(std::slice::from_ref(value)));
                }
            }
            return TypeKind::Enum(Enum { variants, ..Enum::default() });
        }
        let mut variants = Vec::new();
        for member in members {
            let ty = self.type_ref(member);
            variants.push((member.name.wire(), ty, member.pos));
        }
        for (index, member) in inline.iter().enumerate() {
            let name = format!("member{}", index + 1);
            let id = self.unnamed(&owner.part(&name), member.docs.clone(), member.pos, Content::Simple(member));
            variants.push((WireName::unqualified(name), TypeRef::Named(id), member.pos));
        }
        if variants.is_empty() {
            self.error("xsd::empty-union", ty.pos, "the union has no members", "name them in `memberTypes`");
        }
        let variants = variants.into_iter().map(|(name, ty, pos)| Variant {
            name,
            ty: Some(ty),
            label: None,
            number: None,
            cardinality: Cardinality::REQUIRED,
            place: Place::Text,
            docs: Default::default(),
            origin: self.files.origin(pos),
        });
        TypeKind::Union(Union { variants: variants.collect(), tag: UnionTag::Untagged })
    }

    fn variants(&mut self, values: &[Value]) -> Vec<Variant> {
        let mut seen = std::collections::HashSet::new();
        let distinct = values.iter().filter(|value| seen.insert(&*value.text));
        distinct
            .map(|value| Variant {
                name: WireName::unqualified(&*value.text),
                ty: None,
                label: None,
                number: value.number,
                cardinality: Cardinality::REQUIRED,
                place: Place::Element,
                docs: value.docs.clone(),
                origin: self.files.origin(value.pos),
            })
            .collect()
    }

    /// Whether a restriction comes down to a list.
    fn is_list(&self, restriction: &Restriction) -> bool {
        let mut base = restriction.base.as_ref();
        if restriction.inline.as_deref().is_some_and(|inline| matches!(inline.variety, Variety::List { .. })) {
            return true;
        }
        for _ in 0..self.limits.derivation_depth {
            let Some(reference) = base else { return false };
            match self.set.types.get(&reference.name) {
                Some(Definition::Simple(ty)) => match &ty.variety {
                    Variety::List { .. } => return true,
                    Variety::Restriction(inner) => base = inner.base.as_ref(),
                    Variety::Union { .. } => return false,
                },
                _ => return matches!(builtin::builtin(&reference.name), Some(TypeRef::List(_))),
            }
        }
        false
    }
}

/// The values of an enumeration.
fn enumeration(ty: &SimpleType) -> Option<&[Value]> {
    match &ty.variety {
        Variety::Restriction(restriction) if !restriction.values.is_empty() => Some(&restriction.values),
        _ => None,
    }
}

/// Puts the facets of a restriction in the place of what they restrict.
pub(super) fn restrict(base: &mut Constraints, facets: &Constraints) {
    let replace = |base: &mut Option<_>, facet: &Option<_>| {
        if facet.is_some() {
            base.clone_from(facet);
        }
    };
    if !facets.patterns.is_empty() {
        base.patterns.clone_from(&facets.patterns);
    }
    replace(&mut base.minimum, &facets.minimum);
    replace(&mut base.maximum, &facets.maximum);
    base.min_length = facets.min_length.or(base.min_length);
    base.max_length = facets.max_length.or(base.max_length);
    base.total_digits = facets.total_digits.or(base.total_digits);
    base.fraction_digits = facets.fraction_digits.or(base.fraction_digits);
}

/// Adds the facets of a base to those of a restriction of it.
pub(super) fn restrict_outer(inner: &mut Constraints, base: &Constraints) {
    let mut all = base.clone();
    restrict(&mut all, inner);
    *inner = all;
}
