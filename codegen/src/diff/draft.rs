//! A finding before it is known which operations it reaches.

use super::{Area, Direction, Kind, Verdict};
use crate::{diagnostic::Origin, model::TypeId};

/// A change on its way.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub kind: Kind,
    pub area: Area,
    pub subject: String,
    /// What tells subjects of one name apart: a namespace.
    pub space: String,
    /// The messages that may hold it at all.
    pub allowed: Direction,
    pub rust: Option<Verdict>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub old: Option<Origin>,
    pub new: Option<Origin>,
}

impl Draft {
    /// What a rule says of a subject.
    pub fn new(kind: Kind, subject: impl Into<String>) -> Self {
        let rule = kind.rule();
        Self {
            kind,
            area: rule.area,
            subject: subject.into(),
            space: String::new(),
            allowed: Direction::Both,
            rust: rule.rust,
            before: None,
            after: None,
            old: None,
            new: None,
        }
    }

    pub fn area(mut self, area: Area) -> Self {
        self.area = area;
        self
    }

    pub fn space(mut self, namespace: Option<&str>) -> Self {
        self.space = namespace.unwrap_or_default().to_owned();
        self
    }

    pub fn only(mut self, direction: Direction) -> Self {
        self.allowed = direction;
        self
    }

    pub fn rust(mut self, verdict: Option<Verdict>) -> Self {
        self.rust = verdict;
        self
    }

    pub fn before(mut self, text: impl Into<String>) -> Self {
        self.before = Some(text.into());
        self
    }

    pub fn after(mut self, text: impl Into<String>) -> Self {
        self.after = Some(text.into());
        self
    }

    pub fn old(mut self, origin: &Origin) -> Self {
        self.old = Some(origin.clone());
        self
    }

    pub fn new_at(mut self, origin: &Origin) -> Self {
        self.new = Some(origin.clone());
        self
    }

    pub fn at(self, old: &Origin, new: &Origin) -> Self {
        self.old(old).new_at(new)
    }
}

/// What was found at one place, and where to go on from there.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub drafts: Vec<Draft>,
    /// Types that stand for one another, and the messages that hold them here.
    pub children: Vec<(TypeId, TypeId, Direction)>,
}

impl Found {
    pub fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Takes over what was found within a part that only some messages hold.
    pub fn add(&mut self, part: Self, direction: Direction) {
        let both = |own: Direction| meet(own, direction);
        self.drafts.extend(part.drafts.into_iter().map(|mut draft| {
            draft.allowed = both(draft.allowed);
            draft
        }));
        self.children.extend(part.children.into_iter().map(|(old, new, own)| (old, new, both(own))));
    }
}

/// The messages that two directions have in common.
fn meet(a: Direction, b: Direction) -> Direction {
    match (a, b) {
        (Direction::Both, other) | (other, Direction::Both) => other,
        (a, b) if a == b => a,
        _ => Direction::None,
    }
}
