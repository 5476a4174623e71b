//! Conversions between hand-written tables: what goes, and what is said of what can't.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_runtime::{
    convert::{Error, attempt, certain},
    record::{EnumSchema, Field, FlagSet, Flags, Kind, ListSchema, Map, MapSchema, Maybe, Name, Schema, Shape, field},
    value::{Base64, Binary, Decimal},
};

const fn table(fields: &'static [Field]) -> Schema {
    Schema { name: Name::NONE, fields, flags: Flags::NONE }
}

const fn scalar(name: &'static str, kind: Kind, flags: Flags) -> Field {
    field("", name, Shape::Scalar(kind), flags)
}

/// A struct with a table.
macro_rules! tabled {
    ($ty:ident $table:ident { $($index:literal $field:ident: $rust:ty = $row:expr),* $(,)? }) => {
        #[derive(Clone, Default)]
        struct $ty { $($field: $rust),* }
        static $table: Schema = table(&[$($row),*]);
        bindery_runtime::record!($ty, &$table $(, $index $field)*);
    };
}

/// An enumeration with a table.
macro_rules! enumerated {
    ($ty:ident $table:ident $integer:literal { $($index:literal $variant:ident $value:literal),* }) => {
        #[derive(Clone, PartialEq, Eq)]
        enum $ty { $($variant,)* Unknown(String) }
        impl Default for $ty {
            fn default() -> Self {
                Self::Unknown(String::new())
            }
        }
        static $table: EnumSchema =
            EnumSchema { name: Name::NONE, values: &[$($value),*], sorted: &[$($index),*], integer: $integer, set: false };
        bindery_runtime::enumeration!($ty, $table, Unknown $(, $index $variant)*);
    };
}

/// A set with a table.
macro_rules! flagged {
    ($ty:ident $table:ident { $($index:literal $value:literal),* }) => {
        #[derive(Clone, Default, PartialEq, Eq)]
        struct $ty(FlagSet);
        static $table: EnumSchema =
            EnumSchema { name: Name::NONE, values: &[$($value),*], sorted: &[$($index),*], integer: false, set: true };
        bindery_runtime::flag_set!($ty, $table);
    };
}

const LONG: Kind = Kind::I64;
const OPTIONAL: Flags = Flags::NONE;

enumerated!(OldRank OLD_RANK false { 0 Low "a", 1 High "b" });
enumerated!(NewRank NEW_RANK false { 0 High "b", 1 Top "c" });
enumerated!(Number NUMBER true { 0 One "1" });
flagged!(OldMarks OLD_MARKS { 0 "a" });
flagged!(NewMarks NEW_MARKS { 0 "b" });

tabled!(OldOwner OLD_OWNER { 0 rank: Option<i64> = scalar("Rank", LONG, OPTIONAL), 1 pin: Option<i64> = scalar("Pin", LONG, Flags::SECRET) });
tabled!(NewOwner NEW_OWNER { 0 rank: Option<i32> = scalar("rank", Kind::I32, OPTIONAL), 1 pin: Option<i32> = scalar("pin", Kind::I32, OPTIONAL) });

static OLD_OWNERS: ListSchema =
    ListSchema { name: Name::NONE, item: field("", "Owner", Shape::record(&OLD_OWNER), Flags::NILLABLE) };
static NEW_OWNERS: ListSchema =
    ListSchema { name: Name::NONE, item: field("", "Owner", Shape::record(&NEW_OWNER), Flags::NONE) };

tabled!(OldTopic OLD_TOPIC { 0 owners: Option<Vec<Option<OldOwner>>> = field("", "Owners", Shape::list(&OLD_OWNERS), OPTIONAL) });
tabled!(NewTopic NEW_TOPIC { 0 owners: Option<Vec<NewOwner>> = field("", "Owners", Shape::list(&NEW_OWNERS), OPTIONAL) });

