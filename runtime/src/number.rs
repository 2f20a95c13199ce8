//! Exact JSON numbers: compared, divided and written as decimals of any length, never as rounded ones.

mod decimal;
mod integer;
mod owned;

use core::cmp::Ordering;
use core::fmt::{self, Write as _};

use decimal::{Decimal, Parts};
pub use integer::{Integer, NotAnInteger, OutOfRange};
pub use owned::{NotANumber, Number};

/// Up to here every integer is an `f64` of its own.
const EXACT_IN_F64: u64 = 1 << 53;

/// A borrowed JSON number: a small integer, a binary float, or the text it was written as.
///
/// The variants may be built freely, in constants too. A [`NumberRef::Text`] that is no JSON number (RFC 8259
/// section 6) and a [`NumberRef::Float`] that is not finite count as zero.
#[derive(Clone, Copy, Debug)]
pub enum NumberRef<'a> {
    /// An integer, written as one.
    Int(i64),
    /// A number with a fraction or an exponent; it stands for the shortest decimal that reads back as the same float.
    Float(f64),
    /// JSON text (RFC 8259 section 6), of any length.
    Text(&'a str),
}

impl<'a> NumberRef<'a> {
    /// The number that `text` spells: `Int` for the canonical spelling of an `i64`, `Text` for any other JSON number
    /// (`-0` among them), `None` for text that is no JSON number.
    pub fn parse(text: &'a str) -> Option<Self> {
        let parts = Parts::of(text)?;
        if parts.is_written_as_integer()
            && text != "-0"
            && let Ok(int) = text.parse()
        {
            return Some(Self::Int(int));
        }
        Some(Self::Text(text))
    }

    /// Whether the value is an integer, however written: `1.0`, `1e3` and `100e-2` are, `1.5` is not.
    pub fn is_integer(self) -> bool {
        match self {
            Self::Int(_) => true,
            Self::Float(float) => !float.is_finite() || float % 1.0 == 0.0,
            Self::Text(text) => Decimal::of(text).is_integer(),
        }
    }

    /// Whether the number is written without fraction and exponent, which is what makes an integer in draft 4.
    pub fn is_written_as_integer(self) -> bool {
        match self {
            Self::Int(_) => true,
            Self::Float(_) => false,
            Self::Text(text) => Parts::of(text).is_none_or(|parts| parts.is_written_as_integer()),
        }
    }

    /// The exact order of two values, in time linear in their digits.
    ///
    /// Exponents beyond 10^30 in magnitude count as 10^30.
    #[must_use]
    pub fn compare(self, other: NumberRef<'_>) -> Ordering {
        match (self, other) {
            (Self::Int(left), NumberRef::Int(right)) => left.cmp(&right),
            // Rounding is monotonic, so two floats stand in the order of the decimals that read back as them.
            (Self::Float(left), NumberRef::Float(right)) => {
                finite(left).partial_cmp(&finite(right)).unwrap_or(Ordering::Equal)
            }
            (Self::Float(float), NumberRef::Int(int)) if int.unsigned_abs() <= EXACT_IN_F64 => float_to_int(float, int),
            (Self::Int(int), NumberRef::Float(float)) if int.unsigned_abs() <= EXACT_IN_F64 => {
                float_to_int(float, int).reverse()
            }
            _ => self.with_decimal(|left| other.with_decimal(|right| left.compare(&right))),
        }
    }

    /// Whether the value is `divisor` times an integer, exactly: `0.3` is a multiple of `0.1`. Nothing is a multiple of
    /// zero.
    pub fn is_multiple_of(self, divisor: NumberRef<'_>) -> bool {
        if let (Self::Int(value), NumberRef::Int(divisor)) = (self, divisor) {
            return divisor != 0 && value.unsigned_abs() % divisor.unsigned_abs() == 0;
        }
        self.with_decimal(|value| divisor.with_decimal(|divisor| value.is_multiple_of(&divisor)))
    }

