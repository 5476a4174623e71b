use indexmap::IndexMap;

use super::{Scalar, ScalarError, Slot, Value, View};

/// A map that keeps the order in which its entries stood.
pub type Map<K, V> = IndexMap<K, V>;

/// A list, borrowed for writing.
pub trait List {
    /// How many items.
    fn len(&self) -> usize;
    /// An item; past the end it is [`View::Absent`].
    fn get(&self, index: usize) -> View<'_>;
    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A list, borrowed for reading into.
pub trait ListSlot {
    /// Appends an item and gives its slot.
    fn push(&mut self) -> Slot<'_>;
    /// How many items.
    fn len(&self) -> usize;
    /// Removes all items.
    fn clear(&mut self);
    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A map, borrowed for writing.
pub trait MapView {
    /// How many entries.
    fn len(&self) -> usize;
    /// An entry in its order; `None` past the end.
    fn entry(&self, index: usize) -> Option<(View<'_>, View<'_>)>;
    /// Whether there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A map, borrowed for reading into.
pub trait MapSlot {
    /// Whether a key of this lexical form stands already.
    fn contains(&self, key: &str) -> Result<bool, ScalarError>;
    /// The slot of the value under a key, given in its lexical form; made if it does not stand.
    fn insert(&mut self, key: &str) -> Result<Slot<'_>, ScalarError>;
    /// How many entries.
    fn len(&self) -> usize;
    /// Removes all entries.
    fn clear(&mut self);
    /// Whether there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An optional value, borrowed for reading into.
pub trait OptionSlot {
    /// Makes the value present and gives its slot. A value that is present already is kept.
    fn fill(&mut self) -> Slot<'_>;
    /// Makes it null: for [`Option`], absent.
    fn set_null(&mut self);
    /// Makes it absent.
    fn clear(&mut self);
    /// Whether a value is present.
    fn is_filled(&self) -> bool;
}

impl<T: Value + Default> OptionSlot for Option<T> {
    fn fill(&mut self) -> Slot<'_> {
        self.get_or_insert_default().slot()
    }

    fn set_null(&mut self) {
        *self = None;
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn is_filled(&self) -> bool {
        self.is_some()
    }
}

impl<T: Value + Default> Value for Option<T> {
    fn view(&self) -> View<'_> {
        match self {
            None => View::Absent,
            Some(value) => value.view(),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        T::option_slot(self)
    }
}

/// A value with three states: absent, null, or present.
///
/// For fields that may be left out and may also be null, where the two mean different things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// It does not stand.
    #[default]
    Absent,
    /// It stands as `xsi:nil` or `null`.
    Null,
    /// It stands with a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, if one is present.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if one is present.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Value + Default> OptionSlot for Maybe<T> {
    fn fill(&mut self) -> Slot<'_> {
        if !self.is_filled() {
            *self = Self::Value(T::default());
        }
        match self {
            Self::Value(value) => value.slot(),
            Self::Absent | Self::Null => Slot::None,
        }
    }

    fn set_null(&mut self) {
        *self = Self::Null;
    }

    fn clear(&mut self) {
        *self = Self::Absent;
    }

    fn is_filled(&self) -> bool {
        matches!(self, Self::Value(_))
    }
}

impl<T: Value + Default> Value for Maybe<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Option(self)
    }
}

impl<T: Value> List for Vec<T> {
    fn len(&self) -> usize {
        Self::len(self)
    }

    fn get(&self, index: usize) -> View<'_> {
        <[T]>::get(self, index).map_or(View::Absent, Value::view)
    }
}

impl<T: Value + Default> ListSlot for Vec<T> {
    fn push(&mut self) -> Slot<'_> {
        Self::push(self, T::default());
        self.last_mut().map_or(Slot::None, Value::slot)
    }

    fn len(&self) -> usize {
        Self::len(self)
    }

    fn clear(&mut self) {
        Self::clear(self);
    }
}

impl<T: Value + Default> Value for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
}

impl<K, V> MapView for Map<K, V>
where
    K: Value,
    V: Value,
{
    fn len(&self) -> usize {
        Self::len(self)
    }

    fn entry(&self, index: usize) -> Option<(View<'_>, View<'_>)> {
        self.get_index(index).map(|(key, value)| (key.view(), value.view()))
    }
}

impl<K, V> MapSlot for Map<K, V>
where
    K: Value + Scalar + Default + Eq + std::hash::Hash,
    V: Value + Default,
{
    fn contains(&self, key: &str) -> Result<bool, ScalarError> {
        let mut parsed = K::default();
        parsed.read(key)?;
        Ok(self.contains_key(&parsed))
    }

    fn insert(&mut self, key: &str) -> Result<Slot<'_>, ScalarError> {
        let mut parsed = K::default();
        parsed.read(key)?;
        Ok(self.entry(parsed).or_default().slot())
    }

    fn len(&self) -> usize {
        Self::len(self)
    }

    fn clear(&mut self) {
        Self::clear(self);
    }
}

impl<K, V> Value for Map<K, V>
where
    K: Value + Scalar + Default + Eq + std::hash::Hash,
    V: Value + Default,
{
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }
}
