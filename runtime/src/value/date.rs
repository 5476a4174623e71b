use std::fmt;

use super::{calendar, lexical::digits};
use crate::record::{Scalar, ScalarError};

/// A calendar date with an optional offset from UTC (`xs:date`).
///
/// The year before 1 is -1. The default is 0001-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
    offset: Option<i16>,
}

impl Date {
    /// A date without an offset. `None`: there is no such date.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        (year != 0 && (1..=calendar::days(year, month)).contains(&day)).then_some(Self {
            year,
            month,
            day,
            offset: None,
        })
    }

    /// The same date with another offset, in minutes. `None`: it is more than fourteen hours.
    #[must_use]
    pub fn with_offset(mut self, offset: Option<i16>) -> Option<Self> {
        self.offset = offset;
        calendar::is_offset(offset).then_some(self)
    }

    /// The year; the one before 1 is -1.
    pub fn year(&self) -> i32 {
        self.year
    }

    /// The month, from 1.
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.day
    }

    /// The offset from UTC in minutes.
    pub fn offset(&self) -> Option<i16> {
        self.offset
    }

    /// The next day. `None`: its year is too large.
    pub(super) fn tomorrow(self) -> Option<Self> {
        let Self { year, month, day, offset } = self;
        let (year, month, day) = if day < calendar::days(year, month) {
            (year, month, day + 1)
        } else if month < 12 {
            (year, month + 1, 1)
        } else {
            (if year == -1 { 1 } else { year.checked_add(1)? }, 1, 1)
        };
        Some(Self { year, month, day, offset })
    }

    /// Reads the date at the beginning of a text, without an offset.
    pub(super) fn read_head(text: &str) -> Option<(Self, &str)> {
        let (year, rest) = calendar::year(text)?;
        let (month, rest) = digits(rest.strip_prefix('-')?, 2)?;
        let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
        Some((Self::new(year, month as u8, day as u8)?, rest))
    }

    pub(super) fn write_head(&self, out: &mut String) {
        calendar::push_year(out, self.year);
        out.push('-');
        calendar::push_two(out, self.month);
        out.push('-');
        calendar::push_two(out, self.day);
    }
}

impl Default for Date {
    fn default() -> Self {
        Self { year: 1, month: 1, day: 1, offset: None }
    }
}

impl Scalar for Date {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        let parsed = Self::read_head(text).and_then(|(date, rest)| date.with_offset(calendar::offset(rest)?));
        *self = parsed.ok_or(ScalarError { expected: "a date such as `2026-11-21`" })?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        self.write_head(out);
        calendar::push_offset(out, self.offset);
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::implementations::display(self, f)
    }
}
