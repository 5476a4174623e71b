//! `bindery generate --config`.

use std::fs;

use crate::{Run, bindery, generate::files, here};

const CRATE: &str = "[crate]\nname = \"my-shop\"\n\n[[module]]\n";

/// Generates from the shop with a configuration; gives the text of the crate too.
fn configured(settings: &str, more: &[&str]) -> (Run, String) {
    let folder = tempfile::tempdir().unwrap();
    let (config, out) = (folder.path().join("shop.toml"), folder.path().join("out"));
    fs::write(&config, format!("{CRATE}{settings}")).unwrap();
    let mut arguments = vec!["generate", "--config", config.to_str().unwrap(), "--out", out.to_str().unwrap()];
    arguments.extend(more);
    let run = bindery(&arguments);
    let text = if out.is_dir() { files(&out).into_iter().map(|(_, text)| text).collect() } else { String::new() };
    (run, text)
}

#[test]
fn conventions_names_and_secrets() {
    let settings = "null-is-absent = true\nsecrets = [\"Key\"]\n\
        [[module.override]]\nat = \"type Article\"\nrename = \"Ware\"\n";
    let (run, text) = configured(settings, &["shop.wsdl"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(text.contains("name = \"my-shop\"") && text.contains("pub struct Ware {"), "{text}");
    assert!(text.contains("pub comment: Option<String>") && text.contains(r#","Key","String","s"]"#), "{text}");
    assert!(text.contains("bindery generate DESCRIPTIONS --config shop.toml --name my-shop"), "{text}");
    let (_, text) = configured("", &["shop.wsdl", "--name", "other"]);
    assert!(
        text.contains("name = \"other\"") && text.contains("pub comment: ::bindery_runtime::record::Maybe<String>"),
        "{text}"
    );
}

#[test]
fn a_configuration_may_name_the_descriptions() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("api")).unwrap();
    fs::copy(here().join("shop.wsdl"), folder.path().join("api/shop.wsdl")).unwrap();
    let (config, out) = (folder.path().join("all.toml"), folder.path().join("out"));
    let modules = "path = \"one\"\ninputs = [\"api/shop.wsdl\"]\n[[module]]\npath = \"two\"\ninputs = [\"api\"]\n";
    fs::write(&config, format!("{CRATE}{modules}")).unwrap();
    let run = bindery(&["generate", "--config", config.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for module in ["one", "two"] {
        assert!(out.join(format!("src/{module}/shop.rs")).is_file(), "{module}");
    }
}

#[test]
fn what_two_modules_describe_is_bound_to_both_wires() {
    let cases = here().join("../../../tests/cases");
    let folder = tempfile::tempdir().unwrap();
    let (config, out) = (folder.path().join("desks.toml"), folder.path().join("out"));
    let modules = |rest: &str| {
        let (wsdl, yaml) =
            (cases.join("both-wires/schema/Desks.wsdl"), cases.join("rest/both-wires/schema/desks.yaml"));
        format!(
            "{CRATE}path = \"soap\"\nnull-is-absent = true\ninputs = [{wsdl:?}]\nrest = \"{rest}\"\n\
             [[module]]\npath = \"rest\"\ninputs = [{yaml:?}]\n"
        )
    };
    let ledger = folder.path().join("ledger.json");
    let generate = |rest: &str| {
        fs::write(&config, modules(rest)).unwrap();
        let (config, out) = (config.to_str().unwrap(), out.to_str().unwrap());
        bindery(&["generate", "--config", config, "--out", out, "--strict", "--ledger", ledger.to_str().unwrap()])
    };
    let run = generate("rest");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for part in [
        "operations over SOAP and REST: 4, over SOAP alone: 3\n",
        "\n  Desks.Watch: REST has no such operation (",
        "\n  Desks.Count: the answer is duration over SOAP, and string over REST (",
    ] {
        assert!(run.out.contains(part), "{part} in\n{}", run.out);
    }
    let ledger: serde_json::Value = serde_json::from_str(&fs::read_to_string(&ledger).unwrap()).unwrap();
    assert_eq!(ledger["rest"], 4);
    assert_eq!(ledger["soap_alone"][1]["subject"], "operation Desks.Move");
    assert_eq!(ledger["soap_alone"][1]["reason"], "REST has no place for `Reason`");
    let client = fs::read_to_string(out.join("src/soap/desks.rs")).unwrap();
    assert!(
        client.contains(r#""rest":{"method":"POST","path":["/v1/Desks/Book"],"body":[null,true,["application/json"]]"#),
        "{client}"
    );
    let run = generate("rset");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("desks.toml:8:8") && run.err.contains("modules are: `rest`"), "{}", run.err);
}

#[test]
fn mistakes_in_a_configuration_are_shown_where_they_stand() {
    let unmatched = "[[module.override]]\nat = \"operation Shop.Ordre\"\nskip = true\n";
    for (settings, code, parts) in [
        ("nill-items = \"drop\"\n", 2, ["shop.toml:5:1", "unknown field `nill-items`", "did you mean `nil-items`?"]),
        ("nil-items = \"dropp\"\n", 2, ["shop.toml:5:13", "unknown variant `dropp`", "did you mean `drop`?"]),
        ("secrets = \"Key\"\n", 2, ["shop.toml:5:11", "invalid type", "config::invalid"]),
        (unmatched, 1, ["shop.toml:6:6", "the override of `operation Shop.Ordre` matches nothing", "bindery inspect"]),
        (
            "inputs = [\"shop.wsdl\"]\n[[module]]\npath = \"two\"\ninputs = [\"shop.wsdl\"]\n",
            2,
            ["shop.toml:6:1", "the module `two` stands within the root of the crate", "a `path` of its own"],
        ),
        (
            "path = \"a-b\"\ninputs = [\"shop.wsdl\"]\n[[module]]\npath = \"a_b\"\ninputs = [\"shop.wsdl\"]\n",
            2,
            ["shop.toml:7:1", "two modules stand at `a_b`", "a `path` of its own"],
        ),
        ("secrets = [\"Nope\"]\n", 1, ["shop.toml:5:12", "no element or property is called `Nope`", "Type.Name"]),
        (
            "outcome = { succeeded = \"Done\", exception = \"Why\", message = \"Text\" }\n",
            1,
            ["shop.toml:5:11", "no response carries a header block `Done`", "header blocks"],
        ),
    ] {
        let (run, text) = configured(settings, &["shop.wsdl"]);
        assert_eq!(run.code, code, "{}", run.err);
        for part in parts {
            assert!(run.err.contains(part), "{part} in\n{}", run.err);
        }
        assert_eq!(text, "", "nothing is written");
    }
}

#[test]
fn descriptions_are_named_in_one_place() {
    for (settings, more, part) in [
        ("inputs = [\"shop.wsdl\"]\n", &["shop.wsdl"] as &[&str], "name them in one place"),
        ("path = \"one\"\n[[module]]\npath = \"two\"\n", &["shop.wsdl"], "name them in one place"),
        ("", &[], "a `[[module]]` without descriptions"),
        ("", &["shop.wsdl", "--name", "a b"], "`a b` cannot be the name of a crate"),
    ] {
        let (run, _) = configured(settings, more);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(part), "{part} in\n{}", run.err);
    }
    let run = bindery(&["generate", "shop.wsdl", "--out", "nowhere", "--config", "shop.tmol"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no file or folder `shop.tmol`"), "{}", run.err);
}
