//! Hostile and broken documents: an end, an error or a named loss; never a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod openapi_support;

use std::time::{Duration, Instant};

use bindery_codegen::{
    ledger::LossKind,
    model::{TypeKind, TypeRef},
    openapi::{Limits, read, read_each},
    source::{Options, Source},
};
use openapi_support::*;

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: 1.0.0}\npaths: {}\n";

fn error(text: &str) -> String {
    let readings = read_each(&[document("api.yaml", text)], &mut Memory::default(), &Limits::default());
    readings[0].diagnostics.iter().map(ToString::to_string).collect()
}

#[test]
fn alias_bombs_meet_a_limit() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [before.as_str(); 10].join(", ")));
    }
    let start = Instant::now();
    let found = error(&bomb);
    assert!(found.contains("the limit is `nodes`"), "{found}");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert!(error("a: &a [*a]").contains("alias"));
}

#[test]
fn deep_nesting_is_an_error() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [300, 100_000] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let found = error(&text);
            assert!(found.contains("limit `depth`"), "{depth} {found}");
        }
    }
    let mut block = String::new();
    for level in 0..2_000 {
        block.push_str(&format!("{}a:\n", " ".repeat(level)));
    }
    assert!(error(&block).contains("limit `depth`"));
}

#[test]
fn schemas_as_deep_as_the_limit_do_not_overflow() {
    let nested = |open: &str, close: &str, depth: usize| {
        format!("{HEAD}components: {{schemas: {{A: {}{{type: string}}{}}}}}", open.repeat(depth), close.repeat(depth))
    };
    for (open, close, depth) in [
        ("{type: array, items: ", "}", 200),
        ("{type: object, properties: {p: ", "}}", 100),
        ("{allOf: [", "]}", 100),
        ("{oneOf: [{type: integer}, ", "]}", 100),
        (
            "{type: object, properties: {q: {type: string}}, anyOf: [{type: object, properties: {x: {type: string}}}, ",
            "]}",
            60,
        ),
        ("{allOf: [{type: object, properties: {q: {type: string}}}, ", "]}", 100),
        ("{additionalProperties: ", "}", 200),
    ] {
        let reading = reading(&nested(open, close, depth));
        assert_eq!(reading.diagnostics, [], "{open}");
        assert!(!reading.api.types.is_empty(), "{open}");
    }
}

#[test]
fn cycles_of_references_end() {
    let reading = reading(
        "openapi: 3.0.3
info: {title: T, version: 1.0.0}
components:
  parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}
  responses: {R: {$ref: '#/components/responses/R'}}
  requestBodies: {Q: {$ref: '#/components/requestBodies/Q'}}
  headers: {H: {$ref: '#/components/headers/H'}}
  schemas:
    S: {$ref: '#/components/schemas/S'}
    T: {allOf: [{$ref: '#/components/schemas/T'}]}
    U: {oneOf: [{$ref: '#/components/schemas/V'}]}
    V: {anyOf: [{$ref: '#/components/schemas/U'}], nullable: true}
    W: {type: array, items: {$ref: '#/components/schemas/W'}}
    X: {additionalProperties: {$ref: '#/components/schemas/X'}}
    Y: {allOf: [{$ref: '#/components/schemas/Y'}, {type: object, properties: {a: {$ref: '#'}}}]}
paths:
  /a: {$ref: '#/paths/~1a'}
  /b:
    post:
      operationId: b
      parameters: [{$ref: '#/components/parameters/A'}]
      requestBody: {$ref: '#/components/requestBodies/Q'}
      responses: {'200': {$ref: '#/components/responses/R'}, '201': {description: ok, headers: {H: {$ref: '#/components/headers/H'}}}}
",
    );
    assert_eq!(reading.api.operations().count(), 1);
    let circular =
        losses(&reading, LossKind::Repaired).iter().filter(|loss| loss.contains("leads back to itself")).count();
    assert_eq!(circular, 4, "{:#?}", reading.ledger.losses);
    assert_loss(&reading, LossKind::OperationOmitted, "leads back to itself");
}

