//! corvus-json-schema, on a parsed value and from bytes.

use std::{error::Error, rc::Rc};

use corvus_json_schema::{CompileOptions, JsonSchemaResultsCollector, ResultsLevel, Validator, compile_with};
use formwork_bench_worker::{Job, Measure, Offer, serve};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    serve(|job| match build(job) {
        Ok(validator) => Offer { measures: measures(job, &Rc::new(validator)), absent: Vec::new() },
        Err(error) => Offer { measures: Vec::new(), absent: vec![("corvus", error.to_string())] },
    })
}

fn build(job: &Job) -> Result<Validator, Box<dyn Error>> {
    let options = CompileOptions { assert_format: Some(job.asserts_format), ..CompileOptions::default() };
    Ok(compile_with(&serde_json::from_str(&job.schema)?, &options)?)
}

fn measures(job: &Job, validator: &Rc<Validator>) -> Vec<Measure> {
    let values: Rc<[Value]> = job.documents.iter().filter_map(|text| serde_json::from_slice(text).ok()).collect();
    let each = || Rc::clone(validator);
    let (a, b, c) = (each(), each(), each());
    vec![
        Measure::new("corvus value", &values, move |value| a.is_valid(value)),
        Measure::new("corvus", &job.documents, move |text| {
            std::str::from_utf8(text).is_ok_and(|text| b.validate_json(text).unwrap_or(false))
        }),
        Measure::new("corvus all", &job.documents, move |text| {
            let mut errors = JsonSchemaResultsCollector::new(ResultsLevel::Basic);
            std::str::from_utf8(text).is_ok_and(|text| c.evaluate_json(text, &mut errors).unwrap_or(false))
        }),
    ]
}