    /// The nearest `f64`; infinite for what lies beyond the largest one.
    pub fn to_f64(self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
            Self::Int(int) => int as f64,
            Self::Float(float) => finite(float),
            Self::Text(text) if Parts::of(text).is_some() => text.parse().unwrap_or(0.0),
            Self::Text(_) => 0.0,
        }
    }

    /// The value, if it is an integer that an `i64` holds: `5.0` is `Some(5)`.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Self::Int(int) => Some(int),
            _ => self.as_i128()?.try_into().ok(),
        }
    }

    /// The value, if it is an integer that a `u64` holds: `5.0` is `Some(5)`.
    pub fn as_u64(self) -> Option<u64> {
        match self {
            Self::Int(int) => int.try_into().ok(),
            _ => self.as_i128()?.try_into().ok(),
        }
    }

    /// The value, if it is an integer that an `i128` holds: `5.0` is `Some(5)`.
    pub fn as_i128(self) -> Option<i128> {
        match self {
            Self::Int(int) => Some(int.into()),
            _ => self.with_decimal(|decimal| decimal.to_i128()),
        }
    }

    /// The value, if it is an integer that a `u128` holds: `5.0` is `Some(5)`.
    pub fn as_u128(self) -> Option<u128> {
        match self {
            Self::Int(int) => int.try_into().ok(),
            _ => self.with_decimal(|decimal| decimal.to_u128()),
        }
    }

    /// The value times `10^places`, rounded down, and whether that took something away; `None` beyond an `i128`.
    pub(crate) fn scaled(self, places: u32) -> Option<(i128, bool)> {
        match self {
            Self::Int(int) => Some((i128::from(int).checked_mul(10_i128.checked_pow(places)?)?, false)),
            _ => self.with_decimal(|decimal| decimal.scaled(places)),
        }
    }

    /// Hands the exact decimal to `look`, spelled out on the stack where the number is not text yet.
    fn with_decimal<T>(self, look: impl FnOnce(Decimal<'_>) -> T) -> T {
        let mut spelling = Spelling::default();
        // Writing cannot fail: the longest `i64` takes 20 bytes, the longest `f64` 23.
        let _ = match self {
            Self::Text(text) => return look(Decimal::of(text)),
            Self::Int(int) => write!(spelling, "{int}"),
            Self::Float(float) => write!(spelling, "{:e}", finite(float)),
        };
        look(Decimal::of(spelling.as_str()))
    }
}

/// Writes JSON text: a float as the shortest that reads back the same and keeps a fraction or an exponent, text as is.
impl fmt::Display for NumberRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(int) => write!(f, "{int}"),
            Self::Float(float) => write!(f, "{:?}", finite(*float)),
            Self::Text(text) => f.write_str(text),
        }
    }
}

fn finite(float: f64) -> f64 {
    if float.is_finite() { float } else { 0.0 }
}

/// The order of a float and an integer that is a float as well, and so is never between a float and its decimal.
fn float_to_int(float: f64, int: i64) -> Ordering {
    #[expect(clippy::cast_precision_loss, reason = "the caller checked that the integer is small")]
    finite(float).partial_cmp(&(int as f64)).unwrap_or(Ordering::Equal)
}

/// Room on the stack for one machine number in decimal.
#[derive(Default)]
struct Spelling {
    bytes: [u8; 32],
    length: usize,
}

impl Spelling {
    fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Write for Spelling {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length.saturating_add(text.len());
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn number(text: &str) -> NumberRef<'_> {
        NumberRef::parse(text).unwrap()
    }

