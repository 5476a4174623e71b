//! [`Value`] of the simple types, and [`Scalar`] of Rust's own.

use std::fmt;

use super::{
    Base64, Binary, Char, Date, DateTime, Decimal, Duration, Gregorian, Guid, Hex, Integer, QName, Time, lexical,
};
use crate::record::{Enumeration, Scalar, ScalarError, Slot, Value, View};

/// Shows a scalar in its lexical form.
pub(super) fn display(scalar: &dyn Scalar, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = String::new();
    scalar.write(&mut out);
    f.pad(&out)
}

macro_rules! scalars {
    ($($scalar:ty)*) => {$(
        impl Value for $scalar {
            fn view(&self) -> View<'_> {
                View::Scalar(self)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::Scalar(self)
            }
        }
    )*};
}

scalars! {
    i8 i16 u8 u16 u32 u64 f32
    Base64 Binary Char Date DateTime Decimal Duration Gregorian Guid Hex Integer QName Time
}

macro_rules! direct {
    ($($scalar:ty: $variant:ident $option:ident)*) => {$(
        impl Value for $scalar {
            fn view(&self) -> View<'_> {
                View::$variant(*self)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$variant(self)
            }

            fn option_slot(option: &mut Option<Self>) -> Slot<'_> {
                Slot::$option(option)
            }
        }
    )*};
}

direct! {
    bool: Bool OptionBool
    i32: I32 OptionI32
    i64: I64 OptionI64
    f64: F64 OptionF64
}

impl Value for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    fn option_slot(option: &mut Option<Self>) -> Slot<'_> {
        Slot::OptionText(option)
    }
}

impl Value for serde_json::Value {
    fn view(&self) -> View<'_> {
        View::Json(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Json(self)
    }
}

macro_rules! integers {
    ($($int:ty)*) => {$(
        impl Scalar for $int {
            fn read(&mut self, text: &str) -> Result<(), ScalarError> {
                *self = lexical::int(text)?;
                Ok(())
            }

            fn write(&self, out: &mut String) {
                // Every unsigned value, and the magnitude of every signed one, fits.
                if i128::from(*self) < 0 {
                    out.push('-');
                }
                lexical::push_unsigned(out, i128::from(*self).unsigned_abs() as u64);
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl Scalar for bool {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        *self = lexical::bool(text)?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Scalar for f32 {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        *self = lexical::f32(text)?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        lexical::push_f32(out, *self);
    }
}

impl Scalar for f64 {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        *self = lexical::f64(text)?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        lexical::push_f64(out, *self);
    }
}

impl Scalar for String {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        text.clone_into(self);
        Ok(())
    }

    fn write(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl<E: Enumeration + Send + Sync> Scalar for E {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        *self = crate::record::variant(text);
        Ok(())
    }

    fn write(&self, out: &mut String) {
        out.push_str(self.as_str());
    }
}
