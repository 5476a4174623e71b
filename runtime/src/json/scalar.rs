//! Scalars: from the token that stands to the slot's own type.

use super::{
    cursor::{Cursor, Fail, Read},
    decode::Decoder,
    number::{self, integral, lexical, numeric},
};
use crate::record::{Field, Flags, Kind, Scalar, Shape};

/// What token a scalar stands as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Number(Kind),
    Bool,
    Text,
    Set,
}

fn class(field: &Field) -> Class {
    match field.shape {
        Shape::Scalar(Kind::Bool) | Shape::Simple(Kind::Bool, _) => Class::Bool,
        Shape::Scalar(kind) | Shape::Simple(kind, _) if numeric(kind) => Class::Number(kind),
        Shape::Enum(schema) if schema.set => Class::Set,
        Shape::Enum(schema) if schema.integer => Class::Number(Kind::Integer),
        _ => Class::Text,
    }
}

impl Decoder<'_> {
    pub(super) fn bool(&mut self, field: &Field) -> Read<bool> {
        let start = self.cursor.offset();
        match self.cursor.peek() {
            b't' => self.cursor.word("true").map(|()| true),
            b'f' => self.cursor.word("false").map(|()| false),
            b'"' => {
                let text = self.cursor.string()?;
                let truth = match &*text {
                    "true" | "True" | "1" => true,
                    "false" | "False" | "0" => false,
                    _ => return Err(wrong(start, "`true` or `false`", field)),
                };
                self.contradicted(start, "`true` or `false`", || "a boolean written as text".to_owned())?;
                Ok(truth)
            }
            _ => Err(wrong(start, "`true` or `false`", field)),
        }
    }

    #[inline]
    pub(super) fn i32(&mut self, field: &Field) -> Read<i32> {
        let start = self.cursor.offset();
        let number = match self.cursor.integer() {
            Some(number) => i32::try_from(number).ok(),
            None => self.parse(Kind::I32, field)?,
        };
        number.ok_or_else(|| wrong(start, number::expected(Kind::I32), field))
    }

    #[inline]
    pub(super) fn i64(&mut self, field: &Field) -> Read<i64> {
        if let Some(number) = self.cursor.integer() {
            return Ok(number);
        }
        let start = self.cursor.offset();
        self.parse(Kind::I64, field)?.ok_or_else(|| wrong(start, number::expected(Kind::I64), field))
    }

    pub(super) fn f64(&mut self, field: &Field) -> Read<f64> {
        let start = self.cursor.offset();
        let number: Option<f64> = if self.cursor.peek() == b'"' {
            let text = self.cursor.string()?;
            self.contradicted(start, "a number", || "a number written as text".to_owned())?;
            match text.trim() {
                "INF" | "Infinity" => Some(f64::INFINITY),
                "-INF" | "-Infinity" => Some(f64::NEG_INFINITY),
                text => text.parse().ok(),
            }
        } else {
            // A number that is too great would become infinite, which JSON cannot say.
            let text = self.number_at(start)?;
            number::double(text).or_else(|| text.parse().ok().filter(|number: &f64| number.is_finite()))
        };
        number.ok_or_else(|| wrong(start, "a double", field))
    }

    #[cold]
    fn parse<N: std::str::FromStr>(&mut self, kind: Kind, _field: &Field) -> Read<Option<N>> {
        let start = self.cursor.offset();
        if self.cursor.peek() == b'"' {
            let text = self.cursor.string()?;
            let number = text.trim().parse().ok();
            if number.is_some() {
                self.contradicted(start, number::expected(kind), || "a number written as text".to_owned())?;
            }
            return Ok(number);
        }
        let number = self.number_at(start)?;
        Ok(lexical(kind, number).and_then(|text| text.parse().ok()))
    }

    fn number_at(&mut self, start: usize) -> Read<&str> {
        match self.cursor.peek() {
            b'-' | b'0'..=b'9' => self.cursor.number(),
            _ => Err(Fail::new(start, "a number")),
        }
    }

    pub(super) fn string(&mut self, field: &Field) -> Read<String> {
        let start = self.cursor.offset();
        match self.cursor.peek() {
            b'"' => Ok(self.cursor.string()?.into_owned()),
            first => {
                let text = self.word_or_number(first).ok_or_else(|| wrong(start, "text", field))?;
                self.contradicted(start, "text in quotes", || "text without quotes".to_owned())?;
                Ok(text)
            }
        }
    }

    /// A number or a boolean, as it stands.
    fn word_or_number(&mut self, first: u8) -> Option<String> {
        match first {
            b't' => self.cursor.word("true").ok().map(|()| "true".to_owned()),
            b'f' => self.cursor.word("false").ok().map(|()| "false".to_owned()),
            b'-' | b'0'..=b'9' => self.cursor.number().ok().map(str::to_owned),
            _ => None,
        }
    }

    pub(super) fn scalar(&mut self, scalar: &mut dyn Scalar, field: &Field) -> Read<()> {
        let start = self.cursor.offset();
        let first = self.cursor.peek();
        let number = matches!(first, b'-' | b'0'..=b'9');
        let read = match class(field) {
            Class::Text if first == b'"' => scalar.read(&self.cursor.string()?),
            Class::Number(kind) if number => match lexical(kind, self.cursor.number()?) {
                Some(text) => scalar.read(&text),
                None if integral(kind) => return Err(wrong(start, "an integer", field)),
                None => return Err(wrong(start, "a number of at most 1000 digits", field)),
            },
            Class::Set => {
                let text = self.set(field)?;
                scalar.read(&text)
            }
            Class::Bool => scalar.read(if self.bool(field)? { "true" } else { "false" }),
            Class::Number(_) if first == b'"' => {
                let text = self.cursor.string()?;
                let read = scalar.read(text.trim());
                if read.is_ok() {
                    self.contradicted(start, "a number", || "a number written as text".to_owned())?;
                }
                read
            }
            class => {
                let expected = if class == Class::Text { "text" } else { "a number" };
                let text = self.word_or_number(first).ok_or_else(|| wrong(start, expected, field))?;
                let read = scalar.read(&text);
                if read.is_ok() {
                    self.contradicted(start, expected, || "text without quotes".to_owned())?;
                }
                read
            }
        };
        read.map_err(|error| wrong(start, error.expected, field))
    }

    /// The values of a set: an array of them, or all in one text; `0` where none stands.
    fn set(&mut self, field: &Field) -> Read<String> {
        if self.cursor.peek() != b'[' {
            let values = self.string(field)?.replace(',', " ");
            return Ok(if values.trim() == "0" { String::new() } else { values });
        }
        self.cursor.open()?;
        let mut set = String::new();
        if self.cursor.peek() == b']' {
            self.cursor.close();
            return Ok(set);
        }
        loop {
            let value = self.string(field)?;
            if !set.is_empty() {
                set.push(' ');
            }
            set.push_str(&value);
            if !self.cursor.more(b']')? {
                return Ok(set);
            }
        }
    }
}

