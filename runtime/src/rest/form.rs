//! Bodies of `application/x-www-form-urlencoded`.

use super::{
    percent::{Keep, decode},
    plain::{self, Plain},
    style::{self, Expected},
};
use crate::{
    json::Direction,
    operation::{Media, Parameter, PartEncoding, Place, Style},
    record::{Field, Flags, Form, Record, Shape, Slot, View},
    xml::EncodeError,
};

/// Writes a form.
pub(super) fn write(media: &Media, view: View<'_>, field: &Field) -> Result<Vec<u8>, EncodeError> {
    let mut pairs = Vec::new();
    match view {
        View::Record(record) => {
            for (index, field) in record.schema().fields.iter().enumerate() {
                if Direction::Request.carries(field) {
                    let found = property(media, record.view(index), field);
                    pairs.extend(found.map_err(|error| error.within(field.name.local))?);
                }
            }
        }
        view => match Plain::of(view, field)? {
            Plain::Absent => {}
            Plain::Object(found) => {
                let encoded = |text: &str| super::percent::encoded(text, Keep::Form);
                pairs.extend(found.iter().map(|(name, text)| (encoded(name), encoded(text))));
            }
            Plain::One(_) | Plain::List(_) => return Err(EncodeError::new("only an object can stand in a form")),
        },
    }
    let parts: Vec<String> = pairs.into_iter().map(|(name, text)| format!("{name}={text}")).collect();
    Ok(parts.join("&").into_bytes())
}

fn property(media: &Media, view: View<'_>, field: &Field) -> Result<Vec<(String, String)>, EncodeError> {
    let parameter = parameter(encoding(media, field), field);
    let plain = match (view, parameter.media_type) {
        (View::Absent | View::Null, _) => Plain::Absent,
        (view, Some(_)) => Plain::One(plain::text(view, field)?),
        (view, None) => Plain::of(view, field)?,
    };
    match plain {
        Plain::Object(found) if field.form == Form::Rest => {
            let encoded = |text: &str| super::percent::encoded(text, Keep::Form);
            Ok(found.iter().map(|(name, text)| (encoded(name), encoded(text))).collect())
        }
        plain => Ok(style::pairs(&parameter, &plain, Keep::Form)),
    }
}

pub(super) fn encoding<'a>(media: &'a Media, field: &Field) -> Option<&'a PartEncoding> {
    media.parts.iter().find(|part| part.property == field.name.local)
}

/// A property as if it were a parameter: an object stands as JSON unless a style is given.
fn parameter(part: Option<&PartEncoding>, field: &Field) -> Parameter {
    let style = part.and_then(|part| part.style);
    let content = part.and_then(|part| part.content_type).filter(|_| style.is_none());
    let object = style.is_none() && matches!(expected(field), Expected::Object);
    Parameter {
        field: 0,
        name: field.name.local,
        place: Place::Query,
        style: style.unwrap_or(Style::Form),
        explode: part.is_none_or(|part| part.explode || part.style.is_none()),
        allow_reserved: part.is_some_and(|part| part.allow_reserved),
        media_type: content.or(object.then_some("application/json")),
        required: false,
    }
}

/// What the value of a field is in a parameter.
pub(super) fn expected(field: &Field) -> Expected {
    match field.shape {
        _ if field.is(Flags::REPEATED) => Expected::List,
        Shape::List(_) => Expected::List,
        Shape::Record(_) | Shape::Map(_) => Expected::Object,
        _ => Expected::One,
    }
}

/// The properties that an object has.
pub(super) fn known(field: &Field) -> Vec<&'static str> {
    match field.shape {
        Shape::Record(schema) => schema.fields.iter().map(|field| field.name.local).collect(),
        _ => Vec::new(),
    }
}

/// The raw pairs of a form or query.
pub(super) fn split(text: &str, between: char, form: bool) -> Vec<(String, String)> {
    let pairs = text.split(between).map(|pair| pair.trim_matches(' ')).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name, form).unwrap_or_else(|| name.to_owned()), value.to_owned())
        })
        .collect()
}

/// Reads a form into a record or a map.
pub(super) fn read(media: &Media, text: &str, slot: Slot<'_>, field: &Field) -> Result<(), plain::Wrong> {
    let found = split(text, '&', true);
    match slot {
        Slot::Option(option) => read(media, text, option.fill(), field),
        Slot::Record(record) => read_record(media, &found, record),
        slot => {
            let decoded = |(name, raw): &(String, String)| Some((name.clone(), decode(raw, true)?));
            let pairs = found.iter().map(decoded).collect::<Option<Vec<_>>>();
            plain::fill(slot, field, &Plain::Object(pairs.ok_or("percent-encoded UTF-8")?))
        }
    }
}

fn read_record(media: &Media, found: &[(String, String)], record: &mut dyn Record) -> Result<(), plain::Wrong> {
    for (index, field) in record.schema().fields.iter().enumerate() {
        let parameter = parameter(encoding(media, field), field);
        let within = |wrong: plain::Wrong| format!("{wrong} in `{}`", field.name.local);
        if parameter.media_type.is_some() {
            let Some((_, raw)) = found.iter().find(|(name, _)| name == field.name.local) else { continue };
            let text = decode(raw, true).ok_or("percent-encoded UTF-8")?;
            super::body::json(record.slot(index), field, text.as_bytes()).map_err(|error| error.to_string())?;
            continue;
        }
        let plain = style::from_pairs(&parameter, expected(field), found, &known(field));
        if plain == Plain::Absent && field.is(Flags::REQUIRED) {
            return Err(format!("the property `{}`", field.name.local));
        }
        plain::fill(record.slot(index), field, &plain).map_err(within)?;
    }
    Ok(())
}
