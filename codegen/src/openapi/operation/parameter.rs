use openapiv3::{Parameter as Typed, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::{Builder, Input};
use crate::{
    ledger::LossKind,
    model::{Cardinality, Docs, Parameter, ParameterPlace, ParameterStyle, Primitive, TypeRef},
    openapi::{
        node::{Mark, Node},
        outline::Outline,
        schema::{Use, bare_field},
        shape,
        swagger::COLLECTION_FORMAT,
    },
};

/// Names of headers that HTTP itself sets from the body: a description of them has no effect (3.0.3, "Parameter Object").
const SET_BY_HTTP: [&str; 2] = ["accept", "content-type"];

impl<'t> Builder<'t, '_> {
    /// The parameters of an operation as fields of its input, in the order of the description.
    pub(super) fn parameters(&mut self, outline: &'t Outline<'t>, subject: &str, input: &mut Input) {
        let template = template_names(outline.path);
        for node in &outline.parameters {
            self.parameter(node, &template, subject, input);
        }
        for name in template {
            let known = |parameter: &Parameter| parameter.place == ParameterPlace::Path && parameter.name == name;
            if input.parameters.iter().any(known) {
                continue;
            }
            let reason = format!("`{{{name}}}` stands in the path but is not declared; taken as a text");
            self.lowerer.lose(LossKind::Repaired, subject, reason, outline.key);
            let field = bare_field(
                &input.free_name(&name, ParameterPlace::Path),
                TypeRef::Primitive(Primitive::String),
                Cardinality::REQUIRED,
                self.lowerer.origin(outline.key),
            );
            input.push(
                field,
                Parameter {
                    field: 0,
                    name,
                    place: ParameterPlace::Path,
                    style: ParameterStyle::Simple,
                    explode: false,
                    allow_reserved: false,
                    media_type: None,
                },
            );
        }
    }

    fn parameter(&mut self, node: &'t Node, template: &[String], subject: &str, input: &mut Input) {
        let mut defects = Vec::new();
        let typed = shape::parameter(node, &mut defects);
        self.report(defects, subject);
        let typed = match typed {
            Ok(typed) => typed,
            Err(why) => {
                return self.lowerer.lose(
                    LossKind::Repaired,
                    subject,
                    format!("a parameter is left out: {why}"),
                    node.mark,
                );
            }
        };
        let data = typed.parameter_data_ref();
        let (place, style) = place_and_style(&typed);
        let (name, required) = (data.name.clone(), data.required);
        if self.is_left_out(&name, place, template, subject, node.mark) {
            return;
        }
        if place == ParameterPlace::Path && !required {
            let reason = format!("the path parameter `{name}` is not marked as required; it is");
            self.lowerer.lose(LossKind::Repaired, subject, reason, node.mark);
        }
        let hint = format!("{}_{name}", input.name);
        let (mut lowered, media_type) = match &data.format {
            ParameterSchemaOrContent::Content(content) => self.parameter_content(node, content.keys().next(), &hint),
            ParameterSchemaOrContent::Schema(_) => (self.parameter_schema(node, subject, &hint), None),
        };
        lowered.deprecated |= data.deprecated.unwrap_or_default();
        if let Some(description) = data.description.as_deref().filter(|text| !text.trim().is_empty()) {
            lowered.docs = Docs::new(description);
        }
        lowered.secret |= is_credential(&name, place);
        let explode = data.explode.unwrap_or(matches!(style, ParameterStyle::Form));
        let required = required || place == ParameterPlace::Path;
        let cardinality = Cardinality { min: u32::from(required), max: Some(1), nillable: lowered.nillable };
        let field = self.lowerer.plain_field(&input.free_name(&name, place), lowered, cardinality, node.mark);
        let allow_reserved = matches!(&typed, Typed::Query { allow_reserved: true, .. });
        let style = match data.extensions.get(COLLECTION_FORMAT).and_then(|format| format.as_str()) {
            Some("ssv") => ParameterStyle::SpaceDelimited,
            Some("pipes") => ParameterStyle::PipeDelimited,
            Some("tsv") => ParameterStyle::TabDelimited,
            Some(other) => {
                let reason = format!("`collectionFormat` `{other}` cannot stand here; items are parted by commas");
                self.lowerer.lose(LossKind::Repaired, subject, reason, node.mark);
                style
            }
            None => style,
        };
        input.push(field, Parameter { field: 0, name, place, style, explode, allow_reserved, media_type });
    }

    fn is_left_out(
        &mut self,
        name: &str,
        place: ParameterPlace,
        template: &[String],
        subject: &str,
        mark: Mark,
    ) -> bool {
        let reason = match place {
            ParameterPlace::Path if !template.iter().any(|known| known == name) => {
                format!("the path parameter `{name}` does not stand in the path; left out")
            }
            ParameterPlace::Header if SET_BY_HTTP.iter().any(|known| name.eq_ignore_ascii_case(known)) => {
                format!("the header `{name}` is set by the media types; its description has no effect")
            }
            _ => return false,
        };
        self.lowerer.lose(LossKind::Ignored, subject, reason, mark);
        true
    }

    fn parameter_schema(&mut self, node: &'t Node, subject: &str, hint: &str) -> Use {
        let Some(schema) = node.get("schema") else {
            let reason = "the parameter has no schema; taken as a text";
            self.lowerer.lose(LossKind::Repaired, subject, reason, node.mark);
            return Use::of(TypeRef::Primitive(Primitive::String));
        };
        let mut lowered = self.lowerer.lower(schema, hint);
        self.lowerer.check_default(&mut lowered, schema, hint);
        lowered
    }

    fn parameter_content(&mut self, node: &'t Node, media: Option<&String>, hint: &str) -> (Use, Option<String>) {
        let schema = media.and_then(|media| node.get("content")?.get(media)?.get("schema"));
        match schema {
            Some(schema) => (self.lowerer.lower(schema, hint), media.cloned()),
            None => (Use::of(TypeRef::Any), media.cloned()),
        }
    }
}

