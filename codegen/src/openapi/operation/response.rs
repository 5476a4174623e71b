use super::Builder;
use crate::{
    ledger::LossKind,
    model::{
        BodyContent, Cardinality, Docs, Fault, Message, Part, Place, Response, StatusMatch, TypeKind, TypeRef, Union,
        UnionTag, Variant, WireName, successes,
    },
    openapi::{node::Mark, outline::Outline, schema::Use, shape},
};

/// What an operation answers.
pub struct Answers {
    /// All responses in the order of the description.
    pub responses: Vec<Response>,
    /// What comes back on success.
    pub output: Message,
    /// What comes back otherwise.
    pub faults: Vec<Fault>,
}

impl<'t> Builder<'t, '_> {
    /// The responses of an operation.
    pub(super) fn answers(&mut self, outline: &'t Outline<'t>, subject: &str, name: &str) -> Answers {
        let mut responses: Vec<Response> = Vec::with_capacity(outline.responses.len());
        for (status, key, node) in &outline.responses {
            let Some(status) = self.status(status, subject, *key) else { continue };
            if responses.iter().any(|known| known.status == status) {
                let reason = format!("the status `{}` stands twice; the first is kept", status.name());
                self.lowerer.lose(LossKind::Repaired, subject, reason, *key);
                continue;
            }
            let mut defects = Vec::new();
            let typed = shape::typed::<openapiv3::Response>(node, &shape::RESPONSE, &mut defects);
            self.report(defects, subject);
            let typed = typed.unwrap_or_else(|why| {
                let reason = format!("the response is taken as one without content: {why}");
                self.lowerer.lose(LossKind::Repaired, subject, reason, node.mark);
                openapiv3::Response::default()
            });
            let hint = match status {
                StatusMatch::Code(200..=202) => format!("{name}_response"),
                _ => format!("{name}_response_{}", status.name()),
            };
            let (media, lowered) = self.media(node, &typed.content, subject, &hint);
            let Use { ty, nillable, secret, .. } = lowered;
            let content = BodyContent { field: None, optional: false, ty, nillable, secret, media };
            let body = (!content.media.is_empty()).then_some(content);
            let headers = self.headers(node, &hint);
            let origin = self.lowerer.origin(*key);
            responses.push(Response { status, body, headers, docs: Docs::new(&typed.description), origin });
        }
        if responses.is_empty() {
            let reason = "no response is declared: any success is taken as one without content";
            self.lowerer.lose(LossKind::Repaired, subject, reason, outline.key);
        }
        let success = successes(&responses);
        let output = self.output(&responses, &success, name, outline.key);
        let faults = responses
            .iter()
            .enumerate()
            .filter(|(index, _)| !success.contains(index))
            .filter_map(|(_, response)| {
                let body = response.body.as_ref()?;
                let element = WireName::unqualified(response.status.name());
                let origin = response.origin.clone();
                Some(Fault {
                    name: response.status.name(),
                    label: Some(response.status.label()),
                    parts: vec![Part { element, ty: body.ty.clone(), origin: origin.clone() }],
                    docs: response.docs.clone(),
                    origin,
                })
            })
            .collect();
        Answers { responses, output, faults }
    }

    fn status(&mut self, written: &str, subject: &str, key: Mark) -> Option<StatusMatch> {
        let status = StatusMatch::parse(written);
        if status.is_none() {
            let reason = format!("`{written}` is no status; the response is left out");
            self.lowerer.lose(LossKind::Ignored, subject, reason, key);
        }
        status
    }

    /// The one body of all successes, or a union over them.
    fn output(&mut self, responses: &[Response], success: &[usize], name: &str, mark: Mark) -> Message {
        let successes: Vec<&Response> = success.iter().filter_map(|index| responses.get(*index)).collect();
        let bodies: Vec<_> = successes.iter().map(|response| Some(response.body.as_ref()?.ty.clone())).collect();
        let Some(first) = bodies.first() else { return Message::Empty(None) };
        if bodies.iter().all(|other| other == first) {
            return match first {
                Some(ty) => Message::Whole(ty.clone()),
                None => Message::Empty(None),
            };
        }
        let variants = successes
            .iter()
            .zip(bodies)
            .map(|(response, ty)| Variant {
                name: WireName::unqualified(response.status.name()),
                label: Some(response.status.label()),
                ty,
                number: None,
                cardinality: Cardinality {
                    nillable: response.body.as_ref().is_some_and(|body| body.nillable),
                    ..Cardinality::REQUIRED
                },
                place: Place::Element,
                docs: response.docs.clone(),
                origin: response.origin.clone(),
            })
            .collect();
        let kind = TypeKind::Union(Union { variants, tag: UnionTag::Status });
        let id = self.lowerer.anonymous(&format!("{name}_response"), kind, mark);
        Message::Whole(TypeRef::Named(id))
    }
}
