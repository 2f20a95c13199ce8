//! Reading values out of a source: exact decimals and times, each with the member that it comes from.

use formwork_runtime::{DateTime, Integer, Number};

use super::{Nanos, Read, What};

const SECOND: Nanos = 1_000_000_000;
const MILLISECOND: Nanos = 1_000_000;

/// 0000-01-01T00:00:00Z and 10000-01-01T00:00:00Z.
const FIRST: Nanos = -62_167_219_200 * SECOND;
const AFTER: Nanos = 253_402_300_800 * SECOND;

/// A value that may be absent, of the member `from`.
pub fn present<T>(from: Option<&'static str>, value: Option<T>) -> Read<T> {
    value.ok_or((from, What::Missing))
}

/// A time in seconds, of the member `from`.
pub fn seconds(from: &'static str, number: &Number) -> Read<Nanos> {
    in_range(Some(from), scaled(&number.to_string(), 9))
}

/// A time in milliseconds, of the member `from`.
pub fn millis(from: &'static str, number: &Integer) -> Read<Nanos> {
    in_range(Some(from), scaled(&number.to_string(), 6))
}

/// A time of RFC 3339, of the member `from`. A leap second is the start of the second after it.
pub fn date_time(from: &'static str, time: &DateTime) -> Read<Nanos> {
    let text = time.as_str();
    let whole = Nanos::from(time.unix_seconds()) * SECOND;
    let fraction: String = match text.split_once('.') {
        Some((before, after)) if !before.ends_with(":60") => after.chars().take_while(char::is_ascii_digit).collect(),
        _ => String::new(),
    };
    let fraction: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    in_range(Some(from), fraction.parse().ok().map(|nanos: Nanos| whole + nanos))
}

/// A time that the caller gives.
pub fn given(time: Option<Nanos>) -> Option<Read<Nanos>> {
    time.map(|time| in_range(None, Some(time)))
}

/// The time so many seconds later than `time`, as the member `from` says.
pub fn after(time: Nanos, from: &'static str, lifetime: &Number) -> Read<Nanos> {
    in_range(Some(from), scaled(&lifetime.to_string(), 9).and_then(|lifetime| time.checked_add(lifetime)))
}

/// The time so many seconds earlier than `time`, as the member `from` says; the earlier one of two nanoseconds.
pub fn before(time: Nanos, from: &'static str, lifetime: &Number) -> Read<Nanos> {
    let text = lifetime.to_string();
    let negative = text.strip_prefix('-').map_or_else(|| format!("-{text}"), Into::into);
    in_range(Some(from), scaled(&negative, 9).and_then(|negative| time.checked_add(negative)))
}

/// Whole milliseconds of a time, rounded down.
pub fn floor_millis(time: Nanos) -> i128 {
    time.div_euclid(MILLISECOND)
}

/// Whole seconds of a time, rounded down.
pub fn floor_seconds(time: Nanos) -> i128 {
    time.div_euclid(SECOND)
}

fn in_range(from: Option<&'static str>, time: Option<Nanos>) -> Read<Nanos> {
    time.filter(|time| (FIRST..AFTER).contains(time)).ok_or((from, What::OutOfRange))
}

/// The number that JSON text spells, times ten to the power of `places`, rounded down; none if that is past 10^30.
pub fn scaled(text: &str, places: i128) -> Option<i128> {
    let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|digit| digit - b'0').collect();
    let Some(leading_zeros) = digits.iter().position(|digit| *digit != 0) else { return Some(0) };
    // An exponent that no `i64` holds is past every limit, in its direction.
    let exponent = exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
    let before_point = i128::try_from(whole.len()).ok()? + i128::from(exponent) + places;
    let significant = &digits[leading_zeros..];
    let kept = before_point - i128::try_from(leading_zeros).ok()?;
    if kept > 30 {
        return None;
    }
    let kept = usize::try_from(kept).unwrap_or(0);
    let magnitude = significant
        .iter()
        .chain(std::iter::repeat(&0))
        .take(kept)
        .fold(0, |magnitude: i128, digit| magnitude * 10 + i128::from(*digit));
    let has_remainder = significant.iter().skip(kept).any(|digit| *digit != 0);
    Some(if is_negative { -magnitude - i128::from(has_remainder) } else { magnitude })
}
