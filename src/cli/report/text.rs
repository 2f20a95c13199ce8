//! Findings for people, in the manner of rustc.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::excerpt::{Mark, visible};
use super::{Counts, Excerpt, Finding, Judged, Report, Role, Spot, Verdict, Wording, shown_name};
use crate::cli::color;

/// Writes each finding with the lines of the document and of the schema, and a summary.
pub(super) struct TextReport {
    pub(super) quiet: bool,
    pub(super) wording: Wording,
    pub(super) is_colored: bool,
}

/// A help that is longer gets a line of its own.
const HELP_BESIDE: usize = 60;

impl Report for TextReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        let mut written = String::new();
        for finding in &judged.findings {
            finding_text(finding, &mut written);
            written.push('\n');
        }
        if judged.stopped {
            let count = errors(judged.findings.iter().filter(|finding| !finding.is_warning()).count());
            let _ = writeln!(written, "{}: stopped after {count}\n", visible(shown_name(&judged.file)));
        }
        let written = if self.is_colored { color::paint(&written) } else { written };
        out.write_all(written.as_bytes())
    }

    fn finish(&mut self, counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
        match (self.quiet, counts.untold) {
            (false, _) => writeln!(out, "{}", summary(counts, self.wording)),
            (true, 0) => Ok(()),
            (true, untold) => writeln!(out, "{}", not_told(untold)),
        }
    }
}

/// How many documents were judged, and how they came off.
pub(super) fn summary(counts: &Counts, wording: Wording) -> String {
    let Counts { files, documents, valid, invalid, unreadable, warnings, skipped, untold, has_records, interrupted } =
        counts;
    let files = format!("{files} {}", if *files == 1 { "file" } else { "files" });
    let documents = match (has_records, documents) {
        (false, _) => String::new(),
        (true, 1) => ", 1 document".to_owned(),
        (true, _) => format!(", {documents} documents"),
    };
    let Wording { good, bad, .. } = wording;
    let mut summary = format!("{files}{documents}: {valid} {good}, {invalid} {bad}, {unreadable} unreadable");
    for (count, word) in [(warnings, "warning"), (skipped, "skipped")] {
        if *count > 0 {
            let plural = if word == "warning" && *count != 1 { "s" } else { "" };
            let _ = write!(summary, ", {count} {word}{plural}");
        }
    }
    if *untold > 0 {
        let _ = write!(summary, " ({})", not_told(*untold));
    }
    if *interrupted { format!("{summary} (interrupted)") } else { summary }
}

/// How many documents have findings that are not written.
pub(super) fn not_told(untold: usize) -> String {
    let of = if untold == 1 { "1 document has".to_owned() } else { format!("{untold} documents have") };
    format!("{of} more faults than are told, see --max-errors")
}

fn finding_text(finding: &Finding, to: &mut String) {
    let message = visible(&finding.message);
    let severity = finding.severity;
    let _ = match finding.rule.as_str() {
        "" => writeln!(to, "{severity}: {message}"),
        rule => writeln!(to, "{severity}[{}]: {message}", visible(rule)),
    };
    let rule = finding.rule_place();
    let places = finding.related.iter().map(|related| &related.place).chain([&finding.place]);
    let gutter = places.filter_map(gutter).max().unwrap_or(1);
    let beside = finding.help.as_deref().map(visible).filter(|help| help.chars().count() <= HELP_BESIDE);
    let label = beside.as_ref().filter(|_| finding.place.excerpt.is_some()).map(|help| format!(" help: {help}"));
    spot(&finding.place, "-->", gutter, label.as_deref().unwrap_or_default(), second_label(finding).as_deref(), to);
    if let Some(rule) = rule.filter(|rule| rule.excerpt.is_some()) {
        let _ = writeln!(to, " {:gutter$} |", "");
        spot(rule, ":::", gutter, "", None, to);
    }
    for first in &finding.related {
        // In the same line it has a mark there.
        if first.role == Role::First && first.place.excerpt.is_some() {
            let _ = writeln!(to, " {:gutter$} |", "");
            spot(&first.place, ":::", gutter, &format!(" {}", visible(&first.label)), None, to);
        }
    }
    if let Some(rule) = rule {
        let pointer = &finding.place.pointer;
        let at = if pointer.is_empty() { "the root".to_owned() } else { visible(pointer) };
        let _ = writeln!(to, " {:gutter$} = at {at}, rule {}", "", visible(&rule.pointer));
    }
    if let Some(help) = finding.help.as_ref().filter(|_| label.is_none()) {
        let _ = writeln!(to, " {:gutter$} = help: {}", "", visible(help));
    }
    for note in &finding.notes {
        let _ = writeln!(to, " {:gutter$} = note: {}", "", visible(note));
    }
    alternatives(finding, gutter, to);
}

