//! Types written by hand, as emitted code has them.
#![allow(dead_code)]

use bindery_runtime::{
    record::{
        EnumSchema, Field, Flags, Form, Kind, ListSchema, Map, MapSchema, Maybe, Name, Scalar, Schema, Shape, Slot,
        Tag, Union, UnionSchema, Value, View, field,
    },
    value::{Base64, Date, DateTime, Decimal, Guid, Integer},
};

const fn list(item: Field) -> ListSchema {
    ListSchema { name: Name::NONE, item }
}

const fn item(shape: Shape) -> Field {
    field("", "", shape, Flags::REQUIRED)
}

const fn map(value: Field) -> MapSchema {
    MapSchema { name: Name::NONE, entry: Name::NONE, key: item(Shape::Scalar(Kind::String)), value }
}

#[derive(Clone, Default)]
pub struct Everything {
    pub id: i32,
    pub text: Option<String>,
    pub flag: Option<bool>,
    pub big: Option<i64>,
    pub ratio: Option<f64>,
    pub small: Option<i16>,
    pub unsigned: Option<u64>,
    pub huge: Option<Integer>,
    pub exact: Option<Decimal>,
    pub when: Option<DateTime>,
    pub key: Option<Guid>,
    pub blob: Option<Base64>,
    pub availability: Option<Availability>,
    pub level: Option<Level>,
    pub tags: Option<Vec<String>>,
    pub counts: Option<Map<String, Option<i32>>>,
    pub free: Option<serde_json::Value>,
    pub note: Maybe<String>,
    pub secret: Option<String>,
    pub pin: Option<i32>,
}

static TEXTS: ListSchema = list(item(Shape::Scalar(Kind::String)));
static INTEGERS: ListSchema = list(item(Shape::Scalar(Kind::I32)));
static COUNTS: MapSchema = map(field("", "", Shape::Scalar(Kind::I32), Flags::NILLABLE));
static FREE: MapSchema = map(field("", "", Shape::Any, Flags::NONE));

pub static EVERYTHING: Schema = Schema {
    name: Name::new("", "Everything"),
    fields: &[
        field("", "id", Shape::Scalar(Kind::I32), Flags::REQUIRED),
        field("", "text", Shape::Scalar(Kind::String), Flags::NONE),
        field("", "flag", Shape::Scalar(Kind::Bool), Flags::NONE),
        field("", "big", Shape::Scalar(Kind::I64), Flags::NONE),
        field("", "ratio", Shape::Scalar(Kind::F64), Flags::NONE),
        field("", "small", Shape::Scalar(Kind::I16), Flags::NONE),
        field("", "unsigned", Shape::Scalar(Kind::U64), Flags::NONE),
        field("", "huge", Shape::Scalar(Kind::Integer), Flags::NONE),
        field("", "exact", Shape::Scalar(Kind::Decimal), Flags::NONE),
        field("", "when", Shape::Scalar(Kind::DateTime), Flags::NONE),
        field("", "key", Shape::Scalar(Kind::Guid), Flags::NONE),
        field("", "blob", Shape::Scalar(Kind::Base64), Flags::NONE),
        field("", "availability", Shape::Enum(&AVAILABILITY), Flags::NONE),
        field("", "level", Shape::Enum(&LEVEL), Flags::NONE),
        field("", "tags", Shape::list(&TEXTS), Flags::NONE),
        field("", "counts", Shape::map(&COUNTS), Flags::NONE),
        field("", "free", Shape::Any, Flags::NONE),
        field("", "note", Shape::Scalar(Kind::String), Flags::NILLABLE),
        field("", "secret", Shape::Scalar(Kind::String), Flags::SECRET),
        field("", "pin", Shape::Scalar(Kind::I32), Flags::SECRET),
    ],
    flags: Flags::NONE,
};

bindery_runtime::record!(
    Everything, &EVERYTHING, 0 id, 1 text, 2 flag, 3 big, 4 ratio, 5 small, 6 unsigned, 7 huge, 8 exact, 9 when, 10 key,
    11 blob, 12 availability, 13 level, 14 tags, 15 counts, 16 free, 17 note, 18 secret, 19 pin
);
bindery_runtime::serde!(Everything, Presence, Shelf, Presences);

fn scalar<T: Scalar + Default>(text: &str) -> T {
    let mut value = T::default();
    value.read(text).unwrap();
    value
}

