//! `formwork breaking`: does a schema's change break anyone?

mod accepted;
mod against;
mod defaults;
mod deleted;
mod findings;
mod print;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use self::accepted::{Accepted, Entry};
use self::against::{Against, Old};
pub(super) use self::deleted::Scope;
use super::project::named;
use super::report::{Destination, Format, Outputs, Reporter, forms_of_findings};
use super::schema_args::SchemaArgs;
use super::{Exit, Failure, Out, color, complain};
use crate::compat::{Canonical, Comparison, Direction, Finding, Side, Verdict, compare};
use crate::diagnostic::Diagnostics;
use crate::generate::split;
use crate::{Compiled, Settings, Source};

/// Tell what a schema's change breaks, with instances that show it
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Breaking {
    /// The new schemas: files, or `FILE#/json/pointer`; folders, which stand for the `*.schema.json` below them, or patterns
    #[arg(required = true, value_name = "SCHEMA")]
    schemas: Vec<String>,

    /// What they are compared with: a revision of git, a file, or a folder with files of the same names
    #[arg(long, value_name = "git:REV|FILE|DIR", required_unless_present = "transitive")]
    against: Option<String>,

    /// Earlier versions to compare with as well, in the form of --against: compatibility with the last one says nothing
    /// of the one before
    #[arg(long, value_name = "REFS", value_delimiter = ',')]
    transitive: Vec<String>,

    /// What must not break; several with commas between
    #[arg(long, value_name = "MODE", value_enum, value_delimiter = ',', default_value = "backward")]
    mode: Vec<Mode>,

    /// Take it that whoever reads puts the `default` of a member in where the member is missing
    #[arg(long)]
    with_defaults: bool,

    /// End with 3 where something could not be decided
    #[arg(long)]
    strict: bool,

    /// Accept the finding with this fingerprint: it goes to the list of accepted findings, with the reason
    #[arg(long, value_name = "FINGERPRINT", requires = "reason")]
    accept: Vec<String>,

    /// Why it is accepted
    #[arg(long, requires = "accept")]
    reason: Option<String>,

    /// The first day on which it counts again, like 2027-01-31
    #[arg(long, value_name = "DAY", requires = "accept", value_parser = day)]
    expires: Option<String>,

    /// The list of accepted findings
    #[arg(long, value_name = "FILE", default_value = "breaking.accepted.toml")]
    accepted: PathBuf,

    /// Write each witness to a file of its own, `<fingerprint>.json`
    #[arg(long, value_name = "DIR")]
    witness_dir: Option<PathBuf>,

    /// How the findings are written to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Write the findings to a file as well. Can be given several times
    #[arg(long = "output", value_name = "FORMAT=FILE")]
    outputs: Vec<Destination>,

    /// Show neither notes nor what is compatible
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    schema: SchemaArgs,

    /// What the schemas were found by, where they were not found by the arguments.
    #[arg(skip)]
    pub(super) scope: Option<Scope>,
}

const EXAMPLES: &str = "\
Modes:
  backward   the new schema accepts all that the old one accepts: stored data, requests of old clients
  forward    the old schema accepts all that the new one accepts: old readers of new data
  full       both
  source     the generated Rust stays as it is for those who use it

