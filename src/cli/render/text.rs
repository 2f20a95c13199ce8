//! Findings for people, in the manner of rustc.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::ops::Range;

use formwork_runtime::{Position, Violation};

use super::excerpt::{Excerpt, visible};
use super::secrets::Secrets;
use super::{Counts, Report, mask, rule_place, rule_site, shift};
use crate::Compiled;
use crate::cli::Out;
use crate::cli::documents::Document;
use crate::cli::validate::Verdict;

/// Writes each fault with the lines of the document and of the schema, and a summary.
pub(in crate::cli) struct TextReport<'s> {
    schema: &'s Compiled,
    limit: usize,
    show_values: bool,
    quiet: bool,
    /// Found out at the first fault.
    secrets: OnceCell<Secrets>,
    has_records: bool,
}

/// A document whose faults are shown.
struct Shown<'d> {
    document: &'d Document<'d>,
    file: &'d str,
    text: &'d str,
    hidden: Vec<Range<usize>>,
}

impl<'s> TextReport<'s> {
    pub(in crate::cli) fn new(schema: &'s Compiled, limit: usize, show_values: bool, quiet: bool) -> Self {
        Self { schema, limit, show_values, quiet, secrets: OnceCell::new(), has_records: false }
    }

    fn faults(&self, document: &Document, violations: &[Violation], stopped: bool) -> String {
        let text = document.text.as_ref().ok().and_then(|text| str::from_utf8(text).ok()).unwrap_or_default();
        let secrets = self.secrets.get_or_init(|| Secrets::new(self.schema.written.ir().clone()));
        let mut offsets = Vec::new();
        positions(violations, &mut offsets);
        let hidden = mask::hidden(text, offsets, self.show_values, Some(secrets));
        let shown = Shown { document, file: name(document.file), text, hidden };
        let mut written = String::new();
        for violation in violations {
            self.fault(&shown, violation, &mut written);
            written.push('\n');
        }
        if stopped {
            let _ = writeln!(written, "{}: stopped after {}", visible(shown.file), errors(violations.len()));
            written.push('\n');
        }
        written
    }

    fn fault(&self, shown: &Shown, violation: &Violation, to: &mut String) {
        let message = visible(&violation.message);
        let _ = match violation.keyword.as_str() {
            "" => writeln!(to, "error: {message}"),
            keyword => writeln!(to, "error[{}]: {message}", visible(keyword)),
        };
        let value = violation.position.map(|position| {
            let Position { line, column, .. } = shift(position, shown.document);
            Excerpt::of_value(shown.file, (line, column), shown.text, position.offset, &shown.hidden)
        });
        let rule = rule_place(self.schema, violation).map(|place| Excerpt::of_place(&place));
        let gutter = value.iter().chain(&rule).map(Excerpt::gutter).max().unwrap_or(1);
        match &value {
            Some(value) => value.write("-->", gutter, to),
            None => drop(writeln!(to, " {:gutter$}--> {}", "", visible(shown.file))),
        }
        if let Some(rule) = &rule {
            let _ = writeln!(to, " {:gutter$} |", "");
            rule.write(":::", gutter, to);
        }
        let at = if violation.instance.is_empty() { "the root".to_owned() } else { visible(&violation.instance) };
        let _ = writeln!(to, " {:gutter$} = at {at}, rule {}", "", visible(&rule_site(violation)));
        self.causes(shown, &violation.alternatives, gutter, to);
    }

    /// What the nearest alternative found wrong.
    fn causes(&self, shown: &Shown, alternatives: &[Vec<Violation>], gutter: usize, to: &mut String) {
        let failed = alternatives.iter().enumerate().filter(|(_, causes)| !causes.is_empty());
        let nearest = failed.min_by_key(|(_, causes)| {
            let deepest = causes.iter().map(|cause| cause.instance.matches('/').count()).max();
            (causes.len(), Reverse(deepest))
        });
        let Some((index, causes)) = nearest else { return };
        let others = match alternatives.len() - 1 {
            0 => String::new(),
            1 => ", 1 other alternative is not shown".to_owned(),
            more => format!(", {more} other alternatives are not shown"),
        };
        let _ = writeln!(to, " {:gutter$} = nearest is alternative {index} (counted from 0){others}:", "");
        let mut written = String::new();
        for cause in causes.iter().take(self.limit) {
            self.fault(shown, cause, &mut written);
        }
        if causes.len() > self.limit {
            let _ = writeln!(written, "stopped after {}", errors(self.limit));
        }
        for line in written.lines() {
            let _ = writeln!(to, " {:gutter$}   {line}", "");
        }
    }
}

impl Report for TextReport<'_> {
    fn document(&mut self, document: &Document, verdict: &Verdict, out: &mut Out) -> io::Result<()> {
        self.has_records |= document.record.is_some();
        match verdict {
            Verdict::Valid => Ok(()),
            Verdict::Invalid(violations, stopped) => {
                let written = self.faults(document, violations, *stopped);
                out.write_all(written.as_bytes())
            }
            Verdict::Unreadable(message, position) => {
                let file = visible(name(document.file));
                // The line is not shown: in a text that is not JSON, nobody can tell what is a secret.
                let at = position.map_or(file.clone(), |at| format!("{file}:{}:{}", at.line, at.column));
                writeln!(out, "error[unreadable]: {message}\n  --> {at}\n")
            }
        }
    }

    fn finish(&mut self, counts: &Counts, out: &mut Out) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        let Counts { files, documents, valid, invalid, unreadable } = counts;
        let files = format!("{files} {}", if *files == 1 { "file" } else { "files" });
        let documents = match (self.has_records, documents) {
            (false, _) => String::new(),
            (true, 1) => ", 1 document".to_owned(),
            (true, _) => format!(", {documents} documents"),
        };
        writeln!(out, "{files}{documents}: {valid} valid, {invalid} invalid, {unreadable} unreadable")
    }
}

fn positions(violations: &[Violation], offsets: &mut Vec<usize>) {
    for violation in violations {
        offsets.extend(violation.position.map(|position| position.offset));
        violation.alternatives.iter().for_each(|causes| positions(causes, offsets));
    }
}

fn name(file: &str) -> &str {
    if file == "-" { "<stdin>" } else { file }
}

fn errors(count: usize) -> String {
    format!("{count} {}", if count == 1 { "error" } else { "errors" })
}
