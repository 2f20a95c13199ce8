//! What the suite does not ask: the shape of each format, where places lead, limits, and older drafts.

use formwork::{Compiled, Options, OutputFormat, Source, compile};
use formwork_runtime::{Json, parse, to_string};
use libtest_mimic::{Failed, Trial};

type Test = fn() -> Result<(), Failed>;

pub fn trials() -> Vec<Trial> {
    let tests: [(&str, Test); 9] = [
        ("flag_is_the_verdict", flag),
        ("basic_lists_what_made_the_value_invalid", basic),
        ("detailed_leaves_out_what_says_nothing", detailed),
        ("verbose_has_every_keyword", verbose),
        ("keywords_annotate_what_they_have_looked_at", looked_at),
        ("idle_applicators_annotate", idle),
        ("files_are_called_after_their_labels", labels),
        ("limits_are_no_verdicts", limits),
        ("a_deep_value_fits_on_the_stack", deep),
    ];
    tests.into_iter().map(|(name, test)| Trial::test(format!("own::{name}"), test)).collect()
}

fn schema(text: &str) -> Compiled {
    compile(&Source::from_text("s.json", text), "", &Options::default()).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Compares an output with what is wanted, without the absolute locations.
fn is(compiled: &Compiled, instance: &str, format: OutputFormat, wanted: &str) -> Result<(), Failed> {
    let output = without_absolute(&compiled.output(&parse(instance.as_bytes())?, format)?);
    let wanted = parse(wanted.as_bytes())?;
    if output == wanted {
        return Ok(());
    }
    Err(format!("{format} of {instance}\n   found {}\n  wanted {}", to_string(&output), to_string(&wanted)).into())
}

fn without_absolute(json: &Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(without_absolute).collect()),
        Json::Object(members) => {
            let kept = members.iter().filter(|(name, _)| *name != "absoluteKeywordLocation");
            Json::Object(kept.map(|(name, value)| (name.to_owned(), without_absolute(value))).collect())
        }
        other => other.clone(),
    }
}

/// The specification's own example (2020-12 core, section 12.4).
fn polygon() -> Compiled {
    schema(
        r##"{ "$id": "https://example.com/polygon", "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$defs": { "point": { "type": "object", "properties": { "x": { "type": "number" }, "y": { "type": "number" } },
                                    "additionalProperties": false, "required": ["x", "y"] } },
              "type": "array", "items": { "$ref": "#/$defs/point" }, "minItems": 3 }"##,
    )
}

const POINTS: &str = r#"[{ "x": 2.5, "y": 1.3 }, { "x": 1, "z": 6.7 }]"#;

fn flag() -> Result<(), Failed> {
    is(&polygon(), POINTS, OutputFormat::Flag, r#"{"valid":false}"#)?;
    is(&polygon(), "7", OutputFormat::Flag, r#"{"valid":false}"#)?;
    is(&schema("true"), "7", OutputFormat::Flag, r#"{"valid":true}"#)
}

fn basic() -> Result<(), Failed> {
    is(
        &polygon(),
        POINTS,
        OutputFormat::Basic,
        r#"{ "valid": false, "keywordLocation": "", "instanceLocation": "", "errors": [
              { "valid": false, "keywordLocation": "/items/$ref/additionalProperties", "instanceLocation": "/1/z",
                "error": "the schema allows no member of this name" },
              { "valid": false, "keywordLocation": "/items/$ref/required", "instanceLocation": "/1",
                "error": "the member \"y\" is missing" },
              { "valid": false, "keywordLocation": "/minItems", "instanceLocation": "", "error": "fewer than 3 items" } ] }"#,
    )?;
    let compiled =
        schema(r#"{ "anyOf": [{ "type": "string", "title": "A" }, { "title": "B" }], "not": { "type": "null" } }"#);
    is(
        &compiled,
        "7",
        OutputFormat::Basic,
        r#"{ "valid": true, "keywordLocation": "", "instanceLocation": "", "annotations": [
             { "valid": true, "keywordLocation": "/anyOf/1/title", "instanceLocation": "", "annotation": "B" } ] }"#,
    )?;
    is(
        &compiled,
        "null",
        OutputFormat::Basic,
        r#"{ "valid": false, "keywordLocation": "", "instanceLocation": "", "errors": [
             { "valid": false, "keywordLocation": "/not", "instanceLocation": "",
               "error": "is what the schema under `not` describes" } ] }"#,
    )
}

