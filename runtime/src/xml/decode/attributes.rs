//! Reading attributes.

use super::{
    Decoder,
    fields::{Reach, Seen},
};
use crate::{
    record::{Field, Form, Shape, Slot},
    xml::{DecodeError, XML, XSI, cursor::excerpt},
};

impl<'a> Decoder<'a> {
    /// Reads the attributes of the element entered last into the fields that take them.
    pub(super) fn attributes<R: Reach + ?Sized>(&mut self, record: &mut R, seen: &mut Seen) -> Result<(), DecodeError> {
        let rows = record.schema().fields;
        for index in 0..self.cursor.attributes.len() {
            let Some(attribute) = self.cursor.attributes.get(index) else { break };
            if self.cursor.scope.is(attribute.binding, XSI) {
                continue;
            }
            let mut taken = None;
            for (place, row) in rows.iter().enumerate() {
                if row.form == Form::Attribute
                    && row.name.local == attribute.local
                    && self.cursor.scope.is(attribute.binding, row.name.namespace)
                {
                    taken = Some((place, row));
                }
            }
            let (place, row) = match taken.or_else(|| rows.iter().enumerate().find(|(_, row)| row.form == Form::Rest)) {
                Some(taken) => taken,
                None => {
                    self.foreign_attribute(index)?;
                    continue;
                }
            };
            seen.insert(place);
            let local = attribute.local;
            let value = attribute.value.to_string();
            if row.form == Form::Attribute {
                self.scalar(row, &value, record.slot(place)).map_err(|error| self.in_attribute(error, local))?;
            } else {
                let key = match self.cursor.scope.uri(attribute.binding) {
                    "" => local.to_owned(),
                    namespace => format!("{{{namespace}}}{local}"),
                };
                self.rest(row, &key, &value, record.slot(place))?;
            }
        }
        Ok(())
    }

    fn rest(&mut self, row: &'static Field, key: &str, value: &str, slot: Slot<'_>) -> Result<(), DecodeError> {
        match slot {
            Slot::Option(option) => self.rest(row, key, value, option.fill()),
            Slot::Map(map) => match (row.shape, map.insert(key)) {
                // What an attribute may hold is that of the map's values: text keeps its white space.
                (Shape::Map(schema), Ok(slot)) => self.scalar(&schema.get().value, value, slot),
                _ => Err(self.disagree(row)),
            },
            _ => Err(self.disagree(row)),
        }
    }

    /// The element entered last takes no attributes but those of the schema instance.
    #[inline]
    pub(super) fn foreign_attributes(&mut self) -> Result<(), DecodeError> {
        for index in 0..self.cursor.attributes.len() {
            let Some(attribute) = self.cursor.attributes.get(index) else { break };
            if !self.cursor.scope.is(attribute.binding, XSI) {
                self.foreign_attribute(index)?;
            }
        }
        Ok(())
    }

    #[cold]
    fn foreign_attribute(&mut self, index: usize) -> Result<(), DecodeError> {
        let Some(attribute) = self.cursor.attributes.get(index) else { return Ok(()) };
        if self.cursor.scope.is(attribute.binding, XML) {
            return Ok(());
        }
        let found = match self.cursor.scope.uri(attribute.binding) {
            "" => format!("unknown attribute `{}`", excerpt(attribute.local)),
            namespace => {
                format!("unknown attribute `{}` in the namespace `{}`", excerpt(attribute.local), excerpt(namespace))
            }
        };
        self.tolerate("only attributes that the description has", found)
    }

    #[cold]
    fn in_attribute(&self, error: DecodeError, local: &str) -> DecodeError {
        let path = format!("{}/@{local}", error.path());
        DecodeError::new(path, error.position(), error.expected(), error.found())
    }
}