    #[test]
    fn parse_keeps_only_canonical_integers_as_int() {
        assert!(matches!(number("0"), NumberRef::Int(0)));
        assert!(matches!(number("-9223372036854775808"), NumberRef::Int(i64::MIN)));
        for text in ["-0", "9223372036854775808", "1.0", "1e3", "0E-00", "1E+5"] {
            assert!(matches!(number(text), NumberRef::Text(kept) if kept == text), "{text}");
        }
        for text in ["", "-", "+1", "01", "-01", ".5", "1.", "1e", "1e+", "0x1", "1 ", " 1", "NaN", "1.e1", "1_0", "١"]
        {
            assert!(NumberRef::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn integers_are_told_by_value() {
        for text in ["1", "1.0", "1e3", "100e-2", "-0", "0.0e-5", "1.5e1", "9007199254740993.0"] {
            assert!(number(text).is_integer(), "{text}");
        }
        for text in ["1.5", "1e-1", "123e-3", "1e-99999999999999999999"] {
            assert!(!number(text).is_integer(), "{text}");
        }
        assert!(NumberRef::Float(3.0).is_integer());
        assert!(!NumberRef::Float(3.5).is_integer());
        assert!(number("-0").is_written_as_integer());
        assert!(!number("1.0").is_written_as_integer());
        assert!(!number("1e3").is_written_as_integer());
        assert!(!NumberRef::Float(3.0).is_written_as_integer());
    }

    #[test]
    fn order_is_exact() {
        let ascending = [
            "-1e99999999999999999999",
            "-1e400",
            "-9223372036854775809",
            "-9223372036854775808",
            "-1.5",
            "-1",
            "-1e-400",
            "0",
            "1e-99999999999999999999",
            "1e-400",
            "0.1",
            "0.10000000000000000001",
            "1",
            "9007199254740992",
            "9007199254740993",
            "9007199254740993.5",
            "9223372036854775807",
            "9223372036854775808",
            "1e308",
            "1e400",
            "1e99999999999999999998",
            "1e99999999999999999999",
        ];
        for (i, left) in ascending.iter().enumerate() {
            for (j, right) in ascending.iter().enumerate() {
                assert_eq!(number(left).compare(number(right)), i.cmp(&j), "{left} {right}");
            }
        }
        for (left, right) in [("1", "1.0"), ("1e2", "100"), ("-0", "0"), ("0e99", "0.000"), ("1.50e-3", "0.0015")] {
            assert_eq!(number(left).compare(number(right)), Ordering::Equal, "{left} {right}");
        }
    }

    #[test]
    fn a_float_is_its_shortest_decimal() {
        assert_eq!(NumberRef::Float(0.1).compare(number("0.1")), Ordering::Equal);
        assert_eq!(NumberRef::Float(1e300).compare(number("1e300")), Ordering::Equal);
        assert_eq!(NumberRef::Float(9.3e18).compare(NumberRef::Int(i64::MAX)), Ordering::Greater);
        assert_eq!(NumberRef::Float(2.5).compare(NumberRef::Int(3)), Ordering::Less);
        assert_eq!(NumberRef::Int(3).compare(NumberRef::Float(3.0)), Ordering::Equal);
        assert_eq!(NumberRef::Float(-0.0).compare(NumberRef::Float(0.0)), Ordering::Equal);
    }

    #[test]
    fn ill_formed_numbers_count_as_zero() {
        for odd in [NumberRef::Float(f64::NAN), NumberRef::Float(f64::INFINITY), NumberRef::Text("zero")] {
            assert_eq!(odd.compare(NumberRef::Int(0)), Ordering::Equal);
            assert_eq!(odd.as_i64(), Some(0));
            assert!(odd.to_f64() == 0.0);
        }
    }

    #[test]
    fn multiples_are_exact() {
        for (value, divisor) in [
            ("0.3", "0.1"),
            ("0", "0.1"),
            ("1e308", "0.5"),
            ("1e308", "0.123456789"),
            ("4.35", "0.01"),
            ("-7.5", "2.5"),
            ("7.5", "-2.5"),
            ("0.0075", "0.0001"),
            ("1e99999999999999999999", "7e99999999999999999990"),
            ("123456789012345678901234567890", "12345678901234567890123456789e1"),
            ("246913578024691357802469135780.2", "123456789012345678901234567890.1"),
            ("1e30", "931322574615478515625"),
        ] {
            let expected = !divisor.starts_with('7') && !divisor.starts_with("0.123");
            assert_eq!(number(value).is_multiple_of(number(divisor)), expected, "{value} {divisor}");
        }
        for (value, divisor) in [
            ("0.35", "0.1"),
            ("1", "0"),
            ("0", "0.0"),
            ("0.00751", "0.0001"),
            ("1e-400", "1"),
            ("246913578024691357802469135780.3", "123456789012345678901234567890.1"),
            ("5", "1e400"),
        ] {
            assert!(!number(value).is_multiple_of(number(divisor)), "{value} {divisor}");
        }
        assert!(NumberRef::Int(i64::MIN).is_multiple_of(NumberRef::Int(-1)));
        assert!(NumberRef::Float(0.3).is_multiple_of(NumberRef::Float(0.1)));
    }

    #[test]
    fn long_numbers_take_linear_time() {
        let long = "9".repeat(200_000);
        let wide = format!("{long}.{long}e{}", "9".repeat(100_000));
        assert_eq!(number(&long).compare(number(&wide)), Ordering::Less);
        assert!(number(&long).is_multiple_of(NumberRef::Int(9)));
        assert!(number(&wide).is_multiple_of(number("0.000000000000000009")));
        assert!(!number(&long).is_multiple_of(number("1e200001")));
        assert_eq!(number(&long).as_i128(), None);
        assert!(number(&long).to_f64().is_infinite());
    }

    #[test]
    fn conversions_go_by_value() {
        assert_eq!(number("5.0").as_i64(), Some(5));
        assert_eq!(number("-5e0").as_u64(), None);
        assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
        assert_eq!(number("-9223372036854775808.0").as_i64(), Some(i64::MIN));
        assert_eq!(number("9223372036854775808").as_i64(), None);
        assert_eq!(number("-170141183460469231731687303715884105728").as_i128(), Some(i128::MIN));
        assert_eq!(number("170141183460469231731687303715884105728").as_i128(), None);
        assert_eq!(number("1.5").as_i64(), None);
        assert_eq!(number("12e2").as_i64(), Some(1200));
        assert!(number("1e400").to_f64().is_infinite());
        assert!((number("0.5").to_f64() - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn scaling_rounds_down_and_says_so() {
        let long = format!("1.{}1", "0".repeat(10_000));
        for (text, places, expected) in [
            ("0", 9, Some((0, false))),
            ("-0.0", 9, Some((0, false))),
            ("0e99999999999999999999", 9, Some((0, false))),
            ("1.5", 0, Some((1, true))),
            ("-1.5", 0, Some((-2, true))),
            ("-1.5", 1, Some((-15, false))),
            ("1e-400", 9, Some((0, true))),
            ("-1e-400", 9, Some((-1, true))),
            ("0.0000000019", 9, Some((1, true))),
            ("12e3", 3, Some((12_000_000, false))),
            (&long, 3, Some((1000, true))),
            ("1e400", 0, None),
            ("-1e99999999999999999999", 9, None),
            ("170141183460469231731687303715884105727.9", 0, Some((i128::MAX, true))),
            ("-170141183460469231731687303715884105728", 0, Some((i128::MIN, false))),
            ("-170141183460469231731687303715884105728.1", 0, None),
            ("9223372036854775807", 9, Some((i128::from(i64::MAX) * 1_000_000_000, false))),
        ] {
            assert_eq!(number(text).scaled(places), expected, "{text}");
        }
        assert_eq!(NumberRef::Float(0.1).scaled(9), Some((100_000_000, false)));
    }

    #[test]
    fn display_writes_json() {
        for (number, text) in [
            (NumberRef::Int(-3), "-3"),
            (NumberRef::Float(1.0), "1.0"),
            (NumberRef::Float(-0.0), "-0.0"),
            (NumberRef::Float(0.1), "0.1"),
            (NumberRef::Float(1e300), "1e300"),
            (NumberRef::Float(1e-7), "1e-7"),
            (NumberRef::Text("1.50E+1"), "1.50E+1"),
        ] {
            assert_eq!(number.to_string(), text);
            assert!(NumberRef::parse(text).is_some());
        }
    }
}
