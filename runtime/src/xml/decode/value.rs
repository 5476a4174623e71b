//! Reading one value.

use super::{Decoder, scalar::has_empty};
use crate::{
    record::{Field, Flags, Shape, Slot},
    xml::{DecodeError, XSI},
};

impl<'a> Decoder<'a> {
    /// Reads the element entered last, which a row of a table describes, into the slot of its value, and leaves it.
    #[inline]
    pub fn value(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        if !self.is_known(row) {
            if self.cursor.has_attributes() && !matches!(slot, Slot::Xml(_)) {
                if self.is_nil()? {
                    return self.nil(row, slot);
                }
                self.check_shape(row.shape)?;
            }
            self.remember(row);
        }
        self.present(row, slot)
    }

    /// The same for an element whose `xsi:nil` and `xsi:type` have been looked at.
    pub(super) fn present(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        match slot {
            // What is written as nothing may stand for no value.
            Slot::Option(option) if !has_empty(row.shape) => self.simple(row, Slot::Option(option)),
            Slot::Option(option) => self.present(row, option.fill()),
            Slot::Record(record) => self.whole(record),
            Slot::List(list) => self.list(row, list),
            Slot::Map(map) => self.map(row, map),
            Slot::Union(union) => self.union(row, union),
            Slot::Xml(element) => {
                *element = self.raw()?;
                Ok(())
            }
            Slot::None | Slot::Json(_) => Err(self.disagree(row)),
            scalar => self.simple(row, scalar),
        }
    }

    fn simple(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        self.foreign_attributes()?;
        self.text_field(row, slot)?;
        self.cursor.close()
    }

    /// Whether the element entered last has `xsi:nil`.
    pub(super) fn is_nil(&mut self) -> Result<bool, DecodeError> {
        for index in 0..self.cursor.attributes.len() {
            let Some(attribute) = self.cursor.attributes.get(index) else { break };
            if attribute.local == "nil" && self.cursor.scope.is(attribute.binding, XSI) {
                return match attribute.value.trim() {
                    "true" | "1" => Ok(true),
                    "false" | "0" => Ok(false),
                    other => {
                        let found = format!("`{}`", crate::xml::cursor::excerpt(other));
                        Err(self.cursor.error("`true` or `false` as `xsi:nil`", found))
                    }
                };
            }
        }
        Ok(false)
    }

    /// Whether the element entered last is an item that is nil and is to be dropped: then it has been left.
    pub(super) fn drops(&mut self, row: &'static Field) -> Result<bool, DecodeError> {
        if !row.is(Flags::DROP_NIL) || !self.cursor.has_attributes() || !self.is_nil()? {
            return Ok(false);
        }
        if row.is(Flags::NILLABLE) {
            self.note("nil item dropped");
        } else {
            self.tolerate("an item that is not nil", "nil item dropped")?;
        }
        self.nil_content()?;
        Ok(true)
    }

    #[cold]
    fn nil(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        if !is_optional(&slot) {
            return Err(self.cursor.error("a value", "`xsi:nil`"));
        }
        if !row.is(Flags::NILLABLE) {
            self.tolerate(
                "a value, since the element is not nillable",
                "`xsi:nil` on an element that is not nillable",
            )?;
        }
        match slot {
            Slot::Option(option) => option.set_null(),
            slot => absent(slot),
        }
        self.nil_content()
    }

    fn nil_content(&mut self) -> Result<(), DecodeError> {
        if self.cursor.advance()? {
            let found = format!("the element {}", self.cursor.name());
            return Err(self.cursor.error("nothing, because of `xsi:nil`", found));
        }
        self.cursor.close()
    }

    /// Checks the `xsi:type` of the element entered last against a shape. That of a union over types is looked at later.
    fn check_shape(&mut self, shape: Shape) -> Result<(), DecodeError> {
        match shape {
            Shape::Record(schema) => self.check_type(Some(schema.name)),
            Shape::List(schema) => self.check_type(Some(schema.name)),
            Shape::Map(schema) => self.check_type(Some(schema.name)),
            Shape::Enum(schema) => self.check_type(Some(schema.name)),
            Shape::Simple(kind, name) => self.check_simple(kind, Some(*name)),
            Shape::Scalar(kind) => self.check_simple(kind, None),
            Shape::Union(_) | Shape::Any => Ok(()),
        }
    }
}

/// Leaves a slot without a value.
pub(super) fn absent(slot: Slot<'_>) {
    match slot {
        Slot::OptionBool(value) => *value = None,
        Slot::OptionI32(value) => *value = None,
        Slot::OptionI64(value) => *value = None,
        Slot::OptionF64(value) => *value = None,
        Slot::OptionText(value) => *value = None,
        Slot::Option(option) => option.clear(),
        Slot::List(list) => list.clear(),
        Slot::Map(map) => map.clear(),
        _ => {}
    }
}

/// Whether a slot can tell that there is no value.
pub(super) fn is_optional(slot: &Slot<'_>) -> bool {
    !matches!(
        slot,
        Slot::None
            | Slot::Bool(_)
            | Slot::I32(_)
            | Slot::I64(_)
            | Slot::F64(_)
            | Slot::Text(_)
            | Slot::Scalar(_)
            | Slot::Record(_)
            | Slot::Union(_)
    )
}
