//! `bindery generate` and `bindery fetch` with a lock file.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
    path::Path,
    process::Command,
};

use crate::{bindery, here};

/// A folder with a configuration that names a description.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(here().join("shop.wsdl"), folder.path().join("shop.wsdl")).unwrap();
    let config = "[crate]\nname = \"shop\"\n[[module]]\ninputs = [\"shop.wsdl\"]\n";
    fs::write(folder.path().join("bindings.toml"), config).unwrap();
    folder
}

fn generate(folder: &Path, more: &[&str]) -> crate::Run {
    let (config, out) = (folder.join("bindings.toml"), folder.join("out"));
    let mut arguments = vec!["generate", "--config", config.to_str().unwrap(), "--out", out.to_str().unwrap()];
    arguments.extend(more);
    bindery(&arguments)
}

#[test]
fn a_changed_input_is_said_and_refused_where_it_is_locked() {
    let folder = project();
    let run = generate(folder.path(), &["--locked"]);
    assert_eq!(run.code, 6, "there is no lock yet: {}", run.err);
    assert!(!folder.path().join("out/src").exists());
    let run = generate(folder.path(), &[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lock = fs::read_to_string(folder.path().join("bindings.lock")).unwrap();
    assert!(
        lock.contains("path = \"shop.wsdl\"")
            && lock.contains("\"type {urn:example:shop}Article\" = { type = \"Article\" }"),
        "{lock}"
    );
    assert_eq!(generate(folder.path(), &["--locked"]).code, 0);

    let file = folder.path().join("shop.wsdl");
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("Orders some", "Orders")).unwrap();
    let run = generate(folder.path(), &["--locked"]);
    assert_eq!(run.code, 6);
    assert!(run.err.starts_with("note: shop.wsdl has changed since it was locked\n"), "{}", run.err);
    assert_eq!(fs::read_to_string(folder.path().join("bindings.lock")).unwrap(), lock, "nothing is written");
    let run = generate(folder.path(), &[]);
    assert_eq!((run.code, run.err.as_str()), (0, "note: shop.wsdl has changed since it was locked\n"));
    assert_eq!(generate(folder.path(), &["--locked"]).err, "");
}

#[test]
fn renaming_is_asked_for_and_said() {
    let folder = project();
    assert_eq!(generate(folder.path(), &[]).code, 0);
    let file = folder.path().join("bindings.lock");
    let published = fs::read_to_string(&file).unwrap().replace("{ type = \"Article\" }", "{ type = \"Ware\" }");
    fs::write(&file, published).unwrap();
    let types = || fs::read_to_string(folder.path().join("out/src/types/common.rs")).unwrap();
    assert_eq!(generate(folder.path(), &[]).err, "");
    assert!(types().contains("pub struct Ware {"));
    let run = generate(folder.path(), &["--rename"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (0, "note: renamed: type {urn:example:shop}Article, type: `Ware` is now `Article`\n")
    );
    assert!(types().contains("pub struct Article {"));
}

/// Answers every request with a description; gives its address.
fn serve(text: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
                head.push(byte[0]);
            }
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", text.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(text.as_bytes()));
        }
    });
    format!("http://{address}/Shop.svc")
}

#[test]
fn what_is_fetched_is_generated_from() {
    let url = serve(fs::read_to_string(here().join("shop.wsdl")).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let fetch = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.current_dir(folder.path()).args(["fetch", &url, "--under", "shop"]).args(more);
        let output = command.env("BINDERY_TOKEN", "t0ken").output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!said.contains("t0ken"), "{said}");
        (output.status.code().unwrap(), said)
    };
    assert_eq!(fetch(&["--locked"]).0, 6);
    assert_eq!(
        fetch(&[]),
        (0, "added    shop/Shop.wsdl\n1 file in schemas: 1 added, 0 changed, 0 as they were\n".to_owned())
    );
    assert_eq!(fetch(&["--locked"]), (0, "1 file in schemas, all as they were\n".to_owned()));
    let lock = fs::read_to_string(folder.path().join("schemas/bindings.lock")).unwrap();
    assert!(
        lock.contains("path = \"shop/Shop.wsdl\"")
            && lock.contains("/Shop.svc?singleWsdl\"")
            && !lock.contains("t0ken"),
        "{lock}"
    );
    // Generating finds the lock above the description, and puts the names into it.
    let (input, out) = (folder.path().join("schemas/shop"), folder.path().join("out"));
    let run = bindery(&["generate", input.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let named = fs::read_to_string(folder.path().join("schemas/bindings.lock")).unwrap();
    assert!(named.starts_with(&lock) && named.contains("\n[names.shop]\n"), "{named}");

    let nowhere = folder.path().join("elsewhere");
    let run = bindery(&["fetch", "file:///etc/passwd", "--out", nowhere.to_str().unwrap()]);
    assert_eq!(run.code, 7);
    assert!(run.err.contains("only http and https are fetched") && !nowhere.exists(), "{}", run.err);
}
