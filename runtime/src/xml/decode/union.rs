//! Reading unions: choices among elements, types told apart by `xsi:type`, unions of simple types.

use super::Decoder;
use crate::{
    record::{Field, Flags, Form, Shape, Slot, Tag, Union},
    xml::DecodeError,
};

impl<'a> Decoder<'a> {
    /// Reads the element entered last, which holds a union, and leaves it.
    pub(super) fn union(&mut self, row: &'static Field, union: &mut dyn Union) -> Result<(), DecodeError> {
        let schema = union.schema();
        match schema.tag {
            Tag::XsiType => self.derived(row, union),
            Tag::Element => {
                if !self.cursor.advance()? {
                    return Err(self.cursor.error_here(self.alternatives(schema.variants), "none"));
                }
                self.alternative(row, Slot::Union(&mut *union), false)?;
                while self.cursor.advance()? {
                    self.alternative(row, Slot::Union(&mut *union), true)?;
                }
                self.cursor.close()
            }
            Tag::Untagged => {
                self.foreign_attributes()?;
                let text = self.cursor.open_text()?;
                self.scalar(row, &text, Slot::Union(union))?;
                self.cursor.close()
            }
            Tag::Property(_) | Tag::Status => Err(self.disagree(row)),
        }
    }

    fn derived(&mut self, row: &'static Field, union: &mut dyn Union) -> Result<(), DecodeError> {
        let schema = union.schema();
        let named = if self.cursor.has_attributes() { self.type_name()? } else { None };
        let is_named = named.is_some();
        let index = match named {
            None => schema.stands_itself().then_some(0),
            Some((binding, local)) => {
                let cursor = &mut self.cursor;
                schema
                    .variants
                    .iter()
                    .position(|variant| variant.name.local == local && cursor.scope.is(binding, variant.name.namespace))
            }
        };
        match index.and_then(|index| schema.variants.get(index).map(|variant| (index, variant))) {
            Some((index, variant)) => self.present(variant, union.select(index)),
            None if schema.open => {
                let (expected, which) = match is_named {
                    true => ("a type that the description has", "unknown"),
                    false => ("the type that stands for an abstract one", "no"),
                };
                self.tolerate(expected, format!("{which} `xsi:type` of `{}`, kept as it is", row.name.local))?;
                self.present(row, union.select(schema.variants.len()))
            }
            None => Err(self.wrong_type(Some(schema.name))),
        }
    }

    /// Reads the element entered last as an alternative of a choice that stands among the fields of a record.
    pub(super) fn choice(&mut self, row: &'static Field, slot: Slot<'_>, again: bool) -> Result<(), DecodeError> {
        match slot {
            Slot::List(list) => self.alternative(row, list.push(), false),
            Slot::Option(option) => match option.fill() {
                Slot::List(list) => self.alternative(row, list.push(), false),
                slot => self.alternative(row, slot, again),
            },
            slot => self.alternative(row, slot, again),
        }
    }

    /// Whether the element entered last is one more of an alternative that repeats.
    pub(super) fn continues(&mut self, slot: Slot<'_>) -> bool {
        match slot {
            Slot::Option(option) => self.continues(option.fill()),
            Slot::Union(union) => union
                .schema()
                .variants
                .get(union.selected())
                .is_some_and(|variant| variant.is(Flags::REPEATED) && self.takes(variant)),
            _ => false,
        }
    }

    fn alternative(&mut self, row: &'static Field, slot: Slot<'_>, again: bool) -> Result<(), DecodeError> {
        let union = match slot {
            Slot::Union(union) => union,
            Slot::Option(option) => return self.alternative(row, option.fill(), again),
            _ => return Err(self.disagree(row)),
        };
        let schema = union.schema();
        let mut taken = None;
        for (index, variant) in schema.variants.iter().enumerate() {
            if self.takes(variant) {
                taken = Some((index, variant));
                break;
            }
        }
        let Some((index, variant)) = taken else {
            if schema.open && !again {
                return self.present(row, union.select(schema.variants.len()));
            }
            return self.unknown_element(schema.variants);
        };
        if again && !(union.selected() == index && variant.is(Flags::REPEATED)) {
            return self.twice(variant);
        }
        let slot = union.select(index);
        match variant.form {
            Form::Group => self.group(variant, slot),
            Form::Choice => self.choice(variant, slot, false),
            _ if variant.is(Flags::REPEATED) => self.item(variant, slot),
            _ => self.value(variant, slot),
        }
    }

    fn alternatives(&self, variants: &'static [Field]) -> String {
        let mut names = String::from("one of the elements");
        for (index, variant) in variants.iter().take(8).enumerate() {
            names.push_str(if index == 0 { " " } else { ", " });
            match (variant.form, variant.shape) {
                (Form::Group, Shape::Record(schema)) if !schema.fields.is_empty() => {
                    names.push_str(&format!("`{}`", schema.fields.first().map_or("", |row| row.name.local)));
                }
                _ => names.push_str(&format!("`{}`", variant.name.local)),
            }
        }
        names
    }
}
