//! A line a finding, as editors and `grep` read them.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::excerpt::visible;
use super::text::{not_told, summary};
use super::{Counts, Finding, Judged, Report, Spot, Wording, shown_name};

/// Writes `file:line:column: error[rule] /pointer: message (schema:line:column)` for each finding, and a summary.
pub(super) struct ConciseReport {
    pub(super) quiet: bool,
    pub(super) wording: Wording,
}

impl Report for ConciseReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        for finding in &judged.findings {
            writeln!(out, "{}", visible(&line(finding)))?;
        }
        if judged.stopped {
            writeln!(out, "{}: stopped, there are more", visible(shown_name(&judged.file)))?;
        }
        Ok(())
    }

    fn finish(&mut self, counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
        match (self.quiet, counts.untold) {
            (false, _) => writeln!(out, "{}", summary(counts, self.wording)),
            (true, 0) => Ok(()),
            (true, untold) => writeln!(out, "{}", not_told(untold)),
        }
    }
}

fn line(finding: &Finding) -> String {
    let mut line = format!("{}: {}", place(&finding.place), finding.severity);
    if !finding.rule.is_empty() {
        let _ = write!(line, "[{}]", finding.rule);
    }
    if !finding.place.pointer.is_empty() {
        let _ = write!(line, " {}", finding.place.pointer);
    }
    let _ = write!(line, ": {}", finding.line());
    if let Some(rule) = finding.rule_place().filter(|rule| !rule.file.is_empty()) {
        let _ = write!(line, " ({})", place(rule));
    }
    line
}

/// `file:line:column`, or as much of it as is known.
pub(super) fn place(spot: &Spot) -> String {
    let file = shown_name(&spot.file);
    spot.start().map_or_else(|| file.to_owned(), |start| format!("{file}:{}:{}", start.line, start.column))
}
