//! Texts, kinds of documents, references between files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod openapi_support;

use bindery_codegen::{
    ledger::LossKind,
    model::{Primitive, TypeRef},
    openapi::{Limits, read, read_each},
};
use openapi_support::*;

fn error(text: &str) -> String {
    let readings = read_each(&[document("api.yaml", text)], &mut Memory::default(), &Limits::default());
    let messages: Vec<String> = readings[0].diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(messages.len(), 1, "{messages:?}");
    messages[0].clone()
}

#[test]
fn texts_that_are_no_documents_are_errors_with_a_place() {
    let malformed = error("{\n  \"openapi\": \"3.0.3\",\n  \"info\": {]\n}");
    assert!(malformed.contains("expected the name of a property in quotes\n  at api.yaml:3:12"), "{malformed}");
    let version = error("openapi: 2.5.0\npaths: {}\n");
    assert!(version.contains("OpenAPI 2.5.0 is not supported") && version.contains("api.yaml:1:1"), "{version}");
    assert!(error("swagger: '1.2'").contains("Swagger 1.2 is not supported"));
    assert!(error("name: something else").contains("no Swagger or OpenAPI document"));
    assert!(error("").contains("no Swagger or OpenAPI document"));
    assert!(error("[1, 2]").contains("no Swagger or OpenAPI document"));
    assert!(error("openapi: 3.0.3\npaths: {a: [}").contains("error[openapi::malformed]"));
}

#[test]
fn kinds_are_told_by_the_head() {
    for (head, repaired) in [
        ("swagger: 2.0", None),
        ("swagger: '2.0'", None),
        ("openapi: 3.0.0", None),
        ("openapi: 3.1.1", None),
        ("openapi: 3.0", Some("taken as 3.0.3")),
        ("openapi: 3.2.0", Some("taken as 3.1.0")),
        ("definitions: {}", Some("`definitions` says Swagger 2.0")),
        ("components: {}", Some("`components` says OpenAPI 3.0")),
    ] {
        let reading = reading(&format!("{head}\ninfo: {{title: T, version: 1.0.0}}\npaths: {{}}\n"));
        assert_eq!(reading.diagnostics, [], "{head}");
        match repaired {
            Some(text) => assert_loss(&reading, LossKind::Repaired, text),
            None => assert_eq!(reading.ledger.losses, [], "{head}"),
        }
    }
}

#[test]
fn json_and_yaml_say_the_same_with_places() {
    let json = "\u{feff}{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"Grüße\", \"version\": \"1.0.0\"},\n \"paths\": {},\n \"components\": {\"schemas\": {\"Ä\\u00d6\": {\"type\": \"string\", \"maxLength\": 3}}}}";
    let found = reading(json);
    assert_eq!(found.ledger.losses, []);
    assert_eq!(found.api.title, "Grüße");
    let ty = ty(&found.api, "ÄÖ");
    assert_eq!(ty.origin.to_string(), "api.yaml:3:29");
    let yaml = "openapi: 3.0.3\ninfo: {title: Grüße, version: 1.0.0}\npaths: {}\ncomponents:\n  schemas:\n    ÄÖ: {type: string, maxLength: 3}\n";
    assert_eq!(reading(yaml).api.types[0].kind, ty.kind);
    assert_eq!(reading(yaml).api.types[0].origin.to_string(), "api.yaml:6:5");
}

#[test]
fn yaml_anchors_and_merge_keys() {
    let reading = reading(
        "openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths: {}
components:
  schemas:
    A: &a {type: object, required: [x], properties: &p {x: {type: string, enum: &e [on, off]}}}
    B: *a
    C:
      <<: *a
      required: []
    D: {type: string, enum: *e}
",
    );
    let api = &reading.api;
    assert_eq!(field_names(structure(api, "B")), ["x"]);
    assert_eq!(field(api, "B", "x").cardinality.min, 1);
    assert_eq!(field(api, "C", "x").cardinality.min, 0);
    let values: Vec<&str> = enumeration(api, "D").variants.iter().map(|value| value.name.local.as_str()).collect();
    assert_eq!(values, ["on", "off"], "no truth values: YAML 1.2");
}

