//! A tree of XML as text in which only what means something is left: no prefixes, no order of attributes, no white
//! space between elements.
//!
//! Stands on roxmltree, which shares no code with the codec that it judges.

use std::fmt::Write as _;

use roxmltree::{Document, Node};
use similar::TextDiff;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The canonical text of a document: one line per element, attribute and text.
pub fn canonical(xml: &str) -> Result<String, roxmltree::Error> {
    let document = Document::parse(xml.trim_start_matches('\u{feff}'))?;
    let mut out = String::new();
    element(document.root_element(), 0, &mut out);
    Ok(out)
}

/// What differs between two documents, line by line; `None` where nothing does.
pub fn difference(expected: &str, actual: &str) -> Option<String> {
    let read = |xml: &str| canonical(xml).unwrap_or_else(|error| format!("not well-formed: {error}\n{xml}\n"));
    lines(&read(expected), &read(actual))
}

/// What differs between two texts, line by line; `None` where nothing does.
pub fn lines(expected: &str, actual: &str) -> Option<String> {
    (expected != actual).then(|| {
        TextDiff::from_lines(expected, actual).unified_diff().header("expected", "actual").context_radius(4).to_string()
    })
}

fn element(node: Node<'_, '_>, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}{}", expanded(node.tag_name().namespace(), node.tag_name().name()));
    let mut attributes: Vec<_> = node
        .attributes()
        .map(|attribute| {
            let name = expanded(attribute.namespace(), attribute.name());
            let value = qualified(node, attribute.value()).unwrap_or_else(|| attribute.value().to_owned());
            let value = match (attribute.namespace(), attribute.name()) {
                (Some(XSI), "nil") if value.trim() == "1" => "true".to_owned(),
                // A type without a prefix is one of the default namespace.
                (Some(XSI), "type") if !value.contains(':') => expanded(node.default_namespace(), value.trim()),
                _ => value,
            };
            format!("{indent}  @{name} = {value:?}")
        })
        .collect();
    attributes.sort();
    for attribute in attributes {
        let _ = writeln!(out, "{attribute}");
    }
    let has_elements = node.children().any(|child| child.is_element());
    let has_text = node.children().any(|child| child.is_text() && !child.text().unwrap_or_default().trim().is_empty());
    let mut text = String::new();
    for child in node.children() {
        if child.is_element() {
            flush(&mut text, &indent, has_elements && !has_text, node, out);
            element(child, depth + 1, out);
        } else if child.is_text() {
            text.push_str(child.text().unwrap_or_default());
        }
    }
    flush(&mut text, &indent, has_elements && !has_text, node, out);
}

/// Writes the text gathered so far, unless it only parts elements.
fn flush(text: &mut String, indent: &str, only_parts: bool, node: Node<'_, '_>, out: &mut String) {
    if !text.is_empty() && !only_parts {
        let value = qualified(node, text).unwrap_or_else(|| text.clone());
        let _ = writeln!(out, "{indent}  {value:?}");
    }
    text.clear();
}

fn expanded(namespace: Option<&str>, local: &str) -> String {
    match namespace {
        None | Some("") => local.to_owned(),
        Some(namespace) => format!("{{{namespace}}}{local}"),
    }
}

/// A text that is a qualified name whose prefix is bound, with the namespace for the prefix.
fn qualified(node: Node<'_, '_>, text: &str) -> Option<String> {
    let (prefix, local) = text.trim().split_once(':')?;
    let is_name = |part: &str| {
        part.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && part.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
    };
    (is_name(prefix) && is_name(local)).then_some(())?;
    node.lookup_namespace_uri(Some(prefix)).map(|namespace| expanded(Some(namespace), local))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn prefixes_order_of_attributes_and_indentation_mean_nothing() {
        let one = r#"<a:R xmlns:a="urn:a" x="1" y="2"> <a:V t="a:T"/> <a:W>a:T</a:W></a:R>"#;
        let other = r#"<R xmlns="urn:a" y="2" x="1"><V xmlns:b="urn:a" t="b:T"/><b:W xmlns:b="urn:a">b:T</b:W></R>"#;
        assert_eq!(difference(one, other), None);
    }

    #[test]
    fn names_values_order_and_text_do() {
        let base = r#"<R xmlns="urn:a"><V>1</V><W> </W></R>"#;
        for other in [
            r#"<R xmlns="urn:b"><V>1</V><W> </W></R>"#,
            r#"<R xmlns="urn:a"><V>2</V><W> </W></R>"#,
            r#"<R xmlns="urn:a"><W> </W><V>1</V></R>"#,
            r#"<R xmlns="urn:a"><V>1</V><W/></R>"#,
            r#"<R xmlns="urn:a"><V a="1">1</V><W> </W></R>"#,
            r#"<R xmlns="urn:a"><V>1</V>text<W> </W></R>"#,
        ] {
            assert!(difference(base, other).is_some(), "{other}");
        }
    }
}
