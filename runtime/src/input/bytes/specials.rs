//! The bytes that end a plain run of a string, 16 at a time.

/// A bit for each byte that a string does not hold as it is: `"`, `\\` and controls. Of several the lowest bit is right.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a few instructions")]
pub(crate) fn specials(chunk: &[u8; 16]) -> u32 {
    #[cfg(target_arch = "x86_64")]
    #[expect(unsafe_code, reason = "what makes the call unsafe is the instruction set, which every x86-64 has")]
    {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { sse2(chunk) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        portable(chunk)
    }
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "sse2")]
#[expect(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "bits are moved")]
#[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
fn sse2(chunk: &[u8; 16]) -> u32 {
    use core::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x, _mm_set1_epi8,
    };
    let words = u128::from_le_bytes(*chunk);
    let bytes = _mm_set_epi64x((words >> 64) as i64, words as i64);
    let is_quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'"' as i8));
    let is_backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'\\' as i8));
    let is_control = _mm_cmpeq_epi8(bytes, _mm_min_epu8(bytes, _mm_set1_epi8(0x1f)));
    _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(is_quote, is_backslash), is_control)) as u32
}

#[cfg(any(test, not(target_arch = "x86_64")))]
#[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
fn portable(chunk: &[u8; 16]) -> u32 {
    use super::special_bytes;

    let words = u128::from_le_bytes(*chunk);
    match (special_bytes(words as u64), special_bytes((words >> 64) as u64)) {
        (0, 0) => 0,
        (0, high) => 1 << (8 + high.trailing_zeros() / 8),
        (low, _) => 1 << (low.trailing_zeros() / 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_is() {
        for byte in 0..=u8::MAX {
            let is_special = byte < 0x20 || byte == b'"' || byte == b'\\';
            for at in 0..16 {
                let mut chunk = *b"abc\xc3\xa9 ~!\x7f\x80\xffab !#";
                chunk[at] = byte;
                let expected = if is_special { at } else { 32 };
                assert_eq!(specials(&chunk).trailing_zeros() as usize, expected, "{byte:#x} at {at}");
                assert_eq!(portable(&chunk).trailing_zeros() as usize, expected, "{byte:#x} at {at}");
                // Bytes after a special one do not hide it.
                chunk[15] = b'"';
                assert_eq!(specials(&chunk).trailing_zeros(), portable(&chunk).trailing_zeros());
            }
        }
    }
}
