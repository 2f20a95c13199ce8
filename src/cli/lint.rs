//! `formwork lint`: what is legal in schemas and probably not meant.

use clap::Args;

use super::project::{Project, Selection};
use super::report::{Finding, Judged, ReportArgs, Reporter, Spot, Verdict, Wording};
use super::schema_args::SchemaArgs;
use super::{Exit, Failure, Out, complain};
use crate::compat::Side;
use crate::config::Config;
use crate::diagnostic::{Diagnostics, Severity};
use crate::generate::{split, target};
use crate::lint::{Edit, Found, Reached, Subject, all, apply};
use crate::rules;
use crate::{Compiled, Settings, Source};

/// Find what is legal in schemas and probably not meant
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub(super) struct Lint {
    #[command(flatten)]
    selection: Selection,

    /// Apply a rule that is not applied otherwise, or `all` of them. Can be given several times
    #[arg(long, value_name = "RULE", value_parser = rule)]
    select: Vec<String>,

    /// Do not apply a rule. Can be given several times
    #[arg(long, value_name = "RULE", value_parser = rule)]
    ignore: Vec<String>,

    /// Mend what can be mended without a change of what the schemas mean; the rest of their text stays as it is
    #[arg(long)]
    fix: bool,

    #[command(flatten)]
    report: ReportArgs,

    #[command(flatten)]
    schema: SchemaArgs,
}

const WORDING: Wording = Wording { command: "lint", good: "clean", bad: "with findings" };

