//! Writing raw elements.

use xmltree::XMLNode;

use super::{Writer, escape, fields::is_name};
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
            let namespace = tree.namespace.as_deref().unwrap_or("");
            return self.tree(tree, (namespace, &tree.name), self.default, &mut Vec::new(), 0);
        };
        self.tree(tree, (name.namespace, name.local), self.default, &mut Vec::new(), 0)
    }

    /// Writes attributes and content of a raw element into the element whose start tag was written last.
    pub(super) fn raw_content(&mut self, element: &Element) -> Result<(), EncodeError> {
        // The attributes' prefixes have to be declared on the element that is open.
        self.in_tag = false;
        let tree = element.get();
        let mut scope = Vec::new();
        self.declarations(tree, &mut scope)?;
        self.attributes_and_children(tree, self.default, &mut scope, 0)?;
        if tree.children.is_empty() {
            self.in_tag = true;
        }
        Ok(())
    }

    fn tree<'e>(
        &mut self,
        tree: &'e xmltree::Element,
        (namespace, local): (&str, &str),
        around: &str,
        scope: &mut Vec<&'e str>,
        depth: usize,
    ) -> Result<(), EncodeError> {
        if depth + self.depth > self.limit {
            return Err(EncodeError::new(format!("values nest deeper than {} (`Limits::depth`)", self.limit)));
        }
        if !is_name(local) {
            return Err(EncodeError::new(format!("`{}` is not the name of an element", local.escape_debug())));
        }
        let outer = scope.len();
        self.out.push('<');
        // An element is written without a prefix: the default namespace is made its own where it is another.
        self.out.push_str(local);
        if self.root.is_none() {
            self.begin_root();
        }
        if around != namespace {
            self.declare("", namespace)?;
        }
        self.declarations(tree, scope)?;
        self.attributes_and_children(tree, namespace, scope, depth)?;
        scope.truncate(outer);
        if tree.children.is_empty() {
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(local);
            self.out.push('>');
        }
        Ok(())
    }

    /// Declares the prefixes that a raw element brings. Its default namespace is that of its name.
    fn declarations<'e>(&mut self, tree: &'e xmltree::Element, scope: &mut Vec<&'e str>) -> Result<(), EncodeError> {
        let Some(namespaces) = &tree.namespaces else { return Ok(()) };
        for (prefix, namespace) in &namespaces.0 {
            if !prefix.is_empty() && prefix != "xml" && prefix != "xmlns" && !namespace.is_empty() {
                self.declare(prefix, namespace)?;
                scope.push(prefix);
            }
        }
        Ok(())
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

    fn attributes_and_children<'e>(
        &mut self,
        tree: &'e xmltree::Element,
        default: &str,
        scope: &mut Vec<&'e str>,
        depth: usize,
    ) -> Result<(), EncodeError> {
        let mut attributes: Vec<_> = tree.attributes.iter().collect();
        attributes.sort_unstable();
        for (name, value) in attributes {
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            if !is_name(local) || !(prefix.is_empty() || prefix == "xml" || scope.contains(&prefix)) {
                let what = "is not the name of an attribute, or its prefix is not declared on the raw element";
                return Err(EncodeError::new(format!("`{}` {what}", name.escape_debug())));
            }
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
                    self.tree(element, (namespace, &element.name), default, scope, depth + 1)?;
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
