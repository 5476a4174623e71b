//! Decoding and encoding JSON through the tables, beside derived `serde_json` of the same structs, in one run.
//!
//! `cargo bench -p bindery-tests --bench json` prints the time of each, and how many times as fast the tables are.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use bindery_runtime::{
    json::{decode, encode},
    record::{Flags, Kind, ListSchema, Name, Record, Schema, Shape, field},
};
use serde::{Deserialize, Serialize};

macro_rules! structs {
    ($($record:ident $derived:ident $table:ident { $($index:literal $name:ident $wire:literal: $ty:ty, $plain:ty, $shape:expr, $flags:expr;)* })*) => {$(
        #[derive(Clone, Default)]
        struct $record {
            $($name: $ty,)*
        }

        static $table: Schema = Schema {
            name: Name::new("", stringify!($record)),
            fields: &[$(field("", $wire, $shape, $flags)),*],
            flags: Flags::NONE,
        };
        bindery_runtime::record!($record, $table $(, $index $name)*);

        #[derive(Clone, Default, Debug, PartialEq, Serialize, Deserialize)]
        struct $derived {
            $(#[serde(rename = $wire, default, skip_serializing_if = "skip")] $name: $plain,)*
        }
    )*};
}

trait Skip {
    fn absent(&self) -> bool {
        false
    }
}

impl<T> Skip for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}

impl Skip for String {}
impl Skip for i32 {}
impl Skip for i64 {}
impl<T> Skip for Vec<T> {}

fn skip<T: Skip>(value: &T) -> bool {
    value.absent()
}

const STRING: Shape = Shape::Scalar(Kind::String);
const I32: Shape = Shape::Scalar(Kind::I32);
const BOOL: Shape = Shape::Scalar(Kind::Bool);
const F64: Shape = Shape::Scalar(Kind::F64);

static PLACES: ListSchema =
    ListSchema { name: Name::NONE, item: field("", "", Shape::Record(&PLACE), Flags::REQUIRED) };
static TEXTS: ListSchema = ListSchema { name: Name::NONE, item: field("", "", STRING, Flags::REQUIRED) };
static USERS: ListSchema = ListSchema { name: Name::NONE, item: field("", "", Shape::Record(&USER), Flags::REQUIRED) };

structs! {
    Place DerivedPlace PLACE {
        0 kind "workLocationType": Option<String>, Option<String>, STRING, Flags::NONE;
        1 latitude "latitude": Option<f64>, Option<f64>, F64, Flags::NONE;
        2 place "placeId": Option<String>, Option<String>, STRING, Flags::NONE;
    }
    User DerivedUser USER {
        0 id "id": i32, i32, I32, Flags::REQUIRED;
        1 name "displayName": String, String, STRING, Flags::REQUIRED;
        2 availability "availability": Option<String>, Option<String>, STRING, Flags::NONE;
        3 activity "activity": Option<String>, Option<String>, STRING, Flags::NONE;
        4 away "isOutOfOffice": Option<bool>, Option<bool>, BOOL, Flags::NONE;
        5 message "message": Option<String>, Option<String>, STRING, Flags::NILLABLE;
        6 sequence "sequenceNumber": Option<i64>, Option<i64>, Shape::Scalar(Kind::I64), Flags::NONE;
        7 associate "associateId": Option<i32>, Option<i32>, I32, Flags::NONE;
        8 contact "contactId": Option<i32>, Option<i32>, I32, Flags::NONE;
        9 score "score": Option<f64>, Option<f64>, F64, Flags::NONE;
        10 topics "topics": Option<Vec<String>>, Option<Vec<String>>, Shape::List(&TEXTS), Flags::NONE;
        11 places "places": Option<Vec<Place>>, Option<Vec<DerivedPlace>>, Shape::List(&PLACES), Flags::NONE;
    }
    Users DerivedUsers USER_LIST {
        0 value "value": Vec<User>, Vec<DerivedUser>, Shape::List(&USERS), Flags::REQUIRED;
    }
    Small DerivedSmall SMALL {
        0 id "id": String, String, STRING, Flags::REQUIRED;
        1 availability "availability": Option<String>, Option<String>, STRING, Flags::NONE;
        2 activity "activity": Option<String>, Option<String>, STRING, Flags::NONE;
        3 sequence "sequenceNumber": Option<String>, Option<String>, STRING, Flags::NONE;
        4 timestamp "timestamp": i64, i64, Shape::Scalar(Kind::I64), Flags::REQUIRED;
        5 away "isOutOfOffice": Option<bool>, Option<bool>, BOOL, Flags::NONE;
    }
}

