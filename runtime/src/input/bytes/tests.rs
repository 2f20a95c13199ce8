//! What is JSON, and what is not.

use super::*;
use crate::{Json, names::Glance};

fn read(text: &str) -> Option<Json> {
    let budget = Budget::for_text(text.len());
    let mut input = Bytes::new(text.as_bytes(), &budget).ok()?;
    let mut skipped = input.clone();
    let json = input.json().ok()?;
    assert_eq!(skipped.skip(), Ok(()));
    assert_eq!(skipped.offset(), input.offset());
    input.is_at_end().then_some(json)
}

#[test]
fn reads_what_rfc_8259_allows_and_nothing_else() {
    for text in
        ["0", "-0", "1.5e-3", " [1 , 2]\n", r#"{"a":{},"b":[]}"#, r#""\u00e9\ud83d\ude00\n""#, "12345678901234567890"]
    {
        assert!(read(text).is_some(), "{text}");
    }
    for text in [
        "",
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "--1",
        "nul",
        "truely",
        "[1,]",
        "[,1]",
        r#"{"a":1,}"#,
        r#"{"a" 1}"#,
        "{a:1}",
        "'a'",
        "\"a",
        "\"\u{1}\"",
        r#""\x""#,
        r#""\ud800""#,
        r#""\ud800\u0041""#,
        r#""\u12""#,
        r#""\"#,
        "1 2",
        "\u{feff}1",
        "[1",
        "NaN",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn a_name_comes_once() {
    assert!(read(r#"{"a":1,"a":2}"#).is_none());
    assert!(read(r#"{"a":1,"\u0061":2}"#).is_none());
    assert!(read(r#"[{"b":{"c":0,"a":1,"c":2}}]"#).is_none());
    let wide: Vec<_> = (0..100).map(|n| format!(r#""key{n}":{n}"#)).collect();
    assert!(read(&format!("{{{}}}", wide.join(","))).is_some());
    assert!(read(&format!("{{{},\"key\\u0037\":0}}", wide.join(","))).is_none());
}

#[test]
fn a_name_comes_once_wherever_its_first_stands() {
    // Few names have bits, more have prints; each is found again at every place, written with an escape or without.
    for count in [1, 2, 31, 32, 33, 34, 80] {
        let members: Vec<_> = (0..count).map(|n| format!(r#""key{n}":[{n}]"#)).collect();
        assert!(read(&format!("{{{}}}", members.join(","))).is_some(), "{count}");
        for again in 0..count {
            for name in [format!("key{again}"), format!("\\u006bey{again}")] {
                assert!(read(&format!("{{{},\"{name}\":0}}", members.join(","))).is_none(), "{name} of {count}");
            }
        }
    }
}

#[test]
fn names_with_the_same_bits_are_told_apart() {
    let bits = |name: &str| Glance::of(name.as_bytes()).print() >> 48;
    let mut known = std::collections::HashMap::new();
    let alike = (0..10_000).find_map(|n| {
        let name = format!("name{n}");
        known.insert(bits(&name), name.clone()).map(|other| (name, other))
    });
    let (one, other) = alike.unwrap();
    assert!(read(&format!(r#"{{"{one}":1,"{other}":2}}"#)).is_some());
    assert!(read(&format!(r#"{{"{one}":1,"{other}":2,"{one}":3}}"#)).is_none());
    // Bits of other names can cover those of a new one, which is new nevertheless.
    let members: Vec<_> = (0..32).map(|n| format!(r#""{n}":{n}"#)).collect();
    assert!(read(&format!("{{{}}}", members.join(","))).is_some());
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(MAX_DEPTH as usize)).is_some());
    assert!(read(&nested(MAX_DEPTH as usize + 1)).is_none());
    let deepest = nested(100_000);
    let budget = Budget::for_text(deepest.len());
    let skipped = Bytes::new(deepest.as_bytes(), &budget).unwrap().skip();
    assert_eq!(skipped, Err(Stop::Limit(Limit::Depth)));
}

#[test]
fn a_string_that_is_none_is_told_where_it_begins() {
    for (text, offset) in [(r#"{"ab":"cd"#, 6), ("[10,\n\"a\tb\"]", 5), (r#"[10,"\q"]"#, 4), (r#"[10,"a\"#, 4)] {
        let error = crate::parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.position().offset, offset, "{text}");
        assert!(error.message().starts_with("this string does not end"), "{text}: {error}");
    }
}
