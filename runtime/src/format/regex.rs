//! Regular expressions.

use alloc::format;

use crate::pattern::ecma::{self, Dialect};

/// ECMA-262 section 22.2.1; the names of Unicode properties are those that the crate `regex` knows.
pub(super) fn is_regex(text: &str) -> bool {
    ecma::parse(text, Dialect::Standard).is_ok_and(|expression| {
        expression.properties.iter().all(|(_, name)| regex::Regex::new(&format!("\\p{{{name}}}")).is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::is_regex;

    #[test]
    fn only_ecma_262_is_taken() {
        for text in ["([abc])+\\s+$", "[^]", "(?<n>a)\\k<n>", "\\p{Script=Greek}\\p{digit}"] {
            assert!(is_regex(text), "{text}");
        }
        for text in ["^(abc]", "\\a", "(?P<n>a)", "(?i)a", "\\p{Nonsense}"] {
            assert!(!is_regex(text), "{text}");
        }
    }
}
