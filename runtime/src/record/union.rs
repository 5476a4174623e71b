use super::{Field, Name, Slot, View};

/// The table of a union type.
#[derive(Debug)]
pub struct UnionSchema {
    /// The type's name, where it has one. For [`Tag::XsiType`] it is the declared type.
    pub name: Name,
    /// What tells the alternatives apart.
    pub tag: Tag,
    /// The alternatives: the name is the element, the type or the tag's value.
    pub variants: &'static [Field],
    /// After the alternatives comes one that keeps what is unknown, raw.
    pub open: bool,
}

impl UnionSchema {
    /// Whether the declared type of a union told apart by `xsi:type` may stand itself: it isn't abstract.
    #[inline]
    pub(crate) fn stands_itself(&self) -> bool {
        self.variants.first().is_some_and(|first| first.name == self.name)
    }
}

/// What tells the alternatives of a union apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The element's name.
    Element,
    /// The `xsi:type` attribute. Without one it is the declared type, the first alternative; where that is abstract, it is no
    /// alternative.
    XsiType,
    /// A JSON property.
    Property(&'static str),
    /// The HTTP status of the answer: the tables of the operation say which alternative a status fills.
    Status,
    /// Nothing: the first alternative that fits.
    Untagged,
}

/// An enum over alternatives.
///
/// Implemented by emitted code only, which also implements [`Value`](super::Value) by `View::Union` and `Slot::Union`.
pub trait Union: Send + Sync + 'static {
    /// The table.
    fn schema(&self) -> &'static UnionSchema;

    /// The index of the alternative that is held; the number of alternatives for the one that keeps the unknown.
    fn selected(&self) -> usize;

    /// What the alternative holds.
    fn content(&self) -> View<'_>;

    /// Holds an alternative, empty unless it was held already, and gives its slot.
    fn select(&mut self, index: usize) -> Slot<'_>;
}
