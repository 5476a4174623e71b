use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, RequestBody};

use super::{Builder, Input, parameter::query_style};
use crate::{
    ledger::LossKind,
    model::{
        BodyContent, Cardinality, Docs, MediaBody, ParameterStyle, PartEncoding, Primitive, TypeKind, TypeRef, WireName,
    },
    openapi::{
        node::{Mark, Node},
        outline::Outline,
        schema::Use,
        shape,
        swagger::COLLECTION_FORMAT,
    },
};

/// What a media type says about how a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Json,
    Xml,
    Form,
    Text,
    Bytes,
}

impl Family {
    fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/x-www-form-urlencoded" | "multipart/form-data" => Self::Form,
            "*/*" | "application/*" | "application/x-ndjson" | "application/jsonl" => Self::Json,
            other if other.ends_with("json") || other.contains("+json") || other.ends_with("/json5") => Self::Json,
            other if other.ends_with("/xml") || other.ends_with("+xml") => Self::Xml,
            other if other.starts_with("multipart/") => Self::Form,
            other if other.starts_with("text/") || other == "application/yaml" => Self::Text,
            _ => Self::Bytes,
        }
    }

    /// JSON itself first, then what is written as JSON, then the order of the description.
    fn rank(media_type: &str) -> u8 {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match (essence.eq_ignore_ascii_case("application/json"), Self::of(media_type)) {
            (true, _) => 0,
            (_, Self::Json) => 1,
            _ => 2,
        }
    }
}

