//! Instants.

use core::fmt;
use core::str::FromStr;

use super::{Fault, Span};
use crate::DateTime;

const SECOND: i128 = 1_000_000_000;
const MILLISECOND: i128 = 1_000_000;

/// An instant, exact to the nanosecond, within the years 0000 to 9999 in UTC: what RFC 3339 can say.
///
/// It displays itself as RFC 3339 does in UTC, with three digits of fraction, or with six or nine where three would take
/// something away. It is read from any date and time of RFC 3339; digits past the ninth are cut off (which rounds down),
/// and a leap second is the first instant of the second after it.
///
/// ```
/// use formwork_runtime::convert::Timestamp;
///
/// let local: Timestamp = "2024-02-29T12:00:00.5+01:00".parse()?;
/// assert_eq!(local.to_string(), "2024-02-29T11:00:00.500Z");
/// assert_eq!(local.unix_seconds(), 1_709_204_400);
/// # Ok::<(), formwork_runtime::convert::Fault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i128);

impl Timestamp {
    /// 0000-01-01T00:00:00Z
    pub const MIN: Self = Self(-62_167_219_200 * SECOND);

    /// 9999-12-31T23:59:59.999999999Z
    pub const MAX: Self = Self(253_402_300_800 * SECOND - 1);

    /// The instant so many nanoseconds after 1970-01-01T00:00:00Z; `None` outside the years 0000 to 9999.
    pub const fn from_unix_nanos(nanos: i128) -> Option<Self> {
        if nanos < Self::MIN.0 || nanos > Self::MAX.0 { None } else { Some(Self(nanos)) }
    }

    /// The instant so many milliseconds after 1970-01-01T00:00:00Z; `None` outside the years 0000 to 9999.
    pub const fn from_unix_millis(millis: i64) -> Option<Self> {
        Self::from_unix_nanos(millis as i128 * MILLISECOND)
    }

    /// The instant so many seconds after 1970-01-01T00:00:00Z; `None` outside the years 0000 to 9999.
    pub const fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_unix_nanos(seconds as i128 * SECOND)
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z, negative before it.
    pub const fn unix_nanos(self) -> i128 {
        self.0
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down (before it too).
    pub const fn unix_millis(self) -> i64 {
        floor(self.0, MILLISECOND)
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down (before it too).
    pub const fn unix_seconds(self) -> i64 {
        floor(self.0, SECOND)
    }

    /// The instant a length of time later; `None` outside the years 0000 to 9999.
    pub const fn checked_add(self, span: Span) -> Option<Self> {
        match self.0.checked_add(span.as_nanos()) {
            Some(nanos) => Self::from_unix_nanos(nanos),
            None => None,
        }
    }

    /// The instant a length of time earlier; `None` outside the years 0000 to 9999.
    pub const fn checked_sub(self, span: Span) -> Option<Self> {
        match self.0.checked_sub(span.as_nanos()) {
            Some(nanos) => Self::from_unix_nanos(nanos),
            None => None,
        }
    }

    /// The length of time from `earlier` to this instant, negative if `earlier` is the later one.
    pub const fn since(self, earlier: Self) -> Span {
        Span::from_nanos(self.0 - earlier.0)
    }

    /// The instant that a text names, and whether it says all that the text did.
    pub(super) fn of_text(text: &str) -> Result<(Self, bool), Fault> {
        let Some(instant) = DateTime::instant(text) else {
            return Err(Fault::new("is not a date and time as RFC 3339 writes them"));
        };
        Self::from_unix_nanos(i128::from(instant.seconds) * SECOND + i128::from(instant.nanos))
            .map(|timestamp| (timestamp, instant.exact))
            .ok_or_else(|| Fault::new("is out of the years 0000 to 9999 in UTC"))
    }
}

/// The units in so many nanoseconds, of an instant within the years that a timestamp is held to.
const fn floor(nanos: i128, unit: i128) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of the years 0000 to 9999 take 49 bits")]
    let units = nanos.div_euclid(unit) as i64;
    units
}

impl FromStr for Timestamp {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::of_text(text).map(|(timestamp, _)| timestamp)
    }
}

/// Some texts of RFC 3339 name an instant outside the years 0000 to 9999 in UTC, by their offset or a leap second.
impl TryFrom<&DateTime> for Timestamp {
    type Error = Fault;

