//! The loop: a value by its view and its row, into a slot by its row.

use std::{collections::HashMap, rc::Rc};

use super::{
    Loss,
    fields::{Fields, Place, alternative},
};
use crate::record::{Field, Flags, Form, List, ListSlot, MapSlot, MapView, Record, Shape, Slot, Tag, Union, View};

/// What a table says of a value on one side.
#[derive(Clone, Copy)]
pub(super) struct Side {
    pub shape: Shape,
    flags: Flags,
}

impl Side {
    /// What no table says anything of: a value that stands for itself.
    pub const UNTOLD: Self = Self { shape: Shape::Any, flags: Flags::NONE };

    fn of(row: &Field) -> Self {
        Self { shape: row.shape, flags: row.flags }
    }

    /// The items of a list, or of a field that repeats.
    fn item(self) -> Self {
        match self.shape {
            _ if self.flags.has(Flags::REPEATED) => Self { flags: Flags(self.flags.0 & !Flags::REPEATED.0), ..self },
            Shape::List(schema) => Self::of(&schema.item),
            _ => Self::UNTOLD,
        }
    }

    fn is(self, flag: Flags) -> bool {
        self.flags.has(flag)
    }
}

/// One conversion: where it is, and what couldn't go.
#[derive(Default)]
pub(super) struct Converter {
    pub losses: Vec<Loss>,
    path: String,
    in_secret: bool,
    /// The fields of the pairs of types that were met, by the addresses of their tables.
    known: HashMap<(usize, usize), Rc<Fields>>,
}

impl Converter {
    /// Puts a value in its place.
    pub fn value(&mut self, view: View<'_>, from: Side, slot: Slot<'_>, to: Side) {
        match (view, slot) {
            (View::Absent | View::Null, slot) => self.null(slot, to),
            (view, Slot::Option(option)) => self.value(view, from, option.fill(), to),
            (view, Slot::OptionBool(value)) => self.value(view, from, Slot::Bool(value.get_or_insert_default()), to),
            (view, Slot::OptionI32(value)) => self.value(view, from, Slot::I32(value.get_or_insert_default()), to),
            (view, Slot::OptionI64(value)) => self.value(view, from, Slot::I64(value.get_or_insert_default()), to),
            (view, Slot::OptionF64(value)) => self.value(view, from, Slot::F64(value.get_or_insert_default()), to),
            (view, Slot::OptionText(value)) => self.value(view, from, Slot::Text(value.get_or_insert_default()), to),
            (View::Record(record), Slot::Record(into)) => self.record(record, into),
            (View::Union(union), Slot::Union(into)) => self.union(union, into),
            // The declared type of a family stands itself where the other side knows no family.
            (View::Union(union), Slot::Record(into)) if is_declared(union) => {
                self.value(union.content(), Side::UNTOLD, Slot::Record(into), to);
            }
            (View::Record(record), Slot::Union(into)) if into.schema().tag == Tag::XsiType => {
                self.value(View::Record(record), from, into.select(0), Side::UNTOLD);
            }
            (View::List(list), Slot::List(into)) => self.list(list, from.item(), into, to.item()),
            (View::Map(map), Slot::Map(into)) => self.map(map, from.shape, into, to.shape),
            (View::Xml(element), Slot::Xml(into)) => *into = element.clone(),
            (View::Json(value), Slot::Json(into)) => *into = value.clone(),
            (view, Slot::List(_)) => self.lose("a list", &view),
            (view, slot) => self.scalar(&view, &from.shape, slot, &to.shape),
        }
    }

    /// Puts each field of a record, or of a request, in its place.
    pub fn fields(&mut self, record: &dyn Record, into: &mut dyn Record, fields: &Fields) {
        let mut stands = vec![false; fields.target.len()];
        for (place, counterpart) in &fields.source {
            let view = place.view(record);
            if is_nothing(&view, place.row) {
                continue;
            }
            let target = counterpart.and_then(|index| fields.target.get(index));
            self.within(place.row, target, |converter| match target {
                Some(target) => {
                    converter.value(view, Side::of(place.row), target.slot(into), Side::of(target.row));
                }
                None => converter.lose("nothing, as there is no such field", &view),
            });
            if let Some(index) = *counterpart {
                stands[index] = true;
            }
        }
        for (target, _) in fields.target.iter().zip(stands).filter(|(target, stands)| !stands && must_stand(target.row))
        {
            if target.is_within(into) {
                self.within(target.row, None, |converter| converter.lose("a value", &View::Absent));
            }
        }
    }

    fn record(&mut self, record: &dyn Record, into: &mut dyn Record) {
        let (source, target) = (record.schema(), into.schema());
        let key = (std::ptr::from_ref(source) as usize, std::ptr::from_ref(target) as usize);
        let known = self.known.entry(key).or_insert_with(|| Rc::new(Fields::of_records(source, target)));
        let fields = Rc::clone(known);
        self.fields(record, into, &fields);
    }

