use super::{JsonType, Lowerer, Schema};
use crate::{ledger::LossKind, model::Primitive};

/// Formats of texts that mean nothing more than a text to the model, beside those that are types.
const TEXT_FORMATS: [&str; 28] = [
    "string",
    "text",
    "password",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "ip",
    "regex",
    "json-pointer",
    "relative-json-pointer",
    "uri-template",
    "html",
    "markdown",
    "phone",
    "char",
    "base64url",
    "color",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "decimal",
    "double",
    "float",
    "long",
];

/// Whether a format makes a value without a type a text.
pub fn is_text_format(format: &str) -> bool {
    text(format).is_some_and(|primitive| primitive != Primitive::String) || format == "password" || format == "email"
}

/// Whether a format makes a value without a type an integer.
pub fn is_integer_format(format: &str) -> bool {
    integer(format).is_some()
}

fn text(format: &str) -> Option<Primitive> {
    Some(match format {
        "date-time" | "datetime" | "dateTime" => Primitive::DateTime,
        "date" => Primitive::Date,
        "time" => Primitive::Time,
        "duration" => Primitive::Duration,
        "uuid" | "guid" => Primitive::Guid,
        "byte" | "base64" => Primitive::Base64,
        "binary" => Primitive::Binary,
        "uri" | "url" | "uri-reference" | "iri" | "iri-reference" => Primitive::Uri,
        known if TEXT_FORMATS.contains(&known) => Primitive::String,
        _ => return None,
    })
}

fn integer(format: &str) -> Option<Primitive> {
    Some(match format {
        "int8" | "sint8" => Primitive::I8,
        "uint8" => Primitive::U8,
        "int16" | "short" | "sint16" => Primitive::I16,
        "uint16" => Primitive::U16,
        "int32" | "int" | "sint32" => Primitive::I32,
        "uint32" => Primitive::U32,
        "int64" | "long" | "sint64" => Primitive::I64,
        "uint64" => Primitive::U64,
        _ => return None,
    })
}

fn range(primitive: Primitive) -> Option<(i128, i128)> {
    Some(match primitive {
        Primitive::I8 => (i8::MIN.into(), i8::MAX.into()),
        Primitive::U8 => (0, u8::MAX.into()),
        Primitive::I16 => (i16::MIN.into(), i16::MAX.into()),
        Primitive::U16 => (0, u16::MAX.into()),
        Primitive::I32 => (i32::MIN.into(), i32::MAX.into()),
        Primitive::U32 => (0, u32::MAX.into()),
        Primitive::I64 => (i64::MIN.into(), i64::MAX.into()),
        Primitive::U64 => (0, u64::MAX.into()),
        _ => return None,
    })
}

impl<'t> Lowerer<'t> {
    /// The primitive of a schema with one type that is no array and no object.
    pub(super) fn scalar(&mut self, schema: &Schema<'t>, hint: &str) -> Primitive {
        let kind = schema.types.first().copied().unwrap_or(JsonType::String);
        self.scalar_of(kind, schema, hint)
    }

    /// The primitive of a type with the format and the bounds of a schema.
    pub(super) fn scalar_of(&mut self, kind: JsonType, schema: &Schema<'t>, hint: &str) -> Primitive {
        let known = match (kind, schema.format) {
            (JsonType::File, _) => return Primitive::Binary,
            (JsonType::Boolean, _) => return Primitive::Bool,
            (JsonType::Integer, None) => Some(Primitive::Integer),
            (JsonType::Integer, Some(format)) => integer(format),
            (JsonType::Number, None) => Some(Primitive::F64),
            (JsonType::Number, Some(format)) => match format {
                "float" | "single" => Some(Primitive::F32),
                "double" => Some(Primitive::F64),
                "decimal" => Some(Primitive::Decimal),
                other => integer(other),
            },
            (_, None) => Some(Primitive::String),
            (_, Some(format)) => text(format),
        };
        let primitive = known.unwrap_or_else(|| {
            let format = schema.format.unwrap_or_default();
            self.lose(LossKind::FacetIgnored, hint, format!("the format `{format}` is not known"), schema.mark);
            match kind {
                JsonType::Integer => Primitive::Integer,
                JsonType::Number => Primitive::F64,
                _ => Primitive::String,
            }
        });
        match kind {
            JsonType::Integer => self.wide_enough(primitive, schema, hint),
            _ => primitive,
        }
    }

    /// The least type from the format on that holds the bounds and the default: where they lie outside of the format,
    /// the format was a habit and they were meant.
    fn wide_enough(&mut self, primitive: Primitive, schema: &Schema<'t>, hint: &str) -> Primitive {
        let whole = |text: &str| text.parse::<i128>().ok().or_else(|| text.strip_suffix(".0")?.parse().ok());
        let bounds = [&schema.constraints.minimum, &schema.constraints.maximum];
        let written: Vec<&str> = bounds
            .into_iter()
            .flatten()
            .map(|(text, _)| text.as_str())
            .chain(schema.default.and_then(|default| default.scalar()))
            .collect();
        let numbers: Vec<i128> = written.iter().filter_map(|text| whole(text)).collect();
        let Some((least, most)) = range(primitive) else {
            // Without a format, bounds that fit 64 bits on both sides spare the number of any size.
            let bounded = bounds.iter().all(|bound| bound.is_some());
            let fits = numbers.len() >= 2 && numbers.iter().all(|number| i64::try_from(*number).is_ok());
            return if bounded && fits { Primitive::I64 } else { primitive };
        };
        let Some(outside) = numbers.iter().find(|number| !(least..=most).contains(number)) else {
            return primitive;
        };
        let wide = [Primitive::I64, Primitive::U64].into_iter().find(|wide| {
            range(*wide).is_some_and(|(least, most)| numbers.iter().all(|number| (least..=most).contains(number)))
        });
        let wide = wide.unwrap_or(Primitive::Integer);
        let format = schema.format.unwrap_or_default();
        let reason = format!("{outside} is out of the range of `{format}`; widened to {wide:?}");
        self.lose(LossKind::Repaired, hint, reason, schema.mark);
        wide
    }
}
