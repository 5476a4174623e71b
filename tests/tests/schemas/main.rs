//! The project's own schemas say the same about the wire as the published ones, and its examples are messages of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod facts;
mod rest;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use bindery_codegen::{
    diagnostic::Severity,
    model::{Api, Binding, SoapBody},
    source::{self, Options},
};

const VERSIONS: [&str; 2] = ["services86", "services88"];
const AGENTS: [&str; 3] = ["Chat", "SoPrincipal", "User"];

fn own(version: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/superoffice")).join(version)
}

fn published(version: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/superoffice")).join(version).join("wsdl")
}

fn model(file: &Path) -> Api {
    let (sources, unreadable) = source::load(&[file.to_owned()], &Options::default());
    assert!(unreadable.is_empty(), "{unreadable:?}");
    let reading = bindery_codegen::read(sources, &Options::default());
    let errors: Vec<_> = reading.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    reading.api
}

#[test]
fn the_models_are_those_of_the_published_descriptions() {
    for version in VERSIONS {
        if !published(version).is_dir() {
            eprintln!("skipped: the corpus of {version} is not here");
            continue;
        }
        for agent in AGENTS {
            let file = format!("{agent}.wsdl");
            let ours = facts::facts(&model(&own(version).join(&file)));
            let theirs = facts::facts(&model(&published(version).join(&file)));
            assert!(ours.lines().count() > 40, "{version}/{agent} says too little:\n{ours}");
            if ours != theirs {
                let diff = similar::TextDiff::from_lines(&theirs, &ours);
                let hunks = diff.unified_diff().context_radius(2).header("published", "ours").to_string();
                panic!(
                    "{version}/{agent} differs on the wire:\n{}",
                    hunks.lines().take(80).collect::<Vec<_>>().join("\n")
                );
            }
        }
    }
}

#[test]
fn a_change_on_the_wire_is_noticed() {
    let file = own("services88").join("Chat.wsdl");
    let text = fs::read_to_string(&file).unwrap();
    let facts_of = |text: &str| {
        let mut sources = source::load(std::slice::from_ref(&file), &Options::default()).0;
        sources[0].text = text.into();
        facts::facts(&bindery_codegen::read(sources, &Options::default()).api)
    };
    let as_it_is = facts_of(&text);
    for (from, to) in [
        (r#"name="OngoingChats" type="xs:int" minOccurs="0""#, r#"name="OngoingChats" type="xs:int""#),
        (r#"name="OngoingChats" type="xs:int""#, r#"name="OngoingChats" type="xs:long""#),
        (r#"name="OngoingChats""#, r#"name="ongoingChats""#),
        ("/Chat/GetChatPresence\"", "/Chat/getChatPresence\""),
        (r#"<part name="TimeZone" element="tns:TimeZone"/>"#, r#"<part name="TimeZone" element="tns:Succeeded"/>"#),
        (r#"<xs:enumeration value="Large"/>"#, r#"<xs:enumeration value="Huge"/>"#),
    ] {
        assert!(text.contains(from), "{from} is not in the file");
        assert!(facts_of(&text.replacen(from, to, 1)) != as_it_is, "{from} → {to} goes unnoticed");
    }
}

/// The element of each message of a description.
fn elements(api: &Api) -> BTreeSet<(String, &'static str, String)> {
    let mut found = BTreeSet::new();
    for (_, operation) in api.operations() {
        let Binding::Soap(soap) = &operation.binding else { panic!("not SOAP") };
        let bodies = [("request", Some(&soap.request)), ("response", soap.response.as_ref())];
        for (direction, body) in bodies {
            if let Some(SoapBody::Wrapped(name)) = body {
                found.insert((operation.name.clone(), direction, name.to_string()));
            }
        }
    }
    found
}

#[test]
fn every_example_is_a_message_of_its_operation() {
    for version in VERSIONS {
        for agent in AGENTS {
            let elements = elements(&model(&own(version).join(format!("{agent}.wsdl"))));
            let mut names: Vec<String> = fs::read_dir(own(version).join("examples").join(agent))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            assert!(names.len() >= 2, "{version}/{agent} has no examples");
            for name in &names {
                let path = own(version).join("examples").join(agent).join(name);
                let (operation, rest) = name.split_once('.').unwrap();
                let direction = if rest == "request.xml" { "request" } else { "response" };
                let other = if direction == "request" { "response" } else { "request" };
                assert!(names.contains(&format!("{operation}.{other}.xml")), "{name} stands alone");
                let text = fs::read_to_string(&path).unwrap();
                let envelope = xmltree::Element::parse(text.as_bytes()).unwrap_or_else(|e| panic!("{path:?}: {e}"));
                assert_eq!(envelope.namespace.as_deref(), Some("http://schemas.xmlsoap.org/soap/envelope/"), "{name}");
                let body = envelope.get_child("Body").unwrap_or_else(|| panic!("{name} has no body"));
                let inside: Vec<_> = body.children.iter().filter_map(xmltree::XMLNode::as_element).collect();
                assert_eq!(inside.len(), 1, "{name}");
                let element = format!("{{{}}}{}", inside[0].namespace.as_deref().unwrap_or(""), inside[0].name);
                let known = elements.contains(&(operation.to_owned(), direction, element.clone()));
                assert!(known, "{name}: {element} is not the {direction} of {operation}");
            }
        }
    }
}
