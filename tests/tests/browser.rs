//! The HTML page of a comparison in a browser: it finds, it filters, it runs nothing that a description says, and its console
//! stays empty. Without Chromium on the machine the tests say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use bindery_codegen::{
    diff::{self, report},
    read,
    source::{Options, Source},
};
use bindery_tests::differences::{between, own};

/// What keeps the browser to itself.
const QUIET: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=5000",
];

fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let found =
        names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|it| it.is_file());
    if found.is_none() {
        eprintln!("no Chromium on this machine: the page of `bindery diff` is not looked at");
    }
    found
}

/// A page after its script has run, and what its console says.
struct Shown {
    dom: String,
    console: Vec<String>,
}

fn show(browser: &Path, page: &str, fragment: &str) -> Shown {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, page).unwrap();
    let output = Command::new(browser)
        .args(QUIET)
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg("--dump-dom")
        .arg(format!("file://{}#{fragment}", file.display()))
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    let console = log.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect();
    Shown { dom: String::from_utf8_lossy(&output.stdout).into_owned(), console }
}

/// The subjects of the rows that are shown.
fn subjects(dom: &str) -> Vec<&str> {
    let starts = dom.split(r#"<span class="subject">"#).skip(1);
    starts.map(|rest| rest.split("</span>").next().unwrap_or_default()).collect()
}

fn versions() -> String {
    report::html(&between(&own("services86"), &own("services88"))).unwrap()
}

#[test]
fn the_page_asks_for_nothing_else() {
    let page = versions();
    for outside in ["src=", "href=", "url(", "@import", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn an_error_in_a_page_would_be_seen() {
    let Some(browser) = browser() else { return };
    let shown = show(&browser, "<!doctype html><script>missing()</script>", "");
    assert!(shown.console.iter().any(|line| line.contains("missing is not defined")), "{:?}", shown.console);
}

#[test]
fn search_finds_an_operation() {
    let Some(browser) = browser() else { return };
    let shown = show(&browser, &versions(), "search=GetUserPresenceStatus");
    assert_eq!(subjects(&shown.dom), ["User.GetUserPresenceStatus"]);
    assert!(shown.dom.contains(r#"<h2><span>Operation added</span>"#));
    assert_eq!(shown.console, [""; 0]);
}

#[test]
fn search_finds_what_reaches_an_operation() {
    let Some(browser) = browser() else { return };
    let shown = show(&browser, &versions(), "search=ExecuteUserCommand&area=field");
    assert!(subjects(&shown.dom).contains(&"User.ExtraFields"), "{:?}", subjects(&shown.dom));
}

#[test]
fn filters_narrow_the_list() {
    let Some(browser) = browser() else { return };
    let page = versions();
    let breaking = show(&browser, &page, "verdict=breaking");
    assert!(
        breaking.dom.contains(r#"class="group breaking""#) && !breaking.dom.contains(r#"class="group compatible""#)
    );
    let chat = show(&browser, &page, "agent=Chat&area=operation");
    assert!(!subjects(&chat.dom).is_empty());
    assert!(subjects(&chat.dom).iter().all(|subject| subject.starts_with("Chat.")), "{:?}", subjects(&chat.dom));
    let wire = show(&browser, &page, "by=wire&direction=request&verdict=breaking");
    assert!(!subjects(&wire.dom).is_empty());
    assert!(!subjects(&wire.dom).iter().any(|subject| subject.ends_with("ExtraFields")), "{:?}", subjects(&wire.dom));
    let nothing = show(&browser, &page, "search=nothing-is-called-so");
    assert!(subjects(&nothing.dom).is_empty() && nothing.dom.contains("Nothing matches."));
    for shown in [breaking, chat, wire, nothing] {
        assert_eq!(shown.console, [""; 0]);
    }
}

#[test]
fn what_a_description_says_is_never_run() {
    let Some(browser) = browser() else { return };
    let evil = r"</script><img src=x onerror=document.title='broken'><script>document.title='broken'</script>";
    let document = |name: &str| {
        let length = name.len();
        let text = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "{name}", "version": "1"}}, "paths": {{"/x{length}": {{"get": {{"operationId": "{name}",
            "description": "{name}", "tags": ["{name}"], "responses": {{"200": {{"description": "{name}"}}}}}}}}}}}}"#
        );
        read(vec![Source::new("evil.json", text)], &Options::default())
    };
    let comparison = diff::compare(&document("plain"), &document(evil));
    let shown = show(&browser, &report::html(&comparison).unwrap(), "");
    assert!(shown.dom.contains("<title>plain → &lt;/script&gt;"), "{}", shown.dom.get(..2_000).unwrap_or_default());
    assert!(subjects(&shown.dom).iter().any(|subject| subject.contains("&lt;img src=x")), "{:?}", subjects(&shown.dom));
    assert!(!shown.dom.contains("<img"));
    assert_eq!(shown.console, [""; 0]);
}
