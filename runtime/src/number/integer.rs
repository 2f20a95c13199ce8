//! Integers of any size.

use core::fmt;
use core::str::FromStr;

use super::{Number, NumberRef};

/// An integer of any size, by value: `1637262633029.0` is one, and is written as it was read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Integer(Number);

impl Integer {
    /// The integer that JSON text (RFC 8259 section 6) spells.
    pub fn from_text(text: &str) -> Option<Self> {
        Number::from_text(text)?.try_into().ok()
    }

    /// The integer as a borrowed number.
    pub fn as_number(&self) -> NumberRef<'_> {
        self.0.as_number()
    }

    /// The nearest `f64`; infinite for what lies beyond the largest one.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64()
    }

    /// The value, if an `i64` holds it.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// The value, if a `u64` holds it.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    /// The value, if an `i128` holds it.
    pub fn as_i128(&self) -> Option<i128> {
        self.0.as_i128()
    }

    /// The value, if a `u128` holds it.
    pub fn as_u128(&self) -> Option<u128> {
        self.as_number().as_u128()
    }
}

/// An integer is none that a type holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange;

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer out of the range of its type")
    }
}

impl core::error::Error for OutOfRange {}

/// A text or a number is no integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnInteger;

impl fmt::Display for NotAnInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an integer")
    }
}

impl core::error::Error for NotAnInteger {}

impl TryFrom<Number> for Integer {
    type Error = NotAnInteger;

    fn try_from(number: Number) -> Result<Self, NotAnInteger> {
        if number.is_integer() { Ok(Self(number)) } else { Err(NotAnInteger) }
    }
}

impl FromStr for Integer {
    type Err = NotAnInteger;

    fn from_str(text: &str) -> Result<Self, NotAnInteger> {
        Self::from_text(text).ok_or(NotAnInteger)
    }
}

impl From<Integer> for Number {
    fn from(integer: Integer) -> Self {
        integer.0
    }
}

macro_rules! from_int {
    ($($int:ty)*) => {$(
        impl From<$int> for Integer {
            fn from(int: $int) -> Self {
                Self(int.into())
            }
        }
    )*};
}

from_int!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! into_int {
    ($as:ident: $($int:ty)*) => {$(
        impl TryFrom<Integer> for $int {
            type Error = OutOfRange;

            fn try_from(integer: Integer) -> Result<Self, OutOfRange> {
                integer.$as().and_then(|int| Self::try_from(int).ok()).ok_or(OutOfRange)
            }
        }
    )*};
}

into_int!(as_i128: i8 i16 i32 i64 i128 isize);
into_int!(as_u128: u8 u16 u32 u64 u128 usize);

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn integers_are_told_by_value_and_written_as_read() {
        let integer: Integer = "1637262633029.0".parse().unwrap();
        assert_eq!(integer.as_i64(), Some(1_637_262_633_029));
        assert_eq!(integer.to_string(), "1637262633029.0");
        assert_eq!(integer, Integer::from(1_637_262_633_029_u64));
        assert_eq!("1.5".parse::<Integer>(), Err(NotAnInteger));
        assert_eq!("one".parse::<Integer>(), Err(NotAnInteger));
        assert_eq!(i64::try_from(integer), Ok(1_637_262_633_029));
        assert_eq!((u8::try_from(Integer::from(255)), u8::try_from(Integer::from(256))), (Ok(255), Err(OutOfRange)));
        assert_eq!(u8::try_from(Integer::from(-1)), Err(OutOfRange));
        for edge in [0, 1, u128::from(u64::MAX), i128::MAX.unsigned_abs(), u128::MAX - 5, u128::MAX] {
            assert_eq!(u128::try_from(Integer::from(edge)), Ok(edge));
            assert_eq!(i128::try_from(Integer::from(edge)).ok(), i128::try_from(edge).ok());
        }
        let past = |text: &str| u128::try_from(Integer::from_text(text).unwrap());
        assert_eq!((past("3e38"), past("34e37")), (Ok(3 * 10_u128.pow(38)), Ok(34 * 10_u128.pow(37))));
        assert_eq!(past("340282366920938463463374607431768211456"), Err(OutOfRange));
        assert_eq!((past("1e39"), past("1e400"), past("-0")), (Err(OutOfRange), Err(OutOfRange), Ok(0)));
        assert!(Integer::from_text("1e400").unwrap() > Integer::from(u128::MAX));
    }
}