fn detailed() -> Result<(), Failed> {
    is(
        &polygon(),
        POINTS,
        OutputFormat::Detailed,
        r#"{ "valid": false, "keywordLocation": "", "instanceLocation": "", "errors": [
              { "valid": false, "keywordLocation": "/items/$ref", "instanceLocation": "/1", "errors": [
                { "valid": false, "keywordLocation": "/items/$ref/additionalProperties", "instanceLocation": "/1/z",
                  "error": "the schema allows no member of this name" },
                { "valid": false, "keywordLocation": "/items/$ref/required", "instanceLocation": "/1",
                  "error": "the member \"y\" is missing" } ] },
              { "valid": false, "keywordLocation": "/minItems", "instanceLocation": "", "error": "fewer than 3 items" } ] }"#,
    )?;
    // As in the specification, the place of a reference's node is that of its target.
    let output = polygon().output(&parse(POINTS.as_bytes())?, OutputFormat::Detailed)?;
    let place = output.pointer("/errors/0/absoluteKeywordLocation").and_then(Json::as_str);
    assert_eq!(place, Some("https://example.com/polygon#/$defs/point"));
    is(
        &schema(r#"{ "type": "string" }"#),
        "7",
        OutputFormat::Detailed,
        r#"{ "valid": false, "keywordLocation": "/type", "instanceLocation": "", "error": "expected string, found number" }"#,
    )?;
    is(
        &schema("{}"),
        "7",
        OutputFormat::Detailed,
        r#"{ "valid": true, "keywordLocation": "", "instanceLocation": "" }"#,
    )
}

fn verbose() -> Result<(), Failed> {
    is(
        &schema(r#"{ "$comment": "c", "minLength": 0, "items": { "title": "t", "type": "string" }, "title": "u" }"#),
        "[1]",
        OutputFormat::Verbose,
        r#"{ "valid": false, "keywordLocation": "", "instanceLocation": "", "errors": [
             { "valid": true, "keywordLocation": "/$comment", "instanceLocation": "" },
             { "valid": true, "keywordLocation": "/minLength", "instanceLocation": "" },
             { "valid": false, "keywordLocation": "/items", "instanceLocation": "", "errors": [
               { "valid": false, "keywordLocation": "/items", "instanceLocation": "/0", "errors": [
                 { "valid": true, "keywordLocation": "/items/title", "instanceLocation": "/0" },
                 { "valid": false, "keywordLocation": "/items/type", "instanceLocation": "/0",
                   "error": "expected string, found number" } ] } ] },
             { "valid": true, "keywordLocation": "/title", "instanceLocation": "" } ] }"#,
    )
}

