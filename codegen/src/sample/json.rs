//! JSON values of a type.

use serde_json::{Map, Value};

use super::{
    value,
    walk::{Walk, fields},
};
use crate::model::{
    Access, Api, Constraints, Enum, Field, Item, Place, Primitive, Struct, TypeId, TypeKind, TypeRef, Union, UnionTag,
};

/// Builds one JSON document.
pub(super) struct Document<'a> {
    walk: Walk<'a>,
    /// The fields that the sender of the document may not set.
    not_set: Access,
}

impl<'a> Document<'a> {
    /// A document that clients send.
    pub fn request(api: &'a Api) -> Self {
        Self { walk: Walk::new(api), not_set: Access::ReadOnly }
    }

    /// A document that servers answer.
    pub fn response(api: &'a Api) -> Self {
        Self { walk: Walk::new(api), not_set: Access::WriteOnly }
    }

    /// A value of a type; text says what it is `called` where nothing else is asked of it.
    pub fn of(mut self, ty: &TypeRef, called: &str) -> Value {
        self.value(ty, &Constraints::default(), called)
    }

    /// The value of a field.
    pub fn of_field(mut self, field: &Field) -> Value {
        self.field(field)
    }

    fn value(&mut self, ty: &TypeRef, constraints: &Constraints, called: &str) -> Value {
        self.walk.written += 1;
        match ty {
            TypeRef::Named(id) => self.named(*id, constraints, called),
            TypeRef::Primitive(primitive) => scalar(*primitive, constraints, called),
            TypeRef::List(item) => self.list(item, constraints, called),
            TypeRef::Map(map) if self.walk.leaves_out(&map.value.1) => Value::Object(Map::new()),
            TypeRef::Map(map) => {
                let value = self.value(&map.value.1, &Constraints::default(), "value");
                Value::Object(Map::from_iter([("key".to_owned(), value)]))
            }
            TypeRef::Any => Value::Object(Map::new()),
        }
    }

    fn list(&mut self, item: &Item, constraints: &Constraints, called: &str) -> Value {
        let items = self.walk.items(&item.ty, constraints);
        (0..items).map(|_| self.value(&item.ty, &item.constraints, called)).collect()
    }

    fn named(&mut self, id: TypeId, constraints: &Constraints, called: &str) -> Value {
        if self.walk.too_deep() {
            return Value::Null;
        }
        let ty = self.walk.api.ty(id);
        self.walk.open.push(id);
        let value = match &ty.kind {
            TypeKind::Struct(record) => self.record(record),
            TypeKind::Union(union) => self.union(union, called),
            TypeKind::Enum(values) => first(values),
            TypeKind::Alias { target, constraints: own } => self.value(target, &value::both(own, constraints), called),
        };
        self.walk.open.pop();
        value
    }

    fn record(&mut self, record: &Struct) -> Value {
        let mut object = Map::new();
        for field in fields(self.walk.api, record) {
            let optional = field.cardinality.optional();
            let left_out = field.access == self.not_set
                || field.place == Place::Rest
                || (optional && self.walk.leaves_out(&field.ty));
            if !left_out {
                let value = self.field(field);
                object.insert(field.name.local.clone(), value);
            }
        }
        Value::Object(object)
    }

    fn field(&mut self, field: &Field) -> Value {
        if field.cardinality.nillable && self.walk.closes_a_circle(&field.ty) {
            return Value::Null;
        }
        let made = self.value(&field.ty, &field.constraints, &field.name.local);
        let written = field.fixed.as_ref().or(field.default.as_ref());
        written.and_then(|written| alike(written, &made)).unwrap_or(made)
    }

    fn union(&mut self, union: &Union, called: &str) -> Value {
        let ends = |ty: &TypeRef| !self.walk.closes_a_circle(ty);
        let preferred = union.variants.iter().find(|variant| variant.ty.as_ref().is_some_and(ends));
        let Some(variant) = preferred.or(union.variants.first()) else { return Value::Null };
        let Some(ty) = &variant.ty else { return Value::Null };
        let value = self.value(ty, &Constraints::default(), called);
        match (&union.tag, value) {
            (UnionTag::Property(tag), Value::Object(mut object)) => {
                object.insert(tag.clone(), Value::String(variant.name.local.clone()));
                Value::Object(object)
            }
            (_, value) => value,
        }
    }
}

/// The first value of an enumeration.
fn first(values: &Enum) -> Value {
    let written = values.variants.first().map_or("", |first| first.name.local.as_str());
    let number = values.integer.then(|| serde_json::from_str(written).ok()).flatten();
    number.unwrap_or_else(|| Value::String(written.to_owned()))
}

fn scalar(primitive: Primitive, constraints: &Constraints, called: &str) -> Value {
    let text = value::primitive(primitive, constraints, called);
    let token = match primitive {
        Primitive::Bool
        | Primitive::I8
        | Primitive::I16
        | Primitive::I32
        | Primitive::I64
        | Primitive::U8
        | Primitive::U16
        | Primitive::U32
        | Primitive::U64
        | Primitive::Integer
        | Primitive::Decimal
        | Primitive::F32
        | Primitive::F64 => serde_json::from_str(&text).ok(),
        _ => None,
    };
    token.unwrap_or(Value::String(text))
}

/// What the description writes down for a value, if it is of the same kind.
fn alike(written: &str, made: &Value) -> Option<Value> {
    if made.is_string() {
        return Some(Value::String(written.to_owned()));
    }
    let value: Value = serde_json::from_str(written).ok()?;
    (std::mem::discriminant(&value) == std::mem::discriminant(made)).then_some(value)
}
