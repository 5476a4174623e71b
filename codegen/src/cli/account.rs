//! The ledger as a person reads it.

use std::collections::BTreeMap;

use super::{table::Table, terminal::Style};
use crate::ledger::{Count, Ledger, Loss, LossKind};

/// The most losses of a kind that are shown one by one.
const SHOWN: usize = 20;

/// What was read and emitted, and what was lost.
pub fn summary(ledger: &Ledger, style: Style) -> String {
    let mut table = Table::new(&["", "READ", "EMITTED"]);
    for (name, Count { read, emitted }) in [
        ("operations", ledger.operations),
        ("messages", ledger.messages),
        ("types", ledger.types),
        ("fields", ledger.fields),
    ] {
        table.row(vec![name.to_owned(), format!("{read:>6}"), format!("{emitted:>7}")]);
    }
    let mut out = table.render(style);
    if ledger.losses.is_empty() {
        out.push_str("nothing was lost\n");
        return out;
    }
    let mut kinds: BTreeMap<LossKind, Vec<&Loss>> = BTreeMap::new();
    for loss in &ledger.losses {
        kinds.entry(loss.kind).or_default().push(loss);
    }
    for (kind, mut losses) in kinds {
        losses.sort();
        out.push_str(&format!("\n{} ({})\n", style.bold(kind_text(kind)), losses.len()));
        for loss in losses.iter().take(SHOWN) {
            out.push_str(&format!(
                "  {}: {} {}\n",
                loss.subject,
                loss.reason,
                style.dim(&format!("({})", loss.origin))
            ));
        }
        if let Some(rest) = losses.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
            out.push_str(&format!("  … and {rest} more\n"));
        }
    }
    out
}

fn kind_text(kind: LossKind) -> &'static str {
    match kind {
        LossKind::OperationOmitted => "operations left out",
        LossKind::RawBody => "bodies taken as raw content",
        LossKind::TypeAsAny => "types taken as any content",
        LossKind::FacetIgnored => "constraints not checked",
        LossKind::FaultUntyped => "faults without a type",
        LossKind::Repaired => "mistakes of the description repaired",
        LossKind::Ignored => "parts of the description without meaning here",
    }
}
