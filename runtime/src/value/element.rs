use std::{fmt, mem};

use xmltree::XMLNode;

use crate::record::{Slot, Value, View};

/// A raw XML element: content that no table describes.
///
/// Attributes are keyed by their name with its prefix; [`namespaces`](xmltree::Element::namespaces) of the outermost element
/// holds what prefixes stand for. However deep the element nests, dropping it does not overflow the stack.
#[derive(Clone, PartialEq)]
pub struct Element(xmltree::Element);

impl Element {
    /// An element without attributes and content.
    pub fn new(namespace: &str, name: &str) -> Self {
        let mut element = xmltree::Element::new(name);
        element.namespace = (!namespace.is_empty()).then(|| namespace.to_owned());
        Self(element)
    }

    /// The tree.
    pub fn get(&self) -> &xmltree::Element {
        &self.0
    }

    /// The tree, to be changed.
    pub fn get_mut(&mut self) -> &mut xmltree::Element {
        &mut self.0
    }

    /// The tree, by value.
    pub fn into_inner(mut self) -> xmltree::Element {
        mem::replace(&mut self.0, xmltree::Element::new(""))
    }
}

impl Default for Element {
    /// An element that has no name: where a field holds it, it is written with the field's.
    fn default() -> Self {
        Self(xmltree::Element::new(""))
    }
}

impl From<xmltree::Element> for Element {
    fn from(element: xmltree::Element) -> Self {
        Self(element)
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} …>", self.0.name)
    }
}

impl Drop for Element {
    fn drop(&mut self) {
        let mut pending = mem::take(&mut self.0.children);
        while let Some(node) = pending.pop() {
            if let XMLNode::Element(mut element) = node {
                pending.append(&mut element.children);
            }
        }
    }
}

impl Value for Element {
    fn view(&self) -> View<'_> {
        View::Xml(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Xml(self)
    }
}
