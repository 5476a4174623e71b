//! Values seen as what a parameter or a form can hold: a text, a list of texts, or names with texts.

use crate::{
    json::{Direction, Writer},
    record::{Field, Form, Kind, List, MapView, Record, ScalarError, Shape, Slot, View},
    xml::EncodeError,
};

/// A value that stands in a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    /// Nothing stands.
    Absent,
    /// A simple value.
    One(String),
    /// A list of simple values.
    List(Vec<String>),
    /// An object of simple values. A name may stand several times, for a list within.
    Object(Vec<(String, String)>),
}

impl Plain {
    /// What a value is.
    pub(super) fn of(view: View<'_>, field: &Field) -> Result<Self, EncodeError> {
        Ok(match view {
            View::Absent | View::Null => Self::Absent,
            View::Record(record) => Self::Object(properties(record)?),
            View::Map(map) => Self::Object(entries(map, field)?),
            View::List(list) => Self::List(items(list, field)?),
            View::Union(union) => {
                let variant = union.schema().variants.get(union.selected()).unwrap_or(field);
                return Self::of(union.content(), variant);
            }
            View::Json(value) => return json(value),
            view => Self::One(text(view, field)?),
        })
    }
}

/// The row of the items of a list.
pub(super) fn item(field: &Field) -> &Field {
    match &field.shape {
        Shape::List(schema) if !field.is(crate::record::Flags::REPEATED) => &schema.item,
        _ => field,
    }
}

/// The row of the values of a map.
pub(super) fn value(field: &Field) -> &Field {
    match &field.shape {
        Shape::Map(schema) => &schema.value,
        _ => field,
    }
}

fn items(list: &dyn List, field: &Field) -> Result<Vec<String>, EncodeError> {
    (0..list.len()).map(|index| text(list.get(index), item(field)).map_err(|error| error.at(index))).collect()
}

fn entries(map: &dyn MapView, field: &Field) -> Result<Vec<(String, String)>, EncodeError> {
    let mut entries = Vec::new();
    for index in 0..map.len() {
        let Some((key, content)) = map.entry(index) else { break };
        append(&mut entries, &text(key, field)?, Plain::of(content, value(field))?);
    }
    Ok(entries)
}

fn properties(record: &dyn Record) -> Result<Vec<(String, String)>, EncodeError> {
    let mut properties = Vec::new();
    for (index, field) in record.schema().fields.iter().enumerate() {
        if !Direction::Request.carries(field) {
            continue;
        }
        let plain = Plain::of(record.view(index), field).map_err(|error| error.within(field.name.local))?;
        match plain {
            Plain::Object(inner) if field.form == Form::Rest => properties.extend(inner),
            plain => append(&mut properties, field.name.local, plain),
        }
    }
    Ok(properties)
}

fn append(properties: &mut Vec<(String, String)>, name: &str, plain: Plain) {
    match plain {
        Plain::Absent => {}
        Plain::One(text) => properties.push((name.to_owned(), text)),
        Plain::List(items) => properties.extend(items.into_iter().map(|item| (name.to_owned(), item))),
        Plain::Object(inner) => {
            properties.extend(inner.into_iter().map(|(key, text)| (nested(name, &key), text)));
        }
    }
}

/// The name of a property of a property: `a` and `b[c]` are `a[b][c]`.
fn nested(name: &str, key: &str) -> String {
    match key.split_once('[') {
        Some((first, rest)) => format!("{name}[{first}][{rest}"),
        None => format!("{name}[{key}]"),
    }
}

fn json(value: &serde_json::Value) -> Result<Plain, EncodeError> {
    use serde_json::Value;
    let simple = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    Ok(match value {
        Value::Null => Plain::Absent,
        Value::Array(items) => Plain::List(items.iter().map(simple).collect()),
        Value::Object(properties) => {
            Plain::Object(properties.iter().map(|(name, value)| (name.clone(), simple(value))).collect())
        }
        value => Plain::One(simple(value)),
    })
}

/// The text of a simple value; of anything else, its JSON.
pub(super) fn text(view: View<'_>, field: &Field) -> Result<String, EncodeError> {
    Ok(match view {
        View::Absent | View::Null => String::new(),
        View::Bool(truth) => truth.to_string(),
        View::I32(number) => number.to_string(),
        View::I64(number) => number.to_string(),
        View::F64(number) if number.is_finite() => number.to_string(),
        View::F64(number) => return Err(EncodeError::new(format!("the number {number} cannot stand in a parameter"))),
        View::Text(text) => text.to_owned(),
        View::Scalar(scalar) => {
            let mut out = String::new();
            scalar.write(&mut out);
            out
        }
        view => {
            let mut writer = Writer::new().direction(Direction::Request);
            writer.value(view, field)?;
            String::from_utf8(writer.into_bytes()).unwrap_or_default()
        }
    })
}

/// Why a text is not the value that belongs there.
pub(super) type Wrong = String;

