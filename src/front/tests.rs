//! The front end from text to IR.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::{Draft, Front, Options, Resource, Source};
use crate::diagnostic::Diagnostics;
use crate::ir::{Ir, Rule, SchemaId};

fn read(source: &Source, fragment: &str, options: &Options) -> Result<Front, Diagnostics> {
    super::read(source, fragment, options, &mut Vec::new())
}

fn front(text: &str, options: &Options) -> Result<Front, Diagnostics> {
    read(&Source::from_text("schema.json", text), "", options)
}

fn ir(text: &str) -> Ir {
    front(text, &Options::default()).unwrap_or_else(|errors| panic!("{errors}")).ir
}

fn rules(ir: &Ir, id: SchemaId) -> Vec<&Rule> {
    ir.schema(id).keywords.iter().map(|keyword| &keyword.rule).collect()
}

fn codes(found: &Diagnostics) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn schemas_are_numbered_as_they_are_written() {
    let ir = ir(
        r##"{ "properties": { "b": { "$ref": "#/$defs/x" }, "a": { "items": true } }, "$defs": { "y": {}, "x": false } }"##,
    );
    let sites: Vec<String> = ir.schemas.iter().map(|schema| ir.show(&schema.site)).collect();
    assert_eq!(sites, ["#", "#/properties/b", "#/properties/a", "#/properties/a/items", "#/$defs/y", "#/$defs/x"]);
    let definitions: Vec<_> = ir.definitions.iter().map(|(name, id)| (name.as_str(), id.0)).collect();
    assert_eq!(definitions, [("y", 4), ("x", 5)]);
    assert_eq!(rules(&ir, SchemaId(5)), [&Rule::Never]);
}

#[test]
fn a_dynamic_reference_is_specialised_for_each_scope() {
    let ir = ir(r##"{
        "$id": "https://example.com/strict", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false,
        "properties": { "any": { "$ref": "#/$defs/start/$defs/tree" } },
        "$defs": { "start": { "$id": "start", "$defs": {
            "tree": { "$id": "tree", "$dynamicAnchor": "node", "properties": { "next": { "$dynamicRef": "#node" } } } } } }
    }"##);
    let next = ir.schemas.iter().find(|schema| schema.site.pointer.ends_with("/next")).unwrap();
    assert_eq!(next.keywords.first().map(|keyword| &keyword.rule), Some(&Rule::Ref(ir.root)));
    // The dynamic anchor of the root is always the outermost one, so that nothing is doubled.
    let mut sites: Vec<_> = ir.schemas.iter().map(|schema| &schema.site).collect();
    sites.dedup();
    assert_eq!(sites.len(), ir.schemas.len());
}

