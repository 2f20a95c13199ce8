//! One piece of work: what the schema says about the documents in it.

use std::sync::Arc;

use formwork_runtime::{
    Budget, Collector, Json, Position, Rejection, Stop, SyntaxError, Tree, Violation, parse, to_string,
};
use formwork_sessions::dynamic::Vendor;

use super::feed::{Job, Work};
use super::schemas::{Chosen, NO_SCHEMA, Schemas, named_in};
use crate::OutputFormat;
use crate::cli::explain::{Document, Knowledge, START, Unread, Wishes, explain};
use crate::cli::payload::{Block, Limits, Notation, Parsed, whole};
use crate::cli::report::{Finding, Judged, Region, Spot, Verdict};
use crate::cli::schema_args::SchemaArgs;
use crate::diagnostic::Severity;
use crate::plan::Evaluator;

/// What is said of each document, and what is left out.
pub(in crate::cli) struct Judge {
    pub(super) schemas: Arc<Schemas>,
    pub(super) wishes: Wishes,
    pub(super) limits: Limits,
    /// So many violations of a document are told at most.
    pub(super) max_errors: usize,
    /// The specification's output formats that are written.
    pub(super) lines: Vec<OutputFormat>,
    /// Whose sessions the documents are, if they are looked at as such.
    pub(super) lint: Option<Vendor>,
}

/// What came of a job.
#[derive(Default)]
pub(super) struct Outcome {
    /// Lines that are valid and of which there is nothing to say.
    pub(super) valid: usize,
    pub(super) judged: Vec<Judged>,
    /// The file of lines that ends here.
    pub(super) end_of: Option<Arc<str>>,
    /// Whether a file was left out, as no schema is for it.
    pub(super) skipped: bool,
    /// How many bytes were judged, unpacked.
    pub(super) bytes: usize,
    /// Whether the job is the last one of its file.
    pub(super) is_whole: bool,
}

/// A JSON text and where it stands.
struct Text<'t> {
    file: &'t str,
    record: Option<usize>,
    start: Position,
    bytes: &'t [u8],
}

impl Judge {
    /// For files that are judged one by one, each by a schema that is at hand.
    pub(in crate::cli) fn of_files(arguments: &SchemaArgs, wishes: Wishes, max_errors: usize) -> Self {
        let (schemas, limits) = (Arc::new(Schemas::none(arguments)), Limits { document: 256 << 20 });
        Self { schemas, wishes, limits, max_errors, lines: Vec::new(), lint: None }
    }

    /// Judges the documents of a file.
    pub(in crate::cli) fn file(&self, file: &str, notation: Notation, schema: &Arc<Knowledge>) -> Vec<Judged> {
        self.whole(file, &Chosen::Schema(Arc::clone(schema)), notation, false).judged
    }

    pub(super) fn job(&self, job: Job) -> Outcome {
        let Job { file, chosen, work } = job;
        match work {
            Work::Whole(notation, may_be_left_out) => self.whole(&file, &chosen, notation, may_be_left_out),
            Work::Lines(block) => self.lines(&file, &chosen, &block),
            Work::Problem(line, why) => {
                let at = line.map(|line| Position { offset: 0, line, column: 1 });
                let judged = vec![unreadable(&file, line, why, at)];
                Outcome { judged, is_whole: line.is_none(), ..Outcome::default() }
            }
            Work::EndOfLines => Outcome { end_of: Some(file), is_whole: true, ..Outcome::default() },
        }
    }

    fn lines(&self, file: &str, chosen: &Chosen, block: &Block) -> Outcome {
        let mut outcome = Outcome { bytes: block.bytes.len(), ..Outcome::default() };
        for (line, offset, bytes) in block.lines() {
            let start = Position { offset, line, column: 1 };
            let text = Text { file, record: Some(line), start, bytes };
            match self.json(&text, chosen, false) {
                Some(judged)
                    if judged.verdict == Verdict::Valid && judged.findings.is_empty() && judged.lines.is_empty() =>
                {
                    outcome.valid += 1;
                }
                Some(judged) => outcome.judged.push(judged),
                None => {}
            }
        }
        outcome
    }

