//! Lengths of time.

use alloc::format;

use super::Fault;
use crate::{Number, NumberRef};

/// A length of time, exact to the nanosecond, of either sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(i128);

impl Span {
    /// So many nanoseconds.
    pub const fn from_nanos(nanos: i128) -> Self {
        Self(nanos)
    }

    /// So many milliseconds.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis as i128 * 1_000_000)
    }

    /// So many seconds.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds as i128 * 1_000_000_000)
    }

    /// Its nanoseconds.
    pub const fn as_nanos(self) -> i128 {
        self.0
    }

    /// The exact number of seconds, without zeros at its end: `3600`, `3599.271`.
    pub(super) fn seconds(self) -> Number {
        decimal(self.0, 9)
    }

    /// The exact number of milliseconds, without zeros at its end.
    pub(super) fn millis(self) -> Number {
        decimal(self.0, 6)
    }

    /// So many units of `10^places` nanoseconds, rounded down to the nanosecond.
    pub(super) fn of(number: NumberRef<'_>, places: u32) -> Result<Self, Fault> {
        number.scaled(places).map(|(nanos, _)| Self(nanos)).ok_or_else(too_long)
    }
}

fn too_long() -> Fault {
    Fault::new("is too long a time")
}

/// `value / 10^places`
fn decimal(value: i128, places: u32) -> Number {
    let unit = 10_i128.pow(places);
    if value % unit == 0 {
        return Number::from(value / unit);
    }
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.unsigned_abs() / unit.unsigned_abs(), value.unsigned_abs() % unit.unsigned_abs());
    let text = format!("{sign}{whole}.{rest:0width$}", width = places as usize);
    Number::from(NumberRef::Text(text.trim_end_matches('0')))
}

/// A value that tells a length of time: what [`after`](super::after), [`before`](super::before) and
/// [`between`](super::between) work with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a length of time",
    label = "a `Span` or a `Number` of seconds is expected here",
    note = "`Seconds` and `Millis` read a `Span` from a number"
)]
pub trait Length: Sized {
    /// The length, rounded down to the nanosecond.
    ///
    /// # Errors
    /// It is longer than a [`Span`] holds, which is some 5·10²¹ years.
    fn to_span(&self) -> Result<Span, Fault>;

    /// The length, rounded up to the nanosecond: what is taken off an end, so that the start is not too late.
    ///
    /// # Errors
    /// As [`to_span`](Self::to_span).
    fn to_span_up(&self) -> Result<Span, Fault>;

    /// The value that tells this length, exactly.
    fn from_span(span: Span) -> Self;
}

impl Length for Span {
    fn to_span(&self) -> Result<Span, Fault> {
        Ok(*self)
    }

    fn to_span_up(&self) -> Result<Span, Fault> {
        Ok(*self)
    }

    fn from_span(span: Span) -> Self {
        span
    }
}

/// Seconds. A whole number of them is spelled as an integer, any other as a fraction without zeros at its end.
impl Length for Number {
    fn to_span(&self) -> Result<Span, Fault> {
        Span::of(self.as_number(), 9)
    }

    fn to_span_up(&self) -> Result<Span, Fault> {
        let up = |(nanos, cut): (i128, bool)| nanos.checked_add(cut.into()).map(Span);
        self.as_number().scaled(9).and_then(up).ok_or_else(too_long)
    }

    fn from_span(span: Span) -> Self {
        span.seconds()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_spelled_as_short_as_they_can_be() {
        for (nanos, text) in [
            (0, "0"),
            (3_600_000_000_000, "3600"),
            (3_599_271_000_000, "3599.271"),
            (-500_000_000, "-0.5"),
            (-1_500_000_000, "-1.5"),
            (1, "0.000000001"),
            (-1, "-0.000000001"),
            (10_000_000_000, "10"),
            (i128::MAX, "170141183460469231731687303715.884105727"),
            (i128::MIN, "-170141183460469231731687303715.884105728"),
        ] {
            let span = Span::from_nanos(nanos);
            let number = Number::from_span(span);
            assert_eq!(number.to_string(), text);
            assert_eq!(number.as_number().is_written_as_integer(), !text.contains('.'), "{text}");
            assert_eq!(number.to_span(), Ok(span), "{text}");
        }
        assert_eq!(Span::from_nanos(1_500_000).millis().to_string(), "1.5");
        assert_eq!(Span::from_nanos(-1_000_000).millis().to_string(), "-1");
    }

    #[test]
    fn numbers_are_rounded_down_to_nanoseconds() {
        for (text, nanos) in [
            ("3599.271", 3_599_271_000_000),
            ("1e2", 100_000_000_000),
            ("-0.0", 0),
            ("-0.0000000001", -1),
            ("1e-400", 0),
            ("0.0000000019", 1),
        ] {
            assert_eq!(Number::from_text(text).unwrap().to_span(), Ok(Span::from_nanos(nanos)), "{text}");
        }
        for text in ["1e400", "-1e400", "1e99999999999999999999", &"9".repeat(10_000)] {
            assert_eq!(Number::from_text(text).unwrap().to_span(), Err(Fault::new("is too long a time")));
        }
        for edge in [i64::MIN, -1, 0, 1, i64::MAX] {
            assert_eq!(Number::from(edge).to_span(), Ok(Span::from_seconds(edge)));
            assert_eq!(Number::from_span(Span::from_seconds(edge)), Number::from(edge));
            assert_eq!(Span::from_millis(edge).as_nanos(), i128::from(edge) * 1_000_000);
        }
    }
}
