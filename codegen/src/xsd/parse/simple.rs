use crate::{
    model::Constraints,
    xml::{Node, SERIALIZATION},
    xsd::tree::{Restriction, SimpleType, Value, Variety, WhiteSpace},
};

use super::{Parser, children, is};

impl<'a> Parser<'_, 'a> {
    pub(super) fn simple_type(&mut self, node: Node<'a>) -> SimpleType {
        let mut variety = None;
        for child in children(node) {
            variety = match child.tag_name().name() {
                "restriction" => Some(Variety::Restriction(self.restriction(child))),
                "list" => Some(Variety::List {
                    item: self.reader.reference(child, "itemType"),
                    inline: self.inline_simple(child).map(Box::new),
                }),
                "union" => Some(Variety::Union {
                    members: self.reader.references(child, "memberTypes"),
                    inline: children(child)
                        .filter(|child| is(*child, "simpleType"))
                        .map(|child| self.simple_type(child))
                        .collect(),
                }),
                other => {
                    self.unexpected(child, other, "simpleType");
                    variety
                }
            };
        }
        SimpleType {
            name: self.reader.name(node, "name"),
            variety: variety.unwrap_or_else(|| Variety::Restriction(Restriction::default())),
            docs: self.docs(node),
            pos: self.reader.pos(node),
        }
    }

    fn inline_simple(&mut self, node: Node<'a>) -> Option<SimpleType> {
        let child = children(node).find(|child| is(*child, "simpleType"))?;
        Some(self.simple_type(child))
    }

    pub(super) fn restriction(&mut self, node: Node<'a>) -> Restriction {
        let mut restriction = Restriction {
            base: self.reader.reference(node, "base"),
            inline: self.inline_simple(node).map(Box::new),
            ..Restriction::default()
        };
        let limit = self.reader.limits.enumeration_values;
        for child in children(node) {
            let name = child.tag_name().name();
            if matches!(name, "simpleType" | "attribute" | "attributeGroup" | "anyAttribute") {
                continue;
            }
            let Some(text) = self.reader.text(child, "value") else {
                let pos = self.reader.pos(child);
                self.reader.error("xsd::missing-value", pos, format!("the facet `{name}` has no value"), "");
                continue;
            };
            if name != "enumeration" {
                self.facet(child, name, text, &mut restriction);
                continue;
            }
            if restriction.values.len() == limit {
                let pos = self.reader.pos(child);
                let message = format!("the enumeration exceeds the limit `enumeration_values` of {limit}");
                self.reader.error("xsd::limit", pos, message, "raise the limit `enumeration_values`");
                break;
            }
            restriction.values.push(Value {
                text: self.reader.share(text),
                number: enumeration_value(child),
                docs: self.docs(child),
                pos: self.reader.pos(child),
            });
        }
        restriction
    }

    fn facet(&mut self, node: Node<'a>, name: &str, text: &str, restriction: &mut Restriction) {
        let trimmed = text.trim();
        let Constraints { patterns, min_length, max_length, minimum, maximum, .. } = &mut restriction.constraints;
        match name {
            "pattern" => patterns.push(text.to_owned()),
            "minInclusive" => *minimum = Some((trimmed.to_owned(), false)),
            "minExclusive" => *minimum = Some((trimmed.to_owned(), true)),
            "maxInclusive" => *maximum = Some((trimmed.to_owned(), false)),
            "maxExclusive" => *maximum = Some((trimmed.to_owned(), true)),
            "length" => {
                *min_length = self.number(node, trimmed);
                *max_length = *min_length;
            }
            "minLength" => *min_length = self.number(node, trimmed),
            "maxLength" => *max_length = self.number(node, trimmed),
            "totalDigits" => restriction.constraints.total_digits = self.number(node, trimmed),
            "fractionDigits" => restriction.constraints.fraction_digits = self.number(node, trimmed),
            "whiteSpace" => {
                restriction.white_space = match trimmed {
                    "preserve" => Some(WhiteSpace::Preserve),
                    "replace" => Some(WhiteSpace::Replace),
                    _ => Some(WhiteSpace::Collapse),
                }
            }
            other => self.unexpected(node, other, "restriction"),
        }
    }

    fn number<T: std::str::FromStr>(&mut self, node: Node<'a>, text: &str) -> Option<T> {
        let number = text.parse().ok();
        if number.is_none() {
            let pos = self.reader.pos(node);
            let message = format!("`{}` must be a number, not `{text}`", node.tag_name().name());
            self.reader.error("xml::invalid-value", pos, message, "");
        }
        number
    }
}

/// The number that Microsoft's data contracts annotate a value of an enumeration with.
fn enumeration_value(node: Node<'_>) -> Option<i64> {
    let infos = node.children().filter(|child| is(*child, "annotation")).flat_map(|it| it.children());
    let mut values = infos.filter(|child| is(*child, "appinfo")).flat_map(|info| info.children());
    let value = values.find(|info| {
        info.tag_name().name() == "EnumerationValue" && info.tag_name().namespace() == Some(SERIALIZATION)
    })?;
    value.text()?.trim().parse().ok()
}
