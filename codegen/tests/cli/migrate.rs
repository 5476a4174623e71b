//! `bindery migrate`.

use crate::{bindery, here};

const OLD: &str = "migrate/library.wsdl";
const NEW: &str = "migrate/library.yaml";

#[test]
fn a_report_for_a_terminal() {
    let run = bindery(&["migrate", OLD, NEW]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn a_report_for_a_pull_request() {
    let run = bindery(&["migrate", OLD, NEW, "--format", "markdown"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn json_holds_everything_and_the_report_may_go_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let run = bindery(&["migrate", OLD, NEW, "--format", "json", "--out", file.to_str().unwrap()]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(report["counts"]["paired"], 4);
    let find = report["operations"].as_array().unwrap().iter().find(|pair| pair["old"]["name"] == "FindBooks").unwrap();
    assert_eq!(find["parameters"][1]["old"], "Max_Count");
    assert_eq!(find["parameters"][1]["new"], "MaxCount");
    assert_eq!(find["new"]["wire"], "POST /api/v1/Library/FindBooks");
}

#[test]
fn strict_fails_where_an_operation_stays_behind() {
    let run = bindery(&["migrate", OLD, NEW, "--strict"]);
    assert_eq!(run.code, 3);
    assert!(
        run.err.contains("without a counterpart: 1; with one that they cannot be carried over to: 1"),
        "{}",
        run.err
    );
}

#[test]
fn modules_of_a_configuration_are_named_by_the_end_of_their_path() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("bindings.toml");
    let module = |path: &str, file: &str| {
        let input = here().join(file);
        format!(
            "[[module]]\npath = \"example::{path}\"\ninputs = [{:?}]\nnull-is-absent = true\n",
            input.to_str().unwrap()
        )
    };
    let text = format!("[crate]\nname = \"library\"\n{}{}", module("soap", OLD), module("rest", NEW));
    std::fs::write(&config, text).unwrap();
    let config = config.to_str().unwrap();
    let run = bindery(&["migrate", "soap", "example::rest", "--config", config]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("from example::soap to example::rest\n"), "{}", run.out);
    assert!(run.out.contains("4 of 5 operations have a counterpart"), "{}", run.out);
    let run = bindery(&["migrate", "soup", "rest", "--config", config]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no module `soup`") && run.err.contains("did you mean `soap`?"), "{}", run.err);
}

#[test]
fn a_service_that_is_not_there_is_corrected() {
    let run = bindery(&["migrate", OLD, NEW, "--service", "Libary"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no service `Libary`") && run.err.contains("`Library`"), "{}", run.err);
}
