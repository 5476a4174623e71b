//! The proleptic Gregorian calendar and offsets from UTC, as XML Schema 1.0 part 2 writes them.

use super::lexical::{digits, push_unsigned};

/// The number of days of a month; zero for a month that there is none of.
///
/// The year before 1 is -1: XML Schema 1.0 has no year 0.
pub(super) fn days(year: i32, month: u8) -> u8 {
    let astronomical = if year < 0 { i64::from(year) + 1 } else { i64::from(year) };
    let leap = astronomical % 4 == 0 && (astronomical % 100 != 0 || astronomical % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => 0,
    }
}

/// Reads a year of four digits or more with an optional minus.
pub(super) fn year(text: &str) -> Option<(i32, &str)> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text),
    };
    let length = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    if length < 4 || (length > 4 && unsigned.starts_with('0')) {
        return None;
    }
    let (head, rest) = unsigned.split_at_checked(length)?;
    let value: i32 = if negative { format!("-{head}").parse().ok()? } else { head.parse().ok()? };
    (value != 0).then_some((value, rest))
}

/// Appends a year.
pub(super) fn push_year(out: &mut String, year: i32) {
    if year < 0 {
        out.push('-');
    }
    let year = year.unsigned_abs();
    if year < 10_000 {
        push_two(out, (year / 100) as u8);
        push_two(out, (year % 100) as u8);
    } else {
        push_unsigned(out, u64::from(year));
    }
}

/// Appends two digits.
pub(super) fn push_two(out: &mut String, value: u8) {
    out.push(char::from(b'0' + value / 10 % 10));
    out.push(char::from(b'0' + value % 10));
}

/// Reads what may follow a date or a time: nothing, `Z`, or hours and minutes, in minutes from UTC.
pub(super) fn offset(text: &str) -> Option<Option<i16>> {
    match text {
        "" => return Some(None),
        "Z" => return Some(Some(0)),
        _ => {}
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let total = i16::try_from(hours * 60 + minutes).ok()?;
    (rest.is_empty() && minutes < 60 && total <= 14 * 60).then_some(Some(sign * total))
}

/// Appends an offset.
pub(super) fn push_offset(out: &mut String, offset: Option<i16>) {
    match offset {
        None => {}
        Some(0) => out.push('Z'),
        Some(minutes) => {
            out.push(if minutes < 0 { '-' } else { '+' });
            let total = minutes.unsigned_abs();
            push_two(out, (total / 60) as u8);
            out.push(':');
            push_two(out, (total % 60) as u8);
        }
    }
}

/// Whether an offset is one that XML Schema allows.
pub(super) fn is_offset(offset: Option<i16>) -> bool {
    offset.is_none_or(|minutes| minutes.unsigned_abs() <= 14 * 60)
}
