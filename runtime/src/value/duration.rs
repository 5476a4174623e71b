use std::fmt;

use super::lexical::{nanoseconds, push_nanoseconds, push_unsigned};
use crate::record::{Scalar, ScalarError};

/// A duration of months and seconds (`xs:duration`).
///
/// A year is twelve months, a day is 24 hours; months and seconds do not convert into each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    negative: bool,
    months: u64,
    seconds: u64,
    nanoseconds: u32,
}

impl Duration {
    /// A duration. `None`: a whole second of nanoseconds. Zero is not negative.
    pub fn new(negative: bool, months: u64, seconds: u64, nanoseconds: u32) -> Option<Self> {
        let negative = negative && (months, seconds, nanoseconds) != (0, 0, 0);
        (nanoseconds < 1_000_000_000).then_some(Self { negative, months, seconds, nanoseconds })
    }

    /// Whether it points backwards.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The months, those of its years included.
    pub fn months(&self) -> u64 {
        self.months
    }

    /// The seconds, those of its days, hours and minutes included.
    pub fn seconds(&self) -> u64 {
        self.seconds
    }

    /// The nanoseconds beyond the seconds.
    pub fn nanoseconds(&self) -> u32 {
        self.nanoseconds
    }

    fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let text = text.strip_prefix('P')?;
        let (date, time) = match text.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (text, ""),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let mut date = Parts(date);
        let (years, months, days) = (date.next('Y')?, date.next('M')?, date.next('D')?);
        let mut time = Parts(time);
        let (hours, minutes) = (time.next('H')?, time.next('M')?);
        let (whole, fraction) = match time.0.split_once('.') {
            Some((whole, fraction)) => (whole, nanoseconds(fraction.strip_suffix('S')?)?),
            None => (time.0.strip_suffix('S').unwrap_or(time.0), 0),
        };
        let ended = time.0.is_empty() || time.0.ends_with('S');
        if !date.0.is_empty() || !ended || (time.0.ends_with('S') && whole.is_empty()) {
            return None;
        }
        let last = if whole.is_empty() { 0 } else { number(whole)? };
        let months = years.checked_mul(12)?.checked_add(months)?;
        let seconds = days
            .checked_mul(86_400)?
            .checked_add(hours.checked_mul(3_600)?)?
            .checked_add(minutes.checked_mul(60)?)?
            .checked_add(last)?;
        Self::new(negative, months, seconds, fraction)
    }
}

/// What is left of the parts of a duration.
struct Parts<'t>(&'t str);

impl Parts<'_> {
    /// The next part if it has this letter, else zero. `None`: it is no number, or too large.
    fn next(&mut self, letter: char) -> Option<u64> {
        let Some((digits, rest)) = self.0.split_once(letter) else { return Some(0) };
        self.0 = rest;
        number(digits)
    }
}

fn number(digits: &str) -> Option<u64> {
    let legal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if legal { digits.parse().ok() } else { None }
}

impl Scalar for Duration {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        *self = Self::parse(text)
            .ok_or(ScalarError { expected: "a duration such as `P1DT2H30M`, its fraction of at most nine digits" })?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        if self.negative {
            out.push('-');
        }
        out.push('P');
        let days = self.seconds / 86_400;
        for (number, letter) in [(self.months / 12, 'Y'), (self.months % 12, 'M'), (days, 'D')] {
            if number > 0 {
                push_unsigned(out, number);
                out.push(letter);
            }
        }
        let (hours, minutes, seconds) = (self.seconds / 3_600 % 24, self.seconds / 60 % 60, self.seconds % 60);
        let whole = (self.months, self.seconds) != (0, 0);
        if whole && (hours, minutes, seconds, self.nanoseconds) == (0, 0, 0, 0) {
            return;
        }
        out.push('T');
        for (number, letter) in [(hours, 'H'), (minutes, 'M')] {
            if number > 0 {
                push_unsigned(out, number);
                out.push(letter);
            }
        }
        if seconds > 0 || self.nanoseconds > 0 || !whole {
            push_unsigned(out, seconds);
            push_nanoseconds(out, self.nanoseconds);
            out.push('S');
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::implementations::display(self, f)
    }
}
