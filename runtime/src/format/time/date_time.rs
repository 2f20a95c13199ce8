//! Points in time that keep their text.

use alloc::{borrow::ToOwned, string::String};
use core::fmt::{self, Write as _};
use core::str::FromStr;

use super::date_time;
use super::instant::{Instant, Utc};

/// A date and time of RFC 3339 section 5.6, kept as it was written.
///
/// Equality and order are those of the text; compare [`DateTime::unix_millis`] to order points in time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(String);

impl DateTime {
    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down. A leap second counts as the second after it.
    pub fn unix_seconds(&self) -> i64 {
        self.unix_millis().div_euclid(1000)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down. A leap second counts as the start of the second after it.
    pub fn unix_millis(&self) -> i64 {
        Self::instant(&self.0).map_or(0, |instant| instant.seconds * 1000 + i64::from(instant.nanos / 1_000_000))
    }

    /// The point so many milliseconds after 1970-01-01T00:00:00Z, written `YYYY-MM-DDTHH:mm:ss.sssZ`; `None` outside
    /// the years 0000 to 9999.
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        let utc = Self::utc(millis.div_euclid(1000))?;
        let mut text = String::with_capacity("YYYY-MM-DDTHH:mm:ss.sssZ".len());
        // Writing to a string cannot fail.
        let _ = write!(text, "{utc}.{:03}Z", millis.rem_euclid(1000));
        Some(Self(text))
    }

    /// The point so many seconds after 1970-01-01T00:00:00Z, as [`DateTime::from_unix_millis`] writes it.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_unix_millis(seconds.checked_mul(1000)?)
    }

    /// The point in time that a date and time of RFC 3339 names.
    pub(crate) fn instant(text: &str) -> Option<Instant> {
        date_time(text.as_bytes()).map(|(date, time)| Instant::of(date, &time))
    }

    /// The date and the time of day so many seconds after 1970-01-01T00:00:00Z; `None` outside the years 0000 to 9999.
    pub(crate) fn utc(seconds: i64) -> Option<Utc> {
        Utc::from_unix_seconds(seconds)
    }
}

/// A text is no date and time of RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADateTime;

impl fmt::Display for NotADateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date and time as RFC 3339 writes them")
    }
}

impl core::error::Error for NotADateTime {}

impl TryFrom<String> for DateTime {
    type Error = NotADateTime;

    fn try_from(text: String) -> Result<Self, NotADateTime> {
        if date_time(text.as_bytes()).is_some() { Ok(Self(text)) } else { Err(NotADateTime) }
    }
}

impl TryFrom<&str> for DateTime {
    type Error = NotADateTime;

    fn try_from(text: &str) -> Result<Self, NotADateTime> {
        if date_time(text.as_bytes()).is_some() { Ok(Self(text.to_owned())) } else { Err(NotADateTime) }
    }
}

impl FromStr for DateTime {
    type Err = NotADateTime;

    fn from_str(text: &str) -> Result<Self, NotADateTime> {
        text.try_into()
    }
}

impl From<DateTime> for String {
    fn from(date_time: DateTime) -> Self {
        date_time.0
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn instants_are_counted_from_1970_and_rounded_down() {
        for (text, millis) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.9999Z", -1),
            ("1969-12-31T23:59:58.0001Z", -2000),
            ("1970-01-01T01:00:00.123999+01:00", 123),
            ("1969-12-31t23:00:00.5-01:00", 500),
            ("2016-12-31T23:59:60.75Z", 1_483_228_800_000),
            ("2017-01-01T00:59:60+01:00", 1_483_228_800_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000),
            ("9999-12-31T23:59:59.999-23:59", 253_402_387_139_999),
        ] {
            let date_time: DateTime = text.parse().unwrap();
            assert_eq!(date_time.unix_millis(), millis, "{text}");
            assert_eq!(date_time.unix_seconds(), millis.div_euclid(1000), "{text}");
            assert_eq!(date_time.as_str(), text);
        }
        assert_eq!(DateTime::try_from("1970-01-01"), Err(NotADateTime));
    }

    #[test]
    fn instants_are_written_with_three_digits() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_582_934_400_001, "2020-02-29T00:00:00.001Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] {
            let date_time = DateTime::from_unix_millis(millis).unwrap();
            assert_eq!(date_time.as_str(), text);
            assert_eq!(date_time.unix_millis(), millis);
        }
        assert_eq!(DateTime::from_unix_millis(-62_167_219_200_001), None);
        assert_eq!(DateTime::from_unix_millis(253_402_300_800_000), None);
        assert_eq!(DateTime::from_unix_millis(i64::MIN), None);
        assert_eq!(DateTime::from_unix_seconds(i64::MAX), None);
        assert_eq!(DateTime::from_unix_seconds(1).unwrap().as_str(), "1970-01-01T00:00:01.000Z");
    }
}
