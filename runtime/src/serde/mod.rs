//! `serde` for every record, through the same tables as the codecs.
//!
//! An emitted type implements [`Serialize`](::serde::Serialize) by one call of [`serialize()`] and
//! [`Deserialize`](::serde::Deserialize) by one call of [`deserialize()`]: what is generic over the format is compiled
//! once per format, and never per type. The representation is that of the JSON codec.

mod deserialize;
mod serialize;

pub use deserialize::deserialize;
pub use serialize::serialize;

/// Implements `serde`'s two traits for record types.
///
/// ```ignore
/// bindery_runtime::serde!(ChatPresence, ChatTopic);
/// ```
#[macro_export]
macro_rules! serde {
    ($($record:ty),+ $(,)?) => {$(
        impl $crate::__serde::Serialize for $record {
            fn serialize<S: $crate::__serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__serde::Deserialize<'de> for $record {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::serde::deserialize(deserializer)
            }
        }
    )+};
}
