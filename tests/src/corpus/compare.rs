//! Whether a message survived decoding and encoding: two trees compared along the schema.
//!
//! Names, order, attributes and values must be the same, values in the value space of their type. Prefixes, comments,
//! white space between elements and an `xsi:type` that repeats the declared type don't matter; `xsi:nil` on an optional
//! element equals its absence where the tables say that nil means absent, and so does an empty one of a type that has no
//! empty value.

use bindery_runtime::record::{Field, Flags, Form, Kind, MapSchema, Schema, Shape, Tag};
use roxmltree::Node;

use super::lexical;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The first difference between two messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path from the body's or header's element down.
    pub path: String,
    /// What differs.
    pub what: String,
}

fn differs<T>(path: &str, what: String) -> Result<T, Difference> {
    Err(Difference { path: path.to_owned(), what })
}

/// Compares the content of two elements that hold the fields of a record.
pub fn record(original: Node<'_, '_>, ours: Node<'_, '_>, schema: &Schema, path: &str) -> Result<(), Difference> {
    attributes(original, ours, schema, path)?;
    if let Some(text) = schema.fields.iter().find(|field| field.form == Form::Text) {
        return value(original, ours, text, path);
    }
    children(original, ours, |name| find(schema, name), path)
}

/// Compares two header blocks, along the table of the header blocks where it has them, and exactly where not.
pub fn block(original: Node<'_, '_>, ours: Node<'_, '_>, headers: &Schema, path: &str) -> Result<(), Difference> {
    if original.tag_name() != ours.tag_name() {
        return differs(path, format!("is {} in our message", ours.tag_name().name()));
    }
    match find(headers, original) {
        Some(field) => value(original, ours, field, path),
        None => same(original, ours, path),
    }
}

/// Compares the children of two elements; `lookup` tells the field that an element belongs to.
fn children<'s>(
    original: Node<'_, '_>,
    ours: Node<'_, '_>,
    lookup: impl Fn(Node<'_, '_>) -> Option<&'s Field>,
    path: &str,
) -> Result<(), Difference> {
    let left: Vec<_> =
        original.children().filter(Node::is_element).filter(|node| !is_absent(*node, lookup(*node))).collect();
    let right: Vec<_> = ours.children().filter(Node::is_element).collect();
    for (index, node) in left.iter().enumerate() {
        let name = node.tag_name();
        let here = format!("{path}/{}", name.name());
        let Some(other) = right.get(index) else { return differs(&here, "is missing in our message".to_owned()) };
        if other.tag_name() != name {
            return differs(&here, format!("stands where our message has {}", other.tag_name().name()));
        }
        match lookup(*node) {
            Some(field) => value(*node, *other, field, &here)?,
            None => same(*node, *other, &here)?,
        }
    }
    match right.get(left.len()) {
        Some(extra) => differs(&format!("{path}/{}", extra.tag_name().name()), "is only in our message".to_owned()),
        None => Ok(()),
    }
}

/// An element that is nil where nil means absent, or that is empty where its type has no empty value: this is read as
/// none, and reported.
fn is_absent(node: Node<'_, '_>, field: Option<&Field>) -> bool {
    field.is_some_and(|field| {
        let optional = !field.is(Flags::REQUIRED);
        is_nil(node) && (optional || field.is(Flags::DROP_NIL))
            || optional && !field.is(Flags::REPEATED) && is_empty(node) && lacks_empty(&field.shape)
    })
}

fn is_empty(node: Node<'_, '_>) -> bool {
    !node.has_children() || text(node).trim().is_empty() && !node.children().any(|child| child.is_element())
}

/// Whether no value of a type is written as nothing (XML Schema 1.0 part 2).
fn lacks_empty(shape: &Shape) -> bool {
    use Kind::{Base64, Binary, Hex, NormalizedString, String, Token, Uri};
    matches!(shape, Shape::Scalar(kind) | Shape::Simple(kind, _)
        if !matches!(kind, String | NormalizedString | Token | Uri | Base64 | Hex | Binary))
}

fn is_nil(node: Node<'_, '_>) -> bool {
    matches!(node.attribute((XSI, "nil")), Some("true" | "1"))
}

/// Compares two elements that hold the value of a field.
fn value(original: Node<'_, '_>, ours: Node<'_, '_>, field: &Field, path: &str) -> Result<(), Difference> {
    if is_nil(original) || is_nil(ours) {
        return if is_nil(original) == is_nil(ours) {
            Ok(())
        } else {
            differs(path, "is nil in one message only".to_owned())
        };
    }
    match &field.shape {
        Shape::Scalar(kind) | Shape::Simple(kind, _) => scalar(original, ours, *kind, path),
        Shape::Enum(schema) => {
            let equal = if schema.set {
                lexical::tokens(&text(original)) == lexical::tokens(&text(ours))
            } else {
                text(original).trim() == text(ours)
            };
            if equal { Ok(()) } else { differs(path, unequal(original, ours)) }
        }
        Shape::Record(schema) => record(original, ours, schema, path),
        Shape::List(list) if list.item.name.local.is_empty() => {
            match text(original).split_ascii_whitespace().eq(text(ours).split_ascii_whitespace()) {
                true => Ok(()),
                false => differs(path, unequal(original, ours)),
            }
        }
        Shape::List(list) => children(original, ours, |node| named(&list.item, node), path),
        Shape::Map(map) => entries(original, ours, map, path),
        Shape::Union(union) if union.tag == Tag::XsiType => {
            let variant = match type_name(original) {
                None => union.variants.first(),
                Some((namespace, local)) => {
                    if type_name(ours).is_some_and(|ours| ours != (namespace.clone(), local.clone())) {
                        return differs(path, format!("has another xsi:type than {local} in our message"));
                    }
                    union.variants.iter().find(|v| v.name.local == local && v.name.namespace == namespace)
                }
            };
            match variant.map(|variant| &variant.shape) {
                Some(Shape::Record(schema)) => record(original, ours, schema, path),
                _ => same(original, ours, path),
            }
        }
        Shape::Union(_) | Shape::Any => same(original, ours, path),
    }
}

