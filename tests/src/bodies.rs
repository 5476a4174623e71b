//! Bodies in JSON through the types of their operations and back.

use bindery_runtime::{
    catalogue::Entry,
    json::{Decoder, Direction, Writer},
    operation::{Binding, HttpBinding, Response, StatusMatch},
    record::{Field, Record, Slot, Value, View},
    xml::{Leniency, Tolerance},
};
use serde_json::Value as Json;

/// What null means to an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// The same as absence.
    Absent,
    /// A value of its own.
    Kept,
}

/// Reads the body of a request (`None`) or of the answer of a status, writes what was read, and says what is different.
/// What was read although the description does not foresee it is handed back.
///
/// # Errors
/// What is wrong or different, for people.
pub fn round_trip(entry: &Entry, status: Option<u16>, text: &str, null: Null) -> Result<Vec<Leniency>, String> {
    let Binding::Http(binding) = &entry.info().binding else { return Err("not over plain HTTP".to_owned()) };
    let (leniencies, written) = match status {
        None => request(entry, binding, text)?,
        Some(status) => answer(entry, binding, status, text)?,
    };
    let parse = |text: &[u8]| serde_json::from_slice::<Json>(text).map_err(|error| error.to_string());
    let (mut expected, mut found) = (parse(text.as_bytes())?, parse(&written)?);
    if null == Null::Absent {
        without_null(&mut expected);
        without_null(&mut found);
    }
    match difference("$", &expected, &found) {
        None => Ok(leniencies),
        Some(difference) => Err(format!("written differently: {difference}")),
    }
}

fn request(entry: &Entry, binding: &HttpBinding, text: &str) -> Result<(Vec<Leniency>, Vec<u8>), String> {
    let mut made = (entry.request)();
    let request: &mut dyn Record = &mut *made;
    let Some((index, field)) =
        binding.body.and_then(|body| Some((body.field?, request.schema().fields.get(body.field?)?)))
    else {
        return Err("the operation takes no body".to_owned());
    };
    let leniencies = read(text, request.slot(index), field, Direction::Request)?;
    Ok((leniencies, write(request.view(index), field, Direction::Request)?))
}

fn answer(entry: &Entry, binding: &HttpBinding, status: u16, text: &str) -> Result<(Vec<Leniency>, Vec<u8>), String> {
    let (row, mut value): (&Response, Box<dyn Value>) =
        match (row(binding.responses, status), row(binding.errors, status)) {
            (Some(row), _) => (row, (entry.response)()),
            (None, Some(row)) => (row, (entry.fault)()),
            (None, None) => return Err(format!("the operation does not answer {status}")),
        };
    let body = row.body.ok_or_else(|| format!("the answer {status} has no body"))?;
    let slot = match (value.slot(), row.variant) {
        (Slot::Union(union), Some(variant)) => union.select(variant),
        (slot, _) => slot,
    };
    let leniencies = read(text, slot, body.field, Direction::Response)?;
    let view = match (value.view(), row.variant) {
        (View::Union(union), Some(_)) => union.content(),
        (view, _) => view,
    };
    Ok((leniencies, write(view, body.field, Direction::Response)?))
}

fn row(rows: &'static [Response], status: u16) -> Option<&'static Response> {
    let of = |wanted: StatusMatch| rows.iter().find(|row| row.status == wanted);
    let range = u8::try_from(status / 100).unwrap_or_default();
    of(StatusMatch::Code(status)).or_else(|| of(StatusMatch::Range(range))).or_else(|| of(StatusMatch::Default))
}

fn read(text: &str, slot: Slot<'_>, field: &Field, direction: Direction) -> Result<Vec<Leniency>, String> {
    let decoder = Decoder::new(text.as_bytes()).map_err(|error| format!("not read: {error}"))?;
    let decoder = decoder.tolerance(Tolerance::Report).direction(direction);
    decoder.read(slot, field).map_err(|error| format!("not read: {error}"))
}

fn write(view: View<'_>, field: &Field, direction: Direction) -> Result<Vec<u8>, String> {
    let mut writer = Writer::new().direction(direction);
    writer.value(view, field).map_err(|error| format!("not written: {error}"))?;
    Ok(writer.into_bytes())
}

fn without_null(value: &mut Json) {
    match value {
        Json::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(without_null);
        }
        Json::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(without_null);
        }
        _ => {}
    }
}

/// The first place at which two values differ; the order of properties is none.
fn difference(path: &str, expected: &Json, found: &Json) -> Option<String> {
    match (expected, found) {
        (Json::Object(one), Json::Object(other)) => one
            .iter()
            .find_map(|(name, value)| match other.get(name) {
                Some(found) => difference(&format!("{path}.{name}"), value, found),
                None => Some(format!("{path}.{name}: expected {value}, found nothing")),
            })
            .or_else(|| {
                let more = other.iter().find(|(name, _)| !one.contains_key(*name));
                more.map(|(name, value)| format!("{path}.{name}: expected nothing, found {value}"))
            }),
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => one
            .iter()
            .zip(other)
            .enumerate()
            .find_map(|(index, (value, found))| difference(&format!("{path}[{index}]"), value, found)),
        (Json::Number(one), Json::Number(other)) if same_number(&one.to_string(), &other.to_string()) => None,
        _ => (expected != found).then(|| format!("{path}: expected {expected}, found {found}")),
    }
}

/// Integers are the same digit by digit; of fractions, as many digits count as a double has.
fn same_number(one: &str, other: &str) -> bool {
    let fraction = |text: &str| text.contains(['.', 'e', 'E']);
    one == other || (fraction(one) && fraction(other) && one.parse::<f64>().ok() == other.parse::<f64>().ok())
}
