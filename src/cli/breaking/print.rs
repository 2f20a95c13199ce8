//! The findings, for people and for programs.

use std::io::{self, Write};

use formwork_runtime::{Json, parse, to_string};

use super::against::INSIDE;
use super::{Report, Told};
use crate::cli::report::number;
use crate::cli::{color, fmt};
use crate::compat::{At, Direction, Verdict};
use crate::diagnostic::{Diagnostic, Severity};

/// Writes each finding with what is there now, what stood there before, and a witness.
pub(super) fn text_report(quiet: bool, is_colored: bool, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    shown(quiet, report).try_for_each(|told| {
        let text = text(told);
        writeln!(out, "{}", if is_colored { color::paint(&text) } else { text })
    })?;
    summary(quiet, report, out)
}

/// Writes a line a finding.
pub(super) fn concise_report(quiet: bool, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    shown(quiet, report).try_for_each(|told| writeln!(out, "{}", concise(told)))
}

/// Writes one document about everything.
pub(super) fn json_report(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<Json> = report.told.iter().map(object).collect();
    let compared: Vec<Json> = report.compared.iter().map(comparison).collect();
    let document = members([("compared", compared.into()), ("findings", findings.into())]);
    write!(out, "{}", fmt::laid_out(&to_string(&document)))
}

/// What is worth telling people.
pub(super) fn shown(quiet: bool, report: &Report) -> impl Iterator<Item = &Told> {
    report.told.iter().filter(move |told| !quiet || told.finding.verdict > Verdict::Note)
}

pub(super) fn severity(told: &Told) -> Severity {
    let is_error = told.accepted.is_none() && told.finding.verdict >= Verdict::Likely;
    if is_error { Severity::Error } else { Severity::Warning }
}

/// The name of an old file. One that a schema at a revision refers to is called after that revision.
pub(super) fn old_file(told: &Told, file: &str) -> String {
    file.strip_prefix(INSIDE).map_or_else(|| file.to_owned(), |path| format!("{}:{path}", told.against))
}

/// The place that a finding is shown at: in the new schema, if it is there.
fn place(told: &Told) -> Option<&At> {
    let has_place = |at: &&At| at.place.is_some();
    told.finding.new.as_ref().filter(has_place).or(told.finding.old.as_ref().filter(has_place))
}

/// What has changed, and how sure it is that this breaks something.
pub(super) fn message(told: &Told) -> String {
    let finding = &told.finding;
    let sure = match finding.verdict {
        Verdict::Likely => "likely: ",
        Verdict::Undecided => "undecided: ",
        Verdict::Breaking | Verdict::Note => "",
    };
    format!("{sure}{}", finding.message)
}

/// Which side accepts the witness, and which one rejects it.
pub(super) const fn sides(direction: Direction) -> (&'static str, &'static str) {
    match direction {
        Direction::Forward => ("new", "old"),
        _ => ("old", "new"),
    }
}

/// How one accepts a finding.
pub(super) fn how_to_accept(told: &Told) -> String {
    format!("to accept it: --accept {} --reason \"…\"", told.fingerprint)
}

fn text(told: &Told) -> String {
    let finding = &told.finding;
    let diagnostic = Diagnostic {
        code: finding.rule,
        severity: severity(told),
        message: format!("{} [{}]", message(told), finding.direction),
        help: None,
        place: place(told).and_then(|at| at.place.clone()).map(Box::new),
    };
    let mut text = diagnostic.to_string().trim_end().to_owned();
    let mut note = |line: String| {
        text.push_str("\n   = ");
        text.push_str(&line);
    };
    if let Some(old) = finding.old.as_ref().and_then(|at| at.place.as_ref()) {
        note(format!("before: {}:{}:{}", old_file(told, &old.file), old.line, old.column));
    } else if finding.direction == Direction::Source {
        note(format!("in the Rust of {}, against {}", told.schema, told.against));
    }
    if let Some(witness) = &finding.witness {
        let (accepts, rejects) = sides(finding.direction);
        note(format!("witness: accepted by {accepts}, rejected by {rejects} (by two validators)"));
        note(format!("         {witness}"));
    }
    if let Some(hint) = &finding.hint {
        note(format!("help: {hint}"));
    }
    match (&told.accepted, finding.verdict) {
        (Some(entry), _) => note(format!("accepted: {}", entry.reason)),
        (None, Verdict::Note) => {}
        (None, _) => note(how_to_accept(told)),
    }
    text.push('\n');
    text
}

