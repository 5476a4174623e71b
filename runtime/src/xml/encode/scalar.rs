//! Writing simple values.

use super::{
    Writer, escape,
    fields::{append, disagree},
};
use crate::{
    record::{Field, Kind, Shape, Tag, View},
    value::lexical,
    xml::EncodeError,
};

impl Writer {
    /// Writes a simple value as text.
    #[inline]
    pub(super) fn scalar_content(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        match view {
            View::Text(text) => {
                let from = self.out.len();
                self.out.push_str(text);
                escape::text(&mut self.out, from)
            }
            View::Bool(value) => {
                self.out.push_str(if value { "true" } else { "false" });
                Ok(())
            }
            View::I32(value) => {
                lexical::push_int(&mut self.out, i64::from(value));
                Ok(())
            }
            view => {
                let from = self.out.len();
                self.scalar_plain(row, view)?;
                escape::text(&mut self.out, from)
            }
        }
    }

    /// Writes a simple value without escaping it.
    pub(super) fn scalar_plain(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        match (row.shape, view) {
            (Shape::Scalar(Kind::QName) | Shape::Simple(Kind::QName, _), View::Scalar(value)) => {
                let mut clark = String::new();
                value.write(&mut clark);
                match clark.strip_prefix('{').and_then(|clark| clark.split_once('}')) {
                    Some((namespace, local)) => {
                        self.push_prefix(namespace);
                        self.out.push_str(local);
                        Ok(())
                    }
                    None if self.default.is_empty() => {
                        self.out.push_str(&clark);
                        Ok(())
                    }
                    None => Err(EncodeError::new(
                        "a qualified name in no namespace cannot stand where a default namespace is declared",
                    )),
                }
            }
            (Shape::List(schema), View::List(list)) => {
                for index in 0..list.len() {
                    if index > 0 {
                        self.out.push(' ');
                    }
                    let from = self.out.len();
                    self.scalar_plain(&schema.get().item, list.get(index)).map_err(|error| error.at(index))?;
                    let item = self.out.get(from..).unwrap_or_default();
                    if item.is_empty() || item.contains([' ', '\t', '\n', '\r']) {
                        let what = "an item of a list parted by white space is empty or holds white space";
                        return Err(EncodeError::new(what).at(index));
                    }
                }
                Ok(())
            }
            (Shape::Union(schema), View::Union(union)) if schema.tag == Tag::Untagged => {
                match schema.variants.get(union.selected()) {
                    Some(variant) => self.scalar_plain(variant, union.content()),
                    None => Err(disagree(row)),
                }
            }
            (_, view) => append(&mut self.out, view),
        }
    }
}
