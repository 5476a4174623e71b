//! Any record survives being written and read; any document is tokenized as quick-xml does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_runtime::xml::{Content, Cursor, Limits};
use proptest::prelude::*;
use quick_xml::{Reader, XmlVersion, events::Event};
use support::{Presence, Presences, read, write};

/// Text that XML can carry.
fn text() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| {
        text.chars()
            .filter(|&c| !matches!(c, '\0'..'\t' | '\u{B}' | '\u{C}' | '\u{E}'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}'))
            .collect()
    })
}

prop_compose! {
    fn presence()(
        rights in prop::option::of(prop::collection::vec((text(), any::<Option<i32>>()), 0..4)),
        user_id in any::<Option<i32>>(),
        name in prop::option::of(text()),
        present in any::<Option<bool>>(),
        topics in any::<Option<Vec<i32>>>(),
    ) -> Presence {
        Presence { rights: rights.map(|pairs| pairs.into_iter().collect()), user_id, name, present, topics }
    }
}

/// What a document holds: names of elements, text, ends.
fn ours(xml: &str) -> Result<Vec<String>, String> {
    let mut cursor = Cursor::new(xml, Limits::default()).map_err(|error| error.to_string())?;
    let mut out = Vec::new();
    let mut run = |cursor: &mut Cursor<'_>| -> Result<(), bindery_runtime::xml::DecodeError> {
        cursor.child()?;
        let mut depth = 1;
        out.push(start(cursor));
        while depth > 0 {
            match cursor.content()? {
                Content::Child => {
                    depth += 1;
                    out.push(start(cursor));
                }
                Content::Text(text) => push_text(&mut out, &text),
                Content::End => {
                    depth -= 1;
                    out.push("end".to_owned());
                }
            }
        }
        cursor.finish()
    };
    run(&mut cursor).map_err(|error| error.to_string())?;
    Ok(out)
}

fn start(cursor: &Cursor<'_>) -> String {
    let attributes: Vec<_> = cursor.attributes().map(|(_, name, value)| format!("{name}={value}")).collect();
    format!("<{} {}", cursor.local(), attributes.join(" "))
}

fn push_text(out: &mut Vec<String>, text: &str) {
    match out.last_mut() {
        Some(last) if last.starts_with('"') => last.push_str(text),
        _ if text.is_empty() => {}
        _ => out.push(format!("\"{text}")),
    }
}

/// The same by quick-xml.
fn theirs(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut out = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => out.push(their_start(&tag)),
            Event::Empty(tag) => {
                out.push(their_start(&tag));
                out.push("end".to_owned());
            }
            Event::End(_) => out.push("end".to_owned()),
            Event::Text(text) => push_text(&mut out, &text.xml10_content().replace("\r\n", "\n")),
            Event::CData(text) => push_text(&mut out, &text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(character) => push_text(&mut out, &character.to_string()),
                None => push_text(&mut out, quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).unwrap()),
            },
            Event::Eof => return out,
            _ => {}
        }
    }
}

fn their_start(tag: &quick_xml::events::BytesStart<'_>) -> String {
    let attributes: Vec<_> = tag
        .attributes()
        .map(|attribute| {
            let attribute = attribute.unwrap();
            format!("{}={}", attribute.key.into_inner(), attribute.normalized_value(XmlVersion::Implicit1_0).unwrap())
        })
        .collect();
    format!("<{} {}", tag.name().into_inner(), attributes.join(" "))
}

/// Documents with everything that may stand in content.
fn document() -> impl Strategy<Value = String> {
    let escaped = || text().prop_map(|text| quick_xml::escape::escape(text.as_str()).replace('\r', "&#13;"));
    let leaf = prop_oneof![
        escaped(),
        Just("&#x41;&amp;&#66;".to_owned()),
        text().prop_map(|text| format!("<![CDATA[{}]]>", text.replace("]]>", "").replace('\r', ""))),
        "[a-z ]*".prop_map(|text| format!("<!--{text}-->")),
        Just("<?pi some thing?>".to_owned()),
        Just("\n   ".to_owned()),
    ];
    let content = leaf.prop_recursive(5, 40, 5, move |inner| {
        ("[a-z_][a-z0-9.-]{0,6}", prop::collection::vec(inner, 0..5), prop::option::of(escaped()), any::<bool>())
            .prop_map(|(name, inner, attribute, spaced)| {
                let attribute = attribute.map_or(String::new(), |value| {
                    format!(" x=\"{}\"", value.replace('\t', "&#9;").replace('\n', "&#10;"))
                });
                let space = if spaced { " " } else { "" };
                match inner.concat() {
                    inner if inner.is_empty() => format!("<{name}{attribute}{space}/>"),
                    inner => format!("<{name}{attribute}{space}>{inner}</{name}{space}>"),
                }
            })
    });
    prop::collection::vec(content, 0..6).prop_map(|parts| format!("<root>{}</root>", parts.concat()))
}

proptest! {
    #[test]
    fn any_record_survives(presences in prop::option::of(prop::collection::vec(presence(), 0..5))) {
        let record = Presences { presence: presences };
        prop_assert_eq!(read::<Presences>(&write(&record)), record);
    }

    #[test]
    fn tokens_are_those_of_quick_xml(xml in document()) {
        prop_assert_eq!(ours(&xml).unwrap(), theirs(&xml), "{}", xml);
    }

    #[test]
    fn no_text_makes_the_reader_panic(xml in "(<|>|/|!|\\?|\\[|\\]|&|;|#|a|b:|=|'|\"| |-|xmlns|CDATA|\u{FFFD}|\u{1}){0,40}") {
        let _ = ours(&xml);
        let _ = ours(&format!("<r>{xml}</r>"));
        let _ = ours(&format!("<r {xml}/>"));
    }
}
