//! From findings to changes: each once, judged by the messages that hold it, with the operations that it reaches.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{
    Change, Direction, Kind, Pairing, Place, Reach, Verdict, Wire, change::fingerprint, context::shorten, draft::Draft,
    side::Side,
};

/// How many operations are named.
const NAMED: usize = 5;

/// The names of all operations that a change may reach: those in both descriptions first, then those in one.
pub(super) struct Operations {
    names: Vec<(String, String)>,
    by_service: BTreeMap<String, Vec<usize>>,
    paired: usize,
}

impl Operations {
    pub fn new(old: &Side, new: &Side, pairing: &Pairing) -> Self {
        let name = |side: &Side, place: Place| (side.api.services[place.0].name.clone(), side.operation_text(place));
        let mut names: Vec<_> = pairing.pairs.iter().map(|(from, ..)| name(old, *from)).collect();
        let paired = names.len();
        let mut by_service: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (service, _)) in names.iter().enumerate() {
            by_service.entry(service.clone()).or_default().push(index);
        }
        names.extend(pairing.removed.iter().map(|place| name(old, *place)));
        names.extend(pairing.added.iter().map(|place| name(new, *place)));
        Self { names, by_service, paired }
    }

    /// All names, as changes refer to them.
    pub fn into_names(self) -> Vec<String> {
        self.names.into_iter().map(|(_, name)| name).collect()
    }

    /// The operations of a service that stand in both descriptions.
    pub fn of_service(&self, name: &str) -> Vec<usize> {
        self.by_service.get(name).cloned().unwrap_or_default()
    }

    /// The operations that only one description has.
    pub fn only(&self, old: &Side, new: &Side, pairing: &Pairing, findings: &mut Vec<Finding>) {
        let mut index = self.paired;
        let mut say = |kind: Kind, side: &Side, place: Place| {
            let operation = side.operation(place);
            let draft = Draft::new(kind, side.operation_text(place));
            let is_new = kind == Kind::OperationAdded;
            let draft = if is_new { draft.new_at(&operation.origin) } else { draft.old(&operation.origin) };
            findings.push(Finding::of(draft, index));
            index += 1;
        };
        pairing.removed.iter().for_each(|place| say(Kind::OperationRemoved, old, *place));
        pairing.added.iter().for_each(|place| say(Kind::OperationAdded, new, *place));
    }
}

/// A draft, and the operations whose messages hold it.
pub(super) struct Finding {
    draft: Draft,
    requests: Vec<usize>,
    responses: Vec<usize>,
    /// Nothing leads to it, and it is judged all the same.
    always: bool,
    service: Option<String>,
}

impl Finding {
    /// About one operation.
    pub fn of(draft: Draft, operation: usize) -> Self {
        Self::within(draft, &[operation], &[operation])
    }

    /// About what the messages of some operations hold.
    pub fn within(draft: Draft, requests: &[usize], responses: &[usize]) -> Self {
        Self { draft, requests: requests.to_vec(), responses: responses.to_vec(), always: false, service: None }
    }

    /// About a description, not what any operation holds.
    pub fn alone(draft: Draft) -> Self {
        Self { always: true, ..Self::within(draft, &[], &[]) }
    }

    /// About a type that belongs to a service, or to none.
    pub fn in_service(draft: Draft, service: Option<String>) -> Self {
        Self { service, ..Self::within(draft, &[], &[]) }
    }

    fn wire(&self) -> Wire {
        let rule = self.draft.kind.rule();
        let allows =
            |direction: Direction| matches!(self.draft.allowed, Direction::Both) || self.draft.allowed == direction;
        let judged = |verdict: Verdict, direction: Direction, reached: &[usize]| {
            (allows(direction) && (self.always || !reached.is_empty())).then_some(verdict)
        };
        Wire {
            request: judged(rule.request.0, Direction::Request, &self.requests),
            response: judged(rule.response.0, Direction::Response, &self.responses),
        }
    }
}

/// A change on its way, with all operations that it reaches.
struct Merged {
    draft: Draft,
    wire: Wire,
    operations: BTreeSet<usize>,
    services: BTreeSet<String>,
}

