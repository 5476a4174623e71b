//! The project's own examples, and those of the documents that it began with, through the generated types and back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fs, path::Path};

use bindery_runtime::catalogue::Catalogue;
use bindery_services::superoffice::{services86, services88};
use bindery_tests::{
    corpus::{Direction, Example, Listing, page_of, run},
    goldens::folder,
};

/// The examples `<agent>/<operation>.<request|response>.xml` of a folder.
fn own(root: &Path) -> Vec<Example> {
    let mut examples = Vec::new();
    for agent in fs::read_dir(root).unwrap().flatten() {
        for file in fs::read_dir(agent.path()).unwrap().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            let parts: Vec<&str> = name.split('.').collect();
            let [operation, message, "xml"] = parts.as_slice() else { panic!("{name} is no example") };
            examples.push(Example {
                agent: agent.file_name().to_string_lossy().into_owned(),
                operation: (*operation).to_owned(),
                direction: if *message == "request" { Direction::Request } else { Direction::Response },
                line: 1,
                text: fs::read_to_string(file.path()).unwrap(),
            });
        }
    }
    examples
}

/// Asserts that every example is read, and that what is written of it is the same along the schema. Nothing is listed as
/// wrong.
fn all_pass(catalogue: &Catalogue, examples: &[Example]) {
    let report = run(catalogue, examples, &Listing::default(), false).report;
    assert!(report.is_clean(), "{}", report.summary());
    assert_eq!(report.passed, examples.len(), "{}", report.summary());
}

#[test]
fn our_own_examples_round_trip() {
    for (module, catalogue) in [("services86", services86::catalogue()), ("services88", services88::catalogue())] {
        let examples = own(&folder("../schemas/superoffice").join(module).join("examples"));
        assert!(examples.len() >= 10, "{module}: {} examples", examples.len());
        all_pass(&catalogue, &examples);
    }
}

#[test]
fn the_examples_of_the_first_documents_round_trip() {
    let seeds = folder("../../shared/seeds");
    let Ok(files) = fs::read_dir(&seeds) else {
        eprintln!("skipped: the documents are not here");
        return;
    };
    let mut passed = 0;
    for file in files.flatten() {
        let text = fs::read_to_string(file.path()).unwrap();
        // `title: Services88.UserAgent.GetUserPresenceStatus SOAP`
        let title = text.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
        let parts: Vec<&str> = title.trim_end_matches(" SOAP").split('.').collect();
        let [module @ ("Services86" | "Services88"), agent, operation] = parts.as_slice() else { continue };
        let agent = agent.trim_end_matches("Agent");
        let examples: Vec<Example> = page_of(agent, operation, &text).collect();
        assert_eq!(examples.len(), 2, "{title}");
        let catalogue = if *module == "Services86" { services86::catalogue() } else { services88::catalogue() };
        all_pass(&catalogue, &examples);
        passed += 1;
    }
    assert!(passed >= 3, "only {passed} documents hold examples");
}
