//! A place where a value stands: the two types that it has in the two descriptions.

use super::{
    Area, Direction, Kind,
    context::{Context, Relation},
    draft::{Draft, Found},
    facets,
};
use crate::{
    diagnostic::Origin,
    model::{Item, MapType, Primitive, TypeId, TypeKind, TypeRef},
};

/// Where a value stands.
pub(super) struct Position<'a> {
    pub subject: &'a str,
    pub space: Option<&'a str>,
    pub area: Area,
    pub old: &'a Origin,
    pub new: &'a Origin,
}

impl Position<'_> {
    pub fn draft(&self, kind: Kind) -> Draft {
        let draft = Draft::new(kind, self.subject).space(self.space).at(self.old, self.new);
        // What is said of words and of Rust keeps its own area.
        match kind.rule().area {
            Area::Documentation | Area::Rust => draft,
            _ => draft.area(self.area),
        }
    }
}

/// Compares the types of a value.
pub(super) fn compare(context: &Context<'_>, at: &Position<'_>, old: &TypeRef, new: &TypeRef, found: &mut Found) {
    let (before, after) = (|| context.old.api.text(old), || context.new.api.text(new));
    let of = |kind: Kind| at.draft(kind).before(before()).after(after());
    match (old, new) {
        (TypeRef::Any, TypeRef::Any) => {}
        (TypeRef::Primitive(a), TypeRef::Primitive(b)) if a == b => {}
        (TypeRef::Named(a), TypeRef::Named(b)) => named(context, at, *a, *b, found),
        (TypeRef::List(a), TypeRef::List(b)) => items(context, at, a, b, found),
        (TypeRef::Map(a), TypeRef::Map(b)) => entries(context, at, a, b, found),
        (TypeRef::Named(id), TypeRef::Primitive(Primitive::String)) if is_text(&context.old.api.ty(*id).kind) => {
            found.push(of(Kind::FacetsLoosened));
        }
        (TypeRef::Primitive(Primitive::String), TypeRef::Named(id)) if is_text(&context.new.api.ty(*id).kind) => {
            found.push(of(Kind::FacetsTightened));
        }
        _ => found.push(of(Kind::TypeChanged)),
    }
}

/// An enumeration of texts, any of which is a text.
fn is_text(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Enum(values) if !values.integer && !values.set)
}

fn named(context: &Context<'_>, at: &Position<'_>, old: TypeId, new: TypeId, found: &mut Found) {
    let (before, after) = (context.old.api.ty(old), context.new.api.ty(new));
    match context.relation(old, new) {
        Relation::Different => {
            let (from, to) = (context.old.type_text(old), context.new.type_text(new));
            found.push(at.draft(Kind::TypeChanged).before(from).after(to));
            return;
        }
        Relation::Renamed => {
            let (from, to) = (context.old.type_text(old), context.new.type_text(new));
            let draft = Draft::new(Kind::TypeRenamed, from.as_str()).space(before.name.namespace.as_deref());
            found.push(draft.before(from).after(to).at(&before.origin, &after.origin));
        }
        Relation::Same => {}
    }
    found.children.push((old, new, Direction::Both));
}

fn items(context: &Context<'_>, at: &Position<'_>, old: &Item, new: &Item, found: &mut Found) {
    if !context.same_optional(old.name.as_ref(), new.name.as_ref()) {
        let name = |item: &Item| {
            item.name.as_ref().map_or_else(|| "items without names".to_owned(), |it| format!("items {it}"))
        };
        found.push(at.draft(Kind::EncodingChanged).before(name(old)).after(name(new)));
    }
    nil(at, "items", old.nillable, new.nillable, found);
    found.drafts.extend(facets::compare(&old.constraints, &new.constraints, |kind| at.draft(kind)));
    compare(context, at, &old.ty, &new.ty, found);
}

fn entries(context: &Context<'_>, at: &Position<'_>, old: &MapType, new: &MapType, found: &mut Found) {
    let same = context.same_optional(old.entry.as_ref(), new.entry.as_ref())
        && (old.entry.is_none() || context.same(&old.key.0, &new.key.0) && context.same(&old.value.0, &new.value.0));
    if !same {
        let name = |map: &MapType| match &map.entry {
            Some(entry) => format!("entries {entry} of {} and {}", map.key.0.local, map.value.0.local),
            None => "entries without names".to_owned(),
        };
        found.push(at.draft(Kind::EncodingChanged).before(name(old)).after(name(new)));
    }
    nil(at, "values", old.value_nillable, new.value_nillable, found);
    compare(context, at, &old.key.1, &new.key.1, found);
    compare(context, at, &old.value.1, &new.value.1, found);
}

/// What stands in a list or a map may become null.
fn nil(at: &Position<'_>, what: &str, old: bool, new: bool, found: &mut Found) {
    if old != new {
        let kind = if new { Kind::NillabilityWidened } else { Kind::NillabilityNarrowed };
        let text = |nillable: bool| format!("{what} {} null", if nillable { "may be" } else { "are not" });
        found.push(at.draft(kind).before(text(old)).after(text(new)));
    }
}
