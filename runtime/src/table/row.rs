use super::Content;
use crate::record::{ListSchema, MapSchema, Schema, UnionSchema};

/// A row that others refer to.
pub trait Row: Sized + 'static {
    /// Where rows of this kind stand.
    #[doc(hidden)]
    fn rows(content: &'static Content) -> &'static [Self];
}

macro_rules! rows {
    ($($row:ident $member:ident),*) => {$(
        impl Row for $row {
            #[inline]
            fn rows(content: &'static Content) -> &'static [Self] {
                &content.$member
            }
        }
    )*};
}

rows!(Schema records, UnionSchema unions, ListSchema lists, MapSchema maps);
