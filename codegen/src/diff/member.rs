//! One field: added, removed, or the same in both.

use super::{
    Direction, Kind, Verdict,
    context::Context,
    draft::{Draft, Found},
    facets,
    position::{self, Position},
    record::{Slot, member_area},
};
use crate::model::{Access, Cardinality, Field, Place, TypeId, WireName};

/// A field that only the old description has.
pub(super) fn removed(context: &Context<'_>, ty: TypeId, slot: &Slot<'_>, closed: bool, found: &mut Found) {
    let side = context.old;
    let kind = match slot.field.place {
        Place::AnyElement | Place::Rest => Kind::WildcardRemoved,
        _ if closed => Kind::ClosedFieldRemoved,
        _ => Kind::FieldRemoved,
    };
    let owner = owner_of(side.role(ty).is_some(), ty, slot);
    let subject = side.member_text(owner, &slot.field.name.local);
    let draft = Draft::new(kind, subject).space(slot.field.name.namespace.as_deref()).old(&slot.field.origin);
    let rust = side.is_emitted(ty) || side.role(ty).is_some();
    found.push(
        draft
            .area(member_area(side.role(owner)))
            .only(messages(slot.field.access))
            .rust(rust.then_some(Verdict::Breaking))
            .before(text(slot.field, side.api.text(&slot.field.ty))),
    );
}

/// A field that only the new description has.
pub(super) fn added(context: &Context<'_>, (_, ty): (TypeId, TypeId), slot: &Slot<'_>, found: &mut Found) {
    let side = context.new;
    let kind = match slot.field.place {
        Place::AnyElement | Place::Rest => Kind::WildcardAdded,
        _ if slot.field.cardinality.optional() => Kind::OptionalFieldAdded,
        _ => Kind::RequiredFieldAdded,
    };
    let owner = owner_of(side.role(ty).is_some(), ty, slot);
    let subject = side.member_text(owner, &slot.field.name.local);
    let draft = Draft::new(kind, subject).space(slot.field.name.namespace.as_deref()).new_at(&slot.field.origin);
    let rust = side.is_emitted(ty) || side.role(ty).is_some();
    found.push(
        draft
            .area(member_area(side.role(owner)))
            .only(messages(slot.field.access))
            .rust(rust.then_some(Verdict::Breaking))
            .after(text(slot.field, side.api.text(&slot.field.ty))),
    );
}

/// What a message inherits is told of the message.
fn owner_of(is_message: bool, ty: TypeId, slot: &Slot<'_>) -> TypeId {
    if is_message { ty } else { slot.owner }
}

