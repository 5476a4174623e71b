//! Derivations that end in themselves, or that go on for too long, are found before anything follows them.

use std::collections::HashMap;

use crate::{
    diagnostic::Diagnostic,
    source::{Files, Limits},
    xml::{QName, Ref},
};

use super::{
    set::{Definition, SchemaSet},
    tree::{SimpleType, Variety},
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// How many derivations lead from the type to one that is not derived.
    Done(usize),
}

/// Reports circular and endless derivations, and marks the types that must not be followed to what they derive from.
pub(crate) fn check_derivations(
    set: &mut SchemaSet<'_>,
    files: &Files,
    limits: &Limits,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut names: Vec<&QName> = set.types.keys().collect();
    names.sort();
    let mut states: HashMap<&QName, State> = HashMap::new();
    let mut cut: Vec<QName> = Vec::new();
    let mut too_long = false;
    for start in names {
        // Depth first without recursion: every frame is a type and the references that are still to follow.
        let mut stack: Vec<(&QName, Vec<&Ref>, usize)> = Vec::new();
        if states.contains_key(start) {
            continue;
        }
        states.insert(start, State::Open);
        stack.push((start, sources(set, start), 0));
        while let Some((name, open, depth)) = stack.last_mut() {
            let Some(next) = open.pop() else {
                let (name, depth) = (*name, *depth);
                states.insert(name, State::Done(depth));
                stack.pop();
                if let Some((_, _, outer)) = stack.last_mut() {
                    *outer = (*outer).max(depth + 1);
                }
                if depth >= limits.derivation_depth {
                    cut.push(name.clone());
                    states.insert(name, State::Done(0));
                    if let (false, Some(definition)) = (std::mem::replace(&mut too_long, true), set.types.get(name)) {
                        let limit = limits.derivation_depth;
                        let message = format!(
                            "the type `{name}` stands at the end of a chain of derivations longer than the limit \
                             `derivation_depth` of {limit}"
                        );
                        let origin = files.origin(definition.pos());
                        diagnostics.push(
                            Diagnostic::error("xsd::limit", origin, message).help("raise the limit `derivation_depth`"),
                        );
                    }
                }
                continue;
            };
            let is_redefinition = next.name == **name && set.originals.types.contains_key(*name);
            match states.get(&next.name) {
                _ if is_redefinition => {}
                Some(State::Open) => {
                    cut.push((*name).clone());
                    let origin = files.origin(next.pos);
                    let message = format!("the type `{name}` derives from itself");
                    let mut error = Diagnostic::error("xsd::circular-derivation", origin, message);
                    if let Some(definition) = set.types.get(&next.name).filter(|_| next.name != **name) {
                        let text = format!("through `{}`, which derives from `{name}`", next.name);
                        error = error.label(files.origin(definition.pos()), text);
                    }
                    diagnostics.push(error.help("remove one of the derivations"));
                }
                Some(State::Done(inner)) => *depth = (*depth).max(inner + 1),
                None => {
                    if let Some((key, _)) = set.types.get_key_value(&next.name) {
                        states.insert(key, State::Open);
                        stack.push((key, sources(set, key), 0));
                    }
                }
            }
        }
    }
    set.cut.extend(cut);
}

/// What a type derives from: its base, or the types of which it is a list or a union.
fn sources<'a>(set: &SchemaSet<'a>, name: &QName) -> Vec<&'a Ref> {
    match set.types.get(name) {
        Some(Definition::Complex(ty)) => ty.content.base().into_iter().collect(),
        Some(Definition::Simple(ty)) => {
            let mut found = Vec::new();
            simple_sources(ty, &mut found);
            found
        }
        None => Vec::new(),
    }
}

/// Types within one another are as deep as elements are, which is bounded.
fn simple_sources<'a>(ty: &'a SimpleType, found: &mut Vec<&'a Ref>) {
    match &ty.variety {
        Variety::Restriction(restriction) => {
            found.extend(&restriction.base);
            restriction.inline.iter().for_each(|inline| simple_sources(inline, found));
        }
        Variety::List { item, inline } => {
            found.extend(item);
            inline.iter().for_each(|inline| simple_sources(inline, found));
        }
        Variety::Union { members, inline } => {
            found.extend(members);
            inline.iter().for_each(|inline| simple_sources(inline, found));
        }
    }
}
