//! Workflow commands of GitHub Actions, which become annotations of the changed files.

use std::io::{self, Write};

use super::excerpt::visible;
use super::text::not_told;
use super::{Counts, Finding, Judged, Report, concise, shown_name};

/// Writes `::error title=…,file=…,line=…::message` for each finding.
pub(super) struct GithubReport;

impl Report for GithubReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        judged.findings.iter().try_for_each(|finding| writeln!(out, "{}", command(finding)))
    }

    fn finish(&mut self, counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
        match counts.untold {
            0 => Ok(()),
            untold => writeln!(out, "::notice::{}", data(&not_told(untold))),
        }
    }
}

fn command(finding: &Finding) -> String {
    let mut properties = vec![
        format!("title={}", property(if finding.rule.is_empty() { "invalid" } else { &finding.rule })),
        format!("file={}", property(shown_name(&finding.place.file))),
    ];
    if let Some(region) = finding.place.region {
        properties.push(format!("line={},endLine={}", region.start.line, region.end.line));
        // GitHub shows columns only within a line; the last one is part of the mark.
        if region.start.line == region.end.line {
            let last = region.end.column.saturating_sub(1).max(region.start.column);
            properties.push(format!("col={},endColumn={last}", region.start.column));
        }
    }
    let mut message = match finding.place.pointer.as_str() {
        "" => finding.line(),
        pointer => format!("{pointer}: {}", finding.line()),
    };
    if let Some(rule) = finding.rule_place().filter(|rule| !rule.file.is_empty()) {
        message = format!("{message} ({})", concise::place(rule));
    }
    format!("::{} {}::{}", finding.severity, properties.join(","), data(&message))
}

/// The text behind `::`, in which nothing can change how a terminal shows the rest, nor end the command.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(property("a,b:c%d\r\n::error"), "a%2Cb%3Ac%25d ·%3A%3Aerror");
        assert_eq!(data("a,b:c%d\n"), "a,b:c%25d·");
    }
}
