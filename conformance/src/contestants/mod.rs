//! Those that are compared: each has a `run`, which gives its ways and what they say.

pub(crate) mod formwork;
pub(crate) mod jsonschema;
pub(crate) mod macros;
pub(crate) mod typify;

use std::path::Path;

use crate::{
    suite::{Draft, Group},
    table::Judged,
};

/// Judges the groups of a draft of the suite in that folder.
pub(crate) type Run = fn(&Path, &Draft, &[Group]) -> Vec<(String, Judged)>;
