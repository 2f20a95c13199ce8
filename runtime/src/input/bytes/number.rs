//! How numbers are spelt (RFC 8259, section 6).

use super::Bytes;
use crate::{Flow, NumberRef, Stop};

impl<'a> Bytes<'a> {
    /// Reads a number and gives it as it is spelt.
    #[inline]
    pub(super) fn raw_number(&mut self) -> Flow<NumberRef<'a>> {
        let start = self.at;
        match self.pass_number()? {
            Some(small) => Ok(NumberRef::Int(small)),
            None => self.text.get(start..self.at).and_then(NumberRef::parse).ok_or(Stop::Rejected),
        }
    }

    /// Reads over a number.
    pub(super) fn skip_number(&mut self) -> Flow {
        self.pass_number().map(|_| ())
    }

    /// Reads over a number, and gives it if it is an integer of at most 18 digits and not `-0`.
    #[inline]
    fn pass_number(&mut self) -> Flow<Option<i64>> {
        let is_negative = self.next() == Some(b'-');
        self.at += usize::from(is_negative);
        let first = self.at;
        let mut magnitude: i64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.next() {
            magnitude = magnitude.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        let whole = self.at - first;
        let has_leading_zero = whole > 1 && self.text.as_bytes().get(first) == Some(&b'0');
        if whole == 0 || has_leading_zero {
            return Err(Stop::Rejected);
        }
        let is_small = whole <= 18 && !(is_negative && magnitude == 0);
        let small = is_small.then_some(if is_negative { magnitude.wrapping_neg() } else { magnitude });
        match self.next() {
            Some(b'.' | b'e' | b'E') => self.fraction_and_exponent(),
            _ => Ok(small),
        }
    }

    fn fraction_and_exponent(&mut self) -> Flow<Option<i64>> {
        if self.next() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.next() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.next() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(None)
    }

    /// Reads one digit or more.
    fn digits(&mut self) -> Flow {
        let first = self.at;
        while self.next().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == first { Err(Stop::Rejected) } else { Ok(()) }
    }
}
