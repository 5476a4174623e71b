//! Reading and writing JSON through tables written by hand, as emitted code has them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod json;

use bindery_runtime::{
    json::{Decoder, Direction, Writer, decode, encode},
    record::{Flags, Map, Maybe, Shape, Slot, Value as _, View, field},
    xml::{Limits, Tolerance},
};
use json::{Availability, Either, Everything, Number, Pet, Presence, Presences, Shelf, everything};
use serde_json::json;

fn written(record: &dyn bindery_runtime::record::Record) -> String {
    String::from_utf8(encode(record).unwrap()).unwrap()
}

/// The error of a document, in `Strict`.
fn refused(document: &str) -> String {
    let mut record = Everything::default();
    let row = field("", "", Shape::record(&json::EVERYTHING), Flags::REQUIRED);
    let decoder = Decoder::new(document.as_bytes()).unwrap().tolerance(Tolerance::Strict);
    decoder.read(Slot::Record(&mut record), &row).unwrap_err().to_string()
}

/// What is reported of a document, in `Report`.
fn reported(document: &str) -> (Everything, Vec<String>) {
    let mut record = Everything::default();
    let row = field("", "", Shape::record(&json::EVERYTHING), Flags::REQUIRED);
    let decoder = Decoder::new(document.as_bytes()).unwrap();
    let leniencies = decoder.read(Slot::Record(&mut record), &row).unwrap();
    (record, leniencies.iter().map(ToString::to_string).collect())
}

#[test]
fn every_kind_of_value_stands_as_its_token() {
    let text = written(&everything());
    let expected = json!({
        "id": 7, "text": "a \"quoted\" \\ line\nand \u{1} æ😀", "flag": true, "big": 9007199254740993_i64,
        "ratio": 1.5, "small": -3, "unsigned": 18446744073709551615_u64,
        "when": "2024-02-29T12:30:00.125+01:00", "key": "fa8bf3dc-eca7-46b7-bad1-db199b62afc3", "blob": "AAEC/w==",
        "availability": "Away", "level": 2, "tags": ["x", "", "y"], "counts": {"one": 1, "two": null},
        "free": {"a": [1, null, {"b": "c"}]}, "note": null, "secret": "s"
    });
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&found[name], value, "{name}");
    }
    // Numbers beyond the machine's stand with all their digits.
    assert!(text.contains("\"huge\":123456789012345678901234567890,"), "{text}");
    assert!(text.contains("\"exact\":0.1000000000000000000000000001,"), "{text}");
    assert_eq!(found.as_object().unwrap().len(), expected.as_object().unwrap().len() + 2);
    assert_eq!(decode::<Everything>(text.as_bytes()).unwrap(), everything());
}

