//! What every record shows of itself, by its table.

use std::fmt;

use super::{Flags, List, MapView, Record, Union, View};

/// Shows a record: its type's name on the wire, and the fields that are present. Of a field that is a credential it shows `…`.
pub fn debug(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let schema = record.schema();
    let mut out = f.debug_struct(if schema.name.local.is_empty() { "_" } else { schema.name.local });
    for (index, row) in schema.fields.iter().enumerate() {
        match record.view(index) {
            View::Absent => {}
            _ if row.is(Flags::SECRET) => {
                out.field(row.name.local, &format_args!("…"));
            }
            view => {
                out.field(row.name.local, &Shown(view));
            }
        }
    }
    out.finish()
}

struct Shown<'a>(View<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            View::Absent => f.write_str("absent"),
            View::Null => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::I32(value) => value.fmt(f),
            View::I64(value) => value.fmt(f),
            View::F64(value) => value.fmt(f),
            View::Text(value) => value.fmt(f),
            View::Scalar(value) => {
                let mut text = String::new();
                value.write(&mut text);
                f.write_str(&text)
            }
            View::Record(record) => debug(*record, f),
            View::List(list) => show_list(*list, f),
            View::Map(map) => show_map(*map, f),
            View::Union(union) => debug_union(*union, f),
            View::Xml(element) => element.fmt(f),
            View::Json(value) => value.fmt(f),
        }
    }
}

fn show_list(list: &dyn List, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_list().entries((0..list.len()).map(|index| Shown(list.get(index)))).finish()
}

fn show_map(map: &dyn MapView, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let entries = (0..map.len()).filter_map(|index| map.entry(index));
    f.debug_map().entries(entries.map(|(key, value)| (Shown(key), Shown(value)))).finish()
}

/// Shows a union: the name of the alternative on the wire, and what it holds unless that is a credential.
pub fn debug_union(union: &dyn Union, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let variant = union.schema().variants.get(union.selected());
    let mut out = f.debug_tuple(variant.map_or("Unknown", |variant| variant.name.local));
    match variant {
        Some(variant) if variant.is(Flags::SECRET) => out.field(&format_args!("…")),
        _ => out.field(&Shown(union.content())),
    };
    out.finish()
}

/// Whether two records hold the same: equality of values, in which NaN equals NaN and the order of a map's entries counts.
pub fn equal(one: &dyn Record, other: &dyn Record) -> bool {
    let schema = one.schema();
    std::ptr::eq(schema, other.schema())
        && (0..schema.fields.len()).all(|index| same(&one.view(index), &other.view(index)))
}

/// Whether two unions hold the same, as [`equal`] says.
pub fn equal_union(one: &dyn Union, other: &dyn Union) -> bool {
    std::ptr::eq(one.schema(), other.schema())
        && one.selected() == other.selected()
        && same(&one.content(), &other.content())
}

pub(super) fn same(one: &View<'_>, other: &View<'_>) -> bool {
    match (one, other) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(one), View::Bool(other)) => one == other,
        (View::I32(one), View::I32(other)) => one == other,
        (View::I64(one), View::I64(other)) => one == other,
        (View::F64(one), View::F64(other)) => one == other || (one.is_nan() && other.is_nan()),
        (View::Text(one), View::Text(other)) => one == other,
        (View::Scalar(one), View::Scalar(other)) => {
            let (mut left, mut right) = (String::new(), String::new());
            one.write(&mut left);
            other.write(&mut right);
            left == right
        }
        (View::Record(one), View::Record(other)) => equal(*one, *other),
        (View::List(one), View::List(other)) => {
            one.len() == other.len() && (0..one.len()).all(|index| same(&one.get(index), &other.get(index)))
        }
        (View::Map(one), View::Map(other)) => {
            one.len() == other.len()
                && (0..one.len()).all(|index| match (one.entry(index), other.entry(index)) {
                    (Some(one), Some(other)) => same(&one.0, &other.0) && same(&one.1, &other.1),
                    _ => false,
                })
        }
        (View::Union(one), View::Union(other)) => equal_union(*one, *other),
        (View::Xml(one), View::Xml(other)) => one == other,
        (View::Json(one), View::Json(other)) => one == other,
        _ => false,
    }
}