fn entries(original: Node<'_, '_>, ours: Node<'_, '_>, map: &MapSchema, path: &str) -> Result<(), Difference> {
    let pairs = |node: Node<'_, '_>| node.children().filter(|n| n.is_element()).count();
    if pairs(original) != pairs(ours) {
        return differs(path, format!("has {} entries, our message {}", pairs(original), pairs(ours)));
    }
    let lookup = |node: Node<'_, '_>| named(&map.key, node).or_else(|| named(&map.value, node));
    for (left, right) in original.children().filter(Node::is_element).zip(ours.children().filter(Node::is_element)) {
        if left.tag_name() != right.tag_name() {
            return differs(
                path,
                format!("has an entry {}, our message {}", left.tag_name().name(), right.tag_name().name()),
            );
        }
        children(left, right, lookup, &format!("{path}/{}", left.tag_name().name()))?;
    }
    Ok(())
}

fn scalar(original: Node<'_, '_>, ours: Node<'_, '_>, kind: Kind, path: &str) -> Result<(), Difference> {
    if lexical::equal(kind, &text(original), &text(ours)) { Ok(()) } else { differs(path, unequal(original, ours)) }
}

fn unequal(original: Node<'_, '_>, ours: Node<'_, '_>) -> String {
    format!("is {:?}, in our message {:?}", excerpt(&text(original)), excerpt(&text(ours)))
}

fn excerpt(text: &str) -> String {
    text.chars().take(60).collect()
}

fn text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

/// The attributes, without those of the schema instance namespace.
fn attributes(original: Node<'_, '_>, ours: Node<'_, '_>, schema: &Schema, path: &str) -> Result<(), Difference> {
    let find = |node: Node<'_, '_>, namespace: Option<&str>, name: &str| {
        node.attributes().find(|a| a.namespace() == namespace && a.name() == name).map(|a| a.value().to_owned())
    };
    for (from, to) in [(original, ours), (ours, original)] {
        for attribute in from.attributes().filter(|attribute| attribute.namespace() != Some(XSI)) {
            let (namespace, name) = (attribute.namespace(), attribute.name());
            let kind = schema
                .fields
                .iter()
                .find(|f| {
                    f.form == Form::Attribute && f.name.local == name && f.name.namespace == namespace.unwrap_or("")
                })
                .and_then(|field| match field.shape {
                    Shape::Scalar(kind) | Shape::Simple(kind, _) => Some(kind),
                    _ => None,
                })
                .unwrap_or(Kind::String);
            match find(to, namespace, name) {
                Some(value) if lexical::equal(kind, attribute.value(), &value) => {}
                Some(value) => {
                    return differs(&format!("{path}/@{name}"), format!("is {:?} and {value:?}", attribute.value()));
                }
                None => return differs(&format!("{path}/@{name}"), "stands in one message only".to_owned()),
            }
        }
    }
    Ok(())
}

/// Compares two elements that no schema describes: everything must be the same.
fn same(original: Node<'_, '_>, ours: Node<'_, '_>, path: &str) -> Result<(), Difference> {
    if !original.children().any(|child| child.is_element()) && text(original) != text(ours) {
        return differs(path, unequal(original, ours));
    }
    children(original, ours, |_| None, path)
}

fn named<'f>(field: &'f Field, node: Node<'_, '_>) -> Option<&'f Field> {
    let name = node.tag_name();
    (field.name.local == name.name() && field.name.namespace == name.namespace().unwrap_or("")).then_some(field)
}

/// The field that an element belongs to, looked for in groups and choices as well.
fn find<'s>(schema: &'s Schema, node: Node<'_, '_>) -> Option<&'s Field> {
    schema.fields.iter().find_map(|field| match (&field.form, &field.shape) {
        (Form::Element, _) => named(field, node),
        (Form::Group, Shape::Record(schema)) => find(schema, node),
        (Form::Choice, Shape::Union(union)) => union.variants.iter().find_map(|variant| match &variant.shape {
            Shape::Record(schema) if variant.form == Form::Group => find(schema, node),
            _ => named(variant, node),
        }),
        _ => None,
    })
}

/// The type that `xsi:type` names.
fn type_name(node: Node<'_, '_>) -> Option<(String, String)> {
    let value = node.attribute((XSI, "type"))?.trim();
    let (prefix, local) = value.split_once(':').map_or((None, value), |(prefix, local)| (Some(prefix), local));
    Some((node.lookup_namespace_uri(prefix).unwrap_or("").to_owned(), local.to_owned()))
}