fn wrong(error: ScalarError) -> Wrong {
    error.expected.to_owned()
}

/// Reads a simple value from its text.
pub(super) fn read(slot: Slot<'_>, field: &Field, text: &str) -> Result<(), Wrong> {
    let number = || Err("a number".to_owned());
    match slot {
        Slot::Bool(slot) => *slot = truth(text)?,
        Slot::OptionBool(slot) => *slot = Some(truth(text)?),
        Slot::I32(slot) => *slot = text.parse().map_err(|_| integer(Kind::I32))?,
        Slot::OptionI32(slot) => *slot = Some(text.parse().map_err(|_| integer(Kind::I32))?),
        Slot::I64(slot) => *slot = text.parse().map_err(|_| integer(Kind::I64))?,
        Slot::OptionI64(slot) => *slot = Some(text.parse().map_err(|_| integer(Kind::I64))?),
        Slot::F64(slot) => *slot = text.parse().or_else(|_| number())?,
        Slot::OptionF64(slot) => *slot = Some(text.parse().or_else(|_| number())?),
        Slot::Text(slot) => *slot = text.to_owned(),
        Slot::OptionText(slot) => *slot = Some(text.to_owned()),
        Slot::Scalar(scalar) => scalar.read(text).map_err(wrong)?,
        Slot::Option(option) => read(option.fill(), field, text)?,
        Slot::List(list) => read(list.push(), item(field), text)?,
        Slot::Json(slot) => *slot = serde_json::Value::String(text.to_owned()),
        Slot::Union(union) => return alternative(union, text),
        Slot::Record(_) | Slot::Map(_) | Slot::Xml(_) => return Err("an object".to_owned()),
        Slot::None => {}
    }
    Ok(())
}

fn alternative(union: &mut dyn crate::record::Union, text: &str) -> Result<(), Wrong> {
    let schema = union.schema();
    for (index, variant) in schema.variants.iter().enumerate() {
        if read(union.select(index), variant, text).is_ok() {
            return Ok(());
        }
    }
    if let (true, Some(row)) = (schema.open, schema.variants.first()) {
        return read(union.select(schema.variants.len()), row, text);
    }
    Err("one of the alternatives".to_owned())
}

fn integer(kind: Kind) -> Wrong {
    crate::json::expected(kind).to_owned()
}

fn truth(text: &str) -> Result<bool, Wrong> {
    match text {
        "true" | "True" | "1" => Ok(true),
        "false" | "False" | "0" => Ok(false),
        _ => Err("`true` or `false`".to_owned()),
    }
}

/// Reads a value from what a parameter held.
pub(super) fn fill(slot: Slot<'_>, field: &Field, plain: &Plain) -> Result<(), Wrong> {
    match (slot, plain) {
        (_, Plain::Absent) => Ok(()),
        (Slot::Option(option), plain) => fill(option.fill(), field, plain),
        (Slot::List(list), Plain::List(items)) => {
            items.iter().try_for_each(|text| read(list.push(), item(field), text))
        }
        (Slot::Record(record), Plain::Object(properties)) => {
            properties.iter().try_for_each(|(name, text)| property(record, name, text))
        }
        (Slot::Map(map), Plain::Object(properties)) => properties.iter().try_for_each(|(name, text)| {
            let slot = map.insert(name).map_err(wrong)?;
            read(slot, value(field), text)
        }),
        (Slot::Json(slot), plain) => {
            *slot = free(plain);
            Ok(())
        }
        (slot, Plain::One(text)) => read(slot, field, text),
        (slot, Plain::List(items)) => match items.as_slice() {
            [only] => read(slot, field, only),
            _ => Err("one value".to_owned()),
        },
        (_, Plain::Object(_)) => Err("a simple value".to_owned()),
    }
}

fn property(record: &mut dyn Record, name: &str, text: &str) -> Result<(), Wrong> {
    let (name, inner) = match name.split_once('[') {
        Some((name, rest)) => (name, rest.split_once(']').map(|(key, rest)| format!("{key}{rest}"))),
        None => (name, None),
    };
    let schema = record.schema();
    let Some((index, field)) = schema.fields.iter().enumerate().find(|(_, field)| field.name.local == name) else {
        return Ok(());
    };
    let within = |wrong| format!("{wrong} in `{name}`");
    match inner {
        None => read(record.slot(index), field, text).map_err(within),
        Some(key) => fill(record.slot(index), field, &Plain::Object(vec![(key, text.to_owned())])).map_err(within),
    }
}

fn free(plain: &Plain) -> serde_json::Value {
    use serde_json::Value;
    match plain {
        Plain::Absent => Value::Null,
        Plain::One(text) => Value::String(text.clone()),
        Plain::List(items) => items.iter().cloned().map(Value::String).collect(),
        Plain::Object(properties) => {
            Value::Object(properties.iter().cloned().map(|(name, text)| (name, Value::String(text))).collect())
        }
    }
}