/// The same document every time.
fn users(count: i32) -> DerivedUsers {
    let user = |index: i32| DerivedUser {
        id: index,
        name: format!("Person number {index}, Ålesund \"{}\"", index % 7),
        availability: Some(["Available", "Away", "DoNotDisturb"][index as usize % 3].to_owned()),
        activity: (index % 4 != 0).then(|| "InAConferenceCall".to_owned()),
        away: Some(index % 5 == 0),
        message: (index % 3 == 0).then(|| "Back on Monday.\nCall the desk until then, please.".to_owned()),
        sequence: Some(i64::from(index) * 1_000_003),
        associate: Some(index * 17),
        contact: (index % 2 == 0).then_some(index * 31),
        score: Some(f64::from(index) * 0.37),
        topics: Some((0..index % 4).map(|topic| format!("topic {topic}")).collect()),
        places: (index % 2 == 0).then(|| {
            vec![DerivedPlace {
                kind: Some("office".to_owned()),
                latitude: Some(59.9139 + f64::from(index) / 1000.0),
                place: Some("eb706f15-137e-4722-b4d1-b601481d9251".to_owned()),
            }]
        }),
    };
    DerivedUsers { value: (0..count).map(user).collect() }
}

/// The shortest of many rounds of each, per call. The rounds alternate, so that a busy machine slows both.
fn time(calls: u32, mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    let round = |call: &mut dyn FnMut()| {
        let start = Instant::now();
        for _ in 0..calls {
            call();
        }
        start.elapsed() / calls
    };
    let mut shortest = (Duration::MAX, Duration::MAX);
    for _ in 0..100 {
        shortest.0 = shortest.0.min(round(&mut one));
        shortest.1 = shortest.1.min(round(&mut other));
    }
    shortest
}

fn compare<T, D>(what: &str, document: &str, calls: u32)
where
    T: Record + Default,
    D: Serialize + for<'de> Deserialize<'de>,
{
    let record: T = decode(document.as_bytes()).unwrap();
    let derived: D = serde_json::from_str(document).unwrap();
    // Both say the same: what the tables write, derived code reads.
    let again: D = serde_json::from_slice(&encode(&record).unwrap()).unwrap();
    assert!(serde_json::to_vec(&again).unwrap() == serde_json::to_vec(&derived).unwrap(), "{what}");
    let decoding = time(
        calls,
        || drop(black_box(decode::<T>(black_box(document.as_bytes())).unwrap())),
        || drop(black_box(serde_json::from_slice::<D>(black_box(document.as_bytes())).unwrap())),
    );
    let encoding = time(
        calls,
        || drop(black_box(encode(black_box(&record)).unwrap())),
        || drop(black_box(serde_json::to_vec(black_box(&derived)).unwrap())),
    );
    for (way, (tables, derived)) in [("decode", decoding), ("encode", encoding)] {
        println!(
            "{way} {what} ({} bytes): tables {tables:?}, derived serde_json {derived:?}: {:.2} times as fast",
            document.len(),
            derived.as_secs_f64() / tables.as_secs_f64()
        );
    }
}

fn main() {
    let large = serde_json::to_string(&users(3300)).unwrap();
    compare::<Users, DerivedUsers>("a large answer", &large, 1);
    let one = serde_json::to_string(&users(1).value[0]).unwrap();
    compare::<User, DerivedUser>("one person", &one, 2_000);
    let small = r#"{"id":"fa8bf3dc-eca7-46b7-bad1-db199b62afc3","availability":"Available","activity":"Available","sequenceNumber":"A0129311063","timestamp":1533928483800,"isOutOfOffice":false}"#;
    compare::<Small, DerivedSmall>("a small object", small, 2_000);
}