fn place_and_style(typed: &Typed) -> (ParameterPlace, ParameterStyle) {
    match typed {
        Typed::Query { style, .. } => (ParameterPlace::Query, query_style(style)),
        Typed::Header { .. } => (ParameterPlace::Header, ParameterStyle::Simple),
        Typed::Cookie { .. } => (ParameterPlace::Cookie, ParameterStyle::Form),
        Typed::Path { style, .. } => (
            ParameterPlace::Path,
            match style {
                PathStyle::Matrix => ParameterStyle::Matrix,
                PathStyle::Label => ParameterStyle::Label,
                PathStyle::Simple => ParameterStyle::Simple,
            },
        ),
    }
}

/// The style of the model for a style of a query or a form.
pub fn query_style(style: &QueryStyle) -> ParameterStyle {
    match style {
        QueryStyle::Form => ParameterStyle::Form,
        QueryStyle::SpaceDelimited => ParameterStyle::SpaceDelimited,
        QueryStyle::PipeDelimited => ParameterStyle::PipeDelimited,
        QueryStyle::DeepObject => ParameterStyle::DeepObject,
    }
}

/// Headers, cookies and query parameters that carry credentials by their name.
fn is_credential(name: &str, place: ParameterPlace) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let exact = ["authorization", "apikey", "accesstoken", "password", "secret", "clientsecret", "ticket", "soticket"];
    let endings =
        ["sessiontoken", "apptoken", "managertoken", "authtoken", "accesstoken", "apikey", "password", "secret"];
    match place {
        ParameterPlace::Path => false,
        ParameterPlace::Cookie => true,
        ParameterPlace::Header => {
            exact.contains(&name.as_str()) || name.ends_with("token") || endings.iter().any(|end| name.ends_with(end))
        }
        ParameterPlace::Query => exact.contains(&name.as_str()) || endings.iter().any(|end| name.ends_with(end)),
    }
}

/// The names in braces, each once, in their order.
pub fn template_names(path: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = path;
    while let Some((_, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else { break };
        if !name.is_empty() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = tail;
    }
    names
}
