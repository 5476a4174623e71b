use super::super::{
    Dialect, kinds,
    node::{Mark, Member, Node, Value},
};
use crate::model::{Access, Constraints};

/// The types of JSON Schema; `file` is Swagger's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `string`.
    String,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `boolean`.
    Boolean,
    /// `array`.
    Array,
    /// `object`.
    Object,
    /// Bytes that are a whole body or a part of one.
    File,
}

/// What stands for properties that are not listed.
#[derive(Clone, Copy, Debug)]
pub enum Additional<'t> {
    /// Nothing is said.
    Unsaid,
    /// Any value.
    Any,
    /// None may stand.
    Forbidden,
    /// Values of a schema.
    Schema(&'t Node),
}

/// The property that tells alternatives apart.
#[derive(Clone, Debug)]
pub struct Discriminator<'t> {
    /// The property.
    pub property: &'t str,
    /// The value of the property, and the schema that it stands for.
    pub mapping: Vec<(&'t str, &'t str)>,
}

/// One level of a schema, read the same way from every dialect: schemas within are still nodes.
#[derive(Debug)]
pub struct Schema<'t> {
    /// Where it starts.
    pub mark: Mark,
    /// The types that it may be, without `null`.
    pub types: Vec<JsonType>,
    /// `null` may stand.
    pub nullable: bool,
    /// What the type is narrowed to.
    pub format: Option<&'t str>,
    /// Its title.
    pub title: Option<&'t str>,
    /// Its documentation.
    pub description: Option<&'t str>,
    /// The values that may stand, without `null`.
    pub values: Option<Vec<&'t Node>>,
    /// The only value.
    pub fixed: Option<&'t Node>,
    /// Properties in the order of the document.
    pub properties: Vec<(&'t str, &'t Member)>,
    /// The properties that must stand.
    pub required: Vec<&'t str>,
    /// Other properties.
    pub additional: Additional<'t>,
    /// What items are.
    pub items: Option<&'t Node>,
    /// All of these hold.
    pub all_of: &'t [Node],
    /// One of these holds, without those that say only `null`.
    pub alternatives: Vec<&'t Node>,
    /// This does not hold.
    pub not: Option<&'t Node>,
    /// What tells the alternatives apart.
    pub discriminator: Option<Discriminator<'t>>,
    /// The value that absence stands for.
    pub default: Option<&'t Node>,
    /// What values must obey.
    pub constraints: Constraints,
    /// Who may set it.
    pub access: Access,
    /// Marked deprecated.
    pub deprecated: bool,
    /// What is wrong, and where.
    pub defects: Vec<(String, Mark)>,
    /// Keywords that assert something but are not checked.
    pub unchecked: Vec<(&'t str, Mark)>,
}

/// Keywords that assert something which no type and no constraint of the model says.
const UNCHECKED: [&str; 18] = [
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "additionalItems",
    "minProperties",
    "maxProperties",
    "contentSchema",
    "$dynamicRef",
    "xml",
];

impl<'t> Schema<'t> {
    /// Reads a schema by the rules of a dialect.
    pub fn read(node: &'t Node, dialect: Dialect) -> Self {
        let mut schema = Self::empty(node);
        match &node.value {
            Value::Object(_) => {}
            // `true` and `false` are schemas in 3.1: everything, and nothing.
            Value::Bool(true) | Value::Null => return schema,
            _ => {
                schema.defects.push((format!("a schema is {}; taken as any value", node.kind()), node.mark));
                return schema;
            }
        }
        schema.defects.extend(kinds::SCHEMA.misplaced(node));
        schema.read_types(node, dialect);
        schema.read_values(node);
        schema.read_parts(node);
        schema.read_alternatives(node, dialect);
        schema.read_constraints(node, dialect);
        // By the members of the node: schemas have few, and there are many keywords.
        let asserted = node.as_object().into_iter().flatten().filter(|(key, _)| UNCHECKED.contains(&key.as_str()));
        schema.unchecked.extend(asserted.map(|(key, member)| (key.as_str(), member.key)));
        schema
    }

    fn empty(node: &'t Node) -> Self {
        Self {
            mark: node.mark,
            types: Vec::new(),
            nullable: false,
            format: node.get_scalar("format").filter(|format| !format.is_empty()),
            title: node.get_scalar("title"),
            description: node.get_scalar("description"),
            values: None,
            fixed: None,
            properties: Vec::new(),
            required: Vec::new(),
            additional: Additional::Unsaid,
            items: None,
            all_of: &[],
            alternatives: Vec::new(),
            not: None,
            discriminator: None,
            default: node.get("default").filter(|default| !default.is_null()),
            constraints: Constraints::default(),
            access: match (node.flag("readOnly"), node.flag("writeOnly")) {
                (true, false) => Access::ReadOnly,
                (false, true) => Access::WriteOnly,
                _ => Access::Both,
            },
            deprecated: node.flag("deprecated") || node.flag("x-deprecated"),
            defects: Vec::new(),
            unchecked: Vec::new(),
        }
    }

