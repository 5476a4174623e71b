use std::fmt;

use super::{
    calendar,
    lexical::{digits, nanoseconds, push_nanoseconds},
};
use crate::record::{Scalar, ScalarError};

/// A time of day with an optional offset from UTC (`xs:time`).
///
/// The default is midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
    offset: Option<i16>,
}

impl Time {
    /// A time without an offset. `None`: there is no such time.
    pub fn new(hour: u8, minute: u8, second: u8, nanosecond: u32) -> Option<Self> {
        (hour < 24 && minute < 60 && second < 60 && nanosecond < 1_000_000_000).then_some(Self {
            hour,
            minute,
            second,
            nanosecond,
            offset: None,
        })
    }

    /// The same time with another offset, in minutes. `None`: it is more than fourteen hours.
    #[must_use]
    pub fn with_offset(mut self, offset: Option<i16>) -> Option<Self> {
        self.offset = offset;
        calendar::is_offset(offset).then_some(self)
    }

    /// The hour, from 0 to 23.
    pub fn hour(&self) -> u8 {
        self.hour
    }

    /// The minute.
    pub fn minute(&self) -> u8 {
        self.minute
    }

    /// The second, from 0 to 59.
    pub fn second(&self) -> u8 {
        self.second
    }

    /// The nanosecond.
    pub fn nanosecond(&self) -> u32 {
        self.nanosecond
    }

    /// The offset from UTC in minutes.
    pub fn offset(&self) -> Option<i16> {
        self.offset
    }

    /// Reads a time to the end of a text. `true`: it is 24:00:00, the midnight at the end of the day.
    pub(super) fn read_tail(text: &str) -> Option<(Self, bool)> {
        let (hour, rest) = digits(text, 2)?;
        let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
        let (second, rest) = digits(rest.strip_prefix(':')?, 2)?;
        let (nanosecond, rest) = match rest.strip_prefix('.') {
            None => (0, rest),
            Some(rest) => {
                let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                let (fraction, rest) = rest.split_at_checked(length)?;
                (nanoseconds(fraction)?, rest)
            }
        };
        let end = (hour, minute, second, nanosecond) == (24, 0, 0, 0);
        let hour = if end { 0 } else { hour };
        let time = Self::new(hour as u8, minute as u8, second as u8, nanosecond)?;
        Some((time.with_offset(calendar::offset(rest)?)?, end))
    }
}

impl Scalar for Time {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        let (time, _) = Self::read_tail(text)
            .ok_or(ScalarError { expected: "a time such as `08:30:00`, its fraction of at most nine digits" })?;
        *self = time;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        calendar::push_two(out, self.hour);
        out.push(':');
        calendar::push_two(out, self.minute);
        out.push(':');
        calendar::push_two(out, self.second);
        push_nanoseconds(out, self.nanosecond);
        calendar::push_offset(out, self.offset);
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::implementations::display(self, f)
    }
}
