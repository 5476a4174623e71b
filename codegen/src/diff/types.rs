//! Two types that stand for one another.

use super::{
    Area, Direction, Kind, Verdict,
    context::{Context, kind_word},
    draft::{Draft, Found},
    member,
    position::{self, Position},
    record::{self, of_type},
};
use crate::model::{Enum, TypeId, TypeKind, Union, UnionTag, Variant};

/// Compares a type of the old description with the one that stands for it in the new.
pub(super) fn compare(context: &Context<'_>, old: TypeId, new: TypeId) -> Found {
    let mut found = Found::default();
    let (before, after) = (context.old.api.ty(old), context.new.api.ty(new));
    match (&before.kind, &after.kind) {
        (TypeKind::Struct(a), TypeKind::Struct(b)) => record::compare(context, (old, a), (new, b), &mut found),
        (TypeKind::Enum(a), TypeKind::Enum(b)) if (a.set, a.integer) == (b.set, b.integer) => {
            values(context, (old, a), (new, b), &mut found);
        }
        (TypeKind::Union(a), TypeKind::Union(b)) => alternatives(context, (old, a), (new, b), &mut found),
        (a, b) => {
            let draft = of_type(context, Kind::TypeKindChanged, old, new);
            found.push(draft.before(kind_word(a)).after(kind_word(b)));
        }
    }
    derived(context, old, new, &mut found);
    if context.old.role(old).is_some() {
        // What is said of a message is said of its operation.
        return found;
    }
    let subject = context.old.type_text(old);
    let space = before.name.namespace.as_deref();
    let deprecated = (before.deprecated, after.deprecated);
    let places = (&before.origin, &after.origin);
    found.drafts.extend(context.words(&subject, space, (&before.docs, &after.docs), deprecated, places));
    let renamed = !before.anonymous && !after.anonymous && before.name.local != after.name.local;
    if let (Some(was), Some(is)) = (context.old.rust_path(old), context.new.rust_path(new))
        && was != is
        && !renamed
    {
        found.push(of_type(context, Kind::RustNameChanged, old, new).area(Area::Rust).before(was).after(is));
    }
    found
}

/// What may stand where a type is declared, told by `xsi:type`.
fn derived(context: &Context<'_>, old: TypeId, new: TypeId, found: &mut Found) {
    let (before, after) = (context.old.derived(old), context.new.derived(new));
    let (old_api, new_api) = (&context.old.api, &context.new.api);
    let twin = |id: &TypeId| {
        after.iter().find(|other| context.same(&old_api.ty(*id).name, &new_api.ty(**other).name)).copied()
    };
    for id in before {
        match twin(id) {
            Some(other) => found.children.push((*id, other, Direction::Both)),
            None => {
                let draft = of_type(context, Kind::DerivedTypeRemoved, old, new);
                found.push(draft.before(context.old.type_text(*id)).old(&old_api.ty(*id).origin));
            }
        }
    }
    for id in after {
        let known = before.iter().any(|other| context.same(&old_api.ty(*other).name, &new_api.ty(*id).name));
        if !known {
            let draft = of_type(context, Kind::DerivedTypeAdded, old, new);
            found.push(draft.after(context.new.type_text(*id)).new_at(&new_api.ty(*id).origin));
        }
    }
}

fn values(context: &Context<'_>, (old, before): (TypeId, &Enum), (new, after): (TypeId, &Enum), found: &mut Found) {
    if before.open != after.open {
        let kind = if after.open { Kind::FacetsLoosened } else { Kind::FacetsTightened };
        let word = |open: bool| if open { "any further text" } else { "these values only" };
        let draft = of_type(context, kind, old, new).area(Area::Type);
        found.push(draft.before(word(before.open)).after(word(after.open)));
    }
    let find = |variants: &[Variant], wanted: &Variant| {
        variants.iter().position(|variant| variant.name.local == wanted.name.local)
    };
    for (index, value) in before.variants.iter().enumerate() {
        let subject = context.old.member_text(old, &value.name.local);
        let space = context.old.api.ty(old).name.namespace.as_deref();
        let Some(place) = find(&after.variants, value) else {
            let rust = context.old.is_emitted(old).then_some(Verdict::Breaking);
            found.push(Draft::new(Kind::ValueRemoved, subject).space(space).old(&value.origin).rust(rust));
            continue;
        };
        let now = &after.variants[place];
        if value.number != now.number {
            let text = |number: Option<i64>| number.map_or_else(|| "none".to_owned(), |number| number.to_string());
            let draft = Draft::new(Kind::ValueNumberChanged, subject.as_str()).space(space);
            found.push(draft.at(&value.origin, &now.origin).before(text(value.number)).after(text(now.number)));
        }
        let at = stands(&subject, space, value, now);
        member::rust(context, &at, (old, index), (new, place), found);
        let places = (&value.origin, &now.origin);
        found.drafts.extend(context.words(&subject, space, (&value.docs, &now.docs), (false, false), places));
    }
    for value in after.variants.iter().filter(|value| find(&before.variants, value).is_none()) {
        let kind = if before.open { Kind::OpenValueAdded } else { Kind::ValueAdded };
        let draft = Draft::new(kind, context.new.member_text(new, &value.name.local)).new_at(&value.origin);
        let rust = context.new.is_emitted(new).then_some(Verdict::Compatible);
        found.push(draft.space(context.old.api.ty(old).name.namespace.as_deref()).rust(rust));
    }
}

