//! What is fetched, and what stands on disk then.

use std::{fs, path::Path};

use bindery_codegen::{
    lock::{FILE, Lock},
    read,
    source::{Options, load},
};

use crate::{
    SHOP, get, get_with,
    server::{Reply, Server, answer, html, not_found, redirect, xml},
    settings, store, target,
};

/// The shop with its types elsewhere, which include one another in a circle.
fn imported(target: &str, base: &str) -> Reply {
    let start = SHOP.find("    <xs:schema").unwrap();
    let end = SHOP.find("    </xs:schema>").unwrap() + "    </xs:schema>\n".len();
    let schema = SHOP[start..end].trim().replacen(
        "<xs:schema ",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:tns=\"urn:example:shop\" ",
        1,
    );
    let include = |what: &str| format!("<xs:include schemaLocation=\"{what}\"/>");
    let asks = |text: &str, what: &str| text.replacen("\">", &format!("\">{}", include(what)), 1);
    match target {
        "/Shop.svc?wsdl" => {
            let import = format!(
                "<xs:schema targetNamespace=\"urn:example:shop\">{}</xs:schema>",
                include(&format!("{base}/Shop.svc?xsd=xsd0"))
            );
            xml(&format!("{}{import}{}", &SHOP[..start], &SHOP[end..]).replace('\n', "\r\n"))
        }
        "/Shop.svc?xsd=xsd0" => xml(&asks(&schema, "Shop.svc?xsd=xsd1")),
        "/Shop.svc?xsd=xsd1" => xml(&format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:example:shop\">{}</xs:schema>",
            include("?xsd=xsd0#top")
        )),
        // As services do that know no such query.
        "/Shop.svc?singleWsdl" => html("<html><h1>Shop Service</h1></html>"),
        _ => not_found(),
    }
}

#[test]
fn a_service_is_asked_for_one_document() {
    let server = Server::start(|target| {
        if target == "/a/Shop.svc?singleWsdl" {
            xml(&format!("\u{feff}{}", SHOP.replace('\n', "\r\n")))
        } else {
            not_found()
        }
    });
    let fetched = get(&server.url("/a/Shop.svc")).unwrap();
    let [shop] = fetched.descriptions.as_slice() else { panic!("one description") };
    assert_eq!((shop.path.as_str(), shop.text.as_str()), ("Shop.wsdl", SHOP));
    let folder = tempfile::tempdir().unwrap();
    store(&fetched, folder.path()).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("Shop.wsdl")).unwrap(), SHOP);
    let lock = Lock::load(&folder.path().join(FILE)).unwrap().unwrap();
    let input = lock.input("Shop.wsdl").unwrap();
    assert_eq!(input.source.as_deref(), Some(&*server.url("/a/Shop.svc?singleWsdl")));
    assert_eq!(input.date.as_deref(), Some("Sat, 01 Aug 2026 08:00:00 GMT"));
    assert_eq!((input.size, input.sha256.len()), (SHOP.len() as u64, 64));
}

#[test]
fn imports_are_followed_once_each_and_renamed() {
    let server = Server::start(|target| imported(target, ""));
    let fetched = get(&server.url("/Shop.svc")).unwrap();
    let paths: Vec<&str> = fetched.descriptions.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["Shop.wsdl", "Shop.xsd0.xsd", "Shop.xsd1.xsd"]);
    assert!(fetched.descriptions[0].text.contains("schemaLocation=\"Shop.xsd0.xsd\""));
    assert!(fetched.descriptions[2].text.contains("schemaLocation=\"Shop.xsd0.xsd\""));
    assert!(fetched.descriptions.iter().all(|it| !it.text.contains('\r')));
    assert_eq!(server.heads().len(), 4, "each document once, and the page of help");
    let folder = tempfile::tempdir().unwrap();
    store(&fetched, folder.path()).unwrap();
    let (sources, found) = load(&[folder.path().join("Shop.wsdl")], &Options::default());
    let reading = read(sources, &Options::default());
    assert_eq!((found, reading.diagnostics.as_slice()), (vec![], [].as_slice()));
    assert_eq!(reading.api.operations().count(), 1);
}

/// Texts and times of all files in a folder.
fn state(folder: &Path) -> Vec<(String, Vec<u8>, std::time::SystemTime)> {
    let entry = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap(), entry.metadata().unwrap().modified().unwrap())
    };
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().flatten().map(entry).collect();
    files.sort();
    files
}

#[test]
fn fetching_again_changes_nothing() {
    let server = Server::start(|target| imported(target, ""));
    let folder = tempfile::tempdir().unwrap();
    let first = store(&get(&server.url("/Shop.svc")).unwrap(), folder.path()).unwrap();
    assert_eq!((first.added.len(), first.unchanged), (3, 0));
    let before = state(folder.path());
    assert_eq!(before.len(), 4);
    let again = store(&get(&server.url("/Shop.svc")).unwrap(), folder.path()).unwrap();
    assert_eq!((again.added.len(), again.changed.len(), again.unchanged), (0, 0, 3));
    assert_eq!(state(folder.path()), before);
}

