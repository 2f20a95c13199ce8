//! The seeds bind: the one that holds a JSON Schema is our schema of that vendor, and each is named where it was used.
//!
//! The seeds stand beside the repository and not in it. Without them these tests say so and pass, unless
//! `FORMWORK_REQUIRE_DATA=1` demands them.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::{fs, path::PathBuf};

use serde_json::Value;
use support::{Failures, VENDORS, is_required, root};

/// The seeds in order of their names; none where they are not there and need not be.
fn seeds() -> Vec<PathBuf> {
    let folder = root().join("../shared/seeds");
    let Ok(entries) = fs::read_dir(&folder) else {
        assert!(!is_required(), "FORMWORK_REQUIRE_DATA is set and {} is not there", folder.display());
        eprintln!("NOT RUN: {} is not there (FORMWORK_REQUIRE_DATA=1 makes this a failure)", folder.display());
        return Vec::new();
    };
    let mut seeds: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    assert_eq!(seeds.len(), VENDORS.len(), "{}: a seed for each vendor", folder.display());
    seeds
}

#[test]
fn the_schema_of_supertokens_is_that_of_the_seed() {
    let name = |seed: &PathBuf| seed.file_name().unwrap().to_string_lossy().into_owned();
    let seeds = seeds();
    let Some(seed) = seeds.iter().find(|seed| name(seed).starts_with("003_")) else {
        return assert!(seeds.is_empty(), "no seed is called 003_*");
    };
    let text = fs::read_to_string(seed).unwrap();
    let start = text.find("\n{").unwrap_or_else(|| panic!("{} holds no object", name(seed)));
    let expected: Value =
        serde_json::from_str(&text[start..]).unwrap_or_else(|error| panic!("{}: {error}", name(seed)));
    let ours = fs::read_to_string(root().join("schemas/supertokens/session.schema.json")).unwrap();
    let ours: Value = serde_json::from_str(&ours).unwrap();
    for part in ["$id", "required", "$defs"] {
        assert!(expected.get(part).is_some(), "{} has no {part}", name(seed));
    }
    assert_eq!(ours, expected, "schemas/supertokens/session.schema.json and {}", name(seed));
}

#[test]
fn every_seed_is_named_by_the_vendor_that_it_binds() {
    let mut failures = Failures::default();
    let seeds = seeds();
    for seed in &seeds {
        let name = seed.file_name().unwrap().to_string_lossy().into_owned();
        let origins = VENDORS.iter().filter(|vendor| {
            let origin = fs::read_to_string(root().join("schemas").join(vendor).join("ORIGIN.md")).unwrap();
            origin.contains(&name)
        });
        failures.equal(&name, "schemas/*/ORIGIN.md that name it", &origins.count(), &1);
    }
    failures.finish(seeds.len());
}
