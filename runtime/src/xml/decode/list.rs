//! Reading lists and maps that stand as one value.

use super::Decoder;
use crate::{
    record::{Field, Flags, ListSlot, MapSchema, MapSlot, Shape},
    xml::DecodeError,
};

impl<'a> Decoder<'a> {
    /// Reads the element entered last, and leaves it.
    pub(super) fn list(&mut self, row: &'static Field, list: &mut dyn ListSlot) -> Result<(), DecodeError> {
        let Shape::List(schema) = row.shape else { return Err(self.disagree(row)) };
        let schema = schema.get();
        self.foreign_attributes()?;
        let item = &schema.item;
        if item.name.local.is_empty() {
            let text = self.cursor.open_text()?;
            for (index, part) in text.split_ascii_whitespace().enumerate() {
                self.scalar(item, part, list.push()).map_err(|error| {
                    let path = format!("{}[{index}]", error.path());
                    DecodeError::new(path, error.position(), error.expected(), error.found())
                })?;
            }
            return self.cursor.close();
        }
        while self.advance(&item.name)? {
            if !self.cursor.is(item.name) {
                self.unknown_element(std::slice::from_ref(item))?;
                continue;
            }
            self.cursor.number(list.len());
            if !self.drops(item)? {
                self.value(item, list.push())?;
            }
        }
        self.cursor.close()
    }

    /// Reads the element entered last, and leaves it.
    pub(super) fn map(&mut self, row: &'static Field, map: &mut dyn MapSlot) -> Result<(), DecodeError> {
        let Shape::Map(schema) = row.shape else { return Err(self.disagree(row)) };
        let schema = schema.get();
        self.foreign_attributes()?;
        let mut index = 0;
        while self.advance(&schema.entry)? {
            if self.cursor.is(schema.entry) {
                if !self.cursor.again {
                    self.remember_name(&schema.entry);
                }
                self.cursor.number(index);
                index += 1;
                self.entry(schema, map)?;
            } else if self.cursor.local() == schema.entry.local {
                let found = self.cursor.name();
                return Err(self.cursor.error(super::qualified(schema.entry), found));
            } else {
                let found = format!("unknown element {}", self.cursor.name());
                self.tolerate(&format!("the element `{}`", schema.entry.local), found)?;
                self.cursor.skip()?;
            }
        }
        self.cursor.close()
    }

    fn entry(&mut self, schema: &'static MapSchema, map: &mut dyn MapSlot) -> Result<(), DecodeError> {
        self.foreign_attributes()?;
        if !self.advance(&schema.key.name)? {
            return Err(self.cursor.error_here(format!("the required element `{}`", schema.key.name.local), "none"));
        }
        self.expect(schema.key.name)?;
        if !self.cursor.again {
            self.remember(&schema.key);
        }
        self.foreign_attributes()?;
        let key = self.cursor.open_text()?;
        let known = map.contains(&key).map_err(|error| self.invalid(&schema.key, &key, &error))?;
        if known {
            self.tolerate(
                "each key once",
                format!("the key `{}` again: the first value is kept", crate::xml::cursor::excerpt(&key)),
            )?;
        }
        self.cursor.close()?;
        let mut present = false;
        while self.advance(&schema.value.name)? {
            if present || !self.cursor.is(schema.value.name) {
                self.unknown_element(std::slice::from_ref(&schema.value))?;
                continue;
            }
            present = true;
            if known {
                self.cursor.skip()?;
            } else if self.drops(&schema.value)? {
                continue;
            } else if let Ok(slot) = map.insert(&key) {
                self.value(&schema.value, slot)?;
            }
        }
        if !present {
            if schema.value.is(Flags::REQUIRED) {
                return Err(self
                    .cursor
                    .error_here(format!("the required element `{}`", schema.value.name.local), "none"));
            }
            if !known && map.insert(&key).is_err() {
                return Err(self.disagree(&schema.key));
            }
        }
        self.cursor.close()
    }
}
