use std::borrow::Cow;

use super::{
    Direction,
    cursor::{Cursor, Fail, Read},
    path::paths,
};
use crate::{
    record::{Field, Flags, Form, ListSlot, MapSlot, Record, Schema, Shape, Slot, Union},
    xml::{DecodeError, Leniency, Limits, Position, Tolerance},
};

/// The deepest nesting that may be allowed: reading needs stack for every level.
const DEEPEST: usize = 512;

/// How many fields ahead the next property is looked for before its name is read.
const AHEAD: usize = 3;

/// Reads one document.
#[derive(Debug)]
pub struct Decoder<'a> {
    pub(super) cursor: Cursor<'a>,
    tolerance: Tolerance,
    direction: Option<Direction>,
    kept: usize,
    leniencies: Vec<(usize, String)>,
}

impl<'a> Decoder<'a> {
    /// A reader of a document, with the default tolerance and limits.
    ///
    /// # Errors
    /// When the document is not UTF-8. A byte order mark is passed over.
    pub fn new(document: &'a [u8]) -> Result<Self, DecodeError> {
        let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
        let text = std::str::from_utf8(document).map_err(|error| {
            let valid = document.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
            let valid = valid.unwrap_or_default();
            let byte = document.get(valid.len()).copied().unwrap_or_default();
            DecodeError::new("$", Position::new(valid, valid.len()), "UTF-8", format!("the byte 0x{byte:02x}"))
        })?;
        let limits = Limits::default();
        Ok(Self {
            cursor: Cursor::new(text, limits.depth),
            tolerance: Tolerance::default(),
            direction: None,
            kept: limits.leniencies,
            leniencies: Vec::new(),
        })
    }