const HELP: &str = "\
`formwork rules` lists the rules, and `formwork explain RULE` tells what each means. In formwork.toml:
  [lint]
  select = [\"lint::unanchored-pattern\"]
  ignore = [\"lint::format-not-asserted\"]

Examples:
  formwork lint schemas/session.schema.json
  formwork lint schemas/ --fix
  formwork lint --output sarif=lint.sarif            the schemas of formwork.toml";

/// So often a file is mended, as what is taken out may show more.
const ROUNDS: usize = 8;

/// A schema that was read.
struct Read {
    name: String,
    source: Source,
    settings: Settings,
    compiled: Result<Compiled, Diagnostics>,
}

impl Lint {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        let project = self.selection.project()?;
        let Some(mut reporter) = self.report.open(WORDING, out)? else { return Ok(Exit::NoVerdict) };
        let exit = self.tell_all(&project, &mut reporter)?;
        Ok(exit.max(reporter.finish()?))
    }

    /// Tells of every schema.
    pub(super) fn tell_all(&self, project: &Project, reporter: &mut Reporter<'_>) -> Result<Exit, Failure> {
        let chosen = Chosen::new(self, &project.config);
        let mut read: Vec<Read> = project.schemas.iter().map(|name| self.read(name, project)).collect();
        if self.fix {
            for schema in &mut read {
                if self.mend(schema, &chosen, project) == Exit::NoVerdict {
                    return Ok(Exit::NoVerdict);
                }
            }
        }
        let reached = reached(&read, project);
        for schema in &read {
            Self::tell(schema, &reached, &chosen, reporter)?;
        }
        Ok(Exit::Clean)
    }

    fn read(&self, name: &str, project: &Project) -> Read {
        let (path, fragment) = split(std::path::Path::new(""), name);
        let (source, settings) = match self.schema.source_as(path, &project.config.options) {
            Ok(read) => read,
            Err(wrong) => {
                let (source, settings) = (Source::from_text(path, ""), Settings::new());
                return Read { name: name.to_owned(), source, settings, compiled: Err(wrong) };
            }
        };
        let compiled = crate::compile(&source, fragment, &settings.options());
        Read { name: name.to_owned(), source, settings, compiled }
    }

    /// Makes the changes that mend a schema.
    fn mend(&self, schema: &mut Read, chosen: &Chosen, project: &Project) -> Exit {
        let mut mended = 0;
        for _ in 0..ROUNDS {
            let edits: Vec<Edit> =
                schema.found(&Reached::default(), chosen).into_iter().flat_map(|found| found.edits).collect();
            let (text, count) = apply(&schema.source.text, &edits);
            if count == 0 {
                break;
            }
            let path = schema.source.path.clone().unwrap_or_default();
            let path = std::fs::canonicalize(&path).unwrap_or(path);
            if let Err(error) = target::write(&path, &text) {
                complain(format_args!("error[output]: {} cannot be written: {error}", schema.source.label));
                return Exit::NoVerdict;
            }
            mended += count;
            let name = schema.name.clone();
            *schema = self.read(&name, project);
        }
        if mended > 0 && !self.report.quiet {
            let times = if mended == 1 { "1 place" } else { &format!("{mended} places") };
            complain(format_args!("mended {times} in {}", schema.source.label));
        }
        Exit::Clean
    }

    fn tell(schema: &Read, reached: &Reached, chosen: &Chosen, reporter: &mut Reporter<'_>) -> Result<(), Failure> {
        let file = schema.source.label.clone();
        let (mut findings, verdict) = match &schema.compiled {
            Err(wrong) => (Finding::of_diagnostics(wrong, &file), Verdict::None),
            Ok(compiled) => {
                let mut warnings = Finding::of_diagnostics(&compiled.warnings, &file);
                warnings.retain(|finding| chosen.is_applied(&finding.rule));
                let found = schema.found(reached, chosen);
                // What the lint says too, it says better.
                let is_said = |warning: &Finding| found.iter().any(|found| found.place.span == warning.place.span);
                warnings.retain(|warning| warning.rule != "duplicate-item" || !is_said(warning));
                warnings.extend(found.iter().map(finding));
                let verdict = if warnings.is_empty() { Verdict::Valid } else { Verdict::Invalid };
                (warnings, verdict)
            }
        };
        findings.sort_by_key(|finding| finding.place.start());
        Ok(reporter.tell(&Judged::of_file(&file, verdict, findings))?)
    }
}

impl Read {
    fn found(&self, reached: &Reached, chosen: &Chosen) -> Vec<Found> {
        let Ok(compiled) = &self.compiled else { return Vec::new() };
        let fragment = split(std::path::Path::new(""), &self.name).1;
        let side = Side { compiled, source: &self.source, fragment, settings: &self.settings };
        let mut found = all(&Subject::new(side), reached);
        found.retain(|found| chosen.is_applied(found.rule));
        found
    }
}

/// What is referred to by some schema of the run, by a module, or by an example.
fn reached(read: &[Read], project: &Project) -> Reached {
    let mut reached = Reached::default();
    for schema in read {
        if let Ok(compiled) = &schema.compiled {
            reached.add(compiled);
        }
        for place in super::test::places(&schema.source.label) {
            reached.add_named(&schema.source.label, place.trim_start_matches('#'));
        }
    }
    for schema in project.config.generate.iter().filter_map(|(_, module)| module.schema.as_deref()) {
        let (file, fragment) = split(std::path::Path::new(""), schema);
        reached.add_named(file, fragment);
    }
    reached
}

/// The rules that are applied.
struct Chosen {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Chosen {
    fn new(said: &Lint, config: &Config) -> Self {
        let both = |arguments: &[String], file: &[String]| arguments.iter().chain(file).cloned().collect();
        Self { select: both(&said.select, &config.lint.select), ignore: both(&said.ignore, &config.lint.ignore) }
    }

    fn is_applied(&self, id: &str) -> bool {
        let is = |name: &String| name == id || id.split_once("::").is_some_and(|(_, short)| short == name);
        let by_default = rules::find(id).is_none_or(|rule| !rule.modes.contains(&"if selected"));
        let is_selected = by_default || self.select.iter().any(|name| name == "all" || is(name));
        is_selected && !self.ignore.iter().any(is)
    }
}

/// A rule's id, as the command line names it.
fn rule(name: &str) -> Result<String, String> {
    rules::lint_rule(name).map(|()| name.to_owned())
}

fn finding(found: &Found) -> Finding {
    let mut finding = Finding::new(found.rule, found.message.clone(), Spot::from(&found.place));
    let is_warning = rules::find(found.rule).is_some_and(|rule| rule.modes.contains(&"warning"));
    finding.severity = if is_warning { Severity::Warning } else { Severity::Error };
    finding.help.clone_from(&found.help);
    finding.notes.extend(found.note.clone());
    if !found.edits.is_empty() {
        finding.notes.push("--fix takes it out".to_owned());
    }
    finding
}
