//! Formwork beside its rivals on the Supabase session, in one run: `cargo run --release -p formwork-benches`.
//!
//! `-- loop DOCUMENT MEASURE PASSES` runs one measure alone, for a profiler; `MEASURE` is a part of its name. So does
//! `-- conversions MEASURE PASSES`, by the whole name: `"supabase to ballware derived"`, or `by hand`, or `copy`.

mod agree;
mod borrowed;
mod by_hand;
mod clock;
mod conversions;
mod documents;
mod examples;
mod hand;
mod rivals;
mod table;

use std::error::Error;

use clock::Measure;
use rivals::{Prepared, Schema};

fn main() -> Result<(), Box<dyn Error>> {
    let schema = agree::schema()?;
    let prepared = documents::all()?
        .into_iter()
        .map(|document| agree::prepare(&schema, document))
        .collect::<Result<Vec<_>, _>>()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            compare(&schema, &prepared);
            conversions::compare()?;
        }
        ["conversions"] => conversions::compare()?,
        ["conversions", measure, passes] => conversions::repeat(measure, passes.parse()?)?,
        ["loop", document, measure, passes] => repeat(&schema, &prepared, document, measure, passes.parse()?)?,
        _ => {
            return Err(
                "arguments: none, `conversions`, `conversions MEASURE PASSES`, or `loop DOCUMENT MEASURE PASSES`"
                    .into(),
            );
        }
    }
    Ok(())
}

/// Times everything and prints a table for each document.
fn compare(schema: &Schema, prepared: &[Prepared]) {
    let groups: Vec<Vec<Measure<'_>>> = prepared.iter().map(|document| rivals::measures(schema, document)).collect();
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    let measures: Vec<_> = groups.into_iter().flatten().collect();
    let figures = clock::time(&measures);
    let mut rows = measures.iter().map(|measure| measure.name).zip(figures);
    for (prepared, size) in prepared.iter().zip(sizes) {
        let rows: Vec<_> = rows.by_ref().take(size).collect();
        println!("{}", table::markdown(&prepared.document, &rows));
    }
    println!(
        "{} rounds of {} ms a measure, after {} ms of warm-up.",
        clock::ROUNDS,
        clock::BATCH.as_millis(),
        clock::WARM_UP.as_millis()
    );
}

/// Runs one measure over and over.
fn repeat(schema: &Schema, prepared: &[Prepared], document: &str, name: &str, passes: u64) -> Result<(), String> {
    let prepared = prepared.iter().find(|one| one.document.name == document).ok_or("there is no such document")?;
    let measures = rivals::measures(schema, prepared);
    let measure = measures.iter().find(|one| one.name.contains(name)).ok_or("there is no such measure")?;
    let nanos = measure.run(passes).as_nanos() / u128::from(passes.max(1));
    println!("{document}, {}: {nanos} ns a pass", measure.name);
    Ok(())
}
