//! Records: values of emitted types seen through tables, so that no type needs codec code of its own.
//!
//! A codec walks a [`Schema`] beside a [`Record`]. It asks the record for a [`View`] of a field to write it, and for a
//! [`Slot`] to read into it. Views and slots nest: an optional list of records is `Slot::Option` → `Slot::List` →
//! `Slot::Record`. The common optional scalars have variants of their own, so that they cost no dynamic call.

mod containers;
mod debug;
mod enumeration;
mod macros;
mod rules;
mod schema;
mod secrets;
mod slot;
mod union;

pub use crate::value::FlagSet;
pub use containers::{List, ListSlot, Map, MapSlot, MapView, Maybe, OptionSlot};
pub use debug::{debug, debug_union, equal, equal_union};
pub use enumeration::{EnumSchema, Enumeration, variant};
#[cfg(feature = "server")]
pub(crate) use rules::check;
pub use rules::{Bound, Rules, Validate, Violation, Violations};
pub use schema::{Field, Flags, Form, Kind, ListSchema, MapSchema, Name, Schema, Shape, field};
pub(crate) use secrets::secrets;
pub use slot::{Scalar, ScalarError, Slot, Value, View};
pub use union::{Tag, Union, UnionSchema};

/// A struct whose fields a codec reaches by their index in a table.
///
/// Implemented by emitted code only. The indexes are those of [`Schema::fields`], which holds the fields of base types
/// first.
pub trait Record: Send + Sync + 'static {
    /// The table of the type.
    fn schema(&self) -> &'static Schema;

    /// What a field holds. An index past the end is [`View::Absent`].
    fn view(&self, index: usize) -> View<'_>;

    /// Where a field's value goes. An index past the end is [`Slot::None`].
    fn slot(&mut self, index: usize) -> Slot<'_>;
}

impl<T: Record + ?Sized> Record for Box<T> {
    fn schema(&self) -> &'static Schema {
        (**self).schema()
    }

    fn view(&self, index: usize) -> View<'_> {
        (**self).view(index)
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        (**self).slot(index)
    }
}
