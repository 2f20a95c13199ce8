//! Dates, times and durations (RFC 3339), and [`DateTime`].

mod calendar;
mod date_time;
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
mod foreign;
mod instant;

use calendar::{Date, days_in_month};
pub use date_time::{DateTime, NotADateTime};

use super::bytes::{digit, split_digits, two_digits};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

pub(super) fn is_date_time(text: &str) -> bool {
    date_time(text.as_bytes()).is_some()
}

pub(super) fn is_date(text: &str) -> bool {
    date(text.as_bytes()).is_some()
}

pub(super) fn is_time(text: &str) -> bool {
    time(text.as_bytes()).is_some()
}

/// A time of day and its offset.
struct Time {
    /// Minutes since midnight UTC, which are negative or past the day where the offset leads over midnight.
    utc_minute: i64,
    /// Up to 59, or 60 for a leap second.
    second: u32,
    /// The fraction of the second in nanoseconds, rounded down.
    nanos: u32,
    /// Whether rounding took nothing away.
    exact: bool,
}

/// RFC 3339 section 5.6, `date-time`, with either case of `T` and `Z` and nothing else in place of `T`.
fn date_time(bytes: &[u8]) -> Option<(Date, Time)> {
    let (day, rest) = bytes.split_at_checked(10)?;
    match rest {
        [b'T' | b't', rest @ ..] => Some((date(day)?, time(rest)?)),
        _ => None,
    }
}

/// RFC 3339 section 5.6, `full-date`
fn date(bytes: &[u8]) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let year = two_digits(y1, y2)? * 100 + two_digits(y3, y4)?;
    let (month, day) = (two_digits(m1, m2)?, two_digits(d1, d2)?);
    (1..=days_in_month(year, month)?).contains(&day).then_some(Date { year, month, day })
}

/// RFC 3339 section 5.6, `full-time`
fn time(bytes: &[u8]) -> Option<Time> {
    let &[h1, h2, b':', m1, m2, b':', s1, s2, ref rest @ ..] = bytes else { return None };
    let minute = minute_of_day(h1, h2, m1, m2)?;
    let second = two_digits(s1, s2)?;
    let (nanos, exact, rest) = fraction(rest)?;
    let utc_minute = minute - offset(rest)?;
    // Leap seconds come at the end of a UTC day, whatever time it is elsewhere.
    let valid = second < 60 || second == 60 && utc_minute.rem_euclid(DAY) == DAY - 1;
    valid.then_some(Time { utc_minute, second, nanos, exact })
}

fn minute_of_day(h1: u8, h2: u8, m1: u8, m2: u8) -> Option<i64> {
    let (hour, minute) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
    (hour < 24 && minute < 60).then(|| i64::from(hour * 60 + minute))
}

/// Nanoseconds, and whether the digits past them say no more.
fn fraction(bytes: &[u8]) -> Option<(u32, bool, &[u8])> {
    let [b'.', rest @ ..] = bytes else { return Some((0, true, bytes)) };
    let (digits, rest) = split_digits(rest);
    let place = |index: usize| digits.get(index).copied().and_then(digit).unwrap_or_default();
    let nanos = (0..9).fold(0, |value, index| value * 10 + place(index));
    let exact = digits.iter().skip(9).all(|&digit| digit == b'0');
    (!digits.is_empty()).then_some((nanos, exact, rest))
}

/// Minutes that the local time is ahead of UTC.
fn offset(bytes: &[u8]) -> Option<i64> {
    match *bytes {
        [b'Z' | b'z'] => Some(0),
        [b'+', h1, h2, b':', m1, m2] => minute_of_day(h1, h2, m1, m2),
        [b'-', h1, h2, b':', m1, m2] => Some(-minute_of_day(h1, h2, m1, m2)?),
        _ => None,
    }
}

/// RFC 3339 appendix A, `duration`
pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    match rest.split_once('T') {
        Some(("", time)) => is_run_of(time, b"HMS"),
        Some((date, time)) => is_run_of(date, b"YMD") && is_run_of(time, b"HMS"),
        None => is_run_of(rest, b"YMD") || is_run_of(rest, b"W"),
    }
}

/// Whether `text` is one or more amounts with units that follow each other in `units`, none left out between them.
fn is_run_of(text: &str, units: &[u8]) -> bool {
    let mut rest = text.as_bytes();
    let mut expected: Option<usize> = None;
    loop {
        let (amount, [unit, after @ ..]) = split_digits(rest) else { return false };
        let Some(place) = units.iter().position(|known| known == unit) else { return false };
        if amount.is_empty() || expected.is_some_and(|expected| expected != place) {
            return false;
        }
        if after.is_empty() {
            return true;
        }
        expected = Some(place + 1);
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn february_goes_by_the_year() {
        for text in ["2020-02-29", "2000-02-29", "0000-02-29", "2021-02-28", "9999-12-31"] {
            assert!(is_date(text), "{text}");
        }
        for text in
            ["2021-02-29", "1900-02-29", "2021-00-01", "2021-13-01", "2021-01-00", "2021-04-31", "21-01-01", "2021-1-1"]
        {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn leap_seconds_end_a_utc_day() {
        for text in ["23:59:60Z", "23:59:60.5z", "01:29:60+01:30", "15:59:60-08:00", "00:29:60-23:30"] {
            assert!(is_time(text), "{text}");
        }
        for text in ["22:59:60Z", "23:58:60Z", "23:59:61Z", "23:59:60+01:00", "24:00:00Z", "00:00:00", "00:00:00.Z"] {
            assert!(!is_time(text), "{text}");
        }
        for text in ["12:00:00+24:00", "12:00:00+01:60", "12:00:00+0100", "12:00:00Z+01:00", "12:00Z", "1২:00:00Z"] {
            assert!(!is_time(text), "{text}");
        }
    }

    #[test]
    fn date_and_time_stand_on_either_side_of_a_t() {
        assert!(is_date_time("1963-06-19t08:30:06.283185z"));
        assert!(!is_date_time("1963-06-19 08:30:06Z"));
        assert!(!is_date_time("1963-06-19"));
        assert!(!is_date_time("1963-06-1৪T00:00:00Z"));
    }

    #[test]
    fn durations_skip_no_unit() {
        for text in ["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M2D", "PT1H30M", "P2W", "PT1M2S"] {
            assert!(is_duration(text), "{text}");
        }
        for text in [
            "", "P", "PT", "P1", "P1DT", "P1Y2D", "PT1H2S", "P1Y2W", "P1WT1H", "PT1D", "4DT12H", "P1D2T3H", "P2D1Y",
            "PT0.5S",
        ] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
