//! Instants as numbers and as text.

use alloc::string::String;
use core::ops::Deref;

use super::newtype::of_newtypes;
use super::{Fault, MILLISECONDS, NANOSECONDS, Read, SECONDS, Write};
use crate::convert::Timestamp;
use crate::{DateTime, Integer, Number, NumberRef};

/// Seconds since 1970-01-01T00:00:00Z: a [`Number`] or an [`Integer`] there, or a newtype of one; a [`Timestamp`] here.
///
/// It reads any fraction, down to nanoseconds, and writes whole seconds, rounded down, so that nothing lives longer than it
/// should. A number of seconds that leads out of the years 0000 to 9999 is a fault, and not taken for milliseconds.
///
/// ```
/// use formwork_runtime::Number;
/// use formwork_runtime::convert::{Read, Timestamp, UnixSeconds, Write};
///
/// let instant: Timestamp = UnixSeconds::read(Number::try_from(1709204400.25)?)?;
/// assert_eq!(instant.to_string(), "2024-02-29T11:00:00.250Z");
/// let seconds: Number = UnixSeconds::write(instant)?;
/// assert_eq!(seconds.to_string(), "1709204400");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct UnixSeconds;

/// Milliseconds since 1970-01-01T00:00:00Z: a [`Number`] or an [`Integer`] there, or a newtype of one; a [`Timestamp`]
/// here.
///
/// It reads any fraction, down to nanoseconds, and writes whole milliseconds, rounded down.
#[derive(Clone, Copy, Debug)]
pub struct UnixMillis;

/// Text of RFC 3339: a [`DateTime`], a `String` or a newtype of one there, a [`Timestamp`] here.
///
/// It reads any offset, down to nanoseconds, a leap second as the start of the second after it. It writes
/// `YYYY-MM-DDTHH:MM:SS.mmmZ`, rounded down, which every reader of RFC 3339 and of ECMAScript's dates takes.
#[derive(Clone, Copy, Debug)]
pub struct Rfc3339;

/// Powers of ten that make nanoseconds of seconds and of milliseconds.
const OF_SECONDS: u32 = 9;
const OF_MILLIS: u32 = 6;

fn instant(number: NumberRef<'_>, places: u32) -> Option<Timestamp> {
    Timestamp::from_unix_nanos(number.scaled(places)?.0)
}

/// Whether the number says more than whole nanoseconds.
fn is_finer(number: NumberRef<'_>, places: u32) -> bool {
    number.scaled(places).is_some_and(|(_, cut)| cut)
}

fn seconds(number: NumberRef<'_>) -> Result<Timestamp, Fault> {
    instant(number, OF_SECONDS).ok_or_else(|| {
        let past = number.compare(NumberRef::Int(0)).is_gt();
        let would_be = instant(number, OF_MILLIS).is_some();
        Fault::new(match (past, would_be) {
            (true, true) => "is past the year 9999 in seconds; it looks like milliseconds",
            (true, false) => "is past the year 9999 in seconds",
            (false, true) => "is before the year 0000 in seconds; it looks like milliseconds",
            (false, false) => "is before the year 0000 in seconds",
        })
    })
}

fn millis(number: NumberRef<'_>) -> Result<Timestamp, Fault> {
    instant(number, OF_MILLIS).ok_or_else(|| Fault::new("is out of the years 0000 to 9999 in milliseconds"))
}

macro_rules! number_codec {
    ($codec:ident, $read:ident, $places:ident, $unix:ident, $nanos:literal, $rounds:ident) => {
        impl Read<Number, Timestamp> for $codec {
            const ROUNDS: Option<&'static str> = NANOSECONDS;

            fn read(wire: Number) -> Result<Timestamp, Fault> {
                $read(wire.as_number())
            }

            fn rounds(wire: &Number) -> bool {
                is_finer(wire.as_number(), $places)
            }
        }

        impl Read<Integer, Timestamp> for $codec {
            fn read(wire: Integer) -> Result<Timestamp, Fault> {
                $read(wire.as_number())
            }
        }

        impl Write<Timestamp, Number> for $codec {
            const ROUNDS: Option<&'static str> = $rounds;

            fn write(value: Timestamp) -> Result<Number, Fault> {
                Ok(value.$unix().into())
            }

            fn rounds(value: &Timestamp) -> bool {
                value.unix_nanos() % $nanos != 0
            }
        }

        impl Write<Timestamp, Integer> for $codec {
            const ROUNDS: Option<&'static str> = $rounds;

            fn write(value: Timestamp) -> Result<Integer, Fault> {
                Ok(value.$unix().into())
            }

            fn rounds(value: &Timestamp) -> bool {
                value.unix_nanos() % $nanos != 0
            }
        }
    };
}

