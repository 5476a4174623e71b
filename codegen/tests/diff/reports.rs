//! Ignore files, version bumps, two protocols, and reports of hostile text.

use bindery_codegen::diff::{Bump, Ignored, Kind, compare, report};

use super::{between, lines, reading};

fn document(schema: &str, description: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Shop, version: '1'}}
paths:
  /thing:
    get:
      operationId: get
      tags: [Shop]
      description: {description}
      responses:
        '200': {{description: Fine, content: {{application/json: {{schema: {schema}}}}}}}
"
    )
}

#[test]
fn what_is_ignored_is_set_aside_and_what_matches_nothing_is_told() {
    let old = document("{type: object, properties: {a: {type: integer}}}", "One");
    let mut comparison = between(&old, &document("{type: object, properties: {b: {type: integer}}}", "Two"));
    let gone = comparison.changes.iter().find(|change| change.kind == Kind::FieldRemoved).unwrap().clone();
    let file = format!("# accepted\n{} # a is gone\n\nfeedfeedfeedfeed\n", gone.fingerprint.to_uppercase());
    let unmatched = comparison.ignore(&Ignored::parse(&file));
    assert_eq!(comparison.ignored, std::slice::from_ref(&gone));
    assert!(!comparison.changes.contains(&gone));
    assert_eq!(unmatched.len(), 1);
    assert_eq!((unmatched[0].line, unmatched[0].text.as_str()), (4, "feedfeedfeedfeed"));
}

#[test]
fn the_bump_follows_from_the_worst() {
    let a = "{type: object, properties: {a: {type: integer}}}";
    let old = document(a, "One");
    assert_eq!(between(&old, &old).bump(), None);
    assert_eq!(between(&old, &document(a, "Two")).bump(), Some(Bump::Patch));
    let more = format!("{old}  /other:\n    get: {{operationId: other, tags: [Shop], responses: {{}}}}\n");
    assert_eq!(between(&old, &more).bump(), Some(Bump::Minor));
    assert_eq!(between(&more, &old).bump(), Some(Bump::Major));
}

#[test]
fn operations_of_two_protocols_are_paired_by_what_their_names_mean() {
    let soap = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/shop.wsdl")).unwrap();
    let soap = reading("shop.wsdl", &soap);
    let service = &soap.api.services[0];
    let http = document("{type: integer}", "One")
        .replace("operationId: get", &format!("operationId: v1{}Agent_{}", service.name, service.operations[0].name))
        .replace("[Shop]", &format!("[{}_Agent]", service.name));
    let comparison = compare(&soap, &reading("rest.yaml", &http));
    let name = format!("{}.{}", service.name, service.operations[0].name);
    let expected = format!("protocol-changed {name}: breaking/breaking/breaking");
    assert!(lines(&comparison).contains(&expected), "{:?}", lines(&comparison));
}

/// A description whose names and words would like to be markup.
fn hostile() -> (String, String) {
    let name = r#""</script><img src=x onerror=alert(1)>`*@all""#;
    let schema = |name: &str, ty: &str| format!("{{type: object, properties: {{{name}: {{type: {ty}}}}}}}");
    let words = r#""<!-- <script>alert(2)</script> ]]> | `x` [a](javascript:b) \u202e @all #1""#;
    (document(&schema(name, "integer"), "One"), document(&schema(name, "string"), words))
}

#[test]
fn hostile_text_stays_text_in_every_report() {
    let (old, new) = hostile();
    let comparison = between(&old, &new);
    let html = report::html(&comparison).unwrap();
    assert!(!html.contains("<img"), "markup of a description stands in the page");
    assert_eq!(html.matches("</script>").count(), html.matches("<script").count());
    assert!(!html.contains("<!-- <script>"));
    let json: serde_json::Value = serde_json::from_str(&report::json(&comparison).unwrap()).unwrap();
    assert!(
        json["changes"].as_array().unwrap().iter().any(|change| change["subject"].as_str().unwrap().contains("<img"))
    );
    let markdown = report::markdown(&comparison, true);
    for line in markdown.lines().filter(|line| line.contains("onerror")) {
        let code = line.split_once('`').unwrap().1;
        assert!(code.contains("onerror"), "outside of code: {line}");
    }
}

#[test]
fn markdown_is_bounded() {
    let properties = |count: usize| {
        let each: Vec<String> = (0..count).map(|index| format!("property{index}: {{type: integer}}")).collect();
        format!("{{type: object, properties: {{{}}}}}", each.join(", "))
    };
    let comparison = between(&document(&properties(9_000), "One"), &document(&properties(1), "One"));
    assert_eq!(comparison.changes.len(), 8_999);
    let markdown = report::markdown(&comparison, true);
    assert!(markdown.len() <= 60_000 && markdown.contains("… and 8949 more"), "{}", markdown.len());
}
