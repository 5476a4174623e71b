//! Conversions between the types of two modules: whatever can go comes back as it was, and what can't is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    any::{Any, TypeId, type_name},
    collections::{BTreeMap, BTreeSet, HashMap},
    convert::Infallible,
    fmt::Debug,
    sync::OnceLock,
};

use bindery_runtime::{
    convert::{Error, attempt},
    record::{Name, Record, Slot, Value, View},
    xml::Writer,
};
use bindery_tests::arbitrary::{Entropy, fill_alone, stand};
use proptest::{collection::vec, prelude::*};

/// A conversion, its types erased.
struct Conversion {
    from: &'static str,
    to: &'static str,
    /// It is a `From`.
    is_certain: bool,
    make: fn(&mut Entropy<'_>) -> Box<dyn Erased>,
    target: fn() -> Box<dyn Erased>,
    convert: fn(&dyn Erased) -> Converted,
}

type Converted = Result<Box<dyn Erased>, Error>;

/// A value whose type is erased.
trait Erased: Any + Value + Debug {
    fn is(&self, other: &dyn Erased) -> bool;
}

impl<T: Value + PartialEq + Debug> Erased for T {
    fn is(&self, other: &dyn Erased) -> bool {
        (other as &dyn Any).downcast_ref::<T>() == Some(self)
    }
}

impl Conversion {
    fn of<A, B>() -> Self
    where
        A: Value + Default + Clone + PartialEq + Debug,
        B: Value + Default + PartialEq + Debug + TryFrom<A, Error: Any + Debug>,
    {
        Self {
            from: type_name::<A>(),
            to: type_name::<B>(),
            is_certain: TypeId::of::<B::Error>() == TypeId::of::<Infallible>(),
            make: |entropy| {
                let mut value = A::default();
                fill_alone(value.slot(), entropy);
                Box::new(value)
            },
            target: || Box::new(B::default()),
            convert: |value| {
                let value = (value as &dyn Any).downcast_ref::<A>().expect("the source").clone();
                // A `From` could not say that it lost something.
                let attempted = attempt::<A, B>(&value);
                match B::try_from(value) {
                    Ok(_) if is_type(type_name::<A>()) => Ok(Box::new(attempted?)),
                    Ok(converted) => Ok(Box::new(converted)),
                    Err(error) => Err((&error as &dyn Any).downcast_ref::<Error>().expect("an error").clone()),
                }
            },
        }
    }
}

/// Whether a path is that of a type rather than of a request.
fn is_type(path: &str) -> bool {
    path.contains("::types::")
}

macro_rules! conversions {
    ($($from:ty => $to:ty;)*) => {
        fn listed() -> Vec<Conversion> {
            vec![$(Conversion::of::<$from, $to>()),*]
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/conversions.rs"));

fn all() -> &'static [Conversion] {
    static ALL: OnceLock<Vec<Conversion>> = OnceLock::new();
    ALL.get_or_init(listed)
}

/// The conversion the other way.
fn back(forth: &Conversion) -> Option<&'static Conversion> {
    static PLACES: OnceLock<HashMap<(&str, &str), usize>> = OnceLock::new();
    let places = PLACES.get_or_init(|| all().iter().enumerate().map(|(place, it)| ((it.from, it.to), place)).collect());
    places.get(&(forth.to, forth.from)).map(|place| &all()[*place])
}

fn holds(forth: &Conversion, bytes: &[u8]) -> Result<(), String> {
    let value = (forth.make)(&mut Entropy::new(bytes));
    let name = format!("{} to {}", forth.from, forth.to);
    let converted = match (forth.convert)(&*value) {
        Ok(converted) => converted,
        Err(error) if forth.is_certain => return Err(format!("{name}: {error}")),
        Err(_) => return Ok(()),
    };
    let Some(back) = back(forth) else { return Ok(()) };
    match (back.convert)(&*converted) {
        Ok(again) if value.is(&*again) => Ok(()),
        // An empty list and no list are the same to a field that repeats in place; nothing else may be.
        Ok(again) if !forth.is_certain && (forth.convert)(&*again).is_ok_and(|twice| twice.is(&*converted)) => Ok(()),
        Ok(again) => Err(format!("{name} and back\n{value:?}\n{converted:?}\n{again:?}")),
        Err(error) => Err(format!("{name} and back: {error}\n{value:?}\n{converted:?}")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_comes_back(pick in any::<prop::sample::Index>(), bytes in vec(any::<u8>(), 0..700)) {
        let forth = &all()[pick.index(all().len())];
        holds(forth, &bytes).map_err(TestCaseError::fail)?;
    }
}

/// Each conversion several times, with everything that may stand standing: none escapes by the luck of the draw.
#[test]
fn full_values_come_back() {
    let mut failures = Vec::new();
    for forth in all() {
        for seed in [1_u8, 2, 7, 131] {
            let bytes: Vec<u8> = (0..4_000_u32).map(|n| ((n * 31 + u32::from(seed) * 17) >> 2) as u8 | 1).collect();
            failures.extend(holds(forth, &bytes).err());
        }
        failures.extend(holds(forth, &[]).err());
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(8)].join("\n\n"));
}

/// The letters and digits of a name.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn record(view: View<'_>) -> Option<&dyn Record> {
    match view {
        View::Record(record) => Some(record),
        _ => None,
    }
}

/// A field that the target lacks can't go: each of them, of each record, alone.
#[test]
fn a_value_without_a_place_is_named() {
    let mut planted = 0;
    for forth in all().iter().filter(|it| !it.is_certain && is_type(it.from) && is_type(it.to)) {
        let (source, target) = ((forth.make)(&mut Entropy::new(&[])), (forth.target)());
        let (Some(source), Some(target)) = (record(source.view()), record(target.view())) else { continue };
        let known: Vec<String> = target.schema().fields.iter().map(|row| key(row.name.local)).collect();
        for (index, row) in source.schema().fields.iter().enumerate() {
            if known.contains(&key(row.name.local)) {
                continue;
            }
            let mut value = (forth.make)(&mut Entropy::new(&[]));
            let Slot::Record(fields) = value.slot() else { panic!("a record") };
            stand(fields, index, &mut Entropy::new(&[2; 100]));
            let error = (forth.convert)(&*value).expect_err(row.name.local);
            assert!(error.losses().iter().any(|loss| loss.path == row.name.local), "{error}");
            assert_eq!((error.from_type(), error.to_type()), (forth.from, forth.to));
            planted += 1;
        }
    }
    assert!(planted > 10, "{planted} fields have no counterpart");
}

/// Whether two sides say the same in JSON: names as they are paired, null and an empty list as absence, and a set as a list
/// or as text.
fn same(old: &serde_json::Value, new: &serde_json::Value) -> bool {
    use serde_json::Value;
    let is_nothing = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    let fields = |fields: &serde_json::Map<String, Value>| -> BTreeMap<String, Value> {
        fields.iter().map(|(name, value)| (key(name), value.clone())).collect()
    };
    let words = |text: &str| text.split_ascii_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    match (old, new) {
        (old, new) if is_nothing(old) && is_nothing(new) => true,
        (Value::Object(old), Value::Object(new)) => {
            let (old, new) = (fields(old), fields(new));
            let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            let value = |fields: &BTreeMap<String, Value>, name| fields.get(name).cloned().unwrap_or_default();
            names.into_iter().all(|name| same(&value(&old, name), &value(&new, name)))
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
                || old.iter().map(Value::to_string).collect::<BTreeSet<_>>()
                    == new.iter().map(Value::to_string).collect::<BTreeSet<_>>()
        }
        (Value::String(text), Value::Array(values)) | (Value::Array(values), Value::String(text)) => {
            values.iter().filter_map(Value::as_str).map(str::to_owned).collect::<BTreeSet<_>>() == words(text)
        }
        (old, new) => old == new,
    }
}

/// What a message would carry is the same on both sides.
#[test]
fn both_sides_say_the_same_in_json() {
    let json = |value: &dyn Erased| {
        bindery_runtime::serde::serialize(record(value.view())?, serde_json::value::Serializer).ok()
    };
    let mut compared = 0;
    for forth in all() {
        // Requests hold parameters beside a body.
        if !is_type(forth.from) {
            continue;
        }
        for seed in 0..24_u32 {
            let bytes: Vec<u8> =
                (0..600_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> (seed % 20 + 4)) as u8).collect();
            let value = (forth.make)(&mut Entropy::new(&bytes));
            let Ok(converted) = (forth.convert)(&*value) else { continue };
            let (Some(old), Some(new)) = (json(&*value), json(&*converted)) else { continue };
            assert!(same(&old, &new), "{} to {}\n{old}\n{new}", forth.from, forth.to);
            compared += 1;
        }
    }
    assert!(compared > 1_000, "{compared} values");
}

/// Texts, types and nils of an XML message by the path to them, whatever the namespaces and the order of the fields.
fn leaves(node: roxmltree::Node<'_, '_>, path: &str, out: &mut BTreeMap<String, String>) {
    const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
    for name in ["type", "nil"] {
        if let Some(value) = node.attribute((XSI, name)) {
            out.insert(format!("{path}/@{name}"), value.rsplit(':').next().unwrap_or_default().to_owned());
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for child in node.children().filter(|child| child.is_element()) {
        let name = child.tag_name().name();
        let count = counts.entry(name).or_default();
        leaves(child, &format!("{path}/{name}[{count}]"), out);
        *count += 1;
    }
    if counts.is_empty() {
        // Sets stand in the order of their descriptions.
        let text = node.text().unwrap_or_default();
        let mut words: Vec<&str> = text.split_ascii_whitespace().collect();
        words.sort_unstable();
        out.insert(path.to_owned(), words.join(" "));
    }
}

/// What a message would carry is the same in two versions over SOAP.
#[test]
fn both_versions_say_the_same_in_xml() {
    let is_soap = |path: &str| {
        ["::services86::types::", "::services88::types::", "::conversion::old::types::", "::conversion::new::types::"]
            .iter()
            .any(|module| path.contains(module))
    };
    let xml = |value: &dyn Erased| {
        let mut writer = Writer::new();
        writer.record(Name::new("", "Root"), record(value.view())?).ok()?;
        let text = writer.finish();
        let document = roxmltree::Document::parse(&text).expect("XML");
        let mut found = BTreeMap::new();
        leaves(document.root_element(), "", &mut found);
        Some(found)
    };
    let mut compared = 0;
    for forth in all().iter().filter(|it| is_soap(it.from) && is_soap(it.to)) {
        for seed in 0..40_u32 {
            let bytes: Vec<u8> =
                (0..600_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> (seed % 20 + 4)) as u8).collect();
            let value = (forth.make)(&mut Entropy::new(&bytes));
            let Ok(converted) = (forth.convert)(&*value) else { continue };
            let (Some(old), Some(new)) = (xml(&*value), xml(&*converted)) else { continue };
            assert_eq!(old, new, "{} to {}", forth.from, forth.to);
            compared += 1;
        }
    }
    assert!(compared > 1_000, "{compared} values");
}

mod golden {
    use bindery_golden::conversion::{new, old, rest};
    use bindery_runtime::convert::Error;

    fn told(error: &Error) -> Vec<String> {
        error.losses().iter().map(ToString::to_string).collect()
    }

    fn book() -> old::types::Book {
        let mut marks = old::types::Marks::RARE;
        marks.insert_text("Torn");
        let writer =
            old::types::Pseudonym { name: Some("George".into()), of: Some("Mary Ann".into()), ..Default::default() };
        old::types::Book {
            id: 7,
            title: Some("Middlemarch".into()),
            kind: Some(old::types::Kind::Novel),
            marks: Some(marks),
            writer: Some(old::types::AnyAuthor::Pseudonym(Box::new(writer))),
            notes: Some([("spine".to_owned(), Some(3)), ("cover".to_owned(), None)].into_iter().collect()),
            chapters: Some(vec![vec!["Prelude".into()], vec![]]),
            sequel: Some(Box::new(old::types::Book { id: 8, ..Default::default() })),
            tag: vec!["a".into(), "b".into()],
        }
    }

    #[test]
    fn a_record_becomes_its_counterpart_field_by_field() {
        let new: new::types::Book = book().into();
        assert_eq!((new.id, new.title.as_deref()), (7, Some("Middlemarch")));
        assert_eq!((new.kind.as_ref(), new.sequel.as_ref().map(|it| it.id)), (Some(&new::types::Kind::Novel), Some(8)));
        assert_eq!(new.marks.as_ref().unwrap().iter().collect::<Vec<_>>(), ["Torn", "Rare"]);
        let Some(new::types::AnyAuthor::Pseudonym(writer)) = &new.writer else { panic!("{:?}", new.writer) };
        assert_eq!((writer.name.as_deref(), writer.of.as_deref()), (Some("George"), Some("Mary Ann")));
        assert_eq!(
            new.notes.as_ref().unwrap().iter().collect::<Vec<_>>(),
            [(&"spine".into(), &Some(3)), (&"cover".into(), &None)]
        );
        assert_eq!(new.chapters, Some(vec![vec!["Prelude".to_owned()], vec![]]));
        assert_eq!(old::types::Book::try_from(new).unwrap(), book());
    }

    #[test]
    fn what_an_older_version_cannot_say_is_named() {
        let group = new::types::AnyAuthor::Group(Box::default());
        let sequel = new::types::Book { id: i64::MAX, writer: Some(group), ..Default::default() };
        let error =
            old::types::Book::try_from(new::types::Book { sequel: Some(Box::new(sequel)), ..Default::default() });
        assert_eq!(
            error.unwrap_err().to_string(),
            "`bindery_golden::conversion::new::types::common::Book` can't be `bindery_golden::conversion::old::types::common::Book`: \
             `Sequel.Id`: expected an integer from -2147483648 to 2147483647, found `9223372036854775807`; \
             `Sequel.Writer`: expected an alternative that is known, found `Group`"
        );
    }

    #[test]
    fn what_a_newer_version_requires_is_named() {
        let shelf = old::types::Shelf { room: "east".into() };
        let slip = Some(old::types::Slip { text: Some("thanks".into()) });
        let fee = Some("0.50".parse().unwrap());
        let loan = old::types::Loan { days: Some(70_000), shelf: Some(shelf), slip, fee, ..Default::default() };
        assert_eq!(
            told(&new::types::Loan::try_from(loan).unwrap_err()),
            [
                "`Days`: expected an integer from -32768 to 32767, found `70000`",
                "`Shelf.Row`: expected a value, found nothing",
                "`Slip`: expected text, found a record",
                "`Fee`: expected nothing, as there is no such field, found `0.50`",
                "`Until`: expected a value, found nothing",
            ]
        );
    }

    #[test]
    fn requests_go_from_soap_to_rest_wherever_their_parameters_stand() {
        let get = rest::library::LibraryGetBook::try_from(new::library::GetBook { id: Some(5) }).unwrap();
        assert_eq!(get, rest::library::LibraryGetBook { id: 5, accept_language: None });
        let error = rest::library::LibraryGetBook::try_from(new::library::GetBook { id: None }).unwrap_err();
        assert_eq!(told(&error), ["`id`: expected a value, found nothing"]);
        let search = new::library::Search { words: Some(vec!["sea".into()]), kind: Some(new::types::Kind::Poem) };
        let search = rest::library::LibrarySearch::from(search);
        assert_eq!(
            (search.body.words, search.body.kind),
            (Some(vec!["sea".to_owned()]), Some(rest::types::Kind::Poem))
        );
        let book = new::types::Book { id: 9, ..Default::default() };
        let save = rest::library::LibrarySaveBook::try_from(new::library::SaveBook { book: Some(book) }).unwrap();
        assert_eq!(save.body.id, 9);
    }

    #[test]
    fn requests_come_back_from_rest_without_what_belongs_to_http() {
        let get = rest::library::LibraryGetBook { id: 5, accept_language: None };
        assert_eq!(new::library::GetBook::try_from(get.clone()).unwrap(), new::library::GetBook { id: Some(5) });
        let get = rest::library::LibraryGetBook { accept_language: Some("da".into()), ..get };
        let error = new::library::GetBook::try_from(get).unwrap_err();
        assert_eq!(told(&error), ["`Accept-Language`: expected nothing, as there is no such field, found `da`"]);
    }
}
