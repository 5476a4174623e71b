use std::fmt;

use serde::Deserialize;

use super::{EnumSchema, Rules, UnionSchema};
use crate::table::Ref;

/// A name on the wire. The namespace is empty for an unqualified name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The namespace URI, or empty.
    pub namespace: &'static str,
    /// The local part; for JSON, the property.
    pub local: &'static str,
}

impl Name {
    /// The name of what has none.
    pub const NONE: Self = Self { namespace: "", local: "" };

    /// A name in a namespace.
    pub const fn new(namespace: &'static str, local: &'static str) -> Self {
        Self { namespace, local }
    }
}

/// The table of a record type.
#[derive(Debug)]
pub struct Schema {
    /// The type's name: what `xsi:type` says. Without a local part for anonymous types.
    pub name: Name,
    /// The fields, those of base types first.
    pub fields: &'static [Field],
    /// [`Flags::UNORDERED`], [`Flags::MIXED`], [`Flags::CLOSED`] and [`Flags::ABSTRACT`] may stand.
    pub flags: Flags,
}

impl Schema {
    /// The table of what holds nothing.
    pub const EMPTY: Self = Self { name: Name::NONE, fields: &[], flags: Flags::NONE };
}

/// A row of a [`Schema`].
#[derive(Debug)]
pub struct Field {
    /// The name on the wire; for forms that have none, the name in Rust.
    pub name: Name,
    /// What the value is.
    pub shape: Shape,
    /// Where it stands.
    pub form: Form,
    /// [`Flags::REQUIRED`], [`Flags::NILLABLE`], [`Flags::REPEATED`], [`Flags::SECRET`], [`Flags::DROP_NIL`],
    /// [`Flags::READ_ONLY`] and [`Flags::WRITE_ONLY`] may stand.
    pub flags: Flags,
    /// The value that absence stands for, or the only value, in its lexical form.
    pub default: Option<&'static str>,
    /// What the value must obey beside its shape.
    pub rules: Option<&'static Rules>,
}

/// An element or property of a record: the row that nearly all fields have.
pub const fn field(namespace: &'static str, local: &'static str, shape: Shape, flags: Flags) -> Field {
    let flags = if plain(local) { flags.and(Flags::PLAIN) } else { flags };
    Field { name: Name::new(namespace, local), shape, form: Form::Element, flags, default: None, rules: None }
}

/// Whether a name stands in JSON without escapes: told once, when the row is made.
const fn plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] < b' ' || bytes[index] == b'"' || bytes[index] == b'\\' {
            return false;
        }
        index += 1;
    }
    true
}

impl Field {
    /// The same row in another form.
    #[must_use]
    pub const fn form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// The same row with a default.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// The same row with rules.
    #[must_use]
    pub const fn rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }

    /// Whether a flag stands.
    pub const fn is(&self, flag: Flags) -> bool {
        self.flags.has(flag)
    }
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Form {
    /// A child element or a JSON property.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element itself.
    Text,
    /// The fields of the value's record stand directly among those of the parent.
    Group,
    /// The selected alternative of the value's union stands directly among the fields of the parent.
    Choice,
    /// The elements that no other field takes.
    AnyElement,
    /// The attributes or properties that no other field takes.
    Rest,
}

/// A set of yes-or-no facts about a field or a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u16);

impl Flags {
    /// Nothing stands: an optional field that is never null.
    pub const NONE: Self = Self(0);
    /// The field must stand.
    pub const REQUIRED: Self = Self(1);
    /// `xsi:nil` or `null` may stand for the value.
    pub const NILLABLE: Self = Self(1 << 1);
    /// The field may stand several times: its slot is a list.
    pub const REPEATED: Self = Self(1 << 2);
    /// The value is a credential.
    pub const SECRET: Self = Self(1 << 3);
    /// An item that is nil is read as absent, and reported.
    pub const DROP_NIL: Self = Self(1 << 4);
    /// Only responses carry it.
    pub const READ_ONLY: Self = Self(1 << 5);
    /// Only requests carry it.
    pub const WRITE_ONLY: Self = Self(1 << 6);
    /// The elements of the type stand in any order.
    pub const UNORDERED: Self = Self(1 << 7);
    /// Text may stand between the elements of the type.
    pub const MIXED: Self = Self(1 << 8);
    /// The description forbids content that no field takes.
    pub const CLOSED: Self = Self(1 << 9);
    /// The type cannot stand itself.
    pub const ABSTRACT: Self = Self(1 << 10);
    /// The name stands in JSON without escapes: [`field`] tells.
    pub const PLAIN: Self = Self(1 << 11);