#[test]
fn the_end_of_a_flow_collection_may_stand_left() {
    let reading = reading(
        "openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths: {}
components:
  schemas:
    A:
      type: string
      description: |
        {
        }
      example: {
        \"a\": [
      ]
      }
    B: {type: integer, format: int32}
",
    );
    assert_eq!(reading.diagnostics, []);
    assert_eq!(ty(&reading.api, "A").docs.text.as_deref(), Some("{\n}"));
    assert_eq!(primitive(alias(&reading.api, "B")), Primitive::I32);
    assert_loss(&reading, LossKind::Repaired, "the end of a flow collection is not indented as YAML 1.2 demands");
}

#[test]
fn names_that_stand_twice_are_joined_and_named() {
    let reading = reading(
        "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T\", \"version\": \"1.0.0\"},
\"paths\": {
 \"/a\": {\"get\": {\"operationId\": \"a\", \"responses\": {\"204\": {\"description\": \"ok\"}}}},
 \"/a\": {\"put\": {\"operationId\": \"b\", \"responses\": {\"204\": {\"description\": \"ok\"}}}}}}",
    );
    assert_eq!(reading.api.operations().count(), 2);
    assert_loss(
        &reading,
        LossKind::Repaired,
        "`/a` stands twice in one object: objects are joined, else the first is kept at api.yaml:4:2",
    );
}

#[test]
fn references_lead_into_other_files_and_back() {
    let mut files = Memory::default();
    files.0.insert(
        "shared.yaml".to_owned(),
        "parameters: {Id: {name: id, in: path, required: true, schema: {$ref: 'types/id.json'}}}
schemas:
  User: {type: object, properties: {id: {$ref: 'types/id.json'}, boss: {$ref: '#/schemas/User'}, team: {$ref: 'api.yaml#/components/schemas/Team'}}}
"
        .to_owned(),
    );
    files.0.insert("types/id.json".to_owned(), "{\"type\": \"string\", \"format\": \"uuid\"}".to_owned());
    files
        .0
        .insert("path.yaml".to_owned(), "get: {operationId: other, responses: {'204': {description: ok}}}".to_owned());
    let text = "openapi: 3.0.3
info: {title: T, version: 1.0.0}
components: {schemas: {Team: {type: object, properties: {users: {type: array, items: {$ref: 'shared.yaml#/schemas/User'}}}}}}
paths:
  /b: {$ref: path.yaml}
  /c: {$ref: 'missing.yaml'}
  /a/{id}:
    get:
      operationId: read
      parameters: [{$ref: 'shared.yaml#/parameters/Id'}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: 'shared.yaml#/schemas/User'}}}}}
";
    files.0.insert("api.yaml".to_owned(), text.to_owned());
    let reading = reading_with(text, &mut files);
    let api = &reading.api;
    assert_eq!(named(api, whole(operation(api, "read"))), "User");
    assert_eq!(named(api, &field(api, "User", "team").ty), "Team");
    assert_eq!(named(api, &field(api, "User", "boss").ty), "User");
    assert_eq!(ty(api, "User").origin.to_string(), "shared.yaml:3:3");
    assert_eq!(primitive(alias(api, "id")), Primitive::Guid);
    assert_eq!(http(operation(api, "other")).path, "/b");
    assert_loss(&reading, LossKind::OperationOmitted, "dangling reference: `missing.yaml` is not given");
    assert_eq!(reading.ledger.losses.len(), 1, "{:#?}", reading.ledger.losses);
}

