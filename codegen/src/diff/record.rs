//! Structs: their fields, the order of these, and what else they hold.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{
    Area, Kind,
    context::Context,
    draft::{Draft, Found},
    member,
    side::Role,
};
use crate::model::{Content, Extra, Field, Place, Struct, TypeId, TypeKind, TypeRef};

/// A field of a struct, with the type that declares it and its place among those of the bases and its own.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub owner: TypeId,
    pub index: usize,
    pub field: &'a Field,
}

/// Compares two structs.
pub(super) fn compare(context: &Context<'_>, old: (TypeId, &Struct), new: (TypeId, &Struct), found: &mut Found) {
    let (old_slots, new_slots) = (slots(context.old.fields(old.0)), slots(context.new.fields(new.0)));
    let mut pairs = pair(context, &old_slots, &new_slots);
    let (mut gone, mut come) = left(&old_slots, &new_slots, &pairs);
    if model_changed(context, old, new, (&mut gone, &mut come), found) {
        // What stands in both models under one name is still compared.
    } else {
        order(context, (&old_slots, &new_slots), &pairs, found);
    }
    whole(context, old, new, found);
    let closed = new.1.extra == Extra::Forbidden;
    for slot in &gone {
        member::removed(context, old.0, slot, closed, found);
    }
    for slot in &come {
        member::added(context, (old.0, new.0), slot, found);
    }
    pairs.sort_unstable();
    for (from, to) in pairs {
        let rust = (
            context.old.is_emitted(old.0) || context.old.role(old.0).is_some(),
            context.new.is_emitted(new.0) || context.new.role(new.0).is_some(),
        );
        member::compare(context, (old.0, &old_slots[from]), (new.0, &new_slots[to]), rust == (true, true), found);
    }
}

fn slots(fields: Vec<(TypeId, &Field)>) -> Vec<Slot<'_>> {
    fields.into_iter().enumerate().map(|(index, (owner, field))| Slot { owner, index, field }).collect()
}

/// What two fields must have in common to be one: place, name and namespace, as far as a round asks for them.
type Key = (Option<u8>, Option<String>, Option<Option<String>>);
/// Makes the key of a field, told whether it is one of the old description.
type Round<'a> = &'a dyn Fn(&Field, bool) -> Option<Key>;

/// Which field is which: by name and place, then by name alone, then by place alone where nothing has a name on the wire.
fn pair(context: &Context<'_>, old: &[Slot<'_>], new: &[Slot<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut old_left, mut new_left): (Vec<usize>, Vec<usize>) = ((0..old.len()).collect(), (0..new.len()).collect());
    let nameless = |place: Place| !matches!(place, Place::Element | Place::Attribute);
    let rounds: [Round<'_>; 3] = [
        &|field, is_old| {
            let name = if is_old { context.namespaces.now(&field.name) } else { field.name.clone() };
            Some((Some(rank(field.place)), Some(name.local), Some(name.namespace)))
        },
        &|field, _| (!nameless(field.place)).then(|| (None, Some(field.name.local.clone()), None)),
        &|field, _| nameless(field.place).then(|| (Some(rank(field.place)), None, None)),
    ];
    for key in rounds {
        let mut open: HashMap<Key, VecDeque<usize>> = HashMap::new();
        for index in &new_left {
            if let Some(key) = key(new[*index].field, false) {
                open.entry(key).or_default().push_back(*index);
            }
        }
        let mut taken = HashSet::new();
        old_left.retain(|index| {
            let found = key(old[*index].field, true).and_then(|key| open.get_mut(&key)?.pop_front());
            if let Some(to) = found {
                pairs.push((*index, to));
                taken.insert(to);
            }
            found.is_none()
        });
        new_left.retain(|index| !taken.contains(index));
    }
    pairs
}

fn rank(place: Place) -> u8 {
    match place {
        Place::Element => 0,
        Place::Attribute => 1,
        Place::Text => 2,
        Place::Group => 3,
        Place::Choice => 4,
        Place::AnyElement => 5,
        Place::Rest => 6,
    }
}

fn left<'a>(old: &[Slot<'a>], new: &[Slot<'a>], pairs: &[(usize, usize)]) -> (Vec<Slot<'a>>, Vec<Slot<'a>>) {
    let (from, to): (HashSet<usize>, HashSet<usize>) = pairs.iter().copied().unzip();
    let rest = |slots: &[Slot<'a>], paired: &HashSet<usize>| {
        slots.iter().filter(|slot| !paired.contains(&slot.index)).copied().collect()
    };
    (rest(old, &from), rest(new, &to))
}

