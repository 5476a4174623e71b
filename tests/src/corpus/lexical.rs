//! Whether two lexical forms stand for the same value (XML Schema 1.0 part 2), told without the runtime's own readers.

use std::collections::BTreeSet;

use bindery_runtime::record::Kind;

/// The tokens of a list whose order has no meaning.
pub fn tokens(text: &str) -> BTreeSet<&str> {
    text.split_ascii_whitespace().collect()
}

/// Whether two lexical forms of a simple type stand for the same value.
pub fn equal(kind: Kind, left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let (left, right) = (left.trim(), right.trim());
    match kind {
        Kind::String => false,
        Kind::NormalizedString | Kind::Token | Kind::Uri | Kind::QName | Kind::Gregorian => {
            left.split_ascii_whitespace().eq(right.split_ascii_whitespace())
        }
        Kind::Bool => boolean(left) == boolean(right),
        Kind::F32 | Kind::F64 => match (left.parse::<f64>(), right.parse::<f64>()) {
            (Ok(left), Ok(right)) => left == right,
            _ => left == right,
        },
        Kind::Guid | Kind::Hex => left.eq_ignore_ascii_case(right),
        Kind::Base64 | Kind::Binary => left.split_ascii_whitespace().collect::<String>() == right,
        Kind::Duration => duration(left).is_some_and(|value| duration(right) == Some(value)),
        Kind::DateTime | Kind::Date | Kind::Time => moment(left) == moment(right),
        _ => number(left) == number(right),
    }
}

fn boolean(text: &str) -> &str {
    match text {
        "1" => "true",
        "0" => "false",
        other => other,
    }
}

/// A decimal without what does not change its value: sign of zero, leading and trailing zeros.
fn number(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if whole.is_empty() && fraction.is_empty() { "0".to_owned() } else { format!("{sign}{whole}.{fraction}") }
}

/// A date or time without what does not change its value: trailing zeros of the fraction, `+00:00` for `Z`.
fn moment(text: &str) -> String {
    let start = text.find('T').unwrap_or(0);
    let zone = text[start..].find(['Z', '+', '-']).map_or(text.len(), |at| start + at);
    let (local, zone) = if start == 0 && !text.contains(':') { (text, "") } else { text.split_at(zone) };
    let local = match local.split_once('.') {
        Some((whole, fraction)) if !fraction.trim_end_matches('0').is_empty() => {
            format!("{whole}.{}", fraction.trim_end_matches('0'))
        }
        Some((whole, _)) => whole.to_owned(),
        None => local.to_owned(),
    };
    format!("{local}{}", if zone == "+00:00" || zone == "-00:00" { "Z" } else { zone })
}

/// A duration as months and seconds, the latter with its fraction as text.
fn duration(text: &str) -> Option<(bool, u64, u64, String)> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (dates, times) = text.strip_prefix('P')?.split_once('T').unwrap_or((text.strip_prefix('P')?, ""));
    let (mut months, mut seconds, mut fraction) = (0, 0, String::new());
    for (part, units) in
        [(dates, [('Y', 12, 0), ('M', 1, 0), ('D', 0, 86_400)]), (times, [('H', 0, 3_600), ('M', 0, 60), ('S', 0, 1)])]
    {
        let mut rest = part;
        for (unit, month, second) in units {
            let Some((count, tail)) = rest.split_once(unit) else { continue };
            let (whole, part) = count.split_once('.').unwrap_or((count, ""));
            let count: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
            months += count * month;
            seconds += count * second;
            part.trim_end_matches('0').clone_into(&mut fraction);
            rest = tail;
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some((negative && (months, seconds) != (0, 0), months, seconds, fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_not_spellings_are_compared() {
        for (kind, left, right) in [
            (Kind::I32, "+007", "7"),
            (Kind::Decimal, "1.50", "1.5"),
            (Kind::Decimal, "-0.0", "0"),
            (Kind::Bool, "1", "true"),
            (Kind::DateTime, "2025-11-26T12:07:01.500Z", "2025-11-26T12:07:01.5+00:00"),
            (Kind::Duration, "P1DT1H", "PT25H"),
            (Kind::Duration, "-PT0S", "PT0S"),
            (Kind::Guid, "ABCD", "abcd"),
            (Kind::F64, "1.0E1", "10"),
        ] {
            assert!(equal(kind, left, right), "{kind:?}: {left} and {right}");
        }
        for (kind, left, right) in [
            (Kind::String, "a ", "a"),
            (Kind::I32, "1", "-1"),
            (Kind::DateTime, "2025-11-26T12:07:01", "2025-11-26T12:07:01Z"),
            (Kind::Duration, "P1M", "P30D"),
            (Kind::Decimal, "1.05", "1.5"),
        ] {
            assert!(!equal(kind, left, right), "{kind:?}: {left} and {right}");
        }
    }
}
