use std::fmt;

use super::{Date, Time};
use crate::record::{Scalar, ScalarError};

/// Date and time with an optional offset from UTC (`xs:dateTime`).
///
/// Years reach as far as `i32`; the one before 1 is -1. Fractions are kept to the nanosecond, and finer ones are refused.
/// 24:00:00 is the midnight of the next day. Two values are equal if date, time and offset are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DateTime {
    date: Date,
    time: Time,
}

impl DateTime {
    /// Date and time. The offset is that of the time; the date's is dropped.
    pub fn new(date: Date, time: Time) -> Self {
        Self { date: date.with_offset(None).unwrap_or(date), time }
    }

    /// The date, without an offset.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The time, with the offset.
    pub fn time(&self) -> Time {
        self.time
    }

    /// The offset from UTC in minutes.
    pub fn offset(&self) -> Option<i16> {
        self.time.offset()
    }

    fn parse(text: &str) -> Option<Self> {
        let (date, rest) = Date::read_head(text)?;
        let (time, end_of_day) = Time::read_tail(rest.strip_prefix('T')?)?;
        Some(Self { date: if end_of_day { date.tomorrow()? } else { date }, time })
    }
}

impl Scalar for DateTime {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        *self = Self::parse(text).ok_or(ScalarError {
            expected: "a date and time such as `2026-11-21T08:30:00Z`, its fraction of at most nine digits",
        })?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        self.date.write_head(out);
        out.push('T');
        self.time.write(out);
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::implementations::display(self, f)
    }
}
