//! boon: its validator on a parsed value and from bytes.

use std::{error::Error, rc::Rc};

use boon::{Compiler, Format, Schemas};
use formwork_bench_worker::{Job, Measure};
use serde_json::Value;

/// The formats that it knows.
const FORMATS: [&str; 19] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "period",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

pub(crate) fn of(job: &Job) -> Result<Vec<Measure>, Box<dyn Error>> {
    let mut compiler = Compiler::new();
    if job.asserts_format {
        compiler.enable_format_assertions();
    } else {
        // It asserts them in drafts up to 7, whether one wants it or not.
        for name in FORMATS {
            compiler.register_format(Format { name, func: |_| Ok(()) });
        }
    }
    let place = "http://localhost/schema.json";
    compiler.add_resource(place, serde_json::from_str(&job.schema)?).map_err(|error| error.to_string())?;
    let mut schemas = Schemas::new();
    let index = compiler.compile(place, &mut schemas).map_err(|error| format!("{error:#}"))?;
    let values: Rc<[Value]> = job.documents.iter().filter_map(|text| serde_json::from_slice(text).ok()).collect();
    let schemas = Rc::new(schemas);
    let again = Rc::clone(&schemas);
    Ok(vec![
        Measure::new("boon value", &values, move |value| schemas.validate(value, index).is_ok()),
        Measure::new("boon", &job.documents, move |text| {
            serde_json::from_slice(text).is_ok_and(|value| again.validate(&value, index).is_ok())
        }),
    ])
}
