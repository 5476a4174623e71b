//! Values against values: the walk over pairs of types.
//!
//! Two types are taken for the same until something speaks against it (coinduction), so that types that hold themselves
//! need no case of their own: each pair is looked at once, and says of its fields only which pairs they lead to. What a pair
//! comes to, its fields included, is settled when all are known.

use std::collections::{BTreeSet, HashMap};

use super::{
    going::{Escape, Going, Ways, is_text, primitives},
    report::{Difference, DifferenceKind, TypePair},
};
use crate::{
    config::NilItems,
    model::{Api, Cardinality, Item, Service, TypeId, TypeKind, TypeRef},
    pass::Plan,
};

/// A value of a message: the field of a struct, a parameter, an answer.
#[derive(Clone, Copy)]
pub struct Use<'a> {
    /// The type of one value.
    pub ty: &'a TypeRef,
    /// How often it stands.
    pub cardinality: Cardinality,
}

/// How a value may be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Always,
    Optional,
    OptionalOrNull,
}

impl Use<'_> {
    fn presence(self, plan: &Plan) -> Presence {
        let cardinality = self.cardinality;
        match (cardinality.optional(), cardinality.nillable) {
            _ if cardinality.repeats() => Presence::Always,
            (true, true) if !plan.null_is_absent => Presence::OptionalOrNull,
            (false, false) => Presence::Always,
            _ => Presence::Optional,
        }
    }

    /// Whether it may be left out, or hold no items.
    fn may_be_absent(self, plan: &Plan) -> bool {
        self.cardinality.repeats() || self.presence(plan) != Presence::Always
    }

    /// Whether it has items, and null may stand among them.
    fn keeps_nil_items(self, plan: &Plan) -> bool {
        let nillable = match self.ty {
            _ if self.cardinality.repeats() => self.cardinality.nillable,
            TypeRef::List(item) => item.nillable,
            _ => false,
        };
        nillable && plan.nil_items == NilItems::Keep
    }

    pub(super) fn text(self, api: &Api) -> String {
        let ty = api.text(self.ty);
        if self.cardinality.repeats() { format!("[{ty}]") } else { ty }
    }
}

fn presence_text(presence: Presence) -> &'static str {
    match presence {
        Presence::Always => "required",
        Presence::Optional => "optional",
        Presence::OptionalOrNull => "optional or null",
    }
}

/// What was found of a value, or of a record.
#[derive(Default)]
pub struct Found {
    /// What is different in it.
    pub differences: Vec<Difference>,
    /// The pairs that it leads to, each with the sides on which the way there may be left out.
    pub leads_to: Vec<(usize, Escape)>,
}

impl Found {
    pub(super) fn push(
        &mut self,
        kind: DifferenceKind,
        at: &str,
        old: Option<String>,
        new: Option<String>,
        ways: Ways,
    ) {
        self.differences.push(Difference { kind, at: at.to_owned(), old, new, ways });
    }

    /// What it comes to, given what the pairs come to.
    pub fn ways(&self, known: &[Ways]) -> Ways {
        self.own().and(self.led(known))
    }

    /// What its own differences come to.
    pub fn own(&self) -> Ways {
        self.differences.iter().fold(Ways::FREE, |ways, difference| ways.and(difference.ways))
    }

    /// What the pairs that it leads to come to.
    pub fn led(&self, known: &[Ways]) -> Ways {
        self.leads_to.iter().fold(Ways::FREE, |ways, (pair, escape)| ways.and(known[*pair].unless_absent(*escape)))
    }
}

/// The walk over pairs of types.
pub struct Walk<'a> {
    pub(super) old: &'a Plan,
    pub(super) new: &'a Plan,
    /// The pairs, in the order in which they were met.
    pairs: Vec<(TypeId, TypeId)>,
    places: HashMap<(TypeId, TypeId), usize>,
    /// What is known of the pairs; shorter than `pairs` while there is something to do.
    found: Vec<Found>,
}

impl<'a> Walk<'a> {
    /// A walk that has not begun.
    pub fn new(old: &'a Plan, new: &'a Plan) -> Self {
        Self { old, new, pairs: Vec::new(), places: HashMap::new(), found: Vec::new() }
    }

    /// Takes two types for counterparts.
    pub fn pair(&mut self, old: TypeId, new: TypeId) -> usize {
        *self.places.entry((old, new)).or_insert_with(|| {
            self.pairs.push((old, new));
            self.pairs.len() - 1
        })
    }

    /// Compares two values.
    pub fn value(&mut self, at: &str, old: Use<'a>, new: Use<'a>, found: &mut Found) {
        let before = found.differences.len();
        if old.cardinality.repeats() || new.cardinality.repeats() {
            nulls(at, old.keeps_nil_items(self.old), new.keeps_nil_items(self.new), found);
        }
        let escape = Escape { old: old.may_be_absent(self.old), new: new.may_be_absent(self.new) };
        let is_fine = match (old.cardinality.repeats(), new.cardinality.repeats(), old.ty, new.ty) {
            (false, false, _, _) | (true, true, _, _) => self.types(at, old.ty, new.ty, escape, found),
            (true, false, item, TypeRef::List(list)) => self.types(at, item, &list.ty, Escape::BOTH, found),
            (false, true, TypeRef::List(list), item) => self.types(at, &list.ty, item, Escape::BOTH, found),
            (true, false, _, _) | (false, true, _, _) => Some(Ways::CLOSED),
        };
        if let Some(ways) = is_fine {
            let (before, after) = (old.text(&self.old.api), new.text(&self.new.api));
            found.push(DifferenceKind::Type, at, Some(before), Some(after), ways.unless_absent(escape));
        }
        let (left, right) = (old.presence(self.old), new.presence(self.new));
        if found.differences.len() == before && left != right {
            let ways = presences(left, right);
            let text = |presence| Some(presence_text(presence).to_owned());
            found.push(DifferenceKind::Cardinality, at, text(left), text(right), ways);
        }
    }

