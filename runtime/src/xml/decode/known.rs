//! Start tags that have been read: the element of a row mostly stands again with the same start tag, in the next record.

use super::Decoder;
use crate::{
    record::{Field, Name, Shape},
    xml::{DecodeError, XSI, tag::Tag},
};

/// The start tag that the element of a name in a table was last read with.
///
/// Where it stands again, its attributes are not looked at again.
#[derive(Default)]
pub(super) struct Tags<'a> {
    /// A power of two of places, in proportion to the document.
    entries: Vec<Option<(&'static Name, Tag<'a>)>>,
}

/// A document of fewer bytes repeats too little.
const SHORT: usize = 2048;

impl<'a> Tags<'a> {
    /// The place of a name: rows of one table follow each other.
    #[inline]
    fn place(&self, name: &'static Name) -> usize {
        (std::ptr::from_ref(name).addr() / size_of::<Field>()) & self.entries.len().wrapping_sub(1)
    }

    #[inline]
    fn get(&self, name: &'static Name) -> Option<&Tag<'a>> {
        match self.entries.get(self.place(name)) {
            Some(Some((known, tag))) if std::ptr::eq(*known, name) => Some(tag),
            _ => None,
        }
    }
}

impl<'a> Decoder<'a> {
    /// Enters the next child, which is probably the element of this name; `false` where there is none.
    #[inline]
    pub(super) fn advance(&mut self, probable: &'static Name) -> Result<bool, DecodeError> {
        match self.known.get(probable) {
            Some(tag) if self.cursor.enter_again(tag) => Ok(true),
            _ => self.cursor.advance(),
        }
    }

    /// Whether the start tag read last is the one that the row's element was last read with.
    #[inline]
    pub(super) fn is_known(&self, row: &'static Field) -> bool {
        self.cursor.again || self.known.get(&row.name).is_some_and(|tag| self.cursor.is_tag(tag))
    }

    /// Remembers the start tag read last, which is that of a row and has been checked.
    #[inline]
    pub(super) fn remember(&mut self, row: &'static Field) {
        // What a union holds is told by an attribute; a raw element keeps its attributes.
        if !matches!(row.shape, Shape::Union(_) | Shape::Any) {
            self.remember_name(&row.name);
        }
    }

    /// The same for an element that is no row's.
    #[inline]
    pub(super) fn remember_name(&mut self, name: &'static Name) {
        if self.cursor.input.len() < SHORT {
            return;
        }
        match self.cursor.attributes.as_slice() {
            [] => {}
            [attribute] if attribute.local == "type" && self.cursor.scope.is(attribute.binding, XSI) => {}
            _ => return,
        }
        let Some(tag) = self.cursor.tag() else { return };
        if self.known.entries.is_empty() {
            let places = (self.cursor.input.len() / 256).clamp(16, 1024).next_power_of_two();
            self.known.entries.resize(places, None);
        }
        let place = self.known.place(name);
        if let Some(entry) = self.known.entries.get_mut(place) {
            *entry = Some((name, tag));
        }
    }
}