    /// The same reader with another tolerance.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The same reader with other limits: the depth, which is never above 512, and the number of leniencies.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.cursor = Cursor::new(self.cursor.text(), limits.depth.min(DEEPEST));
        self.kept = limits.leniencies;
        self
    }

    /// The same reader for a document that travels one way: fields that only the other side may set are not missed.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// Reads the whole document into a value, and gives what was tolerated.
    ///
    /// # Errors
    /// When the document is not JSON, or not what the row says; where the tolerance does not let it pass.
    pub fn read(mut self, slot: Slot<'_>, field: &Field) -> Result<Vec<Leniency>, DecodeError> {
        let whole = self.value(slot, field).map_err(|fail| hide(fail, field));
        let read = whole.and_then(|()| match self.cursor.peek() {
            0 if self.cursor.offset() == self.cursor.text().len() => Ok(()),
            _ => Err(Fail::new(self.cursor.offset(), "the end of the document")),
        });
        match read {
            Ok(()) => Ok(self.told()),
            Err(fail) => Err(self.error(&fail)),
        }
    }

    fn told(self) -> Vec<Leniency> {
        if self.leniencies.is_empty() {
            return Vec::new();
        }
        let mut leniencies = self.leniencies;
        leniencies.sort_by_key(|(offset, _)| *offset);
        let offsets: Vec<usize> = leniencies.iter().map(|(offset, _)| *offset).collect();
        let paths = paths(self.cursor.text(), &offsets);
        paths.into_iter().zip(leniencies).map(|(path, (_, what))| Leniency { path, what }).collect()
    }

    #[cold]
    fn error(&self, fail: &Fail) -> DecodeError {
        let text = self.cursor.text();
        let path = paths(text, &[fail.offset]).pop().unwrap_or_default();
        let found = match &fail.found {
            Some(found) => found.clone(),
            None => Cow::Owned(Cursor::describe(text, fail.offset, fail.secret)),
        };
        DecodeError::new(path, Position::new(text, fail.offset), fail.expected.clone(), found)
    }

    /// Lets something pass that the description does not foresee, if the tolerance does.
    #[cold]
    pub(super) fn tolerate(
        &mut self,
        offset: usize,
        expected: &'static str,
        what: impl FnOnce() -> String,
    ) -> Read<()> {
        match self.tolerance {
            Tolerance::Strict => return Err(Fail::found(offset, expected, what())),
            Tolerance::Report if self.leniencies.len() < self.kept => self.leniencies.push((offset, what())),
            Tolerance::Report | Tolerance::Lenient => {}
        }
        Ok(())
    }

    /// What contradicts the description: tolerated in answers alone, for a client can be told what is wrong in its request.
    pub(super) fn contradicted(
        &mut self,
        offset: usize,
        expected: &'static str,
        what: impl FnOnce() -> String,
    ) -> Read<()> {
        if self.direction == Some(Direction::Request) && self.tolerance != Tolerance::Lenient {
            return Err(Fail::found(offset, expected, what()));
        }
        self.tolerate(offset, expected, what)
    }

    /// Reads a value.
    pub(super) fn value(&mut self, slot: Slot<'_>, field: &Field) -> Read<()> {
        if self.cursor.peek() == b'n' {
            return self.null(slot, field);
        }
        match slot {
            Slot::Text(text) => *text = self.string(field)?,
            Slot::OptionText(text) => *text = Some(self.string(field)?),
            Slot::I32(number) => *number = self.i32(field)?,
            Slot::OptionI32(number) => *number = Some(self.i32(field)?),
            Slot::Bool(truth) => *truth = self.bool(field)?,
            Slot::OptionBool(truth) => *truth = Some(self.bool(field)?),
            Slot::I64(number) => *number = self.i64(field)?,
            Slot::OptionI64(number) => *number = Some(self.i64(field)?),
            Slot::F64(number) => *number = self.f64(field)?,
            Slot::OptionF64(number) => *number = Some(self.f64(field)?),
            Slot::Scalar(scalar) => self.scalar(scalar, field)?,
            Slot::Option(option) => self.value(option.fill(), field)?,
            Slot::Record(record) => self.record(record, None)?,
            Slot::List(list) => self.list(list, field)?,
            Slot::Map(map) => self.map(map, field)?,
            Slot::Union(union) => self.union(union)?,
            Slot::Json(value) => *value = self.cursor.any()?,
            Slot::Xml(_) => return Err(Fail::new(self.cursor.offset(), "no value, since an XML element belongs here")),
            Slot::None => {
                let offset = self.cursor.offset();
                self.cursor.skip()?;
                self.tolerate(offset, "no content", || "content where none is described".to_owned())?;
            }
        }
        Ok(())
    }

    #[cold]
    fn null(&mut self, slot: Slot<'_>, field: &Field) -> Read<()> {
        let offset = self.cursor.offset();
        self.cursor.word("null")?;
        let any = matches!(field.shape, Shape::Any);
        let slot = match slot {
            // An alternative may itself be null.
            Slot::Union(union) if !field.is(Flags::NILLABLE) => match null_of(union) {
                Some(slot) => return self.nothing(slot, field, any),
                None => Slot::None,
            },
            slot => slot,
        };
        if !field.is(Flags::NILLABLE) && !any {
            let what = || "null, which the description does not allow".to_owned();
            self.contradicted(offset, "a value that is not null", what)?;
        }
        self.nothing(slot, field, any)
    }

    fn nothing(&mut self, slot: Slot<'_>, field: &Field, any: bool) -> Read<()> {
        match slot {
            Slot::OptionText(text) => *text = None,
            Slot::OptionI32(number) => *number = None,
            Slot::OptionBool(truth) => *truth = None,
            Slot::OptionI64(number) => *number = None,
            Slot::OptionF64(number) => *number = None,
            Slot::Option(option) if field.is(Flags::NILLABLE) => option.set_null(),
            Slot::Option(option) if any => match option.fill() {
                Slot::Json(value) => *value = serde_json::Value::Null,
                _ => option.set_null(),
            },
            Slot::Option(option) => option.clear(),
            Slot::Json(value) => *value = serde_json::Value::Null,
            _ => {}
        }
        Ok(())
    }

    fn list(&mut self, list: &mut dyn ListSlot, field: &Field) -> Read<()> {
        let item = match &field.shape {
            Shape::List(schema) if !field.is(Flags::REPEATED) => &schema.item,
            _ => field,
        };
        if self.cursor.peek() != b'[' {
            return Err(Fail::new(self.cursor.offset(), "an array"));
        }
        self.cursor.open()?;
        if self.cursor.peek() == b']' {
            self.cursor.close();
            return Ok(());
        }
        let nullable = item.is(Flags::NILLABLE) || matches!(item.shape, Shape::Any);
        loop {
            if !nullable && self.cursor.peek() == b'n' {
                let offset = self.cursor.offset();
                self.cursor.word("null")?;
                if !item.is(Flags::DROP_NIL) {
                    return Err(Fail::found(offset, "an item that is not null", "null"));
                }
                self.tolerate(offset, "an item that is not null", || "a null item, which was left out".to_owned())?;
            } else {
                self.value(list.push(), item)?;
            }
            if !self.cursor.more(b']')? {
                return Ok(());
            }
        }
    }

    fn map(&mut self, map: &mut dyn MapSlot, field: &Field) -> Read<()> {
        let value = match &field.shape {
            Shape::Map(schema) => &schema.value,
            _ => field,
        };
        if self.cursor.peek() != b'{' {
            return Err(Fail::new(self.cursor.offset(), "an object"));
        }
        self.cursor.open()?;
        if self.cursor.peek() == b'}' {
            self.cursor.close();
            return Ok(());
        }
        loop {
            self.cursor.peek();
            let offset = self.cursor.offset();
            let key = self.cursor.key()?;
            self.entry(map, value, &key, offset)?;
            if !self.cursor.more(b'}')? {
                return Ok(());
            }
        }
    }

    fn entry(&mut self, map: &mut dyn MapSlot, value: &Field, key: &str, offset: usize) -> Read<()> {
        let wrong = |error: crate::record::ScalarError| Fail::new(offset, format!("{} as a key", error.expected));
        if map.contains(key).map_err(wrong)? {
            self.cursor.skip()?;
            return self.twice(key, offset);
        }
        let slot = map.insert(key).map_err(wrong)?;
        self.value(slot, value)
    }

    /// What is given twice keeps its first value.
    fn twice(&mut self, key: &str, offset: usize) -> Read<()> {
        self.contradicted(offset, "each property once", || format!("property `{key}` again"))
    }

    /// Reads a record, passing over the property that told its type.
    pub(super) fn record(&mut self, record: &mut dyn Record, tag: Option<&str>) -> Read<()> {
        if self.cursor.peek() != b'{' {
            return Err(Fail::new(self.cursor.offset(), "an object"));
        }
        let start = self.cursor.offset();
        self.cursor.open()?;
        let schema = record.schema();
        let mut seen = Seen::default();
        if self.cursor.peek() == b'}' {
            self.cursor.close();
            return self.missing(schema, &seen, start);
        }
        let mut next = 0;
        loop {
            self.cursor.peek();
            let offset = self.cursor.offset();
            // Nearly always, what follows is the next field or one soon after it.
            let ahead = schema.fields.get(next..).unwrap_or_default().iter().take(AHEAD);
            let predicted = ahead
                .enumerate()
                .find(|(_, field)| field.is(Flags::PLAIN) && named(field) && self.cursor.is_key(field.name.local));
            if let Some((ahead, field)) = predicted {
                let index = next + ahead;
                next = index + 1;
                if seen.insert(index) {
                    self.cursor.skip()?;
                    self.twice(field.name.local, offset)?;
                } else {
                    self.value(record.slot(index), field).map_err(|fail| hide(fail, field))?;
                }
                if self.cursor.more(b'}')? {
                    continue;
                }
                break;
            }
            let key = self.cursor.key()?;
            match find(schema, &key, next) {
                Some(index) => {
                    next = index + 1;
                    if seen.insert(index) {
                        self.cursor.skip()?;
                        self.twice(&key, offset)?;
                    } else if let Some(field) = schema.fields.get(index) {
                        self.value(record.slot(index), field).map_err(|fail| hide(fail, field))?;
                    }
                }
                None => self.unknown(record, schema, &key, offset, tag)?,
            }
            if !self.cursor.more(b'}')? {
                break;
            }
        }
        if seen.count() == schema.fields.len() { Ok(()) } else { self.missing(schema, &seen, start) }
    }

    fn missing(&mut self, schema: &'static Schema, seen: &Seen, start: usize) -> Read<()> {
        for (index, field) in schema.fields.iter().enumerate() {
            if field.is(Flags::REQUIRED)
                && !seen.contains(index)
                && named(field)
                && self.direction.is_none_or(|direction| direction.carries(field))
            {
                let what = || format!("no property `{}`, which is required", field.name.local);
                self.contradicted(start, "every required property", what)?;
            }
        }
        Ok(())
    }

    #[cold]
    fn unknown(
        &mut self,
        record: &mut dyn Record,
        schema: &'static Schema,
        key: &str,
        offset: usize,
        tag: Option<&str>,
    ) -> Read<()> {
        if tag == Some(key) {
            return self.cursor.skip();
        }
        let rest = schema.fields.iter().position(|field| field.form == Form::Rest);
        if let Some((index, field)) = rest.and_then(|index| Some((index, schema.fields.get(index)?))) {
            return self.rest(record.slot(index), field, key, offset);
        }
        self.cursor.skip()?;
        self.tolerate(offset, "a property of the description", || format!("unknown property `{key}`"))
    }

    fn rest(&mut self, slot: Slot<'_>, field: &Field, key: &str, offset: usize) -> Read<()> {
        match slot {
            Slot::Option(option) => self.rest(option.fill(), field, key, offset),
            Slot::Map(map) => match &field.shape {
                Shape::Map(schema) => self.entry(map, &schema.value, key, offset),
                _ => self.entry(map, field, key, offset),
            },
            Slot::Json(value) => {
                let content = self.cursor.any()?;
                if !value.is_object() {
                    *value = serde_json::Value::Object(serde_json::Map::new());
                }
                if let Some(object) = value.as_object_mut() {
                    object.insert(key.to_owned(), content);
                }
                Ok(())
            }
            _ => self.cursor.skip(),
        }
    }
}

