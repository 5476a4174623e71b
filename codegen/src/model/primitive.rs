/// A value with no parts that the model knows: the built-in types of XML Schema 1.0 part 2 and the formats of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Primitive {
    /// Any text (`xs:string`, JSON `string`).
    String,
    /// White space replaced by spaces (`xs:normalizedString`).
    NormalizedString,
    /// White space collapsed (`xs:token` and what derives from it: `Name`, `NCName`, `NMTOKEN`, `language`, `ID`, `IDREF`, …).
    Token,
    /// `true` or `false`.
    Bool,
    /// 8-bit signed (`xs:byte`).
    I8,
    /// 16-bit signed (`xs:short`).
    I16,
    /// 32-bit signed (`xs:int`, format `int32`).
    I32,
    /// 64-bit signed (`xs:long`, format `int64`).
    I64,
    /// 8-bit unsigned (`xs:unsignedByte`).
    U8,
    /// 16-bit unsigned (`xs:unsignedShort`).
    U16,
    /// 32-bit unsigned (`xs:unsignedInt`).
    U32,
    /// 64-bit unsigned (`xs:unsignedLong`).
    U64,
    /// An integer of any size (`xs:integer` and its signed or unsigned kin, JSON `integer` without a format).
    Integer,
    /// A decimal number of any size (`xs:decimal`, format `decimal`).
    Decimal,
    /// IEEE 754 single (`xs:float`).
    F32,
    /// IEEE 754 double (`xs:double`, JSON `number`).
    F64,
    /// Date and time with an optional offset (`xs:dateTime`, format `date-time`).
    DateTime,
    /// A calendar date with an optional offset (`xs:date`, format `date`).
    Date,
    /// A time of day with an optional offset (`xs:time`).
    Time,
    /// A duration (`xs:duration`, format `duration`).
    Duration,
    /// `xs:gYear`, `xs:gYearMonth`, `xs:gMonth`, `xs:gMonthDay` or `xs:gDay`, kept as its lexical form.
    Gregorian,
    /// A UUID (`ser:guid`, format `uuid`).
    Guid,
    /// A UTF-16 code unit written as a number (`ser:char`).
    Char,
    /// Bytes as base64 (`xs:base64Binary`, format `byte`).
    Base64,
    /// Bytes as hexadecimal digits (`xs:hexBinary`).
    Hex,
    /// Bytes as they are (format `binary`).
    Binary,
    /// A URI, kept as text (`xs:anyURI`, format `uri`).
    Uri,
    /// A qualified name (`xs:QName`).
    QName,
}

impl Primitive {
    /// The name that XML Schema or JSON Schema has for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::NormalizedString => "normalizedString",
            Self::Token => "token",
            Self::Bool => "boolean",
            Self::I8 => "byte",
            Self::I16 => "short",
            Self::I32 => "int",
            Self::I64 => "long",
            Self::U8 => "unsignedByte",
            Self::U16 => "unsignedShort",
            Self::U32 => "unsignedInt",
            Self::U64 => "unsignedLong",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::F32 => "float",
            Self::F64 => "double",
            Self::DateTime => "dateTime",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Gregorian => "gregorian",
            Self::Guid => "guid",
            Self::Char => "char",
            Self::Base64 => "base64Binary",
            Self::Hex => "hexBinary",
            Self::Binary => "binary",
            Self::Uri => "anyURI",
            Self::QName => "QName",
        }
    }
}
