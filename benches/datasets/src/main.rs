//! Formwork beside its rivals on real schemas and their documents: `cargo run --release -p formwork-bench-datasets`.
//!
//! The data is looked for in `$JSON_SCHEMA_BENCH_DATA`, then beside the project. `-- loop DATASET MEASURE PASSES` runs one
//! measure alone, for a profiler; `-- NAME…` runs these datasets only.

#[path = "../../src/clock.rs"]
mod clock;

use std::error::Error;
use std::hint::black_box;
use std::path::Path;

use clock::Measure;
use formwork_runtime::{Budget, Check, Decode, Encode, ValueTree, Verdict};
use serde::de::IgnoredAny;
use serde_json::Value;

include!(concat!(env!("OUT_DIR"), "/datasets.rs"));

/// One schema, its documents, and what was generated for it.
struct Dataset {
    name: &'static str,
    folder: &'static str,
    check: fn(&[u8]) -> bool,
    check_value: fn(&Value) -> bool,
    decode: fn(&[u8]) -> bool,
    encode: fn(&[u8]) -> Option<Encoder>,
    macros: fn(&Value) -> bool,
}

fn check<T: Check>(text: &[u8]) -> bool {
    formwork_runtime::check_slice::<T>(text).is_ok()
}

fn check_value<T: Check>(value: &Value) -> bool {
    let budget = Budget::for_value();
    T::check(&mut ValueTree::new(value, &budget), &mut Verdict).is_ok()
}

fn decode<T: Check + Decode>(text: &[u8]) -> bool {
    black_box(formwork_runtime::from_slice::<T>(text)).is_ok()
}

fn encode<T: Check + Decode + Encode + 'static>(text: &[u8]) -> Option<Encoder> {
    let value = formwork_runtime::from_slice::<T>(text).ok()?;
    Some(Box::new(move || black_box(formwork_runtime::to_vec(&value)).len()))
}

/// Writes a typed document and gives the length of what was written.
type Encoder = Box<dyn Fn() -> usize>;

/// The documents of a dataset, read once in every way.
struct Documents {
    texts: Vec<Vec<u8>>,
    values: Vec<Value>,
    typed: Vec<Encoder>,
    plan: formwork::Compiled,
    #[cfg(feature = "corvus")]
    corvus: Option<corvus_json_schema::Validator>,
}

const MEASURES: usize = if cfg!(feature = "corvus") { 12 } else { 10 };

impl Documents {
    fn read(dataset: &Dataset) -> Result<Self, Box<dyn Error>> {
        let folder = Path::new(dataset.folder);
        let lines = std::fs::read_to_string(folder.join("instances.jsonl"))?;
        let texts: Vec<Vec<u8>> = lines.lines().map(|line| line.as_bytes().to_vec()).collect();
        let values: Vec<Value> = texts.iter().map(|text| serde_json::from_slice(text)).collect::<Result<_, _>>()?;
        let typed = texts.iter().filter_map(|text| (dataset.encode)(text)).collect();
        let source = formwork::Source::read(folder.join("schema.json")).map_err(|error| error.to_string())?;
        let plan = formwork::compile(&source, "", &formwork::Options::default())?;
        #[cfg(feature = "corvus")]
        let corvus =
            corvus_json_schema::compile(&serde_json::from_slice(&std::fs::read(folder.join("schema.json"))?)?).ok();
        Ok(Self {
            texts,
            values,
            typed,
            plan,
            #[cfg(feature = "corvus")]
            corvus,
        })
    }

    fn measures<'d>(&'d self, dataset: &'d Dataset) -> Vec<Measure<'d>> {
        let texts = |judge: fn(&[u8]) -> bool| move || self.texts.iter().filter(|text| judge(black_box(text))).count();
        let values =
            |judge: fn(&Value) -> bool| move || self.values.iter().filter(|value| judge(black_box(value))).count();
        #[cfg_attr(not(feature = "corvus"), expect(unused_mut, reason = "a rival is added by feature"))]
        let mut measures = vec![
            Measure::new("IgnoredAny", texts(|text| serde_json::from_slice::<IgnoredAny>(text).is_ok())),
            Measure::new("bytes", texts(dataset.check)),
            Measure::new("decode", texts(dataset.decode)),
            Measure::new("interpreter", || self.texts.iter().filter(|text| self.plan.accepts(black_box(text))).count()),
            Measure::new("Value", texts(|text| black_box(serde_json::from_slice::<Value>(text)).is_ok())),
            Measure::new("Value + macros", || {
                let judge = |text: &&Vec<u8>| {
                    serde_json::from_slice(black_box(text)).is_ok_and(|value| (dataset.macros)(&value))
                };
                self.texts.iter().filter(judge).count()
            }),
            Measure::new("value", values(dataset.check_value)),
            Measure::new("macros", values(dataset.macros)),
            Measure::new("encode", || self.typed.iter().map(|encode| encode()).sum::<usize>()),
            Measure::new("to_vec(Value)", || {
                self.values
                    .iter()
                    .map(|value| black_box(serde_json::to_vec(value)).map_or(0, |text| text.len()))
                    .sum::<usize>()
            }),
        ];
        #[cfg(feature = "corvus")]
        {
            measures.push(Measure::new("corvus, value", || {
                self.corvus
                    .iter()
                    .map(|corvus| self.values.iter().filter(|value| corvus.is_valid(black_box(value))).count())
                    .sum::<usize>()
            }));
            measures.push(Measure::new("corvus, bytes", || {
                let judge = |corvus: &corvus_json_schema::Validator, text: &[u8]| {
                    std::str::from_utf8(black_box(text))
                        .ok()
                        .and_then(|text| corvus.validate_json(text).ok())
                        .unwrap_or(false)
                };
                self.corvus
                    .iter()
                    .map(|corvus| self.texts.iter().filter(|text| judge(corvus, text)).count())
                    .sum::<usize>()
            }));
        }
        measures
    }

