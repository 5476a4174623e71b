//! Types that are no more than a list or a map, and become one.

use crate::{
    model::{Item, MapType, TypeRef},
    xml::QName,
    xsd::{
        set::Definition,
        tree::{ComplexType, Content, Element, Inline, Model, Occurs, Particle},
    },
};

use super::{Lowering, Owner};

/// A type that stands for its items.
#[derive(Clone, Copy, Debug)]
pub(super) enum Collection<'a> {
    /// One element that repeats, and nothing else.
    List(&'a Element),
    /// A list of pairs that is annotated as a dictionary: the pair, the key, the value.
    Map(&'a Element, &'a Element, &'a Element),
}

/// How many collections may stand in one another; what holds more stays a struct, and so does what holds itself.
const NESTING: usize = 4;

impl<'a> Lowering<'a> {
    /// Whether a type is no more than a list or a map.
    pub(super) fn collection(&self, ty: &'a ComplexType, name: Option<&QName>) -> Option<Collection<'a>> {
        let found = self.shape(ty, name)?;
        let mut inner = found;
        for _ in 0..NESTING {
            let held = match inner {
                Collection::List(item) => self.content_of(item),
                Collection::Map(_, _, value) => self.content_of(value),
            };
            match held.and_then(|(ty, name)| self.shape(ty, name)) {
                Some(next) => inner = next,
                None => return Some(found),
            }
        }
        None
    }

    /// The complex type of what stands where an element is declared or referred to.
    fn content_of(&self, element: &'a Element) -> Option<(&'a ComplexType, Option<&'a QName>)> {
        let element = match element.is_reference {
            true => *self.set.elements.get(&element.name)?,
            false => element,
        };
        match (&element.ty, &element.inline) {
            (Some(name), _) => match self.set.types.get(&name.name)? {
                Definition::Complex(ty) => Some((*ty, Some(&name.name))),
                Definition::Simple(_) => None,
            },
            (None, Some(Inline::Complex(ty))) => Some((ty, None)),
            _ => None,
        }
    }

    fn shape(&self, ty: &'a ComplexType, name: Option<&QName>) -> Option<Collection<'a>> {
        let Content::Plain(Some(Particle::Sequence(model))) = &ty.content else {
            return None;
        };
        let is_derived_from = name.is_some_and(|name| self.set.derived.contains_key(name));
        if ty.is_abstract || ty.mixed || is_derived_from || !ty.attributes.is_empty() {
            return None;
        }
        let item = only_element(model)?;
        if self.set.substitutes.contains_key(&item.name) && item.is_reference {
            return None;
        }
        if ty.is_dictionary
            && let Some((key, value)) = self.content_of(item).and_then(|(ty, _)| pair(ty))
        {
            return Some(Collection::Map(item, key, value));
        }
        let by_name = name.is_none_or(|name| is_list_name(&name.local, &item.name.local));
        by_name.then_some(Collection::List(item))
    }

    pub(super) fn collection_ref(
        &mut self,
        collection: Collection<'a>,
        name: Option<&QName>,
        owner: &Owner,
    ) -> TypeRef {
        match collection {
            Collection::List(item) => {
                let slot = self.element_slot(item, owner);
                TypeRef::List(Box::new(Item {
                    list_name: name.map(QName::wire),
                    name: Some(slot.name),
                    ty: slot.ty,
                    nillable: slot.nillable,
                    constraints: slot.constraints,
                }))
            }
            Collection::Map(entry, key, value) => {
                let part = owner.part(&entry.name.local);
                let key = self.element_slot(key, &part);
                let value = self.element_slot(value, &part);
                TypeRef::Map(Box::new(MapType {
                    map_name: name.map(QName::wire),
                    entry: Some(entry.name.wire()),
                    key: (key.name, key.ty),
                    value: (value.name, value.ty),
                    value_nillable: value.nillable,
                }))
            }
        }
    }
}

/// The only element of a sequence, if it repeats.
fn only_element(model: &Model) -> Option<&Element> {
    let [Particle::Element(element)] = model.particles.as_slice() else {
        return None;
    };
    let repeats = |occurs: Occurs| !matches!(occurs.max, Some(0 | 1));
    let is_list = (model.occurs == Occurs::ONCE && repeats(element.occurs))
        || (repeats(model.occurs) && element.occurs == Occurs::ONCE);
    is_list.then_some(element)
}

/// The key and value of a pair.
fn pair(ty: &ComplexType) -> Option<(&Element, &Element)> {
    let Content::Plain(Some(Particle::Sequence(model))) = &ty.content else {
        return None;
    };
    match model.particles.as_slice() {
        [Particle::Element(key), Particle::Element(value)]
            if ty.attributes.is_empty()
                && model.occurs == Occurs::ONCE
                && key.occurs == Occurs::ONCE
                && value.occurs.max == Some(1) =>
        {
            Some((key, value))
        }
        _ => None,
    }
}

/// Whether a type's name says that it is no more than its items. A type without a name says so too; one with a name
/// of its own is a thing that may grow further members, and stays a struct.
fn is_list_name(name: &str, item: &str) -> bool {
    let (name, item) = (name.to_lowercase(), item.to_lowercase());
    name.starts_with("arrayof")
        || name.starts_with("listof")
        || name.strip_prefix(&item).is_some_and(|rest| {
            matches!(rest.trim_start_matches(['_', '-', '.']), "s" | "es" | "list" | "array" | "collection")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_list() {
        for (name, item) in
            [("ArrayOfint", "int"), ("ArrayOf_xsd_string", "item"), ("Lines", "Line"), ("ItemList", "item")]
        {
            assert!(is_list_name(name, item), "{name} of {item}");
        }
        for (name, item) in [("Order", "Line"), ("Line", "Line"), ("Basket", "Item"), ("Address", "Addr")] {
            assert!(!is_list_name(name, item), "{name} of {item}");
        }
    }
}