number_codec!(UnixSeconds, seconds, OF_SECONDS, unix_seconds, 1_000_000_000, SECONDS);
number_codec!(UnixMillis, millis, OF_MILLIS, unix_millis, 1_000_000, MILLISECONDS);
of_newtypes!(UnixSeconds, Timestamp);
of_newtypes!(UnixMillis, Timestamp);

const TEXT: Option<&str> = Some("to whole nanoseconds, down; a leap second to the second after it");

impl Read<DateTime, Timestamp> for Rfc3339 {
    const ROUNDS: Option<&'static str> = TEXT;

    fn read(wire: DateTime) -> Result<Timestamp, Fault> {
        wire.as_str().parse()
    }

    fn rounds(wire: &DateTime) -> bool {
        Timestamp::of_text(wire.as_str()).is_ok_and(|(_, exact)| !exact)
    }
}

/// A `String` and newtypes of it.
#[diagnostic::do_not_recommend]
impl<W: Deref<Target = str>> Read<W, Timestamp> for Rfc3339 {
    const ROUNDS: Option<&'static str> = TEXT;

    fn read(wire: W) -> Result<Timestamp, Fault> {
        wire.parse()
    }

    fn rounds(wire: &W) -> bool {
        Timestamp::of_text(wire).is_ok_and(|(_, exact)| !exact)
    }
}

impl Write<Timestamp, DateTime> for Rfc3339 {
    const ROUNDS: Option<&'static str> = MILLISECONDS;

    fn write(value: Timestamp) -> Result<DateTime, Fault> {
        // Every timestamp has a text.
        DateTime::from_unix_millis(value.unix_millis()).ok_or_else(|| Fault::new("is out of the years 0000 to 9999"))
    }

    fn rounds(value: &Timestamp) -> bool {
        value.unix_nanos() % 1_000_000 != 0
    }
}

/// A `String` and newtypes of it.
#[diagnostic::do_not_recommend]
impl<W: Deref<Target = str> + TryFrom<String>> Write<Timestamp, W> for Rfc3339 {
    const ROUNDS: Option<&'static str> = MILLISECONDS;

    fn write(value: Timestamp) -> Result<W, Fault> {
        let text: DateTime = Self::write(value)?;
        W::try_from(text.into()).map_err(|_| Fault::unfit())
    }

