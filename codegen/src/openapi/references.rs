//! The references of a text with the places that they are written at, so that they can be rewritten.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Limits,
    node::{Mark, Node, Value},
    read::{self, Malformed},
};

/// A reference in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Where it leads.
    pub value: String,
    /// The bytes that it is written with, quotes included.
    pub range: Range<usize>,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// It only names what a reference may lead to: a value of a discriminator's `mapping`.
    pub is_mapping: bool,
}

/// The references of a document or of a part of one, in the order of the text. One that is written in a form that can't be
/// replaced, such as a block of lines, is an error.
pub(crate) fn references(text: &str, limits: &Limits) -> Result<Vec<Reference>, Malformed> {
    let root = read::parse(text, 0, limits)?.root;
    let mut found = BTreeMap::new();
    collect(&root, &mut found);
    let mut references = Vec::with_capacity(found.len());
    let (mut offset, mut line, mut column) = (0, 1, 1);
    for (mark, (value, is_mapping)) in found {
        for character in text.get(offset..).unwrap_or_default().chars() {
            if (line, column) == (mark.line, mark.column) {
                break;
            }
            offset += character.len_utf8();
            (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        let Some(length) = literal(text.get(offset..).unwrap_or_default(), value) else {
            let message = format!("the reference to `{value}` is written in a form that cannot be rewritten");
            return Err(Malformed { message, mark });
        };
        let range = offset..offset + length;
        references.push(Reference { value: value.to_owned(), range, line: mark.line, column: mark.column, is_mapping });
    }
    Ok(references)
}

/// Texts that are references by where they begin: what an alias repeats stands in the text once.
fn collect<'n>(root: &'n Node, found: &mut BTreeMap<Mark, (&'n str, bool)>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                if let Some((target, text)) = node.get("$ref").and_then(|target| Some((target, target.as_text()?))) {
                    found.insert(target.mark, (text, false));
                }
                for (_, target) in node.get("discriminator").into_iter().flat_map(|it| it.members("mapping")) {
                    if let Some(text) = target.node.as_text() {
                        found.entry(target.node.mark).or_insert((text, true));
                    }
                }
                open.extend(members.values().map(|member| &member.node));
            }
            _ => {}
        }
    }
}

/// How many bytes write a value at the beginning of a text; `None` where they don't.
fn literal(text: &str, value: &str) -> Option<usize> {
    if let Some(inside) = text.strip_prefix('\'') {
        let written = value.replace('\'', "''");
        return inside.strip_prefix(&*written)?.starts_with('\'').then_some(written.len() + 2);
    }
    if text.starts_with('"') {
        let mut escaped = false;
        let end = text.bytes().skip(1).position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        })?;
        let length = end + 2;
        let said: String = serde_json::from_str(text.get(..length)?).ok()?;
        return (said == value).then_some(length);
    }
    text.starts_with(value).then_some(value.len())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Limits, references};

    fn found(text: &str) -> Vec<(String, &str)> {
        let found = references(text, &Limits::default()).unwrap();
        found.into_iter().map(|it| (it.value, &text[it.range])).collect()
    }

    #[test]
    fn references_stand_where_they_are_written() {
        let json = "{\"é\": 1, \"a\": {\"$ref\": \"b.json#\\/x\"},\n \"$ref\": \"#/a\"}";
        assert_eq!(found(json), [("b.json#/x".to_owned(), "\"b.json#\\/x\""), ("#/a".to_owned(), "\"#/a\"")]);
        let yaml = "é: {$ref: b.yaml#/x, k: é}\nx:\n  - $ref: 'it''s.yaml'\n  - $ref: \"q.yaml\"\n  - &a\n    $ref: p.yaml\n  - *a\n";
        let written: Vec<&str> = found(yaml).into_iter().map(|(_, written)| written).collect();
        assert_eq!(written, ["b.yaml#/x", "'it''s.yaml'", "\"q.yaml\"", "p.yaml"]);
    }

    #[test]
    fn values_of_a_mapping_are_among_them() {
        let text = "discriminator:\n  propertyName: kind\n  mapping: {dog: 'dog.yaml#/Dog', cat: Cat}\n";
        let found = references(text, &Limits::default()).unwrap();
        let said: Vec<(&str, bool)> = found.iter().map(|it| (it.value.as_str(), it.is_mapping)).collect();
        assert_eq!(said, [("dog.yaml#/Dog", true), ("Cat", true)]);
    }

    #[test]
    fn what_cannot_be_replaced_is_an_error_with_a_place() {
        let error = references("a:\n  $ref: >-\n    b\n    c.yaml\n", &Limits::default()).unwrap_err();
        assert!(error.message.contains("`b c.yaml`") && error.mark.line == 3, "{error:?}");
        // The place of a scalar with an anchor is that of the anchor.
        let anchored = references("a: {$ref: &r b.yaml}\nc: {$ref: *r}\n", &Limits::default()).unwrap_err();
        assert_eq!((anchored.mark.line, anchored.mark.column), (1, 11), "{anchored:?}");
    }
}