/// A choice that became plain elements or the other way round, and a sequence that became an `all`. The elements that it
/// concerns are taken out of what is gone and what has come.
fn model_changed(
    context: &Context<'_>,
    old: (TypeId, &Struct),
    new: (TypeId, &Struct),
    (gone, come): (&mut Vec<Slot<'_>>, &mut Vec<Slot<'_>>),
    found: &mut Found,
) -> bool {
    let was = dissolved(|ty| alternatives(&context.old.api, ty), gone, come);
    let is = dissolved(|ty| alternatives(&context.new.api, ty), come, gone);
    let (before, after) = match (was, is, old.1.content, new.1.content) {
        (true, ..) => ("choice", "elements"),
        (_, true, ..) => ("elements", "choice"),
        (_, _, Content::Sequence, Content::All) => ("sequence", "all"),
        (_, _, Content::All, Content::Sequence) => ("all", "sequence"),
        _ => return false,
    };
    found.push(of_type(context, Kind::ContentModelChanged, old.0, new.0).before(before).after(after));
    true
}

/// Whether a choice on one side stands as plain elements on the other; both are taken out.
fn dissolved(names: impl Fn(&TypeRef) -> Vec<String>, choices: &mut Vec<Slot<'_>>, plain: &mut Vec<Slot<'_>>) -> bool {
    let mut any = false;
    choices.retain(|slot| {
        let names = if slot.field.place == Place::Choice { names(&slot.field.ty) } else { Vec::new() };
        let count = plain.len();
        plain.retain(|other| other.field.place != Place::Element || !names.contains(&other.field.name.local));
        any |= plain.len() < count;
        plain.len() == count
    });
    any
}

fn alternatives(api: &crate::model::Api, ty: &TypeRef) -> Vec<String> {
    let TypeRef::Named(id) = ty else { return Vec::new() };
    match &api.ty(*id).kind {
        TypeKind::Union(union) => union.variants.iter().map(|variant| variant.name.local.clone()).collect(),
        _ => Vec::new(),
    }
}

/// The order of what stands in both, at the type that declares it.
fn order(context: &Context<'_>, (old, new): (&[Slot<'_>], &[Slot<'_>]), pairs: &[(usize, usize)], found: &mut Found) {
    let mut by_owner: HashMap<TypeId, Vec<(usize, usize)>> = HashMap::new();
    for (from, to) in pairs {
        let ordered = |place: Place| !matches!(place, Place::Attribute | Place::Text | Place::Rest);
        if ordered(old[*from].field.place) && ordered(new[*to].field.place) {
            by_owner.entry(old[*from].owner).or_default().push((*from, *to));
        }
    }
    let mut owners: Vec<_> = by_owner.into_iter().collect();
    owners.sort_unstable();
    for (owner, mut pairs) in owners {
        let TypeKind::Struct(Struct { content: Content::Sequence, .. }) = &context.old.api.ty(owner).kind else {
            continue;
        };
        pairs.sort_unstable();
        if pairs.is_sorted_by_key(|(_, to)| *to) {
            continue;
        }
        let names = |indexes: Vec<usize>, slots: &[Slot<'_>]| {
            let names: Vec<&str> = indexes.iter().map(|index| slots[*index].field.name.local.as_str()).collect();
            names.join(", ")
        };
        let before = names(pairs.iter().map(|(from, _)| *from).collect(), old);
        let mut sorted: Vec<usize> = pairs.iter().map(|(_, to)| *to).collect();
        sorted.sort_unstable();
        let new_owner = pairs.first().map_or(owner, |(_, to)| new[*to].owner);
        let draft = of_type(context, Kind::SequenceReordered, owner, new_owner);
        found.push(draft.before(before).after(names(sorted, new)));
    }
}

/// What is said of the struct itself.
fn whole(context: &Context<'_>, old: (TypeId, &Struct), new: (TypeId, &Struct), found: &mut Found) {
    let mut say = |kind: Kind| found.push(of_type(context, kind, old.0, new.0));
    match (old.1.is_abstract, new.1.is_abstract) {
        (false, true) => say(Kind::TypeMadeAbstract),
        (true, false) => say(Kind::TypeMadeConcrete),
        _ => {}
    }
    match (old.1.extra, new.1.extra) {
        (a, b) if a == b => {}
        (Extra::Mixed, Extra::Forbidden) => {
            say(Kind::MixedForbidden);
            say(Kind::ContentClosed);
        }
        (Extra::Forbidden, Extra::Mixed) => {
            say(Kind::MixedAllowed);
            say(Kind::ContentOpened);
        }
        (Extra::Mixed, _) => say(Kind::MixedForbidden),
        (_, Extra::Mixed) => say(Kind::MixedAllowed),
        (_, Extra::Forbidden) => say(Kind::ContentClosed),
        (Extra::Forbidden, _) => say(Kind::ContentOpened),
        (Extra::Unknown, Extra::Unknown) => {}
    }
}

/// A finding about a type.
pub(super) fn of_type(context: &Context<'_>, kind: Kind, old: TypeId, new: TypeId) -> Draft {
    let (before, after) = (context.old.api.ty(old), context.new.api.ty(new));
    let draft = Draft::new(kind, context.old.type_text(old)).space(before.name.namespace.as_deref());
    draft.at(&before.origin, &after.origin)
}

/// The area of a member of a type.
pub(super) fn member_area(role: Option<Role>) -> Area {
    if matches!(role, Some(Role::Request(..))) { Area::Parameter } else { Area::Field }
}
