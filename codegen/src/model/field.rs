use super::{Docs, Origin, TypeRef, WireName};

/// How often a field stands, and whether it may be null where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cardinality {
    /// `minOccurs`: 0 for optional.
    pub min: u32,
    /// `maxOccurs`: `None` for `unbounded`.
    pub max: Option<u32>,
    /// `xsi:nil` (XML Schema 1.0 part 1, section 2.6.2) or JSON `null` may stand for the value.
    pub nillable: bool,
}

impl Cardinality {
    /// Exactly once, never null.
    pub const REQUIRED: Self = Self { min: 1, max: Some(1), nillable: false };
    /// Once or not at all, never null.
    pub const OPTIONAL: Self = Self { min: 0, max: Some(1), nillable: false };

    /// More than one may stand.
    pub fn repeats(self) -> bool {
        self.max != Some(1)
    }

    /// It may be left out.
    pub fn optional(self) -> bool {
        self.min == 0
    }
}

/// Where a field stands on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// A child element, or a JSON property.
    #[default]
    Element,
    /// An attribute.
    Attribute,
    /// The text content of the element itself (`simpleContent`).
    Text,
    /// The fields of a nested group stand directly among the fields of the parent (a `sequence` inside a `sequence`, a
    /// `group` that repeats). The field's type is a struct.
    Group,
    /// One alternative of a `choice` stands directly among the fields of the parent. The field's type is a union.
    Choice,
    /// Elements that no other field takes (`xs:any`); the field's type is [`TypeRef::Any`].
    AnyElement,
    /// Attributes that no other field takes (`xs:anyAttribute`), or properties that no other field takes
    /// (`additionalProperties`); the field's type is [`TypeRef::Map`] or [`TypeRef::Any`].
    Rest,
}

/// Who may set a field (`readOnly`, `writeOnly`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// In requests and in responses.
    #[default]
    Both,
    /// Only in responses.
    ReadOnly,
    /// Only in requests.
    WriteOnly,
}

/// What a value must obey beside its type: the facets of XML Schema and the keywords of JSON Schema, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Regular expressions, one of which must match the whole value (XML Schema) or a part of it (JSON Schema).
    pub patterns: Vec<String>,
    /// The least length in characters, bytes (binary) or items.
    pub min_length: Option<u64>,
    /// The greatest length.
    pub max_length: Option<u64>,
    /// The least value, as written, and whether it is itself excluded.
    pub minimum: Option<(String, bool)>,
    /// The greatest value, as written, and whether it is itself excluded.
    pub maximum: Option<(String, bool)>,
    /// The value must be a multiple of this number, as written.
    pub multiple_of: Option<String>,
    /// At most this many digits.
    pub total_digits: Option<u32>,
    /// At most this many digits after the point.
    pub fraction_digits: Option<u32>,
    /// No item may stand twice.
    pub unique: bool,
}

/// A member of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name on the wire. For [`Place::Group`], [`Place::Choice`], [`Place::AnyElement`] and [`Place::Text`] nothing
    /// of this name is on the wire: the local part is what the field is called in Rust.
    pub name: WireName,
    /// The type of one value: a field that repeats is emitted as a list of it.
    pub ty: TypeRef,
    /// How often it stands.
    pub cardinality: Cardinality,
    /// Where it stands.
    pub place: Place,
    /// The value that its absence stands for, as written.
    pub default: Option<String>,
    /// The only value it may have, as written.
    pub fixed: Option<String>,
    /// Who may set it.
    pub access: Access,
    /// What values must obey.
    pub constraints: Constraints,
    /// It carries a credential: shown as `…` by `Debug` and never logged.
    pub secret: bool,
    /// Marked deprecated.
    pub deprecated: bool,
    /// The description's documentation.
    pub docs: Docs,
    /// Where the description declares it.
    pub origin: Origin,
}