/// A field that both have.
pub(super) fn compare(
    context: &Context<'_>,
    (old_type, old): (TypeId, &Slot<'_>),
    (new_type, new): (TypeId, &Slot<'_>),
    emitted: bool,
    found: &mut Found,
) {
    let owner = owner_of(context.old.role(old_type).is_some(), old_type, old);
    let subject = context.old.member_text(owner, &old.field.name.local);
    let (before, after) = (old.field, new.field);
    let at = Position {
        subject: &subject,
        space: before.name.namespace.as_deref(),
        area: member_area(context.old.role(owner)),
        old: &before.origin,
        new: &after.origin,
    };
    let mut part = Found::default();
    named(context, &at, before, after, &mut part);
    occurrence(&at, before.cardinality, after.cardinality, &mut part);
    position::compare(context, &at, &before.ty, &after.ty, &mut part);
    part.drafts.extend(facets::compare(&before.constraints, &after.constraints, |kind| at.draft(kind)));
    values(&at, before, after, &mut part);
    if emitted {
        rust(context, &at, (old_type, old.index), (new_type, new.index), &mut part);
    }
    let words = (&before.docs, &after.docs);
    let places = (&before.origin, &after.origin);
    part.drafts.extend(context.words(&subject, at.space, words, (before.deprecated, after.deprecated), places));
    access(&at, before, after, &mut part);
    found.add(part, common(before.access, after.access));
}

/// Where it stands and what qualifies it.
fn named(context: &Context<'_>, at: &Position<'_>, old: &Field, new: &Field, found: &mut Found) {
    if old.place != new.place {
        found.push(at.draft(Kind::EncodingChanged).before(place_word(old.place)).after(place_word(new.place)));
    } else if matches!(old.place, Place::Element | Place::Attribute) && !context.same(&old.name, &new.name) {
        let text = |name: &WireName| name.namespace.clone().unwrap_or_else(|| "unqualified".to_owned());
        found.push(at.draft(Kind::QualificationChanged).before(text(&old.name)).after(text(&new.name)));
    }
}

pub(super) fn occurrence(at: &Position<'_>, old: Cardinality, new: Cardinality, found: &mut Found) {
    let mut say = |kind: Kind| found.push(at.draft(kind).before(times(old)).after(times(new)));
    match (old.optional(), new.optional()) {
        (true, false) => say(Kind::FieldMadeRequired),
        (false, true) => say(Kind::FieldMadeOptional),
        (false, false) if old.min < new.min => say(Kind::CardinalityNarrowed),
        (false, false) if old.min > new.min => say(Kind::CardinalityWidened),
        _ => {}
    }
    let most = |cardinality: Cardinality| cardinality.max.unwrap_or(u32::MAX);
    match (most(old), most(new)) {
        (a, b) if a < b => say(Kind::CardinalityWidened),
        (a, b) if a > b => say(Kind::CardinalityNarrowed),
        _ => {}
    }
    match (old.nillable, new.nillable) {
        (false, true) => found.push(at.draft(Kind::NillabilityWidened).before("never null").after("may be null")),
        (true, false) => found.push(at.draft(Kind::NillabilityNarrowed).before("may be null").after("never null")),
        _ => {}
    }
}

/// Default and fixed values.
fn values(at: &Position<'_>, old: &Field, new: &Field, found: &mut Found) {
    let text = |value: &Option<String>, what: &str| value.clone().unwrap_or_else(|| format!("no {what}"));
    if old.fixed != new.fixed {
        let kind = match (&old.fixed, &new.fixed) {
            (None, _) => Kind::FacetsTightened,
            (_, None) => Kind::FacetsLoosened,
            _ => Kind::FixedChanged,
        };
        found.push(at.draft(kind).before(text(&old.fixed, "fixed value")).after(text(&new.fixed, "fixed value")));
    }
    if old.default != new.default {
        let draft = at.draft(Kind::DefaultChanged);
        found.push(draft.before(text(&old.default, "default")).after(text(&new.default, "default")));
    }
}

/// What a program sees: the type of the field, and its name.
pub(super) fn rust(
    context: &Context<'_>,
    at: &Position<'_>,
    (old, old_index): (TypeId, usize),
    (new, new_index): (TypeId, usize),
    found: &mut Found,
) {
    let was = context.old_rust.member(old, old_index);
    let is = context.new_rust.member(new, new_index);
    if let (Some(was), Some(is)) = (was, is)
        && was != is
    {
        let causes: Vec<&mut Draft> = found.drafts.iter_mut().filter(|draft| changes_type(draft.kind)).collect();
        if causes.is_empty() {
            // A type that was renamed is told of once, at the type.
            let renamed = found.drafts.iter().any(|draft| draft.kind == Kind::TypeRenamed);
            if !renamed {
                found.push(at.draft(Kind::RustTypeChanged).before(was).after(is));
            }
        } else {
            causes.into_iter().for_each(|draft| draft.rust = Some(Verdict::Breaking));
        }
    }
    if let (Some(was), Some(is)) = (context.old.rust_member(old, old_index), context.new.rust_member(new, new_index))
        && was != is
    {
        found.push(at.draft(Kind::RustNameChanged).before(was).after(is));
    }
}

/// Whether a change may show in the type of a field.
fn changes_type(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::FieldMadeRequired
            | Kind::FieldMadeOptional
            | Kind::CardinalityWidened
            | Kind::CardinalityNarrowed
            | Kind::NillabilityWidened
            | Kind::NillabilityNarrowed
            | Kind::TypeChanged
            | Kind::EncodingChanged
            | Kind::FacetsTightened
            | Kind::FacetsLoosened
    )
}

/// A field that moved in or out of requests or responses.
fn access(at: &Position<'_>, old: &Field, new: &Field, found: &mut Found) {
    if old.access == new.access {
        return;
    }
    let holds = |access: Access, direction: Direction| match messages(access) {
        Direction::Both => true,
        own => own == direction,
    };
    for direction in [Direction::Request, Direction::Response] {
        let kind = match (holds(old.access, direction), holds(new.access, direction)) {
            (true, false) => Kind::FieldRemoved,
            (false, true) if new.cardinality.optional() => Kind::OptionalFieldAdded,
            (false, true) => Kind::RequiredFieldAdded,
            _ => continue,
        };
        let draft = at.draft(kind).before(access_word(old.access)).after(access_word(new.access));
        found.push(draft.only(direction).rust(None));
    }
}

fn messages(access: Access) -> Direction {
    match access {
        Access::Both => Direction::Both,
        Access::ReadOnly => Direction::Response,
        Access::WriteOnly => Direction::Request,
    }
}

/// The messages that hold it now or did before: what moved is told of on its own.
fn common(old: Access, new: Access) -> Direction {
    if old == new { messages(old) } else { Direction::Both }
}

fn access_word(access: Access) -> &'static str {
    match access {
        Access::Both => "in requests and responses",
        Access::ReadOnly => "in responses only",
        Access::WriteOnly => "in requests only",
    }
}

fn place_word(place: Place) -> &'static str {
    match place {
        Place::Element => "element",
        Place::Attribute => "attribute",
        Place::Text => "text",
        Place::Group => "group",
        Place::Choice => "choice",
        Place::AnyElement => "any element",
        Place::Rest => "further attributes or properties",
    }
}

fn times(cardinality: Cardinality) -> String {
    match (cardinality.min, cardinality.max) {
        (0, Some(1)) => "optional".to_owned(),
        (1, Some(1)) => "required".to_owned(),
        (min, Some(max)) => format!("{min} to {max}"),
        (min, None) => format!("{min} or more"),
    }
}

fn text(field: &Field, ty: String) -> String {
    format!("{ty}, {}", times(field.cardinality))
}