/// Merges what is the same, and sorts: the worst first, then by area, subject and kind.
pub(super) fn settle(findings: Vec<Finding>, operations: &Operations) -> Vec<Change> {
    let mut merged: IndexMap<String, Merged> = IndexMap::new();
    for finding in findings {
        let wire = finding.wire();
        let draft = &finding.draft;
        let parts = [draft.kind.name(), &draft.subject, &draft.space];
        let values = [draft.before.as_deref().unwrap_or_default(), draft.after.as_deref().unwrap_or_default()];
        let key = fingerprint(&[parts.as_slice(), values.as_slice()].concat());
        let entry = merged.entry(key).or_insert_with(|| Merged {
            draft: finding.draft.clone(),
            wire: Wire::default(),
            operations: BTreeSet::new(),
            services: BTreeSet::new(),
        });
        let worse = |a: Option<Verdict>, b: Option<Verdict>| a.into_iter().chain(b).min();
        entry.wire.request = worse(entry.wire.request, wire.request);
        entry.wire.response = worse(entry.wire.response, wire.response);
        entry.draft.rust = worse(entry.draft.rust, finding.draft.rust);
        if wire.request.is_some() {
            entry.operations.extend(&finding.requests);
        }
        if wire.response.is_some() {
            entry.operations.extend(&finding.responses);
        }
        entry.services.extend(finding.service);
    }
    let mut changes: Vec<Change> = merged.into_iter().map(|(key, entry)| change(key, entry, operations)).collect();
    changes.sort_by(|a, b| {
        let key = |change: &Change| (change.verdict(), change.area, change.kind);
        (key(a), &a.subject, &a.fingerprint).cmp(&(key(b), &b.subject, &b.fingerprint))
    });
    changes
}

fn change(fingerprint: String, entry: Merged, operations: &Operations) -> Change {
    let Merged { draft, wire, operations: reached, mut services } = entry;
    let names: Vec<&(String, String)> = reached.iter().filter_map(|index| operations.names.get(*index)).collect();
    services.extend(names.iter().map(|(service, _)| service.clone()));
    let reason = reason(&draft, wire);
    Change {
        fingerprint,
        kind: draft.kind,
        area: draft.area,
        subject: draft.subject,
        direction: wire.direction(),
        wire,
        rust: draft.rust,
        reason,
        before: draft.before.map(|text| shorten(&text)),
        after: draft.after.map(|text| shorten(&text)),
        old: draft.old,
        new: draft.new,
        operations: Reach {
            count: names.len(),
            first: names.iter().take(NAMED).map(|(_, name)| name.clone()).collect(),
            services: services.into_iter().collect(),
            all: reached.into_iter().collect(),
        },
    }
}

/// Why, for each kind of message that holds it, and for Rust.
fn reason(draft: &Draft, wire: Wire) -> String {
    let rule = draft.kind.rule();
    let mut parts = match (wire.request, wire.response) {
        (Some(_), Some(_)) if rule.request.1 == rule.response.1 => vec![rule.request.1.to_owned()],
        (request, response) => {
            let asked = request.map(|_| format!("requests: {}", rule.request.1));
            let answered = response.map(|_| format!("responses: {}", rule.response.1));
            asked.into_iter().chain(answered).collect()
        }
    };
    parts.extend(rust_reason(draft));
    parts.join("; ")
}

fn rust_reason(draft: &Draft) -> Option<String> {
    let text = match (draft.rust?, draft.kind) {
        (Verdict::Breaking, Kind::RequiredFieldAdded | Kind::OptionalFieldAdded) => {
            "a struct literal without `..Default::default()` lacks the field"
        }
        (Verdict::Breaking, Kind::RequiredHeaderAdded | Kind::HeaderAdded) => {
            "a literal of the headers without `..Default::default()` lacks it"
        }
        (
            Verdict::Breaking,
            Kind::FieldRemoved | Kind::ClosedFieldRemoved | Kind::WildcardRemoved | Kind::HeaderRemoved,
        ) => "what names the field no longer compiles",
        (Verdict::Breaking, Kind::WildcardAdded) => "a struct literal without `..Default::default()` lacks the field",
        (Verdict::Breaking, Kind::ValueRemoved | Kind::AlternativeRemoved | Kind::DerivedTypeRemoved) => {
            "what names the variant no longer compiles"
        }
        (
            Verdict::Breaking,
            Kind::OperationRemoved | Kind::OperationRenamed | Kind::TypeRemoved | Kind::TypeRenamed,
        ) => "the old name is gone",
        (Verdict::Breaking, Kind::RustNameChanged) => "it is emitted under another name",
        (Verdict::Breaking, _) => "it is emitted with another type",
        (
            Verdict::Compatible,
            Kind::ValueAdded | Kind::OpenValueAdded | Kind::AlternativeAdded | Kind::DerivedTypeAdded,
        ) => "the enum is `#[non_exhaustive]`, so that `match` has an arm for it",
        (Verdict::Compatible, _) => "something new is emitted beside what was",
        _ => return None,
    };
    Some(format!("Rust: {text}"))
}
