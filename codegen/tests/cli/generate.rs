//! `bindery generate`.

use std::{fs, path::Path};

use crate::{bindery, here};

fn generate(folder: &Path, more: &[&str]) -> crate::Run {
    let out = folder.join("shop");
    let mut arguments = vec!["generate", "shop.wsdl", "--out", out.to_str().unwrap()];
    arguments.extend(more);
    bindery(&arguments)
}

#[test]
fn a_crate_and_its_account() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger.json");
    let run = generate(folder.path(), &["--ledger", ledger.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("shop: ") && run.out.ends_with("nothing was lost\n"), "{}", run.out);
    let manifest = fs::read_to_string(folder.path().join("shop/Cargo.toml")).unwrap();
    // Built from the repository, the program takes the runtime that stands beside it.
    let runtime =
        manifest.lines().find_map(|line| line.strip_prefix("path = \"")).expect("a path").trim_end_matches('"');
    assert!(manifest.contains("name = \"shop\"") && runtime.ends_with("/runtime"), "{manifest}");
    assert!(folder.path().join("shop").join(runtime).join("Cargo.toml").is_file(), "{runtime}");
    let lib = fs::read_to_string(folder.path().join("shop/src/lib.rs")).unwrap();
    assert!(lib.starts_with("// @generated") && lib.contains("bindery generate DESCRIPTIONS --name shop"), "{lib}");
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(ledger).unwrap()).unwrap();
    assert_eq!(json["operations"]["read"], 1);
    assert_eq!(json["operations"], serde_json::json!({"read": 1, "emitted": 1}));
    assert_eq!(json["losses"], serde_json::json!([]));

    let again = generate(folder.path(), &["--strict"]);
    assert_eq!(again.code, 0);
    assert!(again.out.contains("all were up to date"), "{}", again.out);
}

#[test]
fn the_same_descriptions_give_the_same_bytes_wherever_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("else/where/shop.wsdl");
    fs::create_dir_all(elsewhere.parent().unwrap()).unwrap();
    fs::copy(here().join("shop.wsdl"), &elsewhere).unwrap();
    let sources = |input: &str, name: &str| {
        let out = folder.path().join(name);
        let run = bindery(&["generate", input, "--name", "shop", "--out", out.to_str().unwrap()]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        files(&out.join("src"))
    };
    let (one, other) = (sources("shop.wsdl", "one"), sources(elsewhere.to_str().unwrap(), "other"));
    assert!(one.len() > 2, "{one:?}");
    assert_eq!(one, other);
}

#[test]
fn what_others_wrote_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("shop")).unwrap();
    fs::write(folder.path().join("shop/Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    let run = generate(folder.path(), &[]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("Cargo.toml"), "{}", run.err);
    assert_eq!(fs::read_to_string(folder.path().join("shop/Cargo.toml")).unwrap(), "[package]\nname = \"mine\"\n");
}

#[test]
fn strict_fails_when_something_is_lost_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(here().join("shop.wsdl")).unwrap();
    // The body of rpc/encoded operations is not supported: one is left out, and named.
    let encoded = text.replace(r#"<soap:body use="literal"/>"#, r#"<soap:body use="encoded"/>"#);
    let file = folder.path().join("encoded.wsdl");
    fs::write(&file, encoded).unwrap();
    let out = folder.path().join("out");
    let arguments = ["generate", file.to_str().unwrap(), "--out", out.to_str().unwrap(), "--strict"];
    let run = bindery(&arguments);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.out.contains("Order") && run.out.contains("encoded.wsdl:"), "{}", run.out);
    assert!(run.err.contains("--strict"), "{}", run.err);
    assert!(!out.join("Cargo.toml").exists());
    assert_eq!(bindery(&arguments[..4]).code, 0);
}