#[test]
fn what_changed_is_said_and_refused_where_it_is_locked() {
    let old = Server::start(|_| xml(SHOP));
    let new = Server::start(|_| xml(&SHOP.replace("Orders some", "Orders")));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.wsdl");
    store(&get(&old.url("/shop.wsdl")).unwrap(), folder.path()).unwrap();

    let changed = get(&new.url("/shop.wsdl")).unwrap();
    let mut locked = target(folder.path());
    locked.locked = true;
    let error = locked.store(&changed).unwrap_err();
    assert_eq!(error.code, "fetch::locked");
    assert!(error.message.starts_with("`shop.wsdl` is not what the lock says: it was sha256 "), "{error}");
    assert_eq!(fs::read_to_string(&file).unwrap(), SHOP);
    assert_eq!(store(&changed, folder.path()).unwrap().changed, ["shop.wsdl"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), changed.descriptions[0].text);

    // What somebody changed by hand is not lost.
    fs::write(&file, "mine").unwrap();
    assert_eq!(store(&changed, folder.path()).unwrap_err().code, "fetch::overwrite");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let mut overwrite = target(folder.path());
    overwrite.overwrite = true;
    assert_eq!(overwrite.store(&changed).unwrap().changed, ["shop.wsdl"]);
}

#[test]
fn nothing_is_written_outside_the_folder() {
    let server = Server::start(|_| xml(SHOP));
    let fetched = get(&server.url("/shop.wsdl")).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("schemas");
    for under in ["../x", "/x", "a/../../x", "."] {
        let mut target = target(&folder);
        target.under = under.to_owned();
        assert_eq!(target.store(&fetched).unwrap_err().code, "fetch::file", "{under}");
    }
    #[cfg(unix)]
    {
        fs::create_dir_all(&folder).unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.join("link")).unwrap();
        let mut target = target(&folder);
        target.under = "link".to_owned();
        assert_eq!(target.store(&fetched).unwrap_err().code, "fetch::link");
        fs::remove_file(folder.join("link")).unwrap();
        fs::remove_dir(&folder).unwrap();
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn documents_and_pages_are_told_by_their_content() {
    let openapi = "{\"openapi\": \"3.0.0\", \"info\": {}, \"paths\": {}}";
    let escaped = SHOP.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!("<html><body><pre>{escaped}</pre></body></html>");
    let server = Server::start(move |target| match target {
        // The media type says nothing.
        "/api/v1/openapi.json?sig=secret" => answer("200 OK", "Content-Type: text/plain\r\n", openapi.as_bytes()),
        "/api.yaml" => answer("200 OK", "", b"openapi: 3.0.0\ninfo: {}\npaths: {}\n"),
        "/docs/Shop.html" => html(&page),
        "/old" => redirect("/docs/Shop.html"),
        _ => not_found(),
    });
    let named = |target: &str| {
        let fetched = get(&server.url(target)).unwrap();
        let first = &fetched.descriptions[0];
        (first.path.clone(), first.source.clone(), first.text.clone())
    };
    let (path, source, _) = named("/api/v1/openapi.json?sig=secret");
    assert_eq!((path.as_str(), source), ("openapi.json", server.url("/api/v1/openapi.json")), "no secret is kept");
    assert_eq!(named("/api.yaml").0, "api.yaml");
    let (path, _, text) = named("/docs/Shop.html");
    let start = SHOP.find("<definitions").unwrap();
    assert_eq!((path.as_str(), text.trim()), ("Shop.wsdl", SHOP[start..].trim()));
    let (path, source, _) = named("/old");
    assert_eq!((path.as_str(), source), ("old.wsdl", server.url("/old")));
}

#[test]
fn credentials_go_to_the_address_given_and_nowhere_else() {
    let other = Server::start(|_| xml(SHOP));
    let to = other.url("/shop.wsdl");
    let home = Server::start(move |target| if target == "/shop" { redirect("/moved") } else { redirect(&to) });
    let mut settings = settings();
    settings.credentials = Some(bindery_codegen::fetch::Credentials::Token("t0ken".to_owned()));
    assert!(!format!("{settings:?}").contains("t0ken"));
    assert_eq!(get_with(&home.url("/shop"), &settings).unwrap().descriptions.len(), 1);
    let carry = |server: &Server| {
        server
            .heads()
            .iter()
            .map(|head| head.to_lowercase().contains("authorization: bearer t0ken"))
            .collect::<Vec<_>>()
    };
    assert_eq!((carry(&home), carry(&other)), (vec![true, true], vec![false]));
}