#[cold]
fn wrong(offset: usize, expected: &'static str, field: &Field) -> Box<Fail> {
    let mut fail = Fail::new(offset, expected);
    fail.secret = field.is(Flags::SECRET);
    fail
}

/// How much of a text is shown in an error.
const SHOWN: usize = 60;

impl Cursor<'_> {
    /// What stands at a place, in words.
    #[cold]
    pub(super) fn describe(text: &str, offset: usize, secret: bool) -> String {
        let rest = text.get(offset..).unwrap_or_default();
        let Some(first) = rest.chars().next() else { return "the end of the document".to_owned() };
        let token = || {
            let end = rest.find([',', '}', ']', ' ', '\n', '\r', '\t', ':', '"']).unwrap_or(rest.len());
            rest.get(..end).unwrap_or_default().chars().take(SHOWN).collect::<String>()
        };
        match first {
            '{' => "an object".to_owned(),
            '[' => "an array".to_owned(),
            '"' if secret => "text".to_owned(),
            '"' => {
                let mut cursor = Cursor::new(rest, 1);
                let content = cursor.string().unwrap_or_default();
                let mut shown: String = content.chars().take(SHOWN).collect();
                if shown.len() < content.len() {
                    shown.push('…');
                }
                format!("the text {shown:?}")
            }
            '-' | '0'..='9' if secret => "a number".to_owned(),
            '-' | '0'..='9' => format!("the number {}", token()),
            _ if rest.starts_with("true") || rest.starts_with("false") || rest.starts_with("null") => token(),
            character => format!("the character {character:?}"),
        }
    }
}