    fn read_types(&mut self, node: &'t Node, dialect: Dialect) {
        self.nullable = match dialect {
            Dialect::V2 => node.flag("x-nullable") || node.flag("nullable"),
            Dialect::V30 => node.flag("nullable") || node.flag("x-nullable"),
            // Converted documents keep the older keyword; what it means is clear.
            Dialect::V31 => node.flag("nullable"),
        };
        let Some(types) = node.get("type") else { return };
        let names: Vec<&Node> = match &types.value {
            Value::Array(names) => names.iter().collect(),
            _ => vec![types],
        };
        for name in names {
            match name.scalar() {
                Some("string") => self.types.push(JsonType::String),
                Some("integer") => self.types.push(JsonType::Integer),
                Some("number") => self.types.push(JsonType::Number),
                Some("boolean") => self.types.push(JsonType::Boolean),
                Some("array") => self.types.push(JsonType::Array),
                Some("object") => self.types.push(JsonType::Object),
                Some("file") => self.types.push(JsonType::File),
                Some("null") => self.nullable = true,
                None if name.is_null() => self.nullable = true,
                Some("any" | "") => {}
                Some(other) => self.misspelt(other, name.mark),
                None => self.defects.push((format!("`type` is {}; ignored", name.kind()), name.mark)),
            }
        }
        self.types.dedup();
    }

    /// Names of types that other languages use, where they can mean one thing only.
    fn misspelt(&mut self, name: &str, mark: Mark) {
        let meant = match name.to_ascii_lowercase().as_str() {
            "str" | "text" | "string" | "date" | "datetime" | "date-time" | "uuid" | "password" => JsonType::String,
            "int" | "int32" | "int64" | "long" | "integer" => JsonType::Integer,
            "float" | "double" | "decimal" | "number" => JsonType::Number,
            "bool" | "boolean" => JsonType::Boolean,
            "list" | "array" => JsonType::Array,
            "map" | "dict" | "object" => JsonType::Object,
            _ => return self.defects.push((format!("`{name}` is no type; taken as any value"), mark)),
        };
        self.types.push(meant);
        self.defects.push((format!("`{name}` is no type; taken as `{meant:?}`"), mark));
    }

    fn read_values(&mut self, node: &'t Node) {
        self.fixed = node.get("const");
        // Enumerations keep unknown values anyway, so that the extension for open ones says the same.
        match node.get("enum").or_else(|| node.get("x-extensible-enum")) {
            None => {}
            Some(values) => match values.as_array() {
                Some(values) => {
                    self.nullable |= values.iter().any(Node::is_null);
                    let values: Vec<&Node> = values.iter().filter(|value| !value.is_null()).collect();
                    self.values = (!values.is_empty()).then_some(values);
                }
                None => {
                    self.defects.push((format!("`enum` is {}, not an array; ignored", values.kind()), values.mark));
                }
            },
        }
        if let Some(fixed) = self.fixed {
            if fixed.is_null() {
                self.nullable = true;
                self.fixed = None;
            } else if self.values.is_none() && fixed.as_text().is_some() {
                self.values = Some(vec![fixed]);
            }
        }
    }

    fn read_parts(&mut self, node: &'t Node) {
        self.properties = node.members("properties").collect();
        match node.get("required").map(|required| (required, required.as_array())) {
            Some((_, Some(names))) => self.required = names.iter().filter_map(Node::as_text).collect(),
            // Draft 3 of JSON Schema marked the property itself: it is read where the property stands.
            Some((required, None)) if required.truth().is_none() => {
                self.defects.push((format!("`required` is {}, not an array; ignored", required.kind()), required.mark));
            }
            _ => {}
        }
        self.additional = match node.get("additionalProperties") {
            None => match node.members("patternProperties").collect::<Vec<_>>().as_slice() {
                [] => Additional::Unsaid,
                [(_, member)] => {
                    self.unchecked.push(("patternProperties", member.key));
                    Additional::Schema(&member.node)
                }
                [(_, member), ..] => {
                    self.unchecked.push(("patternProperties", member.key));
                    Additional::Any
                }
            },
            Some(additional) => match (&additional.value, additional.truth()) {
                (_, Some(true)) => Additional::Any,
                (_, Some(false)) => Additional::Forbidden,
                (Value::Object(members), _) if members.is_empty() => Additional::Any,
                (Value::Object(_), _) => Additional::Schema(additional),
                _ => {
                    let what = format!("`additionalProperties` is {}; taken as any value", additional.kind());
                    self.defects.push((what, additional.mark));
                    Additional::Any
                }
            },
        };
        self.items = node.get("items").filter(|items| match items.value {
            Value::Object(_) => true,
            Value::Bool(_) | Value::Null => false,
            _ => {
                let what = format!("`items` is {}, not a schema; taken as any value", items.kind());
                self.defects.push((what, items.mark));
                false
            }
        });
        if let Some(prefix) = node.member("prefixItems") {
            self.unchecked.push(("prefixItems", prefix.key));
            self.items = None;
            if self.types.is_empty() {
                self.types.push(JsonType::Array);
            }
        }
        self.not = node.get("not");
    }

