//! The report for a pull request or a wiki.

use std::fmt::Write as _;

use super::{Difference, Migration, OperationPair, OperationRef, Ways};

/// The report as Markdown: numbers first, then operations by service, types, and what has no counterpart.
pub fn markdown(migration: &Migration, old: &str, new: &str) -> String {
    let counts = migration.counts();
    let mut out = format!("# From {} to {}\n\n", code(old), code(new));
    let _ = writeln!(
        out,
        "{} of {} operations have a counterpart: {} are the same, {} differ. Without one: {}. Only new: {}.\n",
        counts.paired,
        counts.old,
        counts.same,
        counts.differing,
        counts.old - counts.paired,
        counts.new - counts.paired,
    );
    out.push_str("| service | operations | counterpart | same | differ |\n|---|--:|--:|--:|--:|\n");
    for (name, counts) in migration.services() {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            cell(name),
            counts.old,
            counts.paired,
            counts.same,
            counts.differing
        );
    }
    let kinds: Vec<String> =
        migration.kinds().iter().map(|(kind, count)| format!("{} ({count})", kind.title())).collect();
    if !kinds.is_empty() {
        let _ = writeln!(out, "\nOperations differ in {}.", kinds.join(", "));
    }
    around(migration, &mut out);
    operations(migration, &mut out);
    types(migration, &mut out);
    alone("Operations without a counterpart", &migration.old_only, &mut out);
    alone("New operations", &migration.new_only, &mut out);
    names("Types without a counterpart", &migration.old_types, &mut out);
    names("New types", &migration.new_types, &mut out);
    out
}

fn around(migration: &Migration, out: &mut String) {
    if migration.around.is_empty() {
        return;
    }
    out.push_str("\n## Beside the messages\n\n| old | new | operations |\n|---|---|--:|\n");
    let name = |name: &Option<String>| name.as_deref().map_or("–".to_owned(), cell);
    for around in &migration.around {
        let _ = writeln!(out, "| {} | {} | {} |", name(&around.old), name(&around.new), around.operations);
    }
}

fn operations(migration: &Migration, out: &mut String) {
    let mut service = "";
    for pair in &migration.operations {
        if pair.old.service != service {
            service = &pair.old.service;
            let _ = writeln!(out, "\n## {}\n", cell(service));
            out.push_str("| operation | counterpart | |\n|---|---|---|\n");
        }
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            cell(&pair.old.name),
            cell(&pair.new.wire),
            cell_text(&verdict(migration, pair))
        );
    }
}

fn verdict(migration: &Migration, pair: &OperationPair) -> String {
    if pair.is_same() {
        return "same".to_owned();
    }
    let mut parts: Vec<String> = pair.told().map(Difference::to_string).collect();
    let types: Vec<String> = migration.differing_types(pair).into_iter().map(code).collect();
    if !types.is_empty() {
        parts.push(format!("types that differ: {}", types.join(", ")));
    }
    parts.join("; ")
}

fn types(migration: &Migration, out: &mut String) {
    let differing: Vec<_> = migration.types.iter().filter(|pair| pair.told().next().is_some()).collect();
    if differing.is_empty() {
        return;
    }
    out.push_str(
        "\n## Types that differ\n\n| type | counterpart | what differs | forth | back |\n|---|---|---|---|---|\n",
    );
    for pair in differing {
        let differences: Vec<String> = pair.told().map(Difference::to_string).collect();
        let Ways { forth, back } = pair.ways;
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            cell(&pair.old),
            cell(&pair.new),
            cell_text(&differences.join("; ")),
            forth.word(),
            back.word()
        );
    }
}

fn alone(title: &str, operations: &[OperationRef], out: &mut String) {
    if operations.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## {title}\n");
    for operation in operations {
        let _ = writeln!(out, "- {}.{} ({})", code(&operation.service), code(&operation.name), code(&operation.wire));
    }
}

fn names(title: &str, names: &[String], out: &mut String) {
    if names.is_empty() {
        return;
    }
    let names: Vec<String> = names.iter().map(|name| code(name)).collect();
    let _ = writeln!(out, "\n## {title}\n\n{}", names.join(", "));
}

/// A name as code: what a description says is never taken for Markdown.
fn code(text: &str) -> String {
    let clean: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    if clean.contains('`') { format!("`` {clean} ``") } else { format!("`{clean}`") }
}

fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Sentences in a cell, which hold code already.
fn cell_text(text: &str) -> String {
    let clean: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    clean.replace('|', "\\|").replace('<', "&lt;")
}
