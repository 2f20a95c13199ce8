//! Findings, and the forms in which they are written.
//!
//! ```text
//! finding   what was found, and where          excerpt  a line of a text with marks under it
//! text      for people, with excerpts          concise  a line a finding
//! json      one document, or a line a finding  output   as the specification says
//! github, gitlab, junit, sarif                 what other programs show
//! outputs   where each form goes               args     what the command line says of it
//! ```

mod args;
mod concise;
mod excerpt;
mod finding;
mod github;
mod gitlab;
mod json;
mod junit;
mod output;
mod outputs;
mod sarif;
mod text;

pub(super) use self::args::{ReportArgs, Reporter, forms_of_findings};
pub(super) use self::excerpt::{Excerpt, LINE_WIDTH};
pub(super) use self::finding::{Finding, Region, Related, Role, Spot};
pub(super) use self::json::{no_schema, number};
pub(super) use self::outputs::{Destination, Format, Outputs};

use std::io::{self, Write};

/// What came of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Valid,
    Invalid,
    /// Nobody knows: it cannot be read, is none of its notation, or has no schema.
    None,
}

/// A document with what was found in it.
#[derive(Debug)]
pub(super) struct Judged {
    /// The file as it was named, `-` for standard input.
    pub(super) file: String,
    /// The line where the document begins, if the file may hold several.
    pub(super) record: Option<usize>,
    pub(super) verdict: Verdict,
    pub(super) findings: Vec<Finding>,
    /// Whether there are more findings than were asked for.
    pub(super) stopped: bool,
    /// The lines that the specification's output formats have for it, in the order in which the formats were asked for.
    pub(super) lines: Vec<String>,
}

impl Judged {
    /// A file and all that was found in it.
    pub(super) fn of_file(file: &str, verdict: Verdict, findings: Vec<Finding>) -> Self {
        Self { file: file.to_owned(), record: None, verdict, findings, stopped: false, lines: Vec::new() }
    }
}

/// What a command is called in reports, and how it calls what it has judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording {
    pub(super) command: &'static str,
    /// What a document without errors is.
    pub(super) good: &'static str,
    /// What a document with errors is.
    pub(super) bad: &'static str,
}

/// How many documents there were, and what they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) files: usize,
    pub(super) documents: usize,
    pub(super) valid: usize,
    pub(super) invalid: usize,
    pub(super) unreadable: usize,
    pub(super) warnings: usize,
    /// Files found in folders that no schema is for.
    pub(super) skipped: usize,
    /// Documents with findings that are not written, as there are too many.
    pub(super) untold: usize,
    /// Whether there was any file with a document a line.
    pub(super) has_records: bool,
    /// Whether the run was stopped from outside.
    pub(super) interrupted: bool,
}

impl Counts {
    pub(super) fn add(&mut self, judged: &Judged) {
        self.documents += 1;
        self.has_records |= judged.record.is_some();
        self.warnings += judged.findings.iter().filter(|finding| finding.is_warning()).count();
        match judged.verdict {
            Verdict::Valid => self.valid += 1,
            Verdict::Invalid => self.invalid += 1,
            Verdict::None => self.unreadable += 1,
        }
    }
}

/// One form of writing.
pub(super) trait Report {
    /// Writes what was found in a document. Lines of a file that are valid and have no findings are left out, unless a
    /// form was asked for that has something to say of them.
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what comes after the last document.
    fn finish(&mut self, counts: &Counts, out: &mut dyn Write) -> io::Result<()>;
}

/// The name of a file in messages.
fn shown_name(file: &str) -> &str {
    if file == "-" { "<stdin>" } else { file }
}
