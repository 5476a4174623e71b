//! Writing the content of a record.

use super::Writer;
use crate::{
    record::{Field, Flags, Form, Record, Shape, Union, View},
    xml::EncodeError,
};

impl Writer {
    /// Writes the fields of a record into the element whose start tag was written last: attributes, then content.
    pub fn fields(&mut self, record: &dyn Record) -> Result<(), EncodeError> {
        self.record_content(record)
    }

    pub(super) fn record_content(&mut self, record: &dyn Record) -> Result<(), EncodeError> {
        self.depth += 1;
        if self.depth > self.limit {
            return Err(EncodeError::new(format!("values nest deeper than {} (`Limits::depth`)", self.limit)));
        }
        let rows = record.schema().fields;
        for (index, row) in rows.iter().enumerate() {
            if matches!(row.form, Form::Attribute | Form::Rest) {
                self.attributes(row, record.view(index))?;
            }
        }
        for (index, row) in rows.iter().enumerate() {
            if row.form == Form::Element && !row.is(Flags::REPEATED) {
                self.value(row, record.view(index))?;
            } else {
                self.place(row, record.view(index))?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Writes a field into the element that is open, as its form says.
    fn place(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        match (row.form, view) {
            (Form::Attribute | Form::Rest, _) => Ok(()),
            (Form::Element, View::List(list)) if row.is(Flags::REPEATED) => {
                for index in 0..list.len() {
                    self.item(row, list.get(index)).map_err(|error| error.at(index))?;
                }
                Ok(())
            }
            (Form::Element, view) => self.value(row, view),
            (Form::AnyElement, View::List(list)) => {
                for index in 0..list.len() {
                    self.place(row, list.get(index))?;
                }
                Ok(())
            }
            (Form::AnyElement, View::Xml(element)) => self.raw(element, None),
            (_, View::Absent) => self.absent_inline(row),
            (Form::Text, view) => {
                self.close_tag();
                self.scalar_content(row, view)
            }
            (Form::Group | Form::Choice, View::List(list)) => {
                for index in 0..list.len() {
                    self.place(row, list.get(index))?;
                }
                Ok(())
            }
            (Form::Group, View::Record(record)) => self.inline(record),
            (Form::Choice, View::Union(union)) => self.selected(row, union),
            _ => Err(disagree(row)),
        }
    }

    fn inline(&mut self, record: &dyn Record) -> Result<(), EncodeError> {
        for (index, row) in record.schema().fields.iter().enumerate() {
            self.place(row, record.view(index))?;
        }
        Ok(())
    }

    /// Writes the alternative that a choice holds.
    pub(super) fn selected(&mut self, row: &'static Field, union: &dyn Union) -> Result<(), EncodeError> {
        match (union.schema().variants.get(union.selected()), union.content()) {
            (Some(variant), view) => self.place(variant, view),
            (None, View::Xml(element)) => self.raw(element, None),
            (None, _) => Err(disagree(row)),
        }
    }

    fn absent_inline(&mut self, row: &'static Field) -> Result<(), EncodeError> {
        match (row.form, row.shape) {
            (Form::Choice, _) if row.is(Flags::REQUIRED) => Err(missing(row)),
            // A group all of whose elements are optional may be absent.
            (Form::Group, Shape::Record(schema))
                if row.is(Flags::REQUIRED) && schema.fields.iter().any(|inner| inner.is(Flags::REQUIRED)) =>
            {
                Err(missing(row))
            }
            _ => Ok(()),
        }
    }

    fn attributes(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        match (row.form, view) {
            (Form::Rest, View::Absent) => Ok(()),
            (Form::Rest, View::Map(map)) => {
                for index in 0..map.len() {
                    let Some((key, value)) = map.entry(index) else { break };
                    let mut name = String::new();
                    append(&mut name, key)?;
                    let (namespace, local) =
                        name.strip_prefix('{').and_then(|clark| clark.split_once('}')).unwrap_or(("", &name));
                    if !is_name(local) {
                        return Err(EncodeError::new(format!(
                            "`{}` is not the name of an attribute",
                            local.escape_debug()
                        )));
                    }
                    self.out.push(' ');
                    self.qualified_attribute(namespace, local);
                    self.attribute_text(row, value).map_err(|error| error.within(&format!("@{local}")))?;
                }
                Ok(())
            }
            (_, View::Absent | View::Null) => match row.default {
                Some(default) if row.is(Flags::REQUIRED) => self.attribute(row.name, default),
                None if row.is(Flags::REQUIRED) => {
                    Err(EncodeError::new(format!("required attribute `{}` is not set", row.name.local)))
                }
                _ => Ok(()),
            },
            (_, view) => {
                self.out.push(' ');
                self.qualified_attribute(row.name.namespace, row.name.local);
                self.attribute_text(row, view).map_err(|error| error.within(&format!("@{}", row.name.local)))
            }
        }
    }

    fn attribute_text(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        // The value is written apart, since a prefix that it needs is part of it.
        let from = self.out.len();
        self.scalar_plain(row, view)?;
        let value = self.out.split_off(from);
        self.out.push_str("=\"");
        let from = self.out.len();
        self.out.push_str(&value);
        super::escape::attribute(&mut self.out, from)?;
        self.out.push('"');
        Ok(())
    }
}

/// The error of a field that must be set and is not.
pub(super) fn missing(row: &Field) -> EncodeError {
    EncodeError::new(format!("required field `{}` is not set", row.name.local))
}

/// Table and record do not fit: the emitted code is at fault.
pub(super) fn disagree(row: &Field) -> EncodeError {
    EncodeError::new(format!("the table does not fit the field `{}`", row.name.local))
}

/// Appends a simple value.
pub(super) fn append(out: &mut String, view: View<'_>) -> Result<(), EncodeError> {
    crate::value::lexical::append(out, &view)
        .then_some(())
        .ok_or_else(|| EncodeError::new("a value that is not simple"))
}

/// Whether a text can be the local name of an element or attribute.
pub(super) fn is_name(name: &str) -> bool {
    name.chars().enumerate().all(|(index, character)| {
        character.is_alphabetic()
            || character == '_'
            || (index > 0 && (character.is_numeric() || matches!(character, '-' | '.')))
    }) && !name.is_empty()
}
