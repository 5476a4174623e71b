//! Which fields stand for one another.

use super::Renamed;
use crate::record::{Field, Flags, Record, Schema, Shape, Slot, View};

/// The fields of two types, and which of them stand for one another.
pub(super) struct Fields {
    /// The fields of the source, each with the index of its counterpart.
    pub source: Vec<(Place, Option<usize>)>,
    /// The fields of the target.
    pub target: Vec<Place>,
}

/// Where a field stands: in the record itself, or in the body of a request.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub row: &'static Field,
    index: usize,
    inner: Option<usize>,
    is_body: bool,
}

/// A request, as its fields are told apart.
#[derive(Clone, Copy)]
pub(super) struct Request {
    pub schema: &'static Schema,
    /// The field that is the body.
    pub body: Option<usize>,
    /// The body stands for one parameter, rather than each of its properties.
    pub is_whole: bool,
}

impl Place {
    fn of_record(schema: &'static Schema) -> Vec<Self> {
        let place = |(index, row)| Self { row, index, inner: None, is_body: false };
        schema.fields.iter().enumerate().map(place).collect()
    }

    /// The properties of the body come last.
    fn of_request(Request { schema, body, is_whole }: Request) -> Vec<Self> {
        let mut places = Self::of_record(schema);
        let Some(index) = body else { return places };
        match schema.fields.get(index).map(|row| (row.shape, row.is(Flags::REPEATED))) {
            Some((Shape::Record(properties), false)) if !is_whole => {
                places.remove(index);
                let inside = Self::of_record(properties.get()).into_iter();
                places.extend(inside.map(|place| Self { index, inner: Some(place.index), ..place }));
            }
            _ => places.iter_mut().for_each(|place| place.is_body = place.index == index),
        }
        places
    }

    /// What the field holds.
    pub fn view<'a>(&self, record: &'a dyn Record) -> View<'a> {
        match (self.inner, record.view(self.index)) {
            (None, view) => view,
            (Some(inner), View::Record(body)) => body.view(inner),
            (Some(_), _) => View::Absent,
        }
    }

    /// Where the field's value goes; a body that doesn't stand yet is made to.
    pub fn slot<'a>(&self, record: &'a mut dyn Record) -> Slot<'a> {
        let Some(inner) = self.inner else { return record.slot(self.index) };
        let body = match record.slot(self.index) {
            Slot::Option(option) => option.fill(),
            slot => slot,
        };
        match body {
            Slot::Record(body) => body.slot(inner),
            _ => Slot::None,
        }
    }

    /// Whether what holds the field stands.
    pub fn is_within(&self, record: &dyn Record) -> bool {
        self.inner.is_none() || matches!(record.view(self.index), View::Record(_))
    }
}

impl Fields {
    /// The fields of two records.
    pub fn of_records(source: &'static Schema, target: &'static Schema) -> Self {
        Self::paired(Place::of_record(source), Place::of_record(target), &[])
    }

    /// The fields of two requests, the properties of a body in place of the body.
    pub fn of_requests(source: Request, target: Request, renamed: &[Renamed]) -> Self {
        Self::paired(Place::of_request(source), Place::of_request(target), renamed)
    }

    /// Pairs fields as the generator does when it compares: by the names that are given, then by the same name, then by
    /// the same letters and digits; each field once.
    fn paired(source: Vec<Place>, target: Vec<Place>, renamed: &[Renamed]) -> Self {
        let mut source: Vec<(Place, Option<usize>)> = source.into_iter().map(|place| (place, None)).collect();
        let mut is_taken = vec![false; target.len()];
        let is = |name: Option<&str>, place: &Place| name.map_or(place.is_body, |name| name == place.row.name.local);
        let is_given = |old: &Place, new: &Place| renamed.iter().any(|(left, right)| is(*left, old) && is(*right, new));
        let is_same = |old: &Place, new: &Place| old.row.name.local == new.row.name.local;
        let is_alike = |old: &Place, new: &Place| alike(old.row.name.local, new.row.name.local);
        for told in [&is_given as &dyn Fn(&Place, &Place) -> bool, &is_same, &is_alike] {
            for (old, counterpart) in source.iter_mut().filter(|(_, counterpart)| counterpart.is_none()) {
                *counterpart = (0..target.len()).find(|index| !is_taken[*index] && told(old, &target[*index]));
                if let Some(index) = *counterpart {
                    is_taken[index] = true;
                }
            }
        }
        Self { source, target }
    }
}

