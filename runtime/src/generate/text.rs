//! Strings of a format, and of none.

use alloc::{format, string::String};

use super::draw::Draw;

/// A string of so many code points, of letters that software meets and some that it forgets.
pub(super) fn any(least: u64, most: Option<u64>, draw: &mut Draw<'_, '_>) -> String {
    const LETTERS: &[char] =
        &['a', 'b', 'z', 'A', '0', '9', ' ', '-', '_', '/', '~', '"', '\\', '\n', 'é', '日', '😀', '\u{0}'];
    let least = usize::try_from(least).unwrap_or(usize::MAX).min(10_000);
    let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX).min(least + 8);
    let plain = draw.below(2) == 0;
    let letters = if plain { &LETTERS[..6] } else { LETTERS };
    (0..draw.between(least, most)).filter_map(|_| draw.one(letters).copied()).collect()
}

/// A string of a format, if it is a known one.
pub(super) fn of_format(format: &str, draw: &mut Draw<'_, '_>) -> Option<String> {
    let mut two = |most: usize| draw.between(1, most);
    Some(match format {
        "date-time" => {
            format!("20{:02}-{:02}-{:02}T{:02}:{:02}:{:02}Z", two(99), two(12), two(28), two(23), two(59), two(59))
        }
        "date" => format!("20{:02}-{:02}-{:02}", two(99), two(12), two(28)),
        "time" => format!("{:02}:{:02}:{:02}Z", two(23), two(59), two(59)),
        "duration" => format!("P{}DT{}H", two(30), two(23)),
        "email" | "idn-email" => format!("a{}@example.org", two(999)),
        "hostname" | "idn-hostname" => format!("h{}.example.org", two(999)),
        "ipv4" => format!("10.{}.{}.{}", two(255), two(255), two(255)),
        "ipv6" => format!("2001:db8::{:x}", two(0xffff)),
        "uri" | "iri" => format!("https://example.org/{}", two(9999)),
        "uri-reference" | "iri-reference" => format!("../{}", two(9999)),
        "uri-template" => format!("/{}/{{name}}", two(9999)),
        "uuid" => format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            two(0xffff_ffff),
            two(0xffff),
            two(0xfff),
            two(0xfff),
            two(0xffff_ffff)
        ),
        "json-pointer" => format!("/{}", two(9999)),
        "relative-json-pointer" => format!("{}/a", two(9)),
        "regex" => format!("a{{{}}}", two(9)),
        _ => return None,
    })
}
