//! Which alternative of `oneOf` and `anyOf` is told of.

use super::Place;

/// Alternatives that a tag tells apart.
const AUTH: &str = r##"{
  "$defs": {
    "Password": {
      "type": "object", "required": ["kind", "lastChanged"], "additionalProperties": false,
      "properties": { "kind": { "const": "password" }, "lastChanged": { "type": "integer" } }
    },
    "OAuth": {
      "type": "object", "required": ["kind", "provider"], "additionalProperties": false,
      "properties": { "kind": { "const": "oauth" }, "provider": { "enum": ["github", "google"] }, "since": { "type": "integer" } }
    }
  },
  "properties": { "auth": { "oneOf": [{ "$ref": "#/$defs/Password" }, { "$ref": "#/$defs/OAuth" }] } }
}
"##;

fn auth(text: &str) -> Place {
    Place::empty().file("s.json", AUTH).file("in.json", text)
}

#[test]
fn a_tag_says_which_one_is_meant() {
    let run = auth(r#"{ "auth": { "kind": "oauth", "provider": "gihub" } }"#).run("validate -s s.json in.json");
    let expected = "\
error[enum]: is not one of \"github\", \"google\"
  --> in.json:1:42
   |
 1 | { \"auth\": { \"kind\": \"•••••\", \"provider\": \"•••••\" } }
   |                     -------              ^^^^^^^ help: did you mean \"github\"?
   |                     selects OAuth of oneOf
   |
  ::: s.json:9:75
   |
 9 | …{ \"const\": \"oauth\" }, \"provider\": { \"enum\": [\"github\", \"google\"] }, \"since\": { \"type\": \"integer\" } }
   |                                              ^^^^^^^^^^^^^^^^^^^^
   = at /auth/provider, rule #/$defs/OAuth/properties/provider/enum
   = note: /auth is judged by OAuth (oneOf/1), as /auth/kind says; the other one is not shown, see --all-branches

1 file: 0 valid, 1 invalid, 0 unreadable
";
    assert_eq!(run.ends_with(1).out, expected);
}

#[test]
fn all_faults_of_the_one_that_is_meant_are_findings() {
    let text = r#"{ "auth": { "kind": "oauth", "since": "x", "provder": "github" } }"#;
    let run = auth(text).run("validate -s s.json in.json --format concise");
    let expected = "\
in.json:1:11: error[required] /auth: the member \"provider\" is missing (s.json:8:37)
in.json:1:39: error[type] /auth/since: expected integer, found string (s.json:9:118)
in.json:1:44: error[additionalProperties] /auth/provder: the schema allows no member of this name (did you mean \"provider\"?) (s.json:8:83)
1 file: 0 valid, 1 invalid, 0 unreadable
";
    assert_eq!(run.ends_with(1).out, expected);
}

#[test]
fn a_tag_that_no_alternative_has_is_the_fault() {
    let run = auth(r#"{ "auth": { "kind": "oatuh", "provider": "github" } }"#).run("validate -s s.json in.json");
    run.ends_with(1)
        .says("error[oneOf]: \"kind\", which tells the alternatives apart, is not one of \"oauth\", \"password\"\n")
        .says("--> in.json:1:21")
        .says("^^^^^^^ help: did you mean \"oauth\"?")
        .says("= at /auth/kind, rule #/properties/auth/oneOf");
    assert_eq!(run.out.matches("error[").count(), 1);
    let run = auth(r#"{ "auth": { "provider": "github" } }"#).run("validate -s s.json in.json");
    run.ends_with(1)
        .says("the member \"kind\" is missing, which tells the alternatives apart")
        .says("it is one of \"oauth\", \"password\"")
        .says("--> in.json:1:11");
}

#[test]
fn a_kind_that_no_alternative_has_is_the_fault() {
    let run = auth(r#"{ "auth": [] }"#).run("validate -s s.json in.json");
    run.ends_with(1).says("error[oneOf]: expected object, found array\n");
    assert_eq!(run.out.matches("error[").count(), 1);
}

#[test]
fn the_only_one_for_the_kind_is_meant() {
    let schema = r#"{ "anyOf": [
        { "type": "string" },
        { "type": "object", "properties": { "n": { "type": "integer", "maximum": 5 } } },
        { "type": "array" } ] }"#;
    let place = Place::empty().file("s.json", schema).file("in.json", r#"{"n": 77}"#);
    let run = place.run("validate -s s.json in.json");
    run.ends_with(1)
        .says("error[maximum]: more than 5\n  --> in.json:1:7\n")
        .says("rule #/anyOf/1/properties/n/maximum");
    run.says(
        "note: the root is judged by alternative 1 (anyOf/1), the only one for objects; the 2 others are not shown",
    );
    let json = place.run("validate -s s.json in.json --format json").json();
    assert_eq!(json["files"][0]["errors"][0]["keyword"], "maximum");
}

/// Alternatives that nothing tells apart.
const SHAPES: &str = r#"{ "anyOf": [
  { "title": "Circle", "properties": { "r": { "type": "integer" }, "n": { "type": "integer" }, "m": { "type": "integer" } } },
  { "title": "Square", "properties": { "r": { "type": "boolean" } } },
  { "title": "Nested", "properties": { "s": { "properties": { "t": { "type": "integer" } } } } } ] }"#;

#[test]
fn where_nobody_knows_the_nearest_is_shown_within_the_choice() {
    let place = Place::empty().file("s.json", SHAPES);
    let place = place.file("in.json", r#"{"r": "x", "n": "x", "m": "x", "s": {"t": "x"}}"#);
    let run = place.run("validate -s s.json in.json");
    // Square and Nested have one fault each; that of Nested lies deeper.
    run.ends_with(1)
        .says("error[anyOf]: fulfils none of the alternatives\n")
        .says("   = Nested is nearest, the 2 others are not shown, see --all-branches:\n     error[type]: expected integer, found string\n")
        .says("       --> in.json:1:43\n");
    assert_eq!(run.out.matches("error[type]").count(), 1);
    let run = place.run("validate -s s.json in.json --format concise");
    run.says("error[anyOf]: fulfils none of the alternatives; nearest: /s/t expected integer, found string (s.json:1:");
    let json = place.run("validate -s s.json in.json --format json").json();
    let fault = &json["files"][0]["errors"][0];
    let counts: Vec<_> = (0..3).map(|index| fault["alternatives"][index].as_array().unwrap().len()).collect();
    assert_eq!((counts, &fault["nearest"]), (vec![3, 1, 1], &2.into()));
}

#[test]
fn all_branches_are_shown_if_they_are_asked_for() {
    let place = Place::empty().file("s.json", SHAPES);
    let place = place.file("in.json", r#"{"r": "x", "n": "x", "m": "x", "s": {"t": "x"}}"#);
    let run = place.run("validate -s s.json in.json --all-branches");
    run.ends_with(1).says("= Circle finds 3 errors:").says("= Square finds 1 error:").says("= Nested finds 1 error:");
    assert_eq!(run.out.matches("error[type]").count(), 5);
    // Those that a tag rules out are asked as well.
    let place = auth(r#"{ "auth": { "kind": "oauth", "provider": "gihub" } }"#);
    let run = place.run("validate -s s.json in.json --all-branches");
    run.ends_with(1).says("= Password finds 3 errors:").says("= OAuth finds 1 error:");
    run.says("error[const]: is not \"password\"").says("error[enum]: is not one of \"github\", \"google\"");
}

#[test]
fn a_choice_within_a_choice_is_made_as_well() {
    let schema = r#"{ "oneOf": [
        { "type": "array", "items": { "oneOf": [{ "type": "integer", "maximum": 3 }, { "type": "null" }] } },
        { "type": "boolean" } ] }"#;
    let place = Place::empty().file("s.json", schema).file("in.json", "[1, 7]");
    let run = place.run("validate -s s.json in.json");
    run.ends_with(1).says("error[maximum]: more than 3\n  --> in.json:1:5");
    run.says("note: the root is judged by alternative 0 (oneOf/0), the only one for arrays");
    run.says("note: /1 is judged by alternative 0 (oneOf/0), the only one for numbers");
}

#[test]
fn more_than_one_that_fits_stays_a_fault_of_its_own() {
    let place = Place::empty().file("s.json", r#"{ "oneOf": [{ "minimum": 1 }, { "maximum": 9 }] }"#);
    place
        .file("in.json", "5")
        .run("validate -s s.json in.json")
        .ends_with(1)
        .says("fulfils more than one alternative: 0 and 1");
}

#[test]
fn a_secret_gets_no_suggestion() {
    let schema = r#"{ "properties": {
        "a": { "x-secret": true, "enum": ["hunter1", "hunter2"] }, "b": { "enum": ["hunter1", "hunter2"] } } }"#;
    let place = Place::empty().file("s.json", schema).file("in.json", r#"{"a": "huntr2", "b": "huntr2"}"#);
    let run = place.run("validate -s s.json in.json --show-values");
    run.ends_with(1).says("--> in.json:1:7");
    assert_eq!(run.out.matches("did you mean \"hunter2\"?").count(), 1, "{}", run.out);
    assert_eq!(run.out.matches("\"huntr2\"").count(), 2, "{}", run.out);
}

#[test]
fn places_are_found_however_far_apart() {
    let fill = "x".repeat(5000);
    let text = format!("{{ \"auth\": {{ \"provider\": \"{fill}\",\n \"fill\": \"{fill}\",\n \"kind\": \"oatuh\" }} }}");
    auth(&text)
        .run("validate -s s.json in.json --format concise")
        .ends_with(1)
        .says("in.json:3:10: error[oneOf] /auth/kind: ");
    let text = text.replace("oatuh", "oauth");
    auth(&text)
        .run("validate -s s.json in.json --format json")
        .ends_with(1)
        .says("\"pointer\":\"/auth/kind\",\"line\":3");
    let json = auth(&text).run("validate -s s.json in.json --format json --all-branches").json();
    // Password was ruled out by the tag and is asked all the same.
    let causes = json["files"][0]["errors"][0]["alternatives"][0].as_array().unwrap();
    let of_kind = causes.iter().find(|cause| cause["instanceLocation"] == "/auth/kind").unwrap();
    assert_eq!((&of_kind["keyword"], &of_kind["line"], &of_kind["column"]), (&"const".into(), &3.into(), &10.into()));
}

#[test]
fn a_constant_that_is_no_text_tells_alternatives_apart_as_well() {
    let schema = r#"{ "oneOf": [
        { "title": "One", "properties": { "v": { "const": 1 }, "a": { "type": "string" }, "b": { "type": "string" } } },
        { "title": "Two", "properties": { "v": { "const": 2 } }, "required": ["z"] } ] }"#;
    let place = Place::empty().file("s.json", schema);
    // Two has as many faults as One, and one of them is the constant.
    let run = place.file("in.json", r#"{"v": 1, "a": 1, "b": 2}"#).run("validate -s s.json in.json");
    run.ends_with(1).says("= One is nearest, the other one is not shown");
    assert_eq!(run.out.matches("error[type]").count(), 2);
}

#[test]
fn the_only_one_that_does_without_a_tag_is_meant_where_there_is_none() {
    let schema = r#"{ "oneOf": [
        { "title": "Plain", "type": "object", "properties": { "kind": { "const": "plain" }, "n": { "type": "integer" } } },
        { "title": "Other", "type": "object", "required": ["kind"], "properties": { "kind": { "const": "other" } } } ] }"#;
    let place = Place::empty().file("s.json", schema).file("in.json", r#"{"n": "x"}"#);
    let run = place.run("validate -s s.json in.json");
    run.ends_with(1).says("error[type]: expected integer, found string");
    run.says("note: the root is judged by Plain (oneOf/0), the only one for objects without \"kind\"; the other one");
}