    fn try_from(date_time: &DateTime) -> Result<Self, Fault> {
        date_time.as_str().parse()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // There is one for every timestamp.
        let Some(utc) = DateTime::utc(self.unix_seconds()) else { return Ok(()) };
        let nanos = self.0.rem_euclid(SECOND);
        if nanos % 1_000_000 == 0 {
            write!(f, "{utc}.{:03}Z", nanos / 1_000_000)
        } else if nanos % 1000 == 0 {
            write!(f, "{utc}.{:06}Z", nanos / 1000)
        } else {
            write!(f, "{utc}.{nanos:09}Z")
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_are_the_bounds() {
        assert_eq!(Timestamp::MIN.to_string(), "0000-01-01T00:00:00.000Z");
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999999999Z");
        assert_eq!(Timestamp::from_unix_nanos(Timestamp::MIN.0), Some(Timestamp::MIN));
        assert_eq!(Timestamp::from_unix_nanos(Timestamp::MAX.0), Some(Timestamp::MAX));
        for nanos in [Timestamp::MIN.0 - 1, Timestamp::MAX.0 + 1, i128::MIN, i128::MAX] {
            assert_eq!(Timestamp::from_unix_nanos(nanos), None);
        }
        for edge in [i64::MIN, i64::MAX] {
            assert_eq!(Timestamp::from_unix_millis(edge), None);
            assert_eq!(Timestamp::from_unix_seconds(edge), None);
        }
    }

    #[test]
    fn counts_come_back_and_round_down() {
        let seconds = [-62_167_219_200, -1_000_000_001, -2, -1, 0, 1, 1_709_204_400, 253_402_300_799];
        for second in seconds {
            let whole = Timestamp::from_unix_seconds(second).unwrap();
            assert_eq!(whole.unix_seconds(), second);
            assert_eq!(Timestamp::from_unix_millis(second * 1000), Some(whole));
            for nanos in [1, 999_999, 1_000_000, 999_999_999] {
                let later = whole.checked_add(Span::from_nanos(nanos)).unwrap();
                assert_eq!(later.unix_seconds(), second);
                assert_eq!(i128::from(later.unix_millis()), i128::from(second) * 1000 + nanos / 1_000_000);
                assert_eq!(later.since(whole), Span::from_nanos(nanos));
                assert_eq!(later.checked_sub(Span::from_nanos(nanos)), Some(whole));
                assert_eq!(later.to_string().parse(), Ok(later));
            }
        }
        assert_eq!(Timestamp::from_unix_millis(-1).unwrap().unix_seconds(), -1);
        assert_eq!(Timestamp::MAX.checked_add(Span::from_nanos(1)), None);
        assert_eq!(Timestamp::MAX.checked_add(Span::from_nanos(i128::MAX)), None);
        assert_eq!(Timestamp::MIN.checked_sub(Span::from_nanos(i128::MAX)), None);
        assert_eq!(Timestamp::MIN.checked_sub(Span::from_nanos(i128::MIN)), None);
    }

    #[test]
    fn text_takes_as_many_digits_as_it_needs() {
        for (nanos, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_000_000, "1970-01-01T00:00:00.001Z"),
            (1_001_000, "1970-01-01T00:00:00.001001Z"),
            (1, "1970-01-01T00:00:00.000000001Z"),
            (-1, "1969-12-31T23:59:59.999999999Z"),
        ] {
            let timestamp = Timestamp::from_unix_nanos(nanos).unwrap();
            assert_eq!(timestamp.to_string(), text);
            assert_eq!(format!("{timestamp:?}"), text);
            assert_eq!(text.parse(), Ok(timestamp));
        }
    }

    #[test]
    fn fractions_of_any_length_are_cut_after_nine_digits() {
        let digits = "987654321987";
        for length in 0..=digits.len() {
            let fraction = if length == 0 { String::new() } else { format!(".{}", &digits[..length]) };
            let kept = format!("{:0<9}", &digits[..length.min(9)]).parse::<i128>().unwrap();
            for (second, text) in [(0, "1970-01-01T00:00:00"), (-1, "1969-12-31T23:59:59")] {
                let timestamp: Timestamp = format!("{text}{fraction}Z").parse().unwrap();
                assert_eq!(timestamp.unix_nanos(), second * SECOND + kept, "{length}");
            }
        }
    }

    #[test]
    fn the_same_instant_is_equal_at_any_offset() {
        let noon: Timestamp = "2024-02-29T12:00:00.25Z".parse().unwrap();
        for minutes in -(23 * 60 + 59)..=(23 * 60 + 59) {
            let local = noon.checked_add(Span::from_seconds(minutes * 60)).unwrap().to_string();
            let (sign, offset) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
            let text = format!("{}{sign}{:02}:{:02}", local.trim_end_matches('Z'), offset / 60, offset % 60);
            assert_eq!(text.parse(), Ok(noon), "{text}");
        }
    }

    #[test]
    fn leap_seconds_are_the_second_after() {
        let next: Timestamp = "2017-01-01T00:00:00Z".parse().unwrap();
        for text in ["2016-12-31T23:59:60Z", "2016-12-31T23:59:60.999Z", "2017-01-01T00:59:60+01:00"] {
            assert_eq!(text.parse(), Ok(next), "{text}");
        }
    }

    #[test]
    fn text_outside_the_years_is_a_fault() {
        for text in [
            "9999-12-31T23:59:60Z",
            "9999-12-31T23:59:59-00:01",
            "0000-01-01T00:00:00+00:01",
            "9999-12-31T12:00:00-23:59",
        ] {
            assert_eq!(text.parse::<Timestamp>().unwrap_err().to_string(), "is out of the years 0000 to 9999 in UTC");
            let date_time: DateTime = text.parse().unwrap();
            assert!(Timestamp::try_from(&date_time).is_err(), "{text}");
        }
        for text in ["", "1970-01-01", "1970-01-01 00:00:00Z", "1970-01-01T24:00:00Z", "+10000-01-01T00:00:00Z"] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }
}
