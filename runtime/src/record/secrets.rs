use xmltree::XMLNode;

use super::{Field, Flags, Record, Shape, View};
use crate::value::{Element, lexical};

/// The texts that are credentials in what was sent, so that an answer that echoes them can be shown without.
pub(crate) fn secrets(records: &[&dyn Record]) -> Vec<String> {
    let mut found = Vec::new();
    for record in records {
        fields(*record, false, &mut found);
    }
    // White space is no secret, and would stand everywhere.
    found.retain(|secret| !secret.trim().is_empty());
    found
}

fn fields(record: &dyn Record, secret: bool, found: &mut Vec<String>) {
    for (index, row) in record.schema().fields.iter().enumerate() {
        gather(&record.view(index), row, secret, found);
    }
}

/// Gathers from a value. What stands within a secret is secret too, however deep.
fn gather(view: &View<'_>, row: &Field, within: bool, found: &mut Vec<String>) {
    let secret = within || row.is(Flags::SECRET);
    match view {
        View::Record(record) => fields(*record, secret, found),
        View::List(list) => {
            let item = if let Shape::List(schema) = &row.shape { &schema.get().item } else { row };
            (0..list.len()).for_each(|index| gather(&list.get(index), item, secret, found));
        }
        View::Map(map) => {
            let row = if let Shape::Map(schema) = &row.shape { &schema.get().value } else { row };
            let entries = (0..map.len()).filter_map(|index| map.entry(index));
            entries.for_each(|(_, value)| gather(&value, row, secret, found));
        }
        View::Union(union) => {
            let variant = union.schema().variants.get(union.selected());
            gather(&union.content(), variant.unwrap_or(row), secret, found);
        }
        _ if secret => simple(view, found),
        _ => {}
    }
}

fn simple(view: &View<'_>, found: &mut Vec<String>) {
    let mut text = String::new();
    match view {
        View::Text(value) => text.push_str(value),
        View::Scalar(value) => value.write(&mut text),
        View::I32(value) => text = value.to_string(),
        View::I64(value) => text = value.to_string(),
        View::F64(value) => lexical::push_f64(&mut text, *value),
        View::Json(value) => json(value, found),
        View::Xml(element) => xml(element, found),
        // To hide `true` would hide nothing.
        _ => {}
    }
    found.push(text);
}

fn json(value: &serde_json::Value, found: &mut Vec<String>) {
    let mut pending = vec![value];
    while let Some(value) = pending.pop() {
        match value {
            serde_json::Value::String(text) => found.push(text.clone()),
            serde_json::Value::Number(number) => found.push(number.to_string()),
            serde_json::Value::Array(items) => pending.extend(items),
            serde_json::Value::Object(properties) => pending.extend(properties.values()),
            serde_json::Value::Null | serde_json::Value::Bool(_) => {}
        }
    }
}

