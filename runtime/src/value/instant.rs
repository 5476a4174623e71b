//! Conversions from and to the types of jiff.

use jiff::{SignedDuration, Timestamp, Zoned, civil, tz};

use super::{Date, DateTime, Duration, Time};
use crate::record::ScalarError;

/// What jiff cannot hold, or what XML Schema cannot.
const RANGE: ScalarError = ScalarError { expected: "a value that both types can hold" };
const OFFSET: ScalarError = ScalarError { expected: "a date and time with an offset from UTC" };

impl TryFrom<Date> for civil::Date {
    type Error = ScalarError;

    fn try_from(date: Date) -> Result<Self, ScalarError> {
        // jiff counts years astronomically: the one before 1 is 0.
        let year = if date.year() < 0 { date.year() + 1 } else { date.year() };
        let year = i16::try_from(year).map_err(|_| RANGE)?;
        Self::new(year, date.month() as i8, date.day() as i8).map_err(|_| RANGE)
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        let year = i32::from(date.year());
        Self::new(if year <= 0 { year - 1 } else { year }, date.month() as u8, date.day() as u8).unwrap_or_default()
    }
}

impl From<Time> for civil::Time {
    fn from(time: Time) -> Self {
        Self::new(time.hour() as i8, time.minute() as i8, time.second() as i8, time.nanosecond() as i32)
            .unwrap_or_default()
    }
}

impl From<civil::Time> for Time {
    fn from(time: civil::Time) -> Self {
        Self::new(time.hour() as u8, time.minute() as u8, time.second() as u8, time.subsec_nanosecond() as u32)
            .unwrap_or_default()
    }
}

impl TryFrom<DateTime> for civil::DateTime {
    type Error = ScalarError;

    /// The offset is left out.
    fn try_from(value: DateTime) -> Result<Self, ScalarError> {
        Ok(Self::from_parts(value.date().try_into()?, value.time().into()))
    }
}

impl From<civil::DateTime> for DateTime {
    /// Without an offset.
    fn from(value: civil::DateTime) -> Self {
        Self::new(value.date().into(), value.time().into())
    }
}

impl TryFrom<DateTime> for Timestamp {
    type Error = ScalarError;

    /// A value without an offset is no instant.
    fn try_from(value: DateTime) -> Result<Self, ScalarError> {
        let minutes = value.offset().ok_or(OFFSET)?;
        let offset = tz::Offset::from_seconds(i32::from(minutes) * 60).map_err(|_| RANGE)?;
        offset.to_timestamp(value.try_into()?).map_err(|_| RANGE)
    }
}

impl From<Timestamp> for DateTime {
    /// In UTC.
    fn from(instant: Timestamp) -> Self {
        at_offset(tz::Offset::UTC.to_datetime(instant), 0)
    }
}

impl TryFrom<DateTime> for Zoned {
    type Error = ScalarError;

    /// In a zone of the value's fixed offset.
    fn try_from(value: DateTime) -> Result<Self, ScalarError> {
        let minutes = value.offset().ok_or(OFFSET)?;
        let offset = tz::Offset::from_seconds(i32::from(minutes) * 60).map_err(|_| RANGE)?;
        Ok(Timestamp::try_from(value)?.to_zoned(tz::TimeZone::fixed(offset)))
    }
}

impl From<&Zoned> for DateTime {
    /// At the zone's offset. One that is not of whole minutes, or beyond fourteen hours, gives the same instant in UTC.
    fn from(value: &Zoned) -> Self {
        let seconds = value.offset().seconds();
        match i16::try_from(seconds / 60) {
            Ok(minutes) if seconds % 60 == 0 && minutes.unsigned_abs() <= 14 * 60 => {
                at_offset(value.datetime(), minutes)
            }
            _ => value.timestamp().into(),
        }
    }
}

fn at_offset(value: civil::DateTime, minutes: i16) -> DateTime {
    let time = Time::from(value.time());
    DateTime::new(value.date().into(), time.with_offset(Some(minutes)).unwrap_or(time))
}

impl TryFrom<Duration> for SignedDuration {
    type Error = ScalarError;

    /// A duration of months has no fixed length.
    fn try_from(value: Duration) -> Result<Self, ScalarError> {
        let seconds = i64::try_from(value.seconds()).map_err(|_| RANGE)?;
        if value.months() != 0 {
            return Err(RANGE);
        }
        let length = Self::new(seconds, value.nanoseconds() as i32);
        Ok(if value.is_negative() { -length } else { length })
    }
}

impl From<SignedDuration> for Duration {
    fn from(value: SignedDuration) -> Self {
        Self::new(value.is_negative(), 0, value.as_secs().unsigned_abs(), value.subsec_nanos().unsigned_abs())
            .unwrap_or_default()
    }
}
