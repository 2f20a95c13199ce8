//! A number as a string of decimal digits and a power of ten, taken from its text without copying it.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// Exponents saturate here, which leaves room to add the length of any text to them.
const EXPONENT_LIMIT: i128 = 10_i128.pow(30);

/// Divisors of at most so many digits leave remainders that fit a machine word with one more digit.
const WORD_DIGITS: usize = 18;

/// The pieces of a JSON number (RFC 8259 section 6).
pub(super) struct Parts<'a> {
    negative: bool,
    integer: &'a [u8],
    fraction: Option<&'a [u8]>,
    exponent: Option<(bool, &'a [u8])>,
}

impl<'a> Parts<'a> {
    /// Takes `text` apart, or finds that it is no JSON number.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (negative, rest) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (integer, rest) = split_digits(rest);
        if matches!(integer, [] | [b'0', _, ..]) {
            return None;
        }
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => {
                let (digits, rest) = split_digits(rest);
                (Some(digits), rest)
            }
            _ => (None, rest),
        };
        let (exponent, rest) = match rest {
            [b'e' | b'E', b'-', rest @ ..] => signed(true, rest),
            [b'e' | b'E', b'+', rest @ ..] | [b'e' | b'E', rest @ ..] => signed(false, rest),
            _ => (None, rest),
        };
        let complete = rest.is_empty()
            && fraction.is_none_or(|digits| !digits.is_empty())
            && exponent.is_none_or(|(_, digits)| !digits.is_empty());
        complete.then_some(Self { negative, integer, fraction, exponent })
    }

    /// Whether there is neither a fraction nor an exponent.
    pub(super) fn is_written_as_integer(&self) -> bool {
        self.fraction.is_none() && self.exponent.is_none()
    }

    /// Whether there is a fraction and no exponent.
    pub(super) fn is_written_as_fraction(&self) -> bool {
        self.fraction.is_some() && self.exponent.is_none()
    }

    fn exponent(&self) -> i128 {
        let (negative, digits) = self.exponent.unwrap_or_default();
        let magnitude =
            digits.iter().fold(0, |value: i128, &digit| (value * 10 + i128::from(digit - b'0')).min(EXPONENT_LIMIT));
        if negative { -magnitude } else { magnitude }
    }
}

fn signed(negative: bool, bytes: &[u8]) -> (Option<(bool, &[u8])>, &[u8]) {
    let (digits, rest) = split_digits(bytes);
    (Some((negative, digits)), rest)
}

fn split_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let length = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
    bytes.split_at(length)
}

/// `0.d₁d₂d₃… × 10^point`, where the digits are `head` then `tail`, with no zero first or last; zero has none.
pub(super) struct Decimal<'a> {
    negative: bool,
    head: &'a [u8],
    tail: &'a [u8],
    point: i128,
}

impl<'a> Decimal<'a> {
    /// The value of a JSON number; of any other text, zero.
    pub(super) fn of(text: &'a str) -> Self {
        let Some(parts) = Parts::of(text) else { return Self::ZERO };
        let head = trim_start(parts.integer);
        let fraction = parts.fraction.unwrap_or_default();
        let tail = if head.is_empty() { trim_start(fraction) } else { fraction };
        // Without an integer part, the zeros cut off the fraction stand between the point and the first digit.
        let shift = if head.is_empty() { length(tail) - length(fraction) } else { length(head) };
        let tail = trim_end(tail);
        let head = if tail.is_empty() { trim_end(head) } else { head };
        if head.is_empty() && tail.is_empty() {
            return Self::ZERO;
        }
        Self { negative: parts.negative, head, tail, point: parts.exponent() + shift }
    }

    const ZERO: Self = Self { negative: false, head: &[], tail: &[], point: 0 };

