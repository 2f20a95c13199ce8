//! Labels of internationalised domain names: IDNA 2008 (RFC 5890 to 5893).

mod punycode;
mod table;
mod traits;

use alloc::vec::Vec;
use traits::{Direction, Joining, Traits};

const PREFIX: &str = "xn--";

/// What follows `xn--`, if `label` starts with that in either case.
pub(super) fn a_label(label: &str) -> Option<&str> {
    let (prefix, rest) = label.split_at_checked(PREFIX.len())?;
    prefix.eq_ignore_ascii_case(PREFIX).then_some(rest)
}

/// Whether `encoded`, what follows `xn--`, is the encoding of a U-label (RFC 5891 section 5.4).
pub(super) fn is_a_label(encoded: &str) -> bool {
    // Case makes no difference in DNS, but a U-label has no capitals.
    let encoded = encoded.to_ascii_lowercase();
    let Some(label) = punycode::decode(&encoded) else { return false };
    let mut canonical = Vec::with_capacity(encoded.len());
    !label.is_ascii()
        && punycode::encode(&label, |byte| canonical.push(byte)).is_some()
        && canonical == encoded.as_bytes()
        && is_u_label(&label, is_right_to_left(&label))
}

/// The length of the label in the form that name servers see, in bytes.
pub(super) fn encoded_length(label: &str) -> usize {
    if label.is_ascii() {
        return label.len();
    }
    let mut length = PREFIX.len();
    match punycode::encode(label, |_| length += 1) {
        Some(()) => length,
        None => usize::MAX / 2,
    }
}

/// Whether the label makes its name a bidirectional one (RFC 5893 section 1.4).
pub(super) fn is_right_to_left(label: &str) -> bool {
    let turns = |char| {
        Traits::of(char).is_some_and(|traits| matches!(traits.direction(), Direction::Right | Direction::ArabicNumber))
    };
    match a_label(label) {
        Some(encoded) => punycode::decode(encoded).is_some_and(|label| label.contains(turns)),
        None => !label.is_ascii() && label.contains(turns),
    }
}

/// RFC 5891 section 5.4: permitted code points, hyphens and marks in their place, rules of context and direction.
///
/// Normalisation form C is taken for granted beyond what the code points themselves rule out.
pub(super) fn is_u_label(label: &str, right_to_left: bool) -> bool {
    // The longest label has 63 bytes in its shorter form, so it has fewer characters than that.
    !label.is_empty()
        && label.chars().take(64).count() < 64
        && !label.starts_with('-')
        && !label.ends_with('-')
        && !label.chars().skip(2).take(2).eq(['-', '-'])
        && label.chars().all(|char| Traits::of(char).is_some())
        && !label.chars().next().and_then(Traits::of).is_some_and(Traits::is_mark)
        && label.char_indices().all(|(at, char)| is_in_context(label, at, char))
        && (!right_to_left || is_bidi_label(label))
}

/// The rules for `char`, which stands at byte `at` (RFC 5892 appendix A).
fn is_in_context(label: &str, at: usize, char: char) -> bool {
    let (before, after) = label.split_at_checked(at).unwrap_or((label, ""));
    let previous = || before.chars().next_back();
    let next = || after.chars().nth(1);
    let traits_of = |char: Option<char>| char.and_then(Traits::of);
    let after_virama = || traits_of(previous()).is_some_and(Traits::is_virama);
    match char {
        '\u{200c}' => {
            after_virama() || joins(before.chars().rev(), Joining::Left) && joins(after.chars().skip(1), Joining::Right)
        }
        '\u{200d}' => after_virama(),
        '\u{b7}' => previous() == Some('l') && next() == Some('l'),
        '\u{375}' => traits_of(next()).is_some_and(Traits::is_greek),
        '\u{5f3}' | '\u{5f4}' => traits_of(previous()).is_some_and(Traits::is_hebrew),
        '\u{30fb}' => label.chars().filter(|&char| char != '\u{30fb}').filter_map(Traits::of).any(Traits::is_japanese),
        '\u{660}'..='\u{669}' => !label.contains(|char| matches!(char, '\u{6f0}'..='\u{6f9}')),
        '\u{6f0}'..='\u{6f9}' => !label.contains(|char| matches!(char, '\u{660}'..='\u{669}')),
        _ => true,
    }
}

/// Whether the first of `chars` that is not transparent joins towards `side`.
fn joins(chars: impl Iterator<Item = char>, side: Joining) -> bool {
    let mut joinings = chars.map(|char| Traits::of(char).map_or(Joining::No, Traits::joining));
    joinings
        .find(|&joining| joining != Joining::Transparent)
        .is_some_and(|joining| joining == side || joining == Joining::Both)
}

/// RFC 5893 section 2: the rule for each label of a bidirectional name.
pub(super) fn is_bidi_label(label: &str) -> bool {
    let directions = || label.chars().map(|char| Traits::of(char).map_or(Direction::Left, Traits::direction));
    let has = |wanted| directions().any(|direction| direction == wanted);
    let last = directions().rfind(|&direction| direction != Direction::Mark);
    match directions().next() {
        Some(Direction::Right) => {
            let mixed = has(Direction::EuropeanNumber) && has(Direction::ArabicNumber);
            !mixed && !has(Direction::Left) && last.is_some_and(|last| last != Direction::Neutral)
        }
        Some(Direction::Left) => {
            !has(Direction::Right)
                && !has(Direction::ArabicNumber)
                && matches!(last, Some(Direction::Left | Direction::EuropeanNumber))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(label: &str) -> bool {
        is_u_label(label, is_right_to_left(label))
    }

    #[test]
    fn context_decides_about_joiners_and_points() {
        for label in ["क\u{94d}\u{200d}ष", "بي\u{200c}بي", "l·l", "α͵β", "א׳ב", "・ぁ", "ب٠ب", "۰0"]
        {
            assert!(accepts(label), "{label}");
        }
        for label in
            ["क\u{200d}ष", "a\u{200c}b", "l·", "α͵s", "׳ב", "・a", "ب٠۰", "\u{300}a", "-é", "éa--é", "ab--é", "☃"]
        {
            assert!(!accepts(label), "{label}");
        }
    }

    #[test]
    fn a_labels_are_canonical() {
        assert_eq!(a_label("XN--a"), Some("a"));
        assert_eq!(a_label("xna"), None);
        assert!(is_a_label("9n2bp8q") && is_a_label("LL-0EA"));
        for encoded in ["", "X", "example-", "7a", "-9uc", "0ca24w"] {
            assert!(!is_a_label(encoded), "{encoded}");
        }
    }
}
