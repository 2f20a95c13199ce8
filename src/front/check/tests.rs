//! The table of keywords against the official meta-schemas.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jsonschema::Validator;
use serde_json::Value;

use crate::front::dialect::{Dialect, KEYWORDS};
use crate::front::fetch::fetch;
use crate::front::{Draft, Options, Source, read};

/// Values of each shape that some keyword wants, and of those that none wants.
const VALUES: [&str; 62] = [
    "null",
    "true",
    "false",
    "0",
    "-0.0",
    "-1",
    "1",
    "1.0",
    "1.5",
    "1e2",
    r#""""#,
    r#""x""#,
    r#""é""#,
    r#""a b""#,
    r#""_a""#,
    r#""a:b""#,
    r#""-a""#,
    r#""a-b.c_d1""#,
    r#""1a""#,
    r#""(""#,
    r##""#""##,
    r##""#x""##,
    r##""#/a""##,
    r#""%""#,
    r#""http://[""#,
    r#""https://example.com/a""#,
    r#""https://example.com/a#""#,
    r#""https://example.com/a#b""#,
    r#""string""#,
    r#""String""#,
    "[]",
    "[null]",
    "[true]",
    "[0]",
    "[[]]",
    "[{}]",
    "[{}, {}]",
    r#"[{ "type": 0 }]"#,
    r#"["x"]"#,
    r#"["x", "x"]"#,
    r#"["x", 0]"#,
    r#"["string"]"#,
    r#"["string", "null"]"#,
    r#"["null", "null"]"#,
    r#"["null", 0]"#,
    "{}",
    r#"{ "type": 0 }"#,
    r#"{ "a": null }"#,
    r#"{ "a": true }"#,
    r#"{ "a": 0 }"#,
    r#"{ "a": "x" }"#,
    r#"{ "a": {} }"#,
    r#"{ "a": { "type": 0 } }"#,
    r#"{ "a": [] }"#,
    r#"{ "a": [0] }"#,
    r#"{ "a": [{}] }"#,
    r#"{ "a": ["x"] }"#,
    r#"{ "a": ["x", "x"] }"#,
    r#"{ "(": {} }"#,
    r#"{ "(": 0 }"#,
    r#"{ "https://example.com/a": true }"#,
    r#"{ "https://example.com/a": 0 }"#,
];

/// What is wrong with where a name leads: no meta-schema can know that.
const LEADS_NOWHERE: [&str; 4] = ["endless-reference", "unknown-draft", "unknown-resource", "unresolved-reference"];

fn meta_schema(uri: &str) -> Value {
    let text = fetch(uri, &Source::from_text("", ""), None, &[], &mut Vec::new()).unwrap().source.text;
    serde_json::from_str(&text).unwrap()
}

/// The keywords that a draft's meta-schema describes, in itself or in one of its vocabularies.
fn described(draft: Draft) -> BTreeSet<String> {
    let uri = draft.uri().trim_end_matches('#');
    let root = meta_schema(uri);
    let vocabularies = root["allOf"].as_array().into_iter().flatten();
    let beside = |part: &Value| uri.replace("/schema", &format!("/{}", part["$ref"].as_str().unwrap()));
    let parts: Vec<Value> = vocabularies.map(|part| meta_schema(&beside(part))).chain([root.clone()]).collect();
    parts.iter().flat_map(|part| part["properties"].as_object().unwrap().keys().cloned()).collect()
}

/// A validator of schemas; the formats of names and patterns count, since the specification says so in words.
fn official(draft: Draft) -> Validator {
    let meta_schema = meta_schema(draft.uri().trim_end_matches('#'));
    jsonschema::options().should_validate_formats(true).build(&meta_schema).unwrap()
}

/// Where the front end is meant to say no and the meta-schema says yes.
fn is_stricter(draft: Draft, keyword: &str, value: &Value) -> bool {
    match keyword {
        // Draft 4 leaves `$ref` to the draft of JSON Reference, and what is a URI or a pattern to its prose.
        "$ref" => draft == Draft::Draft4,
        "id" => draft == Draft::Draft4 && value.is_string(),
        "patternProperties" => draft == Draft::Draft4 && value.get("(").is_some(),
        // Section 8.2.4.2.1 of the core of 2019-09 defines no other value.
        "$recursiveRef" => draft == Draft::Draft201909 && value != "#",
        _ => keyword.starts_with("x-"),
    }
}

#[test]
fn every_row_is_described_and_every_description_has_a_row() {
    for draft in Draft::ALL {
        let dialect = Dialect::of(draft);
        let rows = KEYWORDS.iter().map(|row| row.name).filter(|name| dialect.keyword(name).is_some());
        let rows: BTreeSet<_> = rows.filter(|name| !name.starts_with("x-")).map(str::to_owned).collect();
        let mut described = described(draft);
        described.retain(|name| dialect.former(name).is_none());
        described.extend((draft == Draft::Draft4).then(|| "$ref".to_owned()));
        assert_eq!(rows, described, "draft {draft}");
    }
}

/// Each keyword of any draft in each draft, with every value, alone and beside what draft 4 wants beside it.
///
/// The meta-schemas are the copies of the `referencing` crate. In drafts 4 to 7 those let an `enum` be empty or say a
/// value twice, which the published ones forbid; it is a warning here.
#[test]
fn values_are_rejected_where_the_meta_schemas_reject_them() {
    let rows = KEYWORDS.iter().map(|row| row.name.to_owned());
    let names: BTreeSet<String> = Draft::ALL.into_iter().flat_map(described).chain(rows).collect();
    let (mut failures, mut compared) = (String::new(), 0);
    for draft in Draft::ALL {
        let official = official(draft);
        let pairs = names.iter().flat_map(|name| VALUES.map(|value| (name, value)));
        for (name, value) in pairs {
            // In draft 4 an exclusive bound wants a bound beside it, and says nothing alone.
            for beside in ["", r#""minimum": 0, "maximum": 0, "#].iter().filter(|text| !text.contains(name.as_str())) {
                let text = format!("{{ {beside}{name:?}: {value} }}");
                let schema: Value = serde_json::from_str(&text).unwrap();
                let options = Options { draft: Some(draft), ..Options::default() };
                let found = read(&Source::from_text("schema.json", text.as_str()), "", &options, &mut Vec::new()).err();
                let found = found.unwrap_or_default();
                let errors: BTreeSet<_> = found.iter().filter(|one| one.is_error()).map(|one| one.code).collect();
                let (ours, theirs) = (errors.is_empty(), official.is_valid(&schema));
                compared += 1;
                let is_meant = !ours
                    && (errors.iter().all(|code| LEADS_NOWHERE.contains(code))
                        || is_stricter(draft, name, &schema[name]));
                if ours != theirs && !(theirs && is_meant) {
                    let verdict = if theirs { "valid" } else { "not valid" };
                    writeln!(failures, "draft {draft}, {text}: {verdict} by the meta-schema, here {errors:?}").unwrap();
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(compared > 30_000, "only {compared} comparisons");
}
