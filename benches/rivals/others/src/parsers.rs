//! Other parsers, which say of a document no more than whether it is JSON.

use std::hint::black_box;

use formwork_bench_worker::{Job, Measure};
use serde::de::IgnoredAny;

pub(crate) fn of(job: &Job) -> Vec<Measure> {
    let texts = &job.documents;
    vec![
        Measure::new("sonic-rs IgnoredAny", texts, |text| sonic_rs::from_slice::<IgnoredAny>(text).is_ok()),
        Measure::new("sonic-rs Value", texts, |text| black_box(sonic_rs::from_slice::<sonic_rs::Value>(text)).is_ok()),
        // It writes into its input, so that the copy is a part of what it takes.
        Measure::new("simd-json tape", texts, |text| {
            let mut copy = text.clone();
            black_box(simd_json::to_tape(&mut copy)).is_ok()
        }),
    ]
}
