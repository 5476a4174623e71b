//! The whole of a comparison.

use serde::Serialize;

use super::{Change, Ignored, Kind, Pairing, Unmatched, Verdict};
use crate::model::Api;

/// The version of the crate that must follow (Semantic Versioning 2.0.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// Only words changed.
    Patch,
    /// Something is new, and all that was still works.
    Minor,
    /// Something stops working, on the wire or in Rust.
    Major,
}

impl Bump {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What is said of one of the two descriptions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Its title, or how it was given.
    pub title: String,
    /// The version that it gives itself.
    pub version: Option<String>,
    /// Services.
    pub services: usize,
    /// Operations.
    pub operations: usize,
    /// Types, messages included.
    pub types: usize,
}

impl Count {
    fn new(api: &Api) -> Self {
        Self {
            title: api.title.clone(),
            version: api.version.clone(),
            services: api.services.len(),
            operations: api.operations().count(),
            types: api.types.len(),
        }
    }
}

/// How many changes there are of each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Old clients or programs fail.
    pub breaking: usize,
    /// Nobody can tell.
    pub warning: usize,
    /// Something is new.
    pub compatible: usize,
    /// Nothing changes in what is exchanged or compiled.
    pub information: usize,
}

impl Tally {
    fn of(verdicts: impl Iterator<Item = Verdict>) -> Self {
        let mut tally = Self::default();
        for verdict in verdicts {
            match verdict {
                Verdict::Breaking => tally.breaking += 1,
                Verdict::Warning => tally.warning += 1,
                Verdict::Compatible => tally.compatible += 1,
                Verdict::Information => tally.information += 1,
            }
        }
        tally
    }
}

/// A comparison in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Operations that only the new description has.
    pub added_operations: usize,
    /// Operations that only the old description has.
    pub removed_operations: usize,
    /// Operations that both have.
    pub common_operations: usize,
    /// By the worst that can be said of each change.
    pub all: Tally,
    /// By what they mean on the wire, of those that any message holds.
    pub wire: Tally,
    /// By what they mean in Rust, of those that the source sees.
    pub rust: Tally,
    /// The version that must follow; `None` where nothing changed.
    pub bump: Option<Bump>,
}

/// What changed between two descriptions. Equal inputs give equal comparisons, whatever the order of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The old description.
    pub old: Count,
    /// The new description.
    pub new: Count,
    /// Operations that both have.
    pub common_operations: usize,
    /// `Service.Operation` of all operations: those that both have first, then the removed, then the added ones.
    pub operations: Vec<String>,
    /// All changes, the worst first.
    pub changes: Vec<Change>,
    /// Changes that were ignored.
    pub ignored: Vec<Change>,
}

impl Comparison {
    pub(super) fn new(old: &Api, new: &Api, pairing: &Pairing, operations: Vec<String>, changes: Vec<Change>) -> Self {
        let common_operations = pairing.pairs.len();
        let (old, new) = (Count::new(old), Count::new(new));
        Self { old, new, common_operations, operations, changes, ignored: Vec::new() }
    }

    /// Sets aside what an ignore file names, and tells which of its lines matched nothing.
    pub fn ignore(&mut self, ignored: &Ignored) -> Vec<Unmatched> {
        let unmatched = ignored.unmatched(&self.changes);
        let (aside, kept) = std::mem::take(&mut self.changes).into_iter().partition(|change| ignored.holds(change));
        self.changes = kept;
        self.ignored.extend::<Vec<Change>>(aside);
        unmatched
    }

    /// The version that must follow; `None` where nothing changed.
    pub fn bump(&self) -> Option<Bump> {
        let of = |change: &Change| match change.verdict() {
            Verdict::Breaking => Bump::Major,
            Verdict::Warning | Verdict::Compatible => Bump::Minor,
            Verdict::Information => Bump::Patch,
        };
        self.changes.iter().map(of).max()
    }

    /// The comparison in numbers.
    pub fn summary(&self) -> Summary {
        let count = |kind: Kind| self.changes.iter().filter(|change| change.kind == kind).count();
        Summary {
            added_operations: count(Kind::OperationAdded),
            removed_operations: count(Kind::OperationRemoved),
            common_operations: self.common_operations,
            all: Tally::of(self.changes.iter().map(Change::verdict)),
            wire: Tally::of(self.changes.iter().filter_map(|change| change.wire.worst())),
            rust: Tally::of(self.changes.iter().filter_map(|change| change.rust)),
            bump: self.bump(),
        }
    }
}
