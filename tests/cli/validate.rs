//! `formwork validate`

use serde_json::json;

use super::{Place, schemas};

#[test]
fn a_valid_file_ends_with_0_and_the_summary() {
    let run = Place::with_login().judge(r#"{"user":"ada"}"#);
    assert_eq!(run.ends_with(0).out, "1 file: 1 valid, 0 invalid, 0 unreadable\n");
    assert_eq!(run.err, "");
}

#[test]
fn a_fault_shows_both_lines_with_marks() {
    let run = Place::with_login().judge("{\n  \"user\": \"\",\n  \"age\": -12\n}\n");
    let expected = "\
error[minLength]: shorter than 1 character
  --> in.json:2:11
   |
 2 |   \"user\": \"\",
   |           ^^
   |
  ::: login.schema.json:7:46
   |
 7 |     \"user\": { \"type\": \"string\", \"minLength\": 1 },
   |                                              ^
   = at /user, rule #/properties/user/minLength

error[minimum]: less than 0
  --> in.json:3:10
   |
 3 |   \"age\": •••
   |          ^^^
   |
  ::: login.schema.json:8:44
   |
 8 |     \"age\": { \"type\": \"integer\", \"minimum\": 0 }
   |                                            ^
   = at /age, rule #/properties/age/minimum

1 file: 0 valid, 1 invalid, 0 unreadable
";
    assert_eq!(run.ends_with(1).out, expected);
}

#[test]
fn a_missing_member_is_marked_at_the_bracket() {
    let run = Place::with_login().judge("{}");
    run.ends_with(1)
        .says("error[required]: the member \"user\" is missing\n  --> in.json:1:1\n   |\n 1 | {}\n   | ^\n");
    run.says("  ::: login.schema.json:5:15").says("= at the root, rule #/required");
}

#[test]
fn an_unknown_member_is_marked_at_its_name() {
    let place = Place::empty().file("s.json", r#"{ "additionalProperties": false }"#).file("in.json", r#"{"abc": 17}"#);
    let run = place.run("validate -s s.json in.json");
    run.ends_with(1).says("error[additionalProperties]").says(" 1 | {\"abc\": ••}\n   |  ^^^^^\n");
    run.says("  ::: s.json:1:27\n").says("   |                           ^^^^^\n");
}

#[test]
fn a_name_that_is_wrong_has_a_place() {
    let place = Place::empty().file("s.json", r#"{ "propertyNames": { "maxLength": 2 } }"#);
    let place = place.file("in.json", "{\n \"ok\": 1,\n \"abc\": 17 }");
    place
        .run("validate -s s.json in.json")
        .ends_with(1)
        .says("--> in.json:3:2")
        .says("at /abc, rule #/propertyNames/maxLength");
    let run = place.run("validate -s s.json in.json --format json");
    assert_eq!(run.json()["files"][0]["errors"][0]["line"], 3);
}

#[test]
fn values_are_masked_unless_they_are_asked_for() {
    let place = Place::with_login().file("in.json", r#"{"user":"eve","age":-7031,"flag":true}"#);
    let run = place.run("validate -s login.schema.json in.json");
    run.ends_with(1).says(r#" 1 | {"user":"•••","age":•••••,"flag":true}"#);
    assert!(!run.out.contains("eve") && !run.out.contains("7031"));
    let run = place.run("validate -s login.schema.json in.json --show-values");
    run.ends_with(1).says(r#" 1 | {"user":"eve","age":-7031,"flag":true}"#);
}

#[test]
fn marks_line_up_behind_tabs_and_wide_characters() {
    let run = Place::with_login().judge("{\t\"日本\": 1, \"user\": \"\"}");
    run.ends_with(1)
        .says("--> in.json:1:20\n")
        .says(" 1 | { \"日本\": •, \"user\": \"\"}\n   |                      ^^\n");
}

#[test]
fn a_long_line_is_cut_around_the_mark() {
    let filler = "1,".repeat(50_000);
    let run = Place::with_login().judge(format!("{{\"x\":[{filler}1],\"user\":\"\",\"y\":[{filler}1]}}"));
    run.ends_with(1).says("\"user\":\"\",\"y\"").says("in.json:1:100017");
    assert!(run.out.lines().all(|line| line.chars().count() < 115), "{}", run.out);
}

#[test]
fn text_that_could_steer_a_terminal_is_not_written() {
    let place = Place::empty().file("s.json", r#"{ "additionalProperties": false }"#);
    let place = place.file("in.json", "{\"a\\u001b[31m\u{202e}b\": 1}");
    let run = place.run("validate -s s.json in.json");
    run.ends_with(1).says("at /a·[31m·b");
    assert!(!run.out.contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn json_says_everything_but_values() {
    let place = Place::with_login().file("good.json", r#"{"user":"ada"}"#).file("none.json", "{\n]");
    let place = place.file("bad.json", "{\n \"user\": \"ada\", \"age\": -7031 }");
    let run = place.run("validate -s login.schema.json good.json bad.json none.json --format json --show-values");
    let expected = json!({
        "files": [
            { "file": "good.json", "valid": true, "verdict": "valid", "errors": [] },
            { "file": "bad.json", "valid": false, "verdict": "invalid", "errors": [{
                "instanceLocation": "/age", "keyword": "minimum", "keywordLocation": "#/properties/age/minimum",
                "severity": "error", "message": "less than 0",
                "line": 2, "column": 24, "offset": 25, "endLine": 2, "endColumn": 29, "endOffset": 30,
                "schema": {
                    "file": "login.schema.json", "pointer": "#/properties/age/minimum",
                    "line": 8, "column": 44, "endLine": 8, "endColumn": 45,
                },
                "alternatives": [],
            }] },
            { "file": "none.json", "valid": false, "verdict": "unreadable", "errors": [], "error": {
                "message": "a value or a name is missing before this bracket (JSON has no trailing commas)",
                "help": "remove the comma before it, or write what is missing",
                "line": 2, "column": 1,
            } },
        ],
        "counts": {
            "files": 3, "documents": 3, "valid": 1, "invalid": 1, "unreadable": 1, "warnings": 0, "skipped": 0,
        },
        "valid": false,
    });
    assert_eq!(run.ends_with(3).json(), expected);
    assert!(!run.out.contains("7031"));
    let run = place.run("validate -s login.schema.json good.json --format json");
    assert_eq!(run.ends_with(0).json()["valid"], true);
}

#[test]
fn json_stays_json_where_the_schema_does_not_compile() {
    let place = Place::empty().file("s.json", r#"{ "type": "strng" }"#).file("in.json", "1");
    let run = place.run("validate -s s.json in.json --format json");
    let json = run.ends_with(3).complains("error[unknown-type]").json();
    assert_eq!((&json["valid"], &json["files"]), (&json!(false), &json!([])));
    assert_eq!(json["diagnostics"][0]["code"], "unknown-type");
    let place =
        json!({ "file": "s.json", "pointer": "#/type", "line": 1, "column": 11, "endLine": 1, "endColumn": 18 });
    assert_eq!(json["diagnostics"][0]["schema"], place);
}

#[test]
fn standard_input_is_a_file_called_dash() {
    let place = Place::with_login();
    place.run_with("validate -s login.schema.json -", r#"{"user":"ada"}"#).ends_with(0);
    place.run_with("validate -s login.schema.json -", "{}").ends_with(1).says("--> <stdin>:1:1");
    let run = place.run_with("validate -s login.schema.json - --format json", "{}");
    assert_eq!(run.ends_with(1).json()["files"][0]["file"], "-");
}

#[test]
fn quiet_leaves_the_summary_out_and_the_findings_in() {
    let place = Place::with_login().file("good.json", r#"{"user":"ada"}"#).file("bad.json", "{}");
    place.run("validate -q -s login.schema.json good.json").ends_with(0).is_silent();
    let run = place.run("validate --quiet -s login.schema.json bad.json");
    run.ends_with(1).says("error[required]");
    assert!(!run.out.contains("1 file"));
}

#[test]
fn only_so_many_faults_are_shown_and_that_is_said() {
    let place = Place::empty().file("s.json", r#"{ "items": { "type": "string" } }"#);
    let place = place.file("in.json", format!("[{}0]", "0,".repeat(149)));
    let count = |arguments: &str| {
        let run = place.run(&format!("validate -s s.json in.json {arguments}"));
        run.ends_with(1);
        (run.out.matches("error[type]").count(), run.out.contains("stopped after"))
    };
    assert_eq!(count(""), (100, true));
    assert_eq!(count("--max-errors 1"), (1, true));
    assert_eq!(count("--max-errors 149"), (149, true));
    assert_eq!(count("--max-errors 150"), (150, false));
    assert_eq!(count("--max-errors 18446744073709551615"), (150, false));
    place.run("validate -s s.json in.json --max-errors 7").says("in.json: stopped after 7 errors");
    let json = place.run("validate -s s.json in.json --max-errors 7 --format json").json();
    assert_eq!(json["files"][0]["errors"].as_array().map(Vec::len), Some(7));
    assert_eq!(json["files"][0]["stopped"], true);
}

#[test]
fn so_many_faults_are_shown_of_a_whole_run_and_the_documents_with_more_are_counted() {
    let place = Place::empty().file("s.json", r#"{ "items": { "type": "string" } }"#);
    let place = place.file("in.ndjson", "[0,0]\n".repeat(1000) + "[\n[\n[\n").file("last.json", "[0");
    let run = place.run("validate -s s.json in.ndjson last.json --max-errors 5 --format concise");
    run.ends_with(3).says("(998 documents have more faults than are told, see --max-errors)");
    assert_eq!(run.out.matches("error[type]").count(), 5);
    // What decides how the run ends is not crowded out.
    assert_eq!(run.out.matches("error[unreadable]").count(), 4);
    assert_eq!(place.run("validate -s s.json in.ndjson --format concise").out.matches("error[type]").count(), 100);
    let quiet = place.run("validate -q -s s.json in.ndjson --max-errors 5 --format concise");
    quiet.says("998 documents have more faults than are told, see --max-errors");
    let github = place.run("validate -s s.json in.ndjson --max-errors 5 --format github");
    github.says("::notice::998 documents have more faults than are told, see --max-errors");
    // Programs are told of every document.
    let ndjson = place.run("validate -s s.json in.ndjson --max-errors 5 --format ndjson");
    assert_eq!(ndjson.out.matches(r#""keyword":"type""#).count(), 2000);
}

#[test]
fn more_than_a_thousand_faults_can_be_shown() {
    let place = Place::empty().file("s.json", r#"{ "items": { "type": "string" } }"#);
    let place = place.file("in.json", format!("[{}0]", "0,".repeat(1499)));
    let json = place.run("validate -s s.json in.json --max-errors 2000 --format json").json();
    assert_eq!(json["files"][0]["errors"].as_array().map(Vec::len), Some(1500));
}

#[test]
fn a_fragment_names_the_schema_to_judge_by() {
    let place = Place::empty().file("s.json", r#"{ "type": "null", "$defs": { "Token": { "type": "string" } } }"#);
    let place = place.file("in.json", "\"t\"").file("odd#name.json", r#"{ "type": "string" }"#);
    place.run("validate --schema s.json in.json").ends_with(1);
    place.run("validate --schema s.json#/$defs/Token in.json").ends_with(0);
    place.run("validate --schema s.json#/$defs/Tokn in.json").ends_with(3).complains("error[");
    place.run("validate --schema odd#name.json in.json").ends_with(0);
}

#[test]
fn the_draft_decides_where_the_schema_names_none() {
    let place = Place::empty().file("s.json", r#"{ "const": 1 }"#).file("in.json", "2");
    place.run("validate -s s.json in.json").ends_with(1);
    for draft in ["6", "7", "2019-09", "2020-12"] {
        place.run(&format!("validate -q --draft {draft} -s s.json in.json")).ends_with(1);
    }
    // `const` is no keyword of draft 4.
    place.run("validate -q --draft 4 -s s.json in.json").ends_with(0);
}

#[test]
fn format_asserts_if_it_is_told_to() {
    let place = Place::empty().file("in.json", "\"no date\"");
    let place = place.file("s.json", r#"{ "type": "string", "format": "date-time" }"#);
    place.run("validate -s s.json in.json").ends_with(0);
    place.run("validate -s s.json in.json --no-assert-format").ends_with(0);
    place.run("validate -s s.json in.json --assert-format").ends_with(1).says("error[format]");
    // The options file says what holds where the command line is silent.
    let place = place.file("s.options.json", r#"{ "assertFormat": true }"#);
    place.run("validate -s s.json in.json").ends_with(1);
    place.run("validate -s s.json in.json --no-assert-format").ends_with(0);
    let place = place.file("s.options.json", r#"{ "assertFormats": true }"#);
    place.run("validate -s s.json in.json").ends_with(3).complains("s.options.json");
    place.run("generate s.json").ends_with(3).complains("s.options.json");
}

#[test]
fn resources_stand_for_uris() {
    let place = Place::empty().file("in.json", "\"x\"").file("other.json", r#"{ "type": "integer" }"#);
    let place = place.file("s.json", r#"{ "$ref": "https://example.test/a/other.json" }"#);
    place.run("validate -s s.json in.json").ends_with(3).complains("--resource https://example.test/a/other.json=FILE");
    let run = place.run("validate -s s.json in.json --resource https://example.test/a/other.json=other.json");
    run.ends_with(1).says("::: other.json:1:11");
    let place = place.file("dir/a/other.json", r#"{ "type": "boolean" }"#);
    let run = place.run("validate -s s.json in.json --resource https://example.test/=dir/");
    run.ends_with(1).says("::: dir/a/other.json:1:11");
    place.run("generate s.json --resource https://example.test/=dir/").ends_with(0);
    let both = "--resource https://none.test/=none/ --resource https://example.test/=dir/";
    place.run(&format!("validate -s s.json in.json {both}")).ends_with(1);
    place
        .run("validate -s s.json in.json --resource https://example.test/=none/")
        .ends_with(3)
        .complains("missing-file");
}

#[test]
fn every_file_is_judged_and_the_gravest_end_wins() {
    let place = Place::with_login().file("good.json", r#"{"user":"ada"}"#).file("bad.json", "{}").file("none.json", "");
    place
        .run("validate -s login.schema.json good.json bad.json")
        .ends_with(1)
        .says("2 files: 1 valid, 1 invalid, 0 unre");
    let run = place.run("validate -s login.schema.json none.json bad.json good.json");
    run.ends_with(3)
        .says("--> none.json:1:1")
        .says("--> bad.json:1:1")
        .says("3 files: 1 valid, 1 invalid, 1 unreadable\n");
    place.run("validate -s login.schema.json bad.json none.json").ends_with(3);
}

#[test]
fn a_schema_may_be_called_by_an_absolute_path() {
    let schema = schemas().join("dotdo/session.schema.json");
    let file = schemas().join("dotdo/examples/valid/minimal.json");
    let place = Place::empty();
    super::run(place.command().arg("validate").arg("-s").arg(schema).arg(file), "").ends_with(0);
}
