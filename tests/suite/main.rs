//! Law 1, 2 and 4 on the official suite: every group's schema compiles, its Rust compiles under `-D warnings`, and the
//! interpreter, the generated checks over bytes and over a parsed value, and the generated decoder give the verdict that
//! the suite wants; what was decoded is encoded equal.
//!
//! The suite is looked for in `$JSON_SCHEMA_TEST_SUITE`, then beside the project; where it is absent the tests show as
//! ignored, unless `$FORMWORK_REQUIRE_DATA` is set. The generated ways take minutes of compiling: without
//! `$FORMWORK_FULL` they run for one draft only.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on should say where")]
#![allow(unreachable_pub, reason = "a program of several modules, not a library")]

mod crates;
mod exceptions;
mod groups;
mod matrix;

use std::collections::BTreeMap;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use crates::Way;
use groups::{DRAFTS, Group};

fn main() {
    let arguments = Arguments::from_args();
    let Some(suite) = groups::folder() else {
        let is_required = std::env::var_os("FORMWORK_REQUIRE_DATA").is_some();
        let missing = Trial::test("official_suite_is_there", || Err("the official suite is not there".into()));
        libtest_mimic::run(&arguments, vec![missing.with_ignored_flag(!is_required)]).exit();
    };
    let is_full = std::env::var_os("FORMWORK_FULL").is_some();
    let mut trials = Vec::new();
    for draft in DRAFTS {
        let mut groups = groups::read(&suite, draft);
        if draft.folder == "draft2020-12" {
            groups.extend(matrix::groups());
        }
        let groups = Arc::new(groups);
        let interpreted = Arc::clone(&groups);
        trials.push(Trial::test(format!("{}::interpreter", draft.folder), move || {
            judge(&interpreted, &[Way::Interpreter], |group, test| group.interpret(test))
        }));
        let generated = Trial::test(format!("{}::generated", draft.folder), move || {
            let verdicts = crates::run(draft, &groups)?;
            judge(&groups, &Way::GENERATED, |group, test| {
                let seen: Option<&BTreeMap<Way, bool>> = verdicts.get(&(group.name.clone(), test));
                seen.cloned().unwrap_or_default()
            })
        });
        trials.push(generated.with_ignored_flag(!is_full && draft.folder != "draft2020-12"));
    }
    libtest_mimic::run(&arguments, trials).exit();
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
