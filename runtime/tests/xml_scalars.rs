//! Simple values: what is read, what is refused, and that any value survives being written and read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_runtime::{
    record::Scalar,
    value::{Base64, Char, Date, DateTime, Decimal, Duration, Gregorian, Guid, Hex, Integer, QName, Time},
};
use proptest::prelude::*;

/// The canonical form of a text, or why it is refused.
fn canonical<S: Scalar + Default>(text: &str) -> Result<String, &'static str> {
    let mut value = S::default();
    value.read(text).map_err(|error| error.expected)?;
    let mut out = String::new();
    value.write(&mut out);
    Ok(out)
}

/// Checks texts and their canonical forms, and texts that are refused.
fn check<S: Scalar + Default>(good: &[(&str, &str)], bad: &[&str]) {
    for (text, expected) in good {
        assert_eq!(canonical::<S>(text).as_deref(), Ok(*expected), "{text}");
    }
    for text in bad {
        assert!(canonical::<S>(text).is_err(), "{text} is read as {:?}", canonical::<S>(text));
    }
}

#[test]
fn booleans_and_integers() {
    check::<bool>(&[("1", "true"), ("true", "true"), ("0", "false"), ("false", "false")], &["", "TRUE", "yes", "2"]);
    check::<i8>(
        &[("-128", "-128"), ("+7", "7"), ("007", "7"), ("-0", "0")],
        &["128", "", "-", "1.0", "0x1", "--1", "+-1"],
    );
    check::<u8>(&[("255", "255"), ("-0", "0")], &["256", "-1"]);
    check::<i64>(&[("-9223372036854775808", "-9223372036854775808")], &["9223372036854775808"]);
    check::<u64>(&[("18446744073709551615", "18446744073709551615")], &["18446744073709551616"]);
    check::<Integer>(
        &[("-123456789012345678901234567890", "-123456789012345678901234567890")],
        &["", "1_0", "1.0", "-"],
    );
    check::<Char>(&[("65535", "65535")], &["65536", "A"]);
    assert_eq!(canonical::<i16>("x"), Err("an integer from -32768 to 32767"));
    assert!(canonical::<Integer>(&"9".repeat(10_001)).is_err());
}

#[test]
fn fractions() {
    check::<f64>(
        &[
            ("INF", "INF"),
            ("-INF", "-INF"),
            ("NaN", "NaN"),
            ("1e3", "1000"),
            (".5", "0.5"),
            ("-0", "-0"),
            ("1E300", "1E300"),
        ],
        &["inf", "nan", "infinity", "", "1e", "0x1p3", "1,0"],
    );
    check::<f32>(&[("0.1", "0.1"), ("1e-20", "1E-20")], &["Infinity", "-"]);
    check::<Decimal>(&[("-1.50", "-1.50"), (".5", "0.5"), ("+3.", "3")], &["1e5", "INF", "", ".", "-", "1_0"]);
}

#[test]
fn dates_and_times() {
    check::<DateTime>(
        &[
            ("2026-11-21T08:30:00", "2026-11-21T08:30:00"),
            ("2026-11-21T08:30:00.1234567Z", "2026-11-21T08:30:00.1234567Z"),
            ("2026-11-21T08:30:00.100+00:00", "2026-11-21T08:30:00.1Z"),
            ("2026-12-31T24:00:00-05:30", "2027-01-01T00:00:00-05:30"),
            ("-0001-12-31T24:00:00", "0001-01-01T00:00:00"),
            ("123456-02-28T00:00:00", "123456-02-28T00:00:00"),
            ("2026-11-21T08:30:00.1234567890000Z", "2026-11-21T08:30:00.123456789Z"),
        ],
        &[
            "",
            "2026-11-21",
            "2026-02-29T00:00:00",
            "0000-01-01T00:00:00",
            "2026-11-21T24:00:01",
            "2026-11-21T08:30:60",
            "2026-11-21T08:30:00.",
            "2026-11-21T08:30:00+15:00",
            "2026-11-21T08:30:00.1234567891Z",
            "99999999999-01-01T00:00:00",
            "02026-11-21T08:30:00",
            "2026-11-21 08:30:00",
        ],
    );
    check::<Date>(
        &[("2024-02-29+01:00", "2024-02-29+01:00"), ("-0001-02-29", "-0001-02-29")],
        &["2023-02-29", "26-01-01"],
    );
    check::<Time>(&[("24:00:00", "00:00:00"), ("08:30:00.5Z", "08:30:00.5Z")], &["8:30:00", "24:00:01", "08:30"]);
    check::<Gregorian>(
        &[
            ("2026", "2026"),
            ("2026-11Z", "2026-11Z"),
            ("--11", "--11"),
            ("--02-29", "--02-29"),
            ("---31", "---31"),
            ("2026-05:00", "2026-05:00"),
            ("--11-05:00", "--11-05:00"),
            ("--11--", "--11--"),
        ],
        &["", "26", "2026-13", "--13", "--02-30", "---32", "2026-11-21"],
    );
    check::<Duration>(
        &[
            ("P1Y14M", "P2Y2M"),
            ("-P1DT2H3M4.5S", "-P1DT2H3M4.5S"),
            ("PT90M", "PT1H30M"),
            ("PT0S", "PT0S"),
            ("P0D", "PT0S"),
            ("-PT0S", "PT0S"),
            ("PT36H", "P1DT12H"),
            ("P10675199DT2H48M5.4775807S", "P10675199DT2H48M5.4775807S"),
        ],
        &["", "P", "PT", "P1S", "PT1D", "1D", "P-1D", "PT1M1H", "P1DT", "PT1.S", "PT.5S", "P99999999999999999999Y"],
    );
}

