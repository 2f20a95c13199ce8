//! What has no verdict: everything ends with 3, and says why and where.

use super::{Place, Run};

fn judged(text: impl AsRef<[u8]>) -> Run {
    Place::with_login().judge(text)
}

fn compiled(schema: impl AsRef<[u8]>) -> Run {
    let place = Place::empty().file("s.json", schema).file("in.json", "1");
    let run = place.run("validate -s s.json in.json");
    assert_eq!(run.out, "");
    place.run("generate s.json").ends_with(3).complains(&run.err);
    run
}

#[test]
fn an_instance_that_is_missing() {
    let place = Place::with_login();
    place.run("validate -s login.schema.json none.json").ends_with(3).says("there is no such file\n  --> none.json\n");
}

#[test]
fn a_directory_without_an_instance() {
    let place = Place::with_login().file("dir/x.txt", "{}").file("dir.ndjson/.hidden.json", "{}");
    for name in ["dir", "dir.ndjson"] {
        let run = place.run(&format!("validate -s login.schema.json {name}"));
        run.ends_with(3).says("there is no payload in this directory").says(&format!("--> {name}\n"));
    }
}

#[test]
fn an_instance_that_is_empty() {
    judged("").ends_with(3).says("error[unreadable]: the text is empty\n  --> in.json:1:1");
    judged(" \n").ends_with(3).says("the text is empty");
}

#[test]
fn an_instance_that_is_not_json() {
    judged("{\n  'user': 1}").ends_with(3).says("JSON has no single quotes\n  --> in.json:2:3");
    judged("user: ada").ends_with(3).says("--> in.json:1:1");
}

#[test]
fn an_instance_with_a_byte_order_mark() {
    judged("\u{feff}{\"user\":\"a\"}").ends_with(3).says("byte order mark").says("--> in.json:1:1");
}

#[test]
fn an_instance_that_is_not_utf_8() {
    judged(b"{\"user\":\"\xff\"}").ends_with(3).says("not UTF-8").says("--> in.json:1:10");
}

#[test]
fn an_instance_that_names_a_member_twice() {
    judged(r#"{"user":"a","user":"b"}"#)
        .ends_with(3)
        .says("has a member of this name already")
        .says("--> in.json:1:13");
}

#[test]
fn an_instance_with_something_behind_it() {
    judged("{\"user\":\"a\"}\n{}").ends_with(3).says("the text goes on\n  --> in.json:2:1");
}

#[test]
fn an_instance_that_nests_too_deep() {
    judged("[".repeat(100_000)).ends_with(3).says("nest more than 128 deep");
    let deep = format!("{{\"user\":\"a\",\"x\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    judged(deep).ends_with(3).says("nest more than 128 deep");
    let allowed = format!("{{\"user\":\"\",\"x\":{}1{}}}", "[".repeat(127), "]".repeat(127));
    judged(allowed).ends_with(1).says("error[minLength]");
}

#[test]
fn a_text_that_is_not_json_is_never_quoted() {
    let run = judged("{\"user\": \"MARKER\", oops MARKER}");
    run.ends_with(3);
    assert!(!run.out.contains("MARKER") && !run.err.contains("MARKER"));
}

#[test]
fn a_schema_that_is_missing_or_a_directory() {
    let place = Place::empty().file("in.json", "1").file("dir/x", "");
    place.run("validate -s none.json in.json").ends_with(3).complains("error[missing-file]");
    place.run("validate -s dir in.json").ends_with(3).complains("error[not-a-file]");
    place.run("generate none.json").ends_with(3).complains("error[missing-file]");
    place.run("generate dir -o out/").ends_with(3).complains("error[not-a-file]");
}

#[test]
fn a_schema_with_a_reference_to_nothing() {
    let run = compiled("{\n  \"$ref\": \"#/$defs/None\"\n}");
    run.ends_with(3).complains("error[unresolved-reference]").complains("--> s.json:2:");
}

#[test]
fn a_schema_that_is_no_json() {
    compiled("").ends_with(3).complains("error[empty-file]");
    compiled("{").ends_with(3).complains("error[invalid-json]");
    compiled("\u{feff}{}").ends_with(3).complains("error[byte-order-mark]");
    compiled("{} {}").ends_with(3).complains("error[trailing-data]");
    compiled(b"\"\xff\"").ends_with(3).complains("error[not-utf-8]");
    compiled(r#"{ "type": "null", "type": "null" }"#).ends_with(3).complains("error[duplicate-member]");
    compiled("[".repeat(100_000)).ends_with(3).complains("error[too-deep]");
}

#[test]
fn a_schema_that_is_no_schema() {
    compiled(r#"{ "type": "strng" }"#).ends_with(3).complains("error[unknown-type]");
    compiled("7").ends_with(3).complains("error[");
}

#[test]
fn a_secret_that_is_no_schema() {
    let place = Place::with_login().file("in.json", "{}");
    for command in ["generate", "validate in.json -s"] {
        let run = place.run(&format!("{command} login.schema.json --secret /properties/none"));
        run.ends_with(3).complains("error[unresolved-secret]");
    }
}

#[test]
fn a_meta_schema_that_nobody_knows() {
    let judged = |uri: &str| {
        let place = Place::empty().file("s.json", format!(r#"{{ "$schema": "{uri}" }}"#)).file("in.json", "1");
        place.run("validate -s s.json in.json")
    };
    let run = judged("http://json-schema.org/draft-99/schema#");
    run.ends_with(3)
        .complains("error[unknown-draft]")
        .complains("those that are known: \"http://json-schema.org/draft-04/schema#\", ");
    run.complains("\"https://json-schema.org/draft/2020-12/schema\"; supply others with --resource");
    judged("http://json-schema.org/draft-07/shema#")
        .ends_with(3)
        .complains("did you mean \"http://json-schema.org/draft-07/schema#\"?");
    judged("https://json-schema.org/draft/2020-21/schema")
        .ends_with(3)
        .complains("did you mean \"https://json-schema.org/draft/2020-12/schema\"?");
}
