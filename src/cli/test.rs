//! `formwork test`: a schema's examples, those that it has to accept and those that it has to refuse.
//!
//! ```text
//! session.schema.json
//! examples/valid/*.json        each is accepted        (or examples/session/valid, where several schemas lie in a folder)
//! examples/invalid/*.json      each is refused
//! examples/expected.json       perhaps: why, by which schema of the file, and with which faults
//! ```

mod expected;
mod find;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use clap::Args;

use self::expected::{Expected, Fault};
use self::find::{Example, Examples};
use super::explain::{Knowledge, Wishes};
use super::payload::Notation;
use super::project::{Project, Selection};
use super::report::{Finding, Judged, ReportArgs, Reporter, Spot, Verdict, Wording};
use super::schema_args::SchemaArgs;
use super::validate::Judge;
use super::{Exit, Failure, Out, complain};
use crate::Settings;
use crate::diagnostic::Diagnostics;
use crate::generate::split;

/// Judge the examples beside a schema: examples/valid must be accepted, examples/invalid refused
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub(super) struct Test {
    #[command(flatten)]
    selection: Selection,

    /// Show the values in the lines that are quoted, but for those that the schema marks as secret
    #[arg(long)]
    show_values: bool,

    /// Whether somebody else tells what the compiler warns of.
    #[arg(skip)]
    pub(super) tells_no_warnings: bool,

    #[command(flatten)]
    report: ReportArgs,

    #[command(flatten)]
    schema: SchemaArgs,
}

const WORDING: Wording = Wording { command: "test", good: "as expected", bad: "not as expected" };

const HELP: &str = "\
Examples lie in examples/valid and examples/invalid beside the schema; where several schemas share a folder, in
examples/NAME/valid and so on, for NAME.schema.json. They are JSON, JSONC, YAML or TOML, a document a file.

examples/expected.json may say more of them. \"at\" names the schema within the file that judges an example, and
\"faults\" are all that it has to be refused for:
  { \"valid\":   { \"user.json\": { \"why\": \"a user alone\", \"at\": \"#/$defs/User\" } },
    \"invalid\": { \"no-id.json\": { \"faults\": [{ \"instance\": \"\", \"keyword\": \"required\" }] } } }

Examples:
  formwork test schemas/session.schema.json
  formwork test schemas/ --output junit=tests.xml
  formwork test                                      the schemas of formwork.toml";

/// So many faults of an example are compared with what is expected.
const MOST: usize = 1000;

impl Test {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        let project = self.selection.project()?;
        let Some(mut reporter) = self.report.open(WORDING, out)? else { return Ok(Exit::NoVerdict) };
        let exit = self.tell_all(&project, &mut reporter)?;
        Ok(exit.max(reporter.finish()?))
    }

    /// Tells of every example.
    pub(super) fn tell_all(&self, project: &Project, reporter: &mut Reporter<'_>) -> Result<Exit, Failure> {
        let (mut exit, mut tested) = (Exit::Clean, 0);
        for schema in &project.schemas {
            let examples = find::beside(split(Path::new(""), schema).0);
            if examples.is_empty() {
                if !self.report.quiet {
                    complain(format_args!("warning[test::no-examples]: there are no examples beside {schema}"));
                }
                continue;
            }
            tested += 1;
            exit = exit.max(self.one(schema, &examples, &project.config.options, reporter)?);
        }
        if tested == 0 {
            complain("error[test::no-examples]: nothing was tested, as no schema has examples beside it");
            return Ok(Exit::NoVerdict);
        }
        Ok(exit)
    }

    /// Judges the examples of a schema.
    fn one(
        &self,
        schema: &str,
        examples: &Examples,
        common: &Settings,
        reporter: &mut Reporter<'_>,
    ) -> Result<Exit, Failure> {
        let expected = match Expected::read(examples) {
            Ok(expected) => expected,
            Err(wrong) => {
                complain(wrong);
                return Ok(Exit::NoVerdict);
            }
        };
        let mut schemas = Schemas { test: self, file: schema, common, known: HashMap::new() };
        let wishes = Wishes { show_values: self.show_values, all_branches: false };
        let judge = Judge::of_files(&self.schema, wishes, MOST);
        let mut exit = Exit::Clean;
        for example in &examples.files {
            let at = expected.at(example);
            match schemas.at(at) {
                Ok(knowledge) => {
                    reporter.tell(&judged(example, &judge, &knowledge, expected.faults(example).as_deref()))?;
                }
                Err(Some(diagnostics)) => {
                    complain(diagnostics);
                    exit = Exit::NoVerdict;
                }
                Err(None) => exit = Exit::NoVerdict,
            }
            if exit == Exit::NoVerdict && at.is_empty() {
                break;
            }
        }
        for stale in expected.stale(examples) {
            reporter.tell(&stale)?;
        }
        Ok(exit)
    }
}

