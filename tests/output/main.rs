//! What the specification says about annotations and output: the official suite's tests of both, and on the rest of the
//! suite that every output is what the specification allows, and agrees with the other readers of the schema.
//!
//! The suite is looked for in `$JSON_SCHEMA_TEST_SUITE`, then beside the project; where it is absent the tests show as
//! ignored, unless `$FORMWORK_REQUIRE_DATA` is set.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on should say where")]
#![allow(unreachable_pub, reason = "a program of several modules, not a library")]

mod agree;
mod annotations;
mod cli;
mod exceptions;
mod formats;
mod own;
mod suite;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = own::trials();
    trials.push(Trial::test("cli::every_document_is_a_line", cli::lines));
    let Some(folder) = suite::folder() else {
        let is_required = std::env::var_os("FORMWORK_REQUIRE_DATA").is_some();
        let missing = Trial::test("official_suite_is_there", || Err("the official suite is not there".into()));
        trials.push(missing.with_ignored_flag(!is_required));
        libtest_mimic::run(&arguments, trials).exit();
    };
    for draft in suite::DRAFTS {
        let (for_annotations, for_agreement) = (folder.clone(), folder.clone());
        trials.push(Trial::test(format!("annotations::{}", draft.folder), move || {
            annotations::run(&for_annotations, draft)
        }));
        trials.push(Trial::test(format!("agree::{}", draft.folder), move || agree::run(&for_agreement, draft)));
    }
    for draft in &suite::DRAFTS[3..] {
        let folder = folder.clone();
        trials.push(Trial::test(format!("formats::{}", draft.folder), move || formats::run(&folder, *draft)));
    }
    libtest_mimic::run(&arguments, trials).exit();
}
