use super::{JsonType, Kind, Lowerer, Schema};
use crate::{
    ledger::LossKind,
    model::{Cardinality, Docs, Enum, Place, Primitive, TypeKind, TypeRef, Variant, WireName},
    openapi::node::{Node, Value},
};

/// Names and documentation that extensions give the values of an enumeration.
#[derive(Default)]
struct Labels {
    names: Vec<Option<String>>,
    docs: Vec<Option<String>>,
}

impl Labels {
    /// Reads `x-enum-varnames`, `x-enumNames`, `x-enum-descriptions` and `x-ms-enum`.
    fn read(node: &Node, values: &[&Node]) -> Self {
        let list = |key: &str| -> Vec<Option<String>> {
            node.items(key).iter().map(|name| name.scalar().map(str::to_owned)).collect()
        };
        let first =
            |keys: &[&str]| keys.iter().map(|key| list(key)).find(|found| !found.is_empty()).unwrap_or_default();
        let mut labels = Self {
            names: first(&["x-enum-varnames", "x-enumNames", "x-enum-names"]),
            docs: first(&["x-enum-descriptions", "x-enumDescriptions"]),
        };
        let microsoft = node.get("x-ms-enum").map(|extension| extension.items("values")).unwrap_or_default();
        if !microsoft.is_empty() {
            let entry = |value: &&Node| microsoft.iter().find(|entry| entry.get_scalar("value") == value.scalar());
            let text = |value: &&Node, key: &str| Some(entry(value)?.get_scalar(key)?.to_owned());
            labels.names = values.iter().map(|value| text(value, "name")).collect();
            labels.docs = values.iter().map(|value| text(value, "description")).collect();
        }
        labels
    }
}

impl<'t> Lowerer<'t> {
    /// An enumeration of texts or integers; values of other kinds stay what they are.
    pub(super) fn enumeration(&mut self, node: &'t Node, schema: &Schema<'t>, hint: &str) -> Kind {
        let values = schema.values.as_deref().unwrap_or_default();
        if values.len() > self.limits.enumeration_values {
            let reason = format!(
                "{} values are more than the limit `enumeration_values` of {}: any value may stand",
                values.len(),
                self.limits.enumeration_values
            );
            self.lose(LossKind::FacetIgnored, hint, reason, schema.mark);
            return Kind::Plain(self.without_values(schema, values, hint));
        }
        let whole = |value: &&Node| matches!(&value.value, Value::Number(text) if text.parse::<i128>().is_ok());
        let textual = |value: &&Node| value.scalar().is_some();
        let kind = schema.types.first().copied();
        let integer = match kind {
            Some(JsonType::Integer) => values.iter().all(|value| {
                let whole_text = value.scalar().is_some_and(|text| text.parse::<i128>().is_ok());
                whole_text && !matches!(value.value, Value::Bool(_))
            }),
            Some(JsonType::Number) | None => values.iter().all(whole),
            _ => false,
        };
        let text = match kind {
            Some(JsonType::String) => values.iter().all(textual),
            None => values.iter().all(|value| matches!(value.value, Value::Text(_))),
            _ => false,
        };
        if !integer && !text {
            self.lose(LossKind::FacetIgnored, hint, "the values of the enumeration are not checked", schema.mark);
            return Kind::Plain(self.without_values(schema, values, hint));
        }
        let labels = Labels::read(node, values);
        let mut variants: Vec<Variant> = Vec::with_capacity(values.len());
        let mut seen = std::collections::HashSet::new();
        for (index, value) in values.iter().enumerate() {
            let Some(name) = value.scalar() else { continue };
            if !seen.insert(name) {
                self.lose(LossKind::Repaired, hint, format!("the value `{name}` stands twice"), value.mark);
                continue;
            }
            variants.push(Variant {
                name: WireName::unqualified(name),
                label: labels.names.get(index).cloned().flatten(),
                ty: None,
                number: if integer { name.parse().ok() } else { None },
                cardinality: Cardinality::REQUIRED,
                place: Place::Element,
                docs: Docs { text: labels.docs.get(index).cloned().flatten() },
                origin: self.origin(value.mark),
            });
        }
        Kind::Defined(TypeKind::Enum(Enum { variants, integer, set: false, open: false }))
    }

    fn without_values(&mut self, schema: &Schema<'t>, values: &[&'t Node], hint: &str) -> TypeRef {
        match schema.types.first() {
            Some(JsonType::Array | JsonType::Object) => TypeRef::Any,
            Some(_) if schema.types.len() == 1 => TypeRef::Primitive(self.scalar(schema, hint)),
            _ if values.iter().all(|value| matches!(value.value, Value::Text(_))) => {
                TypeRef::Primitive(Primitive::String)
            }
            _ if values.iter().all(|value| matches!(value.value, Value::Bool(_))) => {
                TypeRef::Primitive(Primitive::Bool)
            }
            _ if values.iter().all(|value| matches!(value.value, Value::Number(_))) => {
                TypeRef::Primitive(Primitive::F64)
            }
            _ => TypeRef::Any,
        }
    }
}
