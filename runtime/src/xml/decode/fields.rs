//! Reading the content of a record: its attributes, its elements, its text.

use super::Decoder;
use crate::{
    record::{Field, Flags, Form, Record, Schema, Shape, Slot},
    xml::{Content, DecodeError, Tolerance},
};

/// What the loop needs of a record.
pub(super) trait Reach {
    fn schema(&self) -> &'static Schema;
    fn slot(&mut self, index: usize) -> Slot<'_>;
}

impl Reach for dyn Record + '_ {
    fn schema(&self) -> &'static Schema {
        Record::schema(self)
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        Record::slot(self, index)
    }
}

/// The value of the only field of a schema that has no struct.
pub(super) struct Unwrapped<'s> {
    schema: &'static Schema,
    slot: Slot<'s>,
}

impl<'s> Unwrapped<'s> {
    pub(super) fn new(schema: &'static Schema, slot: Slot<'s>) -> Self {
        Self { schema, slot }
    }
}

impl Reach for Unwrapped<'_> {
    fn schema(&self) -> &'static Schema {
        self.schema
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        if index == 0 { self.slot.reborrow() } else { Slot::None }
    }
}

/// Which fields have been read.
pub(super) struct Seen {
    near: [u64; 4],
    far: Vec<u64>,
}

impl Seen {
    fn new(len: usize) -> Self {
        let far = if len > 256 { vec![0; (len - 256).div_ceil(64)] } else { Vec::new() };
        Self { near: [0; 4], far }
    }

    #[inline]
    fn word(&mut self, index: usize) -> Option<&mut u64> {
        if index < 256 { self.near.get_mut(index / 64) } else { self.far.get_mut(index / 64 - 4) }
    }

    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let Some(word) = self.word(index) else { return false };
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    #[inline]
    fn has(&mut self, index: usize) -> bool {
        self.word(index).is_some_and(|word| *word & (1 << (index % 64)) != 0)
    }
}

impl<'a> Decoder<'a> {
    /// Reads attributes and content of the element entered last, up to its end.
    pub(super) fn fields<R: Reach + ?Sized>(&mut self, record: &mut R) -> Result<(), DecodeError> {
        let schema = record.schema();
        let mut seen = Seen::new(schema.fields.len());
        if self.cursor.has_attributes() {
            self.attributes(record, &mut seen)?;
        }
        let (mut text, mut requires) = (None, false);
        for (index, row) in schema.fields.iter().enumerate() {
            requires |= row.is(Flags::REQUIRED);
            if row.form == Form::Text {
                text = Some(index);
            }
        }
        if schema.flags.has(Flags::MIXED) {
            self.mixed(record, text, &mut seen)?;
        } else if let Some(index) = text.and_then(|index| schema.fields.get(index).map(|row| (index, row))) {
            seen.insert(index.0);
            self.text_field(index.1, record.slot(index.0))?;
        } else {
            let mut next = 0;
            while match schema.fields.get(next) {
                Some(row) => self.advance(&row.name)?,
                None => self.cursor.advance()?,
            } {
                self.element(record, &mut next, &mut seen)?;
            }
        }
        if requires { self.required(record, &mut seen) } else { Ok(()) }
    }

    /// Text and elements. The text goes to the field that has this form, if there is one.
    fn mixed<R: Reach + ?Sized>(
        &mut self,
        record: &mut R,
        text: Option<usize>,
        seen: &mut Seen,
    ) -> Result<(), DecodeError> {
        let mut whole = String::new();
        let mut next = 0;
        loop {
            match self.cursor.piece()? {
                Content::Child => self.element(record, &mut next, seen)?,
                Content::Text(piece) => whole.push_str(&piece),
                Content::End => break,
            }
        }
        let row = text.and_then(|index| record.schema().fields.get(index).map(|row| (index, row)));
        match row {
            Some((index, row)) => {
                seen.insert(index);
                self.scalar(row, &whole, record.slot(index))
            }
            None if whole.trim().is_empty() => Ok(()),
            None => self.tolerate("elements only", "text between the elements, which no field takes"),
        }
    }