fn xml(element: &Element, found: &mut Vec<String>) {
    let mut pending = vec![element.get()];
    while let Some(element) = pending.pop() {
        found.extend(element.attributes.values().cloned());
        for node in &element.children {
            match node {
                XMLNode::Element(child) => pending.push(child),
                XMLNode::Text(text) | XMLNode::CData(text) => found.push(text.clone()),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::secrets;
    use crate::{
        record::{
            Field, Flags, Kind, ListSchema, Map, MapSchema, Name, Schema, Shape, Slot, Tag, Union, UnionSchema, Value,
            View, field,
        },
        value::{Base64, Element, Guid},
    };

    const fn row(shape: Shape, flags: Flags) -> Field {
        field("", "row", shape, flags)
    }
    const TEXT: Shape = Shape::Scalar(Kind::String);

    #[derive(Clone, Default)]
    struct Inner {
        open: String,
        key: String,
    }
    static INNER: Schema =
        Schema { name: Name::NONE, fields: &[row(TEXT, Flags::NONE), row(TEXT, Flags::SECRET)], flags: Flags::NONE };
    crate::record!(Inner, &INNER, 0 open, 1 key);

    #[derive(Clone, Default)]
    struct Either(usize, String);
    static EITHER: UnionSchema = UnionSchema {
        name: Name::NONE,
        tag: Tag::Element,
        variants: &[row(TEXT, Flags::NONE), row(TEXT, Flags::SECRET)],
        open: false,
    };
    impl Union for Either {
        fn schema(&self) -> &'static UnionSchema {
            &EITHER
        }
        fn selected(&self) -> usize {
            self.0
        }
        fn content(&self) -> View<'_> {
            self.1.view()
        }
        fn select(&mut self, _: usize) -> Slot<'_> {
            self.1.slot()
        }
    }
    impl Value for Either {
        fn view(&self) -> View<'_> {
            View::Union(self)
        }
        fn slot(&mut self) -> Slot<'_> {
            Slot::Union(self)
        }
    }

    #[derive(Clone, Default)]
    struct Asked {
        repeated: Vec<String>,
        list: Vec<String>,
        inners: Vec<Inner>,
        whole: Inner,
        map: Map<String, Inner>,
        keys: Map<String, String>,
        eithers: Vec<Either>,
        id: Guid,
        blob: Base64,
        pin: i32,
        big: i64,
        ratio: f64,
        yes: bool,
        json: serde_json::Value,
        xml: Element,
        texts: Vec<String>,
        count: i32,
    }
    const fn list(item: Field) -> ListSchema {
        ListSchema { name: Name::NONE, item }
    }
    const fn map(value: Field) -> MapSchema {
        MapSchema { name: Name::NONE, entry: Name::NONE, key: row(TEXT, Flags::NONE), value }
    }
    static SECRETS: ListSchema = list(row(TEXT, Flags::SECRET));
    static INNERS: ListSchema = list(row(Shape::record(&INNER), Flags::NONE));
    static EITHERS: ListSchema = list(row(Shape::union(&EITHER), Flags::NONE));
    static TEXTS: ListSchema = list(row(TEXT, Flags::NONE));
    static INNER_BY_KEY: MapSchema = map(row(Shape::record(&INNER), Flags::NONE));
    static SECRET_BY_KEY: MapSchema = map(row(TEXT, Flags::SECRET));
    static ASKED: Schema = Schema {
        name: Name::NONE,
        fields: &[
            row(TEXT, Flags::SECRET.and(Flags::REPEATED)),
            row(Shape::list(&SECRETS), Flags::NONE),
            row(Shape::list(&INNERS), Flags::NONE),
            row(Shape::record(&INNER), Flags::SECRET),
            row(Shape::map(&INNER_BY_KEY), Flags::NONE),
            row(Shape::map(&SECRET_BY_KEY), Flags::NONE),
            row(Shape::list(&EITHERS), Flags::NONE),
            row(Shape::Scalar(Kind::Guid), Flags::SECRET),
            row(Shape::Scalar(Kind::Base64), Flags::SECRET),
            row(Shape::Scalar(Kind::I32), Flags::SECRET),
            row(Shape::Scalar(Kind::I64), Flags::SECRET),
            row(Shape::Scalar(Kind::F64), Flags::SECRET),
            row(Shape::Scalar(Kind::Bool), Flags::SECRET),
            row(Shape::Any, Flags::SECRET),
            row(Shape::Any, Flags::SECRET),
            row(Shape::list(&TEXTS), Flags::NONE),
            row(Shape::Scalar(Kind::I32), Flags::NONE),
        ],
        flags: Flags::NONE,
    };
    crate::record!(
        Asked, &ASKED, 0 repeated, 1 list, 2 inners, 3 whole, 4 map, 5 keys, 6 eithers, 7 id, 8 blob, 9 pin, 10 big,
        11 ratio, 12 yes, 13 json, 14 xml, 15 texts, 16 count
    );

    #[test]
    fn stand_in_lists_maps_and_unions_and_in_every_simple_form() {
        let inner = |open: &str, key: &str| Inner { open: open.to_owned(), key: key.to_owned() };
        let element = xmltree::Element::parse(&b"<x a='attribute'>text<y>deep</y></x>"[..]).unwrap();
        let asked = Asked {
            repeated: vec!["one".to_owned(), String::new(), "two".to_owned()],
            list: vec!["three".to_owned()],
            inners: vec![inner("no", "four")],
            whole: inner("five", "six"),
            map: [("no".to_owned(), inner("no", "seven"))].into_iter().collect(),
            keys: [("no".to_owned(), "eight".to_owned())].into_iter().collect(),
            eithers: vec![Either(0, "no".to_owned()), Either(1, "nine".to_owned())],
            id: "fa8bf3dc-eca7-46b7-bad1-db199b62afc3".parse().unwrap(),
            blob: Base64(vec![0, 1, 2, 255]),
            pin: 4711,
            big: -9_007_199_254_740_993,
            ratio: 1.5,
            yes: true,
            json: serde_json::json!({"no": ["ten", 11, null, true]}),
            xml: Element::from(element),
            texts: vec!["no".to_owned(); 1000],
            count: 5,
        };
        let mut found = secrets(&[&asked]);
        let simple = ["fa8bf3dc-eca7-46b7-bad1-db199b62afc3", "AAEC/w==", "4711", "-9007199254740993", "1.5"];
        let mut expected = vec!["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        expected.extend(simple);
        expected.extend(["11", "attribute", "deep", "ten", "text"]);
        // Raw content gives its texts in no order of its own.
        let raw = found.len().min(14);
        found[raw..].sort();
        assert_eq!(found, expected);
    }
}
