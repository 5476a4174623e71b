//! How an operation is bound to SOAP: versions, action, bodies and header blocks.

use super::{
    Area, Direction, Kind, Verdict,
    context::Context,
    draft::{Draft, Found},
    position::{self, Position},
    side::Side,
};
use crate::model::{HeaderBlock, HeaderUse, SoapBinding, SoapBody, SoapVersion};

/// Compares two bindings.
pub(super) fn compare(
    context: &Context<'_>,
    of: &dyn Fn(Kind) -> Draft,
    old: &SoapBinding,
    new: &SoapBinding,
    found: &mut Found,
) {
    for version in &new.versions {
        if !old.versions.contains(version) {
            found.push(of(Kind::SoapVersionAdded).after(version_text(*version)));
        }
    }
    for version in &old.versions {
        if !new.versions.contains(version) {
            found.push(of(Kind::SoapVersionRemoved).before(version_text(*version)));
        }
    }
    if old.action != new.action && context.namespaces.text_now(&old.action) != new.action {
        found.push(of(Kind::SoapActionChanged).before(old.action.as_str()).after(new.action.as_str()));
    }
    body(context, of, &old.request, &new.request, Direction::Request, found);
    if let (Some(a), Some(b)) = (&old.response, &new.response) {
        body(context, of, a, b, Direction::Response, found);
    }
    headers(context, (&old.request_headers, &new.request_headers), Direction::Request, found);
    headers(context, (&old.response_headers, &new.response_headers), Direction::Response, found);
}

fn version_text(version: SoapVersion) -> &'static str {
    match version {
        SoapVersion::V11 => "SOAP 1.1",
        SoapVersion::V12 => "SOAP 1.2",
    }
}

fn body(
    context: &Context<'_>,
    of: &dyn Fn(Kind) -> Draft,
    old: &SoapBody,
    new: &SoapBody,
    direction: Direction,
    found: &mut Found,
) {
    match (old, new) {
        (SoapBody::Bare, SoapBody::Bare) => {}
        (SoapBody::Wrapped(a), SoapBody::Wrapped(b)) => {
            if !context.same(a, b) {
                let draft = of(Kind::MessageElementChanged).only(direction);
                found.push(draft.before(a.to_string()).after(b.to_string()));
            }
        }
        (a, b) => {
            let text = |body: &SoapBody| match body {
                SoapBody::Bare => "bare".to_owned(),
                SoapBody::Wrapped(name) => format!("wrapped in {name}"),
            };
            found.push(of(Kind::BodyStyleChanged).only(direction).before(text(a)).after(text(b)));
        }
    }
}

/// Header blocks are told of once, whatever the operations that carry them.
fn headers(context: &Context<'_>, (old, new): (&[HeaderUse], &[HeaderUse]), direction: Direction, found: &mut Found) {
    let (old_blocks, new_blocks) = (blocks(context.old, direction), blocks(context.new, direction));
    let word = if direction == Direction::Request { "request" } else { "response" };
    let mut part = Found::default();
    for used in old {
        let Some(block) = old_blocks.get(used.block) else { continue };
        let subject = format!("{word} header {}", block.name.local);
        let space = block.name.namespace.as_deref();
        let twin = new.iter().find_map(|other| {
            let now = new_blocks.get(other.block)?;
            context.same(&block.name, &now.name).then_some((other, now))
        });
        let Some((other, now)) = twin else {
            let rust = (!new_blocks.iter().any(|it| context.same(&block.name, &it.name))).then_some(Verdict::Breaking);
            part.push(Draft::new(Kind::HeaderRemoved, subject).space(space).old(&block.origin).rust(rust));
            continue;
        };
        let at = Position { subject: &subject, space, area: Area::Header, old: &block.origin, new: &now.origin };
        match (used.required, other.required) {
            (false, true) => part.push(at.draft(Kind::HeaderMadeRequired)),
            (true, false) => part.push(at.draft(Kind::HeaderMadeOptional)),
            _ => {}
        }
        block_types(context, &at, block, now, &mut part);
    }
    for used in new {
        let Some(block) = new_blocks.get(used.block) else { continue };
        let carried =
            |other: &HeaderUse| old_blocks.get(other.block).is_some_and(|it| context.same(&it.name, &block.name));
        if !old.iter().any(carried) {
            let kind = if used.required { Kind::RequiredHeaderAdded } else { Kind::HeaderAdded };
            let rust = (!old_blocks.iter().any(|it| context.same(&it.name, &block.name))).then_some(Verdict::Breaking);
            let draft = Draft::new(kind, format!("{word} header {}", block.name.local)).new_at(&block.origin);
            part.push(draft.space(block.name.namespace.as_deref()).rust(rust));
        }
    }
    found.add(part, direction);
}

fn blocks(side: &Side, direction: Direction) -> &[HeaderBlock] {
    if direction == Direction::Request { &side.api.request_headers } else { &side.api.response_headers }
}

fn block_types(context: &Context<'_>, at: &Position<'_>, old: &HeaderBlock, new: &HeaderBlock, found: &mut Found) {
    if old.nillable != new.nillable {
        let kind = if new.nillable { Kind::NillabilityWidened } else { Kind::NillabilityNarrowed };
        found.push(at.draft(kind));
    }
    let before = found.drafts.len();
    position::compare(context, at, &old.ty, &new.ty, found);
    if let (Some(was), Some(is)) = (context.old_rust.header(old), context.new_rust.header(new))
        && was != is
    {
        match found.drafts.get_mut(before..) {
            Some(causes @ [_, ..]) => causes.iter_mut().for_each(|draft| draft.rust = Some(Verdict::Breaking)),
            _ => found.push(at.draft(Kind::RustTypeChanged).before(was).after(is)),
        }
    }
    let words = (&old.docs, &new.docs);
    found.drafts.extend(context.words(at.subject, at.space, words, (false, false), (at.old, at.new)));
}
