//! Documented bodies of the REST APIs through the generated types and back: the project's own, those of the documents
//! that it began with, and those of the published pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use bindery_runtime::catalogue::{Catalogue, Entry};
use bindery_services::{graph, superoffice::rest, symphony};
use bindery_tests::{
    bodies::{Null, round_trip},
    corpus::{
        Direction, Listing,
        rest::{self as corpus, Example, Target},
    },
    embedded::json_examples,
    goldens::folder,
};

fn entry(catalogue: &Catalogue, service: &str, operation: &str) -> Option<&'static Entry> {
    catalogue.entries().find(|entry| entry.info().service.name == service && entry.info().name == operation)
}

#[test]
fn our_own_examples_round_trip() {
    for (api, catalogue, null, least) in [
        ("superoffice/rest", rest::catalogue(), Null::Absent, 30),
        ("graph", graph::catalogue(), Null::Kept, 14),
        ("symphony", symphony::catalogue(), Null::Kept, 18),
    ] {
        let mut passed = 0;
        for entry in catalogue.entries() {
            let folder = folder("../schemas").join(api).join("examples").join(entry.info().service.name);
            for example in json_examples(&folder, entry.info().name).unwrap() {
                let file = example.file.display();
                let leniencies = round_trip(entry, example.status, &example.text, null);
                assert_eq!(leniencies, Ok(Vec::new()), "{file}");
                passed += 1;
            }
        }
        assert!(passed >= least, "{api}: {passed} examples");
    }
}

#[test]
fn the_examples_of_the_first_documents_round_trip() {
    let seeds = folder("../../shared/seeds");
    let Ok(files) = fs::read_dir(&seeds) else {
        eprintln!("skipped: the documents are not here");
        return;
    };
    let catalogue = graph::catalogue();
    let mut passed = Vec::new();
    for file in files.flatten() {
        let text = fs::read_to_string(file.path()).unwrap();
        // The address of each request stands before its answer.
        for part in text.split("GET https://graph.microsoft.com/v1.0/").skip(1) {
            let operation = match part.lines().next().unwrap().split('/').collect::<Vec<_>>().as_slice() {
                ["me", "presence"] => "GetMyPresence",
                ["users", _, "presence"] => "GetUserPresence",
                ["communications", "presences", _] => "GetPresence",
                other => panic!("{other:?} is unknown"),
            };
            let body = &part[part.find("\n{\n").unwrap()..=part.rfind('}').unwrap()];
            let body = &body[..=body.rfind("\n}").unwrap() + 1];
            let entry = entry(&catalogue, "presence", operation).unwrap();
            assert_eq!(round_trip(entry, Some(200), body, Null::Kept), Ok(Vec::new()), "{operation}\n{body}");
            passed.push(operation);
        }
    }
    assert_eq!(passed, ["GetMyPresence", "GetUserPresence", "GetPresence"]);
}

/// The fenced blocks of a page, each with what stands behind its fence.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, behind)) = rest.split_once("\n```") {
        let Some((kind, behind)) = behind.split_once('\n') else { break };
        let Some((block, behind)) = behind.split_once("\n```") else { break };
        blocks.push((kind.trim(), block));
        rest = behind.strip_prefix("\n").map_or("", |_| behind);
    }
    blocks
}

#[test]
fn the_published_pages_round_trip() {
    let pages = folder("../../shared/corpus/superoffice/rest/examples");
    if !pages.is_dir() {
        eprintln!("skipped: the corpus is not here");
        return;
    }
    let catalogue = rest::catalogue();
    let (mut passed, mut wrong) = (0, Vec::new());
    for (folder, service) in
        [("rest/ChatPresence", "ChatPresence"), ("agent/Chat_Agent", "Chat_Agent"), ("agent/User_Agent", "User_Agent")]
    {
        let mut files: Vec<_> = fs::read_dir(pages.join(folder)).unwrap().flatten().map(|file| file.path()).collect();
        files.sort();
        for file in files {
            let name = file.file_stem().unwrap().to_str().unwrap();
            let Some(entry) = entry(&catalogue, service, name) else {
                wrong.push(format!("{name}: no such operation"));
                continue;
            };
            let page = fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
            for (kind, block) in blocks(&page) {
                let status = match kind {
                    "http!" => None,
                    "http_" => Some(200),
                    _ => continue,
                };
                let Some((_, body)) = block.split_once("\n\n") else { continue };
                if body.trim().is_empty() {
                    continue;
                }
                let direction = if status.is_some() { "response" } else { "request" };
                match round_trip(entry, status, body, Null::Absent) {
                    Ok(leniencies) if leniencies.is_empty() => passed += 1,
                    Ok(leniencies) => wrong.push(format!("{name} {direction}: {}", leniencies[0])),
                    Err(error) => wrong.push(format!("{name} {direction}: {error}")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{passed} passed\n{}", wrong.join("\n"));
    assert!(passed > 100, "{passed}");
}

#[test]
fn errors_that_are_documented_run_as_answers_do() {
    let example = |status: u16, body: &str| Example {
        page: "presence/GetPresence".to_owned(),
        target: Target::Name("Presence".to_owned(), "GetPresence".to_owned()),
        direction: Direction::Response,
        status,
        media_type: "application/json".to_owned(),
        line: 1,
        body: body.to_owned(),
    };
    let run =
        |status, body| corpus::run(&symphony::catalogue(), &[example(status, body)], &Listing::rules_only(), false);
    let good = run(400, r#"{"code": 400, "message": "no"}"#);
    assert_eq!((good.passed, good.failed.len(), good.listed.len()), (1, 0, 0), "{good:?}");
    for (status, body, told) in [
        (400, r#"{"code": "many"}"#, "expected"),
        (400, r#"{"code": 400, "other": 1}"#, "unknown property `other`"),
        (302, r#"{"code": 302}"#, "a status that the description counts as success"),
        (400, "[]", "expected"),
    ] {
        let wrong = run(status, body);
        assert_eq!((wrong.passed, wrong.failed.len(), wrong.listed.len()), (0, 0, 1), "{body}: {wrong:?}");
        assert!(wrong.listed[0].reason.contains(told), "{body}: {wrong:?}");
    }
}

#[test]
fn what_graph_adds_to_its_types_is_kept() {
    let catalogue = graph::catalogue();
    let entry = entry(&catalogue, "presence", "GetPresence").unwrap();
    let presence =
        r#"{"@odata.context": "https://graph/$metadata", "id": "a", "mood": {"name": "calm", "level": null}}"#;
    let collection = format!(r#"{{"@odata.context": "https://graph/$metadata", "value": [{presence}]}}"#);
    for body in [presence, &collection] {
        assert_eq!(round_trip(entry, Some(200), body, Null::Kept), Ok(Vec::new()), "{body}");
    }
    let mut answer = graph::types::GetPresenceResponse::default();
    read_answer(&collection, &mut answer);
    assert!(matches!(answer, graph::types::GetPresenceResponse::PresenceCollection(_)), "{answer:?}");
}

fn read_answer(text: &str, answer: &mut graph::types::GetPresenceResponse) {
    use bindery_runtime::{
        operation::{Binding, Operation as _},
        record::Value as _,
    };
    let Binding::Http(binding) = graph::presence::GetPresence::info().binding else { panic!("not over HTTP") };
    let field = binding.responses[0].body.unwrap().field;
    bindery_runtime::json::Decoder::new(text.as_bytes()).unwrap().read(answer.slot(), field).unwrap();
}
