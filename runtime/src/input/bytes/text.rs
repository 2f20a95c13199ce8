//! The inside of JSON strings: where they end, and what their escapes stand for.

use alloc::{borrow::Cow, string::String};

/// Marks, in the high bit of each byte of a word, the bytes that end a plain run of a string: `"`, `\` and controls.
/// Bytes above the first marked one may be marked wrongly; only the lowest mark is used.
pub(crate) const fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let is_quote = quote.wrapping_sub(ONES) & !quote;
    let is_backslash = backslash.wrapping_sub(ONES) & !backslash;
    let is_control = word.wrapping_sub(ONES * 0x20) & !word;
    (is_quote | is_backslash | is_control) & HIGHS
}

/// What the inside of a JSON string stands for; `None` where an escape is none or a surrogate stands alone.
pub(super) fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    let Some(first) = raw.find('\\') else { return Some(Cow::Borrowed(raw)) };
    let mut text = String::with_capacity(raw.len());
    let (plain, mut rest) = raw.split_at(first);
    text.push_str(plain);
    while let Some(escaped) = rest.strip_prefix('\\') {
        let mut chars = escaped.chars();
        let plain_escape = match chars.next()? {
            '"' => Some('"'),
            '\\' => Some('\\'),
            '/' => Some('/'),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => None,
            _ => return None,
        };
        rest = chars.as_str();
        text.push(if let Some(character) = plain_escape { character } else { utf16(&mut rest)? });
        let next = rest.find('\\').unwrap_or(rest.len());
        let (plain, after) = rest.split_at(next);
        text.push_str(plain);
        rest = after;
    }
    Some(Cow::Owned(text))
}

/// Reads the character that a `\\u` escape begins, which may take a second one, off the front of `rest`.
fn utf16(rest: &mut &str) -> Option<char> {
    let unit = hex4(rest)?;
    if !(0xD800..0xDC00).contains(&unit) {
        return char::from_u32(unit);
    }
    *rest = rest.strip_prefix("\\u")?;
    let low = hex4(rest).filter(|low| (0xDC00..0xE000).contains(low))?;
    char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
}

/// Reads four hexadecimal digits off the front of `rest`.
fn hex4(rest: &mut &str) -> Option<u32> {
    let (digits, after) = rest.split_at_checked(4)?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    *rest = after;
    u32::from_str_radix(digits, 16).ok()
}

/// Whether an escape of a string is one half of a surrogate pair without the other, and all else is well.
pub(super) fn has_lone_surrogate(raw: &str) -> bool {
    let mut escapes = raw.split("\\\\").flat_map(|part| part.split('\\').skip(1));
    let is_escape = |escape: &str| match escape.strip_prefix('u') {
        Some(mut digits) => hex4(&mut digits).is_some(),
        None => escape.starts_with(['"', '/', 'b', 'f', 'n', 'r', 't']),
    };
    unescape(raw).is_none() && escapes.all(is_escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_bytes_are_found_at_every_place() {
        for special in [b'"', b'\\', 0, 0x1f] {
            for at in 0..8 {
                let mut word = *b"abc\xc3\xa9 ~!";
                word[at] = special;
                assert_eq!(special_bytes(u64::from_le_bytes(word)).trailing_zeros() as usize / 8, at);
            }
        }
        assert_eq!(special_bytes(u64::from_le_bytes(*b"\x7f\x80\xffab !#")), 0);
    }
}
