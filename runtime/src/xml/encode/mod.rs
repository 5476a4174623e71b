//! The writing loop.

mod escape;
mod fields;
mod raw;
mod scalar;
mod spare;
mod value;

use std::borrow::Cow;

use super::{EncodeError, XSI};
use crate::record::{Field, Name, Record, View};
use spare::Spare;

/// Writes a document.
///
/// An envelope is written by [`start`](Self::start), [`attribute`](Self::attribute) and [`end`](Self::end), what it holds by
/// [`value`](Self::value), [`record`](Self::record) and [`fields`](Self::fields). Elements are written without indentation. The
/// first element that has a namespace makes it the default of its content; every further namespace gets a prefix at its
/// first use, declared once on the root.
pub struct Writer {
    out: String,
    /// The namespace of elements without a prefix.
    default: &'static str,
    prefixes: Vec<Prefix>,
    /// Where the declarations of further prefixes go.
    root: Option<usize>,
    /// How many prefixes have been declared.
    declared: usize,
    /// The start tag written last lacks its `>`.
    in_tag: bool,
    open: Vec<&'static str>,
    depth: usize,
    limit: usize,
}

struct Prefix {
    name: Cow<'static, str>,
    namespace: Cow<'static, str>,
}

impl Prefix {
    fn declare(&self, out: &mut String) {
        out.push_str(" xmlns:");
        out.push_str(&self.name);
        out.push_str("=\"");
        let from = out.len();
        out.push_str(&self.namespace);
        // Namespaces come from tables, or from documents that have been read: they hold nothing XML cannot carry.
        let _ = escape::attribute(out, from);
        out.push('"');
    }

    /// How many bytes its declaration has, where nothing is to be escaped.
    fn len(&self) -> usize {
        " xmlns:=\"\"".len() + self.name.len() + self.namespace.len()
    }

    fn is(&self, namespace: &'static str) -> bool {
        match &self.namespace {
            Cow::Borrowed(known) => std::ptr::eq(*known, namespace) || *known == namespace,
            Cow::Owned(known) => known == namespace,
        }
    }
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// A writer of an empty document. It works in the memory that the last one on this thread worked in.
    pub fn new() -> Self {
        let Spare { out, prefixes, open } = Spare::take();
        Self {
            out,
            default: "",
            prefixes,
            root: None,
            declared: 0,
            in_tag: false,
            open,
            depth: 0,
            limit: super::Limits::default().depth,
        }
    }

