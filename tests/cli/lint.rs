//! `formwork lint`: each rule on a schema that it is about, and on one that it must not be about.

use super::{Place, Run, command, run, schemas};

fn lint(schema: &str, more: &str) -> Run {
    Place::empty().file("a.schema.json", schema).run(&format!("lint a.schema.json --format concise {more}"))
}

/// For each rule: a schema that it finds, and one that it does not.
#[rustfmt::skip]
const RULES: [(&str, &str, &str); 22] = [
    ("contradiction", r#"{ "type": "string", "minLength": 5, "maxLength": 3 }"#, r#"{ "type": "string", "minLength": 3, "maxLength": 3 }"#),
    ("unsatisfiable", r#"{ "allOf": [{ "type": "string" }, { "type": "integer" }] }"#, r#"{ "allOf": [{ "type": "number" }, { "type": "integer" }] }"#),
    ("unsatisfiable", r#"{ "type": "string", "enum": [1, 2] }"#, r#"{ "type": "integer", "enum": [1, 2] }"#),
    ("required-forbidden", r#"{ "type": "object", "required": ["a"], "properties": { "a": false } }"#, r#"{ "type": "object", "required": ["a"], "properties": { "a": true } }"#),
    ("required-forbidden", r#"{ "type": "object", "required": ["b"], "properties": { "a": {} }, "additionalProperties": false }"#, r#"{ "type": "object", "required": ["b"], "patternProperties": { "b": {} }, "additionalProperties": false }"#),
    ("dead-value", r#"{ "type": "string", "enum": ["a", 1] }"#, r#"{ "type": ["string", "integer"], "enum": ["a", 1] }"#),
    ("dead-branch", r#"{ "type": "object", "anyOf": [{ "type": "string" }, { "required": ["a"] }] }"#, r#"{ "anyOf": [{ "type": "string" }, { "type": "object" }] }"#),
    ("duplicate-branch", r#"{ "anyOf": [{ "type": "string" }, { "type": "null" }, { "type": "string" }] }"#, r#"{ "anyOf": [{ "type": "string" }, { "type": "null" }] }"#),
    ("vacuous-branch", r#"{ "anyOf": [{ "type": "string" }, {}] }"#, r#"{ "anyOf": [{ "type": "string" }, { "type": "null" }] }"#),
    ("overlapping-branches", r#"{ "type": "object", "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] }"#,
     r#"{ "oneOf": [{ "required": ["a"], "properties": { "a": { "const": 1 } }, "type": "object" }, { "required": ["a"], "properties": { "a": { "const": 2 } }, "type": "object" }] }"#),
    ("unreachable-definition", r#"{ "type": "string", "$defs": { "Old": { "type": "null" } } }"#, r##"{ "$ref": "#/$defs/New", "$defs": { "New": { "type": "null" } } }"##),
    ("slow-pattern", r#"{ "type": "string", "pattern": "^(?!a)b$" }"#, r#"{ "type": "string", "pattern": "^[b-z]+$" }"#),
    ("half-anchored-pattern", r#"{ "type": "string", "pattern": "^a|b$" }"#, r#"{ "type": "string", "pattern": "^(a|b)$|^$" }"#),
    ("unmarked-secret", r#"{ "type": "object", "properties": { "apiKey": { "type": "string" } } }"#, r#"{ "type": "object", "properties": { "apiKey": { "type": "string", "x-secret": true }, "token": { "type": "string", "x-secret": false } } }"#),
    ("time-without-unit", r#"{ "type": "object", "properties": { "createdAt": { "type": "integer" } } }"#, r#"{ "type": "object", "properties": { "createdAt": { "type": "integer", "description": "In seconds." }, "ttlMs": { "type": "integer" }, "updatedAt": { "type": "string" } } }"#),
    ("format-not-asserted", r#"{ "type": "string", "format": "uuid" }"#, r#"{ "x-format-assertion": true, "type": "string", "format": "uuid" }"#),
    ("no-effect", r#"{ "type": "integer", "maxLength": 3 }"#, r#"{ "type": ["integer", "string"], "maxLength": 3 }"#),
    ("no-effect", r#"{ "then": { "type": "string" } }"#, r#"{ "if": { "type": "string" }, "then": { "minLength": 1 } }"#),
    ("no-effect", r#"{ "if": { "required": ["a"] } }"#, r#"{ "if": { "required": ["a"] }, "unevaluatedProperties": { "type": "string" } }"#),
    ("no-effect", r#"{ "type": "array", "maxContains": 2 }"#, r#"{ "type": "array", "contains": { "type": "string" }, "maxContains": 2 }"#),
    ("duplicate-value", r#"{ "enum": ["a", "b", "a"] }"#, r#"{ "enum": ["a", "b", 1] }"#),
    ("unsatisfiable", r#"{ "type": "array", "const": {} }"#, r#"{ "type": "object", "const": {} }"#),
];

#[test]
fn each_rule_finds_what_it_is_about_and_nothing_else() {
    for (rule, found, not_found) in RULES {
        let run = lint(found, "");
        assert!(run.ends_with(1).out.contains(&format!("[lint::{rule}]")), "{rule}: {}", run.out);
        assert!(run.out.starts_with("a.schema.json:1:"), "{rule}: {}", run.out);
        let run = lint(not_found, "");
        assert_eq!(run.ends_with(0).out, "1 file: 1 clean, 0 with findings, 0 unreadable\n", "{rule}");
        Place::empty().run(&format!("explain lint::{rule}")).ends_with(0).says(rule);
    }
}

#[test]
fn rules_that_have_to_be_asked_for_are_silent_otherwise() {
    let members = r#"{ "type": "object", "properties": { "x": {}, "y": {}, "z": {} } }"#;
    for (rule, schema) in [
        ("unanchored-pattern", r#"{ "type": "string", "pattern": "a" }"#.to_owned()),
        ("redundant-keyword", r#"{ "type": "string", "minLength": 0 }"#.to_owned()),
        ("duplicate-schema", format!(r#"{{ "type": "object", "properties": {{ "a": {members}, "b": {members} }} }}"#)),
    ] {
        lint(&schema, "").ends_with(0);
        lint(&schema, &format!("--select lint::{rule}")).ends_with(1).says(rule);
        lint(&schema, "--select all").ends_with(1).says(rule);
        lint(&schema, &format!("--select all --ignore {rule}")).ends_with(0);
    }
}

#[test]
fn an_overlap_is_shown_by_a_value() {
    let run = lint(r#"{ "type": "object", "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] }"#, "");
    run.says(r#"the alternatives 0 and 1 overlap: {"a":"#);
}

#[test]
fn a_fix_changes_no_other_byte() {
    let schema = "{\n  \"enum\": [ \"a\",\"b\" , \"a\",\n    1.0, 1 ],\n\t\"minLength\":0,  \"title\": \"\\u0041\"\n}";
    let place = Place::empty().file("a.schema.json", schema);
    place.run("lint a.schema.json --fix --select all").ends_with(0).complains("mended 3 places");
    let expected = "{\n  \"enum\": [ \"a\",\"b\",\n    1.0 ],  \"title\": \"\\u0041\"\n}";
    assert_eq!(place.read("a.schema.json"), expected);
    place.run("lint a.schema.json --fix --select all").ends_with(0);
    assert_eq!(place.read("a.schema.json"), expected);
}

#[test]
fn definitions_are_used_by_other_schemas_modules_and_examples() {
    let place = Place::empty()
        .file("a.schema.json", r#"{ "type": "string", "$defs": { "B": {}, "C": {}, "D": {}, "E": {} } }"#)
        .file("b.schema.json", r#"{ "$ref": "a.schema.json#/$defs/B" }"#)
        .file("examples/valid/x.json", "1")
        .file("examples/expected.json", r##"{ "valid": { "x.json": { "at": "#/$defs/C" } } }"##)
        .file("formwork.toml", "[schemas]\ninclude = [\"*.schema.json\"]\n[generate.d]\nschema = \"a.schema.json#/$defs/D\"\nout = \"d.rs\"\n");
    let run = place.run("lint --format concise");
    run.ends_with(1).says("definition \"E\"");
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
}

#[test]
fn the_configuration_chooses_rules() {
    let place = Place::empty().file("a.schema.json", r#"{ "type": "string", "format": "uuid", "pattern": "a" }"#);
    let config = |lint: &str| format!("[schemas]\ninclude = [\"a.schema.json\"]\n[lint]\n{lint}\n");
    let place =
        place.file("formwork.toml", config("select = [\"unanchored-pattern\"]\nignore = [\"format-not-asserted\"]"));
    let run = place.run("lint");
    run.ends_with(1).says("unanchored-pattern");
    assert!(!run.out.contains("format-not-asserted"));
    let place = place.file("formwork.toml", config("select = [\"unanchord-pattern\", 1]\nselct = []"));
    place
        .run("lint")
        .ends_with(2)
        .complains("formwork.toml:4:11")
        .complains("did you mean \"unanchored-pattern\"?")
        .complains("`selct`");
    place.run("lint --config none.toml").ends_with(2);
}

#[test]
fn what_does_not_compile_has_no_verdict_and_the_rest_is_judged() {
    let place = Place::with_login().file("bad.schema.json", r#"{ "type": "strng" }"#).file("odd.schema.json", "{");
    let run = place.run("lint .");
    run.ends_with(3)
        .says("error[unknown-type]")
        .says("odd.schema.json")
        .says("3 files: 1 clean, 0 with findings, 2 unreadable");
    place.run("lint none.schema.json").ends_with(3).says("missing-file");
    place.run("lint login.schema.json --select nothing").ends_with(2).complains("there is no rule");
}

#[test]
fn the_vendors_schemas_are_clean_but_for_what_is_not_ours() {
    let run = run(command(&schemas()).args(["lint", ".", "--format", "concise"]), "");
    assert_eq!(run.ends_with(1).out.lines().count(), 2, "{}", run.out);
    run.says("supertokens/session.schema.json:74:50: warning[lint::format-not-asserted]");
}

#[test]
fn every_form_of_report_says_it() {
    let place = Place::empty().file("a.schema.json", r#"{ "type": "integer", "maxLength": 3 }"#);
    for format in ["text", "json", "ndjson", "github", "gitlab", "junit", "sarif"] {
        place.run(&format!("lint a.schema.json --format {format}")).ends_with(1).says("no-effect");
    }
    let junit = place.run("lint a.schema.json --format junit").out;
    let junit = roxmltree::Document::parse(&junit).unwrap();
    assert!(junit.descendants().any(|node| node.has_tag_name("failure")));
}