/// A value of every field but the last.
pub fn everything() -> Everything {
    Everything {
        id: 7,
        text: Some("a \"quoted\" \\ line\nand \u{1} æ😀".to_owned()),
        flag: Some(true),
        big: Some(9_007_199_254_740_993),
        ratio: Some(1.5),
        small: Some(-3),
        unsigned: Some(u64::MAX),
        huge: Some("123456789012345678901234567890".parse().unwrap()),
        exact: Some("0.1000000000000000000000000001".parse().unwrap()),
        when: Some(scalar("2024-02-29T12:30:00.125+01:00")),
        key: Some("fa8bf3dc-eca7-46b7-bad1-db199b62afc3".parse().unwrap()),
        blob: Some(Base64(vec![0, 1, 2, 255])),
        availability: Some(Availability::Away),
        level: Some(Level::High),
        tags: Some(vec!["x".to_owned(), String::new(), "y".to_owned()]),
        counts: Some([("one".to_owned(), Some(1)), ("two".to_owned(), None)].into_iter().collect()),
        free: Some(serde_json::json!({"a": [1, null, {"b": "c"}]})),
        note: Maybe::Null,
        secret: Some("s".to_owned()),
        pin: None,
    }
}

#[derive(Clone, Default, PartialEq)]
pub enum Availability {
    #[default]
    Available,
    Away,
    Unknown(String),
}

static AVAILABILITY: EnumSchema = EnumSchema {
    name: Name::new("", "availability"),
    values: &["Available", "Away"],
    sorted: &[1, 0],
    integer: false,
    set: false,
};
bindery_runtime::enumeration!(Availability, AVAILABILITY, Unknown, 0 Available, 1 Away);

#[derive(Clone, Default, PartialEq)]
pub enum Level {
    #[default]
    Low,
    High,
    Unknown(String),
}

static LEVEL: EnumSchema =
    EnumSchema { name: Name::new("", "level"), values: &["1", "2"], sorted: &[0, 1], integer: true, set: false };
bindery_runtime::enumeration!(Level, LEVEL, Unknown, 0 Low, 1 High);

/// An open type: what is unknown is kept.
#[derive(Clone, Default)]
pub struct Presence {
    pub id: String,
    pub availability: Option<Availability>,
    pub more: Map<String, serde_json::Value>,
}