#[test]
fn strict_fails_where_a_type_stands_for_itself() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.yaml");
    fs::write(
        &file,
        "openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths:
  /a: {get: {operationId: a, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
components:
  schemas:
    A: {type: array, items: {$ref: '#/components/schemas/A'}}
",
    )
    .unwrap();
    let (out, ledger) = (folder.path().join("out"), folder.path().join("ledger.json"));
    let arguments = ["generate", file.to_str().unwrap(), "--out", out.to_str().unwrap(), "--ledger"];
    let arguments = [&arguments[..], &[ledger.to_str().unwrap(), "--strict"]].concat();
    let run = bindery(&arguments);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("pass::circular-alias"), "{}", run.err);
    assert!(!out.join("Cargo.toml").exists());
    assert_eq!(bindery(&arguments[..6]).code, 0);
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(ledger).unwrap()).unwrap();
    let lost = serde_json::json!([{
        "kind": "type-as-any",
        "subject": "type A",
        "reason": "it stands for itself; taken as any content",
        "origin": format!("{}:7:5", file.display()),
    }]);
    assert_eq!(json["losses"], lost, "{json:#}");
}

#[test]
fn losses_for_one_reason_share_a_line_and_stand_whole_in_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let (out, ledger) = (folder.path().join("out"), folder.path().join("ledger.json"));
    fs::write(
        folder.path().join("api.yaml"),
        "openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths:
  /a: {get: {operationId: a, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
components:
  schemas:
    A: {type: object, xml: {name: a}, properties: {x: {type: string, format: odd, xml: {attribute: true}}, y: {type: string, format: odd}, z: {type: string, format: odd}}}
    Spare: {type: object, properties: {x: {type: string}}}
",
    )
    .unwrap();
    let file = folder.path().join("api.yaml");
    let arguments = ["generate", file.to_str().unwrap(), "--out", out.to_str().unwrap(), "--ledger"];
    let run = bindery(&[&arguments[..], &[ledger.to_str().unwrap()]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("constraints not checked (4)\n"), "{}", run.out);
    assert!(run.out.contains("\n  3 × the format `odd` is not known, first "), "{}", run.out);
    assert!(run.out.contains("the `xml` of 2 schemas is not read"), "{}", run.out);
    assert!(run.out.contains("types not emitted: 1 (no operation reaches it: Spare)"), "{}", run.out);
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(ledger).unwrap()).unwrap();
    assert_eq!(json["losses"].as_array().unwrap().len(), 4, "{json:#}");
}

#[test]
fn names_and_paths_that_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    let run = generate(folder.path(), &["--name", "My Shop"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("such as `my-shop`"), "{}", run.err);
    let run = generate(folder.path(), &["--runtime", folder.path().to_str().unwrap()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no crate in"), "{}", run.err);
}

#[test]
fn a_workspace_around_the_crate_is_told_to_list_it() {
    let folder = tempfile::tempdir().unwrap();
    for (keys, told) in [
        ("members = [\"app\"]", true),
        ("", true),
        ("members = [\"gen*/*\"]", false),
        ("members = []\nexclude = [\"generated\"]", false),
    ] {
        fs::write(folder.path().join("Cargo.toml"), format!("[workspace]\n{keys}\n")).unwrap();
        let run = generate(&folder.path().join("generated"), &[]);
        assert_eq!(run.code, 0, "{}", run.err);
        let note = "which doesn't list it: add `generated/shop` to its `members`, or to its `exclude`\n";
        assert_eq!(run.err.starts_with("note: ") && run.err.ends_with(note), told, "{keys}: {}", run.err);
        assert_eq!(run.err.is_empty(), !told, "{keys}: {}", run.err);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&one, &two] {
        assert_eq!(generate(folder.path(), &[]).code, 0);
    }
    let (one, two) = (files(&one.path().join("shop")), files(&two.path().join("shop")));
    assert!(one.len() >= 3, "{one:?}");
    assert_eq!(one, two);
}

pub fn files(folder: &Path) -> Vec<(String, String)> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}
