//! `bindery diff`.

use std::fs;

use crate::{bindery, here, own_schemas};

/// The shop, and the shop with one article's field gone and another come, in files of a folder.
fn versions() -> (tempfile::TempDir, [String; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let old = fs::read_to_string(here().join("shop.wsdl")).unwrap();
    let new = old.replace(r#"<xs:enumeration value="large"/>"#, r#"<xs:enumeration value="huge"/>"#);
    assert_ne!(old, new);
    let files = [("old.wsdl", &old), ("new.wsdl", &new)].map(|(name, text)| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    });
    (folder, files)
}

#[test]
fn the_same_description_twice_has_not_changed() {
    let run = bindery(&["diff", "shop.wsdl", "shop.wsdl", "--fail-on", "any"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("nothing changed"), "{}", run.out);
}

#[test]
fn text_tells_what_breaks_and_why() {
    let (_folder, [old, new]) = versions();
    let run = bindery(&["diff", &old, &new]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for part in [
        "version bump: major",
        "value removed (1)",
        "Size.large",
        "value added (1)",
        "Size.huge",
        "old clients may send it",
    ] {
        assert!(run.out.contains(part), "{part} in\n{}", run.out);
    }
}

#[test]
fn ci_chooses_what_fails() {
    let (_folder, [old, new]) = versions();
    let code = |what: &str| bindery(&["diff", &old, &new, "--fail-on", what]).code;
    assert_eq!(["breaking", "wire", "rust", "any", "none"].map(code), [5, 5, 5, 5, 0]);
    assert_eq!(code("everything"), 2);
}

#[test]
fn what_is_ignored_fails_nothing_and_a_stale_line_is_told() {
    let (folder, [old, new]) = versions();
    let json: serde_json::Value =
        serde_json::from_str(&bindery(&["diff", &old, &new, "--format", "json"]).out).unwrap();
    let prints = json["changes"].as_array().unwrap().iter().map(|change| change["fingerprint"].as_str().unwrap());
    let file = folder.path().join("accepted.txt");
    fs::write(&file, prints.collect::<Vec<_>>().join("\n") + "\n0123456789abcdef # gone\n").unwrap();
    let run = bindery(&["diff", &old, &new, "--fail-on", "any", "--ignore", file.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.err.contains("no change has the fingerprint `0123456789abcdef`"), "{}", run.err);
    assert!(run.out.contains("changes ignored"), "{}", run.out);
}

#[test]
fn reports_go_to_a_file() {
    let (folder, [old, new]) = versions();
    let file = folder.path().join("page.html");
    let run = bindery(&["diff", &old, &new, "--format", "html", "--out", file.to_str().unwrap()]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert!(fs::read_to_string(file).unwrap().starts_with("<!doctype html>"));
    assert_eq!(bindery(&["diff", &old, &new, "--out", folder.path().to_str().unwrap()]).code, 4);
}

#[test]
fn modules_of_a_configuration_may_be_named() {
    let config = own_schemas().join("../bindings.toml");
    let run = bindery(&["diff", "services86", "superoffice::services88", "--config", config.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("operations: 46 added, 0 removed, 87 in both"), "{}", run.out);
    let run = bindery(&["diff", "services86", "services89", "--config", config.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("services8"), "{}", run.err);
}

#[test]
fn a_description_with_errors_is_compared_as_far_as_it_goes() {
    let (_folder, [old, new]) = versions();
    let text = fs::read_to_string(&new).unwrap();
    fs::write(&new, text.replace(r#"type="tns:Size""#, r#"type="tns:Sise""#)).unwrap();
    let run = bindery(&["diff", &old, &new]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("not comparable") && run.out.contains("Sise"), "{}", run.out);
    assert!(run.err.contains("new.wsdl:32:41"), "{}", run.err);
}
