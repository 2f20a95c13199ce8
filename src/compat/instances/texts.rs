//! Strings of given lengths, formats and patterns.

use formwork_runtime::Json;
use formwork_runtime::pattern::{Engine, Pattern};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::demand::Demand;

/// No longer text is made.
const LONGEST: u64 = 5_000;

/// Texts for each format, a usual one first.
const FORMATS: [(&str, &[&str]); 19] = [
    ("date-time", &["2024-02-29T12:00:00Z", "2024-01-01T00:00:00.5+01:00"]),
    ("date", &["2024-02-29", "1999-12-31"]),
    ("time", &["12:00:00Z", "23:59:59.5+01:00"]),
    ("duration", &["P1D", "PT5M"]),
    ("email", &["a@example.org", "b.c@example.org"]),
    ("idn-email", &["a@example.org", "ä@example.org"]),
    ("hostname", &["example.org", "a"]),
    ("idn-hostname", &["example.org", "bücher.example"]),
    ("ipv4", &["127.0.0.1", "10.0.0.1"]),
    ("ipv6", &["::1", "2001:db8::1"]),
    ("uri", &["https://example.org/", "urn:a:b"]),
    ("uri-reference", &["/a", "https://example.org/"]),
    ("uri-template", &["/a/{b}", "/a"]),
    ("iri", &["https://example.org/ä", "https://example.org/"]),
    ("iri-reference", &["/ä", "/a"]),
    ("uuid", &["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"]),
    ("json-pointer", &["", "/a"]),
    ("relative-json-pointer", &["0", "1/a"]),
    ("regex", &["a", "^b$"]),
];

/// Texts that meet the demand, short ones first.
pub(super) fn values(demand: &Demand<'_>) -> Vec<Json> {
    let (least, most) = (demand.min_length.min(LONGEST), demand.max_length);
    let mut found: Vec<String> = Vec::new();
    for format in &demand.formats {
        let known = FORMATS.iter().find(|(name, _)| name == format).map(|(_, texts)| *texts);
        found.extend(known.unwrap_or_default().iter().map(ToString::to_string));
    }
    for source in &demand.patterns {
        found.extend(of_pattern(source, least));
    }
    if demand.is_secret {
        found.push("secret".to_owned());
        found.push("secret".chars().cycle().take(usize::try_from(least).unwrap_or(0)).collect());
    }
    let lengths = [least.max(1), least, most.unwrap_or(least + 1).min(LONGEST), least + 1, least + 7];
    for length in lengths.into_iter().filter(|length| *length >= least && most.is_none_or(|most| *length <= most)) {
        found.push("a".repeat(usize::try_from(length).unwrap_or(0)));
    }
    found.extend(["A", "1", "-", "b", " ", "é", "a b", "0", "Ab1", "a1", "abc"].map(str::to_owned));
    let patterns: Vec<Option<Pattern>> = demand.patterns.iter().map(|source| compiled(source)).collect();
    let fits = |text: &str| {
        let length = text.chars().count() as u64;
        length >= demand.min_length
            && most.is_none_or(|most| length <= most)
            && patterns.iter().flatten().all(|pattern| pattern.matches(text).unwrap_or(false))
    };
    let mut fitting: Vec<Json> = Vec::new();
    for text in found {
        let value = Json::from(text.as_str());
        // Where a format asserts, the validators tell.
        if fits(&text) && !fitting.contains(&value) {
            fitting.push(value);
        }
    }
    fitting
}

/// Texts that look like one that a pattern matches, and maybe are.
pub(in crate::compat) fn of_pattern(source: &str, least: u64) -> Vec<String> {
    let Some(pattern) = compiled(source) else { return Vec::new() };
    let mut found: Vec<String> = Vec::new();
    match pattern.engine() {
        Engine::Anything => found.push(String::new()),
        Engine::Exact(text) | Engine::Contains(text) => found.push(text.to_string()),
        Engine::Prefix(text) => found.extend([text.to_string(), format!("{text}a"), format!("{text}1")]),
        Engine::Suffix(text) => found.extend([text.to_string(), format!("a{text}"), format!("1{text}")]),
        Engine::NonEmpty => found.push("a".to_owned()),
        Engine::Linear(expression) => found.extend(of_expression(expression, least)),
        // Most of what ECMA-262 says means the same there; whether it does is seen below.
        Engine::Table(_) | Engine::Backtracking(_) => found.extend(of_expression(source, least)),
    }
    found.retain(|text| pattern.matches(text).unwrap_or(false));
    found
}

fn compiled(source: &str) -> Option<Pattern> {
    Some(Pattern::owned(source.to_owned(), crate::front::pattern::compile(source).ok()?))
}

fn of_expression(expression: &str, least: u64) -> Vec<String> {
    let Ok(hir) = regex_syntax::parse(expression) else { return Vec::new() };
    let least = u32::try_from(least.min(200)).unwrap_or(0);
    let mut found = Vec::new();
    for extra in [0, 1, 2, 5, least, least + 1, 20] {
        for choice in 0..4 {
            let mut text = String::new();
            write(&hir, extra, choice, &mut text);
            if !found.contains(&text) && text.len() <= 5_000 {
                found.push(text);
            }
        }
    }
    found.sort_by_key(String::len);
    found
}

/// Writes a text that the expression matches: what may repeat does so `extra` times more than it must, and of several
/// alternatives, or characters, the one with this number is taken.
fn write(hir: &Hir, extra: u32, choice: usize, out: &mut String) {
    if out.len() > 5_000 {
        return;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.extend(character(class, choice)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..repetition.min.saturating_add(extra).min(most).min(1_000) {
                write(&repetition.sub, extra, choice, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, extra, choice, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, extra, choice, out)),
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.get(choice % parts.len().max(1)) {
                write(part, extra, choice, out);
            }
        }
    }
}

fn character(class: &Class, choice: usize) -> Option<char> {
    const USUAL: [char; 10] = ['a', '0', 'A', 'b', '1', '-', ' ', 'z', '9', '_'];
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect()
        }
    };
    let has = |c: &char| ranges.iter().any(|(first, last)| first <= c && c <= last);
    let usual: Vec<char> = USUAL.iter().copied().filter(has).collect();
    let fallback = || ranges.get(choice % ranges.len().max(1)).map(|(first, _)| *first);
    usual.get(choice % usual.len().max(1)).copied().or_else(fallback)
}

pub(super) fn matches(source: &str, name: &str) -> bool {
    compiled(source).is_some_and(|pattern| pattern.matches(name).unwrap_or(false))
}
