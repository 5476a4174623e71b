//! Which values of one API can be made values of another, type by type and request by request: what emitted conversions
//! are made from.

use std::collections::BTreeSet;

use super::{
    going::{Going, Ways},
    operations,
    report::{Difference, DifferenceKind, ParameterPlace},
    request::{self, Parameter, Request},
    structure,
    values::{Found, Use, Walk},
    words::key,
};
use crate::{
    diagnostic::Origin,
    model::{Service, TypeId, TypeKind, Union, UnionTag},
    pass::Plan,
};

/// Two types, or the requests of two operations, that stand for one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion {
    /// What they are.
    pub of: Converted,
    /// What the old side calls it.
    pub name: String,
    /// Where the old side declares it.
    pub origin: Origin,
    /// Whether values can go from the old side to the new.
    pub going: Going,
    /// What speaks against it, where none can.
    pub reason: Option<String>,
}

/// What is converted.
#[derive(Clone, Debug, PartialEq)]
pub enum Converted {
    /// The types of the two models.
    Types(TypeId, TypeId),
    /// The requests of two operations: the places of the service and of the operation in it, and the parameters whose
    /// names don't tell that they stand for one another.
    Requests((usize, usize), (usize, usize), Vec<Renamed>),
}

/// The fields of two requests that stand for one another under other names; `None` for the body as a whole.
pub type Renamed = (Option<String>, Option<String>);

/// All conversions from one API to another, sorted by name. The plans hold the models without aliases, bases copied into
/// what extends them.
///
/// Conversions are told apart from reports: a value of an enumeration that the other side lacks can go, as its unknown
/// variant; parameters beside a message count like others.
pub fn conversions(old: &Plan, new: &Plan) -> Vec<Conversion> {
    let (left, right) = (operations::named(&old.api), operations::named(&new.api));
    let mut walk = Walk::new(old, new);
    let mut carriers = (BTreeSet::new(), BTreeSet::new());
    let mut requests = Vec::new();
    for (one, other) in operations::pairs(&left, &right) {
        let (one, other) = (&left[one], &right[other]);
        let (taken, given) = (request::request(&old.api, one), request::request(&new.api, other));
        carriers.0.extend(taken.carrier);
        carriers.1.extend(given.carrier);
        let (found, renamed) = compare(&mut walk, &taken, &given);
        let (before, after) = (request::answer(&old.api, one), request::answer(&new.api, other));
        request::compare_answers(&mut walk, before, after, &mut Found::default());
        requests.push((one, other, found, renamed));
    }
    structure::rest(&mut walk, (&left, &right), &carriers);
    let known = walk.settle_by(|(one, other), found| own(found).and(unions(old, new, one, other)));
    let of_request = |(one, other, found, renamed): (&operations::Named<'_>, &operations::Named<'_>, Found, _)| {
        let going = own(&found).and(found.led(&known)).forth;
        Conversion {
            of: Converted::Requests(one.reference.place, other.reference.place, renamed),
            name: format!("{}.{}", one.reference.service, one.reference.name),
            origin: one.operation.origin.clone(),
            going,
            reason: (going == Going::Never).then(|| reason(&found.differences)),
        }
    };
    let mut all: Vec<Conversion> = requests.into_iter().map(of_request).collect();
    let of_types = |(pair, ways): (super::TypePair, &Ways)| {
        let (one, other) = pair.ids;
        let going = if is_set(old, one) == is_set(new, other) { ways.forth } else { Going::Never };
        let ty = old.api.ty(one);
        Conversion {
            of: Converted::Types(one, other),
            name: ty.name.local.clone(),
            origin: ty.origin.clone(),
            going,
            reason: (going == Going::Never).then(|| reason(&pair.differences)),
        }
    };
    all.extend(walk.report().into_iter().zip(&known).map(of_types));
    all.sort_by(|left, right| left.name.cmp(&right.name));
    all
}

/// Compares what two operations take, all of it.
fn compare<'a>(walk: &mut Walk<'a>, taken: &Request<'a>, given: &Request<'a>) -> (Found, Vec<Renamed>) {
    let matched = request::matched((&walk.old.api, &walk.new.api), taken, given);
    let mut found = Found::default();
    request::compare(walk, &matched, &mut found);
    matched.old.iter().filter(|it| it.is_aside()).for_each(|it| walk.only_old(it.name, it.value, &mut found));
    matched.new.iter().filter(|it| it.is_aside()).for_each(|it| walk.only_new(it.name, it.value, &mut found));
    let is_body = |parameter: &Parameter<'_>| parameter.place == ParameterPlace::Body;
    let is_whole =
        (matched.pairs.iter().any(|(old, _)| is_body(old)), matched.pairs.iter().any(|(_, new)| is_body(new)));
    // A body that is neither a parameter itself nor holds them.
    if let (Some(body), None, false) = (&taken.body, taken.carrier, is_whole.0) {
        walk.only_old(body.name, body.value, &mut found);
    }
    if let (Some(body), None, false) = (&given.body, given.carrier, is_whole.1) {
        walk.only_new(body.name, body.value, &mut found);
    }
    // Without a body none of its properties stands, required ones neither.
    if let (Some(Parameter { name, value: Use { cardinality, .. }, .. }), Some(_), false) =
        (&taken.body, taken.carrier, is_whole.0)
        && cardinality.optional()
    {
        let ways = Ways::new(Going::Sometimes, Going::Always);
        found.push(DifferenceKind::Cardinality, name, Some("optional".to_owned()), None, ways);
    }
    let name = |parameter: &Parameter<'_>| (!is_body(parameter)).then(|| parameter.row.to_owned());
    let is_untold =
        |(old, new): &&(Parameter<'_>, Parameter<'_>)| is_body(old) || is_body(new) || key(old.row) != key(new.row);
    let renamed = matched.pairs.iter().filter(is_untold).map(|(old, new)| (name(old), name(new))).collect();
    (found, renamed)
}

/// What differences mean for a conversion: a value that is not named is kept as unknown.
fn own(found: &Found) -> Ways {
    let counts = |difference: &&Difference| difference.kind != DifferenceKind::Values;
    found.differences.iter().filter(counts).fold(Ways::FREE, |ways, difference| ways.and(difference.ways))
}

/// What unions hold that no alternative names goes only where the other side keeps such content too, in the same form.
fn unions(old: &Plan, new: &Plan, one: TypeId, other: TypeId) -> Ways {
    let (TypeKind::Union(left), TypeKind::Union(right)) = (&old.api.ty(one).kind, &new.api.ty(other).kind) else {
        return Ways::FREE;
    };
    let speaks_xml = |plan: &Plan| plan.api.services.iter().any(Service::speaks_soap);
    let is_kept = speaks_xml(old) == speaks_xml(new);
    let going = |from, to| if is_open(from) && !(is_kept && is_open(to)) { Going::Sometimes } else { Going::Always };
    Ways::new(going(left, right), going(right, left))
}

fn is_open(union: &Union) -> bool {
    matches!(union.tag, UnionTag::XsiType | UnionTag::Property(_)) || union.variants.is_empty()
}

fn is_set(plan: &Plan, id: TypeId) -> bool {
    matches!(&plan.api.ty(id).kind, TypeKind::Enum(values) if values.set)
}

fn reason(differences: &[Difference]) -> String {
    let told = |difference: &&Difference| {
        difference.ways.forth == Going::Never || difference.kind == DifferenceKind::Cardinality
    };
    let told: Vec<String> = differences.iter().filter(told).map(Difference::to_string).collect();
    if told.is_empty() { "a type that it must hold has no counterpart".to_owned() } else { told.join("; ") }
}
