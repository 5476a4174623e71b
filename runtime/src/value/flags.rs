use std::fmt;

use crate::record::{EnumSchema, ScalarError};

/// A set of the values of an enumeration: what emitted set types store.
///
/// Known values are kept by their index in the table, and stand in its order; unknown ones are kept as text after them, in the
/// order in which they came.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct FlagSet {
    /// The first 128 values.
    near: u128,
    /// Values beyond, and unknown ones.
    others: Vec<String>,
}

impl FlagSet {
    /// The empty set.
    pub const EMPTY: Self = Self { near: 0, others: Vec::new() };

    /// The set of the value at an index below 128; of an index beyond, the empty set.
    pub const fn of(index: usize) -> Self {
        Self { near: if index < 128 { 1 << index } else { 0 }, others: Vec::new() }
    }

    /// Whether nothing is in the set.
    pub fn is_empty(&self) -> bool {
        self.near == 0 && self.others.is_empty()
    }

    /// How many values are in the set.
    pub fn len(&self) -> usize {
        self.near.count_ones() as usize + self.others.len()
    }

    /// Whether all values of the other set are in this one.
    pub fn contains(&self, other: &Self) -> bool {
        self.near & other.near == other.near && other.others.iter().all(|value| self.others.contains(value))
    }

    /// Adds the values of another set.
    pub fn insert(&mut self, other: &Self) {
        self.near |= other.near;
        for value in &other.others {
            if !self.others.contains(value) {
                self.others.push(value.clone());
            }
        }
    }

    /// Takes the values of another set out.
    pub fn remove(&mut self, other: &Self) {
        self.near &= !other.near;
        self.others.retain(|value| !other.others.contains(value));
    }

    /// Adds a value given by its text, known or not.
    pub fn insert_text(&mut self, schema: &EnumSchema, text: &str) {
        match schema.index_of(text) {
            Some(index) if index < 128 => self.near |= 1 << index,
            _ => {
                if !self.others.iter().any(|value| value == text) {
                    self.others.push(text.to_owned());
                }
            }
        }
    }

    /// The values as they stand on the wire, in order.
    pub fn iter<'a>(&'a self, schema: &'a EnumSchema) -> impl Iterator<Item = &'a str> {
        let near = schema.values.iter().take(128).enumerate();
        let near = near.filter(|(index, _)| self.near & (1 << index) != 0).map(|(_, value)| *value);
        near.chain(self.others.iter().map(String::as_str))
    }

    /// Reads values parted by white space: what [`Scalar::read`](crate::record::Scalar::read) of a set does.
    pub fn read(&mut self, schema: &EnumSchema, text: &str) -> Result<(), ScalarError> {
        *self = Self::EMPTY;
        // Unknown values are searched one by one: a bound keeps that linear.
        const MOST: usize = 1000;
        for value in text.split_ascii_whitespace() {
            self.insert_text(schema, value);
            if self.others.len() > MOST {
                return Err(ScalarError { expected: "at most 1000 values that the description does not have" });
            }
        }
        Ok(())
    }

    /// Appends the values parted by spaces: what [`Scalar::write`](crate::record::Scalar::write) of a set does.
    pub fn write(&self, schema: &EnumSchema, out: &mut String) {
        for (index, value) in self.iter(schema).enumerate() {
            if index > 0 {
                out.push(' ');
            }
            out.push_str(value);
        }
    }
}

impl std::ops::BitOr for FlagSet {
    type Output = Self;

    fn bitor(mut self, other: Self) -> Self {
        self.insert(&other);
        self
    }
}

impl std::ops::BitOrAssign for FlagSet {
    fn bitor_assign(&mut self, other: Self) {
        self.insert(&other);
    }
}

impl fmt::Debug for FlagSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indexes = (0..128_usize).filter(|index| self.near & (1 << index) != 0);
        f.debug_set().entries(indexes).entries(&self.others).finish()
    }
}
