//! Random edits of random schemas: what is called compatible is contradicted by no instance that is tried, a witness is
//! one, and what other tools are given of a schema means the same.
//!
//! The cases are the same in every run. `$FORMWORK_SEED` takes others, `$FORMWORK_FULL` takes many more.

use std::collections::BTreeMap;

use formwork::compat::{Canonical, Direction, Judges, Side, Verdict, compare, emit, samples};
use formwork::{Compiled, Draft, Options, Settings, Source, compile};
use formwork_runtime::Kinds;

use crate::generator::{self, Dice, Instances, Value};

const SEED: u64 = 20_261_121;
/// So many instances are tried of each side.
const INSTANCES: usize = 40;

/// How many schemas are edited, and with which seed.
fn length() -> (u64, u64) {
    let is_full = std::env::var_os("FORMWORK_FULL").is_some_and(|value| value != "0");
    let seed = std::env::var("FORMWORK_SEED").map_or(SEED, |seed| seed.parse().expect("FORMWORK_SEED is a number"));
    (seed, if is_full { 3_000 } else { 200 })
}

struct Read {
    source: Source,
    settings: Settings,
    compiled: Compiled,
}

impl Read {
    fn new(draft: Draft, schema: &Value) -> Option<Self> {
        let mut settings = Settings::new();
        settings.draft = Some(draft);
        settings.assert_format = Some(false);
        let source = Source::from_text("schema.json", schema.to_string());
        let compiled = compile(&source, "", &settings.options()).ok()?;
        Some(Self { source, settings, compiled })
    }

    fn side(&self) -> Side<'_> {
        Side { compiled: &self.compiled, source: &self.source, fragment: "", settings: &self.settings }
    }
}

/// One small change somewhere.
fn edit(dice: &mut Dice<'_>, schema: &Value, other: &Value) -> Value {
    let mut edited = schema.clone();
    let ways = edited.ways();
    let way = &ways[dice.below(ways.len().min(256))];
    let donors = other.ways();
    let donor = donors[dice.below(donors.len().min(256))].clone();
    let donor = other.clone().follow(&donor).cloned();
    let Some(place) = edited.follow(way) else { return edited };
    match (place, dice.below(6)) {
        (Value::Object(members), 0 | 1) if !members.is_empty() => drop(members.remove(dice.below(members.len()))),
        (Value::Array(items), 0 | 1) if !items.is_empty() => drop(items.remove(dice.below(items.len()))),
        (Value::Array(items), 2) => items.extend(donor),
        (Value::Object(members), 2) => {
            for (name, value) in other.members() {
                if !members.iter().any(|(known, _)| known == name) && dice.chance(50) {
                    members.push((name.clone(), value.clone()));
                }
            }
        }
        (Value::Number(text), _) => {
            if let Ok(number) = text.parse::<i64>() {
                *text = number.saturating_add(if dice.chance(50) { 1 } else { -1 }).to_string();
            }
        }
        (Value::Boolean(boolean), _) => *boolean = !*boolean,
        (place, _) => {
            if let Some(donor) = donor {
                *place = donor;
            }
        }
    }
    edited
}

pub fn edits() -> Result<(), String> {
    let thread =
        std::thread::Builder::new().stack_size(256 << 20).spawn(all_edits).map_err(|error| error.to_string())?;
    thread.join().map_err(|_| "a comparison panicked".to_owned())?
}

