//! Law 1, 2 and 4 on the official suite: every group's schema compiles, its Rust compiles under `-D warnings`, and the
//! interpreter, the generated checks over bytes and over a parsed value, and the generated decoder give the verdict that
//! the suite wants; what was decoded is encoded equal.
//!
//! The same for twelve real schemas and their thousands of real instances.
//!
//! The suite is looked for in `$JSON_SCHEMA_TEST_SUITE`, the real schemas in `$JSON_SCHEMA_BENCH_DATA`, then both beside
//! the project; where they are absent the tests show as ignored, unless `$FORMWORK_REQUIRE_DATA` is set. The generated ways take minutes of compiling: without
//! `$FORMWORK_FULL` they run for one draft only.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on should say where")]
#![allow(unreachable_pub, reason = "a program of several modules, not a library")]

mod crates;
mod deep;
mod exceptions;
mod groups;
mod matrix;

use std::collections::BTreeMap;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use crates::Way;
use groups::{DRAFTS, DraftFolder, Group, REAL};

fn main() {
    let arguments = Arguments::from_args();
    let is_full = std::env::var_os("FORMWORK_FULL").is_some_and(|full| full != "0");
    let mut trials = Vec::new();
    match groups::folder() {
        Some(suite) => {
            for draft in DRAFTS {
                let mut groups = groups::read(&suite, draft);
                if draft.folder == "draft2020-12" {
                    groups.extend(matrix::groups());
                    groups.extend(deep::groups());
                }
                trials.extend(both_ways(draft, groups, is_full || draft.folder == "draft2020-12"));
            }
        }
        None => trials.push(missing("official_suite_is_there")),
    }
    match groups::real_folder() {
        Some(folder) => trials.extend(both_ways(REAL, groups::real(&folder), is_full)),
        None => trials.push(missing("real_schemas_are_there")),
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The trial that stands for data which is not there: ignored, or a failure where the data is required.
fn missing(name: &'static str) -> Trial {
    let is_required = std::env::var_os("FORMWORK_REQUIRE_DATA").is_some();
    Trial::test(name, || Err("the data is not there".into())).with_ignored_flag(!is_required)
}

/// The trials of some groups: by the interpreter, and by generated code.
fn both_ways(draft: DraftFolder, groups: Vec<Group>, compiles: bool) -> [Trial; 2] {
    let groups = Arc::new(groups);
    let interpreted = Arc::clone(&groups);
    let interpreter = Trial::test(format!("{}::interpreter", draft.folder), move || {
        judge(&interpreted, &[Way::Interpreter], Group::interpret)
    });
    let generated = Trial::test(format!("{}::generated", draft.folder), move || {
        let verdicts = crates::run(draft, &groups)?;
        judge(&groups, &Way::GENERATED, |group, test| {
            let seen: Option<&BTreeMap<Way, bool>> = verdicts.get(&(group.name.clone(), test));
            seen.cloned().unwrap_or_default()
        })
    });
    [interpreter, generated.with_ignored_flag(!compiles)]
}

/// Compares the verdicts of every test of every group with what the suite wants, exceptions aside.
fn judge(
    groups: &[Group],
    ways: &[Way],
    verdicts: impl Fn(&Group, usize) -> BTreeMap<Way, bool>,
) -> Result<(), Failed> {
    let mut wrong = Vec::new();
    let mut counted = 0;
    for group in groups {
        for (index, test) in group.tests.iter().enumerate() {
            let verdicts = verdicts(group, index);
            let mut failing = Vec::new();
            for way in ways {
                counted += 1;
                let wanted = if *way == Way::Reencoded { true } else { test.valid };
                // Only what is valid is decoded, and so encoded again.
                if *way == Way::Reencoded && !test.valid {
                    continue;
                }
                if verdicts.get(way) != Some(&wanted) {
                    failing.push(format!("{way:?}: {:?}", verdicts.get(way)));
                }
            }
            let name = format!("{} / {}", group.name, test.description);
            match (exceptions::reason(&name, ways), failing.is_empty()) {
                (None, false) => wrong.push(format!("{name}: wanted {}, {}", test.valid, failing.join(", "))),
                (Some(reason), true) => wrong.push(format!("{name}: passes, but is listed as failing: {reason}")),
                _ => {}
            }
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("{} of {counted} verdicts are wrong:\n{}", wrong.len(), wrong.join("\n")).into())
}
