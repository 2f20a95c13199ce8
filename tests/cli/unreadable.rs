//! Payloads that cannot be read are told like all others: with the line, without its values.

use serde_json::Value;

use super::Place;

const SCHEMA: &str = r#"{ "properties": { "user": { "type": "string" }, "pw": { "x-secret": true } } }"#;

fn judge(file: &str, text: impl AsRef<[u8]>) -> super::Run {
    let run =
        Place::empty().file("s.json", SCHEMA).file(file, text).run(&format!("validate -s s.json {file} --show-values"));
    run.ends_with(3);
    assert!(!run.out.contains("MARKER") && !run.err.contains("MARKER"), "{}", run.out);
    run
}

#[test]
fn a_doubled_name_is_told_with_both_places() {
    let run = judge("in.json", "{\n  \"user\": \"MARKER\",\n  \"age\": 12,\n  \"us\\u0065r\": \"MARKER\"\n}");
    let expected = "\
error[unreadable]: the object has a member of this name already: \"user\"
  --> in.json:4:3
   |
 4 |   \"us\\u0065r\"• ••••••••
   |   ^^^^^^^^^^^ help: readers disagree on which of the two counts: remove one
   |
  ::: in.json:2:3
   |
 2 |   \"user\": \"••••••\",
   |   ^^^^^^ it stands here first

1 file: 0 valid, 0 invalid, 1 unreadable
";
    assert_eq!(run.out, expected);
    let run = judge("in.ndjson", "{}\n{ \"user\": \"MARKER\", \"n\": 1, \"user\": \"MARKER\" }\n");
    run.says(" 2 | { \"user\": \"••••••\", \"n\": •, \"user\"• •••••••• •\n   |   ------ ")
        .says("|   it stands here first\n");
    let place = Place::empty().file("s.json", SCHEMA).file("in.json", r#"{"user": 1, "user": 2}"#);
    let run = place.run("validate -s s.json in.json --format json");
    let json: Value = serde_json::from_str(&run.ends_with(3).out).unwrap();
    let error = &json["files"][0]["error"];
    assert_eq!((&error["related"][0]["column"], &error["column"]), (&Value::from(2), &Value::from(13)));
    assert!(error["message"].as_str().unwrap().ends_with("\"user\"") && error["help"].is_string());
}

#[test]
fn a_name_in_a_secret_stays_one() {
    let run = judge("in.json", r#"{ "user": "a", "pw": { "MARKER": "x", "MARKER": 1 } }"#);
    run.says("already\n").says(" 1 | { \"user\": \"•\", \"pw\": { \"••••••\": \"•\", \"");
    judge("in.yaml", "pw:\n  MARKER: 1\n  MARKER: 2\n").says("already\n");
    judge("in.toml", "[pw]\nMARKER = 1\nMARKER = 2\n").says("duplicate key\n");
}

#[test]
fn every_notation_names_what_comes_twice() {
    for (file, text) in [
        ("in.yaml", "user: MARKER\nn: 1\nuser: MARKER\n"),
        ("in.toml", "user = 'MARKER'\nn = 1\nuser = 'MARKER'\n"),
        ("in.jsonc", "{ \"user\": \"MARKER\",\n\"n\": 1,\n\"user\": \"MARKER\" }"),
    ] {
        let place = Place::empty().file("s.json", "true").file(file, text);
        let run = place.run(&format!("validate -s s.json {file}"));
        run.ends_with(3).says(": \"user\"\n").says(&format!("--> {file}:3:1\n")).says("remove one");
        assert!(!run.out.contains("MARKER") && run.out.contains(" 3 | "), "{}", run.out);
        assert_eq!(run.out.contains("it stands here first"), file != "in.toml", "{}", run.out);
    }
}

#[test]
fn what_is_no_json_has_a_line_and_a_help() {
    let cases: [(&[u8], &str, &str, &str); 8] = [
        (
            b"\xef\xbb\xbf{ \"user\": \"MARKER\", \"pw\": 1 }",
            "byte order mark",
            " 1 | ·{ \"user\": \"••••••\", \"pw\": • }\n   | ^",
            "help: save the file as UTF-8 without byte order mark",
        ),
        (
            b"{ \"n\": 1, \"user\": \"ad\xff\xfeMARKER\" }",
            "not UTF-8",
            " 1 | { \"n\": •, \"user\": \"",
            "save the file as UTF-8",
        ),
        (
            b"{ \"n\": [1, 2,], \"user\": \"MARKER\" }",
            "before this bracket",
            " 1 | { \"n\": [•, •,]•",
            "remove the comma",
        ),
        (b"{ \"user\": 'MARKER' }", "no single quotes", " 1 | { \"user\": '•••••••", "write double quotes"),
        (
            b"{ \"user\": \"MARKER\" // x\n}",
            "no comments",
            " 1 | { \"user\": \"••••••\" /• •",
            "--instance-format jsonc",
        ),
        (
            b"{ \"user\": \"MARKER\" \"pw\": 1 }",
            "a comma or a colon is missing before this",
            " 1 | { \"user\": \"••••••\" \"",
            "^",
        ),
        (b"{ \"user\": \"MARKER\",", "ends in the middle", " 1 | { \"user\": \"••••••\",", "close what is open"),
        (b"{ \"user\": MARKER }", "not JSON", " 1 | { \"user\": •••••• •", "names and texts stand in double quotes"),
    ];
    for (text, message, line, help) in cases {
        judge("in.json", text).says(message).says(line).says(help);
    }
    // Nothing is known of what is secret where there is no schema.
    let place = Place::empty().file("in.json", "{ \"MARKER\": 1, \"MARKER\": 2 }");
    let run = place.run("validate in.json");
    assert!(!run.ends_with(3).out.contains("MARKER") && !run.out.contains('^'), "{}", run.out);
}
