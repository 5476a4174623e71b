//! Reading simple values.

use std::borrow::Cow;

use super::{
    Decoder,
    value::{absent, is_optional},
};
use crate::{
    record::{Field, Flags, Kind, Scalar, ScalarError, Shape, Slot},
    value::lexical,
    xml::{DecodeError, Tolerance, cursor::excerpt, scan},
};

impl<'a> Decoder<'a> {
    /// Reads the text of the element entered last, up to its end, into a slot.
    #[inline]
    pub(super) fn text_field(&mut self, row: &'static Field, slot: Slot<'_>) -> Result<(), DecodeError> {
        let text = self.cursor.open_text()?;
        match (text.is_empty(), row.default) {
            (true, Some(default)) => self.scalar(row, default, slot),
            _ if !has_empty(row.shape) && !row.is(Flags::REQUIRED) && trim(&text).is_empty() && is_optional(&slot) => {
                self.tolerate("a value", "an empty value")?;
                absent(slot);
                Ok(())
            }
            _ => match slot {
                Slot::Text(value) if keeps_space(row.shape) => {
                    *value = text.into_owned();
                    Ok(())
                }
                Slot::OptionText(value) if keeps_space(row.shape) => {
                    *value = Some(text.into_owned());
                    Ok(())
                }
                slot => self.scalar(row, &text, slot),
            },
        }
    }

    /// Reads a simple value into a slot.
    pub(super) fn scalar(&mut self, row: &'static Field, text: &str, slot: Slot<'_>) -> Result<(), DecodeError> {
        let kind = kind(row.shape);
        let text = match kind {
            Some(kind) => space(kind, text),
            None => Cow::Borrowed(match (row.shape, trim(text)) {
                // A value of an enumeration may be white space itself.
                (Shape::Enum(schema), trimmed) if trimmed.len() != text.len() && schema.index_of(text).is_some() => {
                    text
                }
                (_, trimmed) => trimmed,
            }),
        };
        let read = match slot {
            Slot::Bool(value) => lexical::bool(&text).map(|read| *value = read),
            Slot::I32(value) => lexical::int(&text).map(|read| *value = read),
            Slot::I64(value) => lexical::int(&text).map(|read| *value = read),
            Slot::F64(value) => lexical::f64(&text).map(|read| *value = read),
            Slot::OptionBool(value) => lexical::bool(&text).map(|read| *value = Some(read)),
            Slot::OptionI32(value) => lexical::int(&text).map(|read| *value = Some(read)),
            Slot::OptionI64(value) => lexical::int(&text).map(|read| *value = Some(read)),
            Slot::OptionF64(value) => lexical::f64(&text).map(|read| *value = Some(read)),
            Slot::Text(value) => {
                *value = text.into_owned();
                return Ok(());
            }
            Slot::OptionText(value) => {
                *value = Some(text.into_owned());
                return Ok(());
            }
            Slot::Scalar(value) => {
                if let Shape::Enum(schema) = row.shape {
                    let unknown = |item: &&str| schema.index_of(item).is_none();
                    let strange = if schema.set { text.split_ascii_whitespace().find(unknown) } else { None };
                    let strange = strange.or_else(|| (!schema.set).then_some(&*text).filter(unknown));
                    if let (Tolerance::Strict, Some(strange)) = (self.tolerance, strange) {
                        let found = self.shown(row, strange);
                        return Err(self.cursor.error(format!("a value of `{}`", schema.name.local), found));
                    }
                }
                if kind == Some(Kind::QName) { self.qname(&text, value) } else { value.read(&text) }
            }
            Slot::Option(option) => {
                let text = text.into_owned();
                return self.scalar(row, &text, option.fill());
            }
            Slot::List(list) if matches!(row.shape, Shape::List(_)) => {
                let Shape::List(schema) = row.shape else { return Err(self.disagree(row)) };
                for item in text.split_ascii_whitespace() {
                    self.scalar(&schema.get().item, item, list.push())?;
                }
                return Ok(());
            }
            Slot::Union(union) => {
                let schema = union.schema();
                for (index, variant) in schema.variants.iter().enumerate() {
                    let row = variant;
                    if self.scalar(row, &text, union.select(index)).is_ok() {
                        return Ok(());
                    }
                }
                Err(ScalarError { expected: "a value of one of the member types" })
            }
            _ => return Err(self.disagree(row)),
        };
        match read {
            Ok(()) => Ok(()),
            Err(error) => Err(self.invalid(row, &text, &error)),
        }
    }

    /// A qualified name reaches its type with its namespace, as `{namespace}local`.
    fn qname(&self, text: &str, value: &mut dyn Scalar) -> Result<(), ScalarError> {
        match self.cursor.qualified(text) {
            Some(("", local)) => value.read(local),
            Some((namespace, local)) => value.read(&format!("{{{namespace}}}{local}")),
            None => Err(ScalarError { expected: "a qualified name whose prefix is bound" }),
        }
    }

    #[cold]
    pub(super) fn invalid(&self, row: &Field, text: &str, error: &ScalarError) -> DecodeError {
        self.cursor.error(error.expected, self.shown(row, text))
    }

    /// A value, for messages.
    fn shown(&self, row: &Field, text: &str) -> String {
        if row.is(Flags::SECRET) {
            return "another value (not shown)".to_owned();
        }
        if text.is_empty() { "an empty value".to_owned() } else { format!("`{}`", excerpt(text)) }
    }
}

/// The kind of a simple shape.
fn kind(shape: Shape) -> Option<Kind> {
    match shape {
        Shape::Scalar(kind) | Shape::Simple(kind, _) => Some(kind),
        _ => None,
    }
}

#[inline]
fn keeps_space(shape: Shape) -> bool {
    matches!(shape, Shape::Scalar(Kind::String) | Shape::Simple(Kind::String, _))
}

/// Whether a type has a value that is written as nothing.
#[inline]
pub(super) fn has_empty(shape: Shape) -> bool {
    use Kind::{Base64, Binary, Hex, NormalizedString, String, Token, Uri};
    kind(shape).is_none_or(|kind| matches!(kind, String | NormalizedString | Token | Uri | Base64 | Hex | Binary))
}

/// The text with its white space treated as the type demands (XML Schema 1.0 part 2, section 4.3.6).
fn space(kind: Kind, text: &str) -> Cow<'_, str> {
    match kind {
        Kind::String => Cow::Borrowed(text),
        Kind::NormalizedString => {
            if text.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
                Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
            } else {
                Cow::Borrowed(text)
            }
        }
        Kind::Token | Kind::Uri => {
            let text = trim(text);
            let plain = !text.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) && !text.contains("  ");
            if plain {
                Cow::Borrowed(text)
            } else {
                let mut out = String::with_capacity(text.len());
                for part in text.split([' ', '\t', '\n', '\r']).filter(|part| !part.is_empty()) {
                    if !out.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(part);
                }
                Cow::Owned(out)
            }
        }
        _ => Cow::Borrowed(trim(text)),
    }
}

#[inline]
fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(&first), Some(&last)) if scan::is(first, scan::SPACE) || scan::is(last, scan::SPACE) => {
            text.trim_matches([' ', '\t', '\n', '\r'])
        }
        _ => text,
    }
}
