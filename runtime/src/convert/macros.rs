/// Implements a conversion between two types, or between the requests of two operations. `TryFrom` is for those that may
/// lose something. Behind the types of requests stand the wire names that the two sides spell differently altogether;
/// `body` is the body as a whole.
///
/// ```text
/// convert!(From services86::types::User => services88::types::User);
/// convert!(request TryFrom services88::user::SaveUser => rest::user_agent::SaveUser, "User" => body);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! convert {
    (From $from:ty => $to:ty) => {
        impl ::core::convert::From<$from> for $to {
            #[inline]
            fn from(value: $from) -> Self {
                $crate::convert::certain(&value)
            }
        }
    };
    (TryFrom $from:ty => $to:ty) => {
        impl ::core::convert::TryFrom<$from> for $to {
            type Error = $crate::convert::Error;

            #[inline]
            fn try_from(value: $from) -> ::core::result::Result<Self, Self::Error> {
                $crate::convert::attempt(&value)
            }
        }
    };
    (request From $from:ty => $to:ty $(, $old:tt => $new:tt)*) => {
        impl ::core::convert::From<$from> for $to {
            #[inline]
            fn from(request: $from) -> Self {
                $crate::convert::certain_request(&request, &[$(($crate::convert!(@$old), $crate::convert!(@$new))),*])
            }
        }
    };
    (request TryFrom $from:ty => $to:ty $(, $old:tt => $new:tt)*) => {
        impl ::core::convert::TryFrom<$from> for $to {
            type Error = $crate::convert::Error;

            #[inline]
            fn try_from(request: $from) -> ::core::result::Result<Self, Self::Error> {
                $crate::convert::attempt_request(&request, &[$(($crate::convert!(@$old), $crate::convert!(@$new))),*])
            }
        }
    };
    (@body) => {
        ::core::option::Option::None
    };
    (@$name:literal) => {
        ::core::option::Option::Some($name)
    };
}
