//! How numbers are spelt (RFC 8259, section 6).

use super::BytesReader;
use crate::{Flow, NumberRef, Stop};

impl<'a> BytesReader<'a, '_> {
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
        let bytes = self.text.as_bytes();
        let is_negative = bytes.get(self.at) == Some(&b'-');
        let first = self.at + usize::from(is_negative);
        let mut at = first;
        let mut magnitude: i64 = 0;
        while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
            magnitude = magnitude.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            at += 1;
        }
        let whole = at - first;
        if whole == 0 || (whole > 1 && bytes.get(first) == Some(&b'0')) {
            return Err(Stop::Rejected);
        }
        if let Some(b'.' | b'e' | b'E') = bytes.get(at) {
            self.at = fraction_and_exponent(bytes, at)?;
            return Ok(None);
        }
        self.at = at;
        let is_small = whole <= 18 && !(is_negative && magnitude == 0);
        Ok(is_small.then_some(if is_negative { magnitude.wrapping_neg() } else { magnitude }))
    }
}

/// Where a number ends whose fraction or exponent begins here.
fn fraction_and_exponent(bytes: &[u8], mut at: usize) -> Flow<usize> {
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at = digits(bytes, at + 1 + sign)?;
    }
    Ok(at)
}

/// Where one digit or more end.
fn digits(bytes: &[u8], at: usize) -> Flow<usize> {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 => Err(Stop::Rejected),
        count => Ok(at + count),
    }
}
