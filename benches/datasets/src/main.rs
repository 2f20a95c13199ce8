//! Formwork beside its rivals on real schemas and on the vendors' sessions: `cargo run --release -p formwork-bench-datasets`.
//!
//! `-- --help` tells the options. How it is done stands in `benches/README.md`.

mod arguments;
mod mutants;
mod random;
mod rounds;
mod tables;
mod verdicts;
mod worker;

use std::{collections::BTreeSet, error::Error, fs, path::Path};

use arguments::{Arguments, Command};
use formwork_bench_catalogue::{Dataset, Schema, datasets, schemas};
use formwork_bench_report::Conditions;
use tables::Row;
use worker::Worker;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = match arguments::parse(std::env::args().skip(1))? {
        Command::Help => {
            println!("{}", arguments::HELP);
            return Ok(());
        }
        Command::Run(arguments) => arguments,
    };
    let scratch = std::env::temp_dir().join(format!("formwork-bench-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let result = run(&arguments, &scratch);
    fs::remove_dir_all(&scratch)?;
    result
}

fn run(arguments: &Arguments, scratch: &Path) -> Result<(), Box<dyn Error>> {
    let schemas = schemas(scratch)?;
    let chosen: Vec<Dataset> =
        datasets(scratch)?.into_iter().filter(|dataset| arguments.chooses(&dataset.name)).collect();
    if chosen.is_empty() {
        return Err("there is no such dataset, or the data is not there".into());
    }
    let names: BTreeSet<&str> = chosen.iter().map(|dataset| dataset.schema.as_str()).collect();
    let names = (names.len() < schemas.len()).then(|| names.into_iter().collect::<Vec<_>>().join(","));
    let mut workers = Vec::new();
    let mut notes = Vec::new();
    for kind in worker::KINDS.iter().filter(|kind| arguments.workers.allows(kind.name)) {
        match Worker::start(kind, names.as_deref()) {
            Ok(worker) => {
                notes.extend(worker.version.iter().map(|version| format!("{} {version}", kind.name)));
                workers.push(worker);
            }
            Err(error) => notes.push(format!("{} is not there: {error}", kind.name)),
        }
    }
    let conditions = Conditions::now();
    let mut rows = Vec::new();
    for dataset in &chosen {
        let schema = schemas.iter().find(|schema| schema.name == dataset.schema).ok_or("a dataset has a schema")?;
        if let Some((measure, passes)) = &arguments.repeat {
            repeat(&mut workers, schema, dataset, measure, *passes)?;
            continue;
        }
        eprintln!("{}", dataset.name);
        let verdicts = verdicts::compare(&mut workers, schema, dataset, scratch)?;
        let figures = rounds::time(&mut workers, &verdicts, arguments.effort)?;
        rows.push(Row::new(dataset, verdicts, figures)?);
    }
    if arguments.repeat.is_none() {
        report(arguments, &conditions, &rows, &notes)?;
    }
    Ok(())
}

/// One measure alone, for a profiler.
fn repeat(
    workers: &mut [Worker],
    schema: &Schema,
    dataset: &Dataset,
    measure: &str,
    passes: u64,
) -> Result<(), Box<dyn Error>> {
    for worker in workers {
        let loaded = worker.load(schema, dataset, &dataset.documents)?;
        if let Some((name, verdicts)) = loaded.measures.iter().find(|(name, _)| name == measure) {
            let nanos = worker.time(name, passes)? / u128::from(passes.max(1)) / verdicts.len().max(1) as u128;
            println!("{}, {name}: {nanos} ns a document", dataset.name);
            return Ok(());
        }
    }
    Err("there is no such measure".into())
}

fn report(
    arguments: &Arguments,
    conditions: &Conditions,
    rows: &[Row],
    notes: &[String],
) -> Result<(), Box<dyn Error>> {
    let page = tables::page(rows, notes, conditions, arguments.effort);
    print!("{}", page.markdown);
    if let Some(folder) = &arguments.out {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("datasets.md"), &page.markdown)?;
        fs::write(folder.join("datasets.tsv"), &page.figures)?;
        for (name, svg) in &page.plots {
            fs::write(folder.join(name), svg)?;
        }
    }
    Ok(())
}
