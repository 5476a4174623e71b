//! The lexical forms of booleans and numbers.

use std::{fmt::Write, str::FromStr};

use crate::record::{ScalarError, View};

/// Reads a boolean.
#[inline]
pub(crate) fn bool(text: &str) -> Result<bool, ScalarError> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(ScalarError { expected: "`true`, `false`, `1` or `0`" }),
    }
}

/// A fixed-width integer, and what to say where one is expected.
pub(crate) trait Int: FromStr {
    const EXPECTED: &'static str;
}

macro_rules! ints {
    ($($int:ty: $expected:literal)*) => {$(
        impl Int for $int {
            const EXPECTED: &'static str = $expected;
        }
    )*};
}

ints! {
    i8: "an integer from -128 to 127"
    i16: "an integer from -32768 to 32767"
    i32: "an integer from -2147483648 to 2147483647"
    i64: "an integer from -9223372036854775808 to 9223372036854775807"
    u8: "an integer from 0 to 255"
    u16: "an integer from 0 to 65535"
    u32: "an integer from 0 to 4294967295"
    u64: "an integer from 0 to 18446744073709551615"
}

/// Reads a fixed-width integer.
#[inline]
pub(crate) fn int<I: Int>(text: &str) -> Result<I, ScalarError> {
    // Zero may stand with a minus, which unsigned types of Rust refuse.
    let digits = match text.strip_prefix('-') {
        Some(zeros) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => zeros,
        _ => text,
    };
    digits.parse().map_err(|_| ScalarError { expected: I::EXPECTED })
}

/// Reads a double.
pub(crate) fn f64(text: &str) -> Result<f64, ScalarError> {
    float(text, f64::INFINITY, f64::NEG_INFINITY, f64::NAN)
}

/// Reads a single.
pub(crate) fn f32(text: &str) -> Result<f32, ScalarError> {
    float(text, f32::INFINITY, f32::NEG_INFINITY, f32::NAN)
}

fn float<F: FromStr>(text: &str, infinity: F, minus_infinity: F, nan: F) -> Result<F, ScalarError> {
    match text {
        "INF" => return Ok(infinity),
        "-INF" => return Ok(minus_infinity),
        "NaN" => return Ok(nan),
        _ => {}
    }
    let legal = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    let parsed = if legal { text.parse().ok() } else { None };
    parsed.ok_or(ScalarError { expected: "a number, `INF`, `-INF` or `NaN`" })
}

/// Appends an integer.
pub(crate) fn push_int(out: &mut String, value: i64) {
    if value < 0 {
        out.push('-');
    }
    push_unsigned(out, value.unsigned_abs());
}

/// Appends an integer.
#[inline]
pub(crate) fn push_unsigned(out: &mut String, mut value: u64) {
    if value < 10 {
        out.push(char::from(b'0' + value as u8));
        return;
    }
    let mut digits = [0; 20];
    let mut start = digits.len();
    while value > 0 {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    out.push_str(std::str::from_utf8(&digits[start..]).unwrap_or_default());
}

/// Appends a double in its shortest form.
pub(crate) fn push_f64(out: &mut String, value: f64) {
    let plain = value == 0.0 || (1e-5..1e16).contains(&value.abs());
    // Writing to a string does not fail.
    let _ = match value {
        _ if value.is_nan() => out.write_str("NaN"),
        f64::INFINITY => out.write_str("INF"),
        f64::NEG_INFINITY => out.write_str("-INF"),
        _ if plain => write!(out, "{value}"),
        _ => write!(out, "{value:E}"),
    };
}

/// Appends a single in its shortest form.
pub(crate) fn push_f32(out: &mut String, value: f32) {
    let plain = value == 0.0 || (1e-5..1e16).contains(&value.abs());
    // Writing to a string does not fail.
    let _ = match value {
        _ if value.is_nan() => out.write_str("NaN"),
        f32::INFINITY => out.write_str("INF"),
        f32::NEG_INFINITY => out.write_str("-INF"),
        _ if plain => write!(out, "{value}"),
        _ => write!(out, "{value:E}"),
    };
}

/// Appends the canonical form of a simple value; `false` if it is not one.
pub(crate) fn append(out: &mut String, view: &View<'_>) -> bool {
    match view {
        View::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        View::I32(value) => push_int(out, i64::from(*value)),
        View::I64(value) => push_int(out, *value),
        View::F64(value) => push_f64(out, *value),
        View::Text(text) => out.push_str(text),
        View::Scalar(value) => value.write(out),
        _ => return false,
    }
    true
}

/// Reads `count` digits at the beginning of a text, and gives the rest.
pub(super) fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (head, rest) = text.split_at_checked(count)?;
    if head.is_empty() || !head.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((head.parse().ok()?, rest))
}

/// Nanoseconds from the digits after a decimal point. `None`: no digits, or more than nanoseconds hold.
pub(super) fn nanoseconds(fraction: &str) -> Option<u32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kept = fraction.trim_end_matches('0');
    if kept.len() > 9 {
        return None;
    }
    let mut value = 0;
    for place in 0..9 {
        value = value * 10 + u32::from(kept.as_bytes().get(place).map_or(0, |digit| digit - b'0'));
    }
    Some(value)
}

/// Appends a decimal point and the digits of nanoseconds, unless they are zero.
pub(super) fn push_nanoseconds(out: &mut String, nanosecond: u32) {
    if nanosecond > 0 {
        let _ = write!(out, ".{nanosecond:09}");
        out.truncate(out.trim_end_matches('0').len());
    }
}