    fn whole(&self, file: &str, chosen: &Chosen, notation: Notation, may_be_left_out: bool) -> Outcome {
        let bytes = match whole(file, self.limits) {
            Ok(bytes) => bytes,
            Err(why) => {
                let judged = vec![unreadable(file, None, why, None)];
                return Outcome { judged, is_whole: true, ..Outcome::default() };
            }
        };
        let mut outcome = Outcome { bytes: bytes.len(), is_whole: true, ..Outcome::default() };
        if notation == Notation::Json {
            let text = Text { file, record: None, start: START, bytes: &bytes };
            outcome.judged.extend(self.json(&text, chosen, may_be_left_out));
        } else {
            outcome.judged = self.other(file, chosen, notation, &bytes, may_be_left_out);
        }
        outcome.skipped = outcome.judged.is_empty();
        outcome
    }

    /// Judges a JSON text by its bytes; nothing if no schema is for it and that is no fault.
    fn json(&self, text: &Text<'_>, chosen: &Chosen, may_be_left_out: bool) -> Option<Judged> {
        let schema = match chosen {
            Chosen::Schema(schema) => Ok(Arc::clone(schema)),
            Chosen::Own => match named_in(text.bytes) {
                Some(uri) => self.schemas.own(&uri),
                None if may_be_left_out => return None,
                None => Err(NO_SCHEMA.to_owned()),
            },
        };
        let schema = match schema {
            Ok(schema) => schema,
            Err(why) => {
                // What is no JSON names no schema, and is told so first.
                return Some(match parse(text.bytes) {
                    Err(error) => text.broken(None, &error),
                    Ok(_) => text.unreadable(why, None),
                });
            }
        };
        let is_plain = self.lines.is_empty() && self.lint.is_none();
        let is_accepted = schema.compiled.accepts(text.bytes);
        if is_accepted && is_plain {
            return Some(text.judged(Verdict::Valid));
        }
        let violations = if is_accepted {
            Vec::new()
        } else {
            // One more than are shown tells whether there are more.
            match schema.compiled.check_all(text.bytes, self.max_errors.saturating_add(1)) {
                Ok(()) => Vec::new(),
                Err(Rejection::Invalid(violations)) => violations,
                Err(Rejection::Syntax(error)) => {
                    return Some(text.broken(Some(&schema), &error));
                }
                Err(Rejection::Limit(limit)) => return Some(text.unreadable(limit.to_string(), None)),
            }
        };
        Some(self.told(text, &schema, violations).unwrap_or_else(|why| text.unreadable(why, None)))
    }

    /// Everything that is told of a JSON text beside its verdict.
    fn told(&self, text: &Text<'_>, schema: &Knowledge, mut violations: Vec<Violation>) -> Result<Judged, String> {
        let mut judged = text.judged(if violations.is_empty() { Verdict::Valid } else { Verdict::Invalid });
        judged.stopped = violations.len() > self.max_errors;
        violations.truncate(self.max_errors);
        let mut warnings = Vec::new();
        if !(self.lines.is_empty() && self.lint.is_none()) {
            let value = parse(text.bytes).map_err(|error| error.message().to_owned())?;
            judged.lines = self.output_lines(schema, &value)?;
            warnings = self.lint.map(|vendor| formwork_sessions::lint(vendor, &value)).unwrap_or_default();
        }
        let pointers: Vec<&str> = warnings.iter().map(|warning| warning.pointer.as_str()).collect();
        let string = str::from_utf8(text.bytes).unwrap_or_default();
        if !violations.is_empty() || !warnings.is_empty() {
            let of = (violations.as_slice(), pointers.as_slice());
            let document = Document::of_json(schema, text.file, string, text.start, of, self.wishes)?;
            judged.findings = findings(&document, &violations, &warnings, self.wishes);
        }
        Ok(judged)
    }

    fn output_lines(&self, schema: &Knowledge, value: &Json) -> Result<Vec<String>, String> {
        let line = |format: &OutputFormat| match schema.compiled.output(value, *format) {
            Ok(output) => Ok(to_string(&output)),
            Err(limit) => Err(limit.to_string()),
        };
        self.lines.iter().map(line).collect()
    }

