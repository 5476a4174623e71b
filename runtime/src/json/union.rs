//! Which alternative of a union stands.
//!
//! An alternative is chosen by looking at the value once, one level deep; then it is read. Nothing is read on trial but
//! scalars, so that unions in unions cost no more than their depth.

use std::borrow::Cow;

use super::{
    cursor::{Cursor, Fail, Read},
    decode::{Decoder, find, named},
    number::{integral, lexical, numeric},
};
use crate::record::{Field, Flags, Form, Kind, Schema, Shape, Slot, Tag, Union, UnionSchema};

/// How deep alternatives that are unions themselves are looked into.
const NESTED: usize = 4;

/// How well a value fits an alternative: `None` not at all. The least fits best.
type Fit = Option<Score>;

/// What speaks against an alternative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// What is unknown to it.
    unknown: usize,
    /// Properties that it has no names for, and only keeps.
    kept: usize,
}

impl Score {
    /// Everything is known.
    const BEST: Self = Self { unknown: 0, kept: 0 };

    fn unknown(unknown: usize) -> Self {
        Self { unknown, kept: 0 }
    }

    fn and(self, other: Self) -> Self {
        Self { unknown: self.unknown + other.unknown, kept: self.kept + other.kept }
    }
}

impl Decoder<'_> {
    pub(super) fn union(&mut self, union: &mut dyn Union) -> Read<()> {
        let schema = union.schema();
        match schema.tag {
            Tag::Property(property) => self.tagged(union, schema, property),
            _ => self.untagged(union, schema),
        }
    }

    fn tagged(&mut self, union: &mut dyn Union, schema: &'static UnionSchema, property: &'static str) -> Read<()> {
        let start = self.cursor.offset();
        if self.cursor.peek() != b'{' {
            return self.untagged(union, schema);
        }
        let Some(tag) = self.tag(property)? else {
            let what = || format!("no property `{property}`, which tells the type");
            self.tolerate(start, "the property that tells the type", what)?;
            return self.untagged(union, schema);
        };
        match schema.variants.iter().position(|variant| variant.name.local == tag) {
            Some(index) => {
                let field = schema.variants.get(index);
                match (union.select(index), field) {
                    (Slot::Record(record), _) => self.record(record, Some(property)),
                    (Slot::Option(option), Some(field)) => match option.fill() {
                        Slot::Record(record) => self.record(record, Some(property)),
                        slot => self.value(slot, field),
                    },
                    (slot, Some(field)) => self.value(slot, field),
                    (_, None) => Ok(()),
                }
            }
            None if schema.open => {
                self.tolerate(start, "a type of the description", || format!("the unknown type `{tag}`"))?;
                self.raw(union.select(schema.variants.len()))
            }
            None => {
                let found = format!("the unknown type `{tag}` in `{property}`");
                Err(Fail::found(start, "a type of the description", found))
            }
        }
    }

    fn raw(&mut self, slot: Slot<'_>) -> Read<()> {
        match slot {
            Slot::Json(value) => *value = self.cursor.any()?,
            Slot::Option(option) => return self.raw(option.fill()),
            _ => self.cursor.skip()?,
        }
        Ok(())
    }

    /// The value of the property that tells the type.
    fn tag(&self, property: &str) -> Read<Option<String>> {
        let mut ahead = self.cursor.clone();
        ahead.open()?;
        if ahead.peek() == b'}' {
            return Ok(None);
        }
        loop {
            if ahead.key()? == property && ahead.peek() == b'"' {
                return Ok(Some(ahead.string()?.into_owned()));
            }
            ahead.peek();
            ahead.skip()?;
            if !ahead.more(b'}')? {
                return Ok(None);
            }
        }
    }

    fn untagged(&mut self, union: &mut dyn Union, schema: &'static UnionSchema) -> Read<()> {
        let start = self.cursor.clone();
        let outline = Outline::of(&mut start.clone())?;
        let mut fitting: Vec<(Score, usize)> = schema
            .variants
            .iter()
            .enumerate()
            .filter_map(|(index, variant)| Some((outline.fit(variant, NESTED)?, index)))
            .collect();
        // The first of those that fit best: the sort is stable.
        fitting.sort_by_key(|(score, _)| *score);
        let mut failed = None;
        for (score, index) in fitting {
            let Some(variant) = schema.variants.get(index) else { continue };
            if score.unknown > 0 && schema.open {
                break;
            }
            self.cursor = start.clone();
            match self.value(union.select(index), variant) {
                Ok(()) => return Ok(()),
                // A text that is no date may still be another alternative; what is wrong within an object is wrong.
                Err(fail) if outline.is_scalar() => failed = failed.or(Some(fail)),
                Err(fail) => return Err(fail),
            }
        }
        self.cursor = start;
        if schema.open {
            return self.raw(union.select(schema.variants.len()));
        }
        Err(failed.unwrap_or_else(|| Fail::new(self.cursor.offset(), one_of(schema))))
    }
}

fn one_of(schema: &UnionSchema) -> Cow<'static, str> {
    let names: Vec<String> = schema.variants.iter().map(|variant| format!("`{}`", variant.name.local)).collect();
    Cow::Owned(format!("one of {}", names.join(", ")))
}

