//! Punycode (RFC 3492), with the parameters of IDNA.

use alloc::{string::String, vec::Vec};

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// The label that `text`, without its `xn--`, encodes (section 6.2).
pub(super) fn decode(text: &str) -> Option<String> {
    let (basic, encoded) = text.rsplit_once('-').unwrap_or(("", text));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = encoded.bytes().peekable();
    while digits.peek().is_some() {
        let (start, mut weight, mut k) = (i, 1_u32, BASE);
        loop {
            let digit = digit(digits.next()?)?;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = threshold(k, bias);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let length = u32::try_from(output.len()).ok()? + 1;
        bias = adapt(i - start, length, start == 0);
        n = n.checked_add(i / length)?;
        i %= length;
        output.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
    }
    Some(output.into_iter().collect())
}

/// Hands on every byte of the encoding of `label`, without its `xn--` (section 6.3); `None` for a label far too long.
pub(super) fn encode(label: &str, mut put: impl FnMut(u8)) -> Option<()> {
    label.bytes().filter(u8::is_ascii).for_each(&mut put);
    let basic = u32::try_from(label.bytes().filter(u8::is_ascii).count()).ok()?;
    if basic > 0 {
        put(b'-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0_u32, INITIAL_BIAS, basic);
    while let Some(next) = label.chars().map(u32::from).filter(|&code| code >= n).min() {
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for code in label.chars().map(u32::from) {
            if code < n {
                delta = delta.checked_add(1)?;
            }
            if code == n {
                put_integer(delta, bias, &mut put);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(())
}

fn put_integer(mut value: u32, bias: u32, put: &mut impl FnMut(u8)) {
    let mut k = BASE;
    loop {
        let threshold = threshold(k, bias);
        if value < threshold {
            return put(letter(value));
        }
        put(letter(threshold + (value - threshold) % (BASE - threshold)));
        value = (value - threshold) / (BASE - threshold);
        k += BASE;
    }
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// Section 6.1
fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn digit(byte: u8) -> Option<u32> {
    Some(
        match byte {
            b'a'..=b'z' => byte - b'a',
            b'A'..=b'Z' => byte - b'A',
            b'0'..=b'9' => byte - b'0' + 26,
            _ => return None,
        }
        .into(),
    )
}

fn letter(digit: u32) -> u8 {
    let digit = u8::try_from(digit).unwrap_or_default();
    if digit < 26 { b'a' + digit } else { b'0' + (digit - 26) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn encoding_and_decoding_are_inverse() {
        for (label, encoded) in
            [("실례", "9n2bp8q"), ("bücher", "bcher-kva"), ("테스트", "9t4b11yi5a"), ("l·l", "ll-0ea")]
        {
            let mut bytes = Vec::new();
            encode(label, |byte| bytes.push(byte)).unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), encoded);
            assert_eq!(decode(encoded).unwrap(), label);
        }
        for text in ["X", "é", "99999999", "a-é", "zzzzzzzzzzzz"] {
            assert!(decode(text).is_none(), "{text}");
        }
    }
}
