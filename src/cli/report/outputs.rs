//! Which forms are written, and where to.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use clap::ValueEnum;

use super::concise::ConciseReport;
use super::github::GithubReport;
use super::gitlab::GitlabReport;
use super::json::{JsonReport, NdjsonReport};
use super::junit::JunitReport;
use super::output::OutputReport;
use super::sarif::SarifReport;
use super::text::TextReport;
use super::{Counts, Judged, Report, Verdict, Wording};
use crate::OutputFormat;
use crate::cli::{Out, color};

/// A form in which findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people, with the lines that are wrong
    Text,
    /// A line a finding, with both places
    Concise,
    /// For programs: one JSON document about all files, with positions
    Json,
    /// For programs: a line of JSON a finding, and one with the counts
    Ndjson,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// `JUnit`'s XML
    Junit,
    /// SARIF 2.1.0
    Sarif,
    /// One line a document: whether it is valid, as the specification's output format `flag`
    Flag,
    /// One line a document: the specification's list of errors, or of annotations
    Basic,
    /// One line a document: the specification's tree of what matters
    Detailed,
    /// One line a document: the specification's tree of everything
    Verbose,
}

impl Format {
    /// How it is called on the command line.
    pub(in crate::cli) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Whether people read it line by line, who have no use for a million lines.
    const fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Concise | Self::Github)
    }

    /// The output format of the specification that is meant, if one is.
    pub(in crate::cli) const fn output(self) -> Option<OutputFormat> {
        match self {
            Self::Flag => Some(OutputFormat::Flag),
            Self::Basic => Some(OutputFormat::Basic),
            Self::Detailed => Some(OutputFormat::Detailed),
            Self::Verbose => Some(OutputFormat::Verbose),
            _ => None,
        }
    }
}

/// A form and the file that it goes to.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Destination {
    pub(in crate::cli) format: Format,
    pub(in crate::cli) file: String,
}

impl std::str::FromStr for Destination {
    type Err = String;

    fn from_str(argument: &str) -> Result<Self, String> {
        let (format, file) =
            argument.split_once('=').filter(|(_, file)| !file.is_empty()).ok_or("write FORMAT=FILE")?;
        let format = Format::from_str(format, false).map_err(|_| {
            let names: Vec<String> = Format::value_variants().iter().map(|format| format.name()).collect();
            format!("the formats are {}", names.join(", "))
        })?;
        Ok(Self { format, file: file.to_owned() })
    }
}

/// Everything that is written of a run.
pub(in crate::cli) struct Outputs<'o> {
    writers: Vec<Writer<'o>>,
    /// The output formats of the specification, in the order of the lines of a document.
    pub(in crate::cli) lines: Vec<OutputFormat>,
}

/// One form, and where it goes.
struct Writer<'o> {
    format: Format,
    report: Box<dyn Report>,
    out: Box<dyn Write + 'o>,
    /// So many findings are written yet.
    left: usize,
    /// So many documents that cannot be judged are told of yet: they decide how the run ends, and are never crowded out.
    left_unreadable: usize,
    /// How many documents had findings that were not written.
    untold: usize,
}

impl Writer<'_> {
    fn judged(&mut self, judged: &Judged) -> io::Result<()> {
        let left = if judged.verdict == Verdict::None { &mut self.left_unreadable } else { &mut self.left };
        let shown = judged.findings.len().min(*left);
        *left -= shown;
        if shown == judged.findings.len() {
            return self.report.judged(judged, &mut self.out);
        }
        self.untold += 1;
        let findings = judged.findings.get(..shown).unwrap_or_default().to_vec();
        let (file, lines) = (judged.file.clone(), Vec::new());
        self.report.judged(&Judged { file, findings, stopped: false, lines, ..*judged }, &mut self.out)
    }

    fn finish(&mut self, counts: &Counts) -> io::Result<()> {
        self.report.finish(&Counts { untold: self.untold, ..counts.clone() }, &mut self.out)?;
        self.out.flush()
    }
}

impl<'o> Outputs<'o> {
    /// One form on standard output, and each other in a file.
    ///
    /// # Errors
    /// A file cannot be written; its name is in the message.
    pub(in crate::cli) fn new(
        wording: Wording,
        format: Format,
        quiet: bool,
        files: &[Destination],
        out: &'o mut Out,
    ) -> Result<Self, String> {
        let mut outputs = Self { writers: Vec::new(), lines: Vec::new() };
        outputs.write(wording, format, (quiet, color::on_stdout()), Box::new(out));
        for Destination { format, file } in files {
            let opened = File::create(file).map_err(|error| format!("{file}: it cannot be written: {error}"))?;
            outputs.write(wording, *format, (quiet, false), Box::new(BufWriter::new(opened)));
        }
        Ok(outputs)
    }

    /// One form, wherever it goes.
    pub(in crate::cli) fn one(wording: Wording, format: Format, out: impl Write + 'o) -> Self {
        let mut outputs = Self { writers: Vec::new(), lines: Vec::new() };
        outputs.write(wording, format, (true, false), Box::new(out));
        outputs
    }

    /// The same, but forms for people tell of so many findings at most, and how many documents have more.
    pub(in crate::cli) fn at_most(mut self, most: usize) -> Self {
        for writer in self.writers.iter_mut().filter(|writer| writer.format.is_for_people()) {
            (writer.left, writer.left_unreadable) = (most, most);
        }
        self
    }

    fn write(&mut self, wording: Wording, format: Format, (quiet, is_colored): (bool, bool), out: Box<dyn Write + 'o>) {
        let report = self.report(wording, format, quiet, is_colored);
        self.writers.push(Writer { format, report, out, left: usize::MAX, left_unreadable: usize::MAX, untold: 0 });
    }

    fn report(&mut self, wording: Wording, format: Format, quiet: bool, is_colored: bool) -> Box<dyn Report> {
        if let Some(format) = format.output() {
            self.lines.push(format);
            return Box::new(OutputReport { format, index: self.lines.len() - 1 });
        }
        match format {
            Format::Concise => Box::new(ConciseReport { quiet, wording }),
            Format::Json => Box::new(JsonReport::default()),
            Format::Ndjson => Box::new(NdjsonReport),
            Format::Github => Box::new(GithubReport),
            Format::Gitlab => Box::new(GitlabReport::default()),
            Format::Junit => Box::new(JunitReport::new(wording.command)),
            Format::Sarif => Box::new(SarifReport::default()),
            _ => Box::new(TextReport { quiet, wording, is_colored }),
        }
    }

    pub(in crate::cli) fn judged(&mut self, judged: &Judged) -> io::Result<()> {
        self.writers.iter_mut().try_for_each(|writer| writer.judged(judged))
    }

    /// Lets readers see what has come so far.
    pub(in crate::cli) fn flush(&mut self) -> io::Result<()> {
        self.writers.iter_mut().try_for_each(|writer| writer.out.flush())
    }

    pub(in crate::cli) fn finish(&mut self, counts: &Counts) -> io::Result<()> {
        self.writers.iter_mut().try_for_each(|writer| writer.finish(counts))
    }
}
