//! Findings for programs: one JSON document, or one a line. `docs/report.schema.json` says what they look like; members
//! may be added to it, and none is taken away.

use std::io::{self, Write};

use formwork_runtime::{Json, Number, to_string};

use super::{Counts, Finding, Judged, Region, Related, Report, Role, Spot, Verdict, text};
use crate::diagnostic::{Diagnostics, Place};

/// Writes each document as soon as it is judged, so that any number of records takes no memory.
#[derive(Default)]
pub(super) struct JsonReport {
    written: usize,
}

/// Writes each finding in a line of its own, and the counts in the last one.
pub(super) struct NdjsonReport;

impl Report for JsonReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.written == 0 { b"{\"files\":[\n" } else { b",\n" })?;
        self.written += 1;
        out.write_all(to_string(&entry(judged)).as_bytes())
    }

    fn finish(&mut self, counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.written == 0 { b"{\"files\":[" } else { b"\n" })?;
        writeln!(out, "],\"counts\":{},\"valid\":{}}}", to_string(&counted(counts)), is_valid(counts))
    }
}

impl Report for NdjsonReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        for finding in &judged.findings {
            let head = [
                ("type", Some("finding".into())),
                ("file", Some(judged.file.as_str().into())),
                ("record", judged.record.map(number)),
            ];
            let line = Json::Object(present(head).chain(fault(finding)).collect());
            writeln!(out, "{}", to_string(&line))?;
        }
        Ok(())
    }

    fn finish(&mut self, counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
        let line = object([
            ("type", Some("summary".into())),
            ("counts", Some(counted(counts))),
            ("valid", Some(is_valid(counts).into())),
        ]);
        writeln!(out, "{}", to_string(&line))
    }
}

fn is_valid(counts: &Counts) -> bool {
    counts.valid == counts.documents && !counts.interrupted
}

fn counted(counts: &Counts) -> Json {
    object([
        ("files", Some(number(counts.files))),
        ("documents", Some(number(counts.documents))),
        ("valid", Some(number(counts.valid))),
        ("invalid", Some(number(counts.invalid))),
        ("unreadable", Some(number(counts.unreadable))),
        ("warnings", Some(number(counts.warnings))),
        ("skipped", Some(number(counts.skipped))),
        ("interrupted", counts.interrupted.then(|| true.into())),
    ])
}

fn entry(judged: &Judged) -> Json {
    let unreadable = judged.findings.iter().find(|_| judged.verdict == Verdict::None);
    let error = unreadable.map(|finding| {
        let start = finding.place.start();
        let related = related(finding);
        object([
            ("message", Some(finding.message.as_str().into())),
            ("help", finding.help.as_deref().map(Json::from)),
            ("line", start.map(|start| number(start.line))),
            ("column", start.map(|start| number(start.column))),
            ("related", (!related.is_empty()).then(|| related.into())),
        ])
    });
    let of = |is_warning: bool| -> Vec<Json> {
        let findings = judged.findings.iter().filter(|finding| finding.is_warning() == is_warning);
        findings.map(|finding| Json::Object(fault(finding).collect())).collect()
    };
    let errors = if judged.verdict == Verdict::None { Vec::new() } else { of(false) };
    let warnings = of(true);
    object([
        ("file", Some(judged.file.as_str().into())),
        ("valid", Some((judged.verdict == Verdict::Valid).into())),
        ("verdict", Some(text::outcome(judged.verdict).into())),
        ("record", judged.record.map(number)),
        ("errors", Some(errors.into())),
        ("warnings", (!warnings.is_empty()).then(|| warnings.into())),
        ("stopped", judged.stopped.then(|| true.into())),
        ("error", error),
    ])
}