tabled!(OldChat OLD_CHAT {
    0 topic: Option<OldTopic> = field("", "ChatTopic", Shape::record(&OLD_TOPIC), OPTIONAL),
    1 colour: Option<String> = scalar("Colour", Kind::String, OPTIONAL),
    2 rank: Option<OldRank> = field("", "Rank", Shape::Enum(&OLD_RANK), OPTIONAL),
    3 id: Option<i32> = scalar("ID", Kind::I32, OPTIONAL),
});
tabled!(NewChat NEW_CHAT {
    0 id: i64 = scalar("Id", LONG, Flags::REQUIRED),
    1 rank: Option<NewRank> = field("", "Rank", Shape::Enum(&NEW_RANK), OPTIONAL),
    2 topic: Option<NewTopic> = field("", "ChatTopic", Shape::record(&NEW_TOPIC), OPTIONAL),
});

fn refused<A: bindery_runtime::record::Value, B: bindery_runtime::record::Value + Default>(value: &A) -> Error {
    match attempt::<A, B>(value) {
        Err(error) => error,
        Ok(_) => panic!("it goes"),
    }
}

#[test]
fn what_has_a_place_goes_by_its_name_however_it_is_spelled() {
    let owners = Some(vec![Some(OldOwner { rank: Some(7), pin: None })]);
    let old =
        OldChat { topic: Some(OldTopic { owners }), rank: Some(OldRank::High), id: Some(3), ..Default::default() };
    let new: NewChat = attempt(&old).unwrap();
    let owners = Some(vec![NewOwner { rank: Some(7), pin: None }]);
    assert_eq!(new, NewChat { id: 3, rank: Some(NewRank::High), topic: Some(NewTopic { owners }) });
}

#[test]
fn each_value_that_has_no_place_is_told_with_its_path() {
    let owner = |rank| Some(OldOwner { rank: Some(rank), pin: None });
    let owners = Some(vec![owner(1), owner(2), owner(9_999_999_999)]);
    let old = OldChat { topic: Some(OldTopic { owners }), colour: Some("red".into()), ..Default::default() };
    let error = refused::<_, NewChat>(&old);
    assert_eq!(
        error.to_string(),
        "`convert::OldChat` can't be `convert::NewChat`: \
         `ChatTopic.Owners[2].Rank`: expected an integer from -2147483648 to 2147483647, found `9999999999`; \
         `Colour`: expected nothing, as there is no such field, found `red`; \
         `Id`: expected a value, found nothing"
    );
    let paths: Vec<&str> = error.losses().iter().map(|loss| loss.path.as_str()).collect();
    assert_eq!(paths, ["ChatTopic.Owners[2].Rank", "Colour", "Id"]);
    assert_eq!((error.from_type(), error.to_type()), ("convert::OldChat", "convert::NewChat"));
}

#[test]
fn no_credential_is_told() {
    let owners = Some(vec![Some(OldOwner { rank: None, pin: Some(9_999_999_999) })]);
    let error = refused::<_, NewTopic>(&OldTopic { owners });
    assert_eq!(
        error.losses()[0].to_string(),
        "`Owners[0].Pin`: expected an integer from -2147483648 to 2147483647, found `…`"
    );
    assert!(!format!("{error:?}").contains("9999999999"));
}

#[test]
fn null_among_items_is_refused_where_none_may_stand() {
    let error = refused::<_, NewTopic>(&OldTopic { owners: Some(vec![None]) });
    assert_eq!(error.losses()[0].to_string(), "`Owners[0]`: expected a value, found null");
}

#[test]
fn values_that_are_not_named_are_kept() {
    assert_eq!(certain::<_, NewRank>(&OldRank::Low), NewRank::Unknown("a".into()));
    assert_eq!(certain::<_, OldRank>(&NewRank::Unknown("a".into())), OldRank::Low);
    assert_eq!(
        certain::<_, OldRank>(&certain::<_, NewRank>(&OldRank::Unknown("z".into()))),
        OldRank::Unknown("z".into())
    );
}