    /// Every contestant accepts every document, or is named as one that does not.
    fn agree(&self, dataset: &Dataset) -> Result<Vec<&'static str>, Box<dyn Error>> {
        let all = self.texts.len();
        let ours = [
            self.texts.iter().filter(|text| (dataset.check)(text)).count(),
            self.texts.iter().filter(|text| (dataset.decode)(text)).count(),
            self.texts.iter().filter(|text| self.plan.accepts(text)).count(),
            self.values.iter().filter(|value| (dataset.check_value)(value)).count(),
        ];
        if ours != [all; 4] {
            return Err(format!("{}: of {all} documents Formwork accepts {ours:?}", dataset.name).into());
        }
        let macros = self.values.iter().filter(|value| (dataset.macros)(value)).count();
        Ok(if macros == all { Vec::new() } else { vec!["macros"] })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["loop", name, measure, passes] = words.as_slice() {
        let dataset = DATASETS.iter().find(|dataset| dataset.name == *name).ok_or("there is no such dataset")?;
        let documents = Documents::read(dataset)?;
        let measures = documents.measures(dataset);
        let measure = measures.iter().find(|one| one.name == *measure).ok_or("there is no such measure")?;
        let passes: u64 = passes.parse()?;
        let nanos = measure.run(passes).as_nanos() / u128::from(passes) / documents.texts.len() as u128;
        println!("{name}, {}: {nanos} ns a document", measure.name);
        return Ok(());
    }
    let datasets: Vec<&Dataset> =
        DATASETS.iter().filter(|dataset| words.is_empty() || words.contains(&dataset.name)).collect();
    let documents = datasets.iter().map(|dataset| Documents::read(dataset)).collect::<Result<Vec<_>, _>>()?;
    for (dataset, documents) in datasets.iter().zip(&documents) {
        for wrong in documents.agree(dataset)? {
            println!("{}: {wrong} does not accept every document\n", dataset.name);
        }
    }
    let groups: Vec<Measure<'_>> =
        datasets.iter().zip(&documents).flat_map(|(dataset, documents)| documents.measures(dataset)).collect();
    let figures = clock::time(&groups);
    print(&datasets, &documents, &figures);
    Ok(())
}

/// A ratio; a dash where the rival is not there.
fn shown(column: usize, ratio: f64) -> String {
    if matches!(column, 3 | 4) && !cfg!(feature = "macros") { "–".to_owned() } else { format!("{ratio:.2}") }
}

/// The table: nanoseconds a document of what the others are measured by, and ratios to it.
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn print(datasets: &[&Dataset], documents: &[Documents], figures: &[clock::Figure]) {
    let corvus = if cfg!(feature = "corvus") { " corvus, bytes | corvus, value to macros |" } else { "" };
    println!(
        "| dataset | bytes | IgnoredAny, ns | check | decode | interpreter | Value + macros | macros, ns | value to macros | encode to `to_vec(Value)` |{corvus}"
    );
    println!("| --- |{}", " ---: |".repeat(9 + corvus.matches('|').count()));
    let mut means = vec![0.0; 6 + 2 * usize::from(cfg!(feature = "corvus"))];
    for ((dataset, documents), figures) in datasets.iter().zip(documents).zip(figures.chunks(MEASURES)) {
        let count = documents.texts.len() as f64;
        let bytes = documents.texts.iter().map(Vec::len).sum::<usize>() as f64 / count;
        let at = |index: usize| figures[index].nanos / count;
        let (skip, macros) = (at(0), at(7));
        let mut ratios = vec![at(1) / skip, at(2) / skip, at(3) / skip, at(5) / skip, at(6) / macros, at(8) / at(9)];
        if MEASURES > 10 {
            ratios.extend([at(11) / skip, at(10) / macros]);
        }
        for (mean, ratio) in means.iter_mut().zip(&ratios) {
            *mean += ratio.ln();
        }
        let shown: Vec<String> = ratios.iter().enumerate().map(|(at, ratio)| shown(at, *ratio)).collect();
        let (before, after) = shown.split_at(4);
        let macros = if cfg!(feature = "macros") { format!("{macros:.0}") } else { "–".to_owned() };
        println!(
            "| {} | {bytes:.0} | {skip:.0} | {} | {macros} | {} |",
            dataset.name,
            before.join(" | "),
            after.join(" | ")
        );
    }
    let means: Vec<String> =
        means.iter().enumerate().map(|(at, mean)| shown(at, (mean / datasets.len() as f64).exp())).collect();
    let (before, after) = means.split_at(4);
    println!("| geometric mean | | | {} | | {} |", before.join(" | "), after.join(" | "));
    let widest = figures.iter().map(|figure| figure.spread).fold(0.0, f64::max);
    println!(
        "\n{} rounds a measure; the quartiles are at most {:.0} % of the median apart.",
        clock::ROUNDS,
        widest * 100.0
    );
}
