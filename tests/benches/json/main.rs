//! Reading and writing JSON by the types emitted for SuperOffice REST, beside derived `serde_json` of the same structs.
//!
//! `cargo bench -p bindery-tests --bench json` measures everything in one run, in which the two take turns, and prints how
//! they compare.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../codec/contest.rs"]
mod contest;
mod derived;

use std::alloc::System;

use bindery_runtime::{
    json::{Decoder, Writer},
    record::{Field, Flags, ListSchema, Name, Record, Shape, Value, field},
};
use bindery_services::superoffice::rest::types;
use serde::{Serialize, de::DeserializeOwned};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use contest::{Contest, Measured};
use derived::{Sample, Source};

/// Counts allocations: the same cost for everything that is measured.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many times as fast as derived code reading and writing are, at least.
#[derive(Clone, Copy)]
struct Wanted {
    decode: f64,
    encode: f64,
}

const LARGE: Wanted = Wanted { decode: 1.3, encode: 0.8 };
const SMALL: Wanted = Wanted { decode: 1.0, encode: 1.0 };

/// The row of a record that stands alone.
fn alone<T: Record + Default>() -> Field {
    field("", "", Shape::record(T::default().schema()), Flags::REQUIRED)
}

/// The row of a list of records.
fn list<T: Record + Default>() -> Field {
    let schema = ListSchema { name: Name::NONE, item: alone::<T>() };
    field("", "", Shape::list(Box::leak(Box::new(schema))), Flags::REQUIRED)
}

fn decode<T: Value + Default>(document: &[u8], field: &Field) -> T {
    let mut value = T::default();
    let leniencies = Decoder::new(document).unwrap().read(value.slot(), field).unwrap();
    assert_eq!(leniencies, []);
    value
}

fn encode<T: Value>(value: &T, field: &Field) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.value(value.view(), field).unwrap();
    writer.into_bytes()
}

fn compare<T, D>(what: &str, field: &Field, derived: &D, wanted: Wanted)
where
    T: Value + Default,
    D: Serialize + DeserializeOwned + PartialEq,
{
    let document = serde_json::to_vec(derived).unwrap();
    let value: T = decode(&document, field);
    // Nothing is lost: what the tables write is what derived code wrote.
    assert!(serde_json::from_slice::<D>(&encode(&value, field)).unwrap() == *derived, "{what}");
    let decoding = Contest::new(document.len())
        .with(|| decode::<T>(&document, field))
        .with(|| serde_json::from_slice::<D>(&document).unwrap());
    row(&format!("decode {what}"), document.len(), decoding.run(), wanted.decode);
    let encoding =
        Contest::new(document.len()).with(|| encode(&value, field)).with(|| serde_json::to_vec(derived).unwrap());
    row(&format!("encode {what}"), document.len(), encoding.run(), wanted.encode);
}

fn row(what: &str, bytes: usize, measured: Vec<Measured>, wanted: f64) {
    let [tables, serde] = measured[..] else { panic!("two contend") };
    let times = serde.seconds / tables.seconds;
    let missed = if times >= wanted { "" } else { ", MISSED" };
    println!(
        "| {what} | {bytes} | {:.2} | {times:.2} (≥ {wanted}{missed}) | {} | {} |",
        tables.seconds * 1e6,
        tables.allocations,
        serde.allocations
    );
}

fn main() {
    println!("| payload | bytes | µs | times as fast as serde | allocations | serde's |");
    println!("|---|---|---|---|---|---|");
    let source = &mut Source::default();
    let users: Vec<derived::UserInfo> = source.take(1_700);
    compare::<Vec<types::UserInfo>, _>("a list of UserInfo", &list::<types::UserInfo>(), &users, LARGE);
    let people: Vec<derived::Person> = source.take(1_000);
    compare::<Vec<types::Person>, _>("a list of Person", &list::<types::Person>(), &people, LARGE);
    let presence = derived::ChatPresence::sample(source);
    compare::<types::ChatPresence, _>("1 ChatPresence", &alone::<types::ChatPresence>(), &presence, SMALL);
    let user = derived::UserInfo::sample(source);
    compare::<types::UserInfo, _>("1 UserInfo", &alone::<types::UserInfo>(), &user, SMALL);
    let person = derived::Person::sample(source);
    compare::<types::Person, _>("1 Person", &alone::<types::Person>(), &person, SMALL);
}
