//! The conversions that a configuration asks for.

use std::collections::HashSet;

use toml::Spanned;

use crate::{
    config::Config,
    diagnostic::{Diagnostic, Severity},
    ledger::{Ledger, Unconverted},
    migrate::{self, Conversion, Converted, Going},
    model::TypeId,
    pass::{Plan, responses},
    xml::suggest,
};

/// The conversions from one module to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversions {
    /// The index of the module whose values are converted.
    pub from: usize,
    /// The index of the module whose types they become.
    pub to: usize,
    /// Those that can be: what stands for one another, and whose values can go.
    pub all: Vec<Conversion>,
}

/// Finds the conversions that are asked for; the plans are those of the modules of the configuration. What can't be
/// converted stands in the ledger.
pub fn find(
    config: &Config,
    plans: &[Plan],
    ledger: &mut Ledger,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Conversions> {
    let wanted = wanted(config, diagnostics);
    if diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
        return Vec::new();
    }
    let mut found = Vec::with_capacity(wanted.len());
    for (place, from, to) in wanted {
        let (Some(old), Some(new)) = (plans.get(from), plans.get(to)) else { continue };
        let mut all = migrate::conversions(old, new);
        let (emitted_old, emitted_new) = (emitted(old), emitted(new));
        all.retain(|conversion| match &conversion.of {
            Converted::Types(one, other) => emitted_old.contains(one) && emitted_new.contains(other),
            Converted::Requests(..) => true,
        });
        if all.is_empty() {
            let (old, new) = (&config.modules[from].path, &config.modules[to].path);
            let message =
                format!("nothing of `{old}` has a counterpart in `{new}`, so that there is nothing to convert");
            let help = "types and operations are paired by their names: `bindery migrate` shows what is paired";
            diagnostics
                .push(Diagnostic::warning("config::nothing-to-convert", config.origin(place), message).help(help));
        }
        ledger.conversions.read += all.len();
        for lost in all.extract_if(.., |conversion| conversion.going == Going::Never) {
            let kind = if matches!(lost.of, Converted::Types(..)) { "type" } else { "request" };
            let (from, to) = (&config.modules[from].path, &config.modules[to].path);
            ledger.unconverted.push(Unconverted {
                subject: format!("{kind} {from}::{} to {to}", lost.name),
                reason: lost.reason.unwrap_or_default(),
                origin: lost.origin,
            });
        }
        ledger.conversions.emitted += all.len();
        found.push(Conversions { from, to, all });
    }
    found
}

/// The modules of the conversions that are asked for, by their indexes, each with its place in the configuration.
fn wanted<'a>(config: &'a Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<(&'a Spanned<String>, usize, usize)> {
    let mut wanted: Vec<(&Spanned<String>, usize, usize)> = Vec::new();
    for conversion in &config.conversions {
        let from = module(config, &conversion.from, diagnostics);
        let to = module(config, &conversion.to, diagnostics);
        let (Some(from), Some(to)) = (from, to) else { continue };
        let origin = config.origin(&conversion.to);
        if from == to {
            let message = format!("a conversion from `{}` to itself", conversion.from.get_ref());
            let help = "`from` and `to` are two modules; its own types need no conversion";
            diagnostics.push(Diagnostic::error("config::conversion-to-itself", origin, message).help(help));
        } else if let Some((first, ..)) = wanted.iter().find(|(_, old, new)| (*old, *new) == (from, to)) {
            let (old, new) = (conversion.from.get_ref(), conversion.to.get_ref());
            let message = format!("the conversion from `{old}` to `{new}` stands twice");
            diagnostics.push(
                Diagnostic::error("config::conversion-twice", config.origin(&conversion.from), message)
                    .label(config.origin(first), "first here")
                    .help("leave one of them out; the way back has `from` and `to` exchanged"),
            );
        } else {
            wanted.push((&conversion.from, from, to));
        }
    }
    wanted
}

/// The types that are emitted.
fn emitted(plan: &Plan) -> HashSet<TypeId> {
    let shared = plan.sharing.groups.iter().flat_map(|group| &group.types);
    let alone = plan.sharing.scoped.iter().flatten();
    shared.chain(alone).copied().chain(responses(&plan.api).into_keys()).collect()
}

/// The index of the module with a path.
fn module(config: &Config, path: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
    let found = config.modules.iter().position(|module| module.path == *path.get_ref());
    if found.is_none() {
        let known: Vec<&str> = config.modules.iter().map(|module| module.path.as_str()).collect();
        let help = match suggest(path.get_ref(), known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("modules are: {}", known.join(", ")),
        };
        let message = format!("there is no module `{}`", path.get_ref());
        diagnostics.push(Diagnostic::error("config::unknown-module", config.origin(path), message).help(help));
    }
    found
}
