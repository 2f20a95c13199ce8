//! UUIDs.

/// RFC 4122 section 3: 8, 4, 4, 4 and 12 hexadecimal digits between hyphens.
pub(super) fn is_uuid(text: &str) -> bool {
    let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else { return false };
    // All bytes are looked at, without branches: whether a random digit is a letter is guessed wrong too often.
    bytes.iter().enumerate().fold(true, |is_uuid, (index, &byte)| {
        is_uuid & if matches!(index, 8 | 13 | 18 | 23) { byte == b'-' } else { is_hexadecimal(byte) }
    })
}

const fn is_hexadecimal(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10) | ((byte | 0x20).wrapping_sub(b'a') < 6)
}

#[cfg(test)]
mod tests {
    use super::{is_hexadecimal, is_uuid};

    #[test]
    fn uuids_have_five_groups() {
        assert!(is_uuid("2EB8AA08-aa98-11ea-B4AA-73B441D16380"));
        assert!(!is_uuid("2eb8aa08-aa98-11ea-b4ga-73b441d16380"));
        assert!(!is_uuid("2eb8aa0-8aa98-11e-ab4aa7-3b441d16380"));
        assert!(!is_uuid("2eb8aa08-aa98-11ea-b4aa-73b441d16380-"));
        for byte in 0..=u8::MAX {
            assert_eq!(is_hexadecimal(byte), byte.is_ascii_hexdigit(), "{byte}");
        }
    }
}