#[test]
fn references_are_written_in_many_ways() {
    let reading = schemas(
        "A: {type: object, properties: {a: {$ref: 'B'}, b: {$ref: '#B'}, c: {$ref: '#/components/schemas/C%20D~1E'}, d: {$ref: '#/components/schemas/B/properties/x'}}}
B: {type: object, properties: {x: {type: string, format: date}}}
C D/E: {type: boolean}
",
    );
    let api = &reading.api;
    assert_eq!(named(api, &field(api, "A", "b").ty), "B");
    assert_eq!(named(api, &field(api, "A", "c").ty), "C D/E");
    assert_eq!(primitive(alias(api, "x")), Primitive::Date);
    assert_eq!(field(api, "A", "a").ty, TypeRef::Any, "a bare name is a file's");
}

#[test]
fn documents_that_define_one_name_differently_stay_apart() {
    let text = |tag: &str, kind: &str| {
        format!(
            "openapi: 3.0.3
info: {{title: {tag}, version: 1.0.0}}
components:
  securitySchemes: {{key: {{type: apiKey, in: header, name: K}}}}
  schemas:
    Own: {{type: object, properties: {{value: {{type: {kind}}}}}}}
    Same: {{type: object, properties: {{value: {{type: string}}}}}}
paths:
  /{tag}:
    get: {{operationId: read, tags: [{tag}], responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Own'}}}}}}}}}}}}
    put: {{operationId: same, tags: [{tag}], responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Same'}}}}}}}}}}}}
"
        )
    };
    let given = [document("a.yaml", &text("alpha", "string")), document("b.yaml", &text("beta", "boolean"))];
    let reading = read(&given, &mut Memory::default(), &Limits::default());
    let api = &reading.api;
    assert_eq!(api.services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>(), ["alpha", "beta"]);
    let own: Vec<Option<usize>> = api.types.iter().filter(|ty| ty.name.local == "Own").map(|ty| ty.scope).collect();
    assert_eq!(own, [None, Some(1)], "the first by name stands for all, the other belongs to its service");
    assert_eq!(api.types.iter().filter(|ty| ty.name.local == "Same").count(), 1);
    for (service, kind) in [(0, Primitive::String), (1, Primitive::Bool)] {
        let operation = &api.services[service].operations[0];
        let TypeRef::Named(id) = whole(operation) else { panic!("{:?}", operation.output) };
        let bindery_codegen::model::TypeKind::Struct(own) = &api.ty(*id).kind else { panic!("no struct") };
        assert_eq!(primitive(&own.fields[0].ty), kind);
        let media = &http(operation).responses[0].body.as_ref().unwrap().media[0];
        assert_eq!(media.ty, TypeRef::Named(*id), "the binding is moved with the output");
    }
    assert_eq!(api.security.len(), 1);
}

/// What is lost of a document in which `¦` stands before what is of a wrong kind; its place is left out of the text.
fn lost_at_the_mark(marked: &str) -> (Vec<String>, String) {
    let before = marked.split('¦').next().unwrap();
    let line = before.lines().count();
    let column = before.lines().last().unwrap().chars().count() + 1;
    let reading = reading(&marked.replace('¦', ""));
    assert_eq!(reading.diagnostics, [], "{marked}");
    (losses(&reading, LossKind::Repaired), format!("at api.yaml:{line}:{column}"))
}

#[test]
fn arrays_and_objects_in_place_of_one_another_are_named() {
    const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: 1.0.0}\n";
    const SWAGGER: &str = "swagger: '2.0'\ninfo: {title: T, version: 1.0.0}\n";
    const OK: &str = "responses: {'200': {description: ok}}";
    let operation = |member: &str| format!("{HEAD}paths:\n  /q:\n    get: {{operationId: q, {member}}}\n");
    let answer = |member: &str| operation(&format!("responses: {{'200': {{description: ok, {member}}}}}"));
    let schema = |members: &str| format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    S: {{{members}}}\n");
    for (marked, reason) in [
        (operation(&format!("parameters: ¦{{name: q}}, {OK}")), "`parameters` is an object, not an array; ignored"),
        (operation(&format!("parameters: ¦nope, {OK}")), "`parameters` is a text, not an array; ignored"),
        (operation(&format!("tags: ¦nope, {OK}")), "`tags` is a text, not an array; ignored"),
        (operation(&format!("security: ¦{{}}, {OK}")), "`security` is an object, not an array; ignored"),
        (operation(&format!("security: [¦nope], {OK}")), "a security requirement is a text, not an object; ignored"),
        (operation(&format!("servers: ¦{{url: /}}, {OK}")), "`servers` is an object, not an array; ignored"),
        (operation(&format!("callbacks: ¦[], {OK}")), "`callbacks` is an array, not an object; ignored"),
        (answer("content: ¦[]"), "`content` is an array, not an object; ignored"),
        (answer("headers: ¦[]"), "`headers` is an array, not an object; ignored"),
        (
            format!("{HEAD}paths:\n  /q:\n    parameters: ¦{{name: q}}\n    get: {{operationId: q, {OK}}}\n"),
            "`parameters` is an object, not an array; ignored",
        ),
        (format!("{HEAD}paths: ¦[]\n"), "`paths` is an array, not an object; ignored"),
        (format!("{HEAD}paths: {{}}\ntags: ¦{{}}\n"), "`tags` is an object, not an array; ignored"),
        (format!("{HEAD}paths: {{}}\nservers: ¦nope\n"), "`servers` is a text, not an array; ignored"),
        (format!("{HEAD}paths: {{}}\nsecurity: ¦1\n"), "`security` is a number, not an array; ignored"),
        (format!("{HEAD}paths: {{}}\ncomponents: ¦[]\n"), "`components` is an array, not an object; ignored"),
        (format!("{HEAD}paths: {{}}\ncomponents: {{schemas: ¦[]}}\n"), "`schemas` is an array, not an object; ignored"),
        (schema("type: object, properties: ¦[]"), "`properties` is an array, not an object; ignored"),
        (schema("allOf: ¦{}"), "`allOf` is an object, not an array; ignored"),
        (schema("oneOf: ¦nope"), "`oneOf` is a text, not an array; ignored"),
        (schema("anyOf: ¦true"), "`anyOf` is a truth value, not an array; ignored"),
        (schema("type: array, items: ¦[{type: string}]"), "`items` is an array, not a schema; taken as any value"),
        (
            schema(
                "type: object, properties: {parameters: {type: string}}, discriminator: {propertyName: kind, mapping: ¦[]}",
            ),
            "`mapping` is an array, not an object; ignored",
        ),
        (format!("{SWAGGER}paths: {{}}\ndefinitions: ¦[]\n"), "`definitions` is an array, not an object; ignored"),
        (
            format!(
                "{SWAGGER}paths: {{/q: {{get: {{operationId: q, responses: {{'200': {{description: ok, headers: ¦[]}}}}}}}}}}\n"
            ),
            "`headers` is an array, not an object; ignored",
        ),
    ] {
        let (lost, place) = lost_at_the_mark(&marked);
        assert_eq!(lost, [format!("{reason} {place}")], "{marked}");
    }
    let (lost, place) = lost_at_the_mark(&operation("responses: ¦[]"));
    let none = "no response is declared: any success is taken as one without content at api.yaml:5:5";
    assert_eq!(lost, [format!("`responses` is an array, not an object; ignored {place}"), none.to_owned()]);
}

#[test]
fn keys_without_a_value_are_absent() {
    let text = "openapi: 3.0.3
info: {title: T, version: 1.0.0}
servers:
tags:
paths:
  /q:
    get: {operationId: q, parameters: , responses: {'200': {description: ok}}}
components:
  schemas:
    S: {type: object, properties: }
";
    assert_eq!(losses(&reading(text), LossKind::Repaired), [""; 0]);
}
