//! Which formats include which: those whose grammars do.

/// A format, and those whose texts are all of it as well (RFC 3986 section 4.1, RFC 3987 section 2.2, RFC 6531 section 3.3).
///
/// A `hostname` is not always an `idn-hostname`: RFC 5891 forbids labels that RFC 1123 allows, like `ab--cd`.
const WIDER: [(&str, &[&str]); 4] = [
    ("uri-reference", &["uri"]),
    ("iri", &["uri"]),
    ("iri-reference", &["uri", "uri-reference", "iri"]),
    ("idn-email", &["email"]),
];

/// Whether every text of the format `narrow` is one of `wide`.
pub(super) fn includes(wide: &str, narrow: &str) -> bool {
    WIDER.iter().any(|(name, inside)| *name == wide && inside.contains(&narrow))
}

#[cfg(test)]
mod tests {
    use formwork_runtime::Format;

    use super::*;

    /// Pieces of which texts of formats are made, and some that break them.
    const PIECES: [&str; 40] = [
        "a",
        "Z",
        "9",
        "0",
        "-",
        "--",
        "xn--",
        "xn--mnchen-3ya",
        "xn--a",
        ".",
        "..",
        ":",
        "/",
        "//",
        "?",
        "#",
        "@",
        "%",
        "%41",
        "%zz",
        "[",
        "]",
        "[::1]",
        "http",
        "urn:",
        "127.0.0.1",
        "é",
        "ü",
        "\u{3002}",
        "日本",
        "\u{e000}",
        "\u{200d}",
        " ",
        "\"",
        "\"a b\"",
        "+",
        "_",
        "~",
        "a.b",
        "ab--cd",
    ];

    /// Texts of some pieces, in an order that is the same each time.
    fn texts() -> impl Iterator<Item = String> {
        let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut next = move |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).unwrap_or_default()
        };
        let made = (0..200_000).map(move |_| (0..=next(6)).map(|_| PIECES[next(PIECES.len())]).collect());
        let long = (60..260).map(|length| "a".repeat(length));
        let labels =
            (60..66).flat_map(|length| [format!("{}.a", "a".repeat(length)), format!("{}@a.b", "a".repeat(length))]);
        long.chain(labels).chain(made)
    }

    #[test]
    fn a_host_name_is_not_always_an_internationalized_one() {
        assert!(Format::Hostname.accepts("ab--cd") && !Format::IdnHostname.accepts("ab--cd"));
    }

    #[test]
    fn the_checkers_agree_with_the_grammars() {
        let mut tried = vec![0; WIDER.len()];
        for text in texts() {
            for (index, (wide, inside)) in WIDER.iter().enumerate() {
                for narrow in *inside {
                    let accepts = |name: &str| Format::from_name(name).unwrap().accepts(&text);
                    if accepts(narrow) {
                        tried[index] += 1;
                        assert!(accepts(wide), "{text:?} is {narrow} and not {wide}");
                    }
                }
            }
        }
        assert!(tried.iter().all(|count| *count > 200), "{tried:?}");
    }
}
