//! The types that need no schema: those of XML Schema 1.0 part 2, of Microsoft's data contracts, and of SOAP encoding.

use crate::{
    model::{Item, Primitive, TypeRef},
    xml::{QName, SERIALIZATION, XML, XSD},
};

/// The namespace of SOAP 1.1 encoding, whose simple types stand for those of XML Schema.
pub(crate) const SOAP_ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";

/// The names of the types of XML Schema, for suggestions.
pub(super) const NAMES: &[&str] = &[
    "anyType",
    "anySimpleType",
    "string",
    "normalizedString",
    "token",
    "language",
    "Name",
    "NCName",
    "NMTOKEN",
    "NMTOKENS",
    "ID",
    "IDREF",
    "IDREFS",
    "ENTITY",
    "ENTITIES",
    "NOTATION",
    "boolean",
    "byte",
    "short",
    "int",
    "long",
    "unsignedByte",
    "unsignedShort",
    "unsignedInt",
    "unsignedLong",
    "integer",
    "positiveInteger",
    "negativeInteger",
    "nonNegativeInteger",
    "nonPositiveInteger",
    "decimal",
    "float",
    "double",
    "dateTime",
    "date",
    "time",
    "duration",
    "gYear",
    "gYearMonth",
    "gMonth",
    "gMonthDay",
    "gDay",
    "base64Binary",
    "hexBinary",
    "anyURI",
    "QName",
];

/// The type of a name that means something without a schema; the second value bounds it further.
pub(super) fn builtin(name: &QName) -> Option<TypeRef> {
    match name.namespace.as_deref()? {
        XSD => schema_type(&name.local),
        SERIALIZATION => Some(TypeRef::Primitive(match &*name.local {
            "guid" => Primitive::Guid,
            "duration" => Primitive::Duration,
            "char" => Primitive::Char,
            _ => return None,
        })),
        SOAP_ENCODING => schema_type(&name.local)
            .or_else(|| (&*name.local == "base64").then_some(TypeRef::Primitive(Primitive::Base64))),
        _ => None,
    }
}

fn schema_type(local: &str) -> Option<TypeRef> {
    Some(TypeRef::Primitive(match local {
        "anyType" | "ur-type" => return Some(TypeRef::Any),
        "anySimpleType" | "string" => Primitive::String,
        "normalizedString" => Primitive::NormalizedString,
        "token" | "language" | "Name" | "NCName" | "NMTOKEN" | "ID" | "IDREF" | "ENTITY" => Primitive::Token,
        "NMTOKENS" | "IDREFS" | "ENTITIES" => {
            return Some(TypeRef::List(Box::new(Item {
                list_name: None,
                name: None,
                ty: TypeRef::Primitive(Primitive::Token),
                nillable: false,
                constraints: crate::model::Constraints { min_length: None, ..Default::default() },
            })));
        }
        "boolean" => Primitive::Bool,
        "byte" => Primitive::I8,
        "short" => Primitive::I16,
        "int" => Primitive::I32,
        "long" => Primitive::I64,
        "unsignedByte" => Primitive::U8,
        "unsignedShort" => Primitive::U16,
        "unsignedInt" => Primitive::U32,
        "unsignedLong" => Primitive::U64,
        "integer" | "positiveInteger" | "negativeInteger" | "nonNegativeInteger" | "nonPositiveInteger" => {
            Primitive::Integer
        }
        "decimal" => Primitive::Decimal,
        "float" => Primitive::F32,
        "double" => Primitive::F64,
        "dateTime" => Primitive::DateTime,
        "date" => Primitive::Date,
        "time" => Primitive::Time,
        "duration" => Primitive::Duration,
        "gYear" | "gYearMonth" | "gMonth" | "gMonthDay" | "gDay" => Primitive::Gregorian,
        "base64Binary" => Primitive::Base64,
        "hexBinary" => Primitive::Hex,
        "anyURI" => Primitive::Uri,
        "QName" | "NOTATION" => Primitive::QName,
        _ => return None,
    }))
}

/// What a name of XML Schema bounds beyond its primitive: `positiveInteger` is an integer of at least 1.
pub(super) fn implied_bounds(name: &QName) -> crate::model::Constraints {
    let mut constraints = crate::model::Constraints::default();
    if name.is_in(XSD) || name.is_in(SOAP_ENCODING) {
        let bound = |value: &str| Some((value.to_owned(), false));
        match &*name.local {
            "positiveInteger" => constraints.minimum = bound("1"),
            "nonNegativeInteger" => constraints.minimum = bound("0"),
            "negativeInteger" => constraints.maximum = bound("-1"),
            "nonPositiveInteger" => constraints.maximum = bound("0"),
            _ => {}
        }
    }
    constraints
}

/// The type of an attribute in the namespace of XML itself.
pub(super) fn xml_attribute(name: &QName) -> Option<TypeRef> {
    if !name.is_in(XML) {
        return None;
    }
    Some(TypeRef::Primitive(match &*name.local {
        "lang" | "space" | "id" => Primitive::Token,
        "base" => Primitive::Uri,
        _ => return None,
    }))
}