impl<'t> Builder<'t, '_> {
    /// The body of a request as the field `body` of the input.
    pub(super) fn request_body(
        &mut self,
        outline: &'t Outline<'t>,
        subject: &str,
        input: &mut Input,
    ) -> Option<BodyContent> {
        let node: &'t Node = outline.body.as_deref()?;
        let mut defects = Vec::new();
        let typed = shape::typed::<RequestBody>(node, &shape::REQUEST_BODY, &mut defects);
        self.report(defects, subject);
        let typed = typed.unwrap_or_else(|why| {
            self.lowerer.lose(LossKind::RawBody, subject, format!("the body is taken as bytes: {why}"), node.mark);
            RequestBody::default()
        });
        let hint = format!("{}_body", input.name);
        let (mut media, mut lowered) = self.media(node, &typed.content, subject, &hint);
        if media.is_empty() {
            let reason = "the body has no media type; taken as JSON of any value";
            self.lowerer.lose(LossKind::Repaired, subject, reason, node.mark);
            lowered = Use::of(TypeRef::Any);
            let ty = TypeRef::Any;
            media.push(MediaBody { media_type: "application/json".to_owned(), ty, nillable: true, parts: Vec::new() });
        }
        if let Some(description) = &typed.description
            && !description.trim().is_empty()
        {
            lowered.docs = Docs::new(description);
        }
        let cardinality = Cardinality { min: u32::from(typed.required), max: Some(1), nillable: lowered.nillable };
        let name = input.free_body_name();
        let field = self.lowerer.plain_field(&name, lowered, cardinality, node.mark);
        let index = input.fields.len();
        input.fields.push(field);
        Some(BodyContent { field: Some(index), optional: !typed.required, media })
    }

    /// The media types of a body, the preferred first, and what the preferred says.
    pub(super) fn media(
        &mut self,
        node: &'t Node,
        content: &IndexMap<String, MediaType>,
        subject: &str,
        hint: &str,
    ) -> (Vec<MediaBody>, Use) {
        let mut order: Vec<(&String, &MediaType)> = content.iter().collect();
        order.sort_by_key(|(media_type, _)| Family::rank(media_type));
        let mut known: Vec<(&'t Node, bool, Use)> = Vec::new();
        let mut media = Vec::with_capacity(order.len());
        let mut preferred = None;
        for (media_type, typed) in order {
            let schema = node.get("content").and_then(|content| content.get(media_type)?.get("schema"));
            let family = Family::of(media_type);
            let raw = matches!(family, Family::Text | Family::Bytes);
            let same = |(other, as_raw, _): &&(&'t Node, bool, Use)| {
                *as_raw == raw && schema.is_some_and(|schema| schema.same(other))
            };
            let lowered = match (known.iter().find(same), schema) {
                (Some((_, _, lowered)), _) => lowered.clone(),
                (None, Some(schema)) => {
                    let lowered = self.body_of(schema, family, subject, hint);
                    known.push((schema, raw, lowered.clone()));
                    lowered
                }
                (None, None) => Use::of(match family {
                    Family::Text => TypeRef::Primitive(Primitive::String),
                    Family::Bytes => TypeRef::Primitive(Primitive::Binary),
                    Family::Json | Family::Xml | Family::Form => TypeRef::Any,
                }),
            };
            media.push(MediaBody {
                media_type: media_type.clone(),
                ty: lowered.ty.clone(),
                nillable: lowered.nillable,
                parts: self.parts(node, media_type, typed, hint),
            });
            preferred.get_or_insert(lowered);
        }
        (media, preferred.unwrap_or_else(|| Use::of(TypeRef::Any)))
    }

    /// The value of a body: what is neither JSON, XML nor a form is text or bytes, whatever its schema says.
    fn body_of(&mut self, schema: &'t Node, family: Family, subject: &str, hint: &str) -> Use {
        let raw = match family {
            Family::Json | Family::Xml | Family::Form => return self.lowerer.lower(schema, hint),
            Family::Text => Primitive::String,
            Family::Bytes => Primitive::Binary,
        };
        let whole = self.lowerer.documents.resolve_whole(schema).unwrap_or(schema);
        let lowered = match whole.get_scalar("type") {
            Some("string" | "file" | "integer" | "number" | "boolean") => self.lowerer.lower(schema, hint),
            _ => {
                let reason = "a value with parts in a media type that is neither JSON, XML nor a form is kept raw";
                self.lowerer.lose(LossKind::RawBody, subject, reason, schema.mark);
                return Use::of(TypeRef::Primitive(raw));
            }
        };
        match (raw, &lowered.ty) {
            (Primitive::Binary, _) => Use { ty: TypeRef::Primitive(Primitive::Binary), ..lowered },
            (_, TypeRef::Primitive(_)) => lowered,
            (_, TypeRef::Named(id)) if self.is_enum(id.0) => lowered,
            _ => Use { ty: TypeRef::Primitive(raw), ..lowered },
        }
    }

    fn is_enum(&self, index: u32) -> bool {
        let kind = self.lowerer.api.types.get(index as usize).map(|ty| &ty.kind);
        matches!(kind, Some(TypeKind::Enum(_)))
    }

    fn parts(&mut self, node: &'t Node, media_type: &str, typed: &MediaType, hint: &str) -> Vec<PartEncoding> {
        let mut parts = Vec::with_capacity(typed.encoding.len());
        for (property, encoding) in &typed.encoding {
            let place = node.get("content").and_then(|content| content.get(media_type)?.get("encoding")?.get(property));
            let headers = match place {
                Some(place) => self.headers(place, &format!("{hint}_{property}")),
                None => Vec::new(),
            };
            let said = |key: &str| place.is_some_and(|place| place.get(key).is_some());
            let style = part_style(encoding);
            parts.push(PartEncoding {
                property: property.clone(),
                content_type: encoding.content_type.clone(),
                explode: match said("explode") {
                    true => encoding.explode,
                    false => matches!(style, None | Some(ParameterStyle::Form)),
                },
                style,
                allow_reserved: encoding.allow_reserved,
                headers,
            });
        }
        parts
    }

    /// Headers of a response or a part: name, type, required.
    pub(super) fn headers(&mut self, node: &'t Node, hint: &str) -> Vec<(WireName, TypeRef, bool)> {
        let mut headers = Vec::new();
        for (name, member) in node.members("headers") {
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let subject = format!("header {name}");
            let header = match self.lowerer.documents.resolve_whole(&member.node) {
                Ok(header) => header,
                Err(why) => {
                    let reason = format!("the header is taken as a text: {why}");
                    self.lowerer.lose(LossKind::Repaired, &subject, reason, member.key);
                    headers.push((WireName::unqualified(name), TypeRef::Primitive(Primitive::String), false));
                    continue;
                }
            };
            headers.push(self.header(name, header, &subject, hint, member.key));
        }
        headers
    }

    fn header(
        &mut self,
        name: &str,
        header: &'t Node,
        subject: &str,
        hint: &str,
        mark: Mark,
    ) -> (WireName, TypeRef, bool) {
        let mut defects = Vec::new();
        let typed = shape::typed::<openapiv3::Header>(header, &shape::HEADER, &mut defects);
        self.report(defects, subject);
        let required = match typed {
            Ok(typed) => typed.required,
            Err(why) => {
                self.lowerer.lose(LossKind::Repaired, subject, format!("taken as an optional text: {why}"), mark);
                false
            }
        };
        let ty = match header.get("schema") {
            Some(schema) => self.lowerer.lower(schema, &format!("{hint}_{name}")).ty,
            None => TypeRef::Primitive(Primitive::String),
        };
        (WireName::unqualified(name), ty, required)
    }
}

fn part_style(encoding: &Encoding) -> Option<ParameterStyle> {
    match encoding.extensions.get(COLLECTION_FORMAT).and_then(|format| format.as_str()) {
        Some("tsv") => Some(ParameterStyle::TabDelimited),
        _ => encoding.style.as_ref().map(query_style),
    }
}