#[test]
fn long_chains_end() {
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for index in 0..10_000 {
        let next = index + 1;
        text.push_str(&format!("    R{index}: {{$ref: '#/components/schemas/R{next}'}}\n"));
    }
    for index in 0..1_000 {
        let next = index + 1;
        text.push_str(&format!(
            "    D{index}: {{allOf: [{{$ref: '#/components/schemas/D{next}'}}, {{type: object, properties: {{p{index}: {{type: string}}}}}}]}}\n"
        ));
    }
    text.push_str("    R10000: {type: string}\n    D1000: {type: object, properties: {last: {type: string}}}\n");
    let reading = reading(&text);
    assert_eq!(reading.diagnostics, []);
    assert!(reading.api.types.len() >= 11_002);
    assert!(losses(&reading, LossKind::TypeAsAny).iter().any(|loss| loss.contains("`derivation_depth`")));
}

#[test]
fn diamonds_of_all_of_stay_linear() {
    let mut text =
        format!("{HEAD}components:\n  schemas:\n    A0: {{type: object, properties: {{x: {{type: string}}}}}}\n");
    for index in 1..60 {
        let before = format!("{{$ref: '#/components/schemas/A{}'}}", index - 1);
        text.push_str(&format!(
            "    A{index}: {{allOf: [{before}, {before}, {{type: object, required: [x], properties: {{p{index}: {{type: string}}}}}}]}}\n"
        ));
    }
    let start = Instant::now();
    assert_eq!(reading(&text).diagnostics, []);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_million_values_meet_a_limit() {
    let mut text = String::from(
        "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"T\",\"version\":\"1.0.0\"},\"paths\":{},\"components\":{\"schemas\":{\"E\":{\"type\":\"string\",\"enum\":[\"v\"",
    );
    for index in 0..1_000_000 {
        text.push_str(&format!(",\"v{index}\""));
    }
    text.push_str("]}}}}");
    let reading = reading(&text);
    assert!(matches!(alias(&reading.api, "E"), TypeRef::Primitive(_)));
    assert_loss(&reading, LossKind::FacetIgnored, "1000001 values are more than the limit `enumeration_values`");
    let limits = Limits { file_bytes: 100, ..Limits::default() };
    let readings = read_each(&[document("a.json", &text)], &mut Memory::default(), &limits);
    assert!(readings[0].diagnostics[0].message.contains("the limit `file_bytes` is 100"));
}

#[test]
fn five_megabytes_are_read_in_time() {
    let mut text = String::from(
        "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"T\",\"version\":\"1.0.0\"},\"paths\":{},\"components\":{\"schemas\":{\"Z\":{}",
    );
    let mut index = 0;
    while text.len() < 5 << 20 {
        index += 1;
        text.push_str(&format!(
            ",\"S{index}\":{{\"type\":\"object\",\"description\":\"Some text of a usual length for a schema.\",\"properties\":{{\"a\":{{\"type\":\"string\",\"maxLength\":80}},\"b\":{{\"$ref\":\"#/components/schemas/S{}\"}},\"c\":{{\"type\":\"array\",\"items\":{{\"type\":\"integer\",\"format\":\"int64\"}}}}}}}}",
            index / 2 + 1
        ));
    }
    text.push_str("}}}");
    let start = Instant::now();
    let reading = reading(&text);
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.api.types.len(), index + 1);
    assert!(start.elapsed() < Duration::from_secs(60), "all on one line, without optimisation: {:?}", start.elapsed());
}

