//! What reading and writing JSON takes without a schema.

use std::{hint::black_box, rc::Rc};

use formwork_bench_worker::{Job, Measure};
use serde::de::IgnoredAny;
use serde_json::Value;

pub(crate) fn of(job: &Job) -> Vec<Measure> {
    let values: Rc<[Value]> = job.documents.iter().filter_map(|text| serde_json::from_slice(text).ok()).collect();
    vec![
        Measure::new("IgnoredAny", &job.documents, |text| serde_json::from_slice::<IgnoredAny>(text).is_ok()),
        Measure::new("Value", &job.documents, |text| black_box(serde_json::from_slice::<Value>(text)).is_ok()),
        Measure::new("encode Value", &values, |value| black_box(serde_json::to_vec(value)).is_ok()),
    ]
}
