//! Checking `xsi:type`.

use super::Decoder;
use crate::{
    record::{Kind, Name},
    xml::{DecodeError, XSD, XSI, cursor::excerpt},
};

impl<'a> Decoder<'a> {
    /// The `xsi:type` of the element entered last: the binding of its prefix and its local part.
    pub(super) fn type_name(&mut self) -> Result<Option<(usize, String)>, DecodeError> {
        match self.type_text() {
            None => Ok(None),
            Some(index) => {
                let Some(attribute) = self.cursor.attributes.get(index) else { return Ok(None) };
                let text = attribute.value.trim();
                match self.cursor.resolve(text) {
                    Some((binding, local)) => Ok(Some((binding, local.to_owned()))),
                    None => Err(self.no_type_name(text)),
                }
            }
        }
    }

    /// Which attribute of the element entered last is its `xsi:type`.
    #[inline]
    fn type_text(&mut self) -> Option<usize> {
        let cursor = &mut self.cursor;
        for index in 0..cursor.attributes.len() {
            let attribute = cursor.attributes.get(index)?;
            if attribute.local == "type" && cursor.scope.is(attribute.binding, XSI) {
                return Some(index);
            }
        }
        None
    }

    /// Checks that `xsi:type`, where it stands, is the declared type.
    pub(super) fn check_type(&mut self, declared: Option<Name>) -> Result<(), DecodeError> {
        self.check(|name, local, in_namespace| {
            declared
                .is_some_and(|declared| declared.local == local && !name.is_empty() && in_namespace(declared.namespace))
        })
        .and_then(|fits| if fits { Ok(()) } else { Err(self.wrong_type(declared)) })
    }

    /// The same for a simple type: one that is derived from the declared one fits too.
    pub(super) fn check_simple(&mut self, kind: Kind, declared: Option<Name>) -> Result<(), DecodeError> {
        let fits = self.check(|_, local, in_namespace| match declared {
            Some(name) if name.local == local && in_namespace(name.namespace) => true,
            _ => {
                accepts(kind, local) && in_namespace(XSD)
                    || serialization(kind) == Some(local) && in_namespace(SERIALIZATION)
            }
        })?;
        if fits {
            return Ok(());
        }
        Err(self.wrong_type(Some(declared.unwrap_or_else(|| Name::new(XSD, names(kind).first().unwrap_or(&"string"))))))
    }

    #[inline]
    fn check(
        &mut self,
        fits: impl FnOnce(&str, &str, &mut dyn FnMut(&'static str) -> bool) -> bool,
    ) -> Result<bool, DecodeError> {
        let Some(index) = self.type_text() else { return Ok(true) };
        let cursor = &mut self.cursor;
        let Some(attribute) = cursor.attributes.get(index) else { return Ok(true) };
        let text = attribute.value.trim();
        let Some((binding, local)) = cursor.resolve(text) else {
            let text = text.to_owned();
            return Err(self.no_type_name(&text));
        };
        let scope = &mut cursor.scope;
        Ok(fits(text, local, &mut |namespace| scope.is(binding, namespace)))
    }

    #[cold]
    fn no_type_name(&self, text: &str) -> DecodeError {
        let expected = match text.split_once(':') {
            Some((prefix, _)) if !prefix.is_empty() && self.cursor.scope.find(prefix).is_none() => {
                "an `xsi:type` whose prefix is bound"
            }
            _ => "the name of a type in `xsi:type`",
        };
        self.cursor.error(expected, format!("`{}`", excerpt(text)))
    }

    #[cold]
    pub(super) fn wrong_type(&mut self, declared: Option<Name>) -> DecodeError {
        let found = match self.type_name() {
            Ok(Some((binding, local))) => {
                format!(
                    "`xsi:type` `{}` in the namespace `{}`",
                    excerpt(&local),
                    excerpt(self.cursor.scope.uri(binding))
                )
            }
            _ => "another `xsi:type`".to_owned(),
        };
        let expected = match declared {
            Some(name) if !name.local.is_empty() => format!("the type {}", super::qualified(name)),
            _ => "no `xsi:type`".to_owned(),
        };
        self.cursor.error(expected, found)
    }
}

/// The namespace of the simple types that .NET's data contracts add to the built-in ones.
const SERIALIZATION: &str = "http://schemas.microsoft.com/2003/10/Serialization/";

/// The name of a kind among them.
fn serialization(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Duration => Some("duration"),
        Kind::Guid => Some("guid"),
        Kind::Char => Some("char"),
        _ => None,
    }
}

/// Whether a built-in type is that of a kind, or derived from it.
fn accepts(kind: Kind, local: &str) -> bool {
    names(kind).contains(&local)
}

/// The built-in types whose values a kind holds, its own first.
pub(crate) fn names(kind: Kind) -> &'static [&'static str] {
    const INTEGERS: &[&str] = &[
        "integer",
        "long",
        "int",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
    ];
    const TOKENS: &[&str] = &[
        "token", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES",
        "NOTATION",
    ];
    match kind {
        Kind::String => &[
            "string",
            "normalizedString",
            "token",
            "language",
            "Name",
            "NCName",
            "NMTOKEN",
            "ID",
            "IDREF",
            "ENTITY",
            "anySimpleType",
        ],
        Kind::NormalizedString => &["normalizedString", "token", "language", "Name", "NCName", "NMTOKEN"],
        Kind::Token => TOKENS,
        Kind::Bool => &["boolean"],
        Kind::I8 => &["byte"],
        Kind::I16 => &["short", "byte", "unsignedByte"],
        Kind::I32 => &["int", "short", "byte", "unsignedShort", "unsignedByte"],
        Kind::I64 => &["long", "int", "short", "byte", "unsignedInt", "unsignedShort", "unsignedByte"],
        Kind::U8 => &["unsignedByte"],
        Kind::U16 => &["unsignedShort", "unsignedByte"],
        Kind::U32 => &["unsignedInt", "unsignedShort", "unsignedByte"],
        Kind::U64 => &["unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"],
        Kind::Integer => INTEGERS,
        Kind::Decimal => &[
            "decimal",
            "integer",
            "long",
            "int",
            "short",
            "byte",
            "nonNegativeInteger",
            "positiveInteger",
            "nonPositiveInteger",
            "negativeInteger",
            "unsignedLong",
            "unsignedInt",
            "unsignedShort",
            "unsignedByte",
        ],
        Kind::F32 => &["float"],
        Kind::F64 => &["double"],
        Kind::DateTime => &["dateTime"],
        Kind::Date => &["date"],
        Kind::Time => &["time"],
        Kind::Duration => &["duration"],
        Kind::Gregorian => &["gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"],
        Kind::Guid => &["string"],
        Kind::Char => &["int"],
        Kind::Base64 | Kind::Binary => &["base64Binary"],
        Kind::Hex => &["hexBinary"],
        Kind::Uri => &["anyURI"],
        Kind::QName => &["QName"],
    }
}
