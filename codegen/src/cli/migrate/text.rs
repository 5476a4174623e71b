//! The report for a terminal.

use std::fmt::Write as _;

use crate::{
    cli::{table::Table, terminal::Style},
    migrate::{Migration, OperationPair, OperationRef},
};

/// Above how many operations a service without any counterpart is counted rather than listed.
const LISTED: usize = 5;

pub(super) fn render(migration: &Migration, (old, new): (&str, &str), style: Style) -> String {
    let counts = migration.counts();
    let mut out = format!("from {} to {}\n\n", style.bold(old), style.bold(new));
    let mut table = Table::new(&["SERVICE", "OPERATIONS", "COUNTERPART", "SAME", "DIFFER"]);
    let number = |count: usize, width: usize| format!("{count:>width$}");
    let mut without: Vec<(&str, usize)> = Vec::new();
    for (name, counts) in migration.services() {
        if counts.paired == 0 && counts.old > LISTED {
            without.push((name, counts.old));
            continue;
        }
        table.row(vec![
            name.to_owned(),
            number(counts.old, 10),
            number(counts.paired, 11),
            number(counts.same, 4),
            number(counts.differing, 6),
        ]);
    }
    if !table.is_empty() {
        out.push_str(&table.render(style));
        out.push('\n');
    }
    for pair in migration.operations.iter().filter(|pair| !pair.is_same()) {
        differing(migration, pair, style, &mut out);
    }
    types(migration, style, &mut out);
    around(migration, style, &mut out);
    let listed = |operation: &&OperationRef| without.iter().all(|(service, _)| *service != operation.service);
    let stay: Vec<&OperationRef> = migration.old_only.iter().filter(listed).collect();
    alone("no counterpart", &stay, style, &mut out);
    if !without.is_empty() {
        let names: Vec<String> = without.iter().map(|(name, count)| format!("{name} ({count})")).collect();
        let _ = writeln!(out, "{}\n  {}\n", style.bold("services without any counterpart"), names.join(", "));
    }
    alone("only new", &migration.new_only.iter().collect::<Vec<_>>(), style, &mut out);
    let kinds: Vec<String> =
        migration.kinds().iter().map(|(kind, count)| format!("{} {count}", kind.title())).collect();
    let _ = writeln!(
        out,
        "{} of {} operations have a counterpart: {} the same, {} different{}; {} without one, {} only new",
        counts.paired,
        counts.old,
        counts.same,
        counts.differing,
        if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) },
        counts.old - counts.paired,
        counts.new - counts.paired,
    );
    out
}

fn differing(migration: &Migration, pair: &OperationPair, style: Style, out: &mut String) {
    let name = format!("{}.{}", pair.old.service, pair.old.name);
    let _ = writeln!(out, "{} {}", style.bold(&name), style.dim(&format!("→ {}", pair.new.wire)));
    for difference in pair.told() {
        let _ = writeln!(out, "  {difference}");
    }
    let types: Vec<&str> = migration.differing_types(pair).into_iter().collect();
    if !types.is_empty() {
        let _ = writeln!(out, "  {}", style.dim(&format!("types that differ: {}", types.join(", "))));
    }
    out.push('\n');
}

fn types(migration: &Migration, style: Style, out: &mut String) {
    for pair in migration.types.iter().filter(|pair| pair.told().next().is_some()) {
        let ways = format!("forth {}, back {}", pair.ways.forth.word(), pair.ways.back.word());
        let _ = writeln!(out, "type {} {}", style.bold(&pair.old), style.dim(&format!("→ {} ({ways})", pair.new)));
        for difference in pair.told() {
            let _ = writeln!(out, "  {difference}");
        }
        out.push('\n');
    }
}

fn around(migration: &Migration, style: Style, out: &mut String) {
    if migration.around.is_empty() {
        return;
    }
    let mut table = Table::new(&["BESIDE THE MESSAGES", "BECOMES", "OPERATIONS"]);
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "–".to_owned());
    for around in &migration.around {
        table.row(vec![name(&around.old), name(&around.new), format!("{:>10}", around.operations)]);
    }
    out.push_str(&table.render(style));
    out.push('\n');
}

fn alone(title: &str, operations: &[&OperationRef], style: Style, out: &mut String) {
    if operations.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", style.bold(title));
    for operation in operations {
        let _ = writeln!(out, "  {}.{} {}", operation.service, operation.name, style.dim(&operation.wire));
    }
    out.push('\n');
}