#[test]
fn bytes_names_and_identifiers() {
    check::<Base64>(&[("YQ==", "YQ=="), (" Y Q = = ", "YQ=="), ("", "")], &["YQ", "Y*==", "YQ==YQ=="]);
    check::<Hex>(&[("0aFF", "0AFF"), ("", "")], &["0", "0g"]);
    check::<Guid>(
        &[("936DA01F-9ABD-4D9D-80C7-02AF85C822A8", "936da01f-9abd-4d9d-80c7-02af85c822a8")],
        &["936da01f9abd4d9d80c702af85c822a8", "{936da01f-9abd-4d9d-80c7-02af85c822a8}", ""],
    );
    check::<QName>(&[("{urn:x}a", "{urn:x}a"), ("a", "a")], &["{urn:x"]);
}

#[test]
fn conversions_from_and_to_jiff() {
    let read = |text: &str| {
        let mut value = DateTime::default();
        value.read(text).unwrap();
        value
    };
    let value = read("2026-11-21T08:30:00.5+02:00");
    let instant = jiff::Timestamp::try_from(value).unwrap();
    assert_eq!(instant.to_string(), "2026-11-21T06:30:00.5Z");
    assert_eq!(DateTime::from(instant), read("2026-11-21T06:30:00.5Z"));
    assert_eq!(DateTime::from(&jiff::Zoned::try_from(value).unwrap()), value);
    assert_eq!(jiff::civil::DateTime::try_from(value).unwrap().to_string(), "2026-11-21T08:30:00.5");
    assert_eq!(DateTime::from(jiff::civil::date(0, 1, 1).at(0, 0, 0, 0)), read("-0001-01-01T00:00:00"));
    assert!(jiff::Timestamp::try_from(read("2026-11-21T08:30:00")).is_err());
    assert!(jiff::civil::DateTime::try_from(read("20260-11-21T08:30:00")).is_err());
    let mut length = Duration::default();
    length.read("-PT1M0.25S").unwrap();
    assert_eq!(jiff::SignedDuration::try_from(length).unwrap(), jiff::SignedDuration::from_millis(-60_250));
    assert_eq!(Duration::from(jiff::SignedDuration::from_millis(-60_250)), length);
}

/// Whether a value survives being written and read.
fn survives<S: Scalar + Default + PartialEq + std::fmt::Debug>(value: &S) {
    let mut text = String::new();
    value.write(&mut text);
    let mut again = S::default();
    again.read(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(&again, value, "{text}");
}

prop_compose! {
    fn any_date()(year in any::<i32>(), month in 1..=12_u8, day in 1..=31_u8) -> Date {
        Date::new(year, month, day).unwrap_or_default()
    }
}

prop_compose! {
    fn any_time()(hour in 0..24_u8, minute in 0..60_u8, second in 0..60_u8, nano in 0..1_000_000_000_u32,
        offset in prop::option::of(-840..=840_i16)) -> Time {
        Time::new(hour, minute, second, nano).unwrap().with_offset(offset).unwrap()
    }
}

proptest! {
    #[test]
    fn any_scalar_survives(
        small in any::<(bool, i8, i16, u8, u16)>(),
        wide in any::<(i32, i64, u32, u64)>(),
        single in any::<f32>(),
        double in any::<f64>(),
        bytes in any::<Vec<u8>>(),
        guid in any::<u128>(),
        date in any_date(),
        time in any_time(),
        span in any::<(bool, u32, u64)>(),
        text in any::<String>(),
    ) {
        survives(&small.0); survives(&small.1); survives(&small.2); survives(&small.3); survives(&small.4);
        survives(&wide.0); survives(&wide.1); survives(&wide.2); survives(&wide.3);
        survives(&single); survives(&double); survives(&text);
        survives(&Char(small.4)); survives(&Base64(bytes.clone())); survives(&Hex(bytes));
        survives(&Guid::from_u128(guid)); survives(&date); survives(&time); survives(&DateTime::new(date, time));
        survives(&Duration::new(span.0, span.1.into(), span.2, time.nanosecond()).unwrap());
        survives(&Integer::from(guid)); survives(&Decimal::new(Integer::from(guid), i64::from(small.1).abs()));
    }
}
