//! The ledger as a person reads it.

use std::collections::{BTreeMap, HashMap};

use super::{table::Table, terminal::Style};
use crate::ledger::{Count, Ledger, Loss, LossKind, Pruned};

/// The most lines for the losses of a kind; losses for one reason share one.
const SHOWN: usize = 20;

/// The most types that are named on a line.
const FEW: usize = 5;

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
    if ledger.added > 0 {
        out.push_str(&format!("types added: {}, unions of a base type and what derives from it\n", ledger.added));
    }
    if !ledger.pruned.is_empty() {
        out.push_str(&format!("types not emitted: {}\n", pruned(&ledger.pruned)));
    }
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
        let folded = fold(&losses);
        for (first, times) in folded.iter().take(SHOWN) {
            let place = style.dim(&format!("({})", first.origin));
            out.push_str(&match times {
                1 => format!("  {}: {} {place}\n", first.subject, first.reason),
                _ => format!("  {times} × {}, first {} {place}\n", first.reason, first.subject),
            });
        }
        let rest: usize = folded.iter().skip(SHOWN).map(|(_, times)| times).sum();
        if rest > 0 {
            out.push_str(&format!("  … and {rest} more\n"));
        }
    }
    out
}

/// The first loss of each reason, in their order, and how many losses have this reason.
fn fold<'a>(losses: &[&'a Loss]) -> Vec<(&'a Loss, usize)> {
    let mut folded: Vec<(&Loss, usize)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for loss in losses {
        let place = *known.entry(&loss.reason).or_insert(folded.len());
        match folded.get_mut(place) {
            Some((_, times)) => *times += 1,
            None => folded.push((loss, 1)),
        }
    }
    folded
}

/// How many types are not emitted for which reason, and the first few of them.
fn pruned(types: &[Pruned]) -> String {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ty in types {
        reasons.entry(ty.reason).or_default().push(ty.subject.trim_start_matches("type "));
    }
    let list = |(reason, names): (&str, Vec<&str>)| {
        let shown = names.iter().take(FEW).copied().collect::<Vec<_>>().join(", ");
        let rest = if names.len() > FEW { ", …" } else { "" };
        format!("{} ({reason}: {shown}{rest})", names.len())
    };
    reasons.into_iter().map(list).collect::<Vec<_>>().join(", ")
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
