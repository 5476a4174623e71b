//! Whether what is said over SOAP can be said as REST's JSON with SOAP's own types, so that nothing is lost in silence.
//!
//! A request over REST must be able to hold whatever its type over SOAP can; an answer must have a place over SOAP for whatever
//! it may hold, and may lack nothing. What the reader refuses, such as a number that is too large, isn't lost in silence. As in
//! [`super::values`], each pair of types is looked at once, and pairs are the same until something speaks against it.

use std::collections::{HashMap, HashSet};

use super::{
    going::{Going, integer, is_text, primitives},
    records::of,
    values::Use,
};
use crate::{
    model::{Access, Enum, Extra, Field, Place, Primitive, Struct, TypeId, TypeKind, TypeRef},
    pass::Plan,
};

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// From client to server.
    Request,
    /// From server to client.
    Answer,
}

type Pair = (TypeId, TypeId, Way);

/// What speaks against a pair, and the pairs that it leads to.
#[derive(Default)]
pub struct Told {
    reasons: Vec<String>,
    pairs: Vec<Pair>,
}

impl Told {
    /// Adds what speaks against it.
    pub fn push(&mut self, reason: String) {
        self.reasons.push(reason);
    }
}

/// The walk over pairs of types.
pub struct Json<'a> {
    soap: &'a Plan,
    rest: &'a Plan,
    known: HashMap<Pair, Told>,
}

impl<'a> Json<'a> {
    /// A walk that has not begun.
    pub fn new(soap: &'a Plan, rest: &'a Plan) -> Self {
        Self { soap, rest, known: HashMap::new() }
    }

    /// All that speaks against something, the types that it leads to included.
    pub fn reasons(&mut self, told: Told) -> Vec<String> {
        let Told { mut reasons, pairs } = told;
        let (mut open, mut seen) = (pairs, HashSet::new());
        open.reverse();
        while let Some(pair) = open.pop() {
            if !seen.insert(pair) {
                continue;
            }
            if !self.known.contains_key(&pair) {
                let told = self.pair(pair);
                self.known.insert(pair, told);
            }
            if let Some(told) = self.known.get(&pair) {
                reasons.extend(
                    told.reasons.iter().filter(|reason| !reasons.contains(reason)).cloned().collect::<Vec<_>>(),
                );
                open.extend(told.pairs.iter().rev());
            }
        }
        reasons
    }