/// Which alternative of a union has this name: the same, or one whose last part has the same letters and digits.
pub(super) fn alternative(name: &str, variants: &[Field]) -> Option<usize> {
    let same = variants.iter().position(|variant| variant.name.local == name);
    same.or_else(|| variants.iter().position(|variant| alike(last_part(variant.name.local), last_part(name))))
}

/// The last part of a dotted name.
fn last_part(name: &str) -> &str {
    name.rsplit(['.', '+', '/']).next().filter(|last| !last.is_empty()).unwrap_or(name)
}

/// Whether two spellings have the same letters and digits, whatever their case.
fn alike(left: &str, right: &str) -> bool {
    let key = |name| str::chars(name).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    key(left).eq(key(right))
}

#[cfg(test)]
mod tests {
    use super::{Fields, Request, alternative};
    use crate::record::{Field, Flags, Kind, Name, Schema, Shape, field};

    const fn text(name: &'static str) -> Field {
        field("", name, Shape::Scalar(Kind::String), Flags::NONE)
    }

    const fn schema(fields: &'static [Field]) -> Schema {
        Schema { name: Name::NONE, fields, flags: Flags::NONE }
    }

    fn named(fields: &Fields) -> Vec<(&'static str, Option<&'static str>)> {
        let counterpart = |index: &usize| fields.target[*index].row.name.local;
        fields.source.iter().map(|(place, index)| (place.row.name.local, index.as_ref().map(counterpart))).collect()
    }

    #[test]
    fn the_same_name_comes_before_another_spelling_of_it() {
        static OLD: Schema = schema(&[text("user_id"), text("UserId"), text("Rank"), text("Gone")]);
        static NEW: Schema = schema(&[text("UserId"), text("userId"), text("rank")]);
        let fields = Fields::of_records(&OLD, &NEW);
        let pairs = [("user_id", Some("userId")), ("UserId", Some("UserId")), ("Rank", Some("rank")), ("Gone", None)];
        assert_eq!(named(&fields), pairs);
    }

    #[test]
    fn a_body_stands_for_its_properties_or_for_one_parameter() {
        static BODY: Schema = schema(&[text("Name")]);
        static OLD: Schema = schema(&[text("Id"), text("Name")]);
        static NEW: Schema = schema(&[field("", "body", Shape::record(&BODY), Flags::NONE), text("id")]);
        let old = Request { schema: &OLD, body: None, is_whole: false };
        let inside = Fields::of_requests(old, Request { schema: &NEW, body: Some(0), is_whole: false }, &[]);
        assert_eq!(named(&inside), [("Id", Some("id")), ("Name", Some("Name"))]);
        let whole = Request { schema: &NEW, body: Some(0), is_whole: true };
        let whole = Fields::of_requests(old, whole, &[(Some("Name"), None)]);
        assert_eq!(named(&whole), [("Id", Some("id")), ("Name", Some("body"))]);
    }

    #[test]
    fn alternatives_are_told_by_the_last_part_of_their_names() {
        static VARIANTS: [Field; 2] = [text("SuperOffice.CRM.Person"), text("Company")];
        assert_eq!(alternative("person", &VARIANTS), Some(0));
        assert_eq!(alternative("Company", &VARIANTS), Some(1));
        assert_eq!(alternative("Dog", &VARIANTS), None);
    }
}
