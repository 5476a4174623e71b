use super::Builder;
use crate::{
    ledger::LossKind,
    model::{
        BodyContent, Cardinality, Docs, Fault, Message, Part, Place, Response, StatusMatch, TypeKind, TypeRef, Union,
        UnionTag, Variant, WireName,
    },
    openapi::{node::Mark, outline::Outline, shape},
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
                let reason = format!("the status `{}` stands twice; the first is kept", status_name(status));
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
                _ => format!("{name}_response_{}", status_name(status)),
            };
            let (media, _) = self.media(node, &typed.content, subject, &hint);
            let body = (!media.is_empty()).then_some(BodyContent { field: None, optional: false, media });
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
                let body = response.body.as_ref()?.media.first()?;
                let element = WireName::unqualified(status_name(response.status));
                let origin = response.origin.clone();
                Some(Fault {
                    name: status_name(response.status),
                    parts: vec![Part { element, ty: body.ty.clone(), origin: origin.clone() }],
                    docs: response.docs.clone(),
                    origin,
                })
            })
            .collect();
        Answers { responses, output, faults }
    }

    fn status(&mut self, written: &str, subject: &str, key: Mark) -> Option<StatusMatch> {
        let status = parse_status(written);
        if status.is_none() {
            let reason = format!("`{written}` is no status; the response is left out");
            self.lowerer.lose(LossKind::Ignored, subject, reason, key);
        }
        status
    }

    /// The one body of all successes, or a union over them.
    fn output(&mut self, responses: &[Response], success: &[usize], name: &str, mark: Mark) -> Message {
        let successes: Vec<&Response> = success.iter().filter_map(|index| responses.get(*index)).collect();
        let body = |response: &Response| -> Option<TypeRef> { Some(response.body.as_ref()?.media.first()?.ty.clone()) };
        let bodies: Vec<Option<TypeRef>> = successes.iter().map(|response| body(response)).collect();
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
                name: WireName::unqualified(status_name(response.status)),
                label: Some(status_label(response.status)),
                ty,
                number: None,
                cardinality: Cardinality::REQUIRED,
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

/// The indexes of the responses that say success: `2XX`, and `default` where no success is declared.
fn successes(responses: &[Response]) -> Vec<usize> {
    let declared: Vec<usize> =
        indexes(responses, |status| matches!(status, StatusMatch::Code(200..=299) | StatusMatch::Range(2)));
    if declared.is_empty() { indexes(responses, |status| status == StatusMatch::Default) } else { declared }
}

fn indexes(responses: &[Response], wanted: impl Fn(StatusMatch) -> bool) -> Vec<usize> {
    responses.iter().enumerate().filter(|(_, response)| wanted(response.status)).map(|(index, _)| index).collect()
}

fn parse_status(written: &str) -> Option<StatusMatch> {
    if written.eq_ignore_ascii_case("default") {
        return Some(StatusMatch::Default);
    }
    match written.as_bytes() {
        [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(StatusMatch::Range(first - b'0')),
        [b'1'..=b'9', _, _] => written.parse().ok().map(StatusMatch::Code),
        _ => None,
    }
}

fn status_name(status: StatusMatch) -> String {
    match status {
        StatusMatch::Code(code) => code.to_string(),
        StatusMatch::Range(first) => format!("{first}XX"),
        StatusMatch::Default => "default".to_owned(),
    }
}

/// What a status is called (RFC 9110, section 15).
fn status_label(status: StatusMatch) -> String {
    let known = match status {
        StatusMatch::Code(200) => "Ok",
        StatusMatch::Code(201) => "Created",
        StatusMatch::Code(202) => "Accepted",
        StatusMatch::Code(203) => "NonAuthoritativeInformation",
        StatusMatch::Code(204) => "NoContent",
        StatusMatch::Code(205) => "ResetContent",
        StatusMatch::Code(206) => "PartialContent",
        StatusMatch::Code(207) => "MultiStatus",
        StatusMatch::Range(2) => "Success",
        StatusMatch::Default => "Other",
        StatusMatch::Code(_) | StatusMatch::Range(_) => return format!("Status{}", status_name(status)),
    };
    known.to_owned()
}