#[test]
fn sets_come_back_whatever_each_side_names() {
    let mut old = OldMarks::default();
    ["z", "b", "a"].into_iter().for_each(|mark| old.insert_text(mark));
    let new: NewMarks = certain(&old);
    assert_eq!(new.iter().collect::<Vec<_>>(), ["b", "a", "z"]);
    assert_eq!(certain::<_, OldMarks>(&new), old);
}

/// One field on each side, under one name.
macro_rules! one_field {
    ($name:ident: $old:ty = $old_row:expr => $new:ty = $new_row:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            tabled!(Old OLD { 0 value: $old = $old_row });
            tabled!(New NEW { 0 value: $new = $new_row });

            pub fn go(value: $old) -> Result<$new, String> {
                attempt::<_, New>(&Old { value }).map(|new| new.value).map_err(|error| error.losses()[0].to_string())
            }
        }
    };
}

one_field!(to_float: i64 = scalar("V", LONG, Flags::REQUIRED) => f64 = scalar("V", Kind::F64, Flags::REQUIRED));
one_field!(from_float: f64 = scalar("V", Kind::F64, Flags::REQUIRED) => i32 = scalar("V", Kind::I32, Flags::REQUIRED));
one_field!(single: f64 = scalar("V", Kind::F64, Flags::REQUIRED) => f32 = scalar("V", Kind::F32, Flags::REQUIRED));
one_field!(from_decimal: Decimal = scalar("V", Kind::Decimal, Flags::REQUIRED) => i32 = scalar("V", Kind::I32, Flags::REQUIRED));
one_field!(truth: i32 = scalar("V", Kind::I32, Flags::REQUIRED) => bool = scalar("V", Kind::Bool, Flags::REQUIRED));
one_field!(bytes: Base64 = scalar("V", Kind::Base64, Flags::REQUIRED) => Binary = scalar("V", Kind::Binary, Flags::REQUIRED));
one_field!(number: OldRank = field("", "V", Shape::Enum(&OLD_RANK), Flags::REQUIRED) => Number = field("", "V", Shape::Enum(&NUMBER), Flags::REQUIRED));
one_field!(from_text: String = scalar("V", Kind::String, Flags::REQUIRED) => OldMarks = field("", "V", Shape::Enum(&OLD_MARKS), Flags::REQUIRED));
one_field!(to_one: OldMarks = field("", "V", Shape::Enum(&OLD_MARKS), Flags::REQUIRED) => NewRank = field("", "V", Shape::Enum(&NEW_RANK), Flags::REQUIRED));
one_field!(maybe: Maybe<i32> = scalar("V", Kind::I32, Flags::NILLABLE) => Option<i32> = scalar("V", Kind::I32, OPTIONAL));
one_field!(nullable: Maybe<String> = scalar("V", Kind::String, Flags::NILLABLE) => Maybe<String> = scalar("V", Kind::String, Flags::NILLABLE));
one_field!(to_list: Vec<i32> = scalar("V", Kind::I32, Flags::REPEATED) => Option<Vec<i64>> = field("", "V", Shape::list(&LONGS), OPTIONAL));
one_field!(to_record: String = scalar("V", Kind::String, Flags::REQUIRED) => OldOwner = field("", "V", Shape::record(&OLD_OWNER), Flags::REQUIRED));
one_field!(keys: Map<String, Option<i32>> = field("", "V", Shape::map(&BY_NAME), Flags::REQUIRED) => Map<i32, Option<i64>> = field("", "V", Shape::map(&BY_NUMBER), Flags::REQUIRED));

static LONGS: ListSchema = ListSchema { name: Name::NONE, item: scalar("I", LONG, Flags::NONE) };
static BY_NAME: MapSchema = MapSchema {
    name: Name::NONE,
    entry: Name::NONE,
    key: scalar("K", Kind::String, Flags::REQUIRED),
    value: scalar("V", Kind::I32, Flags::NILLABLE),
};
static BY_NUMBER: MapSchema = MapSchema {
    name: Name::NONE,
    entry: Name::NONE,
    key: scalar("K", Kind::I32, Flags::REQUIRED),
    value: scalar("V", LONG, Flags::NILLABLE),
};

