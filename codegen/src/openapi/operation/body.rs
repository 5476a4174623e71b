use openapiv3::{Encoding, MediaType, RequestBody};

use super::{Builder, Input, parameter::query_style};
use crate::{
    ledger::LossKind,
    model::{BodyContent, Cardinality, Docs, MediaBody, ParameterStyle, PartEncoding, Primitive, TypeRef, WireName},
    openapi::{
        node::{Mark, Node},
        outline::Outline,
        schema::Use,
        shape,
        swagger::COLLECTION_FORMAT,
    },
};

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
            let (parts, examples) = (Vec::new(), Vec::new());
            media.push(MediaBody { media_type: "application/json".to_owned(), ty, nillable: true, parts, examples });
        }
        if let Some(description) = &typed.description
            && !description.trim().is_empty()
        {
            lowered.docs = Docs::new(description);
        }
        let cardinality = Cardinality { min: u32::from(typed.required), max: Some(1), nillable: lowered.nillable };
        let (ty, nillable, secret) = (lowered.ty.clone(), lowered.nillable, lowered.secret);
        let name = input.free_body_name();
        let field = self.lowerer.plain_field(&name, lowered, cardinality, node.mark);
        let index = input.fields.len();
        input.fields.push(field);
        Some(BodyContent { field: Some(index), optional: !typed.required, ty, nillable, secret, media })
    }

    /// How the properties of a form or `multipart` body are written.
    pub(super) fn parts(
        &mut self,
        node: &'t Node,
        media_type: &str,
        typed: &MediaType,
        hint: &str,
    ) -> Vec<PartEncoding> {
        let mut parts = Vec::with_capacity(typed.encoding.len());
        for (property, encoding) in &typed.encoding {
            let place = node.get("content").and_then(|content| content.get(media_type)?.get("encoding")?.get(property));
            let headers = match place {
                Some(place) => self.headers(place, &format!("{hint}_{property}")),
                None => Vec::new(),
            };
            if !headers.is_empty() {
                let reason = format!("headers of the part `{property}` are not sent");
                let mark = place.map_or(node.mark, |place| place.mark);
                self.lowerer.lose(LossKind::Ignored, hint, reason, mark);
            }
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
