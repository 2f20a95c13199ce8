//! What a keyword wants to know about a number: its text says it exactly.

/// The integer that a number's text denotes if it is not negative, or the largest there is if it is larger.
pub(super) fn natural(text: &str) -> Option<u64> {
    let (negative, digits, scale) = parts(text);
    if digits.is_empty() {
        return Some(0);
    }
    if negative || scale < 0 {
        return None;
    }
    let zeros = usize::try_from(scale).unwrap_or(usize::MAX);
    if digits.len().saturating_add(zeros) > 20 {
        return Some(u64::MAX);
    }
    Some(format!("{digits}{}", "0".repeat(zeros)).parse().unwrap_or(u64::MAX))
}

/// Whether a number's text denotes a number above 0.
pub(super) fn is_positive(text: &str) -> bool {
    let (negative, digits, _) = parts(text);
    !negative && !digits.is_empty()
}

/// Whether a number is written as an integer.
pub(super) fn is_plain(text: &str) -> bool {
    !text.contains(['.', 'e', 'E'])
}

/// The sign, the digits without zeros on either side, and how many zeros follow them (or how many digits are a fraction).
fn parts(text: &str) -> (bool, String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let down = exponent.starts_with('-');
    let exponent = exponent.parse().unwrap_or(if down { i64::MIN / 2 } else { i64::MAX / 2 });
    let negative = mantissa.starts_with('-');
    let (whole, fraction) = mantissa.trim_start_matches('-').split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{}{fraction}", whole.trim_start_matches('-'));
    let digits = all.trim_end_matches('0');
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 4);
    let scale = exponent.clamp(i64::MIN / 2, i64::MAX / 2) - length(fraction) + length(&all) - length(digits);
    (negative, digits.trim_start_matches('0').to_owned(), scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_spelling() {
        for (text, expected) in [
            ("0", Some(0)),
            ("-0.0", Some(0)),
            ("12", Some(12)),
            ("2.0", Some(2)),
            ("1.50e1", Some(15)),
            ("1.5", None),
            ("-1", None),
            ("1e-1", None),
            ("100e-2", Some(1)),
            ("1e400", Some(u64::MAX)),
            ("1e99999999999999999999", Some(u64::MAX)),
            ("1e-99999999999999999999", None),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551614", Some(u64::MAX - 1)),
        ] {
            assert_eq!(natural(text), expected, "{text}");
        }
        assert!(is_positive("0.01") && is_positive("1e-999") && !is_positive("0e5") && !is_positive("-3"));
    }
}
