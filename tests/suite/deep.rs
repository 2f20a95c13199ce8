//! Schemas that refer to each other in long rows and large circles: the Rust compiler follows types, and generated code
//! alternatives, only so deep.

use std::fmt::Write as _;

use crate::groups::Group;
use crate::matrix::judged;

/// Definitions `a0` to `a{n}`, of which each refers to the next as `link` says; the last one is `last`.
fn row(n: usize, last: &str, link: impl Fn(&str) -> String) -> String {
    let mut definitions = String::new();
    for i in 0..n {
        let _ = write!(definitions, r#""a{i}":{},"#, link(&next(i + 1)));
    }
    format!(r##"{{"$ref":"#/$defs/a0","$defs":{{{definitions}"a{n}":{last}}}}}"##)
}

fn next(i: usize) -> String {
    format!(r##"{{"$ref":"#/$defs/a{i}"}}"##)
}

/// A way to refer to the next definition: the schema that does, and the value that `inner` is a part of.
type Link = (&'static str, fn(&str) -> String, fn(&str) -> String);

/// What a row leads through. A value is a part of another one only so often, so that rows end where the value does.
const LINKS: [Link; 7] = [
    ("member", |next| format!(r#"{{"type":"object","properties":{{"a":{next}}}}}"#), |x| format!(r#"{{"a":{x}}}"#)),
    (
        "required member",
        |next| {
            format!(r#"{{"type":"object","properties":{{"a":{next}}},"required":["a"],"additionalProperties":false}}"#)
        },
        |x| format!(r#"{{"a":{x}}}"#),
    ),
    (
        "member or null",
        |next| format!(r#"{{"type":"object","properties":{{"a":{{"anyOf":[{next},{{"type":"null"}}]}}}}}}"#),
        |x| format!(r#"{{"a":{x}}}"#),
    ),
    ("item", |next| format!(r#"{{"type":"array","items":{next}}}"#), |x| format!("[{x}]")),
    (
        "other member",
        |next| format!(r#"{{"type":"object","additionalProperties":{next}}}"#),
        |x| format!(r#"{{"b":{x}}}"#),
    ),
    (
        "one of two members",
        |next| {
            format!(
                r#"{{"oneOf":[{{"type":"array","items":{next}}},{{"properties":{{"a":{next}}},"type":"object"}}]}}"#
            )
        },
        |x| format!(r#"{{"a":[{x}]}}"#),
    ),
    ("checked item", |next| format!(r#"{{"type":"array","items":{next},"maxItems":1}}"#), |x| format!("[{x}]")),
];

fn long_rows() -> impl Iterator<Item = Group> {
    LINKS.into_iter().map(|(name, link, part)| {
        let nested = |times: usize, leaf: &str| (0..times).fold(leaf.to_owned(), |inner, _| part(&inner));
        let levels = part("0").matches(['[', '{']).count();
        let (depth, wrong) = (100 / levels, r#""wrong""#);
        // The end of the row is out of reach, but for the first types in it.
        let schema = row(300, r#"{"type":"integer"}"#, link);
        let tests = vec![(nested(depth, wrong), false), (nested(1, wrong), false)];
        judged(&format!("a row of {name}"), &schema, tests)
    })
}

/// A circle through all of them, and circles through each other that no order of them is without.
fn circles() -> [Group; 2] {
    let link = |next: &str| format!(r#"{{"type":"object","properties":{{"a":{next},"n":{{"type":"integer"}}}}}}"#);
    let ring = row(300, &link(&next(0)), link);
    let mut tangle = String::new();
    for i in 0..200_usize {
        let members: Vec<String> = [7, 13, 31]
            .iter()
            .map(|step| {
                format!(r#""m{step}":{},"l{step}":{{"items":{}}}"#, next((i * step + 1) % 200), next((i + step) % 200))
            })
            .collect();
        let _ = write!(tangle, r#""a{i}":{{"type":"object","properties":{{{}}}}},"#, members.join(","));
    }
    let tangle = format!(r##"{{"$ref":"#/$defs/a0","$defs":{{{tangle}"last":true}}}}"##);
    let nested =
        |member: &str, leaf: &str| format!("{}{leaf}{}", format!(r#"{{"{member}":"#).repeat(100), "}".repeat(100));
    [
        judged("a ring", &ring, vec![(nested("a", r#"{"n":1}"#), true), (nested("a", r#"{"n":"1"}"#), false)]),
        judged("a tangle", &tangle, vec![(nested("m7", "{}"), true), (nested("m13", "1"), false)]),
    ]
}

/// Alternatives that lead to alternatives for the same value.
fn in_place() -> impl Iterator<Item = Group> {
    type Case = (&'static str, fn(&str) -> String, [(&'static str, bool); 3]);
    let links: [Case; 7] = [
        (
            "anyOf",
            |next| format!(r#"{{"anyOf":[{next},{{"type":"string"}}]}}"#),
            [("7", true), (r#""a""#, true), ("null", false)],
        ),
        (
            "oneOf",
            |next| format!(r#"{{"oneOf":[{next},{{"type":"string"}}]}}"#),
            [("7", true), (r#""a""#, false), ("null", false)],
        ),
        ("not", |next| format!(r#"{{"not":{next}}}"#), [("7", true), (r#""a""#, false), ("null", false)]),
        (
            "if",
            |next| format!(r#"{{"if":{{"minimum":0}},"then":{next}}}"#),
            [("7", true), ("-1", true), ("null", false)],
        ),
        ("allOf", |next| format!(r#"{{"allOf":[{next}],"minimum":0}}"#), [("7", true), ("-1", false), ("null", false)]),
        (
            "unevaluatedProperties",
            |next| format!(r#"{{"anyOf":[{next},true],"unevaluatedProperties":false}}"#),
            [("7", true), (r#""a""#, true), ("null", true)],
        ),
        (
            "anyOf with bounds",
            |next| format!(r#"{{"anyOf":[{{"allOf":[{next}],"maximum":9}},{{"allOf":[{next}],"minimum":9}}]}}"#),
            [("7", true), (r#""a""#, false), ("null", false)],
        ),
    ];
    links.into_iter().map(|(name, link, tests)| {
        let schema = row(if name.contains("bounds") { 18 } else { 80 }, r#"{"type":"integer"}"#, link);
        let tests = tests.into_iter().map(|(text, valid)| (text.to_owned(), valid)).collect();
        judged(&format!("{name} in {name}"), &schema, tests)
    })
}

/// All of them.
pub fn groups() -> impl Iterator<Item = Group> {
    long_rows().chain(circles()).chain(in_place())
}