#[test]
fn references_never_leave() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(folder.path().join("secret.yaml"), "A: {type: string}").unwrap();
    std::fs::write(inner.join("near.yaml"), "A: {type: boolean}").unwrap();
    let text = format!(
        "openapi: 3.0.3
info: {{title: T, version: 1.0.0}}
components:
  schemas:
    Near: {{$ref: 'near.yaml#/A'}}
    Parent: {{$ref: '../secret.yaml#/A'}}
    Host: {{$ref: 'https://example.com/a.yaml#/A'}}
    Scheme: {{$ref: 'file:///etc/passwd'}}
    Absolute: {{$ref: '{}/secret.yaml#/A'}}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  a: {{$ref: '#/components/schemas/Near'}}
                  b: {{$ref: '#/components/schemas/Parent'}}
                  c: {{$ref: '#/components/schemas/Host'}}
                  d: {{$ref: '#/components/schemas/Scheme'}}
                  e: {{$ref: '#/components/schemas/Absolute'}}
",
        folder.path().display()
    );
    let main = inner.join("api.yaml");
    std::fs::write(&main, text).unwrap();
    let (sources, diagnostics) = bindery_codegen::source::load(&[main], &Options::default());
    assert_eq!(diagnostics, []);
    let reading = bindery_codegen::read(sources, &Options::default());
    let kind = |name: &str| match &ty(&reading.api, name).kind {
        TypeKind::Alias { target: TypeRef::Any, .. } => "any",
        TypeKind::Alias { target: TypeRef::Named(id), .. } => match &reading.api.ty(*id).kind {
            TypeKind::Alias { target: TypeRef::Primitive(_), .. } => "read",
            _ => "else",
        },
        _ => "else",
    };
    assert_eq!(kind("Near"), "read");
    for name in ["Parent", "Host", "Scheme", "Absolute"] {
        assert_eq!(kind(name), "any", "{name}");
    }
    let refused = losses(&reading, LossKind::Repaired);
    assert_eq!(refused.iter().filter(|loss| loss.contains("dangling reference taken as any value")).count(), 4);
    assert!(refused.iter().any(|loss| loss.contains("leads to another host")), "{refused:#?}");
    assert!(refused.iter().any(|loss| loss.contains("--allow-path")), "{refused:#?}");
    assert!(refused.iter().any(|loss| loss.contains("save the file beside the importing one")), "{refused:#?}");
}

