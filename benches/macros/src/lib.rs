//! What the `jsonschema` macros make of the schemas of the bench. They take minutes to compile, so that they are in a
//! crate that nothing of Formwork's can make stale.

use std::hint::black_box;

use jsonschema::ValidationError;
use serde_json::Value;

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// What was generated for one schema.
#[derive(Clone, Copy, Debug)]
pub struct Validator {
    /// The schema's name in the catalogue.
    pub name: &'static str,
    /// Whether the schema accepts a value.
    pub is_valid: fn(&Value) -> bool,
    /// Whether it does, stopping at the first error.
    pub first: Option<fn(&Value) -> bool>,
    /// The number of errors, each of them made to outlive the value.
    pub all: Option<fn(&Value) -> usize>,
}

/// The validator of a schema.
pub fn validator(name: &str) -> Option<Validator> {
    VALIDATORS.iter().copied().find(|validator| validator.name == name)
}

/// As somebody does who shows the error later.
fn keep(error: ValidationError<'_>) {
    black_box(error.to_owned());
}

fn count<'i>(errors: impl Iterator<Item = ValidationError<'i>>) -> usize {
    black_box(errors.map(ValidationError::to_owned).collect::<Vec<_>>()).len()
}