/// What shows of a value without reading it.
enum Outline<'a> {
    Null,
    Bool,
    Number(&'a str),
    Text(Cow<'a, str>),
    Array(Option<Box<Outline<'a>>>),
    Object(Vec<(Cow<'a, str>, Outline<'a>)>),
    /// An object or array that is not looked into.
    Opaque(u8),
}

impl<'a> Outline<'a> {
    fn of(cursor: &mut Cursor<'a>) -> Read<Self> {
        match cursor.peek() {
            b'[' => {
                cursor.open()?;
                if cursor.peek() == b']' {
                    return Ok(Self::Array(None));
                }
                // The first item tells an array of one type from that of another.
                let first = if cursor.peek() == b'{' { Self::of(cursor)? } else { Self::shallow(cursor)? };
                Ok(Self::Array(Some(Box::new(first))))
            }
            b'{' => {
                cursor.open()?;
                let mut properties = Vec::new();
                if cursor.peek() == b'}' {
                    return Ok(Self::Object(properties));
                }
                loop {
                    let key = cursor.key()?;
                    properties.push((key, Self::shallow(cursor)?));
                    if !cursor.more(b'}')? {
                        return Ok(Self::Object(properties));
                    }
                }
            }
            _ => Self::shallow(cursor),
        }
    }

    fn shallow(cursor: &mut Cursor<'a>) -> Read<Self> {
        Ok(match cursor.peek() {
            bracket @ (b'{' | b'[') => {
                cursor.skip()?;
                Self::Opaque(bracket)
            }
            b'"' => Self::Text(cursor.string()?),
            b't' => {
                cursor.word("true")?;
                Self::Bool
            }
            b'f' => {
                cursor.word("false")?;
                Self::Bool
            }
            b'n' => {
                cursor.word("null")?;
                Self::Null
            }
            _ => Self::Number(cursor.number()?),
        })
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Self::Null | Self::Bool | Self::Number(_) | Self::Text(_))
    }

    fn fit(&self, field: &Field, level: usize) -> Fit {
        if matches!(self, Self::Null) {
            return (field.is(Flags::NILLABLE) || matches!(field.shape, Shape::Any)).then_some(Score::BEST);
        }
        if field.is(Flags::REPEATED) {
            return matches!(self, Self::Array(_) | Self::Opaque(b'[')).then_some(Score::BEST);
        }
        match (&field.shape, self) {
            (Shape::Any, _) => Some(Score::BEST),
            (Shape::Scalar(kind) | Shape::Simple(kind, _), _) => self.fits_kind(*kind).then_some(Score::BEST),
            (Shape::Enum(schema), Self::Text(text)) if !schema.integer || schema.set => {
                Some(Score::unknown(usize::from(!schema.set && schema.index_of(text).is_none())))
            }
            (Shape::Enum(schema), Self::Number(number)) if schema.integer => {
                Some(Score::unknown(usize::from(schema.index_of(number).is_none())))
            }
            (Shape::Enum(schema), Self::Array(_) | Self::Opaque(b'[')) if schema.set => Some(Score::BEST),
            (Shape::Record(schema), Self::Object(properties)) => fit_record(schema.get(), properties),
            (Shape::Record(_), Self::Opaque(b'{')) => Some(Score::BEST),
            (Shape::Map(schema), Self::Object(properties)) => {
                properties.iter().try_fold(Score::BEST, |score, (_, value)| {
                    Some(score.and(value.fit(&schema.value, level.checked_sub(1)?)?))
                })
            }
            (Shape::Map(_), Self::Opaque(b'{')) => Some(Score::BEST),
            (Shape::List(_), Self::Opaque(b'[') | Self::Array(None)) => Some(Score::BEST),
            (Shape::List(schema), Self::Array(Some(first))) => {
                if matches!(**first, Self::Null) && schema.item.is(Flags::DROP_NIL) {
                    return Some(Score::BEST);
                }
                first.fit(&schema.item, level.checked_sub(1)?)
            }
            (Shape::Union(schema), value) => {
                let level = level.checked_sub(1)?;
                let fits = schema.variants.iter().filter_map(|variant| value.fit(variant, level));
                fits.min().or(schema.open.then_some(Score::BEST))
            }
            _ => None,
        }
    }

    fn fits_kind(&self, kind: Kind) -> bool {
        match self {
            Self::Bool => kind == Kind::Bool,
            Self::Number(number) => numeric(kind) && (!integral(kind) || lexical(kind, number).is_some()),
            Self::Text(_) => !numeric(kind) && kind != Kind::Bool,
            _ => false,
        }
    }
}

/// Every required property must stand, and every known one be of the right kind.
fn fit_record(schema: &'static Schema, properties: &[(Cow<'_, str>, Outline<'_>)]) -> Fit {
    let open = schema.fields.iter().any(|field| field.form == Form::Rest);
    let mut score = Score::BEST;
    let mut seen = vec![false; schema.fields.len()];
    let mut next = 0;
    for (key, value) in properties {
        match find(schema, key, next) {
            Some(index) => {
                next = index + 1;
                let field = schema.fields.get(index)?;
                // Null where it is not described is tolerated, but tells against the alternative.
                score = score.and(if matches!(value, Outline::Null) {
                    value.fit(field, 1).unwrap_or(Score::unknown(1))
                } else {
                    value.fit(field, 1)?
                });
                *seen.get_mut(index)? = true;
            }
            None if open => score.kept += 1,
            None => score.unknown += 1,
        }
    }
    let missing =
        schema.fields.iter().zip(seen).any(|(field, seen)| field.is(Flags::REQUIRED) && named(field) && !seen);
    (!missing).then_some(score)
}
