//! Servers that do what they should not.

use std::io::Write as _;

use bindery_codegen::fetch::{Agents, Request, fetch};
use flate2::{Compression, write::GzEncoder};

use crate::{
    SHOP, error, get, get_with,
    server::{Reply, Server, answer, html, not_found, redirect, xml},
    settings,
};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn what_is_no_description_is_named() {
    let server = Server::start(|target| match target {
        "/login" => html("<!DOCTYPE html><html><form>Log in</form></html>"),
        "/Login.svc?wsdl" | "/Login.svc?singleWsdl" => html("<html><form>Log in</form></html>"),
        "/soap" => xml("<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'/>"),
        "/empty" => answer("200 OK", "", b""),
        "/binary" => answer("200 OK", "Content-Type: image/png\r\n", b"\x89PNG\xff\xfe"),
        "/401" => answer("401 Unauthorized", "", b""),
        _ => not_found(),
    });
    for (target, code, text) in [
        ("/login", "fetch::unexpected", "expected a WSDL, got text/html (a web page, perhaps a log-in form)"),
        ("/Login.svc", "fetch::unexpected", "expected a WSDL, got text/html (a web page, perhaps a log-in form)"),
        ("/soap", "fetch::unexpected", "expected a WSDL, got text/xml (XML of another kind)"),
        ("/empty", "fetch::unexpected", "expected a WSDL, got no media type (it is empty)"),
        ("/binary", "fetch::unexpected", "expected a WSDL, got image/png (no text: byte 0 begins no UTF-8 character)"),
        ("/gone.wsdl", "fetch::status", "the server answered 404 Not Found"),
        ("/Gone.svc", "fetch::status", "the server answered 404 Not Found"),
        ("/401", "fetch::status", "the server answered 401 Unauthorized"),
    ] {
        assert_eq!(error(&server.url(target)), (code, text.to_owned()), "{target}");
    }
}

#[test]
fn answers_that_end_early_are_not_kept() {
    let half = &SHOP[..SHOP.len() / 2];
    let short = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{half}", SHOP.len());
    let closed = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{half}");
    let chunked = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{half}\r\n", half.len());
    let zipped = gzip(SHOP.as_bytes());
    let server = Server::start(move |target| match target {
        "/short" => Reply::Raw(short.clone().into()),
        "/chunked" => Reply::Raw(chunked.clone().into()),
        "/closed" => Reply::Raw(closed.clone().into()),
        "/gzip" => answer("200 OK", "Content-Encoding: gzip\r\n", &zipped[..zipped.len() - 20]),
        _ => Reply::Raw(Vec::new()),
    });
    for target in ["/short", "/chunked", "/gzip"] {
        let (code, text) = error(&server.url(target));
        assert_eq!(code, "fetch::truncated", "{target}: {text}");
    }
    let (code, text) = error(&server.url("/closed"));
    assert_eq!((code, text.as_str()), ("xml::malformed", "the XML is malformed: it ends within an element"));
    assert_eq!(error(&server.url("/nothing")).0, "fetch::connection");
}

#[test]
fn size_and_time_are_bounded() {
    let bomb = gzip(&vec![b' '; 4 << 20]);
    let twice = gzip(&gzip(SHOP.as_bytes()));
    let good = gzip(SHOP.as_bytes());
    let server = Server::start(move |target| match target {
        "/endless" => Reply::Endless,
        "/silent" => Reply::Silent,
        "/said" => Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".to_vec()),
        "/bomb" => answer("200 OK", "Content-Encoding: gzip\r\n", &bomb),
        "/twice" => answer("200 OK", "Content-Encoding: gzip, gzip\r\n", &twice),
        "/brotli" => answer("200 OK", "Content-Encoding: br\r\n", b"?"),
        _ => answer("200 OK", "Content-Encoding: gzip\r\n", &good),
    });
    for target in ["/endless", "/said", "/bomb"] {
        let (code, text) = error(&server.url(target));
        assert!(code == "fetch::limit" && text.contains("`file_bytes`"), "{target}: {code} {text}");
    }
    for (target, name) in [("/twice", "gzip, gzip"), ("/brotli", "br")] {
        assert_eq!(
            error(&server.url(target)),
            ("fetch::encoding", format!("the answer is compressed as `{name}`, which was not asked for"))
        );
    }
    assert_eq!(get(&server.url("/shop.wsdl")).unwrap().descriptions[0].text, SHOP);

    let mut hasty = settings();
    hasty.limits.request_time = std::time::Duration::from_millis(300);
    let late = get_with(&server.url("/silent"), &hasty).unwrap_err();
    assert!(late.code == "fetch::limit" && late.message.contains("`request_time`"), "{late}");
    hasty.limits.total_time = std::time::Duration::ZERO;
    assert!(get_with(&server.url("/silent"), &hasty).unwrap_err().message.contains("`total_time`"));
}

