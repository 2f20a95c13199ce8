//! The XML of `JUnit`: a test suite a file, a test case a document.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Counts, Finding, Judged, Report, Verdict, concise, shown_name};

/// So many records of a file are test cases of their own; the rest is one.
const MOST: usize = 1000;

/// Collects the cases of one file at a time, as their number stands before them.
pub(super) struct JunitReport {
    command: &'static str,
    has_begun: bool,
    suite: Option<Suite>,
}

#[derive(Default)]
struct Suite {
    file: String,
    cases: String,
    tests: usize,
    failures: usize,
    errors: usize,
    left_out: usize,
}

impl Report for JunitReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        if self.suite.as_ref().is_some_and(|suite| suite.file != judged.file) {
            self.end_suite(out)?;
        }
        let new = || Suite { file: judged.file.clone(), ..Suite::default() };
        self.suite.get_or_insert_with(new).add(judged);
        Ok(())
    }

    fn finish(&mut self, _: &Counts, out: &mut dyn Write) -> io::Result<()> {
        self.end_suite(out)?;
        self.begin(out)?;
        out.write_all(b"</testsuites>\n")
    }
}

impl JunitReport {
    pub(super) const fn new(command: &'static str) -> Self {
        Self { command, has_begun: false, suite: None }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.has_begun {
            return Ok(());
        }
        self.has_begun = true;
        let command = self.command;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"formwork {command}\">")
    }

    fn end_suite(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Some(mut suite) = self.suite.take() else { return Ok(()) };
        if suite.left_out > 0 {
            suite.tests += 1;
            suite.failures += 1;
            let name = escape(shown_name(&suite.file));
            let message = format!("{} more documents are not valid", suite.left_out);
            let _ = writeln!(
                suite.cases,
                "    <testcase name=\"{name}: the rest\" classname=\"{name}\">\n      <failure message=\"{message}\" \
                 type=\"rest\"/>\n    </testcase>"
            );
        }
        self.begin(out)?;
        let Suite { file, cases, tests, failures, errors, .. } = suite;
        let name = escape(shown_name(&file));
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n{cases}  </testsuite>"
        )
    }
}

impl Suite {
    fn add(&mut self, judged: &Judged) {
        if self.tests >= MOST {
            self.left_out += usize::from(judged.verdict != Verdict::Valid);
            return;
        }
        self.tests += 1;
        let file = escape(shown_name(&judged.file));
        let name = judged.record.map_or_else(|| file.clone(), |line| format!("{file}:{line}"));
        let _ = write!(self.cases, "    <testcase name=\"{name}\" classname=\"{file}\"");
        let (tag, count) = match judged.verdict {
            Verdict::Valid => {
                self.cases.push_str("/>\n");
                return;
            }
            Verdict::Invalid => ("failure", &mut self.failures),
            Verdict::None => ("error", &mut self.errors),
        };
        *count += 1;
        self.cases.push_str(">\n");
        let mut faults: Vec<&Finding> = judged.findings.iter().filter(|finding| !finding.is_warning()).collect();
        // Where nothing graver was found, the warnings are what the case fails for.
        if faults.is_empty() {
            faults.extend(&judged.findings);
        }
        if let Some(first) = faults.first() {
            let message = match faults.len() {
                1 => first.line(),
                more => format!("{more} errors, the first one: {}", first.line()),
            };
            let lines: Vec<String> = faults
                .iter()
                .map(|fault| format!("{}: {}: {}", concise::place(&fault.place), fault.rule, fault.line()))
                .collect();
            let (message, kind, lines) = (escape(&message), escape(&first.rule), escape(&lines.join("\n")));
            let _ = writeln!(self.cases, "      <{tag} message=\"{message}\" type=\"{kind}\">{lines}</{tag}>");
        }
        self.cases.push_str("    </testcase>\n");
    }
}

/// A text within XML 1.0, which has no other control characters than tab and the ends of lines.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_the_text() {
        assert_eq!(escape("<a b=\"c\">'&\u{1b}\n"), "&lt;a b=&quot;c&quot;&gt;&apos;&amp;\u{fffd}&#10;");
    }
}
