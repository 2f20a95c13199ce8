//! Addresses and names of hosts.

use super::bytes::split_while;
use super::idna;

/// The longest name that fits a DNS message, in bytes and without the final dot (RFC 1035 section 2.3.4).
const NAME_LIMIT: usize = 253;

/// The longest label, in bytes (RFC 1035 section 2.3.4).
const LABEL_LIMIT: usize = 63;

/// RFC 2673 section 3.2: four decimals from 0 to 255 without leading zeros.
pub(super) fn is_ipv4(text: &str) -> bool {
    is_dotted(text.as_bytes())
}

fn is_dotted(mut bytes: &[u8]) -> bool {
    let mut octets = 0;
    loop {
        let (octet, rest) = split_while(bytes, |byte| byte.is_ascii_digit());
        let in_range = match octet {
            [b'0'..=b'9'] | [b'1'..=b'9', _] | [b'1', _, _] | [b'2', b'0'..=b'4', _] => true,
            [b'2', b'5', last] => *last <= b'5',
            _ => false,
        };
        octets += 1;
        match rest {
            _ if !in_range => return false,
            [] => return octets == 4,
            [b'.', rest @ ..] if octets < 4 => bytes = rest,
            _ => return false,
        }
    }
}

/// RFC 4291 section 2.2: eight groups, of which `::` stands for one or more, the last two perhaps as an IPv4 address.
pub(super) fn is_ipv6(text: &str) -> bool {
    let (mut rest, mut gap) = match text.as_bytes() {
        [b':', b':'] => return true,
        [b':', b':', rest @ ..] => (rest, true),
        rest => (rest, false),
    };
    let mut groups = 0;
    let complete = |groups, gap| if gap { groups < 8 } else { groups == 8 };
    loop {
        let (group, after) = split_while(rest, |byte| byte.is_ascii_hexdigit());
        if let [b'.', ..] = after {
            return is_dotted(rest) && complete(groups + 2, gap);
        }
        groups += 1;
        if group.is_empty() || group.len() > 4 || groups > 8 {
            return false;
        }
        rest = match after {
            [] => return complete(groups, gap),
            [b':', b':', ..] if gap => return false,
            [b':', b':'] => return complete(groups, true),
            [b':', b':', rest @ ..] => {
                gap = true;
                rest
            }
            [b':', rest @ ..] => rest,
            _ => return false,
        }
    }
}

/// RFC 1123 section 2.1; labels that start with `xn--` must stand for a label of RFC 5891.
pub(super) fn is_hostname(text: &str) -> bool {
    text.len() <= NAME_LIMIT
        && text.split('.').all(|label| is_ascii_label(label) && idna::a_label(label).is_none_or(idna::is_a_label))
}

/// RFC 5890 section 2.3.2.3, with the other full stops of RFC 3490 section 3.1 taken for dots.
pub(super) fn is_idn_hostname(text: &str) -> bool {
    let labels = || text.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']);
    let mut length = 0;
    let right_to_left = labels().any(idna::is_right_to_left);
    labels().all(|label| {
        let encoded = if label.is_ascii() {
            is_ascii_label(label) && is_idn_ascii_label(label, right_to_left)
        } else {
            idna::is_u_label(label, right_to_left)
        };
        let size = idna::encoded_length(label);
        length += size + 1;
        encoded && size <= LABEL_LIMIT && length <= NAME_LIMIT + 1
    })
}

/// Letters, digits and hyphens, the latter neither first nor last.
fn is_ascii_label(label: &str) -> bool {
    (1..=LABEL_LIMIT).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Hyphens in the third and fourth place are for A-labels (RFC 5891 section 4.2.3.1).
fn is_idn_ascii_label(label: &str, right_to_left: bool) -> bool {
    match idna::a_label(label) {
        Some(encoded) => idna::is_a_label(encoded),
        None => label.get(2..4) != Some("--") && (!right_to_left || idna::is_bidi_label(label)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv4_has_four_octets() {
        for text in ["0.0.0.0", "255.249.100.99"] {
            assert!(is_ipv4(text), "{text}");
        }
        for text in [
            "",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.",
            ".1.2.3",
            "01.2.3.4",
            "256.1.1.1",
            "260.1.1.1",
            "300.1.1.1",
            "1.2.3.4 ",
        ] {
            assert!(!is_ipv4(text), "{text}");
        }
    }

    #[test]
    fn ipv6_has_eight_groups() {
        for text in [
            "::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:1.2.3.4",
            "::1.2.3.4",
        ] {
            assert!(is_ipv6(text), "{text}");
        }
        for text in [
            "",
            ":",
            ":::",
            "1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            "12345::",
            ":1::",
            "1:2:3:4:5:6:7:",
            "1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "::1.2.3.04",
            "::%1",
            "1:2:3:4::5:6:7:8",
            "::1.2.3.4:1",
        ] {
            assert!(!is_ipv6(text), "{text}");
        }
    }

    #[test]
    fn labels_are_letters_digits_and_hyphens() {
        for text in ["a", "A-b.c1", "a--b.com", "1host", "xn--9n2bp8q.xn--9t4b11yi5a"] {
            assert!(is_hostname(text), "{text}");
        }
        for text in ["", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "é", "xn--X", &"a.".repeat(200)] {
            assert!(!is_hostname(text), "{text}");
        }
    }

    #[test]
    fn international_labels_follow_idna_2008() {
        for text in ["실례.테스트", "a。b", "l·l", "ßς", "א1"] {
            assert!(is_idn_hostname(text), "{text}");
        }
        for text in ["", "ab--c", "a·l", "☃", "É", "0a.א", "aא", "。", "a。"] {
            assert!(!is_idn_hostname(text), "{text}");
        }
    }
}
