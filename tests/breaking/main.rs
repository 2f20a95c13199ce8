//! Edits of schemas, each with what it breaks, judged by hand from what the schemas mean: no wrong verdict, and a witness
//! wherever one is said to be found.
//!
//! `tests/breaking/*.json` hold the edits. Of each direction an edit says `compatible`, `breaking` (both with certainty: a
//! proof or a witness), or what weaker verdict is all that is reached, and which rules are named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on should say where")]
#![allow(unreachable_pub, reason = "a program of several modules, not a library")]

mod edits;
#[path = "../differential/generator/mod.rs"]
mod generator;
mod random;

use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/breaking");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "json"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let subject = file.file_stem().unwrap().to_string_lossy().into_owned();
        all.extend(edits::read(&subject, &fs::read_to_string(&file).unwrap()));
    }
    let mut trials: Vec<Trial> = Vec::new();
    for edit in all.clone() {
        trials.push(Trial::test(format!("{}::{}", edit.subject, edit.name), move || {
            edits::run(&edit).map_err(Failed::from).map(|_| ())
        }));
    }
    trials.push(Trial::test("figures", move || edits::figures(&all).map_err(Failed::from)));
    trials.push(Trial::test("random::edits", || random::edits().map_err(Failed::from)));
    trials.push(Trial::test("random::rewritten", || random::rewritten().map_err(Failed::from)));
    libtest_mimic::run(&arguments, trials).exit();
}
