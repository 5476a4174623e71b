//! Reading elements as they are.

use xmltree::{Namespace, XMLNode};

use crate::{
    value::Element,
    xml::{Content, Cursor, DecodeError},
};

/// Reads the element entered last, and leaves it. The outermost element keeps all declarations that are in scope, for
/// names that stand in values.
pub(super) fn capture(cursor: &mut Cursor<'_>) -> Result<Element, DecodeError> {
    let outer = cursor.depth();
    let mut root = start(cursor);
    declare(&mut root, cursor.declarations());
    let mut open: Vec<xmltree::Element> = Vec::new();
    loop {
        match cursor.content()? {
            Content::Child => open.push(std::mem::replace(&mut root, start(cursor))),
            Content::Text(text) => match root.children.last_mut() {
                Some(XMLNode::Text(last)) => last.push_str(&text),
                _ => root.children.push(XMLNode::Text(text.into_owned())),
            },
            Content::End if cursor.depth() < outer => return Ok(root.into()),
            Content::End => {
                let Some(parent) = open.pop() else { return Ok(root.into()) };
                let child = std::mem::replace(&mut root, parent);
                root.children.push(XMLNode::Element(child));
            }
        }
    }
}

fn start(cursor: &Cursor<'_>) -> xmltree::Element {
    let mut element = xmltree::Element::new(cursor.local());
    let raw = cursor.open.last().map_or("", |open| open.raw);
    element.prefix = raw.split_once(':').map(|(prefix, _)| prefix.to_owned());
    element.namespace = Some(cursor.namespace()).filter(|namespace| !namespace.is_empty()).map(str::to_owned);
    for attribute in &cursor.attributes {
        let name = match attribute.prefix {
            "" => attribute.local.to_owned(),
            prefix => format!("{prefix}:{}", attribute.local),
        };
        element.attributes.insert(name, attribute.value.to_string());
    }
    let around = cursor.open.last().map_or(0, |open| open.scope);
    declare(&mut element, cursor.scope.all().skip(around));
    element
}

fn declare<'n>(element: &mut xmltree::Element, declarations: impl Iterator<Item = (&'n str, &'n str)>) {
    let mut declared = Namespace::empty();
    for (prefix, namespace) in declarations {
        declared.force_put(prefix, namespace);
    }
    if !declared.is_empty() {
        element.namespaces = Some(declared);
    }
}