#[test]
fn absent_null_and_value_stay_apart() {
    let read = |text: &str| decode::<Everything>(text.as_bytes()).unwrap();
    assert_eq!(read(r#"{"id":1}"#).note, Maybe::Absent);
    assert_eq!(read(r#"{"id":1,"note":null}"#).note, Maybe::Null);
    assert_eq!(read(r#"{"id":1,"note":""}"#).note, Maybe::Value(String::new()));
    for note in [Maybe::Absent, Maybe::Null, Maybe::Value("n".to_owned())] {
        let record = Everything { note, ..Default::default() };
        assert_eq!(read(&written(&record)), record);
    }
    assert_eq!(read(r#"{"id":1}"#).tags, None);
    assert_eq!(read(r#"{"id":1,"tags":[]}"#).tags, Some(Vec::new()));
    assert_eq!(read(r#"{"id":1,"counts":{}}"#).counts, Some(Map::new()));
    assert_eq!(read(r#"{"id":1,"free":null}"#).free, Some(serde_json::Value::Null));
    assert_eq!(written(&Everything { tags: Some(Vec::new()), ..Default::default() }), r#"{"id":0,"tags":[]}"#);
}

#[test]
fn properties_stand_in_any_order_with_escapes_and_white_space() {
    let text = " {\r\n\t\"t\\u0065xt\" : \"\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\" , \"id\":\n-0 } ";
    let record: Everything = decode(text.as_bytes()).unwrap();
    assert_eq!(record.text.as_deref(), Some("😀/\u{8}\u{c}\n\r\t\"\\"));
    assert_eq!(record.id, 0);
    assert_eq!(decode::<Everything>(b"\xef\xbb\xbf{\"id\":3}").unwrap().id, 3);
}

#[test]
fn numbers_are_read_by_their_value() {
    let read = |text: &str| decode::<Everything>(text.as_bytes()).unwrap();
    assert_eq!(read(r#"{"id":2.0}"#).id, 2);
    assert_eq!(read(r#"{"id":2e3}"#).id, 2000);
    assert_eq!(read(r#"{"id":1,"big":-9223372036854775808}"#).big, Some(i64::MIN));
    assert_eq!(read(r#"{"id":1,"big":9223372036854775807}"#).big, Some(i64::MAX));
    assert_eq!(read(r#"{"id":1,"ratio":5}"#).ratio, Some(5.0));
    assert_eq!(read(r#"{"id":1,"huge":1e30}"#).huge.unwrap().to_string(), "1000000000000000000000000000000");
    assert_eq!(read(r#"{"id":1,"exact":1.50e-2}"#).exact.unwrap().to_string(), "0.015");
    assert_eq!(written(&Everything { ratio: Some(1e300), ..Default::default() }), r#"{"id":0,"ratio":1e+300}"#);
    assert_eq!(written(&Everything { ratio: Some(-0.25), ..Default::default() }), r#"{"id":0,"ratio":-0.25}"#);
}

#[test]
fn values_of_the_wrong_kind_are_refused_with_path_and_position() {
    for (document, message) in [
        ("", "$: expected an object, found the end of the document (line 1, column 1)"),
        ("[]", "$: expected an object, found an array (line 1, column 1)"),
        (r#"{"id":1} x"#, "$: expected the end of the document, found the character 'x' (line 1, column 10)"),
        (r#"{"id":1,}"#, "$: expected the name of a property in quotes, found the character '}' (line 1, column 9)"),
        (r#"{"id":1 "text":""}"#, "$.id: expected `,` or `}`, found text (line 1, column 9)"),
        (r#"{"id" 1}"#, "$: expected `:`, found a number (line 1, column 7)"),
        (
            "{\n \"id\": 2147483648}",
            "$.id: expected an integer from -2147483648 to 2147483647, found the number 2147483648 (line 2, column 8)",
        ),
        (
            r#"{"id":1.5}"#,
            "$.id: expected an integer from -2147483648 to 2147483647, found the number 1.5 (line 1, column 7)",
        ),
        (
            r#"{"id":1,"big":9223372036854775808}"#,
            "$.big: expected an integer from -9223372036854775808 to 9223372036854775807, found the number \
             9223372036854775808 (line 1, column 15)",
        ),
        (r#"{"id":1,"ratio":1e999}"#, "$.ratio: expected a double, found the number 1e999 (line 1, column 17)"),
        (r#"{"id":01}"#, "$.id: expected a number without leading zeros, found the number 01 (line 1, column 7)"),
        (r#"{"id":+1}"#, "$.id: expected a number, found the character '+' (line 1, column 7)"),
        (
            r#"{"id":1,"ratio":1.}"#,
            "$.ratio: expected a number with digits after the point, found the number 1. (line 1, column 17)",
        ),
        (r#"{"id":1,"tags":[1]}"#, "$.tags[0]: expected text in quotes, found text without quotes (line 1, column 17)"),
        (r#"{"id":1,"tags":["a",{}]}"#, "$.tags[1]: expected text, found an object (line 1, column 21)"),
        (r#"{"id":1,"tags":{"a":1}}"#, "$.tags: expected an array, found an object (line 1, column 16)"),
        (r#"{"id":1,"tags":[null]}"#, "$.tags[0]: expected an item that is not null, found null (line 1, column 17)"),
        (r#"{"id":1,"counts":{"a b":true}}"#, "$.counts['a b']: expected a number, found true (line 1, column 25)"),
        (
            r#"{"id":1,"when":"yesterday"}"#,
            "$.when: expected a date and time such as `2026-11-21T08:30:00Z`, its fraction of at most nine digits, found the text \"yesterday\" (line 1, column 16)",
        ),
        (
            r#"{"id":1,"text":"a"#,
            "$.text: expected `\"` at the end of the string, found the end of the document (line 1, column 18)",
        ),
        (
            "{\"id\":1,\"text\":\"a\u{1}\"}",
            "$.text: expected no control character within a string, found the character '\\u{1}' (line 1, column 18)",
        ),
        (
            r#"{"id":1,"text":"\x"}"#,
            "$.text: expected an escape such as `\\n` or `\\u00e6`, found the character '\\\\' (line 1, column 17)",
        ),
        (
            r#"{"id":1,"text":"\ud83d"}"#,
            "$.text: expected a surrogate followed by its low half, found the character '\\\\' (line 1, column 17)",
        ),
        (
            r#"{"id":1,"text":"\ude00"}"#,
            "$.text: expected a surrogate after its high half, found the character '\\\\' (line 1, column 17)",
        ),
        (r#"{"id":1,"flag":1}"#, "$.flag: expected `true` or `false`, found the number 1 (line 1, column 16)"),
        (r#"{"id":tru}"#, "$.id: expected a number, found the character 't' (line 1, column 7)"),
        (r#"{"id":1,"secret":{}}"#, "$.secret: expected text, found an object (line 1, column 18)"),
        (
            r#"{"id":1,"pin":"hunter2"}"#,
            "$.pin: expected an integer from -2147483648 to 2147483647, found text (line 1, column 15)",
        ),
    ] {
        assert_eq!(refused(document), message, "{document}");
    }
}

#[test]
fn what_the_description_does_not_foresee_is_reported_or_refused() {
    for (document, leniency, error) in [
        (
            r#"{"id":1,"extra":{"deep":[1]}}"#,
            "$: unknown property `extra`",
            "$: expected a property of the description, found unknown property `extra` (line 1, column 9)",
        ),
        (
            r#"{"id":1,"text":"a","text":"b"}"#,
            "$: property `text` again",
            "$: expected each property once, found property `text` again (line 1, column 20)",
        ),
        (
            r#"{"text":"a"}"#,
            "$: no property `id`, which is required",
            "$: expected every required property, found no property `id`, which is required (line 1, column 1)",
        ),
        (
            r#"{"id":1,"tags":null}"#,
            "$.tags: null, which the description does not allow",
            "$.tags: expected a value that is not null, found null, which the description does not allow (line 1, column 16)",
        ),
        (
            r#"{"id":"12"}"#,
            "$.id: a number written as text",
            "$.id: expected an integer from -2147483648 to 2147483647, found a number written as text (line 1, column 7)",
        ),
        (
            r#"{"id":1,"flag":"true"}"#,
            "$.flag: a boolean written as text",
            "$.flag: expected `true` or `false`, found a boolean written as text (line 1, column 16)",
        ),
        (
            r#"{"id":1,"text":12.50}"#,
            "$.text: text without quotes",
            "$.text: expected text in quotes, found text without quotes (line 1, column 16)",
        ),
    ] {
        assert_eq!(reported(document).1, [leniency], "{document}");
        assert_eq!(refused(document), error, "{document}");
    }
    let (record, _) = reported(r#"{"id":"12","text":12.50,"flag":"false","tags":null,"text":"b"}"#);
    assert_eq!((record.id, record.text.as_deref(), record.flag), (12, Some("12.50"), Some(false)));
    assert_eq!(record.tags, None);
}

#[test]
fn leniencies_are_bounded_and_told_in_order() {
    let document = format!(r#"{{"id":1{}}}"#, (0..2000).map(|n| format!(r#","x{n}":[]"#)).collect::<String>());
    let mut record = Everything::default();
    let row = field("", "", Shape::record(&json::EVERYTHING), Flags::REQUIRED);
    let limits = Limits { leniencies: 3, ..Limits::default() };
    let leniencies =
        Decoder::new(document.as_bytes()).unwrap().limits(limits).read(Slot::Record(&mut record), &row).unwrap();
    let what: Vec<_> = leniencies.iter().map(|leniency| leniency.what.as_str()).collect();
    assert_eq!(what, ["unknown property `x0`", "unknown property `x1`", "unknown property `x2`"]);
}

#[test]
fn enumerations_keep_what_they_do_not_know() {
    let read = |text: &str| decode::<Everything>(text.as_bytes()).unwrap();
    let record = read(r#"{"id":1,"availability":"Elsewhere","level":9}"#);
    assert_eq!(record.availability, Some(Availability::Unknown("Elsewhere".to_owned())));
    assert_eq!(written(&record), r#"{"id":1,"availability":"Elsewhere","level":9}"#);
    // Whatever an unknown value is, it cannot break out of its place.
    let hostile = Everything { level: Some(json::Level::Unknown("1,\"admin\":true".to_owned())), ..Default::default() };
    assert_eq!(written(&hostile), r#"{"id":0,"level":"1,\"admin\":true"}"#);
}

#[test]
fn what_no_field_takes_is_kept_where_there_is_room() {
    let text = r##"{"id":"x","@odata.type":"#p","availability":"Away","rank":3}"##;
    let presence: Presence = decode(text.as_bytes()).unwrap();
    assert_eq!(presence.more.get("@odata.type"), Some(&json!("#p")));
    assert_eq!(presence.more.get("rank"), Some(&json!(3)));
    let again: serde_json::Value = serde_json::from_str(&written(&presence)).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(text).unwrap());
}

#[test]
fn who_may_set_a_field_decides_where_it_stands() {
    let shelf = Shelf { id: 5, name: "n".to_owned(), password: Some("p".to_owned()), pets: Vec::new() };
    let text = |direction| {
        let mut writer = Writer::new().direction(direction);
        writer.record(&shelf).unwrap();
        String::from_utf8(writer.into_bytes()).unwrap()
    };
    assert_eq!(text(Direction::Request), r#"{"name":"n","password":"p","pets":[]}"#);
    assert_eq!(text(Direction::Response), r#"{"id":5,"name":"n","pets":[]}"#);
    let read = |direction, text: &str| {
        let mut shelf = Shelf::default();
        let row = field("", "", Shape::record(&json::SHELF), Flags::REQUIRED);
        let decoder = Decoder::new(text.as_bytes()).unwrap().tolerance(Tolerance::Strict).direction(direction);
        decoder.read(Slot::Record(&mut shelf), &row).map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(read(Direction::Request, r#"{"name":"n","pets":[]}"#), Ok(()));
    let error = read(Direction::Response, r#"{"name":"n","pets":[]}"#).unwrap_err();
    assert!(error.starts_with("$: expected every required property, found no property `id`"), "{error}");
}

#[test]
fn unions_are_told_apart_by_their_tag() {
    let text = r#"{"id":1,"name":"","pets":[{"lives":9,"petType":"cat"},{"petType":"dog","bark":"w"},{"petType":"eel","x":[1]}]}"#;
    let shelf: Shelf = decode(text.as_bytes()).unwrap();
    assert!(matches!(&shelf.pets[0], Pet::Cat(cat) if cat.lives == Some(9)));
    assert!(matches!(&shelf.pets[1], Pet::Dog(dog) if dog.bark.as_deref() == Some("w") && dog.pet_type == "dog"));
    assert!(matches!(&shelf.pets[2], Pet::Unknown(value) if value == &json!({"petType": "eel", "x": [1]})));
    let again: serde_json::Value = serde_json::from_str(&written(&shelf)).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(text).unwrap());
    // The alternative decides what the tag says, whatever the record holds.
    let dog = Shelf { pets: vec![Pet::Dog(json::Dog::default())], ..Default::default() };
    assert_eq!(written(&dog), r#"{"id":0,"name":"","pets":[{"petType":"dog"}]}"#);
}

#[test]
fn unions_without_a_tag_are_the_first_that_fits() {
    let read = |text: &str| decode::<Presences>(text.as_bytes());
    let one = r#"{"id":"a","availability":"Busy","sequence":"x"}"#;
    let list = r#"{"value":[{"id":"a","availability":"Busy"}]}"#;
    assert!(matches!(read(&format!(r#"{{"answer":{one}}}"#)).unwrap().answer, json::Answer::Presence(_)));
    assert!(matches!(read(&format!(r#"{{"answer":{list}}}"#)).unwrap().answer, json::Answer::List(_)));
    for number in ["1", "1.5", "\"2024-01-02\"", "\"text\"", "true", "[1,2]", "[\"a\"]"] {
        let text = format!(r#"{{"answer":{list},"numbers":[{number}]}}"#);
        let record = read(&text).unwrap();
        let kind = match &record.numbers.as_ref().unwrap()[0] {
            Number::Integer(_) => "1",
            Number::Double(_) => "1.5",
            Number::Date(_) => "\"2024-01-02\"",
            Number::Text(_) => "\"text\"",
            Number::Flag(_) => "true",
            Number::Integers(_) => "[1,2]",
            Number::Texts(_) => "[\"a\"]",
        };
        assert_eq!(kind, number);
        assert_eq!(written(&record), text);
    }
    let error = read(r#"{"answer":{"id":"a"},"numbers":[{}]}"#).unwrap_err().to_string();
    assert_eq!(
        error,
        "$.numbers[0]: expected one of `integer`, `double`, `date`, `text`, `flag`, `integers`, `texts`, found an object \
         (line 1, column 33)"
    );
}

#[test]
fn an_alternative_that_names_a_property_goes_before_one_that_only_keeps_it() {
    let row = field("", "", Shape::union(&json::EITHER), Flags::REQUIRED);
    let read = |document: &str| {
        let mut either = Either::default();
        Decoder::new(document.as_bytes()).unwrap().read(either.slot(), &row).unwrap();
        either
    };
    assert!(matches!(read(r#"{"value":[{"id":"a"}]}"#), Either::List(list) if list.value[0].id == "a"));
    assert!(matches!(read(r#"{"values":[{"id":"a"}]}"#), Either::Loose(loose) if loose.more.len() == 1));
}

#[test]
fn what_cannot_stand_in_json_is_refused_with_its_path() {
    let infinite = Everything { ratio: Some(f64::INFINITY), ..Default::default() };
    assert_eq!(encode(&infinite).unwrap_err().to_string(), "ratio: the number inf cannot stand in JSON");
    let mut writer = Writer::new();
    let row = field("", "", Shape::Any, Flags::NONE);
    writer.value(View::Null, &row).unwrap();
    assert_eq!(writer.into_bytes(), b"null");
}