    pub(super) fn is_zero(&self) -> bool {
        self.head.is_empty() && self.tail.is_empty()
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    /// The power of ten that the digits, read as a fraction `0.ddd`, are multiplied by.
    pub(super) fn point(&self) -> i128 {
        self.point
    }

    /// How many significant digits there are.
    pub(super) fn len(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    /// The significant digits, as numbers from 0 to 9.
    pub(super) fn digits(&self) -> impl Iterator<Item = u8> {
        self.head.iter().chain(self.tail).map(|digit| digit - b'0')
    }

    /// The power of ten that the digits, read as an integer, are multiplied by.
    fn exponent(&self) -> i128 {
        self.point - length(self.head) - length(self.tail)
    }

    pub(super) fn is_integer(&self) -> bool {
        self.exponent() >= 0 || self.is_zero()
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let sign = |decimal: &Self| match (decimal.is_zero(), decimal.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            let magnitude = self.point.cmp(&other.point).then_with(|| self.digits().cmp(other.digits()));
            if self.negative { magnitude.reverse() } else { magnitude }
        })
    }

    pub(super) fn to_i128(&self) -> Option<i128> {
        if self.is_integer() { Some(self.scaled(0)?.0) } else { None }
    }

    pub(super) fn to_u128(&self) -> Option<u128> {
        if self.is_zero() {
            return Some(0);
        }
        // No `u128` has more than 39 digits.
        let whole =
            usize::try_from(self.point).ok().filter(|whole| self.is_integer() && !self.negative && *whole <= 39)?;
        let mut digits = self.digits().chain(core::iter::repeat(0)).take(whole);
        digits.try_fold(0_u128, |value, digit| value.checked_mul(10)?.checked_add(digit.into()))
    }

    /// The value times `10^places`, rounded down, and whether that took something away; `None` beyond an `i128`.
    pub(super) fn scaled(&self, places: u32) -> Option<(i128, bool)> {
        // How many digits stand before the point; an `i128` has at most 39.
        let whole = self.point + i128::from(places);
        if self.is_zero() {
            return Some((0, false));
        }
        if whole > 39 {
            return None;
        }
        let whole = usize::try_from(whole).unwrap_or_default();
        // Counting downwards reaches the least value, which has no positive counterpart.
        let negated = self
            .digits()
            .chain(core::iter::repeat(0))
            .take(whole)
            .try_fold(0_i128, |value, digit| value.checked_mul(10)?.checked_sub(digit.into()))?;
        // The last digit is not zero, so whatever is cut off counts.
        let cut = self.len() > whole;
        let scaled = if self.negative { negated.checked_sub(cut.into()) } else { negated.checked_neg() };
        Some((scaled?, cut))
    }

    pub(super) fn is_multiple_of(&self, divisor: &Self) -> bool {
        if divisor.is_zero() {
            return false;
        }
        if self.is_zero() {
            return true;
        }
        // Digits that end in no zero are no multiple of ten, so a divisor with the higher exponent cannot divide them.
        let Ok(zeros) = u128::try_from(self.exponent() - divisor.exponent()) else { return false };
        if divisor.len() <= WORD_DIGITS {
            self.is_divisible_by_word(divisor, zeros)
        } else {
            self.is_divisible_by_long(divisor, zeros)
        }
    }

    /// Whether the digits, with `zeros` appended, are divisible by the few digits of `divisor`.
    fn is_divisible_by_word(&self, divisor: &Self, zeros: u128) -> bool {
        let divisor = divisor.digits().fold(0_u64, |value, digit| value * 10 + u64::from(digit));
        let remainder = self.digits().fold(0_u64, |value, digit| (value * 10 + u64::from(digit)) % divisor);
        let product = u128::from(remainder) * u128::from(power_of_ten(zeros, divisor));
        product % u128::from(divisor) == 0
    }

    /// The same for a divisor of any length, by long division.
    fn is_divisible_by_long(&self, divisor: &Self, zeros: u128) -> bool {
        // A power of ten adds only factors 2 and 5, of which a divisor of n digits has fewer than 4n.
        let zeros = usize::try_from(zeros).unwrap_or(usize::MAX).min(divisor.len().saturating_mul(4));
        let divisor = divisor.digits().fold(Vec::new(), |mut limbs, digit| {
            shift_in(&mut limbs, digit);
            limbs
        });
        let mut remainder = Vec::with_capacity(divisor.len() + 1);
        for digit in self.digits().chain(core::iter::repeat_n(0, zeros)) {
            shift_in(&mut remainder, digit);
            while is_at_least(&remainder, &divisor) {
                subtract(&mut remainder, &divisor);
            }
        }
        remainder.is_empty()
    }
}

fn length(digits: &[u8]) -> i128 {
    i128::try_from(digits.len()).unwrap_or(EXPONENT_LIMIT)
}

fn trim_start(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    digits.split_at(zeros).1
}

fn trim_end(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().rev().take_while(|&&digit| digit == b'0').count();
    digits.split_at(digits.len() - zeros).0
}

/// `10^exponent mod modulus`
fn power_of_ten(mut exponent: u128, modulus: u64) -> u64 {
    let multiply = |left: u64, right: u64| {
        let product = u128::from(left) * u128::from(right) % u128::from(modulus);
        u64::try_from(product).unwrap_or_default()
    };
    let (mut result, mut base) = (1 % modulus, 10 % modulus);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        exponent >>= 1;
    }
    result
}

/// Appends a decimal digit to a number whose limbs of 32 bits stand lowest first, without zeros on top.
fn shift_in(limbs: &mut Vec<u32>, digit: u8) {
    let mut carry = u64::from(digit);
    for limb in limbs.iter_mut() {
        let value = u64::from(*limb) * 10 + carry;
        *limb = low(value);
        carry = value >> 32;
    }
    if carry > 0 {
        limbs.push(low(carry));
    }
}

fn is_at_least(left: &[u32], right: &[u32]) -> bool {
    left.len().cmp(&right.len()).then_with(|| left.iter().rev().cmp(right.iter().rev())).is_ge()
}

/// Takes `right` from a number that is at least as large.
fn subtract(left: &mut Vec<u32>, right: &[u32]) {
    let mut borrow = false;
    for (index, limb) in left.iter_mut().enumerate() {
        let (value, first) = limb.overflowing_sub(right.get(index).copied().unwrap_or_default());
        let (value, second) = value.overflowing_sub(u32::from(borrow));
        *limb = value;
        borrow = first || second;
    }
    while left.last() == Some(&0) {
        left.pop();
    }
}

fn low(value: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is the carry")]
    let limb = value as u32;
    limb
}