    /// Judges the documents of a file that is no JSON.
    fn other(
        &self,
        file: &str,
        chosen: &Chosen,
        notation: Notation,
        bytes: &[u8],
        may_be_left_out: bool,
    ) -> Vec<Judged> {
        let knowledge = if let Chosen::Schema(schema) = chosen { Some(&**schema) } else { None };
        let unread = Unread { file, start: START, knowledge };
        let text = match str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Err(error) => return vec![no_verdict(None, unread.not_utf8(bytes, error.valid_up_to()))],
        };
        let documents = match notation.parse(text) {
            Ok(documents) => documents,
            Err(unparsed) => return vec![no_verdict(None, unread.other(text, unparsed))],
        };
        let several = documents.len() > 1;
        let one = |parsed: Parsed| {
            let at = Position::of(text.as_bytes(), parsed.layout.root.span.start);
            let record = several.then_some(at.line);
            self.parsed((file, text, notation), record, chosen, parsed, may_be_left_out)
        };
        documents.into_iter().filter_map(one).collect()
    }

    fn parsed(
        &self,
        (file, text, notation): (&str, &str, Notation),
        record: Option<usize>,
        chosen: &Chosen,
        parsed: Parsed,
        may_be_left_out: bool,
    ) -> Option<Judged> {
        let schema = match chosen {
            Chosen::Schema(schema) => Ok(Arc::clone(schema)),
            Chosen::Own => match parsed.value.get("$schema").and_then(Json::as_str) {
                Some(uri) => self.schemas.own(uri),
                None if may_be_left_out => return None,
                None => Err(NO_SCHEMA.to_owned()),
            },
        };
        let told = schema.and_then(|schema| {
            let mut violations = violations(&schema, &parsed.value, self.max_errors.saturating_add(1))?;
            let verdict = if violations.is_empty() { Verdict::Valid } else { Verdict::Invalid };
            let mut judged = Judged { stopped: violations.len() > self.max_errors, ..judged(file, record, verdict) };
            violations.truncate(self.max_errors);
            judged.lines = self.output_lines(&schema, &parsed.value)?;
            let warnings = self.lint.map(|vendor| formwork_sessions::lint(vendor, &parsed.value)).unwrap_or_default();
            if !violations.is_empty() || !warnings.is_empty() {
                let document = Document::of_parsed(&schema, (file, text, notation), parsed, self.wishes);
                judged.findings = findings(&document, &violations, &warnings, self.wishes);
            }
            Ok(judged)
        });
        Some(told.unwrap_or_else(|why| unreadable(file, record, why, None)))
    }
}

/// What is wrong with a value that was parsed, up to `limit` violations.
fn violations(schema: &Knowledge, value: &Json, limit: usize) -> Result<Vec<Violation>, String> {
    let (budget, mut collector) = (Budget::for_value(), Collector::new(limit));
    let flow = Evaluator::new(&schema.compiled.plan).check_root(&mut Tree::new(value, &budget), &mut collector);
    match (collector.into_violations(), flow) {
        (violations, Err(Stop::Limit(limit))) if violations.is_empty() => Err(limit.to_string()),
        (violations, _) => Ok(violations),
    }
}

fn findings(
    document: &Document<'_>,
    violations: &[Violation],
    warnings: &[formwork_sessions::Warning],
    wishes: Wishes,
) -> Vec<Finding> {
    let mut findings = explain(document, violations, wishes);
    findings.extend(warnings.iter().map(|warning| {
        let place = document.place(&warning.pointer);
        let rule = format!("session::{}", warning.rule);
        Finding { severity: Severity::Warning, ..Finding::new(&rule, warning.message, place) }
    }));
    findings.sort_by_key(|finding| finding.place.start());
    findings
}

fn judged(file: &str, record: Option<usize>, verdict: Verdict) -> Judged {
    Judged { file: file.to_owned(), record, verdict, findings: Vec::new(), stopped: false, lines: Vec::new() }
}

/// A document without a verdict.
fn no_verdict(record: Option<usize>, finding: Finding) -> Judged {
    let file = finding.place.file.clone();
    Judged { findings: vec![finding], ..judged(&file, record, Verdict::None) }
}

/// A document without a verdict, for a reason that is no fault of some bytes of it.
fn unreadable(file: &str, record: Option<usize>, why: String, at: Option<Position>) -> Judged {
    let region = at.map(|at| Region { start: at, end: at });
    no_verdict(record, Finding::new("unreadable", why, Spot { region, ..Spot::file(file) }))
}

impl Text<'_> {
    fn judged(&self, verdict: Verdict) -> Judged {
        judged(self.file, self.record, verdict)
    }

    /// It is not JSON.
    fn broken(&self, knowledge: Option<&Knowledge>, error: &SyntaxError) -> Judged {
        let unread = Unread { file: self.file, start: self.start, knowledge };
        no_verdict(self.record, unread.json(self.bytes, error))
    }

    /// `at` is counted from where the text begins.
    fn unreadable(&self, why: String, at: Option<Position>) -> Judged {
        let at = at.map(|at| Position {
            offset: at.offset + self.start.offset,
            line: at.line + self.start.line - 1,
            column: at.column,
        });
        let at = at.or_else(|| self.record.map(|_| self.start));
        unreadable(self.file, self.record, why, at)
    }
}
