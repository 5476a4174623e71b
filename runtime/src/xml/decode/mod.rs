//! The reading loop.

mod attributes;
mod fields;
mod known;
mod list;
mod raw;
mod scalar;
mod types;
mod union;
mod value;

use super::{Cursor, DecodeError, Leniency, Limits, Tolerance};
use crate::{
    record::{Name, Record, Schema, Slot},
    value::Element,
};
use fields::{Reach, Unwrapped};

/// Reads values out of a document.
///
/// [`cursor`](Self::cursor) is public: an envelope is read by moving it, and what the envelope holds by [`value`](Self::value),
/// [`record`](Self::record), [`unwrapped`](Self::unwrapped), [`raw`](Self::raw) or [`skip`](Cursor::skip), each of which reads
/// the element entered last and leaves it.
pub struct Decoder<'a> {
    /// The place in the document.
    pub cursor: Cursor<'a>,
    tolerance: Tolerance,
    leniencies: Vec<Leniency>,
    dropped: usize,
    known: known::Tags<'a>,
}

impl<'a> Decoder<'a> {
    /// A decoder before the root of a document. [`decode`](super::decode) makes the text from bytes.
    pub fn new(input: &'a str, tolerance: Tolerance, limits: Limits) -> Result<Self, DecodeError> {
        Ok(Self {
            cursor: Cursor::new(input, limits)?,
            tolerance,
            leniencies: Vec::new(),
            dropped: 0,
            known: known::Tags::default(),
        })
    }

    /// Reads a whole document, whose root has this name, into a record.
    pub fn document(&mut self, root: Name, record: &mut dyn Record) -> Result<(), DecodeError> {
        self.cursor.child()?;
        self.expect(root)?;
        self.record(record)?;
        self.cursor.finish()
    }

    /// Checks the name of the element entered last.
    pub fn expect(&mut self, name: Name) -> Result<(), DecodeError> {
        if self.cursor.is(name) {
            return Ok(());
        }
        let found = self.cursor.name();
        Err(self.cursor.error(qualified(name), found))
    }

    /// Reads the element entered last, attributes and content, into a record.
    pub fn record(&mut self, record: &mut dyn Record) -> Result<(), DecodeError> {
        if self.cursor.has_attributes() {
            self.check_type(Some(record.schema().name))?;
        }
        self.whole(record)
    }

    /// Reads the element entered last, whose content is that of a schema with one field, into the value of that field.
    pub fn unwrapped(&mut self, schema: &'static Schema, slot: Slot<'_>) -> Result<(), DecodeError> {
        if self.cursor.has_attributes() {
            self.check_type(Some(schema.name))?;
        }
        self.whole(&mut Unwrapped::new(schema, slot))
    }

    /// Reads the element entered last as it is.
    pub fn raw(&mut self) -> Result<Element, DecodeError> {
        raw::capture(&mut self.cursor)
    }

    /// Accepts, as the tolerance says, something in the element entered last that is not as expected.
    pub fn tolerate(&mut self, expected: &str, found: impl Into<String>) -> Result<(), DecodeError> {
        match self.tolerance {
            Tolerance::Strict => Err(self.cursor.error(expected, found)),
            Tolerance::Report => {
                self.note(found);
                Ok(())
            }
            Tolerance::Lenient => Ok(()),
        }
    }

    /// Reports something in the element entered last that is an error under no tolerance.
    pub fn note(&mut self, what: impl Into<String>) {
        if self.tolerance == Tolerance::Lenient {
            return;
        }
        if self.leniencies.len() < self.cursor.limits.leniencies {
            self.leniencies.push(Leniency { path: self.cursor.path(), what: what.into() });
        } else {
            self.dropped += 1;
        }
    }

    /// What the decoder does with content that is not foreseen.
    pub fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// What has been read although the description does not foresee it.
    pub fn leniencies(&self) -> &[Leniency] {
        &self.leniencies
    }

    /// The same, by value. Where there were more than [`Limits::leniencies`], the last entry tells how many.
    pub fn into_leniencies(mut self) -> Vec<Leniency> {
        if self.dropped > 0 {
            let what = format!("{} further leniencies (`Limits::leniencies`)", self.dropped);
            self.leniencies.push(Leniency { path: String::new(), what });
        }
        self.leniencies
    }

    /// Reads all of an element through its fields.
    fn whole<R: Reach + ?Sized>(&mut self, fields: &mut R) -> Result<(), DecodeError> {
        self.fields(fields)?;
        self.cursor.close()
    }
}

/// A name, for messages.
fn qualified(name: Name) -> String {
    match name.namespace {
        "" => format!("`{}` in no namespace", name.local),
        namespace => format!("`{}` in the namespace `{namespace}`", name.local),
    }
}
