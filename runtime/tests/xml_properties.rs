//! Any record survives being written and read, and any text is read or refused. That documents are tokenized as quick-xml
//! does is a test of the workspace.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_runtime::xml::{Cursor, DecodeError, Limits};
use proptest::prelude::*;
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

/// Reads a document to its end, or to what is wrong with it.
fn walk(xml: &str) -> Result<(), DecodeError> {
    let mut cursor = Cursor::new(xml, Limits::default())?;
    cursor.child()?;
    while cursor.depth() > 0 {
        cursor.content()?;
    }
    cursor.finish()
}

proptest! {
    #[test]
    fn any_record_survives(presences in prop::option::of(prop::collection::vec(presence(), 0..5))) {
        let record = Presences { presence: presences };
        prop_assert_eq!(read::<Presences>(&write(&record)), record);
    }

    #[test]
    fn no_text_makes_the_reader_panic(xml in "(<|>|/|!|\\?|\\[|\\]|&|;|#|a|b:|=|'|\"| |-|xmlns|CDATA|\u{FFFD}|\u{1}){0,40}") {
        let _ = walk(&xml);
        let _ = walk(&format!("<r>{xml}</r>"));
        let _ = walk(&format!("<r {xml}/>"));
    }
}