Examples:
  formwork breaking session.schema.json --against git:origin/main
  formwork breaking schemas/*.json --against released/ --mode full
  formwork breaking session.schema.json --against git:HEAD --transitive git:v1,git:v2
  formwork breaking session.schema.json --against old.json --accept 3f9c0a1be27d --reason \"nobody has sent it since May\"

Findings are `breaking` (with a witness that two validators confirm), `likely breaking` (a rule says so), `undecided`,
or notes. `formwork explain RULE` explains each. Exit codes: 0 nothing breaks, 1 something does, 2 usage, 3 no verdict.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Mode {
    Backward,
    Forward,
    Full,
    Source,
}

/// A finding, where it was found, and whether it was accepted.
struct Told {
    schema: String,
    against: String,
    finding: Finding,
    fingerprint: String,
    accepted: Option<Entry>,
}

/// What a whole run has found.
#[derive(Default)]
struct Report {
    /// The schemas that were asked for.
    schemas: Vec<String>,
    told: Vec<Told>,
    /// The schemas, what each was compared with, and the directions in which nothing breaks for sure.
    compared: Vec<(String, String, Vec<Direction>)>,
    /// The schemas that could not be compared, and why.
    failed: Vec<(String, Diagnostics)>,
}

fn day(text: &str) -> Result<String, String> {
    if accepted::is_day(text) { Ok(text.to_owned()) } else { Err("write a day like 2027-01-31".to_owned()) }
}

impl Breaking {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        forms_of_findings(self.format, &self.outputs)?;
        let Some(files) = self.open() else { return Ok(Exit::NoVerdict) };
        let Some((report, mut exit)) = self.judge()? else { return Ok(Exit::NoVerdict) };
        self.write(self.format, color::on_stdout(), &report, &mut *out)?;
        for (format, mut file) in files {
            if let Err(error) = self.write(format, false, &report, &mut file).and_then(|()| file.flush()) {
                complain(format_args!("error[output]: a file cannot be written: {error}"));
                exit = Exit::NoVerdict;
            }
        }
        Ok(exit)
    }

    /// Tells of every schema.
    pub(super) fn tell_all(&self, reporter: &mut Reporter<'_>) -> Result<Exit, Failure> {
        let Some((report, exit)) = self.judge()? else { return Ok(Exit::NoVerdict) };
        for judged in findings::judged(self.quiet, self.strict, &report) {
            reporter.tell(&judged)?;
        }
        Ok(exit)
    }

    /// Compares, and says how the run ends; nothing where it cannot be done, which has been told.
    fn judge(&self) -> Result<Option<(Report, Exit)>, Failure> {
        let against: Vec<(String, Against)> = self
            .against
            .iter()
            .chain(&self.transitive)
            .map(|argument| Ok((argument.clone(), Against::read(argument)?)))
            .collect::<Result<_, String>>()
            .map_err(Failure::Usage)?;
        let schemas = named(&self.schemas)?;
        let is_one_file = against.iter().any(|(_, against)| matches!(against, Against::File(_)));
        if is_one_file && schemas.len() > 1 {
            let message = "several schemas need a folder or a revision to be compared with";
            return Err(Failure::Usage(message.to_owned()));
        }
        let mut accepted = match Accepted::read(&self.accepted) {
            Ok(accepted) => accepted,
            Err(message) => {
                complain(format_args!("error[accepted]: {message}"));
                return Ok(None);
            }
        };
        let mut exit = Exit::Clean;
        let mut report = Report { schemas, ..Report::default() };
        for schema in &report.schemas.clone() {
            for (name, against) in &against {
                if let Err(diagnostics) = self.compare(schema, name, against, &mut report) {
                    complain(&diagnostics);
                    report.failed.push((schema.clone(), diagnostics));
                    exit = Exit::NoVerdict;
                }
            }
        }
        for (name, against) in &against {
            exit = exit.max(self.deleted(name, against, &mut report));
        }
        if !self.accept.is_empty() {
            exit = exit.max(self.add(&report, &mut accepted)?);
        }
        for told in &mut report.told {
            told.accepted = accepted.get(&told.fingerprint).cloned();
        }
        exit = exit.max(self.write_witnesses(&report));
        self.tell_stale(&report, &accepted);
        let exit = exit.max(self.verdict(&report));
        Ok(Some((report, exit)))
    }

    /// Opens the files that are written to; nothing if one cannot be, which has been told.
    fn open(&self) -> Option<Vec<(Format, BufWriter<File>)>> {
        let open = |Destination { format, file }: &Destination| match File::create(file) {
            Ok(opened) => Some((*format, BufWriter::new(opened))),
            Err(error) => {
                complain(format_args!("error[output]: {file}: it cannot be written: {error}"));
                None
            }
        };
        self.outputs.iter().map(open).collect()
    }

    /// Writes the report: in the forms that tell what only comparisons have, or in those of every command.
    fn write(&self, format: Format, is_colored: bool, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text => print::text_report(self.quiet, is_colored, report, out),
            Format::Concise => print::concise_report(self.quiet, report, out),
            Format::Json => print::json_report(report, out),
            _ => {
                let mut outputs = Outputs::one(findings::WORDING, format, out);
                findings::report(self.quiet, self.strict, report, &mut outputs)
            }
        }
    }

    fn directions(&self) -> Vec<Direction> {
        let asked = |modes: &[Mode]| modes.iter().any(|mode| self.mode.contains(mode));
        let mut directions = Vec::new();
        if asked(&[Mode::Backward, Mode::Full]) {
            directions.push(Direction::Backward);
        }
        if asked(&[Mode::Forward, Mode::Full]) {
            directions.push(Direction::Forward);
        }
        if asked(&[Mode::Source]) {
            directions.push(Direction::Source);
        }
        directions
    }

    /// Compares both sides, the reading one with its defaults if that is asked for.
    fn compared(&self, old: &Read, new: &Read, fragment: &str) -> Comparison {
        let directions = self.directions();
        if !self.with_defaults || !fragment.is_empty() {
            return compare(old.side(fragment), new.side(fragment), &directions, &Canonical);
        }
        let is_source = |direction: &&Direction| **direction == Direction::Source;
        let source: Vec<Direction> = directions.iter().filter(is_source).copied().collect();
        let (old_filled, new_filled) = (old.with_defaults(), new.with_defaults());
        let mut all = Comparison::default();
        for direction in directions.iter().filter(|direction| !is_source(direction)) {
            let (before, after) = match direction {
                Direction::Backward => (old, new_filled.as_ref().unwrap_or(new)),
                _ => (old_filled.as_ref().unwrap_or(old), new),
            };
            let found = compare(before.side(fragment), after.side(fragment), &[*direction], &Canonical);
            let own = found.findings.into_iter().filter(|finding| finding.direction == *direction);
            all.findings.extend(own.map(|finding| quoting(finding, (&old.source, &new.source))));
            all.proved.extend(found.proved);
        }
        let found = compare(old.side(fragment), new.side(fragment), &source, &Canonical);
        all.findings.extend(found.findings);
        all.proved.extend(found.proved);
        all
    }

    /// Compares one schema with one older version.
    fn compare(&self, schema: &str, name: &str, against: &Against, report: &mut Report) -> Result<(), Diagnostics> {
        let (path, fragment) = split(Path::new(""), schema);
        let new = Read::new(self.schema.source(path)?, fragment)?;
        let Some(old) = against.old(path)? else {
            if !self.quiet {
                complain(format_args!("note: {schema} is new: there is none in {name}"));
            }
            return Ok(());
        };
        let old = Read::old(old, fragment, &new.settings, against)?;
        let old = Read { compiled: old.compiled.called_like(&new.compiled), ..old };
        let comparison = self.compared(&old, &new, fragment);
        for finding in comparison.findings {
            let fingerprint = finding.fingerprint();
            let (schema, against) = (schema.to_owned(), name.to_owned());
            report.told.push(Told { schema, against, finding, fingerprint, accepted: None });
        }
        report.compared.push((schema.to_owned(), name.to_owned(), comparison.proved));
        Ok(())
    }

    /// Tells of the schemas that are gone since an older version.
    fn deleted(&self, name: &str, against: &Against, report: &mut Report) -> Exit {
        let scope = self.scope.clone();
        let scope = scope.unwrap_or_else(|| Scope { include: self.schemas.clone(), exclude: Vec::new() });
        let deleted = match scope.deleted(against, &report.schemas) {
            Ok(deleted) => deleted,
            Err(diagnostic) => {
                complain(diagnostic);
                return Exit::NoVerdict;
            }
        };
        let directions = self.directions();
        for schema in deleted {
            for direction in directions.iter().filter(|direction| **direction != Direction::Forward) {
                let finding = deleted::finding(&schema, name, *direction);
                let fingerprint = finding.fingerprint();
                let (schema, against) = (schema.clone(), name.to_owned());
                report.told.push(Told { schema, against, finding, fingerprint, accepted: None });
            }
            report.compared.push((schema.clone(), name.to_owned(), Vec::new()));
            if !report.schemas.contains(&schema) {
                report.schemas.push(schema);
            }
        }
        Exit::Clean
    }

    /// Puts the findings that were asked for on the list.
    fn add(&self, report: &Report, accepted: &mut Accepted) -> Result<Exit, Failure> {
        let reason = self.reason.as_deref().unwrap_or_default().trim();
        if reason.is_empty() {
            return Err(Failure::Usage("--reason says nothing".to_owned()));
        }
        for fingerprint in &self.accept {
            let Some(told) = report.told.iter().find(|told| told.fingerprint == *fingerprint) else {
                return Err(Failure::Usage(format!("no finding has the fingerprint {fingerprint}")));
            };
            if accepted.get(fingerprint).is_some() {
                continue;
            }
            let added = accepted.add(Entry {
                fingerprint: fingerprint.clone(),
                schema: told.schema.clone(),
                rule: told.finding.rule.to_owned(),
                mode: told.finding.direction.name().to_owned(),
                reason: reason.to_owned(),
                expires: self.expires.clone(),
            });
            if let Err(error) = added {
                complain(format_args!("error[output]: {} cannot be written: {error}", self.accepted.display()));
                return Ok(Exit::NoVerdict);
            }
        }
        Ok(Exit::Clean)
    }

    fn write_witnesses(&self, report: &Report) -> Exit {
        let Some(folder) = &self.witness_dir else { return Exit::Clean };
        for told in &report.told {
            let Some(witness) = &told.finding.witness else { continue };
            let file = folder.join(format!("{}.json", told.fingerprint));
            if let Err(error) = write(folder, &file, witness) {
                complain(format_args!("error[output]: {} cannot be written: {error}", file.display()));
                return Exit::NoVerdict;
            }
        }
        Exit::Clean
    }

    /// Tells of entries of the list that are for nothing any more.
    fn tell_stale(&self, report: &Report, accepted: &Accepted) {
        let directions = self.directions();
        for entry in &accepted.entries {
            let is_asked = directions.iter().any(|direction| direction.name() == entry.mode)
                && report.compared.iter().any(|(schema, ..)| *schema == entry.schema);
            let is_found = report.told.iter().any(|told| told.fingerprint == entry.fingerprint);
            let why = if is_found && accepted.is_expired(entry) {
                "has expired"
            } else if is_asked && !is_found {
                "is for nothing that was found"
            } else {
                continue;
            };
            let list = self.accepted.display();
            complain(format_args!("warning[stale]: {list}: {} ({}) {why}", entry.fingerprint, entry.rule));
        }
    }

    fn verdict(&self, report: &Report) -> Exit {
        let open = || report.told.iter().filter(|told| told.accepted.is_none()).map(|told| told.finding.verdict);
        if self.strict && open().any(|verdict| verdict == Verdict::Undecided) {
            Exit::NoVerdict
        } else if open().any(|verdict| verdict >= Verdict::Likely) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }
}

/// The finding with the lines as they were written.
fn quoting(mut finding: Finding, (old, new): (&Source, &Source)) -> Finding {
    for (at, source) in [(&mut finding.old, old), (&mut finding.new, new)] {
        if let Some(place) = at.as_mut().and_then(|at| at.place.as_mut()).filter(|place| place.file == source.label)
            && let Some(line) = source.text.lines().nth(place.line.saturating_sub(1))
        {
            line.clone_into(&mut place.line_text);
        }
    }
    finding
}

fn write(folder: &Path, file: &Path, witness: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(file, format!("{witness}\n"))
}

/// A schema that was read and compiled.
struct Read {
    source: Source,
    settings: Settings,
    compiled: Compiled,
}

impl Read {
    fn new((source, settings): (Source, Settings), fragment: &str) -> Result<Self, Diagnostics> {
        let compiled = crate::compile(&source, fragment, &settings.options())?;
        Ok(Self { source, settings, compiled })
    }

    /// The schema as a reader that puts defaults in accepts it; nothing where that makes no difference.
    fn with_defaults(&self) -> Option<Self> {
        let source = defaults::applied(&self.source, &self.settings.options())?;
        // Draft 4 has no empty list of what is required.
        Self::new((source, self.settings.clone()), "").ok()
    }

    /// The older version. What stands beside the new one counts for it too, as far as it has the places.
    fn old(old: Old, fragment: &str, settings: &Settings, against: &Against) -> Result<Self, Diagnostics> {
        let mut settings = settings.clone();
        settings.resources.extend(old.resources);
        if !matches!(against, Against::Git(_)) {
            let own = Settings::beside(&old.source.label)?;
            settings.secret.clear();
            settings = own.or(settings);
        }
        let tried = crate::compile(&old.source, fragment, &settings.options());
        if let Err(diagnostics) = &tried
            && diagnostics.iter().all(|diagnostic| diagnostic.code == "unresolved-secret")
        {
            settings.secret.clear();
            return Self::new((old.source, settings), fragment);
        }
        let compiled = tried?;
        Ok(Self { source: old.source, settings, compiled })
    }

    fn side<'s>(&'s self, fragment: &'s str) -> Side<'s> {
        Side { compiled: &self.compiled, source: &self.source, fragment, settings: &self.settings }
    }
}
