//! Whether a JSON body survived decoding and encoding: two values compared along the schema.
//!
//! Properties may stand in any order, values are compared in the value space of their type, and absent and null are
//! told apart, unless the tables say that nothing but absence can be kept.

use std::collections::BTreeSet;

use bindery_runtime::record::{Field, Flags, Form, Kind, Schema, Shape, Tag};
use serde_json::{Map, Number, Value};

use super::super::{Difference, lexical};

/// What is compared, and the places that are known to differ.
pub struct Comparison<'a> {
    /// Paths of what the description does not foresee: it was reported, and is not compared.
    pub reported: &'a BTreeSet<String>,
}

fn differs<T>(path: &str, what: String) -> Result<T, Difference> {
    Err(Difference { path: path.to_owned(), what })
}

impl Comparison<'_> {
    /// Compares two values; without a row everything must be the same.
    pub fn value(&self, original: &Value, ours: &Value, field: Option<&Field>, path: &str) -> Result<(), Difference> {
        if self.reported.contains(path) {
            return Ok(());
        }
        match (original, ours) {
            (Value::Array(left), Value::Array(right)) => self.items(left, right, item_of(field), path),
            (Value::Object(left), Value::Object(right)) => self.properties(left, right, field, path),
            (Value::Number(left), Value::Number(right)) if same_number(left, right, field) => Ok(()),
            (Value::String(left), Value::String(right)) if same_text(left, right, field) => Ok(()),
            (left, right) if left == right => Ok(()),
            (left, right) => differs(path, format!("is {}, in our message {}", excerpt(left), excerpt(right))),
        }
    }

    fn items(&self, left: &[Value], right: &[Value], item: Option<&Field>, path: &str) -> Result<(), Difference> {
        let kept: Vec<_> = left
            .iter()
            .enumerate()
            .map(|(index, value)| (format!("{path}[{index}]"), value))
            .filter(|(here, value)| !(value.is_null() && self.reported.contains(here)))
            .collect();
        if kept.len() != right.len() {
            return differs(path, format!("has {} items, in our message {}", kept.len(), right.len()));
        }
        kept.iter().zip(right).try_for_each(|((here, value), ours)| self.value(value, ours, item, here))
    }

    fn properties(
        &self,
        left: &Map<String, Value>,
        right: &Map<String, Value>,
        field: Option<&Field>,
        path: &str,
    ) -> Result<(), Difference> {
        let rows = Rows::of(field, left);
        for (name, value) in left {
            let here = below(path, name);
            let row = rows.find(name);
            match right.get(name) {
                Some(ours) => self.value(value, ours, row, &here)?,
                None if self.reported.contains(&here) => {}
                None if value.is_null() && row.is_some_and(|row| !row.is(Flags::NILLABLE)) => {}
                None => return differs(&here, "is missing in our message".to_owned()),
            }
        }
        match right.keys().find(|name| !left.contains_key(*name) && !self.reported.contains(&below(path, name))) {
            Some(name) => differs(&below(path, name), "is only in our message".to_owned()),
            None => Ok(()),
        }
    }
}

/// The rows that describe the properties of an object.
enum Rows {
    Record(&'static Schema),
    Map(&'static Field),
    None,
}

impl Rows {
    fn of(field: Option<&Field>, object: &Map<String, Value>) -> Self {
        match field.map(|field| &field.shape) {
            Some(Shape::Record(schema)) => Self::Record(schema.get()),
            Some(Shape::Map(schema)) => Self::Map(&schema.get().value),
            Some(Shape::Union(union)) => {
                let Tag::Property(name) = union.tag else { return Self::None };
                let tag = object.get(name).and_then(Value::as_str);
                let variant = union.variants.iter().find(|variant| Some(variant.name.local) == tag);
                match variant.map(|variant| &variant.shape) {
                    Some(Shape::Record(schema)) => Self::Record(schema.get()),
                    _ => Self::None,
                }
            }
            _ => Self::None,
        }
    }

    fn find(&self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Record(schema) => schema.fields.iter().find(|row| row.form != Form::Rest && row.name.local == name),
            Self::Map(value) => Some(value),
            Self::None => None,
        }
    }
}

/// The path of a property (RFC 9535).
pub fn below(path: &str, name: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || character == '_';
    match !name.is_empty() && name.chars().all(plain) && !name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("{path}.{name}"),
        false => format!("{path}['{}']", name.replace('\'', "\\'")),
    }
}

