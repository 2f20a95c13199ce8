//! URI templates.

use super::bytes::{is_percent_encoded, split_while};

/// RFC 6570 section 2: literals and expressions in braces.
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    loop {
        let Some((literal, after)) = rest.split_once('{') else { return is_literal(rest) };
        let Some((expression, after)) = after.split_once('}') else { return false };
        if !is_literal(literal) || !is_expression(expression) {
            return false;
        }
        rest = after;
    }
}

/// Section 2.1 and its erratum 6937, which allows the apostrophe.
fn is_literal(text: &str) -> bool {
    let plain =
        |byte: u8| !matches!(byte, 0..=0x20 | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x7f);
    // Of the characters past ASCII, the C1 controls and the noncharacters are neither `ucschar` nor `iprivate`.
    is_percent_encoded(text.as_bytes(), plain) && (text.is_ascii() || text.chars().all(is_literal_char))
}

fn is_literal_char(char: char) -> bool {
    let code = u32::from(char);
    !matches!(code, 0x80..=0x9f | 0xfdd0..=0xfdef | 0xfff0..=0xffff | 0xe_0000..=0xe_0fff) && code & 0xfffe != 0xfffe
}

/// Section 2.2: an operator and a list of variables.
fn is_expression(text: &str) -> bool {
    let variables = match text.as_bytes() {
        [b'+' | b'#' | b'.' | b'/' | b';' | b'?' | b'&', ..] => text.get(1..).unwrap_or_default(),
        // The grammar reserves these operators without giving them a meaning (section 2.2).
        [b'=' | b',' | b'!' | b'@' | b'|', ..] => return false,
        _ => text,
    };
    variables.split(',').all(is_variable)
}

/// Sections 2.3 and 2.4: a name, which `*` explodes or `:` and a length of up to four digits cut short.
fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) => {
            let (digits, rest) = split_while(length.as_bytes(), |byte| byte.is_ascii_digit());
            if !rest.is_empty() || !matches!(digits, [b'1'..=b'9', tail @ ..] if tail.len() < 4) {
                return false;
            }
            name
        }
        None => text.strip_suffix('*').unwrap_or(text),
    };
    name.split('.').all(|part| {
        !part.is_empty() && is_percent_encoded(part.as_bytes(), |byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::is_uri_template;

    #[test]
    fn expressions_hold_variables() {
        for text in ["", "a%41b'é", "{+a.b,c:9999,d*}", "{%41}", "x{y}{z}"] {
            assert!(is_uri_template(text), "{text}");
        }
        for text in
            ["{}", "{", "}", "{a", "{a{b}}", "{a,}", "{a..b}", "{a:0}", "{a:10000}", "{a:}", "{=a}", "%4", "a b"]
        {
            assert!(!is_uri_template(text), "{text}");
        }
    }
}