fn fault(finding: &Finding) -> impl Iterator<Item = (String, Json)> {
    let rule = finding.rule_place();
    let start = finding.place.start();
    let end = finding.place.region.map(|region| region.end);
    let related = related(finding);
    let alternatives = finding.alternatives.iter().map(|causes| {
        let causes: Vec<Json> = causes.iter().map(|cause| Json::Object(fault(cause).collect())).collect();
        causes.into()
    });
    let alternatives: Vec<Json> = alternatives.collect();
    let notes: Vec<Json> = finding.notes.iter().map(|note| note.as_str().into()).collect();
    present([
        ("instanceLocation", Some(finding.place.pointer.as_str().into())),
        ("keyword", Some(finding.rule.as_str().into())),
        ("keywordLocation", rule.map(|rule| rule.pointer.as_str().into())),
        ("severity", Some(finding.severity.to_string().into())),
        ("message", Some(finding.message.as_str().into())),
        ("help", finding.help.as_deref().map(Json::from)),
        ("line", start.map(|start| number(start.line))),
        ("column", start.map(|start| number(start.column))),
        ("offset", start.map(|start| number(start.offset))),
        ("endLine", end.map(|end| number(end.line))),
        ("endColumn", end.map(|end| number(end.column))),
        ("endOffset", end.map(|end| number(end.offset))),
        ("schema", rule.filter(|rule| rule.region.is_some()).map(|rule| Json::Object(spot(rule).collect()))),
        ("related", (!related.is_empty()).then(|| related.into())),
        ("notes", (!notes.is_empty()).then(|| notes.into())),
        ("alternatives", Some(alternatives.into())),
        ("nearest", finding.nearest.map(number)),
        ("fingerprint", finding.fingerprint.as_deref().map(Json::from)),
    ])
}

/// The places beside a finding, but for the rule's.
fn related(finding: &Finding) -> Vec<Json> {
    let related = finding.related.iter().filter(|related| related.role != Role::Rule);
    let one = |related: &Related| {
        let label = ("message".to_owned(), related.label.as_str().into());
        Json::Object(std::iter::once(label).chain(spot(&related.place)).collect())
    };
    related.map(one).collect()
}

fn spot(spot: &Spot) -> impl Iterator<Item = (String, Json)> {
    let of = |part: fn(&Region) -> usize| spot.region.as_ref().map(part).map(number);
    present([
        ("file", Some(spot.file.as_str().into())),
        ("pointer", Some(spot.pointer.as_str().into())),
        ("line", of(|region| region.start.line)),
        ("column", of(|region| region.start.column)),
        ("endLine", of(|region| region.end.line)),
        ("endColumn", of(|region| region.end.column)),
    ])
}

/// Writes that there is no schema to judge by.
pub(in crate::cli) fn no_schema(diagnostics: &Diagnostics, out: &mut dyn Write) -> io::Result<()> {
    let place = |place: &Place| Json::Object(spot(&Spot::from(place)).collect());
    let diagnostics = diagnostics.iter().map(|diagnostic| {
        object([
            ("code", Some(diagnostic.code.into())),
            ("severity", Some(diagnostic.severity.to_string().into())),
            ("message", Some(diagnostic.message.as_str().into())),
            ("help", diagnostic.help.as_deref().map(Json::from)),
            ("schema", diagnostic.place.as_deref().map(place)),
        ])
    });
    let diagnostics: Vec<Json> = diagnostics.collect();
    let document = object([
        ("files", Some(Json::Array(Vec::new()))),
        ("diagnostics", Some(diagnostics.into())),
        ("valid", Some(false.into())),
    ]);
    writeln!(out, "{}", to_string(&document))
}

/// The members that there are.
fn present<const N: usize>(members: [(&str, Option<Json>); N]) -> impl Iterator<Item = (String, Json)> {
    let members: Vec<_> = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    members.into_iter()
}

/// An object of the members that there are.
pub(super) fn object<const N: usize>(members: [(&str, Option<Json>); N]) -> Json {
    Json::Object(present(members).collect())
}

pub(in crate::cli) fn number(value: usize) -> Json {
    Json::Number(Number::from(value as u64))
}
