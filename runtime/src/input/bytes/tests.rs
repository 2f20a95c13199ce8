//! What is JSON, and what is not.

use super::*;

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
fn depth_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(MAX_DEPTH as usize)).is_some());
    assert!(read(&nested(MAX_DEPTH as usize + 1)).is_none());
    let deepest = nested(100_000);
    let budget = Budget::for_text(deepest.len());
    let skipped = Bytes::new(deepest.as_bytes(), &budget).unwrap().skip();
    assert_eq!(skipped, Err(Stop::Limit(Limit::Depth)));
}
