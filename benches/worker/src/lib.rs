//! A worker: it loads the documents it is told to, says what it measures and its verdicts, and times a batch on request.
//!
//! One line in, lines out, with tabs between words:
//! - `load SCHEMA-NAME SCHEMA-FILE DOCUMENTS ASSERTS-FORMAT` is answered by `measure NAME VERDICTS` for each measure (a
//!   verdict is `1` or `0`), by `absent NAME REASON` for what cannot be measured, and by `end`;
//! - `time NAME PASSES` is answered by the processor time that so many passes over all documents took, in nanoseconds.

mod measure;
mod protocol;

pub use measure::{Measure, processor_nanos};
pub use protocol::{Job, Offer, serve};