#[test]
fn odd_names_are_kept_as_they_are() {
    let reading = reading(
        "openapi: 3.0.3
info: {title: \"*/ #![no_std] fn main() {}\", version: \"1.0.0\\\"\"}
components:
  schemas:
    '../x': {type: object, properties: {'': {type: string}, 'a\"b': {type: string}, '日本': {type: string}}}
    CON: {type: object, properties: {self: {type: string}, Self: {type: string}}}
    crate: {type: string, enum: ['', ' ', \"a\\nb\", '*/', '\"']}
    '': {type: object, properties: {a: {type: string}}}
paths:
  '/x\"y/{../z}': {get: {tags: ['../up'], operationId: '../../etc', responses: {'200': {description: \"``` \\n */\"}}}}
",
    );
    let api = &reading.api;
    assert_eq!(field_names(structure(api, "../x")), ["", "a\"b", "日本"]);
    assert_eq!(field_names(structure(api, "CON")), ["self", "Self"]);
    assert_eq!(enumeration(api, "crate").variants.len(), 5);
    assert_eq!(api.services[0].name, "../up");
    assert_eq!(operation(api, "../../etc").name, "../../etc");
}

/// A small linear congruential generator: the mutations are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

const SEED: &str = "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"T\",\"version\":\"1.0.0\"},\"servers\":[{\"url\":\"https://{h}\",\"variables\":{\"h\":{\"default\":\"a\",\"enum\":[\"a\"]}}}],\"security\":[{\"k\":[]}],\"paths\":{\"/a/{id}\":{\"parameters\":[{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}}],\"post\":{\"operationId\":\"x\",\"tags\":[\"t\"],\"parameters\":[{\"name\":\"q\",\"in\":\"query\",\"style\":\"form\",\"explode\":false,\"schema\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}],\"requestBody\":{\"content\":{\"multipart/form-data\":{\"schema\":{\"$ref\":\"#/components/schemas/A\"},\"encoding\":{\"a\":{\"style\":\"form\"}}}}},\"responses\":{\"200\":{\"description\":\"ok\",\"headers\":{\"H\":{\"schema\":{\"type\":\"integer\"}}},\"content\":{\"application/json\":{\"schema\":{\"oneOf\":[{\"$ref\":\"#/components/schemas/A\"},{\"$ref\":\"#/components/schemas/B\"}],\"discriminator\":{\"propertyName\":\"k\",\"mapping\":{\"a\":\"A\"}}}}}},\"4XX\":{\"description\":\"no\"}}}}},\"components\":{\"securitySchemes\":{\"k\":{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"K\"}},\"schemas\":{\"A\":{\"type\":[\"object\",\"null\"],\"required\":[\"k\"],\"properties\":{\"k\":{\"const\":\"a\"},\"n\":{\"type\":\"integer\",\"format\":\"int32\",\"minimum\":1,\"enum\":[1,2]}},\"additionalProperties\":false},\"B\":{\"allOf\":[{\"$ref\":\"#/components/schemas/A\"},{\"properties\":{\"b\":{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\"}]}}}]}}}}";

#[test]
fn truncated_and_mutated_documents_never_panic() {
    assert_eq!(reading(SEED).diagnostics, []);
    for end in (0..SEED.len()).step_by(3) {
        read(&[document("a.json", &SEED[..end])], &mut Memory::default(), &Limits::default());
    }
    let pieces = [
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "-1",
        "1e999",
        "\"$ref\"",
        "\"#/components/schemas/B\"",
        "\"object\"",
        "[null]",
        "{\"$ref\":\"#\"}",
        "{\"type\":\"array\"}",
        "99999999999999999999999",
        "\"string\"",
        "\"swagger\"",
        "\"é\"",
    ];
    let mut numbers = Numbers(7);
    let mut read_whole = 0;
    for _ in 0..3_000 {
        let mut text = SEED.to_owned();
        for _ in 0..=numbers.below(3) {
            // Replace one scalar, or the name of a property, by a piece.
            let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
            let start = numbers.below(quotes.len() - 1) & !1;
            let (from, to) = (quotes[start], quotes[start + 1] + 1);
            text.replace_range(from..to, pieces[numbers.below(pieces.len())]);
        }
        let found = read(&[document("a.json", &text)], &mut Memory::default(), &Limits::default());
        read_whole += usize::from(found.diagnostics.is_empty());
    }
    assert!(read_whole > 300, "{read_whole} mutations were still documents");
}

#[test]
fn every_value_may_stand_everywhere() {
    let seed: serde_json::Value = serde_json::from_str(SEED).unwrap();
    let pieces = ["null", "true", "[]", "{}", "\"\"", "7", "[null, {}]", "{\"$ref\":\"#/nowhere\"}", "{\"$ref\":7}"];
    let mut pointers = Vec::new();
    collect(&seed, String::new(), &mut pointers);
    for pointer in &pointers {
        for piece in pieces {
            let mut mutated = seed.clone();
            *mutated.pointer_mut(pointer).unwrap() = serde_json::from_str(piece).unwrap();
            for (version, head) in [("3.1.0", "openapi"), ("3.0.3", "openapi"), ("2.0", "swagger")] {
                if let Some(root) = mutated.as_object_mut() {
                    root.remove("openapi");
                    root.remove("swagger");
                    root.insert(head.to_owned(), version.into());
                }
                let text = mutated.to_string();
                read(&[document("a.json", &text)], &mut Memory::default(), &Limits::default());
            }
        }
    }
}

fn collect(value: &serde_json::Value, pointer: String, into: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                collect(value, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), into);
            }
        }
        serde_json::Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), into);
            }
        }
        _ => {}
    }
    into.push(pointer);
}

#[test]
fn a_text_from_memory_reaches_no_file() {
    let text = format!("{HEAD}components: {{schemas: {{A: {{$ref: 'Cargo.toml'}}}}}}");
    let reading = bindery_codegen::read(vec![Source::new("api.yaml", text)], &Options::default());
    assert_eq!(reading.diagnostics, []);
}
