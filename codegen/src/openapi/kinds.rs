//! Which members of an object are arrays and which are objects. Those of another kind are not read, and are named.

use super::{
    node::{Node, Value},
    shape::Defects,
};

/// The kinds that the members of an object must have.
#[derive(Clone, Copy, Debug)]
pub struct Kinds {
    arrays: &'static [&'static str],
    objects: &'static [&'static str],
}

/// A document (3.0.3, "OpenAPI Object"; 2.0, "Swagger Object").
pub const DOCUMENT: Kinds = Kinds {
    arrays: &["servers", "tags", "security", "schemes", "consumes", "produces"],
    objects: &["paths", "webhooks", "components", "definitions", "parameters", "responses", "securityDefinitions"],
};

/// What a document declares for use elsewhere (3.0.3, "Components Object").
pub const COMPONENTS: Kinds = Kinds {
    arrays: &[],
    objects: &["schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes", "pathItems"],
};

/// A path (3.0.3, "Path Item Object").
pub const PATH_ITEM: Kinds = Kinds { arrays: &["parameters", "servers"], objects: &[] };

/// An operation (3.0.3, "Operation Object").
pub const OPERATION: Kinds = Kinds {
    arrays: &["parameters", "tags", "security", "servers", "consumes", "produces"],
    objects: &["responses", "callbacks"],
};

/// A response of Swagger 2.0 ("Response Object"); those of OpenAPI 3 have a shape.
pub const RESPONSE: Kinds = Kinds { arrays: &[], objects: &["headers", "examples"] };

/// A schema (3.0.3, "Schema Object"), as far as its members are read in one form only.
pub const SCHEMA: Kinds = Kinds { arrays: &["allOf", "oneOf", "anyOf"], objects: &["properties", "patternProperties"] };

/// What tells alternatives apart (3.0.3, "Discriminator Object").
pub const DISCRIMINATOR: Kinds = Kinds { arrays: &[], objects: &["mapping"] };

impl Kinds {
    /// The members of another kind. `null` says the same as absence: YAML reads a key without a value so.
    pub fn misplaced(&self, node: &Node) -> Defects {
        let Some(members) = node.as_object() else { return Defects::new() };
        let mut defects = Defects::new();
        for (key, member) in members {
            let wanted = match &member.node.value {
                Value::Null => continue,
                value if self.arrays.contains(&key.as_str()) && !matches!(value, Value::Array(_)) => "an array",
                value if self.objects.contains(&key.as_str()) && !matches!(value, Value::Object(_)) => "an object",
                _ => continue,
            };
            defects.push((format!("`{key}` is {}, not {wanted}; ignored", member.node.kind()), member.node.mark));
        }
        defects
    }
}
