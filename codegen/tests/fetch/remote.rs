//! References to other hosts, which are followed where that is asked for.

use std::{fs, path::Path, process::Command, sync::Arc};

use bindery_codegen::{
    Reading,
    fetch::Remote,
    model::TypeKind,
    read,
    source::{Options, Source},
};

use crate::{
    SHOP,
    references::{api, yaml},
    server::{Server, html, not_found, redirect, xml},
    settings,
};

/// A server with parts that lead to one another in a circle.
fn parts() -> Server {
    Server::start(|target| match target {
        "/types/user.yaml" => {
            yaml("User: {type: object, properties: {pet: {$ref: 'sub/pet.yaml#/Pet'}, name: {type: string}}}\n")
        }
        "/types/sub/pet.yaml" => {
            yaml("Pet: {type: object, properties: {owner: {$ref: '../user.yaml#/User'}, kind: {$ref: /kind.yaml}}}\n")
        }
        "/kind.yaml" => yaml("type: string\nenum: [dog, cat]\n"),
        "/moved.yaml" => redirect("/types/user.yaml"),
        "/bad.yaml" => yaml("User: {type: object, properties: {x: {$ref: 'file:///etc/passwd'}}}\n"),
        "/page.yaml" => html("<html><form>Log in</form></html>"),
        _ => not_found(),
    })
}

fn reading(text: &str, allow_private: bool) -> (Reading, Arc<Remote>) {
    let mut settings = settings();
    settings.allow_private = allow_private;
    let remote = Arc::new(Remote::new(&settings));
    let options = Options { remote: Some(Arc::clone(&remote) as _), ..Options::default() };
    (read(vec![Source::new("api.yaml", text)], &options), remote)
}

fn fields(reading: &Reading, name: &str) -> Vec<String> {
    let ty = reading.api.types.iter().find(|ty| ty.name.local == name).unwrap_or_else(|| panic!("no type {name}"));
    let TypeKind::Struct(ty) = &ty.kind else { panic!("{ty:?}") };
    ty.fields.iter().map(|field| field.name.local.clone()).collect()
}

#[test]
fn remote_documents_are_fetched_once_and_named_by_their_address() {
    let server = parts();
    let user = server.url("/types/user.yaml");
    let text = api(&format!("{user}#/User")).replace("name: {type: string}", &format!("one: {{$ref: '{user}#/User'}}"));
    let (reading, remote) = reading(&text, true);
    assert_eq!((reading.diagnostics.as_slice(), reading.ledger.losses.as_slice()), ([].as_slice(), [].as_slice()));
    assert_eq!(
        (fields(&reading, "User"), fields(&reading, "Pet")),
        (vec!["pet".into(), "name".into()], vec!["owner".into(), "kind".into()])
    );
    assert_eq!(server.heads().len(), 3);
    assert!(remote.failures().is_empty());
    let user = reading.api.types.iter().find(|ty| ty.name.local == "User").unwrap();
    assert_eq!(user.origin.to_string(), server.url("/types/user.yaml:1:1"));
    let paths: Vec<&str> = reading.sources.paths().collect();
    let urls = ["/types/user.yaml", "/types/sub/pet.yaml", "/kind.yaml"].map(|target| server.url(target));
    assert_eq!(paths, ["api.yaml", &*urls[0], &*urls[1], &*urls[2]]);
}

#[test]
fn references_of_a_document_that_moved_begin_where_it_is() {
    let server = parts();
    let (reading, _) = reading(&api(&format!("{}#/User", server.url("/moved.yaml"))), true);
    assert_eq!(fields(&reading, "Pet"), ["owner", "kind"]);
}

#[test]
fn private_addresses_are_refused_and_not_asked() {
    let server = parts();
    let (_, remote) = reading(&api(&format!("{}#/User", server.url("/types/user.yaml"))), false);
    let [failure] = &*remote.failures() else { panic!("one failure") };
    assert_eq!(failure.code, "fetch::private");
    assert!(failure.message.contains("leads to the private address 127.0.0.1"), "{failure}");
    assert_eq!(failure.labels[0].origin.to_string(), "api.yaml:5:111");
    assert!(server.heads().is_empty());
}