    /// Compares two types: what is different, if anything is that no pair of types tells.
    fn types(
        &mut self,
        at: &str,
        old: &'a TypeRef,
        new: &'a TypeRef,
        escape: Escape,
        found: &mut Found,
    ) -> Option<Ways> {
        let ways = match (old, new) {
            (TypeRef::Named(old), TypeRef::Named(new)) => {
                let pair = self.pair(*old, *new);
                found.leads_to.push((pair, escape));
                return None;
            }
            (TypeRef::Primitive(old), TypeRef::Primitive(new)) => {
                let ways = primitives(*old, *new);
                return (old != new && !(is_text(*old) && is_text(*new))).then_some(ways);
            }
            (TypeRef::List(old), TypeRef::List(new)) => {
                let keeps = |plan: &Plan, item: &Item| item.nillable && plan.nil_items == NilItems::Keep;
                nulls(at, keeps(self.old, old), keeps(self.new, new), found);
                return eased(self.types(at, &old.ty, &new.ty, Escape::BOTH, found));
            }
            (TypeRef::Map(old), TypeRef::Map(new)) => {
                nulls(at, old.value_nillable, new.value_nillable, found);
                let keys = self.types(at, &old.key.1, &new.key.1, Escape::BOTH, found);
                let values = self.types(at, &old.value.1, &new.value.1, Escape::BOTH, found);
                return eased([keys, values].into_iter().flatten().reduce(Ways::and));
            }
            (TypeRef::Any, TypeRef::Any) if speaks_xml(self.old) == speaks_xml(self.new) => return None,
            (TypeRef::Named(old), TypeRef::Primitive(new)) if is_text(*new) && is_value(self.old, *old) => {
                Ways::new(Going::Always, Going::Sometimes)
            }
            (TypeRef::Primitive(old), TypeRef::Named(new)) if is_text(*old) && is_value(self.new, *new) => {
                Ways::new(Going::Sometimes, Going::Always)
            }
            _ => Ways::CLOSED,
        };
        Some(ways)
    }

    /// Looks at the pairs that have not been looked at, and at those that they lead to.
    fn finish(&mut self) {
        while let Some(&(old, new)) = self.pairs.get(self.found.len()) {
            let found = self.record(old, new);
            self.found.push(found);
        }
    }

    /// The types that stand in a pair, on either side.
    pub fn met(&self) -> (BTreeSet<TypeId>, BTreeSet<TypeId>) {
        self.pairs.iter().copied().unzip()
    }

    /// Whether values can go, for each pair: the best that nothing speaks against.
    pub fn settle(&mut self) -> Vec<Ways> {
        self.settle_by(|_, found| found.own())
    }

    /// The same, given what the differences of a pair come to.
    pub fn settle_by(&mut self, own: impl Fn((TypeId, TypeId), &Found) -> Ways) -> Vec<Ways> {
        self.finish();
        let own: Vec<Ways> = self.pairs.iter().zip(&self.found).map(|(pair, found)| own(*pair, found)).collect();
        let mut known = vec![Ways::FREE; self.pairs.len()];
        loop {
            let next: Vec<Ways> = own.iter().zip(&self.found).map(|(own, found)| own.and(found.led(&known))).collect();
            if next == known {
                return known;
            }
            known = next;
        }
    }

    /// The pairs as reports show them.
    pub fn report(mut self) -> Vec<TypePair> {
        let ways = self.settle();
        let name = |plan: &Plan, id: TypeId| plan.api.ty(id).name.local.clone();
        let pairs = self.pairs.iter().zip(std::mem::take(&mut self.found)).zip(ways);
        pairs
            .map(|((&ids, found), ways)| {
                let mut refers_to: Vec<usize> = found.leads_to.iter().map(|(pair, _)| *pair).collect();
                refers_to.sort_unstable();
                refers_to.dedup();
                TypePair {
                    old: name(self.old, ids.0),
                    new: name(self.new, ids.1),
                    differences: found.differences,
                    ways,
                    refers_to,
                    ids,
                }
            })
            .collect()
    }
}

fn presences(old: Presence, new: Presence) -> Ways {
    let rank = |presence| match presence {
        Presence::Always => 0,
        Presence::Optional => 1,
        Presence::OptionalOrNull => 2,
    };
    let going = |from, to| if rank(from) > rank(to) { Going::Sometimes } else { Going::Always };
    Ways::new(going(old, new), going(new, old))
}

/// Empty lists and maps can always go.
fn eased(ways: Option<Ways>) -> Option<Ways> {
    ways.map(|ways| ways.unless_absent(Escape::BOTH))
}

/// Null among items or entries, where one side alone has it.
fn nulls(at: &str, old: bool, new: bool, found: &mut Found) {
    let ways = match (old, new) {
        (true, false) => Ways::new(Going::Sometimes, Going::Always),
        (false, true) => Ways::new(Going::Always, Going::Sometimes),
        _ => return,
    };
    let text = |may_be_null| Some(if may_be_null { "null among them" } else { "no null among them" }.to_owned());
    found.push(DifferenceKind::Null, at, text(old), text(new), ways);
}

/// Whether the values of a type are text that says which of several it is.
fn is_value(plan: &Plan, id: TypeId) -> bool {
    matches!(&plan.api.ty(id).kind, TypeKind::Enum(values) if !values.integer)
}

/// Whether any content is XML rather than JSON.
fn speaks_xml(plan: &Plan) -> bool {
    plan.api.services.iter().any(Service::speaks_soap)
}
