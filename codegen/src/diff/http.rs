//! How an operation is bound to plain HTTP: route, parameters, bodies by media type, statuses, headers, credentials.

use super::{
    Area, Direction, Kind,
    context::Context,
    draft::{Draft, Found},
    position::{self, Position},
    security,
};
use crate::{
    diagnostic::Origin,
    model::{
        BodyContent, HttpBinding, MediaBody, Operation, Parameter, ParameterPlace, Response, StatusMatch, TypeRef,
        WireName,
    },
};

/// Compares two bindings.
pub(super) fn compare(
    context: &Context<'_>,
    subject: &str,
    (old, a): (&Operation, &HttpBinding),
    (new, b): (&Operation, &HttpBinding),
    found: &mut Found,
) {
    let of = |kind: Kind| Draft::new(kind, subject).at(&old.origin, &new.origin);
    let route = |binding: &HttpBinding| format!("{} {}", binding.method, binding.path);
    if route(a) != route(b) {
        found.push(of(Kind::RouteChanged).before(route(a)).after(route(b)));
    }
    let servers = |binding: &HttpBinding| {
        let addresses: Vec<&str> = binding.servers.iter().map(|server| server.address.as_str()).collect();
        if addresses.is_empty() { "those of the service".to_owned() } else { addresses.join(", ") }
    };
    if servers(a) != servers(b) {
        found.push(of(Kind::EndpointMoved).before(servers(a)).after(servers(b)));
    }
    parameters(subject, (old, a), (new, b), found);
    security::compare(context, &of, &a.security, &b.security, found);
    let mut request = Found::default();
    let at = Position { subject, space: None, area: Area::MediaType, old: &old.origin, new: &new.origin };
    body(context, &at, a.request.as_ref(), b.request.as_ref(), &mut request);
    // That a body came or went, became optional or required, is told of the field that holds it.
    request.drafts.retain(|draft| !matches!(draft.kind, Kind::BodyAdded | Kind::BodyRemoved));
    found.add(request, Direction::Request);
    let mut answers = Found::default();
    responses(context, subject, &a.responses, &b.responses, &mut answers);
    found.add(answers, Direction::Response);
}

/// Where parameters stand and how they are written. Their types and whether they are required are told of the input.
fn parameters(
    subject: &str,
    (old, a): (&Operation, &HttpBinding),
    (new, b): (&Operation, &HttpBinding),
    found: &mut Found,
) {
    for before in &a.parameters {
        let named = |other: &&Parameter| other.name == before.name;
        let exact = b.parameters.iter().find(|other| other.name == before.name && other.place == before.place);
        let Some(after) = exact.or_else(|| b.parameters.iter().find(named)) else { continue };
        let (was, is) = (way(before), way(after));
        if was != is {
            let name = format!("{subject}({})", before.name);
            let draft = Draft::new(Kind::ParameterStyleChanged, name).only(Direction::Request);
            found.push(draft.before(was).after(is).at(&old.origin, &new.origin));
        }
    }
}

fn way(parameter: &Parameter) -> String {
    let place = match parameter.place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    };
    let mut text = format!("{place}, {:?}", parameter.style).to_lowercase();
    if parameter.explode {
        text.push_str(", exploded");
    }
    if parameter.allow_reserved {
        text.push_str(", reserved characters as they are");
    }
    if let Some(media_type) = &parameter.media_type {
        text.push_str(&format!(", as {media_type}"));
    }
    text
}

/// Bodies: which media types, and what they hold.
fn body(
    context: &Context<'_>,
    at: &Position<'_>,
    old: Option<&BodyContent>,
    new: Option<&BodyContent>,
    found: &mut Found,
) {
    let (old, new) = match (old, new) {
        (None, None) => return,
        (None, Some(_)) => return found.push(at.draft(Kind::BodyAdded)),
        (Some(_), None) => return found.push(at.draft(Kind::BodyRemoved)),
        (Some(old), Some(new)) => (old, new),
    };
    let find = |media: &[MediaBody], name: &str| media.iter().position(|it| it.media_type.eq_ignore_ascii_case(name));
    for before in &old.media {
        let Some(after) = find(&new.media, &before.media_type).map(|index| &new.media[index]) else {
            found.push(at.draft(Kind::MediaTypeRemoved).before(before.media_type.as_str()));
            continue;
        };
        if before.nillable != after.nillable && old.field.is_none() {
            let kind = if after.nillable { Kind::NillabilityWidened } else { Kind::NillabilityNarrowed };
            found.push(at.draft(kind));
        }
        if before.parts != after.parts {
            encodings(at, before, after, found);
        }
        // The type of the preferred body of a request is told of the field that holds it.
        let preferred = old.media.first() == Some(before) && new.media.first() == Some(after);
        if old.field.is_none() || !preferred {
            position::compare(context, at, &before.ty, &after.ty, found);
        }
    }
    for after in &new.media {
        if find(&old.media, &after.media_type).is_none() {
            found.push(at.draft(Kind::MediaTypeAdded).after(after.media_type.as_str()));
        }
    }
}

