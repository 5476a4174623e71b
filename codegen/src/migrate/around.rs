//! What stands beside the messages: header blocks, headers, credentials, parameters that may be left out.

use std::collections::BTreeMap;

use super::{
    going::{Going, Ways},
    operations::Named,
    report::{Around, Difference, DifferenceKind},
    request::{Matched, Parameter},
    words::{abbreviates, header_words, key},
};
use crate::model::{Api, Binding, StatusMatch, TypeKind, TypeRef};

/// What the credentials of an operation over HTTP are called where no header names them.
const CREDENTIALS: &str = "security";

/// Something beside the messages of one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Aside {
    name: String,
    is_credential: bool,
    is_answer: bool,
}

fn asides(api: &Api, named: &Named<'_>, parameters: &[Parameter<'_>]) -> Vec<Aside> {
    let plain = |name: &str, is_answer| Aside { name: name.to_owned(), is_credential: false, is_answer };
    match &named.operation.binding {
        Binding::Soap(soap) => {
            let requests = soap.request_headers.iter().filter_map(|used| api.request_headers.get(used.block));
            let answers = soap.response_headers.iter().filter_map(|used| api.response_headers.get(used.block));
            let request = |block: &crate::model::HeaderBlock| {
                let is_credential = block.secret || holds_secret(api, &block.ty) || says_credential(&block.name.local);
                Aside { name: block.name.local.clone(), is_credential, is_answer: false }
            };
            requests.map(request).chain(answers.map(|block| plain(&block.name.local, true))).collect()
        }
        Binding::Http(http) => {
            let asides = parameters.iter().filter(|parameter| parameter.is_aside());
            let mut all: Vec<Aside> = asides.map(|parameter| plain(parameter.name, false)).collect();
            if http.security.iter().any(|requirement| !requirement.schemes.is_empty()) {
                all.push(Aside { name: CREDENTIALS.to_owned(), is_credential: true, is_answer: false });
            }
            let is_success = |status| matches!(status, StatusMatch::Code(200..=299) | StatusMatch::Range(2));
            let successes = http.responses.iter().filter(|response| is_success(response.status));
            all.extend(successes.flat_map(|response| &response.headers).map(|(name, _, _)| plain(&name.local, true)));
            all
        }
    }
}

fn says_credential(name: &str) -> bool {
    const WORDS: [&str; 5] = ["credentials", "credential", "authorization", "authentication", "security"];
    header_words(name).iter().any(|word| WORDS.contains(&word.as_str()))
}

fn holds_secret(api: &Api, ty: &TypeRef) -> bool {
    let TypeRef::Named(id) = ty else { return false };
    matches!(&api.ty(*id).kind, TypeKind::Struct(structure) if structure.fields.iter().any(|field| field.secret))
}

/// What stands beside the messages of a pair of operations: what stands for what, and what nothing stands for.
pub fn pairs(apis: (&Api, &Api), old: &Named<'_>, new: &Named<'_>, matched: &Matched<'_>) -> Vec<Around> {
    let mut left = asides(apis.0, old, &matched.old);
    let mut right = asides(apis.1, new, &matched.new);
    let same: [fn(&Aside, &Aside) -> bool; 3] = [
        |left, right| key(&left.name) == key(&right.name),
        |left, right| abbreviates(&header_words(&left.name), &header_words(&right.name)),
        |left, right| left.is_credential && right.is_credential,
    ];
    let mut pairs = Vec::new();
    let around = |old: Option<&Aside>, new: Option<&Aside>| {
        let name =
            |aside: &Aside| if aside.is_answer { format!("{} (answer)", aside.name) } else { aside.name.clone() };
        Around { old: old.map(name), new: new.map(name), operations: 1 }
    };
    for same in same {
        left.retain(|one| {
            let found = right.iter().position(|other| one.is_answer == other.is_answer && same(one, other));
            pairs.extend(found.map(|place| around(Some(one), Some(&right.remove(place)))));
            found.is_none()
        });
    }
    pairs.extend(left.iter().map(|one| around(Some(one), None)));
    pairs.extend(right.iter().map(|one| around(None, Some(one))));
    pairs
}

/// Adds up what stands beside the messages of all pairs of operations, and gives each pair what is different from the
/// others: a header that has a counterpart elsewhere, but not here.
pub fn settle(all: &[Vec<Around>]) -> (Vec<Around>, Vec<Vec<Difference>>) {
    let mut counted: BTreeMap<(Option<&str>, Option<&str>), usize> = BTreeMap::new();
    for around in all.iter().flatten() {
        *counted.entry((around.old.as_deref(), around.new.as_deref())).or_default() += 1;
    }
    let paired_old = |name: &str| counted.keys().any(|(old, new)| *old == Some(name) && new.is_some());
    let deviations = |arounds: &Vec<Around>| {
        let lacking = arounds.iter().filter_map(|around| match (&around.old, &around.new) {
            (Some(old), None) if paired_old(old) => Some(old),
            _ => None,
        });
        let ways = Ways::new(Going::Sometimes, Going::Always);
        let difference = |old: &String| Difference {
            kind: DifferenceKind::Header,
            at: old.clone(),
            old: Some(old.clone()),
            new: None,
            ways,
        };
        lacking.map(difference).collect()
    };
    let differences = all.iter().map(deviations).collect();
    let total = counted.iter().map(|((old, new), operations)| Around {
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        operations: *operations,
    });
    (total.collect(), differences)
}
