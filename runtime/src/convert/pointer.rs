//! JSON Pointers (RFC 6901), as the accounts of a conversion name places.

use core::fmt::{self, Write as _};

/// The name of a member as a JSON Pointer spells it (RFC 6901 section 3): `~` is `~0`, `/` is `~1`.
///
/// ```
/// use formwork_runtime::convert::Token;
///
/// assert_eq!(format!("/claims/{}", Token("https://example.com")), "/claims/https:~1~1example.com");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Token<'a>(pub &'a str);

impl fmt::Display for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut plain = self.0;
        while let Some(index) = plain.find(['~', '/']) {
            let (before, rest) = plain.split_at(index);
            f.write_str(before)?;
            f.write_str(if rest.starts_with('~') { "~0" } else { "~1" })?;
            plain = rest.split_at(1).1;
        }
        f.write_str(plain)
    }
}

/// The way from one place to another, or the one place there is, on one line whatever the names of members hold.
pub(super) struct Way<'a> {
    pub(super) from: Option<&'a str>,
    pub(super) to: Option<&'a str>,
}

impl Way<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

impl fmt::Display for Way<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) => {
                place(f, from)?;
                f.write_str(" -> ")?;
                place(f, to)
            }
            (Some(only), None) | (None, Some(only)) => place(f, only),
            (None, None) => Ok(()),
        }
    }
}

fn place(f: &mut fmt::Formatter<'_>, pointer: &str) -> fmt::Result {
    if pointer.is_empty() {
        return f.write_str("(root)");
    }
    pointer.chars().try_for_each(|character| {
        if character.is_control() { write!(f, "{}", character.escape_default()) } else { f.write_char(character) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_escaped() {
        for (name, token) in [("", ""), ("a", "a"), ("~", "~0"), ("/", "~1"), ("a/~b~1/é", "a~1~0b~01~1é")] {
            assert_eq!(Token(name).to_string(), token);
        }
    }

    #[test]
    fn a_way_takes_one_line() {
        let way = |from, to| Way { from, to }.to_string();
        assert_eq!(way(Some("/a"), Some("/b")), "/a -> /b");
        assert_eq!(way(Some("/a"), None), "/a");
        assert_eq!(way(None, Some("/b")), "/b");
        assert_eq!(way(Some(""), Some("/x\ny")), "(root) -> /x\\ny");
        assert!(Way { from: None, to: None }.is_empty());
    }
}
