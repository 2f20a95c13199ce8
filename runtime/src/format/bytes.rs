//! Reading ASCII byte by byte.

/// The value of a decimal digit.
pub(super) fn digit(byte: u8) -> Option<u32> {
    let value = byte.wrapping_sub(b'0');
    (value < 10).then_some(value.into())
}

/// The value of two decimal digits.
pub(super) fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// Cuts off the bytes that lead and satisfy `take`.
pub(super) fn split_while(bytes: &[u8], take: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let length = bytes.iter().position(|&byte| !take(byte)).unwrap_or(bytes.len());
    bytes.split_at(length)
}

/// Cuts off the decimal digits that lead.
pub(super) fn split_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    split_while(bytes, |byte| byte.is_ascii_digit())
}

/// Whether every `%` stands before two hexadecimal digits and every other byte satisfies `plain`.
pub(super) fn is_percent_encoded(mut bytes: &[u8], plain: impl Fn(u8) -> bool) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [b'%', high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => rest,
            [byte, rest @ ..] if *byte != b'%' && plain(*byte) => rest,
            _ => return false,
        }
    }
}
