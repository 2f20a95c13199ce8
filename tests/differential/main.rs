//! Law 1, 4 and 6 on random schemas and instances: the interpreter beside another implementation, the `jsonschema`
//! crate, and the generated code beside the interpreter.
//!
//! The cases are the same in every run. `$FORMWORK_SEED` takes others, `$FORMWORK_FULL` takes many more.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on should say where")]
#![allow(unreachable_pub, reason = "a program of several modules, not a library")]

mod compare;
mod crates;
mod generator;
mod oracle;
mod shrink;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use compare::{Outcome, Subject};
use formwork::Draft;
use generator::{Dice, Instances, Value};
use libtest_mimic::{Arguments, Failed, Trial};

/// The seed where none is given.
const SEED: u64 = 20_240_229;
/// How many different findings are made small and told.
const TOLD: usize = 12;

/// How much is tried.
#[derive(Clone, Copy)]
struct Length {
    seed: u64,
    schemas: u64,
    instances: u64,
    /// Of so many schemas, one is made Rust.
    rust_every: u64,
}

fn main() {
    let arguments = Arguments::from_args();
    let is_full = std::env::var_os("FORMWORK_FULL").is_some_and(|value| value != "0");
    let seed = std::env::var("FORMWORK_SEED").map_or(SEED, |seed| seed.parse().expect("FORMWORK_SEED is a number"));
    let length = if is_full {
        Length { seed, schemas: 9_200, instances: 22, rust_every: 8 }
    } else {
        Length { seed, schemas: 300, instances: 20, rust_every: 4 }
    };
    let trials = vec![
        Trial::test("known_faults", known_faults),
        Trial::test("verdicts", move || verdicts(length)),
        Trial::test("generated", move || crates::generated(seed, if is_full { 300 } else { 60 })),
    ];
    libtest_mimic::run(&arguments, trials).exit();
}

/// Something wrong with a schema and an instance.
struct Wrong {
    index: u64,
    draft: Draft,
    kind: &'static str,
    schema: Value,
    instance: Value,
}

/// The interpreter says what the oracle says.
fn verdicts(length: Length) -> Result<(), Failed> {
    // Frames are large without optimisation, the oracle's too.
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(move || compare_all(length))?;
    thread.join().map_err(|_| Failed::from("the comparison panicked"))?
}

fn compare_all(length: Length) -> Result<(), Failed> {
    let mut tally: BTreeMap<String, u64> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut count = |what: String| *tally.entry(what).or_default() += 1;
    for index in 0..length.schemas {
        let mut dice = Dice::seeded(length.seed, index);
        let draft = generator::draft(&mut dice);
        let schema = generator::schema(&mut dice, draft);
        count("schemas".to_owned());
        let add =
            |kind, instance: &Value| Wrong { index, draft, kind, schema: schema.clone(), instance: instance.clone() };
        let subject = match Subject::new(draft, &schema) {
            Ok(subject) => subject,
            Err(finding) => {
                wrong.push(add(finding.kind, &Value::Null));
                continue;
            }
        };
        if index % length.rust_every == 0 {
            count("made Rust, twice the same".to_owned());
            wrong.extend(subject.rust().err().map(|finding| add(finding.kind, &Value::Null)));
        }
        let instances = Instances::of(&schema);
        for _ in 0..length.instances {
            let instance = instances.next(&mut dice);
            count("pairs".to_owned());
            match subject.judge(&instance) {
                Ok(Outcome::Agreed(true)) => count("accepted by both".to_owned()),
                Ok(Outcome::Agreed(false)) => count("rejected by both".to_owned()),
                Ok(Outcome::NotForTheOracle) => count("not for the oracle".to_owned()),
                Ok(Outcome::Known(name)) => count(format!("known fault of the oracle: {name}")),
                Err(finding) => {
                    count(format!("WRONG: {}", finding.kind));
                    wrong.push(add(finding.kind, &instance));
                }
            }
        }
    }
    let tally: Vec<String> = tally.into_iter().map(|(what, count)| format!("{count} {what}")).collect();
    println!("differential, FORMWORK_SEED={}: {}", length.seed, tally.join(", "));
    if wrong.is_empty() { Ok(()) } else { Err(told(&wrong).into()) }
}

/// The findings made small, each sort of them once.
fn told(wrong: &[Wrong]) -> String {
    let mut seen = BTreeSet::new();
    let mut text = format!("{} cases are wrong, among them:\n", wrong.len());
    for Wrong { index, draft, kind, schema, instance } in wrong {
        if seen.len() == TOLD {
            break;
        }
        let (schema, instance) = shrink::shrink(*draft, schema, instance, kind);
        let keywords: BTreeSet<&str> = schema.members().iter().map(|(name, _)| name.as_str()).collect();
        if seen.insert((*draft, *kind, format!("{keywords:?}"))) {
            let detail = compare::examine(*draft, &schema, &instance).map_or(String::new(), |finding| finding.detail);
            let _ = writeln!(
                text,
                "case {index}, draft {draft}: {kind}\n  schema   {schema}\n  instance {instance}\n  {detail}"
            );
        }
    }
    text
}

/// Each known fault has its line in the list, with a reason, and each line its fault.
fn known_faults() -> Result<(), Failed> {
    let lines = oracle::LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let listed: BTreeSet<&str> = lines.filter_map(|line| line.split_once(" => ")).map(|(name, _)| name).collect();
    let known: BTreeSet<&str> = oracle::FAULTS.iter().map(|(name, _)| *name).collect();
    if listed == known { Ok(()) } else { Err(format!("listed {listed:?}, known {known:?}").into()) }
}