    /// Both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all flags of the other set stand.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What the value of a field is.
///
/// The shape is that of one value: a field that repeats has the shape of an item.
#[derive(Clone, Copy)]
pub enum Shape {
    /// A built-in simple type.
    Scalar(Kind),
    /// A simple type with a name of its own, such as `ser:guid`.
    Simple(Kind, &'static Name),
    /// An enumeration, or a set of its values.
    Enum(&'static EnumSchema),
    /// A record.
    Record(Ref<Schema>),
    /// One of several.
    Union(Ref<UnionSchema>),
    /// A list that stands as one value.
    List(Ref<ListSchema>),
    /// Keys to values.
    Map(Ref<MapSchema>),
    /// Any content.
    Any,
}

/// Records and unions show their names only: through them, types contain themselves.
impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(kind) => f.debug_tuple("Scalar").field(kind).finish(),
            Self::Simple(kind, name) => f.debug_tuple("Simple").field(kind).field(name).finish(),
            Self::Enum(schema) => f.debug_tuple("Enum").field(schema).finish(),
            Self::Record(schema) => f.debug_tuple("Record").field(&schema.name).finish(),
            Self::Union(schema) => f.debug_tuple("Union").field(&schema.name).finish(),
            Self::List(schema) => f.debug_tuple("List").field(schema.get()).finish(),
            Self::Map(schema) => f.debug_tuple("Map").field(schema.get()).finish(),
            Self::Any => f.write_str("Any"),
        }
    }
}

impl Shape {
    /// A record whose table stands as a static of its own.
    pub const fn record(schema: &'static Schema) -> Self {
        Self::Record(Ref::new(schema))
    }

    /// A union whose table stands as a static of its own.
    pub const fn union(schema: &'static UnionSchema) -> Self {
        Self::Union(Ref::new(schema))
    }

    /// A list whose table stands as a static of its own.
    pub const fn list(schema: &'static ListSchema) -> Self {
        Self::List(Ref::new(schema))
    }

    /// A map whose table stands as a static of its own.
    pub const fn map(schema: &'static MapSchema) -> Self {
        Self::Map(Ref::new(schema))
    }
}

/// The table of a list type.
#[derive(Debug)]
pub struct ListSchema {
    /// The type's name (`ArrayOfint`): what `xsi:type` says.
    pub name: Name,
    /// An item. Without a name, items are parted by white space in XML (`xs:list`).
    pub item: Field,
}

/// The table of a map type.
#[derive(Debug)]
pub struct MapSchema {
    /// The type's name (`StringDictionary`): what `xsi:type` says.
    pub name: Name,
    /// The element of a pair.
    pub entry: Name,
    /// The key.
    pub key: Field,
    /// The value.
    pub value: Field,
}

/// The built-in simple types (XML Schema 1.0 part 2; the formats of JSON Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Kind {
    /// `xs:string`.
    String,
    /// `xs:normalizedString`.
    NormalizedString,
    /// `xs:token` and its kin.
    Token,
    /// `xs:boolean`.
    Bool,
    /// `xs:byte`.
    I8,
    /// `xs:short`.
    I16,
    /// `xs:int`.
    I32,
    /// `xs:long`.
    I64,
    /// `xs:unsignedByte`.
    U8,
    /// `xs:unsignedShort`.
    U16,
    /// `xs:unsignedInt`.
    U32,
    /// `xs:unsignedLong`.
    U64,
    /// `xs:integer` and its unbounded kin.
    Integer,
    /// `xs:decimal`.
    Decimal,
    /// `xs:float`.
    F32,
    /// `xs:double`.
    F64,
    /// `xs:dateTime`.
    DateTime,
    /// `xs:date`.
    Date,
    /// `xs:time`.
    Time,
    /// `xs:duration`.
    Duration,
    /// `xs:gYear` and its kin, as text.
    Gregorian,
    /// A UUID.
    Guid,
    /// A UTF-16 code unit as a number.
    Char,
    /// `xs:base64Binary`.
    Base64,
    /// `xs:hexBinary`.
    Hex,
    /// Bytes as they are.
    Binary,
    /// `xs:anyURI`.
    Uri,
    /// `xs:QName`.
    QName,
}
