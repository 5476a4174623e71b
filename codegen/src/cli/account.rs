//! The ledger as a person reads it.

use std::collections::{BTreeMap, HashMap};

use super::{table::Table, terminal::Style};
use crate::ledger::{Count, Ledger, Loss, LossKind, Pruned, SoapAlone, Unconverted};

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
    if ledger.rest > 0 || !ledger.soap_alone.is_empty() {
        out.push_str(&format!(
            "operations over SOAP and REST: {}, over SOAP alone: {}\n",
            ledger.rest,
            ledger.soap_alone.len()
        ));
        out.push_str(&alone(&ledger.soap_alone, style));
    }
    if !ledger.pruned.is_empty() {
        out.push_str(&format!("types not emitted: {}\n", pruned(&ledger.pruned)));
    }
    out.push_str(&conversions(ledger));
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

/// The operations over SOAP alone, with the reason; those that have one in common share a line.
fn alone(operations: &[SoapAlone], style: Style) -> String {
    let mut reasons: BTreeMap<&str, Vec<&SoapAlone>> = BTreeMap::new();
    for operation in operations {
        reasons.entry(&operation.reason).or_default().push(operation);
    }
    let line = |(reason, operations): (&str, Vec<&SoapAlone>)| {
        let names = operations.iter().map(|it| it.subject.trim_start_matches("operation "));
        let shown = names.take(FEW).collect::<Vec<_>>().join(", ");
        let rest = operations.len().checked_sub(FEW).filter(|rest| *rest > 0);
        let rest = rest.map(|rest| format!(", … and {rest} more")).unwrap_or_default();
        let place = style.dim(&format!("({})", operations.first().map(|it| it.origin.to_string()).unwrap_or_default()));
        format!("  {shown}{rest}: {reason} {place}\n")
    };
    let mut lines: Vec<String> = reasons.into_iter().map(line).collect();
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("  … and {more} more reasons\n"));
    }
    lines.concat()
}

/// How many conversions there are, and between what there are none.
fn conversions(ledger: &Ledger) -> String {
    let Count { read, emitted } = ledger.conversions;
    if read == 0 {
        return String::new();
    }
    let mut out = format!("conversions: {emitted} for {read} pairs of types and requests\n");
    for Unconverted { subject, reason, .. } in ledger.unconverted.iter().take(SHOWN) {
        out.push_str(&format!("  none for {subject}: {reason}\n"));
    }
    let rest = ledger.unconverted.len().saturating_sub(SHOWN);
    if rest > 0 {
        out.push_str(&format!("  … and none for {rest} more\n"));
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
