//! `formwork validate`: JSON files judged by a schema.

use std::io::Write;

use clap::{Args, ValueEnum};
use formwork_runtime::{Position, Rejection, Violation};

use super::documents::{self, Document};
use super::render::{self, Counts, JsonReport, OutputReport, Report, TextReport};
use super::schema_args::SchemaArgs;
use super::{Exit, Failure, Out, complain};
use crate::{Compiled, OutputFormat};

/// Judge JSON files by a schema, and say where each fault is and which rule it breaks
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Validate {
    /// The schema: a file, or `FILE#/json/pointer`
    #[arg(short, long)]
    schema: String,

    /// The JSON files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,

    /// Each line is a document, as it always is in files called .ndjson or .jsonl
    #[arg(long)]
    ndjson: bool,

    /// How the findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// So many faults of each document are shown at most, in the formats text and json
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = at_least_one)]
    max_errors: usize,

    /// Show the values in the lines that are quoted, but for those that the schema marks as secret
    #[arg(long)]
    show_values: bool,

    /// Show no warnings and no summary
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    schema_args: SchemaArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people, with the lines that are wrong
    Text,
    /// For programs: one JSON document about all files, with positions
    Json,
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
    /// The output format of the specification that is meant, if one is.
    const fn output(self) -> Option<OutputFormat> {
        match self {
            Self::Text | Self::Json => None,
            Self::Flag => Some(OutputFormat::Flag),
            Self::Basic => Some(OutputFormat::Basic),
            Self::Detailed => Some(OutputFormat::Detailed),
            Self::Verbose => Some(OutputFormat::Verbose),
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  formwork validate --schema session.schema.json a.json b.json
  formwork validate --schema 'session.schema.json#/$defs/Token' token.json
  tail -n 100 events.log | formwork validate --schema event.schema.json --ndjson -";

/// What the schema says about a document.
pub(super) enum Verdict {
    /// It is valid.
    Valid,
    /// It is not: why, and whether the faults were not all looked for.
    Invalid(Vec<Violation>, bool),
    /// There is no JSON to judge: why, and where.
    Unreadable(String, Option<Position>),
}

impl Validate {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        if self.files.iter().filter(|file| *file == "-").count() > 1 {
            return Err(Failure::Usage("standard input can be read only once, but `-` is there twice".to_owned()));
        }
        let schema = match self.schema_args.compile(&self.schema) {
            Ok(schema) => schema,
            Err(diagnostics) => {
                complain(&diagnostics);
                if matches!(self.format, Format::Json) {
                    render::no_schema(&diagnostics, out)?;
                }
                return Ok(Exit::NoVerdict);
            }
        };
        if !self.quiet && !schema.warnings.is_empty() {
            complain(&schema.warnings);
        }
        if let Some(format) = self.format.output() {
            return self.judge_all(&schema, OutputReport::new(&schema, format), out);
        }
        match self.format {
            Format::Json => self.judge_all(&schema, JsonReport::new(&schema), out),
            _ => {
                let report = TextReport::new(&schema, self.max_errors, self.show_values, self.quiet);
                self.judge_all(&schema, report, out)
            }
        }
    }

    fn judge_all(&self, schema: &Compiled, mut report: impl Report, out: &mut Out) -> Result<Exit, Failure> {
        let mut counts = Counts { files: self.files.len(), ..Counts::default() };
        let mut judge = |document: &Document| -> Result<(), Failure> {
            let verdict = report.prepare(document, self.judge(schema, document));
            counts.add(&verdict);
            report.document(document, &verdict, out)?;
            Ok(out.flush()?)
        };
        for file in &self.files {
            if self.ndjson || documents::has_lines(file) {
                documents::lines(file, &mut judge)?;
            } else {
                documents::whole(file, &mut judge)?;
            }
        }
        report.finish(&counts, out)?;
        Ok(if counts.unreadable > 0 {
            Exit::NoVerdict
        } else if counts.invalid > 0 {
            Exit::Findings
        } else {
            Exit::Clean
        })
    }

    fn judge(&self, schema: &Compiled, document: &Document) -> Verdict {
        let text = match &document.text {
            Ok(text) => *text,
            Err(reason) => return Verdict::Unreadable(reason.clone(), None),
        };
        if schema.accepts(text) {
            return Verdict::Valid;
        }
        // One more than are shown tells whether there are more.
        match schema.check_all(text, self.max_errors.saturating_add(1)) {
            Ok(()) => Verdict::Valid,
            Err(Rejection::Syntax(error)) => {
                Verdict::Unreadable(error.message().to_owned(), Some(render::shift(error.position(), document)))
            }
            Err(Rejection::Limit(limit)) => Verdict::Unreadable(limit.to_string(), None),
            Err(Rejection::Invalid(mut violations)) => {
                let stopped = violations.len() > self.max_errors;
                violations.truncate(self.max_errors);
                render::locate(&mut violations, text);
                // In the order of the text, as its reader meets them: a missing member is found only at the object's end.
                violations.sort_by_key(|violation| violation.position);
                Verdict::Invalid(violations, stopped)
            }
        }
    }
}

fn at_least_one(number: &str) -> Result<usize, String> {
    number.parse().ok().filter(|number| *number > 0).ok_or_else(|| "write a number from 1 on".to_owned())
}
