//! Set algebra over schemas, behind a trait of our own: it proves what the walk over two schemas cannot.

use jsonschema::canonical::{self, CanonicalSchema, Containment, Satisfiability};
use serde_json::Value;

/// What is known for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Neither was established.
    Unknown,
}

/// Questions about the sets of values that schemas of draft 2020-12 accept, in which `format` asserts.
pub trait Algebra {
    /// Whether `wide` accepts every value that `narrow` accepts.
    fn covers(&self, wide: &Value, narrow: &Value) -> Answer;

    /// Whether a schema accepts any value.
    fn is_satisfiable(&self, schema: &Value) -> Answer;
}

/// The algebra of the crate `jsonschema`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Canonical;

/// A schema that is longer as text is not looked at: the time that the algebra takes can grow faster than the schema.
const LONGEST: usize = 60_000;

fn canonical(schema: &Value) -> Option<CanonicalSchema> {
    if schema.to_string().len() > LONGEST {
        return None;
    }
    canonical::options().offline().should_validate_formats(true).canonicalize(schema).ok()
}

impl Algebra for Canonical {
    fn covers(&self, wide: &Value, narrow: &Value) -> Answer {
        let (Some(wide), Some(narrow)) = (canonical(wide), canonical(narrow)) else { return Answer::Unknown };
        match wide.covers(&narrow) {
            Ok(Containment::Yes) => Answer::Yes,
            Ok(Containment::No) => Answer::No,
            Ok(Containment::Unknown) | Err(_) => Answer::Unknown,
        }
    }

    fn is_satisfiable(&self, schema: &Value) -> Answer {
        match canonical(schema).map(|schema| schema.satisfiability()) {
            Some(Satisfiability::Yes) => Answer::Yes,
            Some(Satisfiability::No) => Answer::No,
            Some(Satisfiability::Unknown) | None => Answer::Unknown,
        }
    }
}