    fn rounds(value: &Timestamp) -> bool {
        value.unix_nanos() % 1_000_000 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    fn rounds<C: Read<W, Timestamp>, W>(wire: &W) -> bool {
        C::rounds(wire)
    }

    #[test]
    fn a_thousand_times_the_seconds_are_the_milliseconds() {
        for second in [-62_167_219_200, -86_401, -1, 0, 1, 999, 1_709_204_400, 253_402_300_799_i64] {
            for fraction in ["", ".5", ".0009", ".123456789", ".999999999999"] {
                let seconds = number(&format!("{second}{fraction}"));
                // The decimal point moves three places: e3 does that for any number.
                let millis = number(&format!("{second}{fraction}e3"));
                assert_eq!(
                    UnixSeconds::read(seconds.clone()).ok(),
                    UnixMillis::read(millis.clone()).ok(),
                    "{second}{fraction}"
                );
                let rounds = [rounds::<UnixSeconds, _>(&seconds), rounds::<UnixMillis, _>(&millis)];
                assert_eq!(rounds, [fraction.len() > 10; 2], "{second}{fraction}");
            }
        }
    }

    #[test]
    fn numbers_are_read_exactly_and_round_down() {
        for (text, nanos) in [
            ("0", 0),
            ("-0.0", 0),
            ("0e99999999999999999999", 0),
            ("1e-99999999999999999999", 0),
            ("-1e-99999999999999999999", -1),
            ("1700000000.123456", 1_700_000_000_123_456_000),
            ("1.637262633029e9", 1_637_262_633_029_000_000),
            ("-1.5", -1_500_000_000),
            ("-0.0000000001", -1),
            ("253402300799.9999999999", 253_402_300_799_999_999_999),
            ("-62167219200", -62_167_219_200_000_000_000),
            (&format!("0.{}1", "0".repeat(10_000)), 0),
            (&format!("1.{}", "0".repeat(10_000)), 1_000_000_000),
        ] {
            assert_eq!(UnixSeconds::read(number(text)).map(Timestamp::unix_nanos), Ok(nanos), "{text}");
        }
        let fraction = "987654321987";
        for length in 1..=12 {
            let text = format!("-1.{}", &fraction[..length]);
            let expected = -1_000_000_000
                - format!("{:0<9}", &fraction[..length.min(9)]).parse::<i128>().unwrap()
                - i128::from(length > 9);
            assert_eq!(UnixSeconds::read(number(&text)).map(Timestamp::unix_nanos), Ok(expected), "{text}");
            assert_eq!(rounds::<UnixSeconds, _>(&number(&text)), length > 9, "{text}");
        }
    }

    #[test]
    fn what_is_out_of_the_years_is_a_fault() {
        let fault = |text: &str| UnixSeconds::read(number(text)).unwrap_err().to_string();
        let past = "is past the year 9999 in seconds";
        for text in ["253402300800", "1900000000000", "1709204400000.5", "253402300799999"] {
            assert_eq!(fault(text), format!("{past}; it looks like milliseconds"), "{text}");
        }
        for text in ["253402300800000", "1e400", "1e99999999999999999999", &"9".repeat(10_000), "9223372036854775807"] {
            assert_eq!(fault(text), past, "{text}");
        }
        assert_eq!(fault("-62167219200.0000000001"), "is before the year 0000 in seconds; it looks like milliseconds");
        for text in ["-1e400", "-9223372036854775808"] {
            assert_eq!(fault(text), "is before the year 0000 in seconds", "{text}");
        }
        for text in ["253402300800000", "-62167219200000.0000001", "1e400", "-1e400", &"9".repeat(10_000)] {
            let fault = UnixMillis::read(number(text)).unwrap_err();
            assert_eq!(fault.to_string(), "is out of the years 0000 to 9999 in milliseconds", "{text}");
            assert!(!rounds::<UnixMillis, _>(&number("1e400")));
        }
        for edge in [i64::MIN, i64::MAX] {
            assert!(UnixSeconds::read(Integer::from(edge)).is_err());
            assert!(UnixMillis::read(Integer::from(edge)).is_err());
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for nanos in [
            Timestamp::MIN.unix_nanos(),
            -1_000_000_001,
            -1,
            0,
            1,
            999_999,
            1_000_000,
            999_999_999,
            1_000_000_000,
            Timestamp::MAX.unix_nanos(),
        ] {
            let value = Timestamp::from_unix_nanos(nanos).unwrap();
            let seconds: Integer = UnixSeconds::write(value).unwrap();
            assert_eq!(seconds.as_i64(), Some(value.unix_seconds()));
            let back: Timestamp = UnixSeconds::read(seconds).unwrap();
            assert_eq!(back == value, !<UnixSeconds as Write<_, Integer>>::rounds(&value), "{nanos}");
            assert!(back <= value);
            let number: Number = UnixSeconds::write(value).unwrap();
            assert_eq!(UnixSeconds::read(number), Ok(back));

            let millis: Number = UnixMillis::write(value).unwrap();
            let back: Timestamp = UnixMillis::read(millis).unwrap();
            assert_eq!(back == value, !<UnixMillis as Write<_, Number>>::rounds(&value), "{nanos}");
            let text: String = Rfc3339::write(value).unwrap();
            assert_eq!(text.len(), "YYYY-MM-DDTHH:MM:SS.mmmZ".len());
            assert_eq!(Rfc3339::read(text), Ok(back));
            let date_time: DateTime = Rfc3339::write(value).unwrap();
            assert_eq!(Rfc3339::read(date_time), Ok(back));
            assert_eq!(back == value, !<Rfc3339 as Write<_, DateTime>>::rounds(&value), "{nanos}");
        }
    }

    #[test]
    fn text_says_when_it_is_finer_than_an_instant() {
        for (text, expected) in [
            ("2016-12-31T23:59:59.123456789Z", false),
            ("2016-12-31T23:59:59.1234567890+01:00", false),
            ("2016-12-31T23:59:59.1234567891Z", true),
            ("2016-12-31T23:59:60Z", true),
        ] {
            assert_eq!(rounds::<Rfc3339, _>(&text.to_owned()), expected, "{text}");
            assert_eq!(rounds::<Rfc3339, _>(&text.parse::<DateTime>().unwrap()), expected, "{text}");
        }
        assert!(Rfc3339::read("9999-12-31T23:59:60Z".parse::<DateTime>().unwrap()).is_err());
        assert!(Rfc3339::read("tomorrow".to_owned()).is_err());
        assert!(!rounds::<Rfc3339, _>(&"tomorrow".to_owned()));
    }
}
