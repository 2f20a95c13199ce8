//! Formwork's worker: generated code and the interpreter, and what `serde_json` alone takes in the same build.

mod floors;
mod measures;

use std::error::Error;

use formwork_bench_worker::{Job, Measure, Offer, serve};

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// The measures of a schema's generated code.
type Measures = fn(&Job) -> Vec<Measure>;

fn main() -> Result<(), Box<dyn Error>> {
    serve(|job| {
        let mut offer = Offer { measures: floors::of(job), absent: Vec::new() };
        match SCHEMAS.iter().find(|(name, _)| *name == job.name) {
            Some((_, measures)) => offer.measures.extend(measures(job)),
            None => offer.absent.push(("check", "generated code is not built for this schema".to_owned())),
        }
        match measures::interpreter(job) {
            Ok(measures) => offer.measures.extend(measures),
            Err(reason) => offer.absent.push(("interpreter", reason)),
        }
        offer
    })
}
