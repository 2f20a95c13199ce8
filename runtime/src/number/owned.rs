//! Numbers that own their text.

use alloc::{boxed::Box, string::ToString};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use super::NumberRef;
use super::decimal::{Decimal, Parts};

/// A decimal of so many significant digits reads back from the nearest `f64` unchanged.
const F64_DIGITS: usize = 15;

/// An owned, exact JSON number.
///
/// It is written as the same mathematical value it was read as, and keeps its class: an integer spelling stays one, a
/// fraction stays one. Two numbers are equal, ordered and hashed by value: `1`, `1.0` and `1e0` are the same.
#[derive(Clone)]
pub struct Number(Repr);

#[derive(Clone)]
enum Repr {
    Int(i64),
    Float(f64),
    Text(Box<str>),
}

impl Number {
    /// The number that JSON text (RFC 8259 section 6) spells.
    pub fn from_text(text: &str) -> Option<Self> {
        let number = NumberRef::parse(text)?;
        Some(Self(match number {
            NumberRef::Int(int) => Repr::Int(int),
            _ => match short_fraction(text) {
                Some(float) => Repr::Float(float),
                None => Repr::Text(text.into()),
            },
        }))
    }

    /// The number, borrowed.
    pub fn as_number(&self) -> NumberRef<'_> {
        match &self.0 {
            Repr::Int(int) => NumberRef::Int(*int),
            Repr::Float(float) => NumberRef::Float(*float),
            Repr::Text(text) => NumberRef::Text(text),
        }
    }

    /// Whether the value is an integer, however written.
    pub fn is_integer(&self) -> bool {
        self.as_number().is_integer()
    }

    /// The nearest `f64`; infinite for what lies beyond the largest one.
    pub fn to_f64(&self) -> f64 {
        self.as_number().to_f64()
    }

    /// The value, if it is an integer that an `i64` holds.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().as_i64()
    }

    /// The value, if it is an integer that a `u64` holds.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number().as_u64()
    }

    /// The value, if it is an integer that an `i128` holds.
    pub fn as_i128(&self) -> Option<i128> {
        self.as_number().as_i128()
    }
}

impl From<NumberRef<'_>> for Number {
    /// Keeps the number as it was written.
    fn from(number: NumberRef<'_>) -> Self {
        match number {
            NumberRef::Int(int) => Self(Repr::Int(int)),
            NumberRef::Float(float) => Self(Repr::Float(float)),
            NumberRef::Text(text) => Self::from_text(text).unwrap_or_else(|| Self(Repr::Text(text.into()))),
        }
    }
}

/// The float that writes itself as the same value, with a fraction and no exponent, as `text` does.
fn short_fraction(text: &str) -> Option<f64> {
    if !Parts::of(text)?.is_written_as_fraction() {
        return None;
    }
    let decimal = Decimal::of(text);
    if decimal.is_zero() {
        // A float of zero keeps its sign as well, but only text keeps how it was written.
        return (!text.starts_with('-')).then_some(0.0);
    }
    // Rust writes floats from 1e-4 up to 1e16 without an exponent.
    let plain = decimal.len() <= F64_DIGITS && (-3..=15).contains(&decimal.point());
    if plain { text.parse().ok() } else { None }
}

/// A text is no JSON number, or a float is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON number")
    }
}

impl core::error::Error for NotANumber {}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        Self::from_text(text).ok_or(NotANumber)
    }
}

impl TryFrom<f64> for Number {
    type Error = NotANumber;

    fn try_from(float: f64) -> Result<Self, NotANumber> {
        if float.is_finite() { Ok(Self(Repr::Float(float))) } else { Err(NotANumber) }
    }
}

macro_rules! from_small {
    ($($int:ty)*) => {$(
        impl From<$int> for Number {
            fn from(int: $int) -> Self {
                Self(Repr::Int(int.into()))
            }
        }
    )*};
}

macro_rules! from_large {
    ($($int:ty)*) => {$(
        impl From<$int> for Number {
            fn from(int: $int) -> Self {
                Self(i64::try_from(int).map_or_else(|_| Repr::Text(int.to_string().into()), Repr::Int))
            }
        }
    )*};
}

from_small!(i8 i16 i32 i64 u8 u16 u32);
from_large!(u64 i128 u128 isize usize);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_number().fmt(f)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_number().compare(other.as_number())
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_number().hash(state);
    }
}

/// Equal numbers hash equally, however they are written.
impl Hash for NumberRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Small integers, the common case, hash as themselves.
        if let Some(int) = self.as_i64() {
            return int.hash(state);
        }
        self.with_decimal(|decimal| {
            decimal.is_negative().hash(state);
            decimal.point().hash(state);
            decimal.digits().for_each(|digit| state.write_u8(digit));
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::HashSet;

    use super::*;

    #[test]
    fn text_comes_back_equal_and_of_the_same_class() {
        for text in [
            "0",
            "-0",
            "-0.0",
            "0.0",
            "1",
            "1.0",
            "1.50",
            "0.1",
            "0.0001",
            "0.00001",
            "1e5",
            "1E5",
            "123456789012345.0",
            "1234567890123456.5",
            "100000000000000.0",
            "1000000000000000.0",
            "9007199254740993",
            "0.1234567890123456",
            "18446744073709551616",
            "1e400",
            "-1.25",
            "-123.456",
            "0.000",
            "100000000000000000000.0",
            "0.00012345678901234",
        ] {
            let number = Number::from_text(text).unwrap();
            let written = number.to_string();
            let (before, after) = (NumberRef::parse(text).unwrap(), NumberRef::parse(&written).unwrap());
            assert_eq!(before.compare(after), Ordering::Equal, "{text} {written}");
            assert_eq!(before.is_written_as_integer(), after.is_written_as_integer(), "{text} {written}");
            assert_eq!(text.contains('.'), written.contains('.'), "{text} {written}");
            assert_eq!(text.starts_with('-'), written.starts_with('-'), "{text} {written}");
        }
    }

    #[test]
    fn short_fractions_are_floats_and_all_else_is_text() {
        let repr = |text| Number::from_text(text).unwrap().0;
        assert!(matches!(repr("1.50"), Repr::Float(_)));
        assert!(matches!(repr("-0.0"), Repr::Text(_)));
        assert!(matches!(repr("1.5e3"), Repr::Text(_)));
        assert!(matches!(repr("0.1234567890123456"), Repr::Text(_)));
        assert!(matches!(repr("0.00001"), Repr::Text(_)));
    }

    #[test]
    fn equality_and_hash_go_by_value() {
        let numbers = |texts: &[&str]| texts.iter().map(|text| text.parse::<Number>().unwrap()).collect::<HashSet<_>>();
        assert_eq!(numbers(&["1", "1.0", "1e0", "10e-1", "0.1e1"]).len(), 1);
        assert_eq!(numbers(&["0.5", "5e-1", "0.50"]).len(), 1);
        assert_eq!(numbers(&["1e400", "10e399", "1e401"]).len(), 2);
        assert_eq!(numbers(&["0", "-0", "0.0", "0e5", "-0.0"]).len(), 1);
        assert_eq!(numbers(&["-0.5", "0.5", "0.05"]).len(), 3);
        assert!(Number::from(u64::MAX) > Number::from(i64::MAX));
        assert_eq!(Number::from(u64::MAX).as_u64(), Some(u64::MAX));
        assert_eq!(Number::try_from(0.1).unwrap(), Number::from_text("0.1").unwrap());
        assert_eq!(Number::try_from(f64::NAN), Err(NotANumber));
        assert_eq!(format!("{:?}", Number::try_from(-0.0).unwrap()), "-0.0");
    }
}
