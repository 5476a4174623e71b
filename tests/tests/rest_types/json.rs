//! JSON through the emitted types.

use bindery_golden::rest::{enumerations, latest, objects, open_types, recursion, unions};
use bindery_runtime::{
    json::{Decoder, Direction, Writer, decode, encode},
    record::{Field, Flags, Maybe, Record, Shape, Slot, field},
    xml::Tolerance,
};

/// What is read from a text is written back as the same text.
fn same<T: Record + Default>(text: &str) -> T {
    let value: T = decode(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(encode(&value).unwrap()).unwrap(), text);
    value
}

/// Everything but what the text adds to what is required.
fn thing(more: &str) -> String {
    format!(r#"{{"id":1,"note":null,{more}"created":"2026-01-02T03:04:05Z"}}"#)
}

#[test]
fn absent_null_and_empty_stay_apart() {
    let bare: objects::types::Thing = same(&thing(r#""tags":[],"#));
    assert_eq!((bare.note, bare.tags.len()), (None, 0));
    assert_eq!((bare.title, bare.subtitle, bare.marks), (None, Maybe::Absent, Maybe::Absent));
    let nulls: objects::types::Thing = same(&thing(r#""subtitle":null,"tags":["a"],"marks":null,"#));
    assert_eq!((nulls.subtitle, nulls.marks), (Maybe::Null, Maybe::Null));
    let empty: objects::types::Thing = same(&thing(r#""title":"","subtitle":"","tags":["a"],"marks":[null,""],"#));
    assert_eq!(empty.title.as_deref(), Some(""));
    assert_eq!(empty.subtitle, Maybe::Value(String::new()));
    assert_eq!(empty.marks, Maybe::Value(vec![None, Some(String::new())]));
}

#[test]
fn a_missing_or_null_required_property_is_told() {
    for (text, told) in [
        (r#"{"id":1,"note":null,"created":"2026-01-02T03:04:05Z"}"#, "no property `tags`"),
        (&thing(r#""tags":null,"#), "null"),
        (&thing(r#""tags":["a"],"title":null,"#), "null"),
        (&thing(r#""tags":["a"],"tags":["b"],"#), "`tags` again"),
    ] {
        let mut read = objects::types::Thing::default();
        let row = root(&read);
        let strict = Decoder::new(text.as_bytes()).unwrap().tolerance(Tolerance::Strict);
        let refused = strict.read(Slot::Record(&mut read), &row).unwrap_err().to_string();
        assert!(refused.contains(told), "{text}: {refused}");
    }
}

fn root(record: &dyn Record) -> Field {
    field("", "", Shape::record(record.schema()), Flags::REQUIRED)
}

#[test]
fn each_side_writes_only_what_it_may_set() {
    let mut thing: objects::types::Thing = decode(thing(r#""tags":["a"],"password":"pw","#).as_bytes()).unwrap();
    thing.size = Some(4);
    let written = |direction| {
        let mut writer = Writer::new().direction(direction);
        writer.record(&thing).unwrap();
        String::from_utf8(writer.into_bytes()).unwrap()
    };
    let request = written(Direction::Request);
    assert!(request.contains(r#""password":"pw""#) && !request.contains(r#""id""#), "{request}");
    let response = written(Direction::Response);
    assert!(response.contains(r#""id":1"#) && !response.contains("password"), "{response}");
}

#[test]
fn formats_keep_their_values() {
    let text = concat!(
        r#"{"id":9007199254740993,"note":"n","tags":["a"],"size":3,"code":"AB","created":"2026-01-02T03:04:05.678+01:00","#,
        r#""day":"2026-01-02","lasts":"P1DT2H","uuid":"0f8fad5b-d9cb-469f-a165-70867728950e","link":"https://a/b","#,
        r#""bytes":"AAEC","price":0.10,"ratio":0.5,"big":123456789012345678901234567890,"flag":true,"#,
        r#""inner":{"depth":2},"free":{"any":[1,null,"x"]}}"#
    );
    let thing: objects::types::Thing = same(text);
    assert_eq!(thing.id, 9_007_199_254_740_993);
    assert_eq!(thing.inner.unwrap().depth, Some(2));
}

#[test]
fn credentials_are_not_shown() {
    let thing: objects::types::Thing =
        decode(thing(r#""tags":["a"],"password":"pw-SECRET","apiKey":"key-SECRET","#).as_bytes()).unwrap();
    let shown = format!("{thing:?}");
    assert!(shown.contains("password") && shown.contains("apiKey") && !shown.contains("SECRET"), "{shown}");
}

#[test]
fn what_is_told_of_credentials_does_not_hold_them() {
    for value in ["98765", "{\"98765\":1}", "[\"98765\"]", "true98765", "\"98765", "98765x"] {
        let text = thing(&format!(r#""tags":["a"],"password":{value},"#));
        let mut read = objects::types::Thing::default();
        let row = root(&read);
        let shown = match Decoder::new(text.as_bytes()).unwrap().read(Slot::Record(&mut read), &row) {
            Ok(leniencies) => {
                assert_eq!(leniencies.len(), 1, "{leniencies:?}");
                format!("{leniencies:?} {}", leniencies[0])
            }
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(shown.contains("password") && !shown.contains("98765"), "{value}: {shown}");
    }
}

#[test]
fn maps_stand_beside_properties() {
    let bag: objects::types::Bag =
        same(r#"{"name":"n","labels":{},"counts":{"a":null,"b":2},"anything":{"x":[1,null],"y":null},"extra":5}"#);
    assert_eq!(bag.labels.unwrap().len(), 0);
    let counts = bag.counts.unwrap();
    assert_eq!((counts["a"], counts["b"]), (None, Some(2)));
    assert_eq!(bag.additional_properties.unwrap()["extra"], 5);
    let bare: objects::types::Bag = same(r#"{"name":"n"}"#);
    assert_eq!((bare.labels, bare.additional_properties), (None, None));
}

#[test]
fn open_types_keep_what_they_do_not_know() {
    let text = r#"{"name":"n","closed":{"only":"o"},"extra":5}"#;
    let bag: open_types::types::Bag = same(text);
    assert_eq!(bag.additional_properties.unwrap()["extra"], 5);
    let thing = thing(r#""tags":["a"],"#).replace('}', r#","@odata.etag":"W/1","deep":{"a":[null]}}"#);
    let kept: open_types::types::Thing = same(&thing);
    assert_eq!(kept.additional_properties.unwrap()["@odata.etag"], "W/1");
    let closed: open_types::types::Closed = decode(br#"{"only":"o","other":1}"#).unwrap();
    assert_eq!(closed.only.as_deref(), Some("o"));
}

#[test]
fn a_discriminator_chooses_and_stands_once() {
    use unions::types::{Pet, Vehicle, Zoo};
    let zoo: Zoo = same(
        r#"{"pet":{"kind":"puppy","name":"Rex"},"vehicle":{"type":"Car","wheels":4,"doors":2},"pets":[{"kind":"cat","lives":7},{"kind":"dog"}]}"#,
    );
    assert!(matches!(&zoo.pet, Some(Pet::Puppy(dog)) if dog.name.as_deref() == Some("Rex")), "{zoo:?}");
    assert!(matches!(&zoo.vehicle, Some(Vehicle::Car(car)) if car.doors == Some(2)), "{zoo:?}");
    // The variant alone tells the tag, whatever the field holds, and wherever the tag stood.
    let moved: Zoo = decode(br#"{"pet":{"name":"Rex","kind":"dog"}}"#).unwrap();
    assert_eq!(encode(&moved).unwrap(), br#"{"pet":{"kind":"dog","name":"Rex"}}"#);
    let unset = Zoo { pet: Some(Pet::Cat(Box::default())), ..Zoo::default() };
    assert_eq!(encode(&unset).unwrap(), br#"{"pet":{"kind":"cat"}}"#);
}

#[test]
fn what_a_discriminator_does_not_name_is_kept() {
    let zoo: unions::types::Zoo = same(r#"{"pet":{"kind":"fish","fins":2}}"#);
    assert!(matches!(zoo.pet, Some(unions::types::Pet::Unknown(_))), "{zoo:?}");
}

#[test]
fn alternatives_are_chosen_by_kind_and_required_properties() {
    use unions::types::{Key, Shape, Zoo};
    let zoo: Zoo = same(r#"{"shape":{"side":2},"key":["a"],"perhaps":{"radius":1}}"#);
    assert!(matches!(&zoo.shape, Some(Shape::Square(square)) if square.side == 2.0), "{zoo:?}");
    assert!(matches!(&zoo.key, Some(Key::Array(items)) if items == &["a"]), "{zoo:?}");
    for (text, expected) in [(r#""a""#, 0), ("7", 1), ("true", 2)] {
        let zoo: Zoo = same(&format!(r#"{{"key":{text}}}"#));
        let chosen = match zoo.key.unwrap() {
            Key::String(_) => 0,
            Key::Integer(_) => 1,
            Key::Boolean(_) => 2,
            _ => 3,
        };
        assert_eq!(chosen, expected, "{text}");
    }
    let null: Zoo = same(r#"{"perhaps":null}"#);
    assert_eq!(null.perhaps, Maybe::Null);
    let neither = decode::<Zoo>(br#"{"shape":{"corners":3}}"#).unwrap_err().to_string();
    assert!(neither.contains("Circle") && neither.contains("Square"), "{neither}");
    let sheep: Zoo = same(r#"{"sheep":{"legs":4,"wool":"white"}}"#);
    assert_eq!(sheep.sheep.unwrap().legs, 4);
}

#[test]
fn enumerations_are_open() {
    use enumerations::types::{Availability, Level, Status};
    let text = r#"{"availability":"Sleeping","level":9,"signed":-1,"odd":"","perhaps":null,"several":["Busy","New"],"byLevel":{"a":2}}"#;
    let status: Status = same(text);
    assert_eq!(status.availability, Availability::Unknown("Sleeping".into()));
    assert_eq!(status.level, Some(Level::Unknown("9".into())));
    assert_eq!(status.several.unwrap(), [Availability::Busy, Availability::Unknown("New".into())]);
    assert_eq!(status.by_level.unwrap()["a"], Level::Middle);
    assert_eq!(status.perhaps, Maybe::Null);
}

#[test]
fn what_holds_itself_has_a_default_and_round_trips() {
    use recursion::types::{Endless, Filter, Tree};
    assert!(matches!(Filter::default(), Filter::Has(_)));
    assert_eq!(Endless::default().again, None);
    let text = r#"{"children":[{"children":[]},{}],"parent":{},"byName":{"a":{"byName":{}}},"filter":{"left":{"inner":{"name":"x"}},"right":{"name":"y"}}}"#;
    let tree: Tree = same(text);
    assert!(matches!(&tree.filter, Some(Filter::Both(both)) if matches!(both.left, Filter::Not(_))), "{tree:?}");
}

#[test]
fn types_of_3_1_read_what_they_say() {
    use latest::types::{Record, RecordId};
    let record: Record = same(
        r#"{"kind":"record","id":7,"note":null,"score":1.5,"place":{"city":"Oslo"},"perhaps":null,"inner":{"depth":1}}"#,
    );
    assert!(matches!(record.id, RecordId::Integer(_)), "{record:?}");
    let record: Record = same(r#"{"kind":"record","id":"x"}"#);
    assert!(matches!(&record.id, RecordId::String(id) if id == "x"), "{record:?}");
    assert_eq!((record.note, record.perhaps), (Maybe::Absent, Maybe::Absent));
}

#[test]
fn rules_are_checked_on_request() {
    use bindery_runtime::record::Validate as _;
    let text = thing(r#""tags":["a"],"size":3,"code":"AB","price":0.10,"ratio":0.5,"#);
    let mut thing: objects::types::Thing = decode(text.as_bytes()).unwrap();
    assert_eq!(thing.validate(), Ok(()));
    thing.tags = vec!["a".into(), "b".into(), "a".into()];
    thing.size = Some(10);
    thing.code = Some("ABCDE".into());
    thing.price = Some("0.105".parse().unwrap());
    thing.ratio = Some(1.0);
    let told = thing.validate().unwrap_err().to_string();
    for (path, expected) in [
        ("tags", "no item twice"),
        ("size", "at most 9"),
        ("code", "a length of at most 4"),
        ("price", "a multiple of 0.01"),
        ("ratio", "less than 1"),
    ] {
        assert!(told.contains(&format!("`{path}`: expected {expected}")), "{path}: {told}");
    }
    thing.tags.clear();
    assert!(thing.validate().unwrap_err().to_string().contains("`tags`: expected a length of at least 1"));
}
