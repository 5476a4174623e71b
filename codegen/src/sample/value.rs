//! Values of built-in types that obey their constraints.

use super::pattern;
use crate::model::{Constraints, Primitive};

/// A value of a built-in type; text says what it is `called` where nothing else is asked of it.
pub(super) fn primitive(primitive: Primitive, constraints: &Constraints, called: &str) -> String {
    match primitive {
        Primitive::String | Primitive::NormalizedString | Primitive::Token | Primitive::Uri => {
            text(primitive, constraints, called)
        }
        Primitive::Bool => "true".to_owned(),
        Primitive::I8
        | Primitive::I16
        | Primitive::I32
        | Primitive::I64
        | Primitive::U8
        | Primitive::U16
        | Primitive::U32
        | Primitive::U64
        | Primitive::Integer => number("1", constraints),
        Primitive::Char => "65".to_owned(),
        Primitive::Decimal | Primitive::F32 | Primitive::F64 => number("1.5", constraints),
        Primitive::DateTime => "2026-01-31T12:30:00Z".to_owned(),
        Primitive::Date => "2026-01-31".to_owned(),
        Primitive::Time => "12:30:00".to_owned(),
        Primitive::Duration => "PT1H30M".to_owned(),
        Primitive::Gregorian => "2026".to_owned(),
        Primitive::Guid => "00000000-0000-4000-8000-000000000001".to_owned(),
        Primitive::Base64 => base64(constraints),
        Primitive::Hex => "0A".repeat(length(constraints, 2)),
        Primitive::Binary => "…".to_owned(),
        Primitive::QName => "name".to_owned(),
    }
}

/// What an alias asks together with what the field asks.
pub(super) fn both(first: &Constraints, second: &Constraints) -> Constraints {
    Constraints {
        patterns: if first.patterns.is_empty() { second.patterns.clone() } else { first.patterns.clone() },
        min_length: first.min_length.max(second.min_length),
        max_length: least(first.max_length, second.max_length),
        minimum: second.minimum.clone().or_else(|| first.minimum.clone()),
        maximum: second.maximum.clone().or_else(|| first.maximum.clone()),
        multiple_of: second.multiple_of.clone().or_else(|| first.multiple_of.clone()),
        total_digits: least(first.total_digits, second.total_digits),
        fraction_digits: least(first.fraction_digits, second.fraction_digits),
        unique: first.unique || second.unique,
    }
}

fn least<T: Ord>(first: Option<T>, second: Option<T>) -> Option<T> {
    match (first, second) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn text(primitive: Primitive, constraints: &Constraints, called: &str) -> String {
    if let Some(example) = constraints.patterns.iter().find_map(|pattern| pattern::example(pattern)) {
        return example;
    }
    let plain = match (primitive, called) {
        (Primitive::Uri, _) => "https://example.com/",
        (_, "") => "text",
        _ => called,
    };
    let mut out: String = plain.chars().take(limit(constraints.max_length)).collect();
    let short = limit(constraints.min_length.or(Some(0))).saturating_sub(out.chars().count());
    out.extend(std::iter::repeat_n('x', short.min(10_000)));
    out
}

fn limit(length: Option<u64>) -> usize {
    length.and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX)
}

/// How many bytes a binary value has.
fn length(constraints: &Constraints, wished: usize) -> usize {
    wished.max(limit(constraints.min_length.or(Some(0)))).min(limit(constraints.max_length)).min(10_000)
}

fn base64(constraints: &Constraints) -> String {
    let bytes = length(constraints, 3);
    let tail = match bytes % 3 {
        1 => "AA==",
        2 => "AAA=",
        _ => "",
    };
    "AAAA".repeat(bytes / 3) + tail
}

/// The wished number, or the bound that it lies beyond.
fn number(wished: &str, constraints: &Constraints) -> String {
    let parse = |text: &str| text.trim().parse::<f64>().ok();
    let Some(value) = parse(wished) else { return wished.to_owned() };
    if let Some((bound, excluded)) = &constraints.minimum
        && let Some(least) = parse(bound)
        && (value < least || (*excluded && value <= least))
    {
        return if *excluded { beside(bound, 1) } else { bound.clone() };
    }
    if let Some((bound, excluded)) = &constraints.maximum
        && let Some(most) = parse(bound)
        && (value > most || (*excluded && value >= most))
    {
        return if *excluded { beside(bound, -1) } else { bound.clone() };
    }
    match constraints.fraction_digits {
        Some(0) => "1".to_owned(),
        _ => wished.to_owned(),
    }
}

/// The next number beside an excluded bound.
fn beside(bound: &str, step: i64) -> String {
    match bound.trim().parse::<i64>() {
        Ok(whole) => whole.saturating_add(step).to_string(),
        Err(_) => bound
            .trim()
            .parse::<f64>()
            .map_or_else(|_| bound.to_owned(), |value| (value + step as f64 / 2.0).to_string()),
    }
}