    /// The same writer with another bound on how deep values may nest; [`Limits::depth`](super::Limits::depth) is the default.
    #[must_use]
    pub fn depth(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Writes the XML declaration.
    pub fn declaration(&mut self) {
        self.out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    }

    /// Gives a namespace a prefix. It is declared on the root, whether it is used or not.
    pub fn prefix(&mut self, prefix: &'static str, namespace: &'static str) {
        self.prefixes.push(Prefix { name: Cow::Borrowed(prefix), namespace: Cow::Borrowed(namespace) });
    }

    /// Writes a start tag.
    pub fn start(&mut self, name: Name) {
        let around = self.default;
        self.begin(name, true);
        self.open.push(around);
    }

    /// Writes an attribute of the start tag written last.
    pub fn attribute(&mut self, name: Name, value: &str) -> Result<(), EncodeError> {
        self.out.push(' ');
        self.qualified_attribute(name.namespace, name.local);
        self.out.push_str("=\"");
        let from = self.out.len();
        self.out.push_str(value);
        escape::attribute(&mut self.out, from)?;
        self.out.push('"');
        Ok(())
    }

    /// Writes the end tag of an element begun by [`start`](Self::start).
    pub fn end(&mut self, name: Name) {
        self.finish_tag(name);
        if let Some(around) = self.open.pop() {
            self.restore(around);
        }
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) -> Result<(), EncodeError> {
        self.close_tag();
        let from = self.out.len();
        self.out.push_str(text);
        escape::text(&mut self.out, from)
    }

    /// Writes an element of this name that holds a record.
    pub fn record(&mut self, name: Name, record: &dyn Record) -> Result<(), EncodeError> {
        let around = self.default;
        // Where elements of the record have no namespace, a default would have to be undone on each.
        let qualified = record.schema().fields.iter().all(|row| !is_unqualified(row));
        self.begin(name, qualified);
        let result = self.record_content(record);
        self.finish_tag(name);
        self.restore(around);
        result.map_err(|error| error.within(name.local))
    }

    /// Writes an element of this name that holds the only field of a schema that has no struct.
    pub fn unwrapped(&mut self, name: Name, row: &'static Field, view: View<'_>) -> Result<(), EncodeError> {
        let around = self.default;
        self.begin(name, !is_unqualified(row));
        let result = self.value(row, view);
        self.finish_tag(name);
        self.restore(around);
        result.map_err(|error| error.within(name.local))
    }

    /// The document.
    pub fn finish(mut self) -> String {
        self.close_tag();
        let further = self.prefixes.get(self.declared..).unwrap_or_default();
        let room = further.iter().map(Prefix::len).sum();
        let document = if self.out.len() <= Spare::LARGEST {
            let (head, tail) = self.out.split_at_checked(self.root.unwrap_or_default()).unwrap_or(("", &self.out));
            let mut document = String::with_capacity(self.out.len() + room);
            document.push_str(head);
            further.iter().for_each(|prefix| prefix.declare(&mut document));
            document.push_str(tail);
            document
        } else {
            // Copying all of it would cost more than memory for the next document.
            let mut declarations = String::with_capacity(room);
            further.iter().for_each(|prefix| prefix.declare(&mut declarations));
            self.out.insert_str(self.root.unwrap_or_default(), &declarations);
            std::mem::take(&mut self.out)
        };
        Spare { out: self.out, prefixes: self.prefixes, open: self.open }.keep();
        document
    }

    /// Ends the name of the root with the declarations that are known: others are put there at the end.
    #[cold]
    fn begin_root(&mut self) {
        for prefix in &self.prefixes {
            prefix.declare(&mut self.out);
        }
        self.declared = self.prefixes.len();
        self.root = Some(self.out.len());
    }

    /// Writes `<name`; the default namespace is that of the element's content from then on.
    #[inline]
    fn begin(&mut self, name: Name, may_default: bool) {
        self.close_tag();
        self.out.push('<');
        if self.is_default(name.namespace) {
            self.out.push_str(name.local);
            if self.root.is_none() {
                self.begin_root();
            }
        } else {
            self.begin_in_other(name, may_default);
        }
        self.in_tag = true;
    }

    /// Whether a namespace is the default one. The string it was last found equal to is kept, so that the next comparison is
    /// one of pointers.
    #[inline]
    fn is_default(&mut self, namespace: &'static str) -> bool {
        if std::ptr::eq(self.default, namespace) {
            return true;
        }
        if self.default == namespace {
            self.default = namespace;
            return true;
        }
        false
    }

    /// Makes a namespace the default again, unless an equal string is.
    #[inline]
    fn restore(&mut self, around: &'static str) {
        if !std::ptr::eq(self.default, around) && self.default != around {
            self.default = around;
        }
    }

    fn begin_in_other(&mut self, name: Name, may_default: bool) {
        let known = self.prefixes.iter().any(|prefix| prefix.namespace == name.namespace);
        let makes_default = name.namespace.is_empty() || (may_default && !known && self.default.is_empty());
        if makes_default {
            self.default = name.namespace;
            self.out.push_str(name.local);
        } else {
            self.push_static_prefix(name.namespace);
            self.out.push_str(name.local);
        }
        if self.root.is_none() {
            self.begin_root();
        }
        if makes_default {
            self.out.push_str(" xmlns=\"");
            let from = self.out.len();
            self.out.push_str(name.namespace);
            let _ = escape::attribute(&mut self.out, from);
            self.out.push('"');
        }
    }

    /// Writes `</name>`, or `/>` where nothing has been written since the start tag.
    #[inline]
    fn finish_tag(&mut self, name: Name) {
        if self.in_tag {
            self.in_tag = false;
            self.out.push_str("/>");
            return;
        }
        self.out.push_str("</");
        if !self.is_default(name.namespace) {
            self.push_static_prefix(name.namespace);
        }
        self.out.push_str(name.local);
        self.out.push('>');
    }

    #[inline]
    fn close_tag(&mut self) {
        if self.in_tag {
            self.in_tag = false;
            self.out.push('>');
        }
    }

    /// Writes the prefix of a namespace and a colon. A namespace that has no prefix gets one.
    fn push_prefix(&mut self, namespace: &str) {
        let index = match self.prefixes.iter().position(|prefix| prefix.namespace == namespace) {
            Some(index) => index,
            None => self.assign(Cow::Owned(namespace.to_owned())),
        };
        self.push_prefix_at(index);
    }

    /// The same for a namespace of a table.
    fn push_static_prefix(&mut self, namespace: &'static str) {
        let index = match self.prefixes.iter().position(|prefix| prefix.is(namespace)) {
            Some(index) => index,
            None => self.assign(Cow::Borrowed(namespace)),
        };
        self.push_prefix_at(index);
    }

    fn push_prefix_at(&mut self, index: usize) {
        if let Some(prefix) = self.prefixes.get(index) {
            self.out.push_str(&prefix.name);
            self.out.push(':');
        }
    }

    #[cold]
    fn assign(&mut self, namespace: Cow<'static, str>) -> usize {
        const NAMES: [&str; 6] = ["n1", "n2", "n3", "n4", "n5", "n6"];
        let name = match (&*namespace, NAMES.get(self.prefixes.len())) {
            (XSI, _) => Cow::Borrowed("xsi"),
            (super::XSD, _) => Cow::Borrowed("xsd"),
            (_, Some(name)) => Cow::Borrowed(*name),
            (_, None) => Cow::Owned(format!("n{}", self.prefixes.len() + 1)),
        };
        self.prefixes.push(Prefix { name, namespace });
        self.prefixes.len() - 1
    }

    /// Writes the name of an attribute: no prefix is no namespace.
    fn qualified_attribute(&mut self, namespace: &str, local: &str) {
        match namespace {
            "" => {}
            super::XML => self.out.push_str("xml:"),
            _ => self.push_prefix(namespace),
        }
        self.out.push_str(local);
    }
}

fn is_unqualified(row: &Field) -> bool {
    row.form == crate::record::Form::Element && row.name.namespace.is_empty()
}
