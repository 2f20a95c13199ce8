//! Files with a document a line.

use std::io::{BufRead, BufReader, Write};

use serde_json::json;

use super::Place;

const LINES: &str = "{\"user\":\"a\"}\n\n{\"user\":\"\"}\r\n   \n{oops\n{}\n{\"user\":\"b\"}";

#[test]
fn a_name_or_a_flag_makes_each_line_a_document() {
    let place = Place::with_login().file("a.ndjson", "{\"user\":\"a\"}\n{\"user\":\"b\"}\n");
    let place = place.file("b.JSONL", "{\"user\":\"a\"}").file("c.json", "{\"user\":\"a\"}\n{\"user\":\"b\"}\n");
    place.run("validate -s login.schema.json a.ndjson b.JSONL").ends_with(0).says("2 files, 3 documents: 3 valid");
    place.run("validate -s login.schema.json c.json").ends_with(3);
    place.run("validate -s login.schema.json c.json --ndjson").ends_with(0).says("1 file, 2 documents: 2 valid");
    place.run_with("validate -s login.schema.json --ndjson -", LINES).ends_with(3);
}

#[test]
fn positions_are_those_of_the_file() {
    let place = Place::with_login().file("a.ndjson", LINES);
    let run = place.run("validate -s login.schema.json a.ndjson");
    run.ends_with(3)
        .says("error[minLength]: shorter than 1 character\n  --> a.ndjson:3:9\n   |\n 3 | {\"user\":\"\"}\n");
    run.says("= at /user, rule").says("error[unreadable]").says("--> a.ndjson:5:2").says("--> a.ndjson:6:1");
    run.says("1 file, 5 documents: 2 valid, 2 invalid, 1 unreadable");
}

#[test]
fn json_lists_the_records_that_are_not_valid() {
    let place = Place::with_login().file("a.ndjson", LINES);
    let json = place.run("validate -s login.schema.json a.ndjson --format json").json();
    let records: Vec<_> = json["files"].as_array().unwrap().iter().map(|entry| &entry["record"]).collect();
    assert_eq!(records, [3, 5, 6]);
    let fault = &json["files"][0]["errors"][0];
    let at = LINES.find("\"\"").unwrap();
    assert_eq!((&fault["line"], &fault["column"], &fault["offset"]), (&json!(3), &json!(9), &json!(at)));
    assert_eq!(json["files"][1]["error"]["line"], 5);
    let counts = json!({
        "files": 1, "documents": 5, "valid": 2, "invalid": 2, "unreadable": 1, "warnings": 0, "skipped": 0,
    });
    assert_eq!(json["counts"], counts);
    assert_eq!(json["valid"], false);

    let place = place.file("b.ndjson", "{\"user\":\"a\"}\n");
    let json = place.run("validate -s login.schema.json b.ndjson --format json").json();
    assert_eq!((&json["files"], &json["valid"]), (&json!([]), &json!(true)));
}

#[test]
fn a_file_without_a_record_is_no_verdict() {
    let place = Place::with_login().file("a.ndjson", "\n \n");
    place.run("validate -s login.schema.json a.ndjson").ends_with(3).says("there is no record in it\n  --> a.ndjson");
    place.run("validate -s login.schema.json none.ndjson").ends_with(3).says("there is no such file");
}

#[test]
fn a_record_is_judged_before_the_next_one_comes() {
    let place = Place::with_login();
    let arguments = ["validate", "-s", "login.schema.json", "--ndjson", "-"];
    let mut child = place.command().args(arguments).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    input.write_all(b"{\"user\":\"a\"}\n{}\n").unwrap();
    // Were the whole input read first, nothing would come and this test would not end.
    assert_eq!(output.next().unwrap().unwrap(), "error[required]: the member \"user\" is missing");
    input.write_all(b"{\"user\":\"\"}\n").unwrap();
    drop(input);
    assert!(output.any(|line| line.unwrap().contains("<stdin>:3:9")));
    assert_eq!(child.wait().unwrap().code(), Some(1));
}
