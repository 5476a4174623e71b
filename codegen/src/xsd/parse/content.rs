use crate::{
    xml::{Node, QName, SERIALIZATION},
    xsd::tree::{AttributeGroup, Attributes, ComplexType, Content, Group, GroupRef, Model, Particle, Wildcard},
};

use super::{Parser, children, is};

impl<'a> Parser<'_, 'a> {
    pub(super) fn complex_type(&mut self, node: Node<'a>) -> ComplexType {
        let (mut content, mut attributes) = (Content::Plain(None), Attributes::default());
        let mut mixed = self.reader.flag(node, "mixed");
        for child in children(node) {
            if self.attribute_use(child, &mut attributes) {
                continue;
            }
            match child.tag_name().name() {
                "complexContent" => {
                    if child.has_attribute("mixed") {
                        mixed = self.reader.flag(child, "mixed");
                    }
                    content = self.complex_content(child, &mut attributes).unwrap_or(content);
                }
                "simpleContent" => content = self.simple_content(child, &mut attributes).unwrap_or(content),
                name => match self.particle(child) {
                    Some(particle) => content = Content::Plain(Some(particle)),
                    None => self.unexpected_particle(child, name, "complexType"),
                },
            }
        }
        ComplexType {
            name: self.reader.name(node, "name"),
            is_abstract: self.reader.flag(node, "abstract"),
            mixed,
            is_dictionary: self.is_dictionary(node),
            content,
            attributes,
            docs: self.docs(node),
            pos: self.reader.pos(node),
        }
    }

    fn is_dictionary(&self, node: Node<'a>) -> bool {
        let infos = node.children().filter(|child| is(*child, "annotation")).flat_map(|it| it.children());
        infos.filter(|child| is(*child, "appinfo")).flat_map(|info| info.children()).any(|info| {
            info.tag_name().name() == "IsDictionary"
                && info.tag_name().namespace() == Some(SERIALIZATION)
                && matches!(info.text().map(str::trim), Some("true" | "1"))
        })
    }

    fn derivation(&mut self, node: Node<'a>) -> Option<Node<'a>> {
        let derivation = children(node).find(|child| is(*child, "extension") || is(*child, "restriction"));
        if derivation.is_none() {
            let pos = self.reader.pos(node);
            let message = format!("the `{}` holds neither `extension` nor `restriction`", node.tag_name().name());
            self.reader.error("xsd::missing-derivation", pos, message, "");
        }
        derivation
    }

    fn complex_content(&mut self, node: Node<'a>, attributes: &mut Attributes) -> Option<Content> {
        let derivation = self.derivation(node)?;
        let base = self.reader.reference(derivation, "base")?;
        let mut particle = None;
        for child in children(derivation) {
            if self.attribute_use(child, attributes) {
                continue;
            }
            let found = self.particle(child);
            if found.is_none() {
                self.unexpected_particle(child, child.tag_name().name(), derivation.tag_name().name());
            }
            particle = found.or(particle);
        }
        Some(match is(derivation, "extension") {
            true => Content::Extension(base, particle),
            false => Content::Restriction(base, particle),
        })
    }

    fn simple_content(&mut self, node: Node<'a>, attributes: &mut Attributes) -> Option<Content> {
        let derivation = self.derivation(node)?;
        let base = self.reader.reference(derivation, "base")?;
        for child in children(derivation) {
            self.attribute_use(child, attributes);
        }
        Some(match is(derivation, "extension") {
            true => Content::TextExtension(base),
            false => {
                let mut restriction = self.restriction(derivation);
                restriction.base = Some(base.clone());
                Content::TextRestriction(base, Box::new(restriction))
            }
        })
    }

    /// A particle, if the element is one that can be read.
    fn particle(&mut self, node: Node<'a>) -> Option<Particle> {
        Some(match node.tag_name().name() {
            "element" => Particle::Element(self.element(node, false)?),
            "sequence" => Particle::Sequence(self.model(node)),
            "choice" => Particle::Choice(self.model(node)),
            "all" => Particle::All(self.model(node)),
            "group" => {
                let target = self.reader.reference(node, "ref")?;
                Particle::Group(GroupRef { target, occurs: self.occurs(node) })
            }
            "any" => {
                Particle::Any(Wildcard { occurs: self.occurs(node), docs: self.docs(node), pos: self.reader.pos(node) })
            }
            _ => return None,
        })
    }

    /// Reports what is no particle; what is one and could not be read is reported already.
    fn unexpected_particle(&mut self, node: Node<'a>, name: &str, place: &str) {
        if !matches!(name, "element" | "sequence" | "choice" | "all" | "group" | "any") {
            self.unexpected(node, name, place);
        }
    }

    fn model(&mut self, node: Node<'a>) -> Model {
        let mut particles = Vec::new();
        for child in children(node) {
            match self.particle(child) {
                Some(particle) => particles.push(particle),
                None => self.unexpected_particle(child, child.tag_name().name(), node.tag_name().name()),
            }
        }
        Model { occurs: self.occurs(node), particles, docs: self.docs(node), pos: self.reader.pos(node) }
    }

    pub(super) fn group(&mut self, node: Node<'a>) -> Option<Group> {
        let local = self.reader.required_name(node)?;
        let particle = children(node).find_map(|child| self.particle(child));
        let name = QName { namespace: self.target.clone(), local };
        Some(Group { name, particle, pos: self.reader.pos(node) })
    }

    pub(super) fn attribute_group(&mut self, node: Node<'a>) -> Option<AttributeGroup> {
        let local = self.reader.required_name(node)?;
        let mut attributes = Attributes::default();
        for child in children(node) {
            if !self.attribute_use(child, &mut attributes) {
                self.unexpected(child, child.tag_name().name(), "attributeGroup");
            }
        }
        let name = QName { namespace: self.target.clone(), local };
        Some(AttributeGroup { name, attributes, pos: self.reader.pos(node) })
    }
}