fn all_edits() -> Result<(), String> {
    let (seed, schemas) = length();
    let mut tally: BTreeMap<String, u64> = BTreeMap::new();
    let mut wrong = Vec::new();
    for index in 0..schemas {
        let mut dice = Dice::seeded(seed, index);
        let draft = generator::draft(&mut dice);
        let old = generator::schema(&mut dice, draft);
        let other = generator::schema(&mut dice, draft);
        let Some(before) = Read::new(draft, &old) else { continue };
        // Many edits make a schema that is not legal: those are done over.
        let edited = (0..8).find_map(|_| {
            let mut new = old.clone();
            for _ in 0..dice.between(1, 3) {
                new = edit(&mut dice, &new, &other);
            }
            Some((Read::new(draft, &new)?, new))
        });
        let Some((after, new)) = edited else { continue };
        let comparison = compare(before.side(), after.side(), &[Direction::Backward, Direction::Forward], &Canonical);
        for (direction, from, to) in [(Direction::Backward, &before, &after), (Direction::Forward, &after, &before)] {
            let of = comparison.findings.iter().filter(|finding| finding.direction == direction);
            let worst = of.clone().map(|finding| finding.verdict).max();
            let verdict = worst.map_or("compatible", Verdict::name);
            *tally.entry(verdict.to_owned()).or_default() += 1;
            let mut tell = |what: String| {
                wrong.push(format!("case {index}, draft {draft}, {direction}: {what}\n  old {old}\n  new {new}"));
            };
            for finding in of {
                if finding.rule == "breaking::unexplained" {
                    tell(format!("proved, but there is a witness: {:?}", finding.witness));
                }
                if let Some(witness) = &finding.witness {
                    let json = formwork_runtime::parse(witness.as_bytes()).expect("a witness is JSON");
                    let judged = (Judges::new(from.side()).agree(&json), Judges::new(to.side()).agree(&json));
                    if judged != (Some(true), Some(false)) {
                        tell(format!("{witness} is no witness"));
                    }
                }
            }
            if worst.is_some() == comparison.proved.contains(&direction) {
                tell("neither proved nor told, or both".to_owned());
            }
            if worst.is_none() {
                let mut texts: Vec<String> = Vec::new();
                for schema in [&old, &new] {
                    let instances = Instances::of(schema);
                    texts.extend((0..INSTANCES).map(|_| instances.next(&mut dice).to_string()));
                }
                let made = [from, to].into_iter().flat_map(|read| samples(read.side(), INSTANCES));
                texts.extend(made.map(|json| String::from_utf8(formwork_runtime::to_vec(&json)).unwrap()));
                for text in texts {
                    *tally.entry("instances tried".to_owned()).or_default() += 1;
                    if from.compiled.accepts(text.as_bytes()) && !to.compiled.accepts(text.as_bytes()) {
                        tell(format!("compatible, but {text} is rejected"));
                        break;
                    }
                }
            }
        }
    }
    let tally: Vec<String> = tally.into_iter().map(|(what, count)| format!("{count} {what}")).collect();
    println!("random edits, FORMWORK_SEED={seed}: {}", tally.join(", "));
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.sort_by_key(String::len);
    let count = wrong.len();
    wrong.truncate(6);
    Err(format!("{count} cases are wrong, among them:\n{}", wrong.join("\n")))
}

/// What other tools are given of a schema accepts the same instances.
pub fn rewritten() -> Result<(), String> {
    let thread =
        std::thread::Builder::new().stack_size(256 << 20).spawn(all_rewritten).map_err(|error| error.to_string())?;
    thread.join().map_err(|_| "a schema panicked".to_owned())?
}

fn all_rewritten() -> Result<(), String> {
    let (seed, schemas) = length();
    let (mut written, mut unsayable, mut pairs) = (0, 0, 0);
    let mut wrong = Vec::new();
    for index in 0..schemas {
        let mut dice = Dice::seeded(seed ^ 0x5a5a, index);
        let draft = generator::draft(&mut dice);
        let schema = generator::schema(&mut dice, draft);
        let Some(read) = Read::new(draft, &schema) else { continue };
        let ir = &read.compiled.ir;
        let Ok(text) = emit::conjunction(ir, &[ir.root], Kinds::ALL).map(|schema| schema.to_string()) else {
            unsayable += 1;
            continue;
        };
        written += 1;
        let options = Options { assert_format: Some(true), ..Options::default() };
        let again = match compile(&Source::from_text("again.json", text.clone()), "", &options) {
            Ok(again) => again,
            Err(error) => {
                wrong.push(format!("case {index}: {error}\n  {schema}\n  {text}"));
                continue;
            }
        };
        let instances = Instances::of(&schema);
        for _ in 0..INSTANCES {
            let instance = instances.next(&mut dice).to_string();
            pairs += 1;
            if read.compiled.accepts(instance.as_bytes()) != again.accepts(instance.as_bytes()) {
                wrong.push(format!("case {index}, draft {draft}: {instance}\n  {schema}\n  {text}"));
                break;
            }
        }
    }
    println!("{written} schemas written again, {unsayable} not, {pairs} pairs judged");
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.sort_by_key(String::len);
    wrong.truncate(4);
    Err(wrong.join("\n"))
}