    fn union(&mut self, union: &dyn Union, into: &mut dyn Union) {
        let target = into.schema();
        let Some(variant) = union.schema().variants.get(union.selected()) else {
            return match target.open {
                // What neither side names stays as it stood on the wire.
                true => self.value(union.content(), Side::UNTOLD, into.select(target.variants.len()), Side::UNTOLD),
                false => self.lose("an alternative that is known", &union.content()),
            };
        };
        let counterpart = alternative(variant.name.local, target.variants);
        match counterpart.and_then(|index| Some((index, target.variants.get(index)?))) {
            Some((index, row)) => match (union.content(), into.select(index)) {
                // An alternative that holds nothing.
                (View::Absent, Slot::None) => {}
                (content, slot) => self.value(content, Side::of(variant), slot, Side::of(row)),
            },
            None => self.lose_text("an alternative that is known", format!("`{}`", variant.name.local)),
        }
    }

    fn list(&mut self, list: &dyn List, from: Side, into: &mut dyn ListSlot, to: Side) {
        for index in 0..list.len() {
            self.at(&format!("[{index}]"), |converter| converter.value(list.get(index), from, into.push(), to));
        }
    }

    fn map(&mut self, map: &dyn MapView, from: Shape, into: &mut dyn MapSlot, to: Shape) {
        let (Shape::Map(source), Shape::Map(target)) = (from, to) else {
            return self.lose("another value", &View::Map(map));
        };
        let (from, to) = (Side::of(&source.value), Side::of(&target.value));
        for index in 0..map.len() {
            let Some((key, value)) = map.entry(index) else { break };
            self.at(&format!("[{index}]"), |converter| {
                let Some(text) = converter.key(&key, &source.key, into, &target.key) else { return };
                match into.insert(&text) {
                    Ok(slot) => converter.value(value, from, slot, to),
                    Err(error) => converter.lose(error.expected, &key),
                }
            });
        }
    }

    fn null(&mut self, slot: Slot<'_>, to: Side) {
        match slot {
            Slot::Option(option) if to.is(Flags::NILLABLE) => option.set_null(),
            // They are absent already.
            Slot::OptionBool(_)
            | Slot::OptionI32(_)
            | Slot::OptionI64(_)
            | Slot::OptionF64(_)
            | Slot::OptionText(_)
                if to.is(Flags::NILLABLE) => {}
            _ => self.lose("a value", &View::Null),
        }
    }

    fn within(&mut self, row: &Field, counterpart: Option<&Place>, convert: impl FnOnce(&mut Self)) {
        let is_secret = row.is(Flags::SECRET) || counterpart.is_some_and(|target| target.row.is(Flags::SECRET));
        let before = self.in_secret;
        self.in_secret |= is_secret;
        let dot = if self.path.is_empty() { "" } else { "." };
        let length = self.path.len();
        self.path.push_str(dot);
        self.path.push_str(row.name.local);
        convert(self);
        self.path.truncate(length);
        self.in_secret = before;
    }

    fn at(&mut self, step: &str, convert: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(step);
        convert(self);
        self.path.truncate(length);
    }

    /// Names something that can't go.
    pub fn lose(&mut self, expected: &str, view: &View<'_>) {
        let found = found(view);
        self.lose_text(expected, found);
    }

    fn lose_text(&mut self, expected: &str, found: String) {
        let found = if self.in_secret { "`…`".to_owned() } else { found };
        self.losses.push(Loss { path: self.path.clone(), expected: expected.to_owned(), found });
    }
}

/// Whether a field holds nothing that a message would carry.
fn is_nothing(view: &View<'_>, row: &Field) -> bool {
    match view {
        View::Absent => true,
        View::List(list) => row.is(Flags::REPEATED) && list.is_empty(),
        View::Map(map) => row.form == Form::Rest && map.is_empty(),
        _ => false,
    }
}

/// Whether a record isn't whole without a field. Lists that repeat in place and open content may be empty, and null stands
/// for itself.
fn must_stand(row: &Field) -> bool {
    row.is(Flags::REQUIRED)
        && !row.is(Flags::REPEATED)
        && !row.is(Flags::NILLABLE)
        && !matches!(row.form, Form::Rest | Form::AnyElement)
}

fn is_declared(union: &dyn Union) -> bool {
    union.schema().tag == Tag::XsiType && union.selected() == 0
}

/// What stands, in words. A text is cut: it may be long.
fn found(view: &View<'_>) -> String {
    const SHOWN: usize = 40;
    let what = match view {
        View::Absent => "nothing",
        View::Null => "null",
        View::Record(_) => "a record",
        View::List(_) => "a list",
        View::Map(_) => "a map",
        View::Union(_) => "one of several",
        View::Xml(_) => "XML that no type describes",
        View::Json(_) => "JSON that no type describes",
        simple => {
            let mut text = String::new();
            crate::value::lexical::append(&mut text, simple);
            let cut = text.char_indices().nth(SHOWN).map(|(end, _)| end);
            return match cut {
                Some(end) => format!("`{}…`", text[..end].escape_debug()),
                None => format!("`{}`", text.escape_debug()),
            };
        }
    };
    what.to_owned()
}
