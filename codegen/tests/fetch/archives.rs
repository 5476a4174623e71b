//! Archives, and what may be wrong with them.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    SHOP, error, get,
    server::{Server, answer},
    store,
};

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An archive with some bytes in it replaced by as many others, wherever they stand.
fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> =
        bytes.windows(from.len()).enumerate().filter(|(_, it)| *it == from).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    places.iter().for_each(|at| bytes[*at..*at + to.len()].copy_from_slice(to));
    bytes
}

fn served(bytes: Vec<u8>) -> (Server, String) {
    let server = Server::start(move |_| answer("200 OK", "Content-Type: application/zip\r\n", &bytes));
    let url = server.url("/wsdl.zip");
    (server, url)
}

#[test]
fn descriptions_are_taken_with_their_folders() {
    let text = SHOP.replace('\n', "\r\n");
    let (_server, url) =
        served(archive(&[("v1/Shop.wsdl", text.as_bytes()), ("readme.txt", b"x"), ("v2/Shop.wsdl", SHOP.as_bytes())]));
    let fetched = get(&url).unwrap();
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(store(&fetched, folder.path()).unwrap().added, ["v1/Shop.wsdl", "v2/Shop.wsdl"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("v1/Shop.wsdl")).unwrap(), SHOP);
    assert_eq!(fetched.notes, ["1 files of the archive are no descriptions and were passed over"]);
}

#[test]
fn archives_that_lie_or_lead_outside_are_refused() {
    let one = |name: &str| archive(&[(name, SHOP.as_bytes())]);
    let size = u32::try_from(SHOP.len()).unwrap();
    let mut link = ZipWriter::new(Cursor::new(Vec::new()));
    link.add_symlink("link.wsdl", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let link = link.finish().unwrap().into_inner();
    let long = vec![b' '; 2 << 20];
    let many: Vec<String> = (0..21).map(|number| format!("{number}.wsdl")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"<a/>".as_slice())).collect();
    for (bytes, code, part) in [
        (patched(one("aa/evil.wsdl"), b"aa/", b"../"), "fetch::archive", "`../evil.wsdl` leads out of the folder"),
        (patched(one("a/aa/evil.wsdl"), b"/aa/", b"/../"), "fetch::archive", "leads out of the folder"),
        (patched(one("aetc/evil.wsdl"), b"aetc", b"/etc"), "fetch::archive", "leads out of the folder"),
        (patched(one("C_/evil.wsdl"), b"C_/", b"C:/"), "fetch::archive", "leads out of the folder"),
        (patched(one("a_b_evil.wsdl"), b"a_b_", b"..\\_"), "fetch::archive", "leads out of the folder"),
        (link, "fetch::archive", "`link.wsdl` is a link"),
        (
            patched(archive(&[("a.wsdl", b"<a/>"), ("b.wsdl", b"<b/>")]), b"b.wsdl", b"A.wsdl"),
            "fetch::archive",
            "stands in it twice",
        ),
        (patched(one("a.wsdl"), &size.to_le_bytes(), &(size - 1).to_le_bytes()), "fetch::archive", "a.wsdl"),
        (archive(&many), "fetch::limit", "`files` of 20"),
        (archive(&[("a.wsdl", &long)]), "fetch::limit", "`file_bytes`"),
        (archive(&[("readme.txt", b"x")]), "fetch::archive", "holds no description"),
        (one("a.wsdl")[..200].to_vec(), "fetch::archive", "damaged"),
    ] {
        let (_server, url) = served(bytes);
        let (found, text) = error(&url);
        assert!(found == code && text.contains(part), "{part}: {found}: {text}");
    }
}
