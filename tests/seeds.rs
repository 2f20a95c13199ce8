//! The seeds bind: the one that holds a JSON Schema is our schema of that vendor, and each is named where it was used.
//!
//! The seeds stand beside the repository and not in it. Without them these tests show as ignored, unless
//! `FORMWORK_REQUIRE_DATA=1` demands them.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
};

use libtest_mimic::{Arguments, Trial};
use serde_json::Value;
use support::{Failures, VENDORS, is_required, root};

fn main() {
    let folder = root().join("../shared/seeds");
    let is_ignored = !folder.is_dir() && !is_required();
    let trial = |name: &str, test: fn(&Path)| {
        let folder = folder.clone();
        let run = move || {
            test(&folder);
            Ok(())
        };
        Trial::test(name, run).with_ignored_flag(is_ignored)
    };
    let trials = vec![
        trial("the_schema_of_supertokens_is_that_of_the_seed", the_schema_of_supertokens_is_that_of_the_seed),
        trial("every_seed_is_named_by_the_vendor_that_it_binds", every_seed_is_named_by_the_vendor_that_it_binds),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The seeds in order of their names.
fn seeds(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut seeds: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    assert_eq!(seeds.len(), VENDORS.len(), "{}: a seed for each vendor", folder.display());
    seeds
}

fn the_schema_of_supertokens_is_that_of_the_seed(folder: &Path) {
    let name = |seed: &PathBuf| seed.file_name().unwrap().to_string_lossy().into_owned();
    let seeds = seeds(folder);
    let Some(seed) = seeds.iter().find(|seed| name(seed).starts_with("003_")) else {
        panic!("no seed is called 003_*")
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

fn every_seed_is_named_by_the_vendor_that_it_binds(folder: &Path) {
    let mut failures = Failures::default();
    let seeds = seeds(folder);
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