#[test]
fn drafts_differ_only_here() {
    let in_draft = |draft, text| {
        let options = Options { draft: Some(draft), ..Options::default() };
        let ir = front(text, &options).unwrap_or_else(|errors| panic!("{errors}")).ir;
        ir.schemas.iter().flat_map(|schema| &schema.keywords).map(|keyword| keyword.rule.clone()).collect::<Vec<_>>()
    };
    let exclusive = in_draft(Draft::Draft4, r#"{ "minimum": 1, "exclusiveMinimum": true }"#);
    assert!(matches!(exclusive.as_slice(), [Rule::ExclusiveMinimum(_)]));
    let integer = in_draft(Draft::Draft4, r#"{ "type": "integer" }"#);
    assert!(matches!(integer.as_slice(), [Rule::Kinds(kinds)] if kinds.are_integers_as_written()));
    let split = in_draft(Draft::Draft7, r#"{ "dependencies": { "a": ["b"], "c": { "required": ["d"] } } }"#);
    assert!(matches!(split.as_slice(), [Rule::DependentRequired(_), Rule::DependentSchemas(_), Rule::Required(_)]));
    let legacy =
        in_draft(Draft::Draft7, r##"{ "$ref": "#/definitions/a", "maxLength": 1, "definitions": { "a": true } }"##);
    assert!(matches!(legacy.as_slice(), [Rule::Ref(_)]));
    let items = in_draft(Draft::Draft7, r#"{ "items": true, "additionalItems": false }"#);
    assert!(matches!(items.as_slice(), [Rule::Items(items)] if items.prefix.is_empty() && items.rest.is_some()));
    assert!(in_draft(Draft::Draft7, r#"{ "if": true }"#).is_empty());
    assert!(in_draft(Draft::Draft201909, r#"{ "contains": true, "minContains": 0 }"#).is_empty());
    assert_eq!(in_draft(Draft::Draft202012, r#"{ "contains": true, "minContains": 0 }"#).len(), 1);
    assert_eq!(in_draft(Draft::Draft202012, r#"{ "if": true, "unevaluatedItems": true }"#).len(), 2);
}

#[test]
fn draft_4_has_booleans_in_two_places_only() {
    let options = Options { draft: Some(Draft::Draft4), ..Options::default() };
    let found = |text| front(text, &options).err().map(|errors| codes(&errors)).unwrap_or_default();
    assert!(found(r#"{ "additionalProperties": false, "items": [{}], "additionalItems": true }"#).is_empty());
    assert_eq!(found("true"), ["not-a-schema"]);
    assert_eq!(found(r#"{ "properties": { "additionalProperties": true }, "not": false }"#), ["not-a-schema"; 2]);
}

#[test]
fn format_asserts_where_somebody_says_so() {
    let asserts = |text: &str, assert_format| {
        let options = Options { assert_format, ..Options::default() };
        let ir = front(text, &options).unwrap().ir;
        assert_eq!(ir.schema(ir.root).annotations.format.as_deref(), Some("uuid"));
        !ir.schema(ir.root).keywords.is_empty()
    };
    assert!(!asserts(r#"{ "format": "uuid" }"#, None));
    assert!(asserts(r#"{ "format": "uuid" }"#, Some(true)));
    assert!(asserts(r#"{ "x-format-assertion": true, "format": "uuid" }"#, None));
    assert!(!asserts(r#"{ "x-format-assertion": true, "format": "uuid" }"#, Some(false)));
}

#[test]
fn secrets_come_from_the_schema_and_from_the_options() {
    let text = r#"{ "properties": { "a": { "x-secret": true }, "b": true, "c": true } }"#;
    let options = |pointer: &str| Options { secrets: vec![pointer.to_owned()], ..Options::default() };
    let ir = front(text, &options("/properties/b")).unwrap().ir;
    let secret: Vec<bool> = ir.schemas.iter().map(|schema| schema.annotations.secret).collect();
    assert_eq!(secret, [false, true, true, false]);
    assert_eq!(codes(&front(text, &options("/properties/d")).unwrap_err()), ["unresolved-secret"]);
}

#[test]
fn a_fragment_chooses_the_root() {
    let source =
        Source::from_text("api.json", r#"{ "paths": [1], "schemas": { "A": { "$anchor": "a", "type": "null" } } }"#);
    let site = |fragment: &str| {
        let front = read(&source, fragment, &Options::default()).map_err(|errors| codes(&errors))?;
        Ok::<_, Vec<&str>>(front.ir.schema(front.ir.root).site.pointer.clone())
    };
    assert_eq!(site("/schemas/A").as_deref(), Ok("/schemas/A"));
    assert_eq!(site("#/schemas/A").as_deref(), Ok("/schemas/A"));
    assert_eq!(site("/schemas/B"), Err(vec!["unresolved-root"]));
    assert_eq!(site("/paths/0"), Err(vec!["unresolved-root"]));
}

#[test]
fn files_refer_to_each_other_and_every_place_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("common")).unwrap();
    fs::write(folder.path().join("a.json"), r#"{ "properties": { "id": { "$ref": "common/id.json" } } }"#).unwrap();
    fs::write(folder.path().join("common/id.json"), "{ \"$ref\": \"../b.json#/b\",\n \"minLength\": 2 }").unwrap();
    fs::write(folder.path().join("b.json"), r#"{ "b": { "type": "string" } }"#).unwrap();
    let mut source = Source::read(folder.path().join("a.json")).unwrap();
    source.label = "schemas/a.json".to_owned();
    let mut files = Vec::new();
    let front = super::read(&source, "", &Options::default(), &mut files).unwrap();
    let labels: Vec<&str> = front.ir.documents.iter().map(|document| document.label.as_str()).collect();
    assert_eq!(labels, ["", "common/id.json", "b.json"]);
    assert_eq!(files.iter().filter(|file| file.is_file()).count(), 3);
    for keyword in front.ir.schemas.iter().flat_map(|schema| &schema.keywords) {
        let place = front.documents.place(&keyword.site);
        assert!(place.is_some());
        assert_eq!(front.documents.place_of(&front.ir.show(&keyword.site)), place);
    }
    let place = front.documents.place_of("common/id.json#/minLength").unwrap();
    assert_eq!((place.file.as_str(), place.line, place.column), ("schemas/common/id.json", 2, 15));
}

#[test]
fn long_ways_and_broken_texts_are_no_panic() {
    // A row of references is long, but each goes into the value.
    let definitions: Vec<String> =
        (0..5000).map(|i| format!("\"d{i}\": {{ \"items\": {{ \"$ref\": \"#/$defs/d{}\" }} }}", i + 1)).collect();
    let text = format!("{{ \"$ref\": \"#/$defs/d0\", \"$defs\": {{ {}, \"d5000\": true }} }}", definitions.join(","));
    assert_eq!(ir(&text).schemas.len(), 10_002);
    let text =
        r##"{ "$id": "x", "$ref": "#/$defs/é", "$defs": { "é": { "pattern": "^(a\\d)[b]+$", "type": ["null"] } } }"##;
    for (at, _) in text.char_indices() {
        let (before, after) = text.split_at(at);
        let _ = front(before, &Options::default());
        for insert in ["}", "\"", "\\", "1", "[", "é"] {
            let _ = front(&format!("{before}{insert}{after}"), &Options::default());
        }
        let _ = front(&format!("{before}{}", after.get(1..).unwrap_or_default()), &Options::default());
    }
}

/// Every schema of the JSON Schema Test Suite is legal. Runs where `JSON_SCHEMA_TEST_SUITE` names a copy of it.
#[test]
fn every_schema_of_the_test_suite_is_read() {
    let Some(suite) = std::env::var_os("JSON_SCHEMA_TEST_SUITE").map(PathBuf::from) else { return };
    for (folder, draft) in [
        ("draft4", Draft::Draft4),
        ("draft6", Draft::Draft6),
        ("draft7", Draft::Draft7),
        ("draft2019-09", Draft::Draft201909),
        ("draft2020-12", Draft::Draft202012),
    ] {
        let resources = vec![Resource::path("http://localhost:1234/", suite.join("remotes"))];
        let options = Options { draft: Some(draft), resources, ..Options::default() };
        let mut open = vec![suite.join("tests").join(folder)];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let groups: Vec<Value> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            for group in groups {
                let text = serde_json::to_string_pretty(&group["schema"]).unwrap();
                if let Err(errors) = front(&text, &options) {
                    panic!("{}, {}\n{text}\n{errors}", path.display(), group["description"]);
                }
            }
        }
    }
}
