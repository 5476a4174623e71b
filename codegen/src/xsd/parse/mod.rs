//! From XML to the tree of a schema document.

mod content;
mod simple;

use std::sync::Arc;

use crate::{
    model::Docs,
    xml::{Node, QName, Reader, XSD},
};

use super::tree::{
    Attribute, Attributes, Directive, DirectiveKind, Element, Inline, Occurs, Schema, TypeDefinition, Usage,
};

/// Reads a `schema` element.
pub(crate) fn parse_schema<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Schema {
    let own = reader.name(node, "targetNamespace");
    let target = own.or_else(|| reader.chameleon.clone()).filter(|target| !target.is_empty());
    let is_qualified = |attribute: &str| node.attribute(attribute).map(str::trim) == Some("qualified");
    let (elements, attributes) = (is_qualified("elementFormDefault"), is_qualified("attributeFormDefault"));
    let mut parser = Parser { reader, target: target.clone(), elements, attributes, ignored: Vec::new() };
    let mut schema = parser.schema(node);
    schema.ignored = parser.ignored;
    schema.target = target;
    schema
}

/// The state of reading one schema document.
struct Parser<'r, 'a> {
    reader: &'r mut Reader<'a>,
    target: Option<Arc<str>>,
    /// `elementFormDefault` is `qualified`.
    elements: bool,
    /// `attributeFormDefault` is `qualified`.
    attributes: bool,
    ignored: Vec<(String, crate::source::Pos)>,
}

/// Whether an element is the one of this name in the namespace of XML Schema.
fn is(node: Node<'_>, name: &str) -> bool {
    node.tag_name().name() == name && node.tag_name().namespace() == Some(XSD)
}

/// The elements of XML Schema in an element, annotations aside.
fn children<'a>(node: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(|child| child.tag_name().namespace() == Some(XSD) && child.tag_name().name() != "annotation")
}

