//! E-mail addresses.

use super::net::{is_hostname, is_idn_hostname, is_ipv4, is_ipv6};

/// The longest local part, in bytes (RFC 5321 section 4.5.3.1.1).
const LOCAL_LIMIT: usize = 64;

/// RFC 5321 section 4.1.2, `Mailbox`
pub(super) fn is_email(text: &str) -> bool {
    text.is_ascii() && is_mailbox(text, is_hostname)
}

/// The same with the characters that RFC 6531 section 3.3 adds.
pub(super) fn is_idn_email(text: &str) -> bool {
    is_mailbox(text, if text.is_ascii() { is_hostname } else { is_idn_hostname })
}

fn is_mailbox(text: &str, is_domain: fn(&str) -> bool) -> bool {
    // No domain holds an `@`, but a quoted local part may.
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let literal = domain.strip_prefix('[').and_then(|literal| literal.strip_suffix(']'));
    local.len() <= LOCAL_LIMIT
        && (is_dot_string(local) || is_quoted_string(local))
        && literal.map_or_else(|| is_domain(domain), is_address_literal)
}

fn is_dot_string(text: &str) -> bool {
    text.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atext))
}

/// RFC 5322 section 3.2.3; past ASCII, RFC 6531 takes everything.
fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_quoted_string(text: &str) -> bool {
    let Some(content) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { return false };
    let mut rest = content.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [b'\\', b' '..=b'~', rest @ ..] => rest,
            [b'\\' | b'"' | 0..=0x1f | 0x7f, ..] => return false,
            [_, rest @ ..] => rest,
        }
    }
}

/// RFC 5321 section 4.1.3
fn is_address_literal(text: &str) -> bool {
    match text.split_once(':') {
        None => is_ipv4(text),
        Some((tag, address)) if tag.eq_ignore_ascii_case("IPv6") => is_ipv6(address),
        // Any other tag is one that a standard may yet define.
        Some((tag, content)) => {
            !tag.is_empty()
                && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !tag.ends_with('-')
                && !content.is_empty()
                && content.bytes().all(|byte| matches!(byte, 33..=90 | 94..=126))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_parts_may_be_quoted() {
        for text in ["a.b~c@example.com", "\"a @\\\"b\"@x", "\"\"@x", "a@[127.0.0.1]", "a@[IPv6:::1]"] {
            assert!(is_email(text), "{text}");
        }
        for text in ["a", "@b", "a@", ".a@b", "a..b@c", "a b@c", "a\"b\"@c", "\"a\"b\"@c", "a@[1.2.3]", "é@b", "a@-b"]
        {
            assert!(!is_email(text), "{text}");
        }
        assert!(!is_email(&format!("{}@b", "a".repeat(65))));
        assert!(is_idn_email("실례@실례.테스트"));
    }
}