pub static PRESENCE: Schema = Schema {
    name: Name::new("", "presence"),
    fields: &[
        field("", "id", Shape::Scalar(Kind::String), Flags::REQUIRED),
        field("", "availability", Shape::Enum(&AVAILABILITY), Flags::NONE),
        field("", "more", Shape::map(&FREE), Flags::NONE).form(Form::Rest),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(Presence, &PRESENCE, 0 id, 1 availability, 2 more);

#[derive(Clone, Default)]
pub struct PresenceList {
    pub value: Vec<Presence>,
}

static PRESENCE_ITEMS: ListSchema = list(item(Shape::record(&PRESENCE)));
static PRESENCE_LIST: Schema = Schema {
    name: Name::new("", "presenceList"),
    fields: &[field("", "value", Shape::list(&PRESENCE_ITEMS), Flags::REQUIRED)],
    flags: Flags::NONE,
};
bindery_runtime::record!(PresenceList, &PRESENCE_LIST, 0 value);

#[derive(Clone, Default)]
pub struct Shelf {
    pub id: i32,
    pub name: String,
    pub password: Option<String>,
    pub pets: Vec<Pet>,
}

static PETS: ListSchema = list(item(Shape::union(&PET)));
pub static SHELF: Schema = Schema {
    name: Name::new("", "Shelf"),
    fields: &[
        field("", "id", Shape::Scalar(Kind::I32), Flags::REQUIRED.and(Flags::READ_ONLY)),
        field("", "name", Shape::Scalar(Kind::String), Flags::REQUIRED),
        field("", "password", Shape::Scalar(Kind::String), Flags::SECRET.and(Flags::WRITE_ONLY)),
        field("", "pets", Shape::list(&PETS), Flags::REQUIRED),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(Shelf, &SHELF, 0 id, 1 name, 2 password, 3 pets);

#[derive(Clone, Default)]
pub struct Cat {
    pub lives: Option<i32>,
}

static CAT: Schema = Schema {
    name: Name::new("", "Cat"),
    fields: &[field("", "lives", Shape::Scalar(Kind::I32), Flags::NONE)],
    flags: Flags::NONE,
};
bindery_runtime::record!(Cat, &CAT, 0 lives);

#[derive(Clone, Default)]
pub struct Dog {
    pub pet_type: String,
    pub bark: Option<String>,
}

static DOG: Schema = Schema {
    name: Name::new("", "Dog"),
    fields: &[
        field("", "petType", Shape::Scalar(Kind::String), Flags::REQUIRED),
        field("", "bark", Shape::Scalar(Kind::String), Flags::NONE),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(Dog, &DOG, 0 pet_type, 1 bark);

macro_rules! union {
    ($ty:ident, $table:ident, $first:ident, $($index:literal $variant:ident),+ $(; $unknown:ident)?) => {
        impl Default for $ty {
            fn default() -> Self {
                Self::$first(Default::default())
            }
        }

        impl Union for $ty {
            fn schema(&self) -> &'static UnionSchema {
                &$table
            }

            fn selected(&self) -> usize {
                match self {
                    $(Self::$variant(_) => $index,)+
                    $(Self::$unknown(_) => $table.variants.len(),)?
                }
            }

            fn content(&self) -> View<'_> {
                match self {
                    $(Self::$variant(value) => value.view(),)+
                    $(Self::$unknown(value) => value.view(),)?
                }
            }

            fn select(&mut self, index: usize) -> Slot<'_> {
                if self.selected() != index {
                    *self = match index {
                        $($index => Self::$variant(Default::default()),)+
                        $(index if index == $table.variants.len() => Self::$unknown(Default::default()),)?
                        _ => return Slot::None,
                    };
                }
                match self {
                    $(Self::$variant(value) => value.slot(),)+
                    $(Self::$unknown(value) => value.slot(),)?
                }
            }
        }

        impl Value for $ty {
            fn view(&self) -> View<'_> {
                View::Union(self)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::Union(self)
            }
        }
    };
}

#[derive(Clone)]
pub enum Pet {
    Cat(Cat),
    Dog(Dog),
    Unknown(serde_json::Value),
}

static PET: UnionSchema = UnionSchema {
    name: Name::new("", "Pet"),
    tag: Tag::Property("petType"),
    variants: &[
        field("", "cat", Shape::record(&CAT), Flags::REQUIRED),
        field("", "dog", Shape::record(&DOG), Flags::REQUIRED),
    ],
    open: true,
};
union!(Pet, PET, Cat, 0 Cat, 1 Dog; Unknown);

#[derive(Clone)]
pub enum Answer {
    List(PresenceList),
    Presence(Presence),
}

static ANSWER: UnionSchema = UnionSchema {
    name: Name::NONE,
    tag: Tag::Untagged,
    variants: &[
        field("", "list", Shape::record(&PRESENCE_LIST), Flags::REQUIRED),
        field("", "presence", Shape::record(&PRESENCE), Flags::REQUIRED),
    ],
    open: false,
};
union!(Answer, ANSWER, Presence, 0 List, 1 Presence);

/// A type that keeps everything.
#[derive(Clone, Default)]
pub struct Loose {
    pub more: Map<String, serde_json::Value>,
}

static LOOSE: Schema = Schema {
    name: Name::new("", "loose"),
    fields: &[field("", "more", Shape::map(&FREE), Flags::NONE).form(Form::Rest)],
    flags: Flags::NONE,
};
bindery_runtime::record!(Loose, &LOOSE, 0 more);

#[derive(Clone)]
pub enum Either {
    Loose(Loose),
    List(PresenceList),
}

pub static EITHER: UnionSchema = UnionSchema {
    name: Name::NONE,
    tag: Tag::Untagged,
    variants: &[
        field("", "loose", Shape::record(&LOOSE), Flags::REQUIRED),
        field("", "list", Shape::record(&PRESENCE_LIST), Flags::REQUIRED),
    ],
    open: false,
};
union!(Either, EITHER, Loose, 0 Loose, 1 List);

#[derive(Clone)]
pub enum Number {
    Integer(i32),
    Double(f64),
    Date(Date),
    Text(String),
    Flag(bool),
    Integers(Vec<i32>),
    Texts(Vec<String>),
}

static NUMBER: UnionSchema = UnionSchema {
    name: Name::NONE,
    tag: Tag::Untagged,
    variants: &[
        field("", "integer", Shape::Scalar(Kind::I32), Flags::REQUIRED),
        field("", "double", Shape::Scalar(Kind::F64), Flags::REQUIRED),
        field("", "date", Shape::Scalar(Kind::Date), Flags::REQUIRED),
        field("", "text", Shape::Scalar(Kind::String), Flags::REQUIRED),
        field("", "flag", Shape::Scalar(Kind::Bool), Flags::REQUIRED),
        field("", "integers", Shape::list(&INTEGERS), Flags::REQUIRED),
        field("", "texts", Shape::list(&TEXTS), Flags::REQUIRED),
    ],
    open: false,
};
union!(Number, NUMBER, Integer, 0 Integer, 1 Double, 2 Date, 3 Text, 4 Flag, 5 Integers, 6 Texts);

#[derive(Clone, Default)]
pub struct Presences {
    pub answer: Answer,
    pub numbers: Option<Vec<Number>>,
}

static NUMBERS: ListSchema = list(item(Shape::union(&NUMBER)));
pub static PRESENCES: Schema = Schema {
    name: Name::new("", "Presences"),
    fields: &[
        field("", "answer", Shape::union(&ANSWER), Flags::REQUIRED),
        field("", "numbers", Shape::list(&NUMBERS), Flags::NONE),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(Presences, &PRESENCES, 0 answer, 1 numbers);
