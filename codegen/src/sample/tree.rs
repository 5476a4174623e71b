//! The tree of a sample message, and how it is written down.

use std::fmt::Write as _;

use crate::model::WireName;

pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// An element of a sample.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: WireName,
    pub attributes: Vec<(WireName, String)>,
    /// The name that `xsi:type` gives.
    pub xsi_type: Option<WireName>,
    pub nil: bool,
    pub children: Vec<Element>,
    pub text: String,
}

impl Element {
    pub fn new(name: &WireName) -> Self {
        Self { name: name.clone(), ..Self::default() }
    }

    pub fn qualified(namespace: &str, local: &str) -> Self {
        Self::new(&WireName::qualified(namespace, local))
    }
}

/// The whole document: two spaces of indentation, all prefixes declared by the root.
pub(super) fn document(root: &Element) -> String {
    let mut prefixes = Prefixes::default();
    prefixes.collect(root);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    write(root, &prefixes, 0, &mut out);
    out
}

fn write(element: &Element, prefixes: &Prefixes, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let name = prefixes.name(&element.name);
    let _ = write!(out, "{indent}<{name}");
    if depth == 0 {
        for (namespace, prefix) in &prefixes.known {
            let _ = write!(out, "\n    xmlns:{prefix}=\"{}\"", escape(namespace));
        }
    }
    if let Some(ty) = &element.xsi_type {
        let _ = write!(out, " xsi:type=\"{}\"", prefixes.name(ty));
    }
    for (attribute, value) in &element.attributes {
        let _ = write!(out, " {}=\"{}\"", prefixes.name(attribute), escape(value));
    }
    if element.nil {
        out.push_str(" xsi:nil=\"true\"");
    }
    if element.children.is_empty() && element.text.is_empty() {
        out.push_str("/>\n");
    } else if element.children.is_empty() {
        let _ = writeln!(out, ">{}</{name}>", escape(&element.text));
    } else {
        out.push_str(">\n");
        for child in &element.children {
            write(child, prefixes, depth + 1, out);
        }
        let _ = writeln!(out, "{indent}</{name}>");
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The prefixes of a document, in the order of their first use.
#[derive(Default)]
struct Prefixes {
    known: Vec<(String, String)>,
}

impl Prefixes {
    fn collect(&mut self, element: &Element) {
        self.declare(&element.name);
        for (name, _) in &element.attributes {
            self.declare(name);
        }
        if let Some(ty) = &element.xsi_type {
            self.declare(ty);
        }
        if element.nil || element.xsi_type.is_some() {
            self.declare(&WireName::qualified(XSI, "nil"));
        }
        for child in &element.children {
            self.collect(child);
        }
    }

    fn declare(&mut self, name: &WireName) {
        let Some(namespace) = &name.namespace else { return };
        if self.known.iter().any(|(known, _)| known == namespace) {
            return;
        }
        let wished = wished(namespace);
        let taken = |candidate: &str| self.known.iter().any(|(_, prefix)| prefix == candidate);
        let prefix = (1..)
            .map(|n| if n == 1 { wished.clone() } else { format!("{wished}{n}") })
            .find(|candidate| !taken(candidate))
            .unwrap_or(wished);
        self.known.push((namespace.clone(), prefix));
    }

    fn name(&self, name: &WireName) -> String {
        let prefix = name.namespace.as_ref().and_then(|wanted| self.known.iter().find(|(known, _)| known == wanted));
        match prefix {
            Some((_, prefix)) => format!("{prefix}:{}", name.local),
            None => name.local.clone(),
        }
    }
}

/// The prefix that a reader would expect: the last word of the namespace.
fn wished(namespace: &str) -> String {
    match namespace {
        super::SOAP_11 | super::SOAP_12 => return "soap".to_owned(),
        XSI => return "xsi".to_owned(),
        _ => {}
    }
    let words = namespace.split(|c: char| !c.is_ascii_alphanumeric());
    let mut usable = words.filter(|word| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && !word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("xml"))
    });
    usable.next_back().map_or_else(|| "ns".to_owned(), str::to_ascii_lowercase)
}