    fn read_alternatives(&mut self, node: &'t Node, dialect: Dialect) {
        self.all_of = node.items("allOf");
        let listed =
            ["oneOf", "anyOf"].into_iter().map(|key| (key, node.items(key))).find(|(_, items)| !items.is_empty());
        if let Some((_, items)) = listed {
            let says_null = |item: &Node| match item.get("type") {
                Some(kind) => kind.as_text() == Some("null") || kind.is_null(),
                None => item.items("enum").first().is_some_and(Node::is_null) && item.items("enum").len() == 1,
            };
            self.nullable |= items.iter().any(says_null);
            self.alternatives = items.iter().filter(|item| !says_null(item)).collect();
        }
        if !node.items("oneOf").is_empty() && !node.items("anyOf").is_empty() {
            let mark = node.member("anyOf").map_or(node.mark, |member| member.key);
            self.unchecked.push(("anyOf", mark));
        }
        self.discriminator = node.get("discriminator").and_then(|discriminator| match dialect {
            Dialect::V2 if discriminator.as_text().is_some() => {
                discriminator.as_text().map(|property| Discriminator { property, mapping: Vec::new() })
            }
            _ => {
                self.defects.extend(kinds::DISCRIMINATOR.misplaced(discriminator));
                discriminator.get_scalar("propertyName").map(|property| Discriminator {
                    property,
                    mapping: discriminator
                        .members("mapping")
                        .filter_map(|(value, member)| Some((value, member.node.as_text()?)))
                        .collect(),
                })
            }
        });
    }

    fn read_constraints(&mut self, node: &'t Node, dialect: Dialect) {
        let array = self.types.contains(&JsonType::Array) || self.items.is_some();
        let (least, most) = if array { ("minItems", "maxItems") } else { ("minLength", "maxLength") };
        self.constraints.min_length = self.count(node, least);
        self.constraints.max_length = self.count(node, most);
        self.constraints.unique = node.flag("uniqueItems");
        if let Some(pattern) = node.get("pattern").and_then(Node::as_text) {
            self.constraints.patterns.push(pattern.to_owned());
        }
        self.constraints.multiple_of = self.number(node, "multipleOf").map(str::to_owned);
        self.constraints.minimum = self.bound(node, "minimum", "exclusiveMinimum", dialect);
        self.constraints.maximum = self.bound(node, "maximum", "exclusiveMaximum", dialect);
    }

    fn count(&mut self, node: &'t Node, keyword: &str) -> Option<u64> {
        let written = node.get(keyword)?;
        let count = written.number().and_then(|number| number.trim_end_matches(".0").parse().ok());
        if count.is_none() {
            self.defects.push((format!("`{keyword}` is no count; ignored"), written.mark));
        }
        count
    }

    fn number(&mut self, node: &'t Node, keyword: &str) -> Option<&'t str> {
        let written = node.get(keyword)?;
        let number = written.number();
        if number.is_none() {
            self.defects.push((format!("`{keyword}` is {}, not a number; ignored", written.kind()), written.mark));
        }
        number
    }

    /// The bound, and whether it is itself excluded: a flag up to 3.0, a bound of its own from 3.1 on.
    fn bound(&mut self, node: &'t Node, keyword: &str, exclusive: &str, dialect: Dialect) -> Option<(String, bool)> {
        let inclusive = self.number(node, keyword);
        match node.get(exclusive).map(|bound| (bound.truth(), bound.number())) {
            Some((Some(excluded), _)) => inclusive.map(|bound| (bound.to_owned(), excluded)),
            Some((None, Some(bound))) => {
                if dialect != Dialect::V31 {
                    let mark = node.member(exclusive).map_or(node.mark, |member| member.key);
                    self.defects.push((format!("`{exclusive}` is a number as in OpenAPI 3.1; read so"), mark));
                }
                Some((bound.to_owned(), true))
            }
            _ => inclusive.map(|bound| (bound.to_owned(), false)),
        }
    }

    /// Whether it says nothing about the value beyond documentation.
    pub fn is_annotation(&self) -> bool {
        self.types.is_empty() && !self.has_parts() && self.is_unconstrained()
    }

    /// Whether it has properties, members of `allOf`, alternatives, items or values.
    pub fn has_parts(&self) -> bool {
        self.has_object_parts() || !self.alternatives.is_empty() || self.items.is_some() || self.values.is_some()
    }

    /// Whether it says something about properties.
    pub fn has_object_parts(&self) -> bool {
        !self.properties.is_empty() || !self.all_of.is_empty() || !matches!(self.additional, Additional::Unsaid)
    }

    fn is_unconstrained(&self) -> bool {
        self.required.is_empty() && self.format.is_none() && self.constraints == Constraints::default()
    }
}
