//! Changes that are alike stand together, and what is common to them is said once.

use crate::diff::{Change, Verdict, Wire};

/// Changes of one kind with one judgement.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The worst that can be said of each of them.
    pub verdict: Verdict,
    /// The changes, never none.
    pub changes: Vec<&'a Change>,
}

impl Group<'_> {
    /// What happened, in a few words.
    pub fn title(&self) -> &'static str {
        self.changes.first().map_or("", |change| change.kind.rule().title)
    }

    /// Why, and for whom.
    pub fn reason(&self) -> &str {
        self.changes.first().map_or("", |change| change.reason.as_str())
    }

    /// What it means, in a few words.
    pub fn judgement(&self) -> String {
        self.changes.first().map_or_else(String::new, |change| judgement(change.wire, change.rust))
    }
}

/// Groups changes in their order: they are sorted by verdict, area and kind.
pub fn groups(changes: &[Change]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for change in changes {
        let alike = |group: &&mut Group<'_>| {
            group.changes.first().is_some_and(|first| {
                (first.kind, first.wire, first.rust, &first.reason)
                    == (change.kind, change.wire, change.rust, &change.reason)
            })
        };
        let place =
            groups.iter_mut().rev().take_while(|group| group.changes.first().is_some_and(|it| it.kind == change.kind));
        match place.into_iter().find(alike) {
            Some(group) => group.changes.push(change),
            None => groups.push(Group { verdict: change.verdict(), changes: vec![change] }),
        }
    }
    groups
}

/// `requests breaking, responses compatible, Rust breaking`.
pub fn judgement(wire: Wire, rust: Option<Verdict>) -> String {
    let mut parts = match (wire.request, wire.response) {
        (Some(request), Some(response)) if request == response => vec![format!("wire {}", request.word())],
        (request, response) => {
            let asked = request.map(|verdict| format!("requests {}", verdict.word()));
            asked.into_iter().chain(response.map(|verdict| format!("responses {}", verdict.word()))).collect()
        }
    };
    parts.extend(rust.map(|verdict| format!("Rust {}", verdict.word())));
    parts.join(", ")
}

/// `before → after`, or the one that there is.
pub fn values(change: &Change) -> Option<String> {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => Some(format!("{before} → {after}")),
        (Some(only), None) | (None, Some(only)) => Some(only.clone()),
        (None, None) => None,
    }
}

/// `31 operations: User.A, User.B, …`; nothing for a change that is about one operation by name.
pub fn reach(change: &Change) -> Option<String> {
    let reached = &change.operations;
    match reached.first.as_slice() {
        [] => None,
        [only] if change.subject.starts_with(only.as_str()) => None,
        [only] => Some(only.clone()),
        first => {
            let more = if reached.count > first.len() { ", …" } else { "" };
            Some(format!("{} operations: {}{more}", reached.count, first.join(", ")))
        }
    }
}

/// Where the descriptions say it, the new one first.
pub fn places(change: &Change) -> Option<String> {
    change.new.as_ref().or(change.old.as_ref()).map(ToString::to_string)
}
