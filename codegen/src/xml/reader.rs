use std::{collections::HashMap, sync::Arc};

use roxmltree::{Document, ParsingOptions};

use crate::{
    diagnostic::Diagnostic,
    model::Docs,
    source::{FileId, Files, Limits, Pos},
};

use super::{QName, Ref, XSD, scan};

/// An element of a parsed description.
pub(crate) type Node<'a> = roxmltree::Node<'a, 'a>;

/// Parses a text within the limits; what cannot be parsed is an error with its place.
pub(crate) fn parse<'a>(files: &'a Files, file: FileId, limits: &Limits) -> Result<Document<'a>, Diagnostic> {
    let text = &*files.get(file).text;
    let at = |offset: usize| files.origin(Pos { file, offset: u32::try_from(offset).unwrap_or(u32::MAX) });
    if let Some((offset, finding)) = scan::scan(text, limits) {
        return Err(match finding {
            scan::Finding::Dtd => Diagnostic::error("xml::dtd", at(offset), "the text has a document type declaration")
                .help("remove the DTD and write out its entities: DTDs are refused, since entities can hide anything"),
            scan::Finding::Limit(name, limit) => Diagnostic::error(
                "xml::limit",
                at(offset),
                format!("the element exceeds the limit `{name}` of {limit}"),
            )
            .help(format!("raise the limit `{name}` if the description is what it should be")),
        });
    }
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        let mut origin = at(0);
        if matches!(error, roxmltree::Error::UnexpectedEndOfStream | roxmltree::Error::UnclosedRootNode) {
            origin = at(text.len());
            let error = Diagnostic::error("xml::malformed", origin, "the XML is malformed: it ends within an element");
            return error.help("the file is truncated: fetch it again");
        }
        (origin.line, origin.column) = (error.pos().row, error.pos().col);
        // The place is shown by the diagnostic itself.
        let message = error.to_string().replace(&format!(" at {}", error.pos()), "");
        Diagnostic::error("xml::malformed", origin, format!("the XML is malformed: {message}"))
            .help("check that the file was saved whole and was not changed by hand")
    })
}

