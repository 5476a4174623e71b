//! What values must obey beside their shape, checked on request.

use std::{fmt, str::FromStr};

use bigdecimal::{BigDecimal, Zero};

use super::{Field, Flags, List, Record, Shape, View, debug::same};

/// What values must obey beside their shape: the facets of XML Schema 1.0 and the keywords of JSON Schema. Patterns are
/// documented, not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The least length in characters, bytes or items.
    pub min_length: Option<u64>,
    /// The greatest length.
    pub max_length: Option<u64>,
    /// The least number.
    pub minimum: Option<Bound>,
    /// The greatest number.
    pub maximum: Option<Bound>,
    /// Numbers are multiples of this one.
    pub multiple_of: Option<&'static str>,
    /// At most this many digits.
    pub total_digits: Option<u32>,
    /// At most this many digits after the point.
    pub fraction_digits: Option<u32>,
    /// No item stands twice.
    pub unique: bool,
}

/// A bound of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number, in its lexical form.
    pub value: &'static str,
    /// The number itself is excluded.
    pub excluded: bool,
}

impl Rules {
    /// Any value may stand.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        minimum: None,
        maximum: None,
        multiple_of: None,
        total_digits: None,
        fraction_digits: None,
        unique: false,
    };
}

/// A value that does not obey the description. It does not tell the value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path to the value, by the names on the wire.
    pub path: String,
    /// What the description demands.
    pub expected: String,
}

/// The values of a record that do not obey the description; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(pub Vec<Violation>);

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Violation { path, expected }) in self.0.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(f, "{between}`{path}`: expected {expected}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// Records check themselves by their tables.
pub trait Validate: Record {
    /// Checks lengths, bounds and counts of all values, those of nested records too.
    ///
    /// # Errors
    /// The values that do not obey the description.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Record> Validate for T {
    fn validate(&self) -> Result<(), Violations> {
        check(self)
    }
}

/// Checks a record whose type is erased.
pub(crate) fn check(record: &dyn Record) -> Result<(), Violations> {
    let mut checker = Checker { path: String::new(), found: Vec::new() };
    checker.record(record);
    if checker.found.is_empty() { Ok(()) } else { Err(Violations(checker.found)) }
}

struct Checker {
    path: String,
    found: Vec<Violation>,
}

impl Checker {
    fn record(&mut self, record: &dyn Record) {
        for (index, field) in record.schema().fields.iter().enumerate() {
            let view = record.view(index);
            self.within(&format!(".{}", field.name.local), |checker| checker.value(&view, field));
        }
    }

    fn within(&mut self, step: &str, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(if length == 0 { step.trim_start_matches('.') } else { step });
        check(self);
        self.path.truncate(length);
    }

    fn value(&mut self, view: &View<'_>, field: &Field) {
        let repeats = field.is(Flags::REPEATED) && matches!(view, View::List(_));
        if let Some(rules) = field.rules.filter(|_| !repeats) {
            self.obeys(view, rules);
        }
        match view {
            View::Record(record) => self.record(*record),
            View::List(list) => {
                let item = match &field.shape {
                    Shape::List(schema) if !repeats => &schema.item,
                    _ => field,
                };
                self.items(*list, item);
            }
            View::Map(map) => {
                let Shape::Map(schema) = &field.shape else { return };
                for index in 0..map.len() {
                    let Some((_, value)) = map.entry(index) else { break };
                    self.within(&format!("[{index}]"), |checker| checker.value(&value, &schema.value));
                }
            }
            View::Union(union) => {
                if let Some(variant) = union.schema().variants.get(union.selected()) {
                    self.value(&union.content(), variant);
                }
            }
            _ => {}
        }
    }

    fn items(&mut self, list: &dyn List, item: &Field) {
        for index in 0..list.len() {
            let view = list.get(index);
            self.within(&format!("[{index}]"), |checker| checker.value(&view, item));
        }
    }

    fn obeys(&mut self, view: &View<'_>, rules: &Rules) {
        if let Some(length) = length(view) {
            if let Some(least) = rules.min_length.filter(|least| length < *least) {
                self.tell(format!("a length of at least {least}"));
            }
            if let Some(most) = rules.max_length.filter(|most| length > *most) {
                self.tell(format!("a length of at most {most}"));
            }
        }
        if let (true, View::List(list)) = (rules.unique, view)
            && (1..list.len()).any(|index| (0..index).any(|before| same(&list.get(before), &list.get(index))))
        {
            self.tell("no item twice".to_owned());
        }
        if let Some(number) = number(view) {
            self.number(&number, rules);
        }
    }

    fn number(&mut self, number: &BigDecimal, rules: &Rules) {
        let decimal = |text: &str| BigDecimal::from_str(text).ok();
        if let Some(Bound { value, excluded }) = rules.minimum
            && decimal(value).is_some_and(|least| *number < least || excluded && *number == least)
        {
            let what = if excluded { "more than" } else { "at least" };
            self.tell(format!("{what} {value}"));
        }
        if let Some(Bound { value, excluded }) = rules.maximum
            && decimal(value).is_some_and(|most| *number > most || excluded && *number == most)
        {
            let what = if excluded { "less than" } else { "at most" };
            self.tell(format!("{what} {value}"));
        }
        if let Some(factor) = rules.multiple_of
            && decimal(factor).is_some_and(|factor| !factor.is_zero() && !(number % &factor).is_zero())
        {
            self.tell(format!("a multiple of {factor}"));
        }
        let plain = number.normalized();
        let (_, scale) = plain.as_bigint_and_exponent();
        let fraction = u64::try_from(scale).unwrap_or_default();
        if let Some(most) = rules.fraction_digits.filter(|most| fraction > u64::from(*most)) {
            self.tell(format!("at most {most} digits after the point"));
        }
        let whole = u64::try_from(scale.saturating_neg()).unwrap_or_default();
        if let Some(most) = rules.total_digits.filter(|most| (plain.digits() + whole).max(fraction) > u64::from(*most))
        {
            self.tell(format!("at most {most} digits"));
        }
    }

    fn tell(&mut self, expected: String) {
        self.found.push(Violation { path: self.path.clone(), expected });
    }
}

/// The length that a value has: characters, bytes, items or entries.
fn length(view: &View<'_>) -> Option<u64> {
    let length = match view {
        View::Text(text) => text.chars().count(),
        View::List(list) => list.len(),
        View::Map(map) => map.len(),
        View::Scalar(scalar) => match scalar.bytes() {
            Some(bytes) => bytes.len(),
            None => {
                let mut text = String::new();
                scalar.write(&mut text);
                text.chars().count()
            }
        },
        _ => return None,
    };
    u64::try_from(length).ok()
}

fn number(view: &View<'_>) -> Option<BigDecimal> {
    match view {
        View::I32(number) => Some(BigDecimal::from(*number)),
        View::I64(number) => Some(BigDecimal::from(*number)),
        View::F64(number) => BigDecimal::from_str(&number.to_string()).ok(),
        View::Scalar(scalar) => {
            let mut text = String::new();
            scalar.write(&mut text);
            BigDecimal::from_str(&text).ok()
        }
        _ => None,
    }
}
