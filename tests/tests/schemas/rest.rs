//! The descriptions of REST APIs beside the published ones.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use bindery_codegen::{
    model::{Api, Binding, HttpBinding, ParameterPlace, SecuritySchemeKind, StatusMatch},
    source::{self, Options},
};

use super::{
    facts::{Dialect, rest_facts},
    model,
};

fn own(file: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas")).join(file)
}

/// A published description, where the corpus is here.
fn published(file: &str) -> Option<Api> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus")).join(file);
    if !path.exists() {
        eprintln!("skipped: {file} is not here");
        return None;
    }
    Some(model(&path))
}

fn bindings(api: &Api) -> impl Iterator<Item = (&str, &HttpBinding)> {
    api.operations().map(|(_, operation)| match &operation.binding {
        Binding::Http(binding) => (operation.name.as_str(), &**binding),
        Binding::Soap(_) => panic!("{} is bound to SOAP", operation.name),
    })
}

fn assert_same(what: &str, theirs: &str, ours: &str) {
    if ours != theirs {
        let diff = similar::TextDiff::from_lines(theirs, ours);
        let hunks = diff.unified_diff().context_radius(2).header("published", "ours").to_string();
        panic!("{what} differs on the wire:\n{}", hunks.lines().take(60).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn super_office_says_the_same() {
    for (file, name, count) in [("presence", "Presence", 2), ("chat", "ChatAgent", 31), ("user", "UserAgent", 97)] {
        let ours = model(&own(&format!("superoffice/rest/{file}.yaml")));
        assert_eq!(ours.operations().count(), count, "{file}");
        for (operation, binding) in bindings(&ours) {
            let schemes: Vec<&str> =
                binding.security.iter().flat_map(|one| &one.schemes).map(|(name, _)| name.as_str()).collect();
            assert_eq!(schemes, ["SoTicket", "Password", "SuperId"], "{operation}: one of these");
        }
        // The published ones name credentials that they do not declare, and a developer's machine as the server.
        let Some(theirs) = published(&format!("superoffice/rest/openapi/Swagger-v1-{name}.json")) else { continue };
        let names = |api: &Api| -> Vec<String> { bindings(api).map(|(name, _)| name.to_owned()).collect() };
        assert_eq!(names(&ours), names(&theirs), "{file}: the ids of the operations in their order");
        let (our_operations, our_types) = rest_facts(&ours, Dialect::default(), |_| true);
        let (their_operations, their_types) = rest_facts(&theirs, Dialect::default(), |_| true);
        assert_eq!(our_operations.len(), count);
        assert!(their_types.lines().count() > 20, "{file} says too little:\n{their_types}");
        for (route, facts) in &their_operations {
            assert_same(route, facts, &our_operations[route]);
        }
        assert_same(file, &their_types, &our_types);
    }
}

#[test]
fn symphony_says_the_same() {
    let ours = model(&own("symphony/presence.yaml"));
    let scheme = &ours.security[0];
    let header = SecuritySchemeKind::ApiKey { place: ParameterPlace::Header, name: "sessionToken".to_owned() };
    assert_eq!((scheme.name.as_str(), &scheme.kind), ("sessionToken", &header));
    let Some(theirs) = published("symphony/pod-api-public.yaml") else { return };
    let is_presence = |binding: &HttpBinding| binding.path.contains("/presence");
    let dialect = Dialect { open: &["V2PresenceStatus_category"], ..Dialect::default() };
    let (our_operations, our_types) = rest_facts(&ours, dialect, |_| true);
    let (mut their_operations, their_types) = rest_facts(&theirs, Dialect::default(), is_presence);
    // A parameter of every operation there, a credential here.
    for (route, facts) in &mut their_operations {
        let (token, others): (Vec<&str>, Vec<&str>) = facts.lines().partition(|line| {
            line.starts_with("  parameter sessionToken Header Simple") && line.contains("String Cardinality { min: 1")
        });
        assert_eq!(token.len(), 1, "{route}\n{facts}");
        *facts = others.iter().map(|line| format!("{line}\n")).collect();
    }
    for (operation, binding) in bindings(&ours) {
        assert_eq!(binding.security.len(), 1, "{operation}");
        assert_eq!(binding.security[0].schemes, [("sessionToken".to_owned(), Vec::new())], "{operation}");
    }
    let routes = |of: &BTreeMap<String, String>| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(routes(&our_operations), routes(&their_operations));
    for (route, facts) in &their_operations {
        assert_same(route, facts, &our_operations[route]);
    }
    assert_same("Symphony", &their_types, &our_types);
    let addresses = |api: &Api| api.services[0].endpoints.iter().map(|one| one.address.clone()).collect::<Vec<_>>();
    let ends = |api: &Api| addresses(api).iter().all(|address| address.ends_with("yourpodURL.symphony.com/pod"));
    assert!(ends(&ours) && ends(&theirs), "{:?} {:?}", addresses(&ours), addresses(&theirs));
}

/// What the metadata of Graph calls the operations that are documented under other paths.
const GRAPH: [(&str, &str); 7] = [
    ("GET /communications/presences/{id}", "GET /communications/presences('{id_1}')"),
    ("POST /communications/getPresencesByUserId", "POST /communications/graph.getPresencesByUserId"),
    ("POST /users/{id}/presence/setPresence", "POST /communications/presences('{id_1}')/graph.setPresence"),
    ("POST /users/{id}/presence/clearPresence", "POST /communications/presences('{id_1}')/graph.clearPresence"),
    (
        "POST /users/{id}/presence/setUserPreferredPresence",
        "POST /communications/presences('{id_1}')/graph.setUserPreferredPresence",
    ),
    (
        "POST /users/{id}/presence/clearUserPreferredPresence",
        "POST /communications/presences('{id_1}')/graph.clearUserPreferredPresence",
    ),
    ("POST /users/{id}/presence/setStatusMessage", "POST /communications/presences('{id_1}')/graph.setStatusMessage"),
];

/// What is said of bodies: of the request, and of the answers that the published description knows too. The documentation
/// asks for the request's body, which the metadata does not.
fn bodies(facts: &str) -> String {
    let mut kept = true;
    let mut out = String::new();
    for line in facts.lines() {
        if line.starts_with("  ") && !line.starts_with("   ") {
            let told = line.starts_with("  response") || line.starts_with("  body");
            kept = told && !line.starts_with("  response 429") && !line.starts_with("  response 5XX");
        }
        if kept {
            out.push_str(line.split(" optional ").next().unwrap());
            out.push('\n');
        }
    }
    out
}

#[test]
fn graph_says_the_same() {
    let ours = model(&own("graph/presence.yaml"));
    let dialect = Dialect { prefix: "", open: &["availability", "activity"], nameless: &["presenceCollection"] };
    let (our_operations, our_types) = rest_facts(&ours, dialect, |_| true);
    assert_eq!(our_operations.len(), 9);
    for (route, facts) in &our_operations {
        let limited = "  response 429 headers [\"Retry-After: I32 required false\"]\n    application/json: error";
        assert!(facts.contains(limited), "{route}\n{facts}");
    }
    for file in ["graph/communications.json", "graph/communications31.json"] {
        let Some(theirs) = published(file) else { return };
        let is_known = |binding: &HttpBinding| {
            let route = format!("{} {}", binding.method, binding.path);
            GRAPH.iter().any(|(_, theirs)| *theirs == route)
        };
        let dialect = Dialect { prefix: "microsoft.graph.", ..Dialect::default() };
        let (their_operations, their_types) = rest_facts(&theirs, dialect, is_known);
        assert_eq!(their_operations.len(), GRAPH.len());
        assert_same(file, &their_types, &our_types);
        let collection = &bodies(&their_operations["POST /communications/graph.getPresencesByUserId"]);
        let collection = collection.split_once("response 200").unwrap().1;
        let collection = collection.split_once("json: ").unwrap().1.split(" nillable false []").next().unwrap();
        let once = "Cardinality { min: 1, max: Some(1), nillable: false } Element";
        let both = format!(
            "{{\n    union by Untagged\n      presence: presence {once}\n      presenceCollection: {collection} {once}\n}}"
        );
        for (mine, published) in GRAPH {
            let (mine, theirs) = (bodies(&our_operations[mine]), bodies(&their_operations[published]));
            // The metadata promises one presence, the documented answer is a collection: ours has both.
            assert_eq!(mine.contains(&both), published == "GET /communications/presences('{id_1}')", "{published}");
            // The limit is documented only.
            let limit = "max_length: Some(650)";
            assert_eq!(mine.contains(limit), published.ends_with("getPresencesByUserId"), "{published}");
            let mine = mine.replace(&both, "presence").replace(limit, "max_length: None");
            assert_same(published, &theirs, &mine);
        }
    }
}

#[test]
fn a_change_on_the_wire_is_noticed() {
    let file = own("symphony/presence.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    let facts_of = |text: &str| {
        let mut sources = source::load(std::slice::from_ref(&file), &Options::default()).0;
        sources[0].text = text.into();
        rest_facts(&bindery_codegen::read(sources, &Options::default()).api, Dialect::default(), |_| true)
    };
    let as_it_is = facts_of(&text);
    for (from, to) in [
        ("/v3/user/{uid}/presence", "/v2/user/{uid}/presence"),
        (
            "in: path, required: true, type: integer, format: int64",
            "in: path, required: true, type: integer, format: int32",
        ),
        ("required: [category]", "required: []"),
        ("produces: [application/json]", "produces: [text/json]"),
        ("userId: {type: integer", "userid: {type: integer"),
        ("- OFF_WORK", "- ON_HOLIDAY"),
        ("{$ref: \"#/definitions/StringId\"}", "{$ref: \"#/definitions/SuccessResponse\"}"),
        ("\"403\": {$ref", "\"402\": {$ref"),
        ("    name: soft\n    in: query", "    name: soft\n    in: header"),
    ] {
        assert!(text.contains(from), "{from} is not in the file");
        assert!(facts_of(&text.replacen(from, to, 1)) != as_it_is, "{from} → {to} goes unnoticed");
    }
}

/// The names of the examples of a folder, `<tag>/<operation>[.<what>].(request|response|<status>).json`.
fn examples(folder: &str) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for tag in std::fs::read_dir(own(folder)).unwrap().flatten() {
        for file in std::fs::read_dir(tag.path()).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            found.push((format!("{}/{name}", tag.file_name().to_str().unwrap()), file.path()));
        }
    }
    found
}

#[test]
fn every_example_is_a_body_of_its_operation() {
    let files: [(&str, &[&str]); 3] = [
        ("superoffice/rest", &["presence.yaml", "chat.yaml", "user.yaml"]),
        ("graph", &["presence.yaml"]),
        ("symphony", &["presence.yaml"]),
    ];
    for (folder, files) in files {
        let mut bodies = std::collections::BTreeSet::new();
        for file in files {
            let api = model(&own(folder).join(file));
            for (service, operation) in api.operations() {
                let Binding::Http(binding) = &operation.binding else { panic!("{}", operation.name) };
                let mut add = |what: &str| bodies.insert(format!("{}/{}.{what}", service.name, operation.name));
                if binding.request.is_some() {
                    add("request");
                }
                for response in binding.responses.iter().filter(|response| response.body.is_some()) {
                    match response.status {
                        StatusMatch::Code(200..=299) => add("response"),
                        StatusMatch::Code(code) => add(&code.to_string()),
                        StatusMatch::Range(first) => (0..100).fold(true, |_, rest| add(&format!("{first}{rest:02}"))),
                        StatusMatch::Default => panic!("{} has a default", operation.name),
                    };
                }
            }
        }
        let examples = examples(&format!("{folder}/examples"));
        assert!(examples.len() >= 14, "{folder}: {} examples", examples.len());
        for (name, path) in examples {
            let parts: Vec<&str> = name.split('.').collect();
            let (Some(operation), [.., kind, "json"]) = (parts.first(), parts.as_slice()) else { panic!("{name}") };
            assert!(bodies.contains(&format!("{operation}.{kind}")), "{name} is no body of {folder}");
            let text = std::fs::read_to_string(path).unwrap();
            serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
