//! Sample messages, made from the tables alone.
//!
//! The same table always gives the same message. Every field is filled, an optional one unless its type is being filled
//! already or the message has become deep or large; a list holds one item, a choice its first alternative, an enumeration its
//! first value.

use crate::{
    record::{Field, Flags, Form, Kind, Record, Schema, Shape, Slot, Tag, Union},
    value::Element,
};

/// How deep optional fields are filled.
const DEPTH: usize = 6;
/// How many fields may be filled before optional ones are left out.
const FIELDS: usize = 2_000;

/// Fills a record with sample values.
pub fn record(record: &mut dyn Record) {
    Sampler { open: Vec::new(), filled: 0 }.record(record);
}

/// Fills a value that a row of a table describes.
pub fn value(row: &'static Field, slot: Slot<'_>) {
    Sampler { open: Vec::new(), filled: 0 }.field(row, slot);
}

struct Sampler {
    /// The tables of the records that are being filled.
    open: Vec<*const Schema>,
    filled: usize,
}

impl Sampler {
    fn record(&mut self, record: &mut dyn Record) {
        let schema = record.schema();
        self.open.push(schema);
        for (index, row) in schema.fields.iter().enumerate() {
            if self.is_wanted(row) {
                self.field(row, record.slot(index));
            }
        }
        self.open.pop();
    }

    /// Whether a field is to be filled.
    fn is_wanted(&self, row: &'static Field) -> bool {
        // A type that holds itself in what it requires has no finite value but by a list, which may be empty.
        if row.is(Flags::REQUIRED) && !row.is(Flags::REPEATED) && self.open.len() < 64 {
            return !(row.is(Flags::NILLABLE) && self.recurs(row.shape));
        }
        let open_content = matches!(row.form, Form::AnyElement | Form::Rest);
        self.open.len() <= DEPTH
            && self.filled < FIELDS
            && (!open_content || row.is(Flags::REQUIRED))
            && !self.recurs(row.shape)
            && !is_abstract(row.shape)
    }

    fn recurs(&self, shape: Shape) -> bool {
        match shape {
            Shape::Record(schema) => self.open.iter().any(|&open| std::ptr::eq(open, schema.get())),
            Shape::List(schema) => self.recurs(schema.item.shape),
            Shape::Map(schema) => self.recurs(schema.value.shape),
            Shape::Union(schema) => first(schema.variants).is_some_and(|(_, variant)| self.recurs(variant.shape)),
            _ => false,
        }
    }

    fn field(&mut self, row: &'static Field, slot: Slot<'_>) {
        self.filled += 1;
        match slot {
            Slot::None => {}
            // An object may stand for any value, and where one is asked for that is not described further.
            Slot::Json(value) => *value = serde_json::json!({}),
            Slot::Bool(value) => *value = row.default.is_some_and(|text| matches!(text, "true" | "1")),
            Slot::OptionBool(value) => *value = Some(row.default.is_some_and(|text| matches!(text, "true" | "1"))),
            Slot::I32(value) => *value = number(row),
            Slot::OptionI32(value) => *value = Some(number(row)),
            Slot::I64(value) => *value = number(row),
            Slot::OptionI64(value) => *value = Some(number(row)),
            Slot::F64(value) => *value = number(row),
            Slot::OptionF64(value) => *value = Some(number(row)),
            Slot::Text(value) => text(row).clone_into(value),
            Slot::OptionText(value) => *value = Some(text(row).to_owned()),
            Slot::Scalar(value) => {
                // The default of a type stands where there is no sample of it.
                let _ = value.read(text(row));
            }
            Slot::Option(option) => self.field(row, option.fill()),
            Slot::Record(record) => self.record(record),
            Slot::List(list) => {
                let item = match row.shape {
                    Shape::List(schema) if !row.is(Flags::REPEATED) => &schema.get().item,
                    _ => row,
                };
                if list.is_empty() && (row.is(Flags::REPEATED) || self.fits(item)) {
                    self.field(item, list.push());
                }
            }
            Slot::Map(map) => {
                if let Shape::Map(schema) = row.shape
                    && self.fits(&schema.get().value)
                    && let Ok(slot) = map.insert(text(&schema.get().key))
                {
                    self.field(&schema.get().value, slot);
                }
            }
            Slot::Union(union) => self.union(union),
            Slot::Xml(element) => {
                if row.form == Form::AnyElement {
                    *element = Element::new("urn:example", "any");
                }
            }
        }
    }

    /// Whether there is room for an item.
    fn fits(&self, item: &'static Field) -> bool {
        self.open.len() <= DEPTH && self.filled < FIELDS && !self.recurs(item.shape) && !is_abstract(item.shape)
    }

    fn union(&mut self, union: &mut dyn Union) {
        let schema = union.schema();
        if let Some((index, variant)) = first(schema.variants)
            && !matches!(schema.tag, Tag::Status)
        {
            self.field(variant, union.select(index));
        }
    }
}

/// The first alternative that can stand itself.
fn first(variants: &'static [Field]) -> Option<(usize, &'static Field)> {
    variants.iter().enumerate().find(|(_, variant)| !is_abstract(variant.shape)).or(variants.iter().enumerate().next())
}

fn is_abstract(shape: Shape) -> bool {
    matches!(shape, Shape::Record(schema) if schema.flags.has(Flags::ABSTRACT))
}

fn number<N: std::str::FromStr + From<u8>>(row: &Field) -> N {
    row.default.and_then(|text| text.parse().ok()).unwrap_or_else(|| N::from(1))
}

/// The lexical form of a sample of a simple type.
fn text(row: &'static Field) -> &'static str {
    if let Some(default) = row.default {
        return default;
    }
    let kind = match row.shape {
        Shape::Scalar(kind) | Shape::Simple(kind, _) => kind,
        Shape::Enum(schema) => return schema.values.first().copied().unwrap_or_default(),
        _ => return "sample",
    };
    match kind {
        // An item that white space parts has no name.
        Kind::String | Kind::NormalizedString if row.name.local.is_empty() => "sample",
        Kind::String | Kind::NormalizedString => row.name.local,
        // A language tag, a name and a name token at once.
        Kind::Token => "en",
        Kind::Bool => "false",
        Kind::I8 | Kind::I16 | Kind::I32 | Kind::I64 | Kind::U8 | Kind::U16 | Kind::U32 | Kind::U64 | Kind::Integer => {
            "1"
        }
        Kind::Decimal | Kind::F32 | Kind::F64 => "1.5",
        Kind::DateTime => "2026-11-21T08:30:00Z",
        Kind::Date => "2026-11-21",
        Kind::Time => "08:30:00",
        Kind::Duration => "PT30M",
        Kind::Gregorian => "2026",
        Kind::Guid => "936da01f-9abd-4d9d-80c7-02af85c822a8",
        Kind::Char => "65",
        Kind::Base64 | Kind::Binary => "c2FtcGxl",
        Kind::Hex => "73616D706C65",
        Kind::Uri => "https://example.com/",
        Kind::QName => "{http://www.w3.org/2001/XMLSchema}string",
    }
}
