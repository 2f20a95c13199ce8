//! `formwork test`: examples that have to be accepted and refused.

use super::{Place, command, run, schemas};

const EXPECTED: &str = r#"{ "valid": { "ada.json": { "why": "a user" } },
  "invalid": { "nobody.json": { "faults": [{ "instance": "", "keyword": "required", "member": "user" }] } } }"#;

fn project() -> Place {
    let place = Place::with_login().file("examples/valid/ada.json", r#"{ "user": "ada" }"#);
    place.file("examples/invalid/nobody.json", "{}").file("examples/expected.json", EXPECTED)
}

#[test]
fn examples_that_are_as_expected_are_clean() {
    let run = project().file("examples/valid/eve.yaml", "user: eve\n").run("test login.schema.json");
    assert_eq!(run.ends_with(0).out, "3 files: 3 as expected, 0 not as expected, 0 unreadable\n");
    let vendors = run_vendors();
    assert_eq!(vendors.out, "192 files: 192 as expected, 0 not as expected, 0 unreadable\n", "{}", vendors.err);
}

fn run_vendors() -> super::Run {
    let run = run(command(&schemas()).args(["test", "."]), "");
    run.ends_with(0);
    run
}

#[test]
fn each_way_to_be_wrong_is_told() {
    let place = project().file(
        "examples/valid/old.json",
        r#"{ "user": "ada",
  "age": -1 }"#,
    );
    let place = place.file("examples/invalid/fine.json", r#"{ "user": "x" }"#);
    let place = place.file("examples/invalid/nobody.json", r#"{ "age": "1" }"#);
    let run = place.run("test login.schema.json");
    run.ends_with(1).says("error[minimum]").says("examples/valid/old.json:2:10").says("error[test::accepted]");
    run.says("error[test::unexpected-fault]: it is refused for more than is expected")
        .says("4 files: 1 as expected, 3 not");
    let json = place.run("test login.schema.json --format json").ends_with(1).json();
    assert_eq!(json["counts"]["invalid"], 3);
    let place = project().file("examples/invalid/nobody.json", r#"{ "user": "" }"#);
    place
        .run("test login.schema.json")
        .ends_with(1)
        .says("error[test::missing-fault]")
        .says("required of \"user\" at the root");
}

#[test]
fn what_cannot_be_judged_has_no_verdict() {
    let place = Place::with_login();
    place.run("test login.schema.json").ends_with(3).complains("no-examples");
    place.run("test none.schema.json").ends_with(3);
    place.run("test none/*.json").ends_with(2);
    place.run("test login.schema.json --format flag").ends_with(2);
    let broken = project().file("examples/invalid/broken.json", "{");
    broken.run("test login.schema.json").ends_with(3).says("error[unreadable]");
    project()
        .file("examples/expected.json", "[1")
        .run("test login.schema.json")
        .ends_with(3)
        .complains("expected.json:1");
    let odd = project().file("examples/expected.json", r#"{ "valid": { "ada.json": { "at": 1 } } }"#);
    odd.run("test login.schema.json").ends_with(3).complains("\"at\" is a text");
    let stale = project().file("examples/expected.json", r#"{ "valid": { "gone.json": {} } }"#);
    stale.run("test login.schema.json").ends_with(3).says("error[test::missing]").says("examples/valid/gone.json");
    let bad = project().file("login.schema.json", r#"{ "type": "strng" }"#);
    bad.run("test login.schema.json").ends_with(3).complains("unknown-type");
}

#[test]
fn a_schema_has_examples_of_its_own_where_several_share_a_folder() {
    let place = Place::with_login().file("other.schema.json", "{ \"type\": \"string\" }");
    let place =
        place.file("examples/login/valid/a.json", "{ \"user\": \"a\" }").file("examples/other/valid/a.json", "\"a\"");
    place.run("test login.schema.json other.schema.json").ends_with(0).says("2 files: 2 as expected");
}

#[test]
fn a_part_of_the_file_may_be_the_judge() {
    let place = Place::empty()
        .file("a.schema.json", r#"{ "type": "string", "$defs": { "Id": { "type": "integer" } } }"#)
        .file("examples/valid/id.json", "1")
        .file("examples/expected.json", r##"{ "valid": { "id.json": { "at": "#/$defs/Id" } } }"##);
    place.run("test a.schema.json").ends_with(0);
}

#[test]
fn values_stay_hidden_and_reports_are_well_formed() {
    let place = project().file("examples/valid/old.json", r#"{ "user": "MARKER", "age": "MARKER" }"#);
    for format in ["text", "concise", "json", "ndjson", "github", "gitlab", "junit", "sarif"] {
        let run = place.run(&format!("test login.schema.json --format {format}"));
        assert!(!run.ends_with(1).out.contains("MARKER"), "{}", run.out);
    }
    let junit = place.run("test login.schema.json --format junit").out;
    let junit = roxmltree::Document::parse(&junit).unwrap();
    assert_eq!(junit.root_element().attribute("name"), Some("formwork test"));
}
