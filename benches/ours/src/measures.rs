//! Formwork's ways from a document to a verdict, to a typed value, and back.

use std::{hint::black_box, rc::Rc};

use formwork::{Compiled, Settings, Source, compile};
use formwork_bench_worker::{Job, Measure};
use formwork_runtime::{Check, Decode, Encode, check_all, check_slice, check_value, from_slice, to_vec};
use serde_json::Value;

/// So many violations are collected at most.
const ALL: usize = 1000;

/// By the code that was generated for `T`.
pub(crate) fn of<T: Check + Decode + Encode + 'static>(job: &Job) -> Vec<Measure> {
    let values: Rc<[Value]> = job.documents.iter().filter_map(|text| serde_json::from_slice(text).ok()).collect();
    let typed: Rc<[T]> = job.documents.iter().filter_map(|text| from_slice(text).ok()).collect();
    vec![
        Measure::new("check", &job.documents, |text| check_slice::<T>(text).is_ok()),
        Measure::new("check all", &job.documents, |text| black_box(check_all::<T>(text, ALL)).is_ok()),
        Measure::new("check value", &values, |value| check_value::<T>(value).is_ok()),
        Measure::new("decode", &job.documents, |text| black_box(from_slice::<T>(text)).is_ok()),
        Measure::new("encode", &typed, |value| !black_box(to_vec(value)).is_empty()),
    ]
}

/// By the plan, as it stands.
pub(crate) fn interpreter(job: &Job) -> Result<Vec<Measure>, String> {
    let plan = Rc::new(plan(job)?);
    let again = Rc::clone(&plan);
    Ok(vec![
        Measure::new("interpreter", &job.documents, move |text| plan.accepts(text)),
        Measure::new("interpreter all", &job.documents, move |text| black_box(again.check_all(text, ALL)).is_ok()),
    ])
}

fn plan(job: &Job) -> Result<Compiled, String> {
    let settings = Settings::beside(&job.path.to_string_lossy()).map_err(|error| error.to_string())?;
    let source = Source::from_text("schema.json", &job.schema);
    compile(&source, "", &settings.options()).map_err(|error| error.to_string())
}