    /// Reads the element entered last into the field that takes it.
    #[inline]
    fn element<R: Reach + ?Sized>(
        &mut self,
        record: &mut R,
        next: &mut usize,
        seen: &mut Seen,
    ) -> Result<(), DecodeError> {
        let schema = record.schema();
        let rows = schema.fields;
        let expected = rows.get(*next).filter(|row| row.form == Form::Element && self.cursor.is(row.name));
        let found = match expected {
            Some(row) => Some((*next, row)),
            None => self.find(rows, *next),
        };
        let Some(mut taker) = found else {
            return self.unknown(record, seen);
        };
        if taker.1.form != Form::Element && self.is_full(taker, record, seen) {
            taker = self.find_from(rows, taker.0 + 1).unwrap_or(taker);
        }
        let (index, row) = taker;
        let again = !seen.insert(index);
        if index < *next && !again && !schema.flags.has(Flags::UNORDERED) {
            let found = format!("`{}` out of order", row.name.local);
            self.tolerate("the elements in the order of the description", found)?;
        }
        *next = index;
        if again && !row.is(Flags::REPEATED) && row.form != Form::Choice {
            return self.twice(row);
        }
        match row.form {
            Form::Element => {
                if !row.is(Flags::REPEATED) {
                    *next = index + 1;
                    return self.value(row, record.slot(index));
                }
                self.item(row, record.slot(index))
            }
            Form::Group => {
                self.group(row, record.slot(index))?;
                Ok(())
            }
            _ => self.choice(row, record.slot(index), again),
        }
    }

    /// The field that takes the element entered last: the next ones first.
    #[inline]
    pub(super) fn find(&mut self, rows: &'static [Field], next: usize) -> Option<(usize, &'static Field)> {
        if let Some(found) = self.find_from(rows, next) {
            return Some(found);
        }
        rows.iter().enumerate().take(next).find(|(_, row)| self.takes(row))
    }

    #[inline]
    fn find_from(&mut self, rows: &'static [Field], next: usize) -> Option<(usize, &'static Field)> {
        let later = rows.get(next..).unwrap_or_default();
        let place = later.iter().position(|row| self.takes(row))?;
        later.get(place).map(|row| (next + place, row))
    }

