//! JSON that is deep, large, repeated or made up: bounded, linear, and the same again after a round trip.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod json;

use std::time::{Duration, Instant};

use bindery_runtime::{
    json::{Decoder, decode, encode},
    record::{Flags, Maybe, Shape, Slot, field},
    xml::{Limits, Tolerance},
};
use json::{Availability, Everything, Level, Presence, Presences, Shelf, everything};
use proptest::prelude::*;

fn row() -> bindery_runtime::record::Field {
    field("", "", Shape::record(&json::EVERYTHING), Flags::REQUIRED)
}

#[test]
fn nesting_is_bounded_wherever_it_stands() {
    for name in ["free", "unknown", "text", "tags"] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested =
                |depth: usize| format!("{{\"id\":1,\"{name}\":{}1{}}}", open.repeat(depth), close.repeat(depth));
            let error = decode::<Everything>(nested(1_000_000).as_bytes()).unwrap_err().to_string();
            let bounded =
                error.contains("expected at most 128 levels of nesting (the limit `depth`), found one more level");
            assert!(bounded || name == "text" || name == "tags", "{name}: {error}");
            if name == "free" || name == "unknown" {
                decode::<Everything>(nested(127).as_bytes()).unwrap();
                decode::<Everything>(nested(128).as_bytes()).unwrap_err();
            }
        }
    }
    let deep = format!("{{\"id\":1,\"free\":{}{}}}", "[".repeat(5), "]".repeat(5));
    let limits = Limits { depth: 3, ..Limits::default() };
    let mut record = Everything::default();
    let error =
        Decoder::new(deep.as_bytes()).unwrap().limits(limits).read(Slot::Record(&mut record), &row()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.free[0][0]: expected at most 3 levels of nesting (the limit `depth`), found one more level (line 1, column 18)"
    );
    // However deep a user allows it to be, the stack is not exhausted.
    let limits = Limits { depth: usize::MAX, ..Limits::default() };
    let deep = format!("{{\"id\":1,\"free\":{}", "[".repeat(1_000_000));
    let mut record = Everything::default();
    Decoder::new(deep.as_bytes()).unwrap().limits(limits).read(Slot::Record(&mut record), &row()).unwrap_err();
}

