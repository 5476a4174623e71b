//! A pass over the raw text before it is parsed: bounds on depth and attributes, and the place of a DTD.
//!
//! It judges no more than where tags begin and end; what is malformed is left to the parser, which says it better.

use crate::source::Limits;

/// What forbids a text to be parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// A document type declaration.
    Dtd,
    /// A limit was met: its name and value.
    Limit(&'static str, usize),
}

/// Finds the first reason not to parse the text, and where it stands.
pub(super) fn scan(text: &str, limits: &Limits) -> Option<(usize, Finding)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    // The namespace declarations in scope, for every open element.
    let mut open: Vec<usize> = Vec::new();
    while let Some(start) = find(bytes, at, b"<") {
        let rest = bytes.get(start..).unwrap_or_default();
        at = if rest.starts_with(b"<!--") {
            find(bytes, start + 4, b"-->")? + 3
        } else if rest.starts_with(b"<![CDATA[") {
            find(bytes, start + 9, b"]]>")? + 3
        } else if rest.starts_with(b"<?") {
            find(bytes, start + 2, b"?>")? + 2
        } else if rest.starts_with(b"<!DOCTYPE") {
            return Some((start, Finding::Dtd));
        } else if rest.starts_with(b"</") {
            open.pop();
            find(bytes, start, b">")? + 1
        } else {
            let tag = tag(bytes, start + 1)?;
            if tag.attributes > limits.attributes {
                return Some((start, Finding::Limit("attributes", limits.attributes)));
            }
            let namespaces = open.last().copied().unwrap_or(0) + tag.namespaces;
            if namespaces > limits.namespaces {
                return Some((start, Finding::Limit("namespaces", limits.namespaces)));
            }
            if !tag.closed {
                open.push(namespaces);
                if open.len() > limits.element_depth {
                    return Some((start, Finding::Limit("element_depth", limits.element_depth)));
                }
            }
            tag.end
        };
    }
    None
}

struct Tag {
    end: usize,
    closed: bool,
    attributes: usize,
    namespaces: usize,
}

/// Reads a start tag; `None` where it never ends.
fn tag(bytes: &[u8], start: usize) -> Option<Tag> {
    let (mut attributes, mut namespaces, mut at, mut last) = (0, 0, start, b' ');
    loop {
        match *bytes.get(at)? {
            b'>' => return Some(Tag { end: at + 1, closed: last == b'/', attributes, namespaces }),
            quote @ (b'"' | b'\'') => {
                attributes += 1;
                at = find(bytes, at + 1, &[quote])?;
                last = quote;
            }
            b'x' if last.is_ascii_whitespace() && bytes.get(at..)?.starts_with(b"xmlns") => {
                namespaces += 1;
                last = b'x';
            }
            byte => last = byte,
        }
        at += 1;
    }
}

fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(usize, Finding)> {
        scan(text, &Limits { element_depth: 3, attributes: 2, namespaces: 2, ..Limits::default() })
    }

    #[test]
    fn depth_attributes_and_namespaces_are_bounded() {
        assert_eq!(found("<a><b><c/><c/></b></a>"), None);
        assert_eq!(found("<a><b><c><d>"), Some((9, Finding::Limit("element_depth", 3))));
        assert_eq!(found("<a x='>' y=\"/>\"/>"), None);
        assert_eq!(found("<a x='' y='' z=''/>"), Some((0, Finding::Limit("attributes", 2))));
        assert_eq!(found("<a xmlns='u' xmlns:b='v'><c xmlns:d='w'/></a>"), Some((25, Finding::Limit("namespaces", 2))));
    }

    #[test]
    fn a_dtd_is_found_and_comments_hide_nothing_else() {
        assert_eq!(found("<?xml version='1.0'?><!-- <!DOCTYPE --><a/>"), None);
        assert_eq!(found("<!-- --><!DOCTYPE a>"), Some((8, Finding::Dtd)));
    }
}
