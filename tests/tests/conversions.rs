//! Conversions between the types of two modules: whatever can go comes back as it was, and what can't is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    convert::Infallible,
    fmt::Debug,
    sync::OnceLock,
};

use bindery_runtime::{
    convert::Error,
    record::{Record, Slot, Value, View},
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
    convert: fn(&dyn Erased) -> Result<Box<dyn Erased>, Error>,
}

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
                match B::try_from(value) {
                    Ok(converted) => Ok(Box::new(converted)),
                    Err(error) => Err((&error as &dyn Any).downcast_ref::<Error>().expect("an error").clone()),
                }
            },
        }
    }
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
    for forth in
        all().iter().filter(|it| !it.is_certain && it.from.contains("::types::") && it.to.contains("::types::"))
    {
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
    assert!(planted > 20, "{planted} fields have no counterpart");
}