#[test]
fn reading_is_linear_in_the_document() {
    let start = Instant::now();
    let many = |what: &dyn Fn(usize) -> String, count: usize| {
        format!("{{\"id\":1{}}}", (0..count).map(what).collect::<String>())
    };
    for document in [
        many(&|number| format!(",\"x{number}\":{number}"), 200_000),
        many(&|_| ",\"text\":\"again\"".to_owned(), 200_000),
        format!("{{\"id\":1,\"text\":\"{}\"}}", "\\u00e6".repeat(500_000)),
        format!("{{\"id\":1,\"ratio\":{}}}", "1".repeat(300)),
        format!(
            "{{\"id\":1,\"counts\":{{{}\"z\":1}}}}",
            (0..200_000).map(|n| format!("\"k{n}\":{n},")).collect::<String>()
        ),
    ] {
        decode::<Everything>(document.as_bytes()).unwrap();
    }
    let lists: String = (0..50_000).map(|_| "{\"id\":\"a\",\"extra\":[{\"id\":\"b\"}]},").collect();
    let union = format!("{{\"answer\":{{\"value\":[{lists}{{\"id\":\"z\"}}]}}}}");
    decode::<Presences>(union.as_bytes()).unwrap();
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn numbers_of_any_length_are_bounded() {
    let nines = "9".repeat(1_000_000);
    for (field, number) in [
        ("id", nines.as_str()),
        ("id", "1e400000000"),
        ("id", "-1e-400000000"),
        ("big", nines.as_str()),
        ("ratio", nines.as_str()),
        ("ratio", "-1e400000000"),
    ] {
        let document =
            if field == "id" { format!("{{\"id\":{number}}}") } else { format!("{{\"id\":1,\"{field}\":{number}}}") };
        let error = decode::<Everything>(document.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("$.{field}: expected a")) && error.len() < 1_000, "{field}: {error}");
    }
    decode::<Everything>(br#"{"id":1,"ratio":1e-400000000}"#).unwrap();
}

#[test]
fn what_is_not_utf8_is_refused_where_it_stands() {
    let error = decode::<Everything>(b"{\"id\":1,\n\"text\":\"\xff\"}").unwrap_err();
    assert_eq!(error.to_string(), "$: expected UTF-8, found the byte 0xff (line 2, column 9)");
    decode::<Everything>(b"\xff\xfe{\x00}\x00").unwrap_err();
}

#[test]
fn serde_reads_and_writes_what_the_codec_does() {
    let record = everything();
    let text = encode(&record).unwrap();
    assert_eq!(serde_json::to_string(&record).unwrap(), String::from_utf8(text.clone()).unwrap());
    assert_eq!(serde_json::from_slice::<Everything>(&text).unwrap(), record);
    for document in [
        r#"{"id":1,"name":"","pets":[{"petType":"cat","lives":9},{"petType":"eel","x":[1]}]}"#,
        r#"{"id":1,"name":"","pets":[]}"#,
    ] {
        let shelf: Shelf = serde_json::from_str(document).unwrap();
        assert_eq!(serde_json::to_string(&shelf).unwrap(), document);
    }
    let open = r##"{"id":"x","@odata.type":"#p","rank":3}"##;
    assert_eq!(serde_json::to_string(&serde_json::from_str::<Presence>(open).unwrap()).unwrap(), open);
    let error = |text: &str| serde_json::from_str::<Everything>(text).map(drop).unwrap_err().to_string();
    assert_eq!(error(r#"{"text":""}"#), "missing field `id` at line 1 column 11");
    assert_eq!(error(r#"{"id":1,"id":2}"#), "duplicate field `id` at line 1 column 12");
    assert!(
        error(r#"{"id":"x"}"#).starts_with("invalid type: string \"x\", expected i32"),
        "{}",
        error(r#"{"id":"x"}"#)
    );
    assert_eq!(serde_json::from_str::<Everything>(r#"{"id":1,"note":null}"#).unwrap().note, Maybe::Null);
    // Formats other than JSON too.
    let value = serde_json::to_value(&record).unwrap();
    assert_eq!(serde_json::from_value::<Everything>(value).unwrap(), record);
}

fn records() -> impl Strategy<Value = Everything> {
    let texts = proptest::option::of(proptest::collection::vec(".*", 0..4));
    let numbers = (any::<i32>(), any::<Option<i64>>(), any::<Option<i16>>(), any::<Option<u64>>());
    let double =
        proptest::option::of(proptest::num::f64::NORMAL | proptest::num::f64::ZERO | proptest::num::f64::SUBNORMAL);
    let note = prop_oneof![Just(Maybe::Absent), Just(Maybe::Null), ".*".prop_map(Maybe::Value)];
    let counts = proptest::option::of(proptest::collection::vec((".*", any::<Option<i32>>()), 0..4));
    let level = prop_oneof![Just(Level::Low), Just(Level::High), "[3-9]|[a-z\" ,]{1,4}".prop_map(Level::Unknown)];
    let availability = prop_oneof![Just(Availability::Away), "[b-z]{1,9}".prop_map(Availability::Unknown)];
    (numbers, proptest::option::of(".*"), any::<Option<bool>>(), double, texts, note, counts, level, availability)
        .prop_map(|((id, big, small, unsigned), text, flag, ratio, tags, note, counts, level, availability)| {
            Everything {
                id,
                big,
                small,
                unsigned,
                text,
                flag,
                ratio,
                tags,
                note,
                counts: counts.map(|counts| counts.into_iter().collect()),
                level: Some(level),
                availability: Some(availability),
                ..Default::default()
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_record_comes_back(record in records()) {
        let text = encode(&record).unwrap();
        // Another reader finds well-formed JSON with the same values.
        let again: serde_json::Value = serde_json::from_slice(&text).unwrap();
        prop_assert_eq!(again.get("id").and_then(serde_json::Value::as_i64), Some(i64::from(record.id)));
        prop_assert_eq!(again.get("text").and_then(|text| text.as_str().map(str::to_owned)), record.text.clone());
        // `serde_json` itself rounds doubles in passing: everything else comes back through it too.
        let through = Everything { ratio: record.ratio, ..serde_json::from_slice(&text).unwrap() };
        prop_assert_eq!(&through, &record);
        let mut read = Everything::default();
        let decoder = Decoder::new(&text).unwrap().tolerance(Tolerance::Strict);
        let level = record.level.clone();
        match decoder.read(Slot::Record(&mut read), &row()) {
            Ok(_) => prop_assert_eq!(read, record),
            // An unknown value of an integer enumeration that is text is kept, and is no integer.
            Err(error) => prop_assert!(matches!(level, Some(Level::Unknown(_))), "{}", error),
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[\\[\\]{}\",:a-z0-9\\\\eE.+\\- ]{0,60}", cut in 0_usize..400) {
        let _ = decode::<Everything>(text.as_bytes());
        let whole = encode(&everything()).unwrap();
        let _ = decode::<Everything>(&whole[..cut.min(whole.len())]);
        let mut broken = whole.clone();
        let place = cut.min(broken.len() - 1);
        broken[place] = text.bytes().next().unwrap_or(b'x');
        let ours = decode::<Everything>(&broken).is_ok();
        // What another reader takes for no JSON at all, we do not take either.
        prop_assert!(!ours || serde_json::from_slice::<serde_json::Value>(&broken).is_ok());
    }
}

#[test]
fn the_documented_presences_come_back() {
    for document in [
        r#"{"id":"fa8bf3dc-eca7-46b7-bad1-db199b62afc3","availability":"Available","activity":"Available","outOfOfficeSettings":{"message":null,"isOutOfOffice":false},"sequenceNumber":"A0129311063","workLocation":{"workLocationType":"office","source":"automatic","placeId":"eb706f15-137e-4722-b4d1-b601481d9251"}}"#,
        r#"{"id":"66825e03-7ef5-42da-9069-724602c31f6b","availability":"DoNotDisturb","activity":"Presenting","outOfOfficeSettings":{"message":null,"isOutOfOffice":false},"sequenceNumber":"A0129311063"}"#,
    ] {
        let presence: Presence = decode(document.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(encode(&presence).unwrap()).unwrap(), document);
    }
    // Documented as a list where the metadata says one: read as what it is, and written back so.
    let list = r#"{"answer":{"value":[{"id":"dc74d9bb-6afe-433d-8eaa-e39d80d3a647","availability":"Away","activity":"BeRightBack"}]}}"#;
    let read: Presences = decode(list.as_bytes()).unwrap();
    assert!(matches!(&read.answer, json::Answer::List(list) if list.value[0].availability == Some(Availability::Away)));
    assert_eq!(String::from_utf8(encode(&read).unwrap()).unwrap(), list);
}
