use super::{Direction, cursor::Cursor, number::numeric, scan::plain};
use crate::{
    record::{EnumSchema, Field, Flags, Form, Kind, List, MapView, Record, Scalar, Shape, Tag, Union, View},
    xml::EncodeError,
};

/// Writes one document.
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
    scratch: String,
    direction: Option<Direction>,
}

impl Writer {
    /// A writer.
    pub fn new() -> Self {
        // Most documents are small: they need no more room than this.
        Self { out: Vec::with_capacity(512), scratch: String::new(), direction: None }
    }

    /// The same writer for a document that travels one way: fields that only the other side may set are left out.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// Writes a value. What is absent is written as `null`.
    ///
    /// # Errors
    /// When a value is required and not set, or cannot stand in JSON.
    pub fn value(&mut self, view: View<'_>, field: &Field) -> Result<(), EncodeError> {
        match view {
            View::Absent | View::Null => self.out.extend_from_slice(b"null"),
            View::Bool(truth) => self.out.extend_from_slice(if truth { b"true" } else { b"false" }),
            View::I32(number) => self.integer(i64::from(number)),
            View::I64(number) => self.integer(number),
            View::F64(number) => self.double(number)?,
            View::Text(text) => self.text(text),
            View::Scalar(scalar) => self.scalar(scalar, field)?,
            View::Record(record) => self.record(record)?,
            View::List(list) => self.list(list, field)?,
            View::Map(map) => self.map(map, field)?,
            View::Union(union) => self.union(union)?,
            View::Json(value) => self.json(value)?,
            View::Xml(_) => return Err(EncodeError::new("an XML element cannot stand in JSON")),
        }
        Ok(())
    }

    /// Writes a record.
    ///
    /// # Errors
    /// When a value is required and not set, or cannot stand in JSON.
    pub fn record(&mut self, record: &dyn Record) -> Result<(), EncodeError> {
        self.out.push(b'{');
        self.fields(record, b"", None)?;
        self.out.push(b'}');
        Ok(())
    }