fn summary(quiet: bool, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if !quiet {
        for (schema, against, proved) in &report.compared {
            for direction in proved {
                writeln!(out, "{schema}: {direction} compatible with {against}")?;
            }
        }
    }
    let count =
        |verdict| report.told.iter().filter(|told| told.accepted.is_none() && told.finding.verdict == verdict).count();
    let accepted = report.told.iter().filter(|told| told.accepted.is_some()).count();
    let parts = [
        (count(Verdict::Breaking), "breaking"),
        (count(Verdict::Likely), "likely breaking"),
        (count(Verdict::Undecided), "undecided"),
        (accepted, "accepted"),
        (count(Verdict::Note), if count(Verdict::Note) == 1 { "note" } else { "notes" }),
    ];
    let all: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    match (all.is_empty(), quiet) {
        (false, _) => writeln!(out, "{}", all.join(", ")),
        (true, true) => Ok(()),
        (true, false) if report.compared.is_empty() => Ok(()),
        (true, false) => writeln!(out, "nothing breaks"),
    }
}

fn concise(told: &Told) -> String {
    let finding = &told.finding;
    let at = place(told).and_then(|at| at.place.as_ref());
    let place = at.map_or(told.schema.clone(), |place| format!("{}:{}:{}", place.file, place.line, place.column));
    let verdict = if told.accepted.is_some() { "accepted" } else { finding.verdict.name() };
    format!("{place}: {verdict}[{}] {} [{}] {}", finding.rule, finding.message, finding.direction, told.fingerprint)
}

fn members<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn comparison((schema, against, proved): &(String, String, Vec<Direction>)) -> Json {
    let proved: Vec<Json> = proved.iter().map(|direction| direction.name().into()).collect();
    members([("schema", schema.as_str().into()), ("against", against.as_str().into()), ("compatible", proved.into())])
}

fn object(told: &Told) -> Json {
    let text = |text: Option<&str>| text.map_or(Json::Null, Json::from);
    let at = |at: Option<&At>, is_old: bool| match at {
        None => Json::Null,
        Some(at) => {
            let place = at.place.as_ref();
            let file = place.map(|place| if is_old { old_file(told, &place.file) } else { place.file.clone() });
            members([
                ("pointer", at.pointer.as_str().into()),
                ("file", text(file.as_deref())),
                ("line", place.map_or(Json::Null, |place| number(place.line))),
                ("column", place.map_or(Json::Null, |place| number(place.column))),
            ])
        }
    };
    let finding = &told.finding;
    // Numbers stay as they are, whatever their size.
    let witness = finding.witness.as_deref().and_then(|text| parse(text.as_bytes()).ok());
    members([
        ("schema", told.schema.as_str().into()),
        ("against", told.against.as_str().into()),
        ("rule", finding.rule.into()),
        ("mode", finding.direction.name().into()),
        ("verdict", finding.verdict.name().into()),
        ("message", finding.message.as_str().into()),
        ("old", at(finding.old.as_ref(), true)),
        ("new", at(finding.new.as_ref(), false)),
        ("witness", witness.unwrap_or(Json::Null)),
        ("hint", text(finding.hint.as_deref())),
        ("hasWitness", finding.witness.is_some().into()),
        ("fingerprint", told.fingerprint.as_str().into()),
        ("accepted", text(told.accepted.as_ref().map(|entry| entry.reason.as_str()))),
    ])
}