fn stands<'a>(subject: &'a str, space: Option<&'a str>, old: &'a Variant, new: &'a Variant) -> Position<'a> {
    Position { subject, space, area: Area::Value, old: &old.origin, new: &new.origin }
}

fn alternatives(
    context: &Context<'_>,
    (old, before): (TypeId, &Union),
    (new, after): (TypeId, &Union),
    found: &mut Found,
) {
    if before.tag != after.tag {
        let draft = of_type(context, Kind::DiscriminatorChanged, old, new);
        found.push(draft.before(tag_text(&before.tag)).after(tag_text(&after.tag)));
    }
    let pairs = pair_alternatives(context, before, after);
    for (index, variant) in before.variants.iter().enumerate() {
        let subject = context.old.member_text(old, &variant.name.local);
        let space = context.old.api.ty(old).name.namespace.as_deref();
        let Some((_, place)) = pairs.iter().find(|(from, _)| *from == index) else {
            let rust = context.old.is_emitted(old).then_some(Verdict::Breaking);
            found.push(Draft::new(Kind::AlternativeRemoved, subject).space(space).old(&variant.origin).rust(rust));
            continue;
        };
        let now = &after.variants[*place];
        let at = stands(&subject, space, variant, now);
        let mut part = Found::default();
        match (&variant.ty, &now.ty) {
            (Some(a), Some(b)) => position::compare(context, &at, a, b, &mut part),
            (None, None) => {}
            (a, b) => {
                let text = |has: bool| if has { "content" } else { "no content" };
                part.push(at.draft(Kind::TypeChanged).before(text(a.is_some())).after(text(b.is_some())));
            }
        }
        member::occurrence(&at, variant.cardinality, now.cardinality, &mut part);
        if context.old.is_emitted(old) && context.new.is_emitted(new) {
            member::rust(context, &at, (old, index), (new, *place), &mut part);
        }
        let places = (&variant.origin, &now.origin);
        part.drafts.extend(context.words(&subject, space, (&variant.docs, &now.docs), (false, false), places));
        found.add(part, Direction::Both);
    }
    for (index, variant) in after.variants.iter().enumerate() {
        if !pairs.iter().any(|(_, to)| *to == index) {
            let subject = context.new.member_text(new, &variant.name.local);
            let rust = context.new.is_emitted(new).then_some(Verdict::Compatible);
            let draft = Draft::new(Kind::AlternativeAdded, subject).new_at(&variant.origin);
            found.push(draft.space(context.old.api.ty(old).name.namespace.as_deref()).rust(rust));
        }
    }
}

/// Which alternative is which, by name: on the wire where the tag tells them by it, else as the description labels them.
fn pair_alternatives(context: &Context<'_>, old: &Union, new: &Union) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (index, variant) in old.variants.iter().enumerate() {
        let free = |place: &usize| !pairs.iter().any(|(_, to)| to == place);
        let same = |other: &Variant| context.same(&variant.name, &other.name);
        let found = (0..new.variants.len()).filter(free).find(|place| same(&new.variants[*place]));
        pairs.extend(found.map(|place| (index, place)));
    }
    pairs
}

fn tag_text(tag: &UnionTag) -> String {
    match tag {
        UnionTag::Element => "element name".to_owned(),
        UnionTag::XsiType => "xsi:type".to_owned(),
        UnionTag::Property(property) => format!("property {property}"),
        UnionTag::Status => "status".to_owned(),
        UnionTag::Untagged => "nothing".to_owned(),
    }
}
