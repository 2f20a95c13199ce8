//! Findings in the specification's own output formats: one line of JSON a document.

use std::io::{self, Write};

use formwork_runtime::{Json, to_string};

use super::{Counts, Judged, Report, Verdict, concise};
use crate::OutputFormat;
use crate::cli::complain;

/// Writes what the schema says about each document. The formats know neither files nor texts that are no JSON: a line
/// says so as a unit without a verdict's details, and standard error says which file it is.
pub(super) struct OutputReport {
    pub(super) format: OutputFormat,
    /// Which of the lines of a document is this one's.
    pub(super) index: usize,
}

impl OutputReport {
    fn unreadable(&self, message: &str) -> Json {
        let mut members = vec![("valid".to_owned(), Json::Boolean(false))];
        if self.format != OutputFormat::Flag {
            let texts = [("keywordLocation", ""), ("instanceLocation", ""), ("error", message)];
            members.extend(texts.map(|(name, text)| (name.to_owned(), text.into())));
        }
        Json::Object(members.into_iter().collect())
    }
}

impl Report for OutputReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        if judged.verdict == Verdict::None {
            for finding in judged.findings.iter().take(1) {
                let (message, place) = (&finding.message, concise::place(&finding.place));
                if self.index == 0 {
                    complain(format_args!("error[unreadable]: {message}\n  --> {}", super::excerpt::visible(&place)));
                }
                writeln!(out, "{}", to_string(&self.unreadable(message)))?;
            }
            return Ok(());
        }
        judged.lines.get(self.index).map_or(Ok(()), |line| writeln!(out, "{line}"))
    }

    fn finish(&mut self, _: &Counts, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
