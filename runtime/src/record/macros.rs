//! What emitted types say about themselves beside their tables. The macros keep emitted files short: what is the same for
//! every type stands here, once.
//!
//! The functions are marked `#[inline]` so that a crate of bindings holds no machine code for types that nobody uses: they
//! are compiled where a program uses them.

/// Implements [`Record`](crate::record::Record), `Debug` and `PartialEq` for a struct: its table, then the index and name
/// of each field.
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($ty:ident, $schema:expr $(, $index:literal $field:ident)*) => {
        impl $crate::record::Record for $ty {
            #[inline]
            fn schema(&self) -> &'static $crate::record::Schema {
                $schema
            }

            #[inline]
            fn view(&self, index: usize) -> $crate::record::View<'_> {
                match index {
                    $($index => $crate::record::Value::view(&self.$field),)*
                    _ => $crate::record::View::Absent,
                }
            }

            #[inline]
            fn slot(&mut self, index: usize) -> $crate::record::Slot<'_> {
                match index {
                    $($index => $crate::record::Value::slot(&mut self.$field),)*
                    _ => $crate::record::Slot::None,
                }
            }
        }

        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::record::debug(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::record::equal(self, other)
            }
        }
    };
}

/// Implements [`Enumeration`](crate::record::Enumeration), [`Value`](crate::record::Value), `Debug`, `Display` and `From<&str>`
/// for an enum: its table, the variant that keeps what is unknown, then the index and name of each variant.
#[doc(hidden)]
#[macro_export]
macro_rules! enumeration {
    ($ty:ident, $table:ident, $unknown:ident $(, $index:literal $variant:ident)*) => {
        impl $crate::record::Enumeration for $ty {
            const SCHEMA: &'static $crate::record::EnumSchema = &$table;

            #[inline]
            fn from_index(index: usize) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match index {
                    $($index => Self::$variant,)*
                    _ => return ::core::option::Option::None,
                })
            }

            #[inline]
            fn unknown(text: ::std::string::String) -> Self {
                Self::$unknown(text)
            }

            #[inline]
            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $table.values[$index],)*
                    Self::$unknown(text) => text,
                }
            }
        }

        impl $crate::record::Value for $ty {
            #[inline]
            fn view(&self) -> $crate::record::View<'_> {
                $crate::record::View::Scalar(self)
            }

            #[inline]
            fn slot(&mut self) -> $crate::record::Slot<'_> {
                $crate::record::Slot::Scalar(self)
            }
        }

        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str($crate::record::Enumeration::as_str(self))
            }
        }

        impl ::core::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($crate::record::Enumeration::as_str(self))
            }
        }

        impl ::core::convert::From<&str> for $ty {
            /// The variant of a value on the wire; one that is not known is kept.
            #[inline]
            fn from(text: &str) -> Self {
                $crate::record::variant(text)
            }
        }
    };
}

/// Implements [`Union`](crate::record::Union), [`Value`](crate::record::Value), `Default`, `Debug` and `PartialEq` for an enum
/// over alternatives: its table, then the index and name of each variant; the one that keeps what is unknown is last.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($ty:ident, $schema:expr, $first:literal $default:ident $(, $index:literal $variant:ident)*) => {
        impl $crate::record::Union for $ty {
            #[inline]
            fn schema(&self) -> &'static $crate::record::UnionSchema {
                $schema
            }

            #[inline]
            fn selected(&self) -> usize {
                match self {
                    Self::$default(_) => $first,
                    $(Self::$variant(_) => $index,)*
                }
            }

            #[inline]
            fn content(&self) -> $crate::record::View<'_> {
                match self {
                    Self::$default(value) => $crate::record::Value::view(value),
                    $(Self::$variant(value) => $crate::record::Value::view(value),)*
                }
            }

            #[inline]
            fn select(&mut self, index: usize) -> $crate::record::Slot<'_> {
                if $crate::record::Union::selected(self) != index {
                    *self = match index {
                        $($index => Self::$variant(::core::default::Default::default()),)*
                        _ => Self::$default(::core::default::Default::default()),
                    };
                }
                match self {
                    Self::$default(value) => $crate::record::Value::slot(value),
                    $(Self::$variant(value) => $crate::record::Value::slot(value),)*
                }
            }
        }

        impl $crate::record::Value for $ty {
            #[inline]
            fn view(&self) -> $crate::record::View<'_> {
                $crate::record::View::Union(self)
            }

            #[inline]
            fn slot(&mut self) -> $crate::record::Slot<'_> {
                $crate::record::Slot::Union(self)
            }
        }

        impl ::core::default::Default for $ty {
            #[inline]
            fn default() -> Self {
                Self::$default(::core::default::Default::default())
            }
        }

        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::record::debug_union(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::record::equal_union(self, other)
            }
        }
    };
}

/// Implements what a set of an enumeration's values can do for a struct over [`FlagSet`](crate::record::FlagSet): its table.
#[doc(hidden)]
#[macro_export]
macro_rules! flag_set {
    ($ty:ident, $table:ident) => {
        impl $ty {
            /// The empty set.
            #[inline]
            pub fn empty() -> Self {
                Self::default()
            }

            /// Whether all values of another set stand in this one.
            #[inline]
            pub fn contains(&self, other: &Self) -> bool {
                self.0.contains(&other.0)
            }

            /// Adds the values of another set.
            #[inline]
            pub fn insert(&mut self, other: Self) {
                self.0.insert(other.0);
            }

            /// Adds a value by its text, known or not.
            #[inline]
            pub fn insert_text(&mut self, text: &str) {
                self.0.insert_text(&$table, text);
            }

            /// Takes the values of another set away.
            #[inline]
            pub fn remove(&mut self, other: &Self) {
                self.0.remove(&other.0);
            }

            /// Whether no value stands.
            #[inline]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            /// The values as they stand on the wire: those of the description in its order, then those that it does not
            /// name.
            #[inline]
            pub fn iter(&self) -> impl ::core::iter::Iterator<Item = &str> {
                self.0.names(&$table)
            }
        }

        impl ::core::ops::BitOr for $ty {
            type Output = Self;

            #[inline]
            fn bitor(mut self, other: Self) -> Self {
                self.insert(other);
                self
            }
        }

        impl ::core::ops::BitOrAssign for $ty {
            #[inline]
            fn bitor_assign(&mut self, other: Self) {
                self.insert(other);
            }
        }

        impl $crate::record::Scalar for $ty {
            #[inline]
            fn read(&mut self, text: &str) -> ::core::result::Result<(), $crate::record::ScalarError> {
                self.0.read(&$table, text);
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn write(&self, out: &mut ::std::string::String) {
                self.0.write(&$table, out);
            }
        }

        impl $crate::record::Value for $ty {
            #[inline]
            fn view(&self) -> $crate::record::View<'_> {
                $crate::record::View::Scalar(self)
            }

            #[inline]
            fn slot(&mut self) -> $crate::record::Slot<'_> {
                $crate::record::Slot::Scalar(self)
            }
        }

        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_set().entries(self.iter()).finish()
            }
        }
    };
}
