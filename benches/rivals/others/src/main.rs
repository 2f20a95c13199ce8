//! boon, and parsers that judge nothing.

mod boon;
mod parsers;

use std::error::Error;

use formwork_bench_worker::{Offer, serve};

fn main() -> Result<(), Box<dyn Error>> {
    serve(|job| {
        let mut offer = Offer { measures: parsers::of(job), absent: Vec::new() };
        match boon::of(job) {
            Ok(measures) => offer.measures.extend(measures),
            Err(error) => offer.absent.push(("boon", error.to_string())),
        }
        offer
    })
}
