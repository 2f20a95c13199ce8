//! `jsonschema`: its macros and its validator that is built at run time, on a parsed value and from bytes.

use std::{error::Error, hint::black_box, rc::Rc};

use formwork_bench_macros::validator;
use formwork_bench_worker::{Job, Measure, Offer, serve};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    serve(|job| {
        let mut offer = Offer::default();
        let values: Rc<[Value]> = job.documents.iter().filter_map(|text| serde_json::from_slice(text).ok()).collect();
        macros(job, &values, &mut offer);
        match build(job) {
            Ok(validator) => runtime(job, &values, &Rc::new(validator), &mut offer),
            Err(error) => offer.absent.push(("jsonschema value", error.to_string())),
        }
        offer
    })
}

fn read(text: &[u8]) -> Option<Value> {
    serde_json::from_slice(text).ok()
}

fn macros(job: &Job, values: &Rc<[Value]>, offer: &mut Offer) {
    let Some(validator) = validator(&job.name) else {
        return offer.absent.push(("macros value", "not built for this schema".to_owned()));
    };
    let texts = &job.documents;
    let is_valid = validator.is_valid;
    offer.measures.push(Measure::new("macros value", values, is_valid));
    offer.measures.push(Measure::new("macros", texts, move |text| read(text).is_some_and(|value| is_valid(&value))));
    if let Some(first) = validator.first {
        offer
            .measures
            .push(Measure::new("macros first", texts, move |text| read(text).is_some_and(|value| first(&value))));
    }
    if let Some(all) = validator.all {
        offer
            .measures
            .push(Measure::new("macros all", texts, move |text| read(text).is_some_and(|value| all(&value) == 0)));
    }
}

fn build(job: &Job) -> Result<Validator, Box<dyn Error>> {
    let schema = serde_json::from_str(&job.schema)?;
    Ok(jsonschema::options().should_validate_formats(job.asserts_format).build(&schema)?)
}

fn runtime(job: &Job, values: &Rc<[Value]>, validator: &Rc<Validator>, offer: &mut Offer) {
    let texts = &job.documents;
    let each = || Rc::clone(validator);
    let (a, b, c, d) = (each(), each(), each(), each());
    offer.measures.extend([
        Measure::new("jsonschema value", values, move |value| a.is_valid(value)),
        Measure::new("jsonschema", texts, move |text| read(text).is_some_and(|value| b.is_valid(&value))),
        Measure::new("jsonschema first", texts, move |text| {
            read(text).is_some_and(|value| black_box(c.validate(&value).map_err(ValidationError::to_owned)).is_ok())
        }),
        Measure::new("jsonschema all", texts, move |text| {
            let errors = |value| d.iter_errors(&value).map(ValidationError::to_owned).collect::<Vec<_>>();
            read(text).is_some_and(|value| black_box(errors(value)).is_empty())
        }),
    ]);
}
