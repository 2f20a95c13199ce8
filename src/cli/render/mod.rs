//! How findings are written.
//!
//! ```text
//! text     for people                 excerpt  a line of a text with a mark under it
//! json     for programs               mask     which bytes of a document are not shown
//! output   as the specification says  secrets  which values a schema marks as secret
//! locate   pointer -> position
//! ```

mod excerpt;
mod json;
mod locate;
mod mask;
mod output;
mod secrets;
mod text;

pub(super) use self::json::{JsonReport, no_schema};
pub(super) use self::locate::{locate, shift};
pub(super) use self::output::OutputReport;
pub(super) use self::text::TextReport;

use std::io;

use formwork_runtime::Violation;

use super::Out;
use super::documents::Document;
use super::validate::Verdict;
use crate::Compiled;
use crate::diagnostic::Place;

/// One form of writing.
pub(super) trait Report {
    /// Makes what is going to be written of a document, where that takes more than the verdict, which it may undo.
    fn prepare(&mut self, _: &Document, verdict: Verdict) -> Verdict {
        verdict
    }

    /// Writes what was found in a document.
    fn document(&mut self, document: &Document, verdict: &Verdict, out: &mut Out) -> io::Result<()>;

    /// Writes what comes after the last document.
    fn finish(&mut self, counts: &Counts, out: &mut Out) -> io::Result<()>;
}

/// How many documents there were, and what they are.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) files: usize,
    pub(super) documents: usize,
    pub(super) valid: usize,
    pub(super) invalid: usize,
    pub(super) unreadable: usize,
}

impl Counts {
    pub(super) fn add(&mut self, verdict: &Verdict) {
        self.documents += 1;
        match verdict {
            Verdict::Valid => self.valid += 1,
            Verdict::Invalid(..) => self.invalid += 1,
            Verdict::Unreadable(..) => self.unreadable += 1,
        }
    }
}

/// The place of the rule in the schemas, e.g. `#/properties/id/minLength`.
fn rule_site(violation: &Violation) -> String {
    if violation.keyword.is_empty() { violation.schema.clone() } else { violation.keyword_site() }
}

/// The text of the rule; that of the schema around it, where the rule was written in other words.
fn rule_place(schema: &Compiled, violation: &Violation) -> Option<Place> {
    let documents = &schema.documents;
    documents.place_of(&rule_site(violation)).or_else(|| documents.place_of(&violation.schema))
}