    /// Compares two values.
    pub fn value(&self, at: &str, soap: Use<'a>, rest: Use<'a>, way: Way, told: &mut Told) {
        let item = |value: Use<'a>| match value.ty {
            _ if value.cardinality.repeats() => Some(value.ty),
            TypeRef::List(list) => Some(&list.ty),
            _ => None,
        };
        let agree = match (item(soap), item(rest)) {
            (Some(one), Some(other)) => self.types(one, other, way, told),
            (None, None) => self.types(soap.ty, rest.ty, way, told),
            _ => false,
        };
        if !agree {
            let (soap, rest) = (soap.text(&self.soap.api), rest.text(&self.rest.api));
            told.push(match soap == rest {
                true => format!("{at} holds any content, which is XML over SOAP, and JSON over REST"),
                false => format!("{at} is {soap} over SOAP, and {rest} over REST"),
            });
        }
    }

    /// Compares two types that stand once; pairs of named types are left for later.
    fn types(&self, soap: &'a TypeRef, rest: &'a TypeRef, way: Way, told: &mut Told) -> bool {
        match (soap, rest) {
            (TypeRef::Named(soap), TypeRef::Named(rest)) => {
                told.pairs.push((*soap, *rest, way));
                true
            }
            (TypeRef::Primitive(soap), TypeRef::Primitive(rest)) => scalars(*soap, *rest, way),
            (TypeRef::List(soap), TypeRef::List(rest)) => self.types(&soap.ty, &rest.ty, way, told),
            (TypeRef::Map(soap), TypeRef::Map(rest)) => {
                // Keys are text in JSON, whatever they are.
                let (soap_key, rest_key) = (&soap.key.1, &rest.key.1);
                let is_key = *rest_key == TypeRef::Primitive(Primitive::String) || soap_key == rest_key;
                is_key && self.types(&soap.value.1, &rest.value.1, way, told)
            }
            // Enumerations keep what they don't know.
            (TypeRef::Named(id), TypeRef::Primitive(text)) => is_text(*text) && is_text_enum(self.soap, *id),
            (TypeRef::Primitive(text), TypeRef::Named(id)) => {
                way == Way::Answer && is_text(*text) && is_text_enum(self.rest, *id)
            }
            _ => false,
        }
    }

    fn pair(&self, (soap, rest, way): Pair) -> Told {
        let mut told = Told::default();
        let (left, right) = (self.soap.api.ty(soap), self.rest.api.ty(rest));
        let name = &left.name.local;
        match (&left.kind, &right.kind) {
            (TypeKind::Struct(soap), TypeKind::Struct(rest)) => self.structs(name, soap, rest, way, &mut told),
            (TypeKind::Enum(soap), TypeKind::Enum(rest)) => enums(name, soap, rest, way, &mut told),
            (TypeKind::Union(_), _) => told.push(format!("`{name}` is one of several types over SOAP")),
            (_, TypeKind::Union(_)) => told.push(format!("`{name}` is one of several types over REST")),
            _ => told.push(format!("`{name}` is of another kind over REST")),
        }
        told
    }

    fn structs(&self, name: &str, soap: &'a Struct, rest: &'a Struct, way: Way, told: &mut Told) {
        if soap.extra == Extra::Mixed {
            told.push(format!("`{name}` holds text between elements"));
        }
        let named = |fields: &'a [Field], local: &str| {
            fields
                .iter()
                .find(|field| field.name.local == local && matches!(field.place, Place::Element | Place::Attribute))
        };
        for field in &soap.fields {
            let local = &field.name.local;
            if !matches!(field.place, Place::Element | Place::Attribute) {
                told.push(format!("`{name}.{local}` stands under no name of its own"));
                continue;
            }
            match named(&rest.fields, local) {
                Some(other) => self.field(&format!("`{name}.{local}`"), field, other, way, told),
                None => told.push(format!("`{name}.{local}` is not there over REST")),
            }
        }
        let may_lack =
            |field: &Field| way == Way::Request && (field.cardinality.optional() || field.access == Access::ReadOnly);
        for field in rest.fields.iter().filter(|field| field.place != Place::Rest && !may_lack(field)) {
            let local = &field.name.local;
            if named(&soap.fields, local).is_none() {
                told.push(format!("`{name}.{local}` is there over REST alone"));
            }
        }
    }

    fn field(&self, at: &str, soap: &'a Field, rest: &'a Field, way: Way, told: &mut Told) {
        self.value(at, of(soap), of(rest), way, told);
        let is_optional = |field: &Field| field.cardinality.optional() && !field.cardinality.repeats();
        match (way, is_optional(soap), is_optional(rest)) {
            (Way::Request, true, false) if !rest.cardinality.repeats() => {
                told.push(format!("{at} is required over REST"));
            }
            (Way::Answer, false, true) if !soap.cardinality.repeats() => {
                told.push(format!("{at} may be left out over REST"));
            }
            _ => {}
        }
    }
}

fn is_text_enum(plan: &Plan, id: TypeId) -> bool {
    matches!(&plan.api.ty(id).kind, TypeKind::Enum(values) if !values.integer)
}

/// Whether values of one built-in type are written in JSON as those of the other.
fn scalars(soap: Primitive, rest: Primitive, way: Way) -> bool {
    let are_integers = integer(soap).is_some() && integer(rest).is_some();
    soap == rest
        || is_text(soap) && is_text(rest)
        || are_integers && (way == Way::Answer || primitives(soap, rest).forth == Going::Always)
}

/// Compares enumerations. A set of values is one text in JSON, as .NET writes it: descriptions of REST call it one value.
fn enums(name: &str, soap: &Enum, rest: &Enum, way: Way, told: &mut Told) {
    if soap.integer != rest.integer {
        told.push(format!("`{name}` is numbers on one side, and text on the other"));
    }
    if way == Way::Answer || rest.open {
        return;
    }
    let has = |name: &str| rest.variants.iter().any(|value| value.name.local == name);
    let lacking = soap.variants.iter().map(|value| value.name.local.as_str()).filter(|name| !has(name));
    let lacking: Vec<String> = lacking.map(|name| format!("`{name}`")).collect();
    if !lacking.is_empty() {
        told.push(format!("REST does not know {} of `{name}`", lacking.join(", ")));
    }
}
