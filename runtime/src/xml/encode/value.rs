//! Writing one value.

use super::{
    Writer,
    fields::{disagree, missing},
};
use crate::{
    record::{Field, Flags, ListSchema, MapSchema, Name, Shape, Tag, Union, View},
    xml::{EncodeError, XSI},
};

impl Writer {
    /// Writes the element that a row of a table describes.
    #[inline]
    pub fn value(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        match view {
            View::Absent => self.absent(row),
            View::Null => {
                self.nil(row);
                Ok(())
            }
            View::Xml(element) => self.raw(element, Some(row.name)),
            View::List(list) if row.is(Flags::REPEATED) => {
                for index in 0..list.len() {
                    self.item(row, list.get(index)).map_err(|error| error.at(index))?;
                }
                Ok(())
            }
            view => self.present(row, view),
        }
    }

    /// Writes an item of a list: one that is absent stands as nil.
    pub(super) fn item(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        match view {
            View::Absent if row.is(Flags::NILLABLE) => {
                self.nil(row);
                Ok(())
            }
            View::Absent => {
                Err(EncodeError::new("an item is not set, and items are not nillable").within(row.name.local))
            }
            View::List(_) => self.present(row, view),
            view => self.value(row, view),
        }
    }

    #[inline]
    fn present(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        let simple = matches!(view, View::Text(_) | View::Bool(_) | View::I32(_) | View::I64(_) | View::Scalar(_));
        if simple && self.root.is_some() && self.is_default(row.name.namespace) {
            return self.leaf(row, view).map_err(|error| error.within(row.name.local));
        }
        let around = self.default;
        self.begin(row.name, true);
        let result = self.inside(row, view);
        self.finish_tag(row.name);
        self.restore(around);
        result.map_err(|error| error.within(row.name.local))
    }

    /// Writes an element of the default namespace that holds a simple value: what most elements are.
    #[inline]
    fn leaf(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        self.close_tag();
        let local = row.name.local;
        self.out.reserve(2 * local.len() + 32);
        self.out.push('<');
        self.out.push_str(local);
        if let View::Text("") = view {
            self.out.push_str("/>");
            return Ok(());
        }
        self.out.push('>');
        self.scalar_content(row, view)?;
        self.out.push_str("</");
        self.out.push_str(local);
        self.out.push('>');
        Ok(())
    }

    #[inline]
    fn inside(&mut self, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        match (view, row.shape) {
            (View::Record(record), _) => self.record_content(record),
            (View::List(list), Shape::List(schema)) if !schema.item.name.local.is_empty() => {
                self.list_items(schema.get(), list)
            }
            (View::Map(map), Shape::Map(schema)) => self.entries(schema.get(), map),
            (View::Union(union), Shape::Union(_)) => self.union(row, union),
            (View::Text(""), _) => Ok(()),
            (View::List(list), _) if list.is_empty() => Ok(()),
            (view, _) => {
                self.close_tag();
                self.scalar_content(row, view)
            }
        }
    }

    fn list_items(&mut self, schema: &'static ListSchema, list: &dyn crate::record::List) -> Result<(), EncodeError> {
        for index in 0..list.len() {
            self.item(&schema.item, list.get(index)).map_err(|error| error.at(index))?;
        }
        Ok(())
    }

    fn entries(&mut self, schema: &'static MapSchema, map: &dyn crate::record::MapView) -> Result<(), EncodeError> {
        for index in 0..map.len() {
            let Some((key, value)) = map.entry(index) else { break };
            let around = self.default;
            self.begin(schema.entry, true);
            let result = self.value(&schema.key, key).and_then(|()| match value {
                View::Absent if schema.value.is(Flags::NILLABLE) => {
                    self.nil(&schema.value);
                    Ok(())
                }
                value => self.value(&schema.value, value),
            });
            self.finish_tag(schema.entry);
            self.restore(around);
            result.map_err(|error| error.within(schema.entry.local).at(index))?;
        }
        Ok(())
    }

    /// Writes what a union holds into the element that is open.
    fn union(&mut self, row: &'static Field, union: &dyn Union) -> Result<(), EncodeError> {
        let schema = union.schema();
        let selected = union.selected();
        match (schema.tag, schema.variants.get(selected)) {
            (Tag::XsiType, Some(variant)) => {
                if selected > 0 || !schema.stands_itself() {
                    self.type_attribute(variant.name);
                }
                self.inside(variant, union.content())
            }
            (Tag::XsiType, None) => match union.content() {
                View::Xml(element) => self.raw_content(element),
                _ => Err(disagree(row)),
            },
            (Tag::Element, _) => {
                self.close_tag();
                self.selected(row, union)
            }
            (Tag::Untagged, Some(_)) => {
                self.close_tag();
                self.scalar_content(row, View::Union(union))
            }
            _ => Err(disagree(row)),
        }
    }

    fn type_attribute(&mut self, name: Name) {
        self.out.push(' ');
        self.qualified_attribute(XSI, "type");
        self.out.push_str("=\"");
        if name.namespace != self.default {
            self.push_prefix(name.namespace);
        }
        self.out.push_str(name.local);
        self.out.push('"');
    }

    fn nil(&mut self, row: &'static Field) {
        let around = self.default;
        self.begin(row.name, true);
        self.out.push(' ');
        self.qualified_attribute(XSI, "nil");
        self.out.push_str("=\"true\"");
        self.finish_tag(row.name);
        self.restore(around);
    }

    fn absent(&mut self, row: &'static Field) -> Result<(), EncodeError> {
        if !row.is(Flags::REQUIRED) {
            return Ok(());
        }
        match row.default {
            _ if row.is(Flags::NILLABLE) => {
                self.nil(row);
                Ok(())
            }
            Some(default) => {
                let around = self.default;
                self.begin(row.name, true);
                let result = self.text(default);
                self.finish_tag(row.name);
                self.restore(around);
                result
            }
            None => Err(missing(row)),
        }
    }
}