    /// Whether a group or a choice that stands once has been read, so that what it would take is a later field's.
    fn is_full<R: Reach + ?Sized>(
        &mut self,
        (index, row): (usize, &'static Field),
        record: &mut R,
        seen: &mut Seen,
    ) -> bool {
        seen.has(index) && !row.is(Flags::REPEATED) && !(row.form == Form::Choice && self.continues(record.slot(index)))
    }

    /// Whether a field takes the element entered last.
    #[inline]
    pub(super) fn takes(&mut self, row: &'static Field) -> bool {
        match row.form {
            Form::Element => self.cursor.is(row.name),
            Form::Group | Form::Choice => self.inner(row),
            _ => false,
        }
    }

    fn inner(&mut self, row: &'static Field) -> bool {
        match row.shape {
            Shape::Record(schema) => schema.fields.iter().any(|row| self.takes(row)),
            Shape::Union(schema) => schema.variants.iter().any(|row| self.takes(row)),
            _ => false,
        }
    }

    /// Reads elements, from the one entered last on, into the fields of a group that stands among those of its parent.
    pub(super) fn group(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        match slot {
            Slot::Record(record) => self.group_fields(record),
            Slot::Option(option) => self.group(row, option.fill()),
            Slot::List(list) => self.group(row, list.push()),
            _ => Err(self.disagree(row)),
        }
    }

    fn group_fields(&mut self, record: &mut dyn Record) -> Result<(), DecodeError> {
        let rows = record.schema().fields;
        let mut seen = Seen::new(rows.len());
        let mut next = 0;
        self.cursor.unread();
        loop {
            if !self.cursor.advance()? {
                return self.required(record, &mut seen);
            }
            let mut taker = self.find_from(rows, next);
            if let Some(found) = taker.filter(|(_, row)| row.form != Form::Element)
                && self.is_full(found, record, &mut seen)
            {
                taker = self.find_from(rows, found.0 + 1);
            }
            let Some((index, row)) = taker else {
                self.cursor.unread();
                self.required_before_foreign(record, &mut seen)?;
                return Ok(());
            };
            let again = !seen.insert(index);
            next = index;
            match row.form {
                Form::Element if row.is(Flags::REPEATED) => self.item(row, record.slot(index))?,
                Form::Element => {
                    next = index + 1;
                    self.value(row, record.slot(index))?;
                }
                Form::Group => {
                    if !row.is(Flags::REPEATED) {
                        next = index + 1;
                    }
                    self.group(row, record.slot(index))?;
                }
                _ => self.choice(row, record.slot(index), again)?,
            }
        }
    }

    /// Reads the element entered last as an item of a field that repeats.
    pub(super) fn item(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        match slot {
            Slot::List(list) => {
                self.cursor.number(list.len());
                if self.drops(row)? {
                    return Ok(());
                }
                self.value(row, list.push())
            }
            Slot::Option(option) => self.item(row, option.fill()),
            _ => Err(self.disagree(row)),
        }
    }

    /// The element entered last is one that no field takes.
    fn unknown<R: Reach + ?Sized>(&mut self, record: &mut R, seen: &mut Seen) -> Result<(), DecodeError> {
        let rows = record.schema().fields;
        if let Some((index, row)) = rows.iter().enumerate().find(|(_, row)| row.form == Form::AnyElement) {
            seen.insert(index);
            return self.any(row, record.slot(index));
        }
        self.unknown_element(rows)
    }

    fn any(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        match slot {
            Slot::Xml(element) => {
                *element = self.raw()?;
                Ok(())
            }
            Slot::Option(option) => self.any(row, option.fill()),
            Slot::List(list) => self.any(row, list.push()),
            _ => Err(self.disagree(row)),
        }
    }

    /// The element entered last is none of these.
    pub(super) fn unknown_element(&mut self, rows: &'static [Field]) -> Result<(), DecodeError> {
        let kin = rows.iter().find(|row| row.form == Form::Element && row.name.local == self.cursor.local());
        if let (Some(row), false) = (kin, self.tolerance == Tolerance::Lenient) {
            let found = self.cursor.name();
            return Err(self.cursor.error(super::qualified(row.name), found));
        }
        let mut expected = String::new();
        for row in rows.iter().filter(|row| row.form == Form::Element).take(8) {
            expected.push_str(if expected.is_empty() { "one of the elements " } else { ", " });
            expected.push_str(&format!("`{}`", row.name.local));
        }
        if expected.is_empty() {
            expected.push_str("no element");
        }
        let found = format!("unknown element {}", self.cursor.name());
        self.tolerate(&expected, found)?;
        self.cursor.skip()
    }

    /// The element entered last stands again where one may stand.
    pub(super) fn twice(&mut self, row: &'static Field) -> Result<(), DecodeError> {
        if self.tolerance == Tolerance::Lenient {
            return self.cursor.skip();
        }
        Err(self.cursor.error(format!("`{}` once", row.name.local), "it stands again"))
    }

    /// Checks that what must stand has been read.
    #[inline]
    fn required<R: Reach + ?Sized>(&mut self, record: &mut R, seen: &mut Seen) -> Result<(), DecodeError> {
        for (index, row) in record.schema().fields.iter().enumerate() {
            if row.is(Flags::REQUIRED) && !seen.has(index) {
                self.missing(row, record.slot(index))?;
            }
        }
        Ok(())
    }

    /// The same where an element that is not of the group has been entered: it must not stand in the path.
    fn required_before_foreign(&mut self, record: &mut dyn Record, seen: &mut Seen) -> Result<(), DecodeError> {
        let foreign = self.cursor.open.pop();
        let result = self.required(record, seen);
        self.cursor.open.extend(foreign);
        result
    }

    #[cold]
    fn missing(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        match row.form {
            Form::Element | Form::Choice if self.tolerance != Tolerance::Lenient => {
                Err(self.cursor.error_here(format!("the required element `{}`", row.name.local), "none"))
            }
            Form::Attribute => match row.default {
                Some(default) => self.scalar(row, default, slot),
                None if self.tolerance == Tolerance::Lenient => Ok(()),
                None => Err(self.cursor.error_here(format!("the required attribute `{}`", row.name.local), "none")),
            },
            Form::Group if self.tolerance != Tolerance::Lenient => {
                let Shape::Record(schema) = row.shape else { return Ok(()) };
                match schema.fields.iter().find(|inner| inner.is(Flags::REQUIRED) && inner.form == Form::Element) {
                    Some(inner) => {
                        Err(self.cursor.error_here(format!("the required element `{}`", inner.name.local), "none"))
                    }
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// Table and record do not fit: the emitted code is at fault.
    #[cold]
    pub(super) fn disagree(&self, row: &Field) -> DecodeError {
        self.cursor.error(format!("a table that fits the field `{}`", row.name.local), "one that does not")
    }
}
