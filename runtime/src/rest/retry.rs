//! `Retry-After` (RFC 9110, section 10.2.3).

use std::time::Duration;

use http::{HeaderMap, header};

/// The longest that an answer may tell to wait.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long an answer tells to wait: seconds, or the time until a date. What is past is no time at all, what is longer
/// than a day is a day, and what is neither number nor date is nothing.
///
/// A date is taken against the answer's own `Date`, so that it matters little whether the clocks agree.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are more than a day.
        return Some(text.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST));
    }
    let until = date(text)?;
    let own = headers.get(header::DATE).and_then(|own| date(own.to_str().ok()?.trim()));
    let now = own.unwrap_or_else(|| jiff::Timestamp::now().as_second());
    Some(u64::try_from(until - now).map_or(Duration::ZERO, Duration::from_secs).min(LONGEST))
}

/// The seconds since 1970 of a date in the form that HTTP prefers, or in one of the two old ones.
fn date(text: &str) -> Option<i64> {
    let words: Vec<&str> = text.split([' ', '-', ',']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, time) = match words.as_slice() {
        // Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        // Sun Nov  6 08:49:37 1994
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let mut clock = time.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let year: i16 = match (year.len(), year.parse::<i16>().ok()?) {
        (2, short) => short + if short < 70 { 2000 } else { 1900 },
        (_, year) => year,
    };
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .iter()
        .position(|name| name == month)?;
    let month = i8::try_from(month + 1).ok()?;
    let time = jiff::civil::DateTime::new(year, month, day.parse().ok()?, hour, minute, second.min(59), 0).ok()?;
    time.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::{HeaderMap, HeaderValue};

    use super::retry_after;

    fn told(text: &'static str, now: Option<&'static str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", HeaderValue::from_static(text));
        if let Some(now) = now {
            headers.insert("date", HeaderValue::from_static(now));
        }
        retry_after(&headers).map(|duration: Duration| duration.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_read_and_clamped() {
        let now = Some("Sun, 06 Nov 1994 08:49:07 GMT");
        assert_eq!(told("30", None), Some(30));
        assert_eq!(told("99999999999999999999999", None), Some(86400));
        assert_eq!(told("Sun, 06 Nov 1994 08:49:37 GMT", now), Some(30));
        assert_eq!(told("Sunday, 06-Nov-94 08:49:37 GMT", now), Some(30));
        assert_eq!(told("Sun Nov  6 08:49:37 1994", now), Some(30));
        assert_eq!(told("Sun, 06 Nov 1994 08:00:00 GMT", now), Some(0), "past");
        assert_eq!(told("Sun, 06 Nov 2094 08:00:00 GMT", now), Some(86400), "absurd");
        assert_eq!(told("Sun, 06 Nov 1994 08:49:37 GMT", None), Some(0), "against the clock");
    }

    #[test]
    fn garbage_is_nothing() {
        for text in ["", "-1", "1.5", "soon", "Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT"] {
            assert_eq!(told(text, Some("Sun, 06 Nov 1994 08:49:07 GMT")), None, "{text}");
        }
    }
}
