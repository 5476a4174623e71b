//! What stands inside the elements of a sample.

use super::{
    tree::Element,
    value,
    walk::{DEPTH, Walk, fields},
};
use crate::model::{
    Api, Constraints, Field, MapType, Place, Struct, Type, TypeId, TypeKind, TypeRef, Union, UnionTag, WireName,
};

/// Builds the content of one message.
pub(super) struct Content<'a> {
    walk: Walk<'a>,
}

impl<'a> Content<'a> {
    pub fn new(api: &'a Api) -> Self {
        Self { walk: Walk::new(api) }
    }

    /// An element of a type.
    pub fn element(&mut self, name: &WireName, ty: &TypeRef) -> Element {
        self.valued(name, ty, &Constraints::default())
    }

    /// The elements of a type that stands without an element of its own.
    pub fn children(&mut self, ty: &TypeRef) -> Vec<Element> {
        let mut holder = Element::default();
        self.fill(&mut holder, ty, &Constraints::default());
        holder.children
    }

    fn valued(&mut self, name: &WireName, ty: &TypeRef, constraints: &Constraints) -> Element {
        self.walk.written += 1;
        let mut element = Element::new(name);
        self.fill(&mut element, ty, constraints);
        element
    }

    fn fill(&mut self, element: &mut Element, ty: &TypeRef, constraints: &Constraints) {
        match ty {
            TypeRef::Named(id) => self.named(element, *id, constraints),
            TypeRef::Primitive(primitive) => {
                element.text = value::primitive(*primitive, constraints, &element.name.local)
            }
            TypeRef::List(item) => match &item.name {
                None => element.text = self.text(&item.ty, &item.constraints, &element.name.local),
                Some(name) => {
                    for _ in 0..self.walk.items(&item.ty, constraints) {
                        let child = self.valued(name, &item.ty, &item.constraints);
                        element.children.push(child);
                    }
                }
            },
            TypeRef::Map(map) => self.map(element, map),
            TypeRef::Any => {}
        }
    }

    fn map(&mut self, element: &mut Element, map: &MapType) {
        let Some(entry) = &map.entry else { return };
        if self.walk.too_deep() || self.walk.closes_a_circle(&map.value.1) {
            return;
        }
        let key = self.element(&map.key.0, &map.key.1);
        let value = self.element(&map.value.0, &map.value.1);
        element.children.push(Element { children: vec![key, value], ..Element::new(entry) });
    }

    fn named(&mut self, element: &mut Element, id: TypeId, constraints: &Constraints) {
        if self.walk.too_deep() {
            return;
        }
        let api = self.walk.api;
        let ty = api.ty(id);
        self.walk.open.push(id);
        match &ty.kind {
            TypeKind::Struct(record) if record.is_abstract => self.concrete(element, id),
            TypeKind::Struct(record) => self.record(element, record),
            TypeKind::Union(union) => self.union(element, union),
            TypeKind::Enum(values) => {
                element.text = values.variants.first().map_or_else(String::new, |first| first.name.local.clone());
            }
            TypeKind::Alias { target, constraints: own } => {
                self.fill(element, target, &value::both(own, constraints));
            }
        }
        self.walk.open.pop();
    }

    /// An abstract type is represented by the first type that derives from it and is not abstract.
    fn concrete(&mut self, element: &mut Element, base: TypeId) {
        let api = self.walk.api;
        let derived = (0..).map(TypeId).zip(&api.types).find(|(id, ty)| derives(api, *id, base) && !is_abstract(ty));
        if let Some((_, ty)) = derived
            && let TypeKind::Struct(record) = &ty.kind
        {
            element.xsi_type = Some(ty.name.clone());
            self.record(element, record);
        }
    }

    fn record(&mut self, element: &mut Element, record: &Struct) {
        for field in fields(self.walk.api, record) {
            self.field(element, field);
        }
    }

    fn field(&mut self, element: &mut Element, field: &Field) {
        let optional = field.cardinality.optional();
        if optional && (self.walk.leaves_out(&field.ty)) {
            return;
        }
        let fixed = field.fixed.as_ref().or(field.default.as_ref());
        let times = field.cardinality.min.max(1).min(field.cardinality.max.unwrap_or(u32::MAX));
        for _ in 0..times {
            match field.place {
                Place::Element if field.cardinality.nillable && self.walk.closes_a_circle(&field.ty) => {
                    element.children.push(Element { nil: true, ..Element::new(&field.name) });
                }
                Place::Element => {
                    let mut child = self.valued(&field.name, &field.ty, &field.constraints);
                    if let (Some(value), true) = (fixed, child.children.is_empty()) {
                        child.text.clone_from(value);
                    }
                    element.children.push(child);
                }
                Place::Attribute => {
                    let text =
                        fixed.cloned().unwrap_or_else(|| self.text(&field.ty, &field.constraints, &field.name.local));
                    element.attributes.push((field.name.clone(), text));
                }
                Place::Text => element.text = self.text(&field.ty, &field.constraints, &element.name.local),
                Place::Group | Place::Choice => self.fill_inside(element, &field.ty),
                Place::AnyElement if optional => {}
                Place::AnyElement => element.children.push(Element::qualified("urn:example:any", "Any")),
                Place::Rest => {}
            }
        }
    }

    /// A group or an alternative stands directly among the fields of its parent.
    fn fill_inside(&mut self, element: &mut Element, ty: &TypeRef) {
        let mut inner = Element::default();
        self.fill(&mut inner, ty, &Constraints::default());
        element.children.append(&mut inner.children);
        element.attributes.append(&mut inner.attributes);
    }

    fn union(&mut self, element: &mut Element, union: &Union) {
        let fits = |ty: &TypeRef| !matches!(ty, TypeRef::Named(id) if is_abstract(self.walk.api.ty(*id)));
        let preferred = union
            .variants
            .iter()
            .position(|variant| variant.ty.as_ref().is_some_and(|ty| fits(ty) && !self.walk.closes_a_circle(ty)));
        let Some((index, variant)) = preferred.or(Some(0)).and_then(|i| union.variants.get(i).map(|v| (i, v))) else {
            return;
        };
        let Some(ty) = &variant.ty else { return };
        match &union.tag {
            UnionTag::Element if variant.place == Place::Group => self.fill_inside(element, ty),
            UnionTag::Element => {
                for _ in 0..variant.cardinality.min.max(1) {
                    let child = self.element(&variant.name, ty);
                    element.children.push(child);
                }
            }
            UnionTag::XsiType => {
                self.fill(element, ty, &Constraints::default());
                if index > 0 {
                    element.xsi_type = Some(variant.name.clone());
                }
            }
            _ => self.fill(element, ty, &Constraints::default()),
        }
    }

    /// The text of a type without elements.
    fn text(&mut self, ty: &TypeRef, constraints: &Constraints, called: &str) -> String {
        let mut holder = Element::new(&WireName::unqualified(called));
        self.fill(&mut holder, ty, constraints);
        holder.text
    }
}

fn is_abstract(ty: &Type) -> bool {
    matches!(&ty.kind, TypeKind::Struct(record) if record.is_abstract)
}

fn derives(api: &Api, id: TypeId, from: TypeId) -> bool {
    let mut current = id;
    for _ in 0..DEPTH {
        match &api.ty(current).kind {
            TypeKind::Struct(Struct { base: Some(base), .. }) if *base == from => return true,
            TypeKind::Struct(Struct { base: Some(base), .. }) => current = *base,
            _ => return false,
        }
    }
    false
}