    /// The properties of a record, each behind a separator, the first behind the one given.
    fn fields(&mut self, record: &dyn Record, first: &'static [u8], tag: Option<&str>) -> Result<(), EncodeError> {
        let mut separator = first;
        for (index, field) in record.schema().fields.iter().enumerate() {
            if self.direction.is_some_and(|direction| !direction.carries(field)) || tag == Some(field.name.local) {
                continue;
            }
            let view = record.view(index);
            match view {
                View::Absent if !field.is(Flags::REQUIRED) => continue,
                View::Absent if !field.is(Flags::NILLABLE) => {
                    let what = format!("required property `{}` is not set", field.name.local);
                    return Err(EncodeError::new(what));
                }
                View::Map(map) if field.form == Form::Rest => {
                    separator = self.rest(map, field, separator)?;
                    continue;
                }
                View::Json(value) if field.form == Form::Rest => {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        self.name(name, separator);
                        self.json(value)?;
                        separator = b",";
                    }
                    continue;
                }
                _ => {}
            }
            self.field_name(field, separator);
            separator = b",";
            match view {
                View::Text(text) => self.text(text),
                View::I32(number) => self.integer(i64::from(number)),
                view => self.value(view, field).map_err(|error| error.within(field.name.local))?,
            }
        }
        Ok(())
    }

    fn rest(&mut self, map: &dyn MapView, field: &Field, first: &'static [u8]) -> Result<&'static [u8], EncodeError> {
        let value_field = value_of(field);
        let mut separator = first;
        for index in 0..map.len() {
            let Some((key, value)) = map.entry(index) else { break };
            self.out.extend_from_slice(separator);
            separator = b",";
            self.key(key)?;
            self.value(value, value_field)?;
        }
        Ok(separator)
    }

    /// The name of a property, behind a separator of at most one byte.
    #[inline]
    fn name(&mut self, name: &str, separator: &[u8]) {
        self.out.extend_from_slice(separator);
        self.text(name);
        self.out.push(b':');
    }

    /// The same for the name of a field, which tells by itself whether it holds anything to escape.
    #[inline]
    fn field_name(&mut self, field: &Field, separator: &'static [u8]) {
        let name = field.name.local.as_bytes();
        if !field.is(Flags::PLAIN) {
            return self.name(field.name.local, separator);
        }
        self.out.reserve(name.len() + 4);
        self.out.extend_from_slice(if separator.is_empty() { b"\"" } else { b",\"" });
        self.out.extend_from_slice(name);
        self.out.extend_from_slice(b"\":");
    }

    fn list(&mut self, list: &dyn List, field: &Field) -> Result<(), EncodeError> {
        let item = match &field.shape {
            Shape::List(schema) if !field.is(Flags::REPEATED) => &schema.item,
            _ => field,
        };
        self.out.push(b'[');
        for index in 0..list.len() {
            if index > 0 {
                self.out.push(b',');
            }
            match list.get(index) {
                View::Record(record) => self.record(record),
                view => self.value(view, item),
            }
            .map_err(|error| error.at(index))?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn map(&mut self, map: &dyn MapView, field: &Field) -> Result<(), EncodeError> {
        let value_field = value_of(field);
        self.out.push(b'{');
        for index in 0..map.len() {
            let Some((key, value)) = map.entry(index) else { break };
            if index > 0 {
                self.out.push(b',');
            }
            self.key(key)?;
            self.value(value, value_field)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    fn key(&mut self, key: View<'_>) -> Result<(), EncodeError> {
        match key {
            View::Text(text) => self.text(text),
            View::Bool(truth) => self.text(if truth { "true" } else { "false" }),
            View::I32(number) => self.quoted(i64::from(number)),
            View::I64(number) => self.quoted(number),
            View::Scalar(scalar) => self.lexical(scalar),
            _ => return Err(EncodeError::new("the key of a map is not a simple value")),
        }
        self.out.push(b':');
        Ok(())
    }

    fn quoted(&mut self, number: i64) {
        self.out.push(b'"');
        self.integer(number);
        self.out.push(b'"');
    }

    fn union(&mut self, union: &dyn Union) -> Result<(), EncodeError> {
        let schema = union.schema();
        let Some(variant) = schema.variants.get(union.selected()) else {
            return match union.content() {
                View::Json(value) => self.json(value),
                _ => Err(EncodeError::new("what is unknown can only be written in the format it was read from")),
            };
        };
        match (schema.tag, union.content()) {
            (Tag::Property(property), View::Record(record)) => {
                self.out.push(b'{');
                self.name(property, b"");
                self.text(variant.name.local);
                self.fields(record, b",", Some(property))?;
                self.out.push(b'}');
                Ok(())
            }
            (_, content) => self.value(content, variant),
        }
    }

    fn json(&mut self, value: &serde_json::Value) -> Result<(), EncodeError> {
        serde_json::to_writer(&mut self.out, value).map_err(|error| EncodeError::new(error.to_string()))
    }

    fn scalar(&mut self, scalar: &dyn Scalar, field: &Field) -> Result<(), EncodeError> {
        match field.shape {
            Shape::Enum(EnumSchema { set: true, .. }) => self.set(scalar),
            Shape::Enum(EnumSchema { integer: true, .. }) => self.bare(scalar, true)?,
            Shape::Scalar(kind) | Shape::Simple(kind, _) if numeric(kind) || kind == Kind::Bool => {
                self.bare(scalar, false)?;
            }
            _ => self.lexical(scalar),
        }
        Ok(())
    }

    fn lexical(&mut self, scalar: &dyn Scalar) {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        scalar.write(&mut text);
        self.text(&text);
        self.scratch = text;
    }

    /// A value whose lexical form is a JSON token. Where it is none, an enumeration keeps it as text.
    fn bare(&mut self, scalar: &dyn Scalar, keep: bool) -> Result<(), EncodeError> {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        scalar.write(&mut text);
        // Unknown values of an enumeration may be any text.
        let number = Cursor::new(&text, 0).number().is_ok_and(|number| number.len() == text.len());
        let written = if number || text == "true" || text == "false" {
            self.out.extend_from_slice(text.as_bytes());
            Ok(())
        } else if keep {
            self.text(&text);
            Ok(())
        } else {
            Err(EncodeError::new(format!("the number {text} cannot stand in JSON")))
        };
        self.scratch = text;
        written
    }

    /// The values of a set in one text, as .NET writes flags: `Read, Write`, and `0` where none stands.
    fn set(&mut self, scalar: &dyn Scalar) {
        let mut values = String::new();
        scalar.write(&mut values);
        if values.is_empty() {
            values.push('0');
        }
        self.text(&values.replace(' ', ", "));
    }

    fn double(&mut self, number: f64) -> Result<(), EncodeError> {
        if !number.is_finite() {
            return Err(EncodeError::new(format!("the number {number} cannot stand in JSON")));
        }
        let mut buffer = zmij::Buffer::new();
        let text = buffer.format_finite(number);
        // A whole number stands as one: what is read back is the same.
        self.out.extend_from_slice(text.strip_suffix(".0").unwrap_or(text).as_bytes());
        Ok(())
    }

    #[inline]
    fn integer(&mut self, number: i64) {
        self.out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
    }

    /// A text in quotes.
    #[inline]
    pub(crate) fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.out.reserve(bytes.len() + 2);
        self.out.push(b'"');
        let end = plain(bytes);
        if end == bytes.len() {
            self.out.extend_from_slice(bytes);
        } else {
            self.escaped(bytes, end);
        }
        self.out.push(b'"');
    }

    #[cold]
    fn escaped(&mut self, mut bytes: &[u8], mut end: usize) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        loop {
            let (before, rest) = bytes.split_at(end);
            self.out.extend_from_slice(before);
            let Some((&byte, rest)) = rest.split_first() else { return };
            let short = match byte {
                b'"' | b'\\' => Some(byte),
                0x8 => Some(b'b'),
                0xc => Some(b'f'),
                b'\n' => Some(b'n'),
                b'\r' => Some(b'r'),
                b'\t' => Some(b't'),
                _ => None,
            };
            match short {
                Some(letter) => self.out.extend_from_slice(&[b'\\', letter]),
                None => {
                    let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
                    self.out.extend_from_slice(b"\\u00");
                    self.out.extend_from_slice(&digits);
                }
            }
            bytes = rest;
            end = plain(bytes);
        }
    }
}

fn value_of(field: &Field) -> &Field {
    match &field.shape {
        Shape::Map(schema) => &schema.value,
        _ => field,
    }
}
