use super::Name;

/// The table of an enumeration type, or of a set of its values.
#[derive(Debug)]
pub struct EnumSchema {
    /// The type's name: what `xsi:type` says.
    pub name: Name,
    /// The values on the wire, in the order of the description.
    pub values: &'static [&'static str],
    /// The indexes into [`values`](Self::values) sorted by length, then by bytes: what a look-up searches.
    pub sorted: &'static [u16],
    /// The values are integers in JSON.
    pub integer: bool,
    /// Several values may stand, parted by white space in XML.
    pub set: bool,
}

impl EnumSchema {
    /// The index of a value.
    pub fn index_of(&self, text: &str) -> Option<usize> {
        self.sorted
            .binary_search_by(|&candidate| {
                let known = self.values[usize::from(candidate)];
                known.len().cmp(&text.len()).then_with(|| known.as_bytes().cmp(text.as_bytes()))
            })
            .ok()
            .map(|position| usize::from(self.sorted[position]))
    }
}

/// An enumeration that keeps values it does not know.
///
/// Implemented by emitted code only, which also implements [`Value`](super::Value) by `View::Scalar` and `Slot::Scalar`.
pub trait Enumeration: Sized + 'static {
    /// The table.
    const SCHEMA: &'static EnumSchema;

    /// The variant of an index into the table's values; `None` past the end.
    fn from_index(index: usize) -> Option<Self>;

    /// The variant that keeps an unknown value.
    fn unknown(text: String) -> Self;

    /// The value as it stands on the wire.
    fn as_str(&self) -> &str;
}

/// The variant of a value on the wire; one that is not known is kept.
pub fn variant<E: Enumeration>(text: &str) -> E {
    E::SCHEMA.index_of(text).and_then(E::from_index).unwrap_or_else(|| E::unknown(text.to_owned()))
}
