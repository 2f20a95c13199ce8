//! Law 5 as texts to be read: each folder of `tests/diagnostics` holds a schema with something wrong, and
//! `snapshots/diagnostics/<folder>.snap` what its author is told.
//!
//! A new case is a new folder, named after the code, with a `schema.json`. To write the texts anew:
//! `INSTA_UPDATE=always cargo test --test snapshots --test diagnostics`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
};

use formwork::{Options, Source, compile, diagnostic::Diagnostics};
use support::{Failures, root};

/// The folders of `tests/diagnostics`, which are the codes.
fn codes() -> BTreeSet<String> {
    let folders = fs::read_dir(root().join("tests/diagnostics")).unwrap();
    folders.map(|folder| folder.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// What the author of a schema is told: the path is relative, as it would be on a command line.
fn told(code: &str) -> Diagnostics {
    match Source::read(format!("tests/diagnostics/{code}/schema.json")) {
        Err(error) => error.into(),
        Ok(source) => match compile(&source, "", &Options::default()) {
            Ok(compiled) => compiled.warnings,
            Err(errors) => errors,
        },
    }
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
            failures.check(one.place.is_some(), || format!("{place}: no place"));
            if let Some(at) = &one.place {
                failures.check(at.line > 0 && at.column > 0, || format!("{place}: {}:{}", at.line, at.column));
                failures.check(at.file.starts_with(&place), || format!("{place}: the file is {}", at.file));
            }
        }
        failures.check(!told.to_string().contains(&machine), || format!("{place}: a path of the machine\n{told}"));
    }
    failures.finish(100);
}
