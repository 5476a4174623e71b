//! Writing raw elements.

use xmltree::XMLNode;

use super::{Writer, escape};
use crate::{record::Name, value::Element, xml::EncodeError};

impl Writer {
    /// Writes a raw element, under another name if one is given.
    pub fn raw(&mut self, element: &Element, name: Option<Name>) -> Result<(), EncodeError> {
        self.close_tag();
        let tree = element.get();
        let Some(name) = name else {
            if tree.name.is_empty() {
                return Err(EncodeError::new("a raw element has no name"));
            }
            return self.tree(tree, tree.namespace.as_deref().unwrap_or(""), &tree.name, None, 0);
        };
        self.tree(tree, name.namespace, name.local, None, 0)
    }

    /// Writes attributes and content of a raw element into the element whose start tag was written last.
    pub(super) fn raw_content(&mut self, element: &Element) -> Result<(), EncodeError> {
        // The attributes' prefixes have to be declared on the element that is open.
        let declared_default = self.default.to_owned();
        self.in_tag = false;
        let tree = element.get();
        let default = self.declarations(tree, &declared_default, true)?;
        self.attributes_and_children(tree, default.as_deref().unwrap_or(&declared_default), 0)?;
        if tree.children.is_empty() {
            self.in_tag = true;
        }
        Ok(())
    }

    fn tree(
        &mut self,
        tree: &xmltree::Element,
        namespace: &str,
        local: &str,
        default: Option<&str>,
        depth: usize,
    ) -> Result<(), EncodeError> {
        if depth + self.depth > self.limit {
            return Err(EncodeError::new(format!("values nest deeper than {} (`Limits::depth`)", self.limit)));
        }
        let around = default.unwrap_or(self.default).to_owned();
        self.out.push('<');
        // An element is written without a prefix: the default namespace is made its own where it is another.
        self.out.push_str(local);
        if self.root.is_none() {
            self.root = Some(self.out.len());
        }
        if around != namespace {
            self.declare("", namespace)?;
        }
        self.declarations(tree, namespace, false)?;
        self.attributes_and_children(tree, namespace, depth)?;
        if tree.children.is_empty() {
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(local);
            self.out.push('>');
        }
        Ok(())
    }

    /// Declares the prefixes that a raw element brings. Its default namespace counts only where names in its values may stand
    /// for it, which an element without a prefix has in common with them.
    fn declarations(
        &mut self,
        tree: &xmltree::Element,
        default: &str,
        _content_only: bool,
    ) -> Result<Option<String>, EncodeError> {
        let Some(namespaces) = &tree.namespaces else { return Ok(None) };
        for (prefix, namespace) in &namespaces.0 {
            if !prefix.is_empty() && prefix != "xml" && prefix != "xmlns" && !namespace.is_empty() {
                self.declare(prefix, namespace)?;
            }
        }
        let _ = default;
        Ok(None)
    }

    fn declare(&mut self, prefix: &str, namespace: &str) -> Result<(), EncodeError> {
        self.out.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
        self.out.push_str(prefix);
        self.out.push_str("=\"");
        let from = self.out.len();
        self.out.push_str(namespace);
        escape::attribute(&mut self.out, from)?;
        self.out.push('"');
        Ok(())
    }

    fn attributes_and_children(
        &mut self,
        tree: &xmltree::Element,
        default: &str,
        depth: usize,
    ) -> Result<(), EncodeError> {
        let mut attributes: Vec<_> = tree.attributes.iter().collect();
        attributes.sort_unstable();
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            let from = self.out.len();
            self.out.push_str(value);
            escape::attribute(&mut self.out, from)?;
            self.out.push('"');
        }
        if tree.children.is_empty() {
            return Ok(());
        }
        self.out.push('>');
        for child in &tree.children {
            match child {
                XMLNode::Element(element) => {
                    let namespace = element.namespace.as_deref().unwrap_or("");
                    self.tree(element, namespace, &element.name, Some(default), depth + 1)?;
                }
                XMLNode::Text(text) | XMLNode::CData(text) => {
                    let from = self.out.len();
                    self.out.push_str(text);
                    escape::text(&mut self.out, from)?;
                }
                XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
            }
        }
        Ok(())
    }
}
