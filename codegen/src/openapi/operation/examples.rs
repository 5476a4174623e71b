use super::Builder;
use crate::{
    model::Example,
    openapi::node::{Node, Value},
};

impl<'t> Builder<'t, '_> {
    /// What the description shows of a body in a media type: by the media type itself, or else by its schema.
    pub(super) fn examples(&self, body: &'t Node, media_type: &str) -> Vec<Example> {
        let Some(media) = body.get("content").and_then(|content| content.get(media_type)) else { return Vec::new() };
        let named = media.members("examples").filter_map(|(name, member)| {
            let example = self.lowerer.documents.resolve_whole(&member.node).ok()?;
            Some(self.example(name, example.get("value")?))
        });
        let mut examples: Vec<Example> = named.collect();
        examples.extend(media.get("example").map(|value| self.example("", value)));
        if examples.is_empty()
            && let Some(schema) =
                media.get("schema").and_then(|schema| self.lowerer.documents.resolve_whole(schema).ok())
        {
            examples.extend(
                schema.get("example").or_else(|| schema.items("examples").first()).map(|v| self.example("", v)),
            );
        }
        examples
    }

    /// An example; a text that is itself JSON was meant as the value that it holds.
    fn example(&self, name: &str, value: &Node) -> Example {
        let holds_json = |text: &str| {
            text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
        };
        let json = match &value.value {
            Value::Text(text) if holds_json(text) => text.clone(),
            _ => value.json(),
        };
        Example { name: name.to_owned(), value: json, origin: self.lowerer.origin(value.mark) }
    }
}