fn encodings(at: &Position<'_>, old: &MediaBody, new: &MediaBody, found: &mut Found) {
    let text = |media: &MediaBody| -> Vec<String> {
        let parts = media.parts.iter().map(|part| {
            let style = part.style.map(|style| format!(" {style:?}").to_lowercase()).unwrap_or_default();
            let explode = if part.explode { " exploded" } else { "" };
            let reserved = if part.allow_reserved { " reserved" } else { "" };
            let headers: Vec<&str> = part.headers.iter().map(|(name, ..)| name.local.as_str()).collect();
            let content = part.content_type.as_deref().unwrap_or("default");
            format!("{}: {content}{style}{explode}{reserved} {}", part.property, headers.join(" "))
                .trim_end()
                .to_owned()
        });
        parts.collect()
    };
    let (was, is) = (text(old), text(new));
    if was != is {
        found.push(at.draft(Kind::PartEncodingChanged).before(was.join("; ")).after(is.join("; ")));
    }
}

fn responses(context: &Context<'_>, subject: &str, old: &[Response], new: &[Response], found: &mut Found) {
    for before in old {
        let name = format!("{subject} → {}", status_text(before.status));
        let Some(after) = new.iter().find(|other| other.status == before.status) else {
            let kind = if is_success(before.status) { Kind::SuccessStatusRemoved } else { Kind::ErrorStatusRemoved };
            found.push(Draft::new(kind, name).old(&before.origin));
            continue;
        };
        let at = Position { subject: &name, space: None, area: Area::Status, old: &before.origin, new: &after.origin };
        let media = Position { subject: &name, space: None, area: Area::MediaType, old: at.old, new: at.new };
        body(context, &media, before.body.as_ref(), after.body.as_ref(), found);
        headers(context, &name, before, after, found);
        let words = (&before.docs, &after.docs);
        found.drafts.extend(context.words(&name, None, words, (false, false), (at.old, at.new)));
    }
    for after in new.iter().filter(|after| !old.iter().any(|before| before.status == after.status)) {
        let kind = if is_success(after.status) { Kind::SuccessStatusAdded } else { Kind::ErrorStatusAdded };
        found.push(Draft::new(kind, format!("{subject} → {}", status_text(after.status))).new_at(&after.origin));
    }
}

/// Typed headers of a response.
fn headers(context: &Context<'_>, subject: &str, old: &Response, new: &Response, found: &mut Found) {
    type Header = (WireName, TypeRef, bool);
    let same = |a: &Header, b: &Header| a.0.local.eq_ignore_ascii_case(&b.0.local);
    let named = |header: &Header| format!("{subject} header {}", header.0.local);
    let place = |kind: Kind, header: &Header, origin: &Origin| Draft::new(kind, named(header)).old(origin);
    for before in &old.headers {
        let Some(after) = new.headers.iter().find(|after| same(before, after)) else {
            found.push(place(Kind::HeaderRemoved, before, &old.origin));
            continue;
        };
        let name = named(before);
        let at = Position { subject: &name, space: None, area: Area::Header, old: &old.origin, new: &new.origin };
        match (before.2, after.2) {
            (false, true) => found.push(at.draft(Kind::HeaderMadeRequired)),
            (true, false) => found.push(at.draft(Kind::HeaderMadeOptional)),
            _ => {}
        }
        position::compare(context, &at, &before.1, &after.1, found);
    }
    for after in new.headers.iter().filter(|after| !old.headers.iter().any(|before| same(before, after))) {
        found.push(Draft::new(Kind::HeaderAdded, named(after)).new_at(&new.origin));
    }
}

fn is_success(status: StatusMatch) -> bool {
    matches!(status, StatusMatch::Code(200..=299) | StatusMatch::Range(2))
}

fn status_text(status: StatusMatch) -> String {
    match status {
        StatusMatch::Code(code) => code.to_string(),
        StatusMatch::Range(digit) => format!("{digit}XX"),
        StatusMatch::Default => "default".to_owned(),
    }
}
