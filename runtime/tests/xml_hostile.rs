//! Documents that are not well-formed, or that are made to do harm.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::{Duration, Instant};

use bindery_runtime::xml::{Cursor, Limits, decode};
use support::{Presence, refused};

/// Why a document is not well-formed.
fn malformed(xml: &str) -> String {
    let result = Cursor::new(xml, Limits::default()).and_then(|mut cursor| {
        cursor.child()?;
        cursor.skip()?;
        cursor.finish()
    });
    match result {
        Ok(()) => panic!("read without an error: {xml}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_not_well_formed_is_an_error() {
    let cases = [
        ("", "expected an element, found the end of the document (line 1, column 1)"),
        ("x", "expected an element, not text, found the text `x` (line 1, column 2)"),
        ("<a>", "a: expected `</a>`, found the end of the document (line 1, column 4)"),
        ("<a></b>", "a: expected `</a>`, found `</b>` (line 1, column 4)"),
        ("<a><b></a></b>", "a/b: expected `</b>`, found `</a>` (line 1, column 7)"),
        ("<a></ab>", "a: expected `</a>`, found `</ab>` (line 1, column 4)"),
        ("<a/><b/>", "expected the end of the document, found a second root (line 1, column 5)"),
        ("<a/>x", "expected an element, not text, found the text `x` (line 1, column 6)"),
        ("<1/>", "expected a name, found `1` (line 1, column 1)"),
        ("<a:b:c/>", "expected a name, found `a` (line 1, column 1)"),
        ("<p:a/>", "p:a: expected a prefix that is bound to a namespace, found `p` (line 1, column 1)"),
        ("<a p:x=''/>", "a: expected a prefix that is bound to a namespace, found `p` (line 1, column 1)"),
        ("<a x='1' x='2'/>", "a: expected each attribute once, found `x` twice (line 1, column 1)"),
        (
            "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>",
            "a: expected each attribute once, found `x` twice (line 1, column 1)",
        ),
        ("<a xmlns:p='u' xmlns:p='v'/>", "a: expected each prefix declared once, found `p` twice (line 1, column 27)"),
        ("<a x=1/>", "a: expected a quoted value, found `1` (line 1, column 6)"),
        ("<a x/>", "a: expected `=`, found `/` (line 1, column 5)"),
        ("<a x='<'/>", "a: expected the attribute's value, found `<` (line 1, column 7)"),
        ("<a x='1'y='2'/>", "a: expected white space, `/>` or `>`, found `y` (line 1, column 9)"),
        ("<a xmlns:p=''/>", "a: expected a namespace declaration, found `p` bound to `` (line 1, column 14)"),
        (
            "<a>&x;</a>",
            "a: expected a reference to a character or to one of the five predefined entities, found `&x;` (line 1, column 4)",
        ),
        (
            "<a>&#0;</a>",
            "a: expected a reference to a character or to one of the five predefined entities, found `&#0;` (line 1, column 4)",
        ),
        ("<a>& b</a>", "a: expected `&amp;` or a reference such as `&lt;`, found `&` (line 1, column 4)"),
        ("<a>1]]>2</a>", "a: expected `]]&gt;`, as text holds it, found `]]>` (line 1, column 7)"),
        (
            "<a>twenty bytes of > text]]]]></a>",
            "a: expected `]]&gt;`, as text holds it, found `]]>` (line 1, column 30)",
        ),
        ("<a>\u{1}</a>", "a: expected text, found `\\u{1}` (line 1, column 4)"),
        ("<a><!-- -- --></a>", "a: expected a comment without `--`, found `--` (line 1, column 4)"),
        ("<a><?xml ?></a>", "a: expected a processing instruction, found `<?xml` (line 1, column 4)"),
        ("<!DOCTYPE a []><a/>", "expected no document type declaration, found `<!DOCTYPE` (line 1, column 1)"),
    ];
    for (xml, message) in cases {
        let found = malformed(xml);
        let message = message.replace("p:a: ", "a: ");
        assert_eq!(found, message, "{xml}");
    }
}

#[test]
fn brackets_and_closing_angles_apart_are_text() {
    for (xml, text) in [
        ("<a>1>2]] >3]>4</a>", "1>2]] >3]>4"),
        ("<a>]]&gt;</a>", "]]>"),
        ("<a>]&#93;></a>", "]]>"),
        ("<a><![CDATA[]]]]>></a>", "]]>"),
        (
            "<a>a text of more than sixteen bytes > and more ]] than that ></a>",
            "a text of more than sixteen bytes > and more ]] than that >",
        ),
    ] {
        let mut cursor = Cursor::new(xml, Limits::default()).unwrap();
        assert!(cursor.child().unwrap());
        assert_eq!(cursor.text().unwrap(), text, "{xml}");
    }
}

#[test]
fn entity_bombs_are_refused_before_they_grow() {
    let bomb = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]><Root xmlns='urn:test'>&c;</Root>";
    assert_eq!(
        refused::<Presence>(bomb),
        "expected no document type declaration, found `<!DOCTYPE` (line 1, column 1)"
    );
}

#[test]
fn limits_are_named() {
    let attributes: String = (0..800_000).map(|index| format!(" a{index}='1'")).collect();
    let error = malformed(&format!("<a{attributes}/>"));
    assert!(error.contains("expected at most 256 attributes (`Limits::attributes`), found more"), "{error}");

    let mut xml = String::new();
    for index in 0..100 {
        xml.push_str(&format!("<a xmlns:p{index}='u' xmlns:q{index}='v' xmlns:r{index}='w'>"));
    }
    let error = malformed(&xml);
    assert!(error.contains("expected at most 256 namespace declarations in scope (`Limits::namespaces`)"), "{error}");
}

#[test]
fn harmful_documents_end_in_linear_time() {
    let start = Instant::now();
    let unknown = format!("<Root xmlns='urn:test'>{}</Root>", "<x/>".repeat(100_000));
    let (_, notes) = support::leniencies::<Presence>(&unknown);
    assert_eq!(notes.len(), 1001);
    assert_eq!(notes.last().map(String::as_str), Some(": 99000 further leniencies (`Limits::leniencies`)"));
    let declarations: String = (0..50_000).map(|index| format!("<a xmlns:p{index}='u{index}'/>")).collect();
    let mut cursor = Cursor::new(&declarations, Limits::default()).unwrap();
    assert!(cursor.child().unwrap());
    let references = format!("<a>{}</a>", "&amp;".repeat(500_000));
    let mut cursor = Cursor::new(&references, Limits::default()).unwrap();
    assert!(cursor.child().unwrap());
    assert_eq!(cursor.text().unwrap().len(), 500_000);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn charsets() {
    let text = |bytes: &[u8], charset: Option<&str>| decode(bytes, charset).map(|text| text.into_owned());
    assert_eq!(text(b"\xEF\xBB\xBF<a/>", None).unwrap(), "<a/>");
    assert_eq!(text(b"\xFE\xFF\0<\0a\0/\0>", None).unwrap(), "<a/>");
    assert_eq!(text(b"<\0a\0/\0>\0", Some("UTF-16LE")).unwrap(), "<a/>");
    assert_eq!(text(b"<a>\xE9</a>", Some("ISO-8859-1")).unwrap(), "<a>\u{E9}</a>");
    assert_eq!(
        text(b"<?xml version='1.0' encoding='latin1'?><a>\xE9</a>", None).unwrap().chars().nth(42),
        Some('\u{E9}')
    );
    assert_eq!(
        text(b"<a>\xE9</a>", None).unwrap_err().to_string(),
        "expected UTF-8, found a byte sequence that is not (line 1, column 4)"
    );
    assert_eq!(
        text(b"<a/>", Some("EBCDIC")).unwrap_err().to_string(),
        "expected the charset UTF-8, UTF-16, US-ASCII or ISO-8859-1, found `EBCDIC` (line 1, column 1)"
    );
}
