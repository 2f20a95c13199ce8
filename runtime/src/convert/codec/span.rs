//! Lengths of time as numbers.

use super::newtype::of_newtypes;
use super::{Fault, MILLISECONDS, NANOSECONDS, Read, SECONDS, Write};
use crate::convert::Span;
use crate::{Integer, Number};

/// Seconds: a [`Number`] or an [`Integer`] there, or a newtype of one; a [`Span`] here. A number takes any span exactly, an
/// integer whole seconds, rounded down.
///
/// ```
/// use formwork_runtime::Number;
/// use formwork_runtime::convert::{Millis, Read, Seconds, Span, Write};
///
/// let span: Span = Millis::read(Number::from(3_599_271))?;
/// let seconds: Number = Seconds::write(span)?;
/// assert_eq!(seconds.to_string(), "3599.271");
/// # Ok::<(), formwork_runtime::convert::Fault>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Seconds;

/// Milliseconds: a [`Number`] or an [`Integer`] there, or a newtype of one; a [`Span`] here. A number takes any span
/// exactly, an integer whole milliseconds, rounded down.
#[derive(Clone, Copy, Debug)]
pub struct Millis;

macro_rules! span_codec {
    ($codec:ident, $places:literal, $exact:ident, $nanos:literal, $rounds:ident) => {
        impl Read<Number, Span> for $codec {
            const ROUNDS: Option<&'static str> = NANOSECONDS;

            fn read(wire: Number) -> Result<Span, Fault> {
                Span::of(wire.as_number(), $places)
            }

            fn rounds(wire: &Number) -> bool {
                wire.as_number().scaled($places).is_some_and(|(_, cut)| cut)
            }
        }

        impl Read<Integer, Span> for $codec {
            fn read(wire: Integer) -> Result<Span, Fault> {
                Span::of(wire.as_number(), $places)
            }
        }

        impl Write<Span, Number> for $codec {
            fn write(value: Span) -> Result<Number, Fault> {
                Ok(value.$exact())
            }
        }

        impl Write<Span, Integer> for $codec {
            const ROUNDS: Option<&'static str> = $rounds;

            fn write(value: Span) -> Result<Integer, Fault> {
                Ok(value.as_nanos().div_euclid($nanos).into())
            }

            fn rounds(value: &Span) -> bool {
                value.as_nanos() % $nanos != 0
            }
        }
    };
}

span_codec!(Seconds, 9, seconds, 1_000_000_000, SECONDS);
span_codec!(Millis, 6, millis, 1_000_000, MILLISECONDS);
of_newtypes!(Seconds, Span);
of_newtypes!(Millis, Span);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_integers_round_down() {
        for nanos in [i128::MIN, -1_000_000_001, -1, 0, 1, 999_999, 1_000_000, 1_500_000_000, i128::MAX] {
            let span = Span::from_nanos(nanos);
            for number in [Seconds::write(span), Millis::write(span)].into_iter().enumerate() {
                let (unit, number): (_, Number) = (number.0, number.1.unwrap());
                let back = if unit == 0 { Seconds::read(number) } else { Millis::read(number) };
                assert_eq!(back, Ok(span));
            }
            let seconds: Integer = Seconds::write(span).unwrap();
            assert_eq!(seconds.as_i128(), Some(nanos.div_euclid(1_000_000_000)));
            assert_eq!(<Seconds as Write<_, Integer>>::rounds(&span), nanos % 1_000_000_000 != 0);
            let millis: Integer = Millis::write(span).unwrap();
            assert_eq!(millis.as_i128(), Some(nanos.div_euclid(1_000_000)));
            assert_eq!(<Millis as Write<_, Integer>>::rounds(&span), nanos % 1_000_000 != 0);
        }
        assert!(!<Seconds as Write<Span, Number>>::rounds(&Span::from_nanos(1)));
    }

    #[test]
    fn reading_goes_down_to_nanoseconds() {
        let number = |text: &str| Number::from_text(text).unwrap();
        assert_eq!(Millis::read(number("-1000")), Ok(Span::from_seconds(-1)));
        assert_eq!(Millis::read(Integer::from(i64::MAX)), Ok(Span::from_millis(i64::MAX)));
        assert_eq!(Seconds::read(Integer::from(i64::MIN)), Ok(Span::from_seconds(i64::MIN)));
        assert_eq!(Millis::read(number("0.0000019")), Ok(Span::from_nanos(1)));
        assert!(<Millis as Read<Number, Span>>::rounds(&number("0.0000019")));
        assert!(!<Seconds as Read<Number, Span>>::rounds(&number("0.5")));
        for text in ["1e400", "-1e400", &"9".repeat(10_000)] {
            assert!(Seconds::read(number(text)).is_err() && Millis::read(number(text)).is_err());
            assert!(!<Seconds as Read<Number, Span>>::rounds(&number(text)));
        }
    }
}