impl<'a> Parser<'_, 'a> {
    fn schema(&mut self, node: Node<'a>) -> Schema {
        let mut schema = Schema::default();
        for child in children(node) {
            match child.tag_name().name() {
                "element" => schema.elements.extend(self.element(child, true)),
                "attribute" => schema.attributes.extend(self.attribute(child, true)),
                "complexType" => {
                    if self.reader.required_name(child).is_some() {
                        schema.types.push(TypeDefinition::Complex(self.complex_type(child)));
                    }
                }
                "simpleType" => {
                    if self.reader.required_name(child).is_some() {
                        schema.types.push(TypeDefinition::Simple(self.simple_type(child)));
                    }
                }
                "group" => schema.groups.extend(self.group(child)),
                "attributeGroup" => schema.attribute_groups.extend(self.attribute_group(child)),
                "import" | "include" | "redefine" => schema.directives.push(self.directive(child)),
                "notation" => self.ignore(child, "notation"),
                other => self.unexpected(child, other, "schema"),
            }
        }
        schema
    }

    fn directive(&mut self, node: Node<'a>) -> Directive {
        let location = self.reader.text(node, "schemaLocation").map(|location| location.trim().to_owned());
        let kind = match node.tag_name().name() {
            "import" => DirectiveKind::Import(self.reader.name(node, "namespace").filter(|name| !name.is_empty())),
            "include" => DirectiveKind::Include,
            _ => DirectiveKind::Redefine(Box::new(Schema { target: self.target.clone(), ..self.schema(node) })),
        };
        Directive { kind, location, pos: self.reader.pos(node) }
    }

    fn docs(&self, node: Node<'a>) -> Docs {
        let annotations = node.children().filter(|child| is(*child, "annotation"));
        self.reader.docs(annotations.flat_map(|it| it.children().filter(|child| is(*child, "documentation"))))
    }

    fn ignore(&mut self, node: Node<'a>, what: &str) {
        let pos = self.reader.pos(node);
        self.ignored.push((what.to_owned(), pos));
    }

    fn unexpected(&mut self, node: Node<'a>, name: &str, place: &str) {
        let pos = self.reader.pos(node);
        let message = format!("`{name}` does not belong in `{place}`");
        self.reader.error("xsd::unexpected-element", pos, message, "see XML Schema 1.0 part 1, appendix A");
    }

    fn occurs(&mut self, node: Node<'a>) -> Occurs {
        let min = self.count(node, "minOccurs");
        if self.reader.text(node, "maxOccurs").map(str::trim) == Some("unbounded") {
            return Occurs { min: min.unwrap_or(1), max: None };
        }
        let max = self.count(node, "maxOccurs").or(min.filter(|min| *min > 1 && !node.has_attribute("maxOccurs")));
        let occurs = Occurs { min: min.unwrap_or(1), max: Some(max.unwrap_or(1)) };
        if let (Some(min), Some(max)) = (min, max)
            && min > max
            && node.has_attribute("maxOccurs")
        {
            let pos = self.reader.pos(node);
            let message = format!("`minOccurs` of {min} is above `maxOccurs` of {max}");
            self.reader.error("xsd::occurrences", pos, message, "`maxOccurs` may also be `unbounded`");
        }
        // `maxOccurs="0"` forbids what `minOccurs` by default demands.
        Occurs { min: occurs.min.min(occurs.max.unwrap_or(u32::MAX)), ..occurs }
    }

    fn count(&mut self, node: Node<'a>, attribute: &str) -> Option<u32> {
        let text = self.reader.text(node, attribute)?.trim();
        let limit = self.reader.limits.occurrences;
        let digits = text.strip_prefix('+').unwrap_or(text);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            if let Some(count) = digits.parse::<u32>().ok().filter(|count| *count <= limit) {
                return Some(count);
            }
            let pos = self.reader.pos(node);
            let message = format!("`{attribute}` of {text} exceeds the limit `occurrences` of {limit}");
            self.reader.error("xsd::limit", pos, message, "use `unbounded`, or raise the limit `occurrences`");
            return None;
        }
        let pos = self.reader.pos(node);
        let message = format!("`{attribute}` must be a number, not `{text}`");
        self.reader.error("xml::invalid-value", pos, message, "`maxOccurs` may also be `unbounded`");
        None
    }

    /// The name of a local declaration: qualified as `form` or the schema's default says.
    fn local_name(&mut self, node: Node<'a>, local: Arc<str>, by_default: bool) -> QName {
        let qualified = match self.reader.text(node, "form").map(str::trim) {
            Some("qualified") => true,
            Some(_) => false,
            None => by_default,
        };
        QName { namespace: self.target.clone().filter(|_| qualified), local }
    }

    fn element(&mut self, node: Node<'a>, global: bool) -> Option<Element> {
        let reference = if global { None } else { self.reader.reference(node, "ref") };
        let is_reference = reference.is_some();
        if is_reference && (node.has_attribute("name") || node.has_attribute("type")) {
            let pos = self.reader.pos(node);
            let message = "the `element` has both `ref` and a declaration of its own (`name` or `type`)";
            self.reader.error("xsd::ref-and-name", pos, message, "remove one of them");
        }
        let name = match reference {
            Some(reference) => reference.name,
            None if node.has_attribute("ref") => return None, // The unbound prefix is reported.
            None => {
                let local = self.reader.wire_name(node)?;
                match global {
                    true => QName { namespace: self.target.clone(), local },
                    false => self.local_name(node, local, self.elements),
                }
            }
        };
        let mut inline = None;
        for child in children(node) {
            match child.tag_name().name() {
                "complexType" => inline = Some(Inline::Complex(Box::new(self.complex_type(child)))),
                "simpleType" => inline = Some(Inline::Simple(Box::new(self.simple_type(child)))),
                other @ ("key" | "keyref" | "unique") => self.ignore(child, other),
                other => self.unexpected(child, other, "element"),
            }
        }
        Some(Element {
            name,
            is_reference,
            ty: self.reader.reference(node, "type"),
            inline,
            occurs: if global { Occurs::ONCE } else { self.occurs(node) },
            nillable: self.reader.flag(node, "nillable"),
            is_abstract: self.reader.flag(node, "abstract"),
            substitutes: self.reader.reference(node, "substitutionGroup"),
            default: self.reader.text(node, "default").map(str::to_owned),
            fixed: self.reader.text(node, "fixed").map(str::to_owned),
            docs: self.docs(node),
            pos: self.reader.pos(node),
        })
    }

    fn attribute(&mut self, node: Node<'a>, global: bool) -> Option<Attribute> {
        let reference = if global { None } else { self.reader.reference(node, "ref") };
        let is_reference = reference.is_some();
        let name = match reference {
            Some(reference) => reference.name,
            None if node.has_attribute("ref") => return None,
            None => {
                let local = self.reader.wire_name(node)?;
                match global {
                    true => QName { namespace: self.target.clone(), local },
                    false => self.local_name(node, local, self.attributes),
                }
            }
        };
        let simple = children(node).find(|child| is(*child, "simpleType"));
        let usage = match self.reader.text(node, "use").map(str::trim) {
            Some("required") => Usage::Required,
            Some("prohibited") => Usage::Prohibited,
            _ => Usage::Optional,
        };
        Some(Attribute {
            name,
            is_reference,
            ty: self.reader.reference(node, "type"),
            inline: simple.map(|simple| Box::new(self.simple_type(simple))),
            usage,
            default: self.reader.text(node, "default").map(str::to_owned),
            fixed: self.reader.text(node, "fixed").map(str::to_owned),
            docs: self.docs(node),
            pos: self.reader.pos(node),
        })
    }

    /// Takes an attribute, a reference to a group of them, or a wildcard; says whether it was one.
    fn attribute_use(&mut self, node: Node<'a>, attributes: &mut Attributes) -> bool {
        match node.tag_name().name() {
            "attribute" => attributes.uses.extend(self.attribute(node, false)),
            "attributeGroup" => attributes.groups.extend(self.reader.reference(node, "ref")),
            "anyAttribute" => attributes.any = Some(self.reader.pos(node)),
            _ => return false,
        }
        true
    }
}
