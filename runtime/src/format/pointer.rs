//! JSON Pointers, absolute and relative.

use super::bytes::split_digits;

/// RFC 6901 section 3: tokens that each follow a slash, in which `~` stands before `0` or `1`.
pub(super) fn is_json_pointer(text: &str) -> bool {
    is_pointer(text.as_bytes())
}

/// A number of levels up without leading zeros, then `#` or a JSON Pointer.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let (levels, rest) = split_digits(text.as_bytes());
    !matches!(levels, [] | [b'0', _, ..]) && (rest == b"#" || is_pointer(rest))
}

fn is_pointer(bytes: &[u8]) -> bool {
    let mut rest = match bytes {
        [] => return true,
        [b'/', rest @ ..] => rest,
        _ => return false,
    };
    loop {
        rest = match rest {
            [] => return true,
            [b'~', b'0' | b'1', rest @ ..] => rest,
            [b'~', ..] => return false,
            [_, rest @ ..] => rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tildes_are_escapes() {
        for text in ["", "/", "/foo//bar~0/~1", "/\u{1f60e}"] {
            assert!(is_json_pointer(text), "{text}");
        }
        for text in ["a", "#/a", "/~", "/~2", "/~~"] {
            assert!(!is_json_pointer(text), "{text}");
        }
    }

    #[test]
    fn relative_pointers_start_with_levels() {
        for text in ["0", "120/foo", "0#", "0//"] {
            assert!(is_relative_json_pointer(text), "{text}");
        }
        for text in ["", "/a", "01", "-1/a", "0##", "1#/a", "1 ", "0/~2"] {
            assert!(!is_relative_json_pointer(text), "{text}");
        }
    }
}