/// The schemas of a file by their places in it; nothing for those that do not compile.
struct Schemas<'t> {
    test: &'t Test,
    file: &'t str,
    common: &'t Settings,
    known: HashMap<String, Option<Arc<Knowledge>>>,
}

impl Schemas<'_> {
    /// The schema at a place. What is wrong with it is told once.
    fn at(&mut self, place: &str) -> Result<Arc<Knowledge>, Option<Diagnostics>> {
        if let Some(known) = self.known.get(place) {
            return known.clone().ok_or(None);
        }
        let (file, fragment) = split(Path::new(""), self.file);
        let name = match place.trim_start_matches('#') {
            "" if fragment.is_empty() => file.to_owned(),
            "" => format!("{file}#{fragment}"),
            place => format!("{file}#{place}"),
        };
        let made = self.test.schema.compile_as(&name, self.common).map(|compiled| {
            if !self.test.report.quiet
                && !self.test.tells_no_warnings
                && place.is_empty()
                && !compiled.warnings.is_empty()
            {
                complain(&compiled.warnings);
            }
            Arc::new(Knowledge::new(compiled))
        });
        self.known.insert(place.to_owned(), made.as_ref().ok().cloned());
        made.map_err(Some)
    }
}

/// Whether a schema has examples beside it.
pub(super) fn has_examples(schema: &str) -> bool {
    !find::beside(split(Path::new(""), schema).0).is_empty()
}

/// The places in a schema's file that examples beside it are judged by.
pub(super) fn places(schema: &str) -> Vec<String> {
    let examples = find::beside(schema);
    let Ok(expected) = Expected::read(&examples) else { return Vec::new() };
    examples.files.iter().map(|example| expected.at(example).to_owned()).filter(|at| !at.is_empty()).collect()
}

/// Judges an example, and compares what comes out with what is expected.
fn judged(example: &Example, judge: &Judge, schema: &Arc<Knowledge>, faults: Option<&[Fault]>) -> Judged {
    let notation = Notation::of_name(&example.path).unwrap_or(Notation::Json);
    let mut documents = judge.file(&example.path, notation, schema);
    let mut judged = documents.pop().unwrap_or_else(|| Judged {
        file: example.path.clone(),
        record: None,
        verdict: Verdict::Valid,
        findings: Vec::new(),
        stopped: false,
        lines: Vec::new(),
    });
    if !documents.is_empty() {
        let message = "there are several documents in it: an example is a file of its own";
        judged.findings = vec![Finding::new("unreadable", message, Spot::file(&example.path))];
        judged.verdict = Verdict::None;
    }
    judged.record = None;
    match (example.is_valid, judged.verdict) {
        (false, Verdict::Valid) => {
            let message = "the schema accepts it, although it lies among the examples that have to be refused";
            judged.findings = vec![Finding::new("test::accepted", message, Spot::file(&example.path))];
            judged.verdict = Verdict::Invalid;
        }
        (false, Verdict::Invalid) => {
            judged.findings = faults.map(|faults| expected::compare(faults, &judged.findings)).unwrap_or_default();
            judged.verdict = if judged.findings.is_empty() { Verdict::Valid } else { Verdict::Invalid };
        }
        _ => {}
    }
    judged
}
