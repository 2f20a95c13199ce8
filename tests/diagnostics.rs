//! Law 5 as texts to be read: each folder of `tests/diagnostics` holds a schema with something wrong, and
//! `snapshots/diagnostics/<folder>.snap` what its author is told.
//!
//! A new case is a new folder, named after the code, with a `schema.json`; beside it may stand what a command line would
//! give: `schema.options.json`, and `fragment.txt` with what is behind the `#`. To write the texts anew:
//! `INSTA_UPDATE=always cargo test --test snapshots --test diagnostics`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
};

use formwork::{
    Settings, Source, compile,
    diagnostic::{CODES, Diagnostics},
};
use support::{Failures, root};

/// A fault of the compiler itself, which no schema is known to show; one of `formwork.toml`, which `tests/config.rs` shows;
/// and two about files that are written, which `tests/front_doors` shows.
const WITHOUT_FIXTURE: [&str; 4] = ["config", "internal", "output", "stale"];

/// The folders of `tests/diagnostics`, which are the codes.
fn codes() -> BTreeSet<String> {
    let folders = fs::read_dir(root().join("tests/diagnostics")).unwrap();
    folders.map(|folder| folder.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// What the author of a schema is told: the path is relative, as it would be on a command line.
fn told(code: &str) -> Diagnostics {
    let schema = format!("tests/diagnostics/{code}/schema.json");
    let fragment = fs::read_to_string(format!("tests/diagnostics/{code}/fragment.txt")).unwrap_or_default();
    let warnings = || {
        let source = Source::read(&schema)?;
        let settings = Settings::beside(&schema)?;
        Ok(compile(&source, fragment.trim(), &settings.options())?.warnings)
    };
    warnings().unwrap_or_else(|errors: Diagnostics| errors)
}

/// The codes that are written in a source: what stands in quotes where a diagnostic begins or gets its code.
fn codes_in(source: &str) -> BTreeSet<String> {
    let shipped = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let openings = ["error(", "warning(", "code: ", "code = "];
    let starts = openings.into_iter().flat_map(|opening| shipped.split(opening).skip(1));
    let quoted = starts.filter_map(|rest| Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0));
    quoted.map(str::to_owned).collect()
}

#[test]
fn every_code_of_the_source_is_listed_and_has_a_fixture() {
    let (mut open, mut written): (Vec<PathBuf>, BTreeSet<String>) = (vec![root().join("src")], BTreeSet::new());
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if !path.ends_with("tests.rs") {
            written.extend(codes_in(&fs::read_to_string(path).unwrap()));
        }
    }
    let listed: BTreeSet<String> = CODES.map(str::to_owned).into();
    assert!(CODES.is_sorted());
    assert_eq!(written, listed, "the codes of the source, and `diagnostic::CODES`");
    let mut shown = codes();
    shown.extend(WITHOUT_FIXTURE.map(str::to_owned));
    assert_eq!(shown, listed, "the folders of tests/diagnostics, and `diagnostic::CODES`");
}

#[test]
fn every_fixture_is_told_as_its_snapshot_says() {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("../snapshots/diagnostics");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut failures = Failures::default();
    for code in codes() {
        // insta prints the difference itself and panics; the others are to be heard as well.
        let text = told(&code).to_string();
        let held =
            settings.bind(|| catch_unwind(AssertUnwindSafe(|| insta::assert_snapshot!(code.as_str(), text.as_str()))));
        failures.check(held.is_ok(), || format!("tests/diagnostics/{code}: another text than in the snapshot"));
    }
    let snapshots = fs::read_dir(root().join("snapshots/diagnostics")).into_iter().flatten();
    let names = snapshots.map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
    let names: BTreeSet<String> = names.filter_map(|name| name.strip_suffix(".snap").map(str::to_owned)).collect();
    failures.equal("snapshots/diagnostics", "the snapshots and the folders of tests/diagnostics", &names, &codes());
    failures.finish(25);
}

#[test]
fn every_fixture_shows_its_code_and_a_place() {
    let mut failures = Failures::default();
    let machine = root().to_string_lossy().into_owned();
    for code in codes() {
        let told = told(&code);
        let place = format!("tests/diagnostics/{code}");
        failures.check(!told.is_empty(), || format!("{place}: nothing is told"));
        for one in &told {
            failures.equal(&place, "code", one.code, &code);
            failures.check(one.place.is_some(), || format!("{place}: has no place"));
            if let Some(at) = &one.place {
                failures.check(at.line > 0 && at.column > 0, || format!("{place}: {}:{}", at.line, at.column));
                failures.check(at.file.starts_with(&place), || format!("{place}: the file is {}", at.file));
            }
        }
        failures.check(!told.to_string().contains(&machine), || format!("{place}: a path of the machine\n{told}"));
    }
    failures.finish(100);
}
