//! Numbers between JSON and the lexical forms of the scalars.

use std::borrow::Cow;

use crate::record::Kind;

/// How many digits an exponent may add to an integer or decimal.
const DIGITS: usize = 1000;

/// The range of an integer kind in words.
pub(crate) fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::I32 => "an integer from -2147483648 to 2147483647",
        Kind::I64 => "an integer from -9223372036854775808 to 9223372036854775807",
        _ => "a number",
    }
}

/// Whether a kind stands as a JSON number.
pub(crate) fn numeric(kind: Kind) -> bool {
    integral(kind) || matches!(kind, Kind::Decimal | Kind::F32 | Kind::F64)
}

/// Whether a kind stands as a JSON number without a fraction.
pub(super) fn integral(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::I8
            | Kind::I16
            | Kind::I32
            | Kind::I64
            | Kind::U8
            | Kind::U16
            | Kind::U32
            | Kind::U64
            | Kind::Integer
            | Kind::Char
    )
}

/// A number of few digits without an exponent. Both the digits and the power of ten are exact as doubles, and so one
/// division rounds as it should; `None` for any other number.
#[inline]
pub(super) fn double(number: &str) -> Option<f64> {
    const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, digits) = number.strip_prefix('-').map_or((false, number), |digits| (true, digits));
    // Fifteen digits and a point.
    if digits.len() > 16 {
        return None;
    }
    let mut value = 0_u64;
    let mut point = None;
    for (index, byte) in digits.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => value = value * 10 + u64::from(byte - b'0'),
            b'.' => point = Some(index),
            _ => return None,
        }
    }
    let fraction = point.map_or(0, |point| digits.len() - point - 1);
    if value > 1 << 53 {
        return None;
    }
    let value = value as f64 / POWERS.get(fraction)?;
    Some(if negative { -value } else { value })
}

/// A JSON number in the lexical form of a kind: `1e3` and `1000.0` are the integer `1000`. `None` for a number with a
/// fraction where an integer belongs, and for one of absurdly many digits.
pub(crate) fn lexical(kind: Kind, number: &str) -> Option<Cow<'_, str>> {
    if matches!(kind, Kind::F32 | Kind::F64) || !number.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
        return Some(Cow::Borrowed(number));
    }
    if kind == Kind::Decimal && !number.bytes().any(|byte| matches!(byte, b'e' | b'E')) {
        return Some(Cow::Borrowed(number));
    }
    let (sign, unsigned) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    if digits.bytes().all(|digit| digit == b'0') {
        return Some(Cow::Borrowed("0"));
    }
    // The place of the point from the left of the digits.
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent.parse::<i64>().ok()?)?;
    let length = i64::try_from(digits.len()).ok()?;
    let bound = i64::try_from(DIGITS).ok()?;
    if point.checked_sub(length)? > bound || point < -bound {
        return None;
    }
    let mut plain = String::from(sign);
    if point >= length {
        plain.push_str(&digits);
        plain.extend(std::iter::repeat_n('0', usize::try_from(point - length).ok()?));
    } else {
        let (whole, fraction) = match usize::try_from(point) {
            Ok(point) => (digits[..point].to_owned(), digits[point..].to_owned()),
            Err(_) => (String::new(), "0".repeat(usize::try_from(-point).ok()?) + &digits),
        };
        if fraction.bytes().any(|digit| digit != b'0') {
            if integral(kind) {
                return None;
            }
            plain.push_str(if whole.is_empty() { "0" } else { &whole });
            plain.push('.');
            plain.push_str(&fraction);
        } else {
            plain.push_str(&whole);
        }
    }
    let zeros = plain.len() - plain.trim_start_matches(['-', '0']).len() - sign.len();
    if integral(kind) && zeros > 0 && plain.len() > sign.len() + zeros {
        plain.replace_range(sign.len()..sign.len() + zeros, "");
    }
    Some(Cow::Owned(plain))
}

#[cfg(test)]
mod tests {
    use super::{Kind, double, lexical};

    #[test]
    fn short_doubles_are_those_that_the_standard_library_reads() {
        let mut seed = 1_u64;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let whole = (seed >> 40) % 10_u64.pow((seed >> 8) as u32 % 8);
            let fraction = (seed >> 20) % 10_u64.pow((seed >> 12) as u32 % 8 + 1);
            for text in [format!("{whole}.{fraction}"), format!("-{whole}.000{fraction}"), format!("{}", seed >> 11)] {
                if let Some(found) = double(&text) {
                    assert_eq!(Ok(found.to_bits()), text.parse().map(f64::to_bits), "{text}");
                }
            }
        }
        assert_eq!(double("-0").map(f64::to_bits), Some((-0.0_f64).to_bits()));
        assert_eq!(double("1e5"), None);
        assert_eq!(double("12345678901234567"), None);
    }

    #[test]
    fn exponents_and_empty_fractions_are_written_out() {
        for (number, integer) in [
            ("12", Some("12")),
            ("-0", Some("-0")),
            ("1e3", Some("1000")),
            ("1000.0", Some("1000")),
            ("-1.5E1", Some("-15")),
            ("1500e-2", Some("15")),
            ("0.05e2", Some("5")),
            ("0e99999999999", Some("0")),
            ("1.5", None),
            ("15e-1", None),
            ("1e-3", None),
            ("1e1000000000", None),
            ("1e99999999999999999999", None),
        ] {
            assert_eq!(lexical(Kind::Integer, number).as_deref(), integer, "{number}");
        }
        for (number, decimal) in [
            ("1.50", Some("1.50")),
            ("1.5e-3", Some("0.0015")),
            ("-1.25e1", Some("-12.5")),
            ("12e-1", Some("1.2")),
            ("1e2", Some("100")),
            ("1e-1000000000", None),
        ] {
            assert_eq!(lexical(Kind::Decimal, number).as_deref(), decimal, "{number}");
        }
        assert_eq!(lexical(Kind::F64, "1e300").as_deref(), Some("1e300"));
    }
}