/// Reads typed attributes of elements, and collects what is wrong with them.
pub(crate) struct Reader<'a> {
    pub(crate) files: &'a Files,
    pub(crate) file: FileId,
    pub(crate) limits: &'a Limits,
    pub(crate) diagnostics: Vec<Diagnostic>,
    names: HashMap<&'a str, Arc<str>>,
    /// The namespace that names without one are taken to be in: that of the schema that includes this one.
    pub(crate) chameleon: Option<Arc<str>>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(files: &'a Files, file: FileId, limits: &'a Limits) -> Self {
        Self { files, file, limits, diagnostics: Vec::new(), names: HashMap::new(), chameleon: None }
    }

    pub(crate) fn pos(&self, node: Node<'_>) -> Pos {
        self.at(node.range().start)
    }

    fn at(&self, offset: usize) -> Pos {
        Pos { file: self.file, offset: u32::try_from(offset).unwrap_or(u32::MAX) }
    }

    pub(crate) fn error(&mut self, code: &'static str, pos: Pos, message: impl Into<String>, help: &str) {
        let error = Diagnostic::error(code, self.files.origin(pos), message);
        self.diagnostics.push(if help.is_empty() { error } else { error.help(help) });
    }

    /// A shared copy of a text.
    pub(crate) fn share(&mut self, text: &'a str) -> Arc<str> {
        Arc::clone(self.names.entry(text).or_insert_with(|| text.into()))
    }

    /// The value of an attribute without a namespace.
    pub(crate) fn text(&self, node: Node<'a>, name: &str) -> Option<&'a str> {
        node.attribute(name)
    }

    /// A name: trimmed, shared.
    pub(crate) fn name(&mut self, node: Node<'a>, attribute: &str) -> Option<Arc<str>> {
        node.attribute(attribute).map(|value| self.share(value.trim()))
    }

    /// A name that must stand.
    pub(crate) fn required_name(&mut self, node: Node<'a>) -> Option<Arc<str>> {
        let name = self.name(node, "name").filter(|name| !name.is_empty());
        if name.is_none() {
            let pos = self.pos(node);
            let message = format!("the `{}` has no name", node.tag_name().name());
            self.error("xml::missing-name", pos, message, "give it a `name` attribute");
        }
        name
    }

    /// A name that must stand, of what stands on the wire: one that XML allows for elements and attributes.
    pub(crate) fn wire_name(&mut self, node: Node<'a>) -> Option<Arc<str>> {
        let name = self.required_name(node)?;
        let begins = |c: char| c.is_alphabetic() || c == '_';
        let continues = |c: char| begins(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{b7}') || !c.is_ascii();
        if !name.starts_with(begins) || !name.chars().all(continues) {
            let pos = self.pos(node);
            let message = format!("`{name}` is no name that XML allows");
            let help = "names begin with a letter or `_` and hold letters, digits, `-`, `_` and `.`";
            self.error("xml::invalid-name", pos, message, help);
            return None;
        }
        Some(name)
    }

    /// A qualified name, resolved by the declarations in scope.
    pub(crate) fn reference(&mut self, node: Node<'a>, attribute: &str) -> Option<Ref> {
        let found = node.attribute_node(attribute)?;
        let pos = self.at(found.range_value().start);
        self.resolve(node, found.value().trim(), pos)
    }

    /// Qualified names parted by white space.
    pub(crate) fn references(&mut self, node: Node<'a>, attribute: &str) -> Vec<Ref> {
        let Some(found) = node.attribute_node(attribute) else {
            return Vec::new();
        };
        let pos = self.at(found.range_value().start);
        found.value().split_ascii_whitespace().filter_map(|name| self.resolve(node, name, pos)).collect()
    }

    fn resolve(&mut self, node: Node<'a>, name: &'a str, pos: Pos) -> Option<Ref> {
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None => (None, name),
        };
        let namespace = match (prefix, node.lookup_namespace_uri(prefix)) {
            (Some("xml"), None) => Some(self.share(super::XML)),
            (_, Some(uri)) if !uri.is_empty() => Some(self.share(uri)),
            (Some(prefix), _) => {
                let message = format!("the prefix `{prefix}` of `{name}` is declared nowhere");
                let help = if matches!(prefix, "xs" | "xsd") {
                    format!("declare it: xmlns:{prefix}=\"{XSD}\"")
                } else {
                    format!("declare it with xmlns:{prefix}=\"…\" on the element or on one around it")
                };
                self.error("xml::unbound-prefix", pos, message, &help);
                return None;
            }
            (None, _) => self.chameleon.clone(),
        };
        Some(Ref { name: QName { namespace, local: self.share(local) }, pos })
    }

    /// `true`, `false`, `1` or `0`.
    pub(crate) fn flag(&mut self, node: Node<'a>, attribute: &str) -> bool {
        match node.attribute(attribute).map(str::trim) {
            Some("true" | "1") => true,
            None | Some("false" | "0") => false,
            Some(other) => {
                let pos = self.pos(node);
                let message = format!("`{attribute}` must be `true` or `false`, not `{other}`");
                self.error("xml::invalid-value", pos, message, "");
                false
            }
        }
    }

    /// The documentation of an element: the texts of its `documentation` elements in `namespace`.
    pub(crate) fn docs(&self, elements: impl Iterator<Item = Node<'a>>) -> Docs {
        let mut text = String::new();
        for element in elements {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            for part in element.descendants().filter(|part| part.is_text()) {
                text.push_str(part.text().unwrap_or_default());
            }
        }
        Docs::new(&unindent(&text))
    }
}

/// Removes the indentation that lines of prose share with the markup around them.
fn unindent(text: &str) -> String {
    if !text.contains('\n') {
        return text.trim().to_owned();
    }
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}
