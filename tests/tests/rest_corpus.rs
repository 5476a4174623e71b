//! Real REST descriptions, where the corpus stands beside the repository.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::BTreeMap, path::PathBuf};

use bindery_codegen::{
    Generation,
    config::{Config, ModuleConfig},
    diagnostic::Severity,
    emit::Runtime,
    generate,
};
use bindery_tests::goldens::{folder, reading};

/// The crate of some descriptions; `None` where there is no corpus.
fn generation(inputs: &[&str]) -> Option<Generation> {
    let root = folder("../../shared/corpus");
    if !root.exists() {
        eprintln!("no corpus at {}", root.display());
        return None;
    }
    let module = ModuleConfig { inputs: inputs.iter().map(PathBuf::from).collect(), ..ModuleConfig::default() };
    let config = Config::for_crate("corpus");
    Some(generate(&config, vec![reading(&root, &module)], &Runtime::Workspace, "a test"))
}

/// The emitted files without the places in the descriptions.
fn texts(generation: &Generation) -> BTreeMap<&str, String> {
    let without_places = |text: &str| -> String {
        text.lines()
            .filter(|line| !line.trim_start().starts_with("/// Declared in"))
            .map(|it| format!("{it}\n"))
            .collect()
    };
    generation.files.iter().map(|(path, text)| (path, without_places(text))).collect()
}

#[test]
fn both_versions_of_graph_give_the_same_types() {
    let Some(older) = generation(&["graph/communications.json"]) else { return };
    let newer = generation(&["graph/communications31.json"]).unwrap();
    let (older, newer) = (texts(&older), texts(&newer));
    assert!(older.values().map(String::len).sum::<usize>() > 1_000_000, "the whole of communications");
    assert_eq!(older.keys().collect::<Vec<_>>(), newer.keys().collect::<Vec<_>>());
    for (path, text) in &older {
        let difference = bindery_tests::canonical::lines(text, &newer[path]);
        assert!(difference.is_none(), "{path}\n{}", difference.unwrap_or_default());
    }
}

#[test]
fn no_operation_of_the_corpus_is_missing() {
    let described = [
        ("superoffice/rest/openapi", 550),
        ("symphony/agent-api-public.yaml", 57),
        ("symphony/pod-api-public.yaml", 116),
        ("symphony/users-api-public.yaml", 3),
        ("graph/communications.json", 185),
    ];
    for (input, operations) in described {
        let Some(generation) = generation(&[input]) else { return };
        let errors = generation.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
        assert_eq!(errors.map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new(), "{input}");
        let count = generation.ledger.operations;
        assert_eq!((count.read, count.emitted), (operations, operations), "{input}");
        let implementations = |text: &str| text.matches("fn info() -> &'static operation::OperationInfo {").count();
        let emitted: usize = generation.files.iter().map(|(_, text)| implementations(text)).sum();
        assert_eq!(emitted, operations, "{input}");
    }
}