fn item_of(field: Option<&Field>) -> Option<&Field> {
    let field = field?;
    match &field.shape {
        _ if field.is(Flags::REPEATED) => Some(field),
        Shape::List(list) => Some(&list.item),
        _ => None,
    }
}

/// Numbers are the same by their digits, or where they are binary by what the digits come to.
fn same_number(left: &Number, right: &Number, field: Option<&Field>) -> bool {
    let (written, ours) = (left.to_string(), right.to_string());
    number(&written) == number(&ours)
        || matches!(kind(field), Kind::F32 | Kind::F64) && lexical::equal(Kind::F64, &written, &ours)
}

fn same_text(left: &str, right: &str, field: Option<&Field>) -> bool {
    lexical::equal(kind(field), left, right)
}

fn kind(field: Option<&Field>) -> Kind {
    match field.map(|field| &field.shape) {
        Some(Shape::Scalar(kind) | Shape::Simple(kind, _)) => *kind,
        _ => Kind::String,
    }
}

/// A number as digits and an exponent, without what does not change its value.
fn number(text: &str) -> (bool, String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (negative, digits) = mantissa.strip_prefix('-').map_or((false, mantissa), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let joined = format!("{whole}{fraction}");
    let significant = joined.trim_end_matches('0');
    let dropped = joined.len() - significant.len();
    let shift = i64::try_from(dropped).unwrap_or(0) - i64::try_from(fraction.len()).unwrap_or(0);
    let digits = significant.trim_start_matches('0').to_owned();
    match digits.is_empty() {
        true => (false, digits, 0),
        false => (negative, digits, exponent.parse::<i64>().unwrap_or(0) + shift),
    }
}

fn excerpt(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn same(left: &Value, right: &Value) -> Result<(), Difference> {
        Comparison { reported: &BTreeSet::new() }.value(left, right, None, "$")
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let parse = |text: &str| serde_json::from_str::<Value>(text);
        for (left, right) in [("1.0", "1"), ("1e3", "1000"), ("-0.50", "-5E-1"), ("0", "-0.0"), ("12300", "1.23e4")] {
            assert_eq!(same(&parse(left).unwrap_or_default(), &parse(right).unwrap_or_default()), Ok(()), "{left}");
        }
        assert!(same(&json!(10), &json!(1)).is_err());
        assert!(same(&json!(-1), &json!(1)).is_err());
    }

    #[test]
    fn absent_and_null_are_told_apart() {
        let error = same(&json!({"a": null}), &json!({})).err().map(|difference| difference.path);
        assert_eq!(error.as_deref(), Some("$.a"));
        let error = same(&json!({}), &json!({"a": null})).err().map(|difference| difference.what);
        assert_eq!(error.as_deref(), Some("is only in our message"));
        assert_eq!(same(&json!({"a": 1, "b": [2]}), &json!({"b": [2], "a": 1})), Ok(()));
    }

    #[test]
    fn what_was_reported_is_not_compared_and_all_else_is() {
        let reported = BTreeSet::from(["$.a".to_owned()]);
        let comparison = Comparison { reported: &reported };
        assert_eq!(comparison.value(&json!({"a": 1, "b": 2}), &json!({"b": 2}), None, "$"), Ok(()));
        assert!(comparison.value(&json!({"a": 1, "b": 2}), &json!({"b": 3}), None, "$").is_err());
    }
}