#[test]
fn numbers_go_where_they_are_held_exactly() {
    let told = |expected: &str, found: &str| Err(format!("`V`: expected {expected}, found `{found}`"));
    assert_eq!(to_float::go(1 << 53), Ok(9_007_199_254_740_992.0));
    assert_eq!(
        to_float::go((1 << 53) + 1),
        Err("`V`: expected a number that a float holds exactly, found `9007199254740993`".into())
    );
    let range = "an integer from -2147483648 to 2147483647";
    assert_eq!(from_float::go(3.0), Ok(3));
    assert_eq!(from_float::go(2.5), Err(format!("`V`: expected {range}, found `2.5`")));
    assert_eq!(from_float::go(1e300), Err(format!("`V`: expected {range}, found `1E300`")));
    assert_eq!(from_decimal::go("20.00".parse().unwrap()), Ok(20));
    assert_eq!(single::go(0.1), Ok(0.1));
    assert_eq!(single::go(f64::INFINITY), Ok(f32::INFINITY));
    assert_eq!(single::go(1e300), Err("`V`: expected a number that a float holds exactly, found `1E300`".into()));
    assert_eq!(truth::go(1), told("a boolean", "1").map(|()| true));
}

#[test]
fn kinds_that_contradict_are_refused() {
    assert_eq!(to_record::go("x".repeat(60)), Err(format!("`V`: expected a record, found `{}…`", "x".repeat(40))));
    assert!(
        matches!(number::go(OldRank::Low), Err(told) if told == "`V`: expected a value of an enumeration, found `a`")
    );
}

#[test]
fn bytes_go_however_they_are_written() {
    assert_eq!(bytes::go(Base64::from(vec![0, 255])).unwrap(), Binary::from(vec![0, 255]));
}

#[test]
fn sets_and_single_values_go_where_they_say_the_same() {
    let marks = |names: &[&str]| {
        let mut marks = OldMarks::default();
        names.iter().for_each(|name| marks.insert_text(name));
        marks
    };
    assert_eq!(from_text::go("a q".into()), Ok(marks(&["a", "q"])));
    assert_eq!(from_text::go("a, q".into()), Ok(marks(&["a,", "q"])));
    assert_eq!(
        from_text::go("q  a".into()),
        Err("`V`: expected values that stand once, in their order, found `q  a`".into())
    );
    assert_eq!(to_one::go(marks(&["b"])), Ok(NewRank::High));
    assert_eq!(to_one::go(marks(&["a", "b"])), Err("`V`: expected one value, found `a b`".into()));
    assert_eq!(to_one::go(marks(&[])), Err("`V`: expected one value, found ``".into()));
}

#[test]
fn null_goes_where_null_may_stand() {
    assert_eq!(maybe::go(Maybe::Null), Err("`V`: expected a value, found null".into()));
    assert_eq!((maybe::go(Maybe::Absent), maybe::go(Maybe::Value(1))), (Ok(None), Ok(Some(1))));
    for value in [Maybe::Absent, Maybe::Null, Maybe::Value(String::new())] {
        assert_eq!(nullable::go(value.clone()), Ok(value));
    }
}

#[test]
fn lists_and_maps_keep_their_order_and_their_nulls() {
    assert_eq!(to_list::go(vec![2, 1]), Ok(Some(vec![2, 1])));
    assert_eq!(to_list::go(vec![]), Ok(None));
    let map =
        |entries: &[(&str, Option<i32>)]| entries.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
    assert_eq!(keys::go(map(&[("2", Some(5)), ("1", None)])), Ok([(2, Some(5)), (1, None)].into_iter().collect()));
    let told = keys::go(map(&[("1", None), ("01", None)]));
    assert_eq!(told, Err("`V[1]`: expected a key that stands once, found `01`".into()));
    let told = keys::go(map(&[("x", None)]));
    assert_eq!(told, Err("`V[0]`: expected an integer from -2147483648 to 2147483647, found `x`".into()));
}
