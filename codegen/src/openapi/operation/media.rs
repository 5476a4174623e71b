//! The media types of a body, and what it holds in each.

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::Builder;
use crate::{
    ledger::LossKind,
    model::{Cardinality, Family, MediaBody, Place, Primitive, TypeKind, TypeRef, Union, UnionTag, Variant, WireName},
    openapi::{node::Node, schema::Use},
};

impl<'t> Builder<'t, '_> {
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
            let raw = family.is_raw();
            if raw && schema.is_some_and(|schema| self.has_parts(schema) && stands_otherwise(node, content, schema)) {
                let reason = format!("`{media_type}` is left out: it says nothing about how a value with parts stands");
                self.lowerer.lose(LossKind::Ignored, subject, reason, node.mark);
                continue;
            }
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
                examples: self.examples(node, media_type),
            });
            preferred.get_or_insert(lowered);
        }
        let preferred = preferred.unwrap_or_else(|| Use::of(TypeRef::Any));
        let lowered = self.one_of_media(&mut media, preferred, node, hint);
        (media, lowered)
    }

    /// The value of a body: what is neither JSON, XML nor a form is text or bytes, whatever its schema says.
    fn body_of(&mut self, schema: &'t Node, family: Family, subject: &str, hint: &str) -> Use {
        let raw = match family {
            Family::Json | Family::Xml | Family::Form => return self.lowerer.lower(schema, hint),
            Family::Text => Primitive::String,
            Family::Bytes => Primitive::Binary,
        };
        if self.has_parts(schema) {
            let reason = "a value with parts in a media type that is neither JSON, XML nor a form is kept raw";
            self.lowerer.lose(LossKind::RawBody, subject, reason, schema.mark);
            return Use::of(TypeRef::Primitive(raw));
        }
        let lowered = self.lowerer.lower(schema, hint);
        match (raw, &lowered.ty) {
            (Primitive::Binary, _) => Use { ty: TypeRef::Primitive(Primitive::Binary), ..lowered },
            (_, TypeRef::Primitive(_)) => lowered,
            (_, TypeRef::Named(id)) if self.is_enum(id.0) => lowered,
            _ => Use { ty: TypeRef::Primitive(raw), ..lowered },
        }
    }

    /// Whether a value is more than a text, a number, a truth value or bytes.
    fn has_parts(&self, schema: &'t Node) -> bool {
        let whole = self.lowerer.documents.resolve_whole(schema).unwrap_or(schema);
        !matches!(whole.get_scalar("type"), Some("string" | "file" | "integer" | "number" | "boolean"))
    }

    fn is_enum(&self, index: u32) -> bool {
        let kind = self.lowerer.api.types.get(index as usize).map(|ty| &ty.kind);
        matches!(kind, Some(TypeKind::Enum(_)))
    }

    /// A body whose media types hold different types is one of these; one that is text or bytes is bytes.
    fn one_of_media(&mut self, media: &mut [MediaBody], preferred: Use, node: &Node, hint: &str) -> Use {
        let mut different: Vec<&MediaBody> = Vec::new();
        for body in media.iter() {
            if different.iter().all(|known| known.ty != body.ty) {
                different.push(body);
            }
        }
        if different.len() < 2 {
            return preferred;
        }
        let raw = [TypeRef::Primitive(Primitive::String), TypeRef::Primitive(Primitive::Binary)];
        if different.iter().all(|body| raw.contains(&body.ty)) {
            let [_, bytes] = raw;
            media.iter_mut().for_each(|body| body.ty = bytes.clone());
            return Use { ty: bytes, ..preferred };
        }
        let variants = different
            .into_iter()
            .map(|body| Variant {
                name: WireName::unqualified(&body.media_type),
                label: Some(label(&body.media_type)),
                ty: Some(body.ty.clone()),
                number: None,
                cardinality: Cardinality { nillable: body.nillable, ..Cardinality::REQUIRED },
                place: Place::Element,
                docs: Default::default(),
                origin: self.lowerer.origin(node.mark),
            })
            .collect();
        let kind = TypeKind::Union(Union { variants, tag: UnionTag::Untagged });
        let id = self.lowerer.anonymous(&format!("{hint}_media"), kind, node.mark);
        Use { ty: TypeRef::Named(id), nillable: false, ..preferred }
    }
}

/// Whether the same value stands in a media type that says how values with parts stand.
fn stands_otherwise(node: &Node, content: &IndexMap<String, MediaType>, schema: &Node) -> bool {
    let mut others = content.keys().filter(|media_type| !Family::of(media_type).is_raw());
    others.any(|other| {
        let found = node.get("content").and_then(|content| content.get(other)?.get("schema"));
        found.is_some_and(|found| found.same(schema))
    })
}

/// What the alternative of a media type is called: `text/plain` is a text, all others go by their subtype.
fn label(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match essence.split_once('/') {
        Some(("text", "plain")) => "text".to_owned(),
        Some((kind, "*")) => kind.to_owned(),
        Some((_, subtype)) => subtype.trim_start_matches("x-").to_owned(),
        None => essence.to_owned(),
    }
}
