use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeMap as _, SerializeSeq as _},
};

use crate::{
    json::numeric,
    record::{Field, Flags, Form, List, MapView, Record, Scalar, Shape, Tag, Union, View},
};

/// Writes a record to a serializer.
///
/// # Errors
/// When a value is required and not set, when it cannot stand in the format, and as the serializer says.
pub fn serialize<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    fields(record, None, serializer)
}

/// A value in its row.
struct Shown<'a>(View<'a>, &'a Field);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let field = self.1;
        match self.0 {
            View::Absent | View::Null => serializer.serialize_none(),
            View::Bool(truth) => serializer.serialize_bool(truth),
            View::I32(number) => serializer.serialize_i32(number),
            View::I64(number) => serializer.serialize_i64(number),
            View::F64(number) => serializer.serialize_f64(number),
            View::Text(text) => serializer.serialize_str(text),
            View::Scalar(value) => scalar(value, field, serializer),
            View::Record(record) => fields(record, None, serializer),
            View::List(list) => items(list, field, serializer),
            View::Map(map) => entries(map, field, serializer),
            View::Union(union) => alternative(union, serializer),
            View::Json(value) => value.serialize(serializer),
            View::Xml(_) => Err(S::Error::custom("an XML element can only be written as XML")),
        }
    }
}

fn fields<S: Serializer>(
    record: &dyn Record,
    tag: Option<(&'static str, &'static str)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let rows = record.schema().fields;
    let stands = |(index, field): &(usize, &'static Field)| {
        let tagged = tag.is_some_and(|(property, _)| property == field.name.local);
        !tagged && (field.is(Flags::REQUIRED) || !matches!(record.view(*index), View::Absent))
    };
    let standing: Vec<_> = rows.iter().enumerate().filter(stands).collect();
    let rest = |index: usize, field: &Field| match record.view(index) {
        View::Map(map) if field.form == Form::Rest => Some(map),
        _ => None,
    };
    let more: usize = standing.iter().filter_map(|(index, field)| Some(rest(*index, field)?.len())).sum();
    let rests = standing.iter().filter(|(index, field)| rest(*index, field).is_some()).count();
    let mut out = serializer.serialize_map(Some(standing.len() - rests + more + usize::from(tag.is_some())))?;
    if let Some((property, value)) = tag {
        out.serialize_entry(property, value)?;
    }
    for (index, field) in standing {
        if let Some(map) = rest(index, field) {
            for position in 0..map.len() {
                if let Some((key, value)) = map.entry(position) {
                    out.serialize_entry(&key_of(key), &Shown(value, value_of(field)))?;
                }
            }
            continue;
        }
        let view = record.view(index);
        if matches!(view, View::Absent) && !field.is(Flags::NILLABLE) {
            return Err(S::Error::custom(format!("required property `{}` is not set", field.name.local)));
        }
        out.serialize_entry(field.name.local, &Shown(view, field))?;
    }
    out.end()
}

fn items<S: Serializer>(list: &dyn List, field: &Field, serializer: S) -> Result<S::Ok, S::Error> {
    let item = match &field.shape {
        Shape::List(schema) if !field.is(Flags::REPEATED) => &schema.item,
        _ => field,
    };
    let mut out = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        out.serialize_element(&Shown(list.get(index), item))?;
    }
    out.end()
}

fn entries<S: Serializer>(map: &dyn MapView, field: &Field, serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_map(Some(map.len()))?;
    for index in 0..map.len() {
        if let Some((key, value)) = map.entry(index) {
            out.serialize_entry(&key_of(key), &Shown(value, value_of(field)))?;
        }
    }
    out.end()
}

fn value_of(field: &Field) -> &Field {
    match &field.shape {
        Shape::Map(schema) => &schema.value,
        _ => field,
    }
}

fn key_of(key: View<'_>) -> String {
    match key {
        View::Text(text) => text.to_owned(),
        View::Bool(truth) => truth.to_string(),
        View::I32(number) => number.to_string(),
        View::I64(number) => number.to_string(),
        View::Scalar(scalar) => lexical(scalar),
        _ => String::new(),
    }
}

fn lexical(scalar: &dyn Scalar) -> String {
    let mut text = String::new();
    scalar.write(&mut text);
    text
}

fn scalar<S: Serializer>(scalar: &dyn Scalar, field: &Field, serializer: S) -> Result<S::Ok, S::Error> {
    let text = lexical(scalar);
    match field.shape {
        Shape::Enum(schema) if schema.set => serializer.collect_seq(text.split_ascii_whitespace()),
        Shape::Enum(schema) if schema.integer => match text.parse::<i64>() {
            Ok(number) => serializer.serialize_i64(number),
            Err(_) => serializer.serialize_str(&text),
        },
        Shape::Scalar(kind) | Shape::Simple(kind, _) if numeric(kind) => {
            if let Ok(number) = text.parse::<i64>() {
                serializer.serialize_i64(number)
            } else if let Ok(number) = text.parse::<u64>() {
                serializer.serialize_u64(number)
            } else {
                // Digits beyond the machine's numbers stand as they are, where the format can hold them.
                let number = text.parse::<serde_json::Number>();
                number
                    .map_err(|_| S::Error::custom(format!("the number {text} cannot stand here")))?
                    .serialize(serializer)
            }
        }
        _ => serializer.serialize_str(&text),
    }
}

fn alternative<S: Serializer>(union: &dyn Union, serializer: S) -> Result<S::Ok, S::Error> {
    let schema = union.schema();
    let Some(variant) = schema.variants.get(union.selected()) else {
        return match union.content() {
            View::Json(value) => value.serialize(serializer),
            _ => Err(S::Error::custom("what is unknown can only be written in the format it was read from")),
        };
    };
    match (schema.tag, union.content()) {
        (Tag::Property(property), View::Record(record)) => {
            fields(record, Some((property, variant.name.local)), serializer)
        }
        (_, content) => Shown(content, variant).serialize(serializer),
    }
}