#[test]
fn faults_are_told_with_the_place_of_the_reference() {
    let server = parts();
    for (target, code, part) in [
        ("/gone.yaml", "fetch::status", "the server answered 404"),
        ("/page.yaml", "fetch::unexpected", "got text/html (a web page"),
        ("/bad.yaml", "fetch::address", "only http and https are fetched"),
    ] {
        let (_, remote) = reading(&api(&format!("{}#/User", server.url(target))), true);
        let failures = remote.failures();
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert!(failures[0].code == code && failures[0].message.contains(part), "{target}: {}", failures[0]);
        let text = failures[0].to_string();
        assert!(text.contains("api.yaml:5:111") || text.contains(&format!("{}:1:", server.url(target))), "{text}");
    }
    let (_, remote) = reading(&api("https://u:s3cret@127.0.0.1/x.yaml"), true);
    let text = remote.failures()[0].to_string();
    assert!(text.contains("holds credentials") && !text.contains("s3cret"), "{text}");
}

#[test]
fn imports_of_xml_are_followed_as_well() {
    let schema = SHOP.find("    <xs:schema").unwrap()..SHOP.find("    </xs:schema>").unwrap() + 18;
    let inner = SHOP[schema.clone()].trim().replacen(
        "<xs:schema ",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:tns=\"urn:example:shop\" ",
        1,
    );
    let server = Server::start(move |target| if target == "/shop.xsd" { xml(&inner) } else { not_found() });
    let import = format!(
        "<xs:schema targetNamespace=\"urn:example:shop\"><xs:import namespace=\"http://www.w3.org/2001/XMLSchema\" schemaLocation=\"{}\"/><xs:include schemaLocation=\"{}\"/></xs:schema>\n",
        server.url("/standard.xsd"),
        server.url("/shop.xsd")
    );
    let text = format!("{}{import}{}", &SHOP[..schema.start], &SHOP[schema.end..]);
    let (reading, remote) = reading(&text, true);
    assert!(remote.failures().is_empty());
    assert_eq!((reading.diagnostics.as_slice(), reading.api.operations().count()), ([].as_slice(), 1));
    assert_eq!(server.heads().len(), 1, "nobody is asked for what a standard defines");
}

/// Runs `bindery generate` over a configuration in a folder.
fn generate(folder: &Path, more: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.current_dir(folder).args(["generate", "--config", "bindings.toml", "--out", "out"]).args(more);
    let output = command.env("BINDERY_TOKEN", "t0ken").output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_lock_knows_what_was_fetched() {
    let server = Server::start({
        let asked = std::sync::atomic::AtomicUsize::new(0);
        move |_| match asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
            0 | 1 => yaml("User: {type: object, properties: {name: {type: string}}}\n"),
            2 => yaml("User: {type: object, properties: {alias: {type: string}}}\n"),
            _ => not_found(),
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let url = server.url("/user.yaml");
    fs::write(folder.path().join("api.yaml"), api(&format!("{url}#/User"))).unwrap();
    fs::write(folder.path().join("bindings.toml"), "[crate]\nname = \"staff\"\n[[module]]\ninputs = [\"api.yaml\"]\n")
        .unwrap();
    let out = folder.path().join("out");

    let (code, err) = generate(folder.path(), &["--strict"]);
    assert!(code == 3 && !out.join("src").exists() && server.heads().is_empty(), "{err}");
    let (code, err) = generate(folder.path(), &["--allow-remote"]);
    assert!(
        code == 7 && err.contains("fetch::private") && err.contains("--allow-private") && !out.join("src").exists(),
        "{err}"
    );
    assert!(server.heads().is_empty());

    let remote = ["--allow-remote", "--allow-private", "--strict"];
    assert_eq!(generate(folder.path(), &remote), (0, String::new()));
    let lock = fs::read_to_string(folder.path().join("bindings.lock")).unwrap();
    assert!(lock.contains(&format!("[[input]]\npath = \"{url}\"\nsha256 = ")), "{lock}");
    let types = fs::read_to_string(out.join("src/types/common.rs")).unwrap();
    assert!(
        types.contains("Declared in `user.yaml`, line 1.") && types.starts_with("// @generated by bindery"),
        "{types}"
    );
    assert!(types.lines().take(2).any(|line| line.contains("--allow-remote")), "the command that makes it again");
    let locked = [&remote[..], &["--locked"]].concat();
    assert_eq!(generate(folder.path(), &locked), (0, String::new()));
    let (code, err) = generate(folder.path(), &locked);
    assert!(code == 6 && err.starts_with(&format!("note: {url} has changed since it was locked\n")), "{err}");
    let (code, err) = generate(folder.path(), &remote);
    assert!(code == 7 && err.contains("404") && err.contains("api.yaml"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("bindings.lock")).unwrap(), lock);
    assert!(server.heads().iter().all(|head| !head.contains("t0ken")), "no credentials are sent");
}