fn looked_at() -> Result<(), Failed> {
    let compiled = schema(
        r#"{ "properties": { "a": true, "b": true }, "patternProperties": { "^p": true }, "additionalProperties": true,
             "prefixItems": [true, true], "items": true, "contains": { "type": "string" },
             "contentSchema": {}, "contentMediaType": "m", "x-own": [1] }"#,
    );
    let found = |instance: &str| -> Result<String, Failed> {
        let unit = compiled.evaluate(&parse(instance.as_bytes())?)?;
        let all: Vec<String> = unit
            .annotations()
            .map(|unit| {
                format!(
                    "{} {}",
                    &unit.keyword_location[1..],
                    unit.annotation.as_ref().map_or_else(String::new, to_string)
                )
            })
            .collect();
        Ok(all.join("; "))
    };
    assert_eq!(
        found(r#"{"b":1,"p":1,"pq":1,"z":1}"#)?,
        r#"properties ["b"]; patternProperties ["p","pq"]; additionalProperties ["z"]; x-own [1]"#
    );
    assert_eq!(found(r#"["a",1]"#)?, "prefixItems true; contains [0]; x-own [1]");
    assert_eq!(found(r#"["a","b","c"]"#)?, "prefixItems 1; items true; contains true; x-own [1]");
    assert_eq!(found("\"a\"")?, r#"contentSchema {}; contentMediaType "m"; x-own [1]"#);
    // A draft that ignores what stands beside a reference has no annotation from there.
    let draft = r##"{ "$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a", "title": "no",
                      "definitions": { "a": { "title": "yes" } } }"##;
    let unit = schema(draft).evaluate(&Json::Null)?;
    let places: Vec<&str> = unit.annotations().map(|unit| unit.keyword_location.as_str()).collect();
    assert_eq!(places, ["/$ref/title"]);
    Ok(())
}

fn idle() -> Result<(), Failed> {
    let titles = |compiled: &Compiled, instance: &str| -> Result<Vec<String>, Failed> {
        let unit = compiled.evaluate(&parse(instance.as_bytes())?)?;
        Ok(unit.annotations().map(|unit| format!("{} {}", unit.keyword_location, unit.instance_location)).collect())
    };
    let alone = schema(r#"{ "if": { "type": "string", "title": "T" } }"#);
    assert_eq!(titles(&alone, "\"a\"")?, ["/if/title "]);
    assert!(titles(&alone, "1")?.is_empty());
    // A validator need not look at it, so that it may refer to its own schema.
    let circle = schema(r##"{ "title": "T", "if": { "$ref": "#" } }"##);
    assert_eq!(titles(&circle, "1")?, ["/title ", "/if/$ref/title "]);
    let contains = schema(
        r#"{ "$schema": "https://json-schema.org/draft/2019-09/schema", "minContains": 0,
             "contains": { "type": "string", "title": "T" } }"#,
    );
    assert_eq!(titles(&contains, "[1, \"a\"]")?, ["/contains/title /1"]);
    Ok(())
}

fn labels() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("b c.json"), r#"{ "$defs": { "x": { "$id": "inner", "type": "null" } } }"#)?;
    std::fs::write(folder.path().join("a.json"), r#"{ "$ref": "b%20c.json#/$defs/x" }"#)?;
    let mut source = Source::read(folder.path().join("a.json")).map_err(|error| error.to_string())?;
    source.label = String::from("schemas/a.json");
    let compiled = compile(&source, "", &Options::default()).map_err(|errors| errors.to_string())?;
    let output = compiled.output(&Json::Boolean(true), OutputFormat::Verbose)?;
    let place = |at: &str| output.pointer(at).and_then(Json::as_str).unwrap_or_default().to_owned();
    assert_eq!(place("/absoluteKeywordLocation"), "json-schema:///schemas/a.json#");
    assert_eq!(place("/errors/0/absoluteKeywordLocation"), "json-schema:///schemas/a.json#/$ref");
    assert_eq!(place("/errors/0/errors/0/absoluteKeywordLocation"), "json-schema:///schemas/inner#");
    Ok(())
}

fn limits() -> Result<(), Failed> {
    let deep = (0..200).fold(Json::Null, |inside, _| Json::Array(vec![inside]));
    assert!(schema("true").evaluate(&deep).is_err());
    // Two ways in each level.
    let branch = r##"{ "properties": { "a": { "$ref": "#" } }, "required": ["b"] }"##;
    let compiled = schema(&format!(r#"{{ "anyOf": [{branch}, {branch}, {{ "type": "integer" }}] }}"#));
    let nested = |depth| (0..depth).fold("true".to_owned(), |inside, _| format!(r#"{{"a":{inside}}}"#));
    assert!(compiled.evaluate(&parse(nested(60).as_bytes())?).is_err());
    assert!(!compiled.evaluate(&parse(nested(4).as_bytes())?)?.valid);
    Ok(())
}

fn deep() -> Result<(), Failed> {
    let compiled = schema(
        r##"{ "anyOf": [{ "allOf": [{ "not": { "not": { "type": "array", "items": { "$ref": "#" } } } }] }] }"##,
    );
    let nested = format!("{}{}", "[".repeat(128), "]".repeat(128));
    let unit = compiled.evaluate(&parse(nested.as_bytes())?)?;
    assert!(unit.valid);
    for format in OutputFormat::ALL {
        assert!(!to_string(&unit.to_output(format)).is_empty());
    }
    // Longer ways are refused before the stack ends, whatever they are made of.
    for (open, close, instance) in [
        (r#"{ "allOf": ["#, "] }", nested.clone()),
        (r#"{ "if": true, "then": "#, "}", nested.clone()),
        (r#"{ "dependentSchemas": { "a": "#, "} }", format!("{}1{}", r#"{"a":"#.repeat(128), "}".repeat(128))),
    ] {
        let inner = r##"{ "contains": { "$ref": "#" }, "additionalProperties": { "$ref": "#" } }"##;
        let way = |steps: usize| schema(&format!("{}{inner}{}", open.repeat(steps), close.repeat(steps)));
        let instance = parse(instance.as_bytes())?;
        assert!(way(5).evaluate(&instance).is_ok(), "{open}");
        assert!(way(60).evaluate(&instance).is_err(), "{open}");
    }
    Ok(())
}
