//! Points in time: what a date and a time of day name, and the date and the time of day in UTC.

use core::fmt;

use super::calendar::Date;
use super::{DAY, Time};

const SECONDS_OF_DAY: i64 = DAY * 60;

/// A point in time, exact to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z, rounded down. A leap second counts as the start of the second after it.
    pub(crate) seconds: i64,
    /// Nanoseconds past them.
    pub(crate) nanos: u32,
    /// Whether this says all that the text did: no digit past the ninth, and no leap second.
    pub(crate) exact: bool,
}

impl Instant {
    pub(super) fn of(date: Date, time: &Time) -> Self {
        let minutes = date.unix_days() * DAY + time.utc_minute;
        let leap = time.second == 60;
        Self {
            seconds: minutes * 60 + i64::from(time.second),
            nanos: if leap { 0 } else { time.nanos },
            exact: time.exact && !leap,
        }
    }
}

/// A date and a time of day in UTC, to the second. It writes itself `YYYY-MM-DDTHH:mm:ss`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Utc {
    date: Date,
    /// Seconds since midnight.
    second: i64,
}

impl Utc {
    pub(super) fn from_unix_seconds(seconds: i64) -> Option<Self> {
        let date = Date::from_unix_days(seconds.div_euclid(SECONDS_OF_DAY))?;
        Some(Self { date, second: seconds.rem_euclid(SECONDS_OF_DAY) })
    }
}

impl fmt::Display for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date { year, month, day } = self.date;
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::DateTime;

    #[test]
    fn text_is_exact_up_to_the_ninth_digit() {
        for (text, seconds, nanos, exact) in [
            ("1970-01-01T00:00:00Z", 0, 0, true),
            ("1970-01-01T00:00:00.5Z", 0, 500_000_000, true),
            ("1970-01-01T00:00:00.123456789Z", 0, 123_456_789, true),
            ("1970-01-01T00:00:00.123456789000Z", 0, 123_456_789, true),
            ("1970-01-01T00:00:00.1234567890001Z", 0, 123_456_789, false),
            ("1969-12-31T23:59:59.9999999999Z", -1, 999_999_999, false),
            ("2016-12-31T23:59:60Z", 1_483_228_800, 0, false),
        ] {
            assert_eq!(DateTime::instant(text), Some(Instant { seconds, nanos, exact }), "{text}");
        }
        assert_eq!(DateTime::instant("1970-01-01"), None);
    }

    #[test]
    fn utc_writes_its_second() {
        assert_eq!(DateTime::utc(-1).unwrap().to_string(), "1969-12-31T23:59:59");
        assert!(DateTime::utc(253_402_300_800).is_none());
        assert!(DateTime::utc(i64::MIN).is_none());
    }
}