#[test]
fn redirects_and_imports_are_checked() {
    let importing = |location: &str| {
        SHOP.replacen("    <xs:schema ", &format!("<xs:schema targetNamespace=\"urn:x\"><xs:import namespace=\"urn:y\" schemaLocation=\"{location}\"/></xs:schema><xs:schema "), 1)
    };
    let server = Server::start(move |target| match target {
        "/loop" => redirect("/loop"),
        "/file" => redirect("file:///etc/passwd"),
        "/ftp" => redirect("ftp://127.0.0.1/x"),
        "/with" => redirect("http://user:secret@127.0.0.1/"),
        "/nowhere" => answer("302 Found", "", b""),
        "/import-file" => xml(&importing("file:///etc/passwd")),
        "/import-html" => xml(&importing("/page.html")),
        "/page.html" => html("<html/>"),
        // Each schema imports another one that was never heard of.
        _ => {
            let next = target.rsplit('/').next().and_then(|n| n.parse::<u32>().ok()).unwrap_or(0) + 1;
            xml(&importing(&format!("/chain/{next}")))
        }
    });
    for (target, code, part) in [
        ("/loop", "fetch::limit", "`redirects` of 5"),
        ("/file", "fetch::address", "the server leads to `file`: only http and https are fetched"),
        ("/ftp", "fetch::address", "the server leads to `ftp`"),
        ("/with", "fetch::redirect", "credentials in it"),
        ("/nowhere", "fetch::redirect", "does not say where to"),
        ("/import-file", "fetch::address", "the server leads to `file`"),
        ("/import-html", "fetch::unexpected", "expected a WSDL or a schema, got text/html"),
        ("/chain/0", "fetch::limit", "`files` of 20"),
    ] {
        let (found, text) = error(&server.url(target));
        assert!(found == code && text.contains(part) && !text.contains("secret"), "{target}: {found}: {text}");
    }
}

#[test]
fn addresses_that_cannot_be_fetched() {
    for (url, code) in [
        ("file:///etc/passwd", "fetch::address"),
        ("User.svc", "fetch::address"),
        ("https://u:s3cret@host/", "fetch::credentials"),
    ] {
        let error = get(url).unwrap_err();
        assert!(error.code == code && !error.to_string().contains("s3cret"), "{error}");
    }
}

#[test]
fn agents_that_are_not_offered_are_named_or_missing() {
    let server = Server::start(|target| match target {
        "/S88/Chat.svc?singleWsdl" | "/S88/User.svc?wsdl" => xml(SHOP),
        _ => not_found(),
    });
    let fetch = |agents| fetch(&Request { url: server.url("/S88"), agents }, &settings(), &mut |_, _, _| {});
    let all = fetch(Agents::All).unwrap();
    let paths: Vec<&str> = all.descriptions.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["Chat.wsdl", "User.wsdl"]);
    assert!(all.notes[0].starts_with("not offered here: AI, ") && !all.notes[0].contains("Chat"), "{:?}", all.notes);
    assert_eq!(fetch(Agents::Named(vec!["Chat".into(), "Sale".into()])).unwrap_err().code, "fetch::status");
    assert_eq!(fetch(Agents::Named(vec!["../Chat".into()])).unwrap_err().code, "fetch::agents");
    assert_eq!(fetch(Agents::Named(vec!["User".into()])).unwrap().descriptions.len(), 1);
}
