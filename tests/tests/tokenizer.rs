//! The cursor tokenizes the text itself; quick-xml, which does the same job by other code, is the reference for the
//! namespaces that it resolves, for any text, for our own documents, and for what it refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fs, path::Path};

use bindery_runtime::xml::{Content, Cursor, Limits};
use proptest::prelude::*;
use quick_xml::{
    NsReader, XmlVersion,
    escape::{escape, resolve_predefined_entity, unescape},
    events::{BytesStart, Event},
    name::ResolveResult,
};

/// What a tokenizer reports, one line each: starts with namespace and attributes, joined text, ends.
type Tokens = Vec<String>;

fn ours(xml: &str) -> Result<Tokens, String> {
    let text = |error: bindery_runtime::xml::DecodeError| error.to_string();
    let mut cursor = Cursor::new(xml, Limits::default()).map_err(text)?;
    let (mut tokens, mut run) = (Tokens::new(), String::new());
    if !cursor.child().map_err(text)? {
        return Err("no root".to_owned());
    }
    let mut piece = Content::Child;
    loop {
        match piece {
            Content::Text(more) => run.push_str(&more),
            Content::Child => {
                flush(&mut run, &mut tokens);
                let mut attributes: Vec<String> = cursor
                    .attributes()
                    .map(|(namespace, local, value)| format!(" {{{namespace}}}{local}={value:?}"))
                    .collect();
                attributes.sort();
                tokens.push(format!("<{{{}}}{}{}", cursor.namespace(), cursor.local(), attributes.concat()));
            }
            Content::End => {
                flush(&mut run, &mut tokens);
                tokens.push(">".to_owned());
                if cursor.depth() == 0 {
                    cursor.finish().map_err(text)?;
                    return Ok(tokens);
                }
            }
        }
        piece = cursor.content().map_err(text)?;
    }
}

fn reference(xml: &str) -> Result<Tokens, String> {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let (mut tokens, mut run, mut depth) = (Tokens::new(), String::new(), 0);
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
        let namespace = resolved(namespace)?;
        match event {
            Event::Start(start) => {
                flush(&mut run, &mut tokens);
                depth += 1;
                let attributes = attributes(&reader, &start)?;
                tokens.push(format!("<{{{namespace}}}{}{attributes}", start.local_name().into_inner()));
            }
            Event::End(_) => {
                flush(&mut run, &mut tokens);
                depth -= 1;
                tokens.push(">".to_owned());
            }
            Event::Text(text) if depth > 0 => run.push_str(&text.xml10_content()),
            Event::CData(text) => run.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|error| error.to_string())? {
                Some(character) => run.push(character),
                None => run.push_str(resolve_predefined_entity(&name.xml10_content()).ok_or("unknown entity")?),
            },
            Event::Eof if depth == 0 && !tokens.is_empty() => return Ok(tokens),
            Event::Eof => return Err("the document ends too early".to_owned()),
            _ => {}
        }
    }
}

fn attributes(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<String, String> {
    let mut found = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        found.push(format!(" {{{}}}{}={value:?}", resolved(namespace)?, local.into_inner()));
    }
    found.sort();
    Ok(found.concat())
}

fn resolved(result: ResolveResult<'_>) -> Result<String, String> {
    match result {
        // A declaration is an attribute, whose references quick-xml leaves to its caller.
        ResolveResult::Bound(namespace) => {
            unescape(namespace.into_inner()).map(|name| name.into_owned()).map_err(|error| error.to_string())
        }
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Unknown(prefix) => Err(format!("unbound prefix {prefix:?}")),
    }
}

fn flush(run: &mut String, tokens: &mut Tokens) {
    if !run.trim().is_empty() {
        tokens.push(format!("{run:?}"));
    }
    run.clear();
}

/// The documents of a folder and of those within it.
fn documents(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            documents(&entry, found);
        } else if entry.extension().is_some_and(|ending| ending == "xml") {
            found.push(fs::read_to_string(&entry).expect("text"));
        }
    }
}

#[test]
fn our_documents_are_tokenized_alike() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut found = Vec::new();
    documents(&root.join("schemas"), &mut found);
    documents(&root.join("tests/cases"), &mut found);
    assert!(found.len() > 100, "only {} documents", found.len());
    for document in found {
        let document = document.trim_start_matches('\u{feff}');
        assert_eq!(ours(document), reference(document), "{document}");
    }
}

/// Text that XML can carry.
fn text() -> impl Strategy<Value = String> {
    let allowed = |c: &char| !matches!(c, '\0'..'\t' | '\u{B}'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}');
    any::<String>().prop_map(move |text| text.chars().filter(allowed).collect())
}

/// Well-formed content: elements of several namespaces, attributes, references, CDATA sections, comments.
fn content() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        text().prop_map(|text| escape(text.as_str()).into_owned()),
        text().prop_map(|text| format!("<e x=\"{}\"/>", escape(text.as_str()))),
        text().prop_map(|text| format!("<![CDATA[{}]]>", text.replace("]]>", ""))),
        "[a-z0-9 æ世]{0,8}",
        Just("&lt;&#65;&#x1F600;&amp;".to_owned()),
        Just("<![CDATA[a < b & c]]>".to_owned()),
        Just("<!-- a comment -->".to_owned()),
        Just("<?pi some data?>".to_owned()),
        Just("<e/>".to_owned()),
        Just("<p:e p:a=\"1\" b='&quot;x&apos;'/>".to_owned()),
        Just("\r\n".to_owned()),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let tag = prop_oneof![
            Just(("a", "")),
            Just(("p:b", " xmlns:p=\"urn:other\"")),
            Just(("c", " xmlns=\"urn:c\" x=\"&#10;y\"")),
            Just(("d", " xmlns=''")),
        ];
        (tag, prop::collection::vec(inner, 0..6))
            .prop_map(|((name, attributes), inner)| format!("<{name}{attributes}>{}</{name}>", inner.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_well_formed_document_is_tokenized_alike(content in content()) {
        let document = format!("<?xml version=\"1.0\"?><r xmlns=\"urn:r\" xmlns:p=\"urn:p\">{content}</r>");
        let expected = reference(&document);
        prop_assert!(expected.is_ok(), "{expected:?}\n{document}");
        prop_assert_eq!(ours(&document), expected, "{}", document);
    }

    /// What quick-xml refuses, we refuse; we refuse more, because it leaves some of the checking to its callers.
    #[test]
    fn what_is_refused_there_is_refused_here(content in content(), at in any::<prop::sample::Index>(), with in "[<>&/\"='a:]") {
        let mut document = format!("<r xmlns=\"urn:r\" xmlns:p=\"urn:p\">{content}</r>");
        let places: Vec<usize> = document.char_indices().map(|(place, _)| place).collect();
        document.insert_str(places[at.index(places.len())], &with);
        if let Ok(tokens) = ours(&document) {
            prop_assert_eq!(Ok(tokens), reference(&document), "{}", document);
        }
    }
}
