use super::{Constraints, Docs, Field, Origin, Primitive, TypeId, WireName};

/// A reference to a type.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeRef {
    /// A type of the arena.
    Named(TypeId),
    /// A value with no parts.
    Primitive(Primitive),
    /// A list that stands as one value: an `ArrayOf…` wrapper element, a JSON array, or an `xs:list`.
    List(Box<Item>),
    /// Keys to values.
    Map(Box<MapType>),
    /// Any content: `xs:anyType`, `xs:any`, JSON without a schema.
    Any,
}

/// The items of a [`TypeRef::List`].
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The list's own type name (`ArrayOfint`), where it has one: what `xsi:type` may say.
    pub list_name: Option<WireName>,
    /// The item element's name; `None` where items have none (JSON arrays, `xs:list`: items are parted by white space).
    pub name: Option<WireName>,
    /// The type of an item.
    pub ty: TypeRef,
    /// An item may be null.
    pub nillable: bool,
    /// What items must obey.
    pub constraints: Constraints,
}

/// The keys and values of a [`TypeRef::Map`].
#[derive(Clone, Debug, PartialEq)]
pub struct MapType {
    /// The map's own type name (`StringDictionary`), where it has one: what `xsi:type` may say.
    pub map_name: Option<WireName>,
    /// The element of one pair; `None` for JSON objects and for attributes.
    pub entry: Option<WireName>,
    /// The key: element name (unused for JSON), type.
    pub key: (WireName, TypeRef),
    /// The value: element name (unused for JSON), type.
    pub value: (WireName, TypeRef),
    /// A value may be null.
    pub value_nillable: bool,
}

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// The name in the description. An anonymous type has the name of what it describes, see [`Type::anonymous`].
    pub name: WireName,
    /// The type has no name of its own: `name` is made from the path to it and is not a name on the wire.
    pub anonymous: bool,
    /// The service whose operations alone use this definition, where services define the same name differently, and for
    /// the wrappers of operations; `None` for a type that stands once per API. An index into [`super::Api::services`].
    pub scope: Option<usize>,
    /// What it is.
    pub kind: TypeKind,
    /// The description's documentation.
    pub docs: Docs,
    /// Marked deprecated.
    pub deprecated: bool,
    /// Where the description declares it.
    pub origin: Origin,
}

/// The kinds of types.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// Fields in order.
    Struct(Struct),
    /// Named values.
    Enum(Enum),
    /// One of several.
    Union(Union),
    /// Another name for a type, perhaps with constraints. `pass` resolves aliases; emitted as `pub type`.
    Alias {
        /// What it stands for.
        target: TypeRef,
        /// What values must obey.
        constraints: Constraints,
    },
}

/// Fields in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Struct {
    /// The type it extends (`xs:extension`, `allOf` inheritance). Its fields come first; `pass::flatten` copies them in.
    pub base: Option<TypeId>,
    /// The type it restricts (`xs:restriction`): it may stand where that one is declared, told by `xsi:type`, but holds
    /// only its own fields.
    pub restricts: Option<TypeId>,
    /// It cannot stand itself, only what derives from it (`abstract="true"`).
    pub is_abstract: bool,
    /// The fields in schema order, without those of the base until `pass::flatten` has run.
    pub fields: Vec<Field>,
    /// Whether order matters among the elements.
    pub content: Content,
    /// What happens to content that no field takes.
    pub extra: Extra,
}

/// Whether order matters among the elements of a struct.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Content {
    /// In the order of the fields (`xs:sequence`).
    #[default]
    Sequence,
    /// In any order (`xs:all`, JSON objects).
    All,
}

/// What happens to content that no field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extra {
    /// It is unknown: the reader's tolerance decides.
    #[default]
    Unknown,
    /// The description forbids it (`additionalProperties: false`).
    Forbidden,
    /// Text may stand between the elements (`mixed="true"`).
    Mixed,
}

/// Named values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enum {
    /// The values in the order of the description.
    pub variants: Vec<Variant>,
    /// The values are integers (JSON `type: integer` with `enum`), else text.
    pub integer: bool,
    /// Several values may stand at once (an `xs:list` of an enumeration): emitted as a set.
    pub set: bool,
    /// The description itself says that further values may stand (`anyOf` of an enumeration and any text).
    pub open: bool,
}

/// A value of an enumeration, or an alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The value as it stands on the wire, or the element name of the alternative. For JSON unions without a
    /// discriminator: what the alternative is called in Rust.
    pub name: WireName,
    /// What the description calls it beside its wire form (`x-enum-varnames`, `x-ms-enum`, the `title` of an
    /// alternative): the name in Rust is made from it where it stands.
    pub label: Option<String>,
    /// What the alternative holds; `None` for a value of an enumeration, and for a status that answers no content.
    pub ty: Option<TypeRef>,
    /// The number that the description gives the value (`EnumerationValue`, `x-enum-…`).
    pub number: Option<i64>,
    /// How often the alternative stands; a value of an enumeration stands once.
    pub cardinality: super::Cardinality,
    /// Where the alternative stands: an element, or a group of elements.
    pub place: super::Place,
    /// The description's documentation.
    pub docs: Docs,
    /// Where the description declares it.
    pub origin: Origin,
}

/// One of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The alternatives in the order of the description.
    pub variants: Vec<Variant>,
    /// What tells the alternatives apart.
    pub tag: UnionTag,
}

/// What tells the alternatives of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnionTag {
    /// The name of the element that stands (`xs:choice`, substitution groups).
    Element,
    /// The `xsi:type` attribute; a variant's name is the type's name. An element without it is the first alternative.
    XsiType,
    /// A JSON property of this name; a variant's name is the property's value.
    Property(String),
    /// The HTTP status of the answer; a variant's name is the status as the description writes it (`200`, `2XX`,
    /// `default`). The variants are the operation's success responses in their order.
    Status,
    /// Nothing: the first alternative that can be read (`oneOf`, `anyOf`), or, for `xs:union`, whose lexical space fits.
    Untagged,
}
