//! The five vendors' sessions, by the tables in their `examples/expected.json`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Run, command, run, schemas};

const VENDORS: [&str; 5] = ["auth0", "ballware", "dotdo", "supabase", "supertokens"];

fn validate(vendor: &str, at: &str, files: &[String]) -> Run {
    let folder = schemas().join(vendor);
    let schema = format!("session.schema.json{at}");
    run(command(&folder).args(["validate", "--format", "json", "--schema", &schema]).args(files), "")
}

fn table(vendor: &str) -> Value {
    let file = schemas().join(vendor).join("examples/expected.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// The entries of a part of the table by the schema that judges them.
fn by_schema(table: &Value) -> BTreeMap<&str, Vec<(&String, &Value)>> {
    let mut parts: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (name, entry) in table.as_object().unwrap() {
        parts.entry(entry["at"].as_str().unwrap_or_default()).or_default().push((name, entry));
    }
    parts
}

#[test]
fn typical_sessions_are_valid_and_said_to_be() {
    for vendor in VENDORS {
        let folder = schemas().join(vendor);
        let arguments = ["validate", "-s", "session.schema.json", "examples/valid/typical.json"];
        let run = run(command(&folder).args(arguments), "");
        assert_eq!(run.ends_with(0).out, "1 file: 1 valid, 0 invalid, 0 unreadable\n", "{vendor}");
    }
}

#[test]
fn every_valid_example_is_valid() {
    for vendor in VENDORS {
        for (at, entries) in by_schema(&table(vendor)["valid"]) {
            let files: Vec<_> = entries.iter().map(|(name, _)| format!("examples/valid/{name}")).collect();
            let run = validate(vendor, at, &files);
            assert_eq!(run.ends_with(0).json()["counts"]["valid"], files.len(), "{vendor} {at}");
        }
    }
}

#[test]
fn every_invalid_example_has_exactly_its_faults() {
    for vendor in VENDORS {
        for (at, entries) in by_schema(&table(vendor)["invalid"]) {
            let files: Vec<_> = entries.iter().map(|(name, _)| format!("examples/invalid/{name}")).collect();
            let json = validate(vendor, at, &files).ends_with(1).json();
            for ((name, entry), judged) in entries.iter().zip(json["files"].as_array().unwrap()) {
                assert_eq!(judged["file"], format!("examples/invalid/{name}"));
                let mut expected: Vec<_> = entry["faults"].as_array().unwrap().iter().map(expected).collect();
                let mut found: Vec<_> = judged["errors"].as_array().unwrap().iter().map(found).collect();
                expected.sort();
                found.sort();
                assert_eq!(found, expected, "{vendor} {name}");
                assert!(judged["errors"].as_array().unwrap().iter().all(has_places), "{vendor} {name}: {judged}");
            }
        }
    }
}

fn expected(fault: &Value) -> String {
    let member = fault.get("member").map(Value::to_string).unwrap_or_default();
    format!("{} {} {member}", fault["instance"], fault["keyword"])
}

fn found(error: &Value) -> String {
    let message = error["message"].as_str().unwrap();
    let member = match error["keyword"].as_str() {
        Some("required") => message.split('"').nth(1).map(|name| format!("{name:?}")),
        _ => None,
    };
    format!("{} {} {}", error["instanceLocation"], error["keyword"], member.unwrap_or_default())
}

/// Whether the value and the rule both have a place.
fn has_places(error: &Value) -> bool {
    error["line"].is_u64() && error["column"].is_u64() && error["schema"]["line"].is_u64()
}

#[test]
fn every_invalid_example_can_be_shown_as_text() {
    for vendor in VENDORS {
        let folder = schemas().join(vendor);
        let names = fs::read_dir(folder.join("examples/invalid")).unwrap();
        let mut files: Vec<_> = names.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let relative: Vec<_> = files.iter().map(|file| file.strip_prefix(&folder).unwrap()).collect::<Vec<&Path>>();
        let run = run(command(&folder).args(["validate", "-s", "session.schema.json"]).args(&relative), "");
        assert!(matches!(run.code, Some(1 | 3)), "{vendor}: {}", run.err);
        // Every mark is under something.
        let lines: Vec<&str> = run.out.lines().collect();
        for pair in lines.windows(2) {
            if let Some(at) = pair[1].find('^').filter(|_| pair[1].contains(" | ")) {
                assert!(pair[0].chars().count() > at, "{vendor}: {pair:?}");
            }
        }
        assert!(run.out.contains('^'));
    }
}
