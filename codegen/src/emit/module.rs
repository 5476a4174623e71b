//! One file with one module that holds what a crate would: what a program includes that generates when it is built.

use std::fmt::Write as _;

use super::{
    features::Features,
    package::{Emission, check_features, feature_names, sources, with_conversions},
};
use crate::{
    config::Config,
    convert::Conversions,
    diagnostic::Diagnostic,
    names::module_name,
    output::{FileSet, first_line},
    pass::Plan,
};

/// Emits `NAME.rs` with the module `NAME`, called after the crate of the configuration. `wanted` are the features that
/// are on; none for those that the configuration turns on, which are all unless it says otherwise, conversions among them.
pub fn module(
    plans: &[Plan],
    conversions: &[Conversions],
    config: &Config,
    wanted: &[String],
    command: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> FileSet {
    let emissions = Emission::all(plans, config);
    let known = with_conversions(feature_names(&emissions), conversions);
    let chosen = match wanted {
        [] => check_features(config, &known, diagnostics).unwrap_or_else(|| known.clone()),
        wanted => wanted.to_vec(),
    };
    for feature in wanted.iter().filter(|feature| *feature != "catalogue" && !known.contains(feature)) {
        let error =
            Diagnostic::error("build::unknown-feature", Default::default(), format!("there is no feature `{feature}`"));
        diagnostics.push(error.help(format!("features are: {}, catalogue", known.join(", "))));
    }
    let features = Features::Chosen(chosen.into_iter().collect());
    let files = sources(&emissions, conversions, config, &features, command, diagnostics);
    let name = module_name(&config.package.name);
    let mut text = first_line("//", command);
    // Nobody calls everything that a description holds, and a service may be called as the whole.
    text.push_str("\n#[allow(dead_code, clippy::module_inception)]\n#[rustfmt::skip]\n");
    let _ = writeln!(text, "pub mod {name} {{");
    nest(&files, "src/", "src/lib.rs", &mut text);
    text.push_str("}\n");
    let mut module = FileSet::default();
    module.insert(format!("{name}.rs"), text);
    module
}

/// Appends a file with the files of its modules in their places. No line of a literal looks like
/// the declaration of a module: only tables have several, and each of theirs begins with a bracket or a quote.
fn nest(files: &FileSet, folder: &str, path: &str, out: &mut String) {
    for line in files.get(path).unwrap_or_default().lines().skip(1) {
        let name =
            line.strip_suffix(';').and_then(|line| line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod "));
        let Some(name) = name else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let _ = writeln!(out, "{} {{", line.trim_end_matches(';'));
        let own = format!("{folder}{name}/");
        let beside = format!("{folder}{name}.rs");
        let path = if files.get(&beside).is_some() { beside } else { format!("{own}mod.rs") };
        nest(files, &own, &path, out);
        out.push_str("}\n");
    }
}
