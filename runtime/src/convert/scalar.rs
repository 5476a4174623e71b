//! Simple values: as they are between the same types, else by their lexical forms.

use std::{borrow::Cow, str::FromStr};

use bigdecimal::BigDecimal;

use super::values::Converter;
use crate::{
    record::{Field, Kind, MapSlot, Scalar, ScalarError, Shape, Slot, View},
    value::lexical,
};

impl Converter {
    /// Puts a simple value in its place.
    pub(super) fn scalar(&mut self, view: &View<'_>, from: &Shape, slot: Slot<'_>, to: &Shape) {
        match (view, slot) {
            (View::Bool(value), Slot::Bool(into)) => *into = *value,
            (View::I32(value), Slot::I32(into)) => *into = *value,
            (View::I32(value), Slot::I64(into)) => *into = i64::from(*value),
            (View::I64(value), Slot::I64(into)) => *into = *value,
            (View::F64(value), Slot::F64(into)) => *into = *value,
            (View::Text(value), Slot::Text(into)) => (*value).clone_into(into),
            (view, slot) => {
                let done = match into(slot) {
                    Some(target) => put(view, from, target, to),
                    None => Err(kind_text(to)),
                };
                if let Err(expected) = done {
                    self.lose(expected, view);
                }
            }
        }
    }

    /// The key of an entry in its lexical form, unless the target can't have it or has it already.
    pub(super) fn key(&mut self, key: &View<'_>, from: &Field, into: &dyn MapSlot, to: &Field) -> Option<String> {
        let mut text = String::new();
        let expected = if !lexical::append(&mut text, key) || !agree(&from.shape, &to.shape) {
            kind_text(&to.shape)
        } else {
            match into.contains(&text) {
                Ok(false) => return Some(text),
                Ok(true) => "a key that stands once",
                Err(error) => error.expected,
            }
        };
        self.lose(expected, key);
        None
    }
}

/// The simple value that a slot is.
fn into(slot: Slot<'_>) -> Option<&mut dyn Scalar> {
    Some(match slot {
        Slot::Bool(value) => value,
        Slot::I32(value) => value,
        Slot::I64(value) => value,
        Slot::F64(value) => value,
        Slot::Text(value) => value,
        Slot::Scalar(value) => value,
        _ => return None,
    })
}

/// Reads the lexical form of one value into another. The error is what was expected.
fn put(view: &View<'_>, from: &Shape, into: &mut dyn Scalar, to: &Shape) -> Result<(), &'static str> {
    let mut text = String::new();
    if !lexical::append(&mut text, view) || !agree(from, to) {
        return Err(kind_text(to));
    }
    if let View::Scalar(scalar) = view
        && let Some(bytes) = scalar.bytes()
        && into.set_bytes(bytes)
    {
        return Ok(());
    }
    let text = plain(text, from, to);
    into.read(&text).map_err(|ScalarError { expected }| expected)?;
    let mut read = String::new();
    into.write(&mut read);
    match to {
        // Floats round, and sets part at white space: what has been read must be what stood.
        Shape::Scalar(Kind::F32 | Kind::F64) | Shape::Simple(Kind::F32 | Kind::F64, _)
            if !same_number(&text, &read) =>
        {
            Err("a number that a float holds exactly")
        }
        Shape::Enum(values) if values.set && !is_set(from) && read != *text => {
            Err("values that stand once, in their order")
        }
        Shape::Enum(values) if !values.set && is_set(from) && !is_word(&text) => Err("one value"),
        _ => Ok(()),
    }
}

/// A number without an exponent and without zeros after the point, where the target needs it so.
fn plain<'a>(text: String, from: &Shape, to: &Shape) -> Cow<'a, str> {
    let has_point = |kind| matches!(kind, Kind::Decimal | Kind::F32 | Kind::F64);
    let is_exact = |kind| is_number(kind) && !matches!(kind, Kind::F32 | Kind::F64);
    match (kind(from), kind(to)) {
        (Some(from), Some(to)) if from != to && has_point(from) && is_exact(to) => {
            BigDecimal::from_str(&text).map_or(text, |number| number.normalized().to_plain_string()).into()
        }
        _ => text.into(),
    }
}

fn same_number(left: &str, right: &str) -> bool {
    let number = |text| BigDecimal::from_str(text).ok();
    left == right || number(left).is_some_and(|left| number(right) == Some(left))
}

/// Whether values of one shape can stand for values of another at all: numbers for numbers, bytes for bytes, text for
/// anything, as the generator says when it compares.
fn agree(from: &Shape, to: &Shape) -> bool {
    match (from, to) {
        // A value that stands for itself, which is an enumeration.
        (Shape::Any, _) | (_, Shape::Any) => true,
        (Shape::Enum(from), Shape::Enum(to)) => from.integer == to.integer,
        (Shape::Enum(values), other) | (other, Shape::Enum(values)) => {
            !values.integer && kind(other).is_some_and(is_text)
        }
        (from, to) => match (kind(from), kind(to)) {
            (Some(from), Some(to)) => {
                from == to
                    || (is_number(from) && is_number(to))
                    || (is_bytes(from) && is_bytes(to))
                    || (is_text(from) && to != Kind::QName)
                    || (is_text(to) && from != Kind::QName)
            }
            _ => false,
        },
    }
}

fn kind(shape: &Shape) -> Option<Kind> {
    match shape {
        Shape::Scalar(kind) | Shape::Simple(kind, _) => Some(*kind),
        _ => None,
    }
}

fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::String | Kind::NormalizedString | Kind::Token | Kind::Uri)
}

fn is_bytes(kind: Kind) -> bool {
    matches!(kind, Kind::Base64 | Kind::Hex | Kind::Binary)
}

fn is_number(kind: Kind) -> bool {
    use Kind::{Decimal, F32, F64, I8, I16, I32, I64, Integer, U8, U16, U32, U64};
    matches!(kind, I8 | I16 | I32 | I64 | U8 | U16 | U32 | U64 | Integer | Decimal | F32 | F64)
}

fn is_set(shape: &Shape) -> bool {
    matches!(shape, Shape::Enum(values) if values.set)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_ascii_whitespace())
}

/// What a shape holds, in words.
fn kind_text(shape: &Shape) -> &'static str {
    match shape {
        Shape::Scalar(kind) | Shape::Simple(kind, _) => match kind {
            Kind::Bool => "a boolean",
            Kind::DateTime => "a date with a time",
            Kind::Date => "a date",
            Kind::Time => "a time",
            Kind::Duration => "a duration",
            Kind::Gregorian => "a part of a date",
            Kind::Guid => "a UUID",
            Kind::Char => "the number of a character",
            Kind::QName => "a qualified name",
            kind if is_text(*kind) => "text",
            kind if is_bytes(*kind) => "bytes",
            _ => "a number",
        },
        Shape::Enum(values) if values.set => "a set of values",
        Shape::Enum(_) => "a value of an enumeration",
        Shape::Record(_) => "a record",
        Shape::Union(_) => "one of several alternatives",
        Shape::List(_) => "a list",
        Shape::Map(_) => "a map",
        Shape::Any => "content in the form of the other side",
    }
}
