//! `formwork fmt`: one layout.

use std::fs;

use super::{Place, command, run, schemas};

const UGLY: &str =
    "{\"type\":\"object\",\n\"properties\":{\"a\":{\"const\":1.0e1},\"b\":{\"title\":\"\\u0042\",\"enum\":[ ]}}}";
const LAID_OUT: &str = r#"{
  "type": "object",
  "properties": {
    "a": { "const": 1.0e1 },
    "b": {
      "title": "\u0042",
      "enum": []
    }
  }
}
"#;

#[test]
fn files_are_laid_out_once_and_then_stay() {
    let place = Place::empty().file("a.schema.json", UGLY);
    let check = place.run("fmt --check a.schema.json");
    check.ends_with(1).says("--- a.schema.json").says("+    \"a\": { \"const\": 1.0e1 },");
    assert_eq!(place.read("a.schema.json"), UGLY);
    place.run("fmt a.schema.json").ends_with(0).complains("formatted a.schema.json");
    assert_eq!(place.read("a.schema.json"), LAID_OUT);
    place.run("fmt --check a.schema.json").ends_with(0).is_silent();
    place.run("fmt .").ends_with(0).is_silent();
    assert_eq!(place.run_with("fmt -", UGLY).ends_with(0).out, LAID_OUT);
    place.run_with("fmt --check -", LAID_OUT).ends_with(0).is_silent();
}

#[test]
fn real_schemas_mean_the_same_and_are_laid_out_once() {
    for vendor in ["auth0", "ballware", "dotdo", "supabase", "supertokens"] {
        let text = fs::read_to_string(schemas().join(vendor).join("session.schema.json")).unwrap();
        let laid_out = run(command(&schemas()).args(["fmt", "-"]), &text).ends_with(0).out.clone();
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&text), value(&laid_out), "{vendor}");
        assert_eq!(run(command(&schemas()).args(["fmt", "-"]), &laid_out).out, laid_out, "{vendor}");
    }
}

#[test]
fn what_is_no_json_is_left_alone() {
    let place = Place::empty().file("a.json", "{ \"a\": 1, \"a\": 2 ").file("b.json", b"\xff".as_slice());
    place.run("fmt a.json").ends_with(3).complains("a.json:1");
    assert_eq!(place.read("a.json"), "{ \"a\": 1, \"a\": 2 ");
    place.run("fmt b.json").ends_with(3).complains("not-utf-8");
    place.run("fmt none.json").ends_with(3).complains("missing-file");
    place.run("fmt").ends_with(2).complains("name a schema");
    place.run_with("fmt -", "[").ends_with(3).complains("<stdin>:1");
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    place.run_with("fmt -", deep).ends_with(3).complains("too-deep");
}
