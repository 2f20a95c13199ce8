//! `formwork bundle`: one document, which accepts the same.

use super::Place;

const ORDER: &str = r##"{ "type": "object", "required": ["total"], "properties": { "total": { "$ref": "parts/money.schema.json" },
  "parts": { "type": "array", "items": { "$ref": "#/$defs/Part" } } }, "$defs": { "Part": { "$ref": "parts/part.json#/$defs/P" } } }"##;
const MONEY: &str = r##"{ "x-format-assertion": true, "type": "object", "required": ["cents", "day"], "properties": {
  "cents": { "$ref": "#/$defs/Cents" }, "day": { "type": "string", "format": "date" } }, "$defs": { "Cents": { "type": "integer", "minimum": 0, "maximum": 1e400 } } }"##;
const PART: &str = r##"{ "$defs": { "P": { "anyOf": [{ "type": "null" }, { "$ref": "../order.schema.json" }, { "$ref": "#deep" }] },
  "Q": { "$anchor": "deep", "const": 1.50 } } }"##;

fn order() -> Place {
    let place = Place::empty().file("order.schema.json", ORDER);
    place.file("parts/money.schema.json", MONEY).file("parts/part.json", PART)
}

#[test]
fn a_bundle_accepts_the_same_wherever_it_lies() {
    let place = order();
    place.run("bundle order.schema.json -o away/one.json").ends_with(0).is_silent();
    let text = place.read("away/one.json");
    assert!(text.contains("1e400") && text.contains("1.50"), "{text}");
    assert_eq!(place.run("bundle order.schema.json").ends_with(0).out, text);
    place.run("fmt --check away/one.json").ends_with(0);
    place.run("bundle away/one.json").ends_with(0);
    for value in [
        r#"{ "total": { "cents": 1, "day": "2026-01-01" } }"#,
        r#"{ "total": { "cents": -1, "day": "2026-01-01" } }"#,
        r#"{ "total": { "cents": 1, "day": "1 May" } }"#,
        r#"{ "total": { "cents": 1, "day": "2026-01-01" }, "parts": [null, 1.5] }"#,
        r#"{ "total": { "cents": 1, "day": "2026-01-01" }, "parts": [2] }"#,
        r#"{ "total": { "cents": 1, "day": "2026-01-01" }, "parts": [{ "total": { "cents": 0, "day": "2026-01-01" } }] }"#,
        r#"{ "total": { "cents": 1, "day": "2026-01-01" }, "parts": [{ "total": {} }] }"#,
        "{}",
    ] {
        let judged = |schema: &str| place.run_with(&format!("validate -q --format flag -s {schema} -"), value);
        let (apart, one) = (judged("order.schema.json"), judged("away/one.json"));
        assert_eq!((apart.code, &apart.out), (one.code, &one.out), "{value}: {}", one.err);
        assert!(matches!(apart.code, Some(0 | 1)), "{}", apart.err);
    }
}

#[test]
fn older_drafts_keep_their_words() {
    let place = Place::empty()
        .file("a.json", r#"{ "$schema": "http://json-schema.org/draft-04/schema#", "properties": { "b": { "$ref": "b.json#/definitions/B" } } }"#)
        .file("b.json", r#"{ "definitions": { "B": { "minimum": 1, "exclusiveMinimum": true } } }"#);
    let run = place.run("bundle a.json");
    run.ends_with(0).says("\"id\": \"formwork://").says("\"definitions\": {");
    let place = place.file("one.json", &run.out);
    place.run_with("validate -s one.json -", r#"{ "b": 1 }"#).ends_with(1).says("exclusiveMinimum");
    place.run_with("validate -s one.json -", r#"{ "b": 2 }"#).ends_with(0);
    let mixed = place
        .file("b.json", r#"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "definitions": { "B": {} } }"#);
    mixed.run("bundle a.json").ends_with(3).complains("another draft");
}

#[test]
fn what_is_alone_stays_as_it_is() {
    let place = Place::with_login();
    assert_eq!(place.run("bundle login.schema.json").ends_with(0).out, place.run_with("fmt -", super::LOGIN).out);
}

#[test]
fn what_would_not_be_the_same_is_refused() {
    let place = order().file("parts/money.schema.json", r#"{ "$id": "https://a.test/m", "type": "object" }"#);
    place.run("bundle order.schema.json").ends_with(3).complains("cannot be bundled").complains("by its `$id`");
    place.run("bundle none.json").ends_with(3).complains("missing-file");
    place.run("bundle order.schema.json#/$defs/Part").ends_with(2).complains("as a whole");
    place.run("bundle").ends_with(2);
    order().file("parts/part.json", "{").run("bundle order.schema.json").ends_with(3).complains("parts/part.json:1");
}
