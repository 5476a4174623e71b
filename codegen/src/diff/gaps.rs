//! What could not be read can't be compared, and never counts as unchanged.

use std::collections::BTreeSet;

use super::{Kind, Pairing, draft::Draft, side::Side};
use crate::{
    Reading,
    diagnostic::{Diagnostic, Origin, Severity},
    ledger::LossKind,
};

/// What either description did not tell. Operations that one of the two left out are neither added nor removed.
pub(super) fn find(
    old: &Side,
    old_reading: &Reading,
    new: &Side,
    new_reading: &Reading,
    pairing: &mut Pairing,
) -> Vec<Draft> {
    let (missing_old, missing_new) = (omitted(old_reading), omitted(new_reading));
    pairing.removed.retain(|place| !missing_new.contains(&old.operation_text(*place)));
    pairing.added.retain(|place| !missing_old.contains(&new.operation_text(*place)));
    let mut drafts = Vec::new();
    of_reading("old", old_reading, &mut drafts);
    of_reading("new", new_reading, &mut drafts);
    drafts
}

/// The operations that a reading left out, as `Service.Operation`.
fn omitted(reading: &Reading) -> BTreeSet<String> {
    let losses = reading.ledger.losses.iter().filter(|loss| loss.kind == LossKind::OperationOmitted);
    losses.filter_map(|loss| loss.subject.strip_prefix("operation ")).map(str::to_owned).collect()
}

fn of_reading(which: &str, reading: &Reading, drafts: &mut Vec<Draft>) {
    for finding in reading.diagnostics.iter().filter(|finding| hides(finding)) {
        let draft = Draft::new(Kind::NotComparable, format!("{which} description: {}", finding.message));
        drafts.push(placed(draft, which, &finding.origin));
    }
    // What a finding tells, the ledger tells too.
    let told: BTreeSet<&Origin> =
        reading.diagnostics.iter().filter(|finding| hides(finding)).map(|it| &it.origin).collect();
    for loss in &reading.ledger.losses {
        let hides = matches!(
            loss.kind,
            LossKind::OperationOmitted | LossKind::RawBody | LossKind::TypeAsAny | LossKind::FaultUntyped
        );
        if hides && !told.contains(&loss.origin) {
            let draft =
                Draft::new(Kind::NotComparable, format!("{which} description: {}: {}", loss.subject, loss.reason));
            drafts.push(placed(draft, which, &loss.origin));
        }
    }
}

fn placed(draft: Draft, which: &str, origin: &Origin) -> Draft {
    if which == "old" { draft.old(origin) } else { draft.new_at(origin) }
}

/// Whether a finding means that something was not read: every error, and what did not resolve.
fn hides(finding: &Diagnostic) -> bool {
    let unresolved = ["unresolved", "missing", "refused", "limit"];
    finding.severity == Severity::Error || unresolved.iter().any(|word| finding.code.contains(word))
}
