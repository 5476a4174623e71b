use std::fmt;

use crate::record::EnumSchema;

/// How many values a set keeps by their index.
const NEAR: usize = 256;

/// A set of the values of an enumeration: what emitted set types store.
///
/// Known values are kept by their index in the table, and stand in its order; unknown ones are kept as text after them,
/// sorted, so that the same values are the same set whatever their order was.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct FlagSet {
    /// The first values of the table.
    near: [u64; NEAR / 64],
    /// Values beyond, and unknown ones: sorted, each once.
    others: Vec<String>,
}

impl FlagSet {
    /// The empty set.
    pub const EMPTY: Self = Self { near: [0; NEAR / 64], others: Vec::new() };

    /// The set of the value at an index, which is below 256.
    pub const fn of(index: usize) -> Self {
        assert!(index < NEAR, "constants exist for the first 256 values of a set");
        let mut near = [0; NEAR / 64];
        near[index / 64] = 1 << (index % 64);
        Self { near, others: Vec::new() }
    }

    /// Whether nothing is in the set.
    pub fn is_empty(&self) -> bool {
        self.near == Self::EMPTY.near && self.others.is_empty()
    }

    /// Whether all values of the other set are in this one.
    pub fn contains(&self, other: &Self) -> bool {
        self.near.iter().zip(&other.near).all(|(mine, theirs)| mine & theirs == *theirs)
            && other.others.iter().all(|value| self.others.contains(value))
    }

    /// Adds the values of another set.
    pub fn insert(&mut self, other: Self) {
        for (mine, theirs) in self.near.iter_mut().zip(other.near) {
            *mine |= theirs;
        }
        self.others.extend(other.others);
        self.sort();
    }

    /// Takes the values of another set away.
    pub fn remove(&mut self, other: &Self) {
        for (mine, theirs) in self.near.iter_mut().zip(other.near) {
            *mine &= !theirs;
        }
        self.others.retain(|value| !other.others.contains(value));
    }

    /// Adds a value given by its text, known or not.
    pub fn insert_text(&mut self, schema: &EnumSchema, text: &str) {
        self.push(schema, text);
        self.sort();
    }

    /// Adds a value out of order.
    fn push(&mut self, schema: &EnumSchema, text: &str) {
        match schema.index_of(text) {
            Some(index) if index < NEAR => self.near[index / 64] |= 1 << (index % 64),
            _ => self.others.push(text.to_owned()),
        }
    }

    fn sort(&mut self) {
        self.others.sort_unstable();
        self.others.dedup();
    }

    fn indexes(&self) -> impl Iterator<Item = usize> {
        self.near.iter().enumerate().flat_map(|(word, &bits)| {
            std::iter::successors(Some(bits), |bits| bits.checked_sub(1).map(|lower| bits & lower))
                .take(bits.count_ones() as usize)
                .map(move |bits| word * 64 + bits.trailing_zeros() as usize)
        })
    }

    /// The values as they stand on the wire, in order.
    pub fn names<'a>(&'a self, schema: &'static EnumSchema) -> impl Iterator<Item = &'a str> {
        let near = self.indexes().filter_map(|index| schema.values.get(index).copied());
        near.chain(self.others.iter().map(String::as_str))
    }

    /// Reads values parted by white space, instead of those in the set.
    pub fn read(&mut self, schema: &EnumSchema, text: &str) {
        *self = Self::EMPTY;
        for value in text.split_ascii_whitespace() {
            self.push(schema, value);
        }
        self.sort();
    }

    /// Appends the values parted by spaces.
    pub fn write(&self, schema: &'static EnumSchema, out: &mut String) {
        for (index, value) in self.names(schema).enumerate() {
            if index > 0 {
                out.push(' ');
            }
            out.push_str(value);
        }
    }
}

impl fmt::Debug for FlagSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.indexes()).entries(&self.others).finish()
    }
}