/// The slot of the alternative that null stands for.
fn null_of(union: &mut dyn Union) -> Option<Slot<'_>> {
    let schema = union.schema();
    let nullable = |variant: &Field| variant.is(Flags::NILLABLE) || matches!(variant.shape, Shape::Any);
    let index = schema.variants.iter().position(nullable).or(schema.open.then_some(schema.variants.len()))?;
    Some(union.select(index))
}

/// Whether a property stands under the field's own name.
pub(super) fn named(field: &Field) -> bool {
    matches!(field.form, Form::Element | Form::Attribute | Form::Text)
}

/// The field of a name: the predicted one, or else whichever has it.
#[inline]
pub(crate) fn find(schema: &Schema, key: &str, next: usize) -> Option<usize> {
    let fields = schema.fields;
    if fields.get(next).is_some_and(|field| field.name.local == key && named(field)) {
        return Some(next);
    }
    let named = |field: &Field| field.name.local == key && named(field);
    let after = fields.get(next..).unwrap_or_default().iter().position(named);
    after.map(|index| next + index).or_else(|| fields.get(..next).unwrap_or_default().iter().position(named))
}

#[cold]
fn hide(mut fail: Box<Fail>, field: &Field) -> Box<Fail> {
    fail.secret |= field.is(Flags::SECRET);
    fail
}

/// Which fields stood already.
#[derive(Default)]
struct Seen {
    first: u64,
    others: Vec<usize>,
    count: usize,
}

impl Seen {
    /// Notes a field, and tells whether it had been noted before.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let before = self.contains(index);
        if !before {
            self.count += 1;
            if index < 64 {
                self.first |= 1 << index;
            } else {
                self.others.push(index);
            }
        }
        before
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        if index < 64 { self.first & (1 << index) != 0 } else { self.others.contains(&index) }
    }

    fn count(&self) -> usize {
        self.count
    }
}
