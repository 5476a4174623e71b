//! Tables as text: what emitted files say of their types and operations, read when it is first asked for.
//!
//! A table row as an expression costs the compiler more than the whole type that it tells of: it is resolved, checked,
//! lowered and evaluated, in every crate of bindings, for thousands of rows that a program never touches. As text it
//! costs nothing there, and microseconds where a program uses the file.
//!
//! The text is one JSON object. `namespaces` are URIs; other rows name one by its place, counted from one, and none by
//! zero. Each further member is a list of rows, one row an array:
//!
//! | member | row |
//! |---|---|
//! | `records` | name, flags, fields |
//! | `unions` | name, tag, whether it is open, fields |
//! | `lists` | name, the field of an item |
//! | `maps` | name, name of a pair, the fields of key and value |
//! | `operations` | an object, see `operation.rs` |
//!
//! A name is `null` or `[namespace, local]`. A field is `[namespace, local, shape, flags]`, where what is rare follows as an
//! object. A shape is the name of a [`Kind`](crate::record::Kind), `"Any"`, or what it is with its place, and the place of the
//! import where it stands in another file: `["Record", 7, 1]`.

mod operation;
mod read;
mod row;

use std::{fmt, ops::Deref, sync::OnceLock};

use crate::{
    operation::{OperationInfo, SecurityScheme, ServiceInfo},
    record::{EnumSchema, ListSchema, MapSchema, Schema, UnionSchema},
};
pub use row::Row;

/// The form of the text. A file that was emitted in another form does not compile.
pub const FORMAT: u32 = 1;

/// The tables of an emitted file.
pub struct Tables {
    text: &'static str,
    imports: &'static [Import],
    content: OnceLock<Content>,
}

/// What the text of a file refers to beside its own rows.
#[derive(Clone, Copy)]
pub enum Import {
    /// The tables of another file.
    Tables(&'static Tables),
    /// An enumeration, or a set of its values.
    Enum(&'static EnumSchema),
    /// The service that offers the operations.
    Service(&'static ServiceInfo),
    /// A security scheme of the API.
    Scheme(&'static SecurityScheme),
}

/// What was read.
#[derive(Default)]
pub struct Content {
    records: Vec<Schema>,
    unions: Vec<UnionSchema>,
    lists: Vec<ListSchema>,
    maps: Vec<MapSchema>,
    operations: Vec<OperationInfo>,
}

impl Tables {
    /// Tables that are not read yet.
    ///
    /// Text of another form is refused when the bindings are compiled:
    ///
    /// ```compile_fail
    /// static TABLES: bindery_runtime::table::Tables = bindery_runtime::table::Tables::new(0, "{}", &[]);
    /// ```
    pub const fn new(format: u32, text: &'static str, imports: &'static [Import]) -> Self {
        assert!(
            format == FORMAT,
            "these bindings were emitted for another version of bindery-runtime: generate them again"
        );
        Self { text, imports, content: OnceLock::new() }
    }

    /// The table of a record.
    #[inline]
    pub fn record(&'static self, index: usize) -> &'static Schema {
        &self.content().records[index]
    }

    /// The table of a union.
    #[inline]
    pub fn union(&'static self, index: usize) -> &'static UnionSchema {
        &self.content().unions[index]
    }

    /// The facts of an operation.
    #[inline]
    pub fn operation(&'static self, index: usize) -> &'static OperationInfo {
        &self.content().operations[index]
    }

    #[inline]
    fn content(&'static self) -> &'static Content {
        self.content.get_or_init(|| {
            // The text is emitted together with what asks for its rows, in the form that `new` has checked.
            let content = read::content(self);
            assert!(content.is_ok(), "emitted tables cannot be read: {}", content.err().unwrap_or_default());
            content.unwrap_or_default()
        })
    }
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tables").field("read", &self.content.get().is_some()).finish_non_exhaustive()
    }
}

/// A reference from one table to another, which may hold itself.
pub struct Ref<T: 'static>(To<T>);

enum To<T: 'static> {
    Static(&'static T),
    Row(&'static Tables, usize),
}

impl<T> Ref<T> {
    /// A reference to a table that stands as a static of its own.
    pub const fn new(to: &'static T) -> Self {
        Self(To::Static(to))
    }

    const fn row(tables: &'static Tables, index: usize) -> Self {
        Self(To::Row(tables, index))
    }
}

impl<T: Row> Ref<T> {
    /// The table, for as long as the program runs.
    #[inline]
    pub fn get(self) -> &'static T {
        match self.0 {
            To::Static(to) => to,
            To::Row(tables, index) => &T::rows(tables.content())[index],
        }
    }
}

impl<T: Row> Deref for Ref<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.get()
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ref<T> {}

impl<T> Clone for To<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for To<T> {}

impl<T> fmt::Debug for Ref<T> {
    /// Not what it refers to, which may hold the reference.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            To::Static(_) => f.write_str("Ref"),
            To::Row(_, index) => write!(f, "Ref({index})"),
        }
    }
}