/// What is said of the second mark of the excerpt.
fn second_label(finding: &Finding) -> Option<String> {
    finding.place.excerpt.as_ref()?.second?;
    finding.related.iter().find(|related| related.role != Role::Rule).map(|related| visible(&related.label))
}

/// What the alternatives found wrong: the nearest one, or each.
fn alternatives(finding: &Finding, gutter: usize, to: &mut String) {
    let name = |index: usize| finding.names.get(index).map_or_else(|| index.to_string(), |name| visible(name));
    let shown: Vec<usize> = match finding.nearest {
        _ if finding.all_shown => (0..finding.alternatives.len()).collect(),
        nearest => nearest.into_iter().collect(),
    };
    for index in shown {
        let causes = finding.alternatives.get(index).map_or(&[][..], Vec::as_slice);
        let head = match finding.alternatives.len() - 1 {
            _ if finding.all_shown => format!("{} finds {}", name(index), errors(causes.len())),
            0 => format!("it finds {}", errors(causes.len())),
            1 => format!("{} is nearest, the other one is not shown, see --all-branches", name(index)),
            more => format!("{} is nearest, the {more} others are not shown, see --all-branches", name(index)),
        };
        let _ = writeln!(to, " {:gutter$} = {head}:", "");
        let mut written = String::new();
        for cause in causes {
            finding_text(cause, &mut written);
        }
        for line in written.lines() {
            let _ = writeln!(to, " {:gutter$}   {line}", "");
        }
    }
}

/// How wide the number of the line is.
fn gutter(spot: &Spot) -> Option<usize> {
    spot.excerpt.as_ref().and(spot.start()).map(|start| start.line.to_string().len())
}

/// Writes the place after `arrow`, the line and the marks.
fn spot(spot: &Spot, arrow: &str, gutter: usize, label: &str, second: Option<&str>, to: &mut String) {
    let file = visible(shown_name(&spot.file));
    let Some(start) = spot.start() else {
        let _ = writeln!(to, " {:gutter$}{arrow} {file}", "");
        return;
    };
    let _ = writeln!(to, " {:gutter$}{arrow} {file}:{}:{}", "", start.line, start.column);
    let Some(Excerpt { text, mark, second: other }) = &spot.excerpt else { return };
    let _ = writeln!(to, " {:gutter$} |", "");
    let _ = writeln!(to, " {:>gutter$} | {text}", start.line);
    let line = underline(*mark, other.filter(|_| second.is_some()));
    let _ = writeln!(to, " {:gutter$} | {line}{label}", "");
    if let (Some(label), Some(other)) = (second, other) {
        let _ = writeln!(to, " {:gutter$} | {:indent$}{label}", "", "", indent = other.indent);
    }
}

fn underline(mark: Mark, second: Option<Mark>) -> String {
    let paint = |line: &mut Vec<char>, mark: Mark, sign: char| {
        let end = mark.indent + mark.width;
        line.resize(line.len().max(end), ' ');
        line[mark.indent..end].fill(sign);
    };
    let mut line = Vec::new();
    if let Some(second) = second {
        paint(&mut line, second, '-');
    }
    paint(&mut line, mark, '^');
    line.into_iter().collect()
}

fn errors(count: usize) -> String {
    format!("{count} {}", if count == 1 { "error" } else { "errors" })
}

/// Whether a document is worth a word in a list of all: `ok`, `invalid` or `unreadable`.
pub(super) const fn outcome(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "valid",
        Verdict::Invalid => "invalid",
        Verdict::None => "unreadable",
    }
}
