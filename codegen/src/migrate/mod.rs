//! From one description to another: which operation and which type stands for which, and what that costs.
//!
//! Made for the step from SOAP to REST, where one product is described twice: `User.GetUserPresenceStatus` is
//! `POST /api/v1/Agents/User/GetUserPresenceStatus`, the elements of its wrapper are the properties of a JSON body (or
//! the body itself, or parameters in the query), and types are called `User` here and `SuperOffice.CRM.Services.User` there.
//! Nothing of this is a list: operations are matched by service and name, parameters by name, types by where they stand
//! and by name, and names by their letters. Two versions over one protocol compare as well.
//!
//! ```no_run
//! use bindery_codegen::{config::Config, migrate, pass::Plan, read, source};
//!
//! let plan = |path: &str| {
//!     let (sources, _) = source::load(&[path.into()], &source::Options::default());
//!     Plan::plain(read(sources, &source::Options::default()).api)
//! };
//! let migration = migrate::compare(&plan("User.wsdl"), &plan("openapi.json"));
//! for pair in migration.operations.iter().filter(|pair| !pair.is_same()) {
//!     println!("{} is not quite {}", pair.old.name, pair.new.wire);
//! }
//! ```

mod around;
mod bind;
mod conversions;
mod going;
mod json;
mod markdown;
mod operations;
mod records;
mod report;
mod request;
mod routes;
mod structure;
mod values;
mod words;

use std::collections::BTreeSet;

pub use bind::bind;
pub use conversions::{Conversion, Converted, Renamed, conversions};
pub use going::{Going, Ways};
pub use markdown::markdown;
pub use report::{
    Around, Counts, Difference, DifferenceKind, Migration, OperationPair, OperationRef, ParameterPair, ParameterPlace,
    TypePair,
};

pub use routes::{Alone, Routes, routes};

use crate::pass::Plan;
use values::{Found, Walk};

/// Compares two APIs. The plans hold the models without aliases, bases copied into what extends them.
pub fn compare(old: &Plan, new: &Plan) -> Migration {
    compare_services(old, new, &[])
}

/// Compares the services of these names only, whichever side has them, and the types that their operations need; all where
/// none is named.
pub fn compare_services(old: &Plan, new: &Plan, services: &[String]) -> Migration {
    let (left, right) = (operations::named(&old.api), operations::named(&new.api));
    let wanted = |it: &OperationRef| {
        let is_named = |name: &String| is_same_service(name, &it.service);
        services.is_empty() || services.iter().any(is_named)
    };
    let mut pairs = operations::pairs(&left, &right);
    pairs.retain(|(one, other)| wanted(&left[*one].reference) || wanted(&right[*other].reference));
    let apis = (&old.api, &new.api);
    let mut walk = Walk::new(old, new);
    let (mut migration, mut arounds, mut found) = (Migration::default(), Vec::new(), Vec::new());
    let mut carriers = (BTreeSet::new(), BTreeSet::new());
    for &(one, other) in &pairs {
        let (one, other) = (&left[one], &right[other]);
        let (taken, given) = (request::request(apis.0, one), request::request(apis.1, other));
        carriers.0.extend(taken.carrier);
        carriers.1.extend(given.carrier);
        let matched = request::matched(apis, &taken, &given);
        let (mut requests, mut answers) = (Found::default(), Found::default());
        let parameters = request::compare(&mut walk, &matched, &mut requests);
        let (before, after) = (request::answer(apis.0, one), request::answer(apis.1, other));
        request::compare_answers(&mut walk, before, after, &mut answers);
        arounds.push(around::pairs(apis, one, other, &matched));
        found.push((requests, answers));
        let (old, new) = (one.reference.clone(), other.reference.clone());
        let (differences, types) = (Vec::new(), Vec::new());
        migration.operations.push(OperationPair { old, new, parameters, differences, types, ways: Ways::FREE });
    }
    if services.is_empty() {
        (migration.old_types, migration.new_types) = structure::rest(&mut walk, (&left, &right), &carriers);
    }
    let known = walk.settle();
    migration.types = walk.report();
    let (around, deviations) = around::settle(&arounds);
    migration.around = around;
    for ((pair, (requests, answers)), deviations) in migration.operations.iter_mut().zip(found).zip(deviations) {
        let (taken, given) = (requests.ways(&known), answers.ways(&known));
        pair.ways = Ways { forth: taken.forth, back: given.back };
        let reached = requests.leads_to.iter().chain(&answers.leads_to).map(|(pair, _)| *pair);
        pair.types = structure::differing(&migration.types, reached.collect());
        pair.differences = [requests.differences, answers.differences, deviations].concat();
    }
    let (old_taken, new_taken): (BTreeSet<usize>, BTreeSet<usize>) = pairs.into_iter().unzip();
    let lone = |all: &[operations::Named<'_>], taken: &BTreeSet<usize>| {
        let free = all.iter().enumerate().filter(|(index, _)| !taken.contains(index));
        free.map(|(_, named)| named.reference.clone()).filter(wanted).collect()
    };
    migration.old_only = lone(&left, &old_taken);
    migration.new_only = lone(&right, &new_taken);
    migration
}

/// Whether two names are of one service: `User`, `User_Agent` and `UserSoap` are.
pub fn is_same_service(left: &str, right: &str) -> bool {
    words::service_key(left) == words::service_key(right)
}

impl Migration {
    /// Numbers over all operations.
    pub fn counts(&self) -> Counts {
        self.count(|_| true)
    }

    /// Numbers for each service of the old side, sorted by name. Operations that are only on the new side are not
    /// among them.
    pub fn services(&self) -> Vec<(&str, Counts)> {
        let old = self.operations.iter().map(|pair| &pair.old).chain(&self.old_only);
        let names: BTreeSet<&str> = old.map(|operation| operation.service.as_str()).collect();
        let of = |name: &str| Counts { new: 0, ..self.count(|service| service == name) };
        names.into_iter().map(|name| (name, of(name))).collect()
    }

    fn count(&self, wanted: impl Fn(&str) -> bool) -> Counts {
        let mut counts = Counts::default();
        for pair in self.operations.iter().filter(|pair| wanted(&pair.old.service)) {
            counts.paired += 1;
            counts.free += usize::from(pair.ways == Ways::FREE);
            if pair.is_same() {
                counts.same += 1;
            } else {
                counts.differing += 1;
            }
        }
        counts.old = counts.paired + self.old_only.iter().filter(|it| wanted(&it.service)).count();
        counts.new = counts.paired + self.new_only.iter().filter(|it| wanted(&it.service)).count();
        counts
    }

    /// The names of the types that differ in the messages of an operation, each once.
    pub fn differing_types(&self, pair: &OperationPair) -> BTreeSet<&str> {
        pair.types.iter().filter_map(|index| self.types.get(*index)).map(|pair| pair.old.as_str()).collect()
    }

    /// How many operations are different in what: in their own parameters and answers, or in a type of theirs.
    pub fn kinds(&self) -> Vec<(DifferenceKind, usize)> {
        let is_in = |pair: &OperationPair, kind: DifferenceKind| {
            let of_types = pair.types.iter().filter_map(|index| self.types.get(*index)).flat_map(TypePair::told);
            pair.told().chain(of_types).any(|difference| difference.kind == kind)
        };
        let count = |kind| self.operations.iter().filter(|pair| is_in(pair, kind)).count();
        DifferenceKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0).collect()
    }
}
