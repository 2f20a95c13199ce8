//! Findings for programs: one JSON document, in which no value of an instance stands.

use std::io::{self, Write as _};

use formwork_runtime::{Json, Number, Position, Violation, to_string};

use super::{Counts, Report, rule_place, rule_site, shift};
use crate::Compiled;
use crate::cli::Out;
use crate::cli::documents::Document;
use crate::cli::validate::Verdict;
use crate::diagnostic::{Diagnostics, Place};

/// Writes each document as soon as it is judged, so that any number of records takes no memory.
pub(in crate::cli) struct JsonReport<'s> {
    schema: &'s Compiled,
    written: usize,
}

impl<'s> JsonReport<'s> {
    pub(in crate::cli) fn new(schema: &'s Compiled) -> Self {
        Self { schema, written: 0 }
    }

    fn entry(&self, document: &Document, verdict: &Verdict) -> Json {
        let errors = match verdict {
            Verdict::Invalid(violations, _) => violations.iter().map(|fault| self.fault(document, fault)).collect(),
            _ => Vec::new(),
        };
        let stopped = matches!(verdict, Verdict::Invalid(_, true)).then_some(Json::Boolean(true));
        let error = match verdict {
            Verdict::Unreadable(message, position) => Some(object([
                ("message", Some(message.as_str().into())),
                ("line", position.map(|at| number(at.line))),
                ("column", position.map(|at| number(at.column))),
            ])),
            _ => None,
        };
        object([
            ("file", Some(document.file.into())),
            ("valid", Some(matches!(verdict, Verdict::Valid).into())),
            ("record", document.record.map(number)),
            ("errors", Some(errors.into())),
            ("stopped", stopped),
            ("error", error),
        ])
    }

    fn fault(&self, document: &Document, violation: &Violation) -> Json {
        let at: Option<Position> = violation.position.map(|position| shift(position, document));
        let alternatives = violation.alternatives.iter().map(|causes| {
            let causes: Vec<Json> = causes.iter().map(|cause| self.fault(document, cause)).collect();
            causes.into()
        });
        let alternatives: Vec<Json> = alternatives.collect();
        object([
            ("instanceLocation", Some(violation.instance.as_str().into())),
            ("keyword", Some(violation.keyword.as_str().into())),
            ("keywordLocation", Some(rule_site(violation).into())),
            ("message", Some(violation.message.as_str().into())),
            ("line", at.map(|at| number(at.line))),
            ("column", at.map(|at| number(at.column))),
            ("offset", at.map(|at| number(at.offset))),
            ("schema", rule_place(self.schema, violation).as_ref().map(place)),
            ("alternatives", Some(alternatives.into())),
        ])
    }
}

impl Report for JsonReport<'_> {
    fn document(&mut self, document: &Document, verdict: &Verdict, out: &mut Out) -> io::Result<()> {
        if document.record.is_some() && matches!(verdict, Verdict::Valid) {
            return Ok(());
        }
        out.write_all(if self.written == 0 { b"{\"files\":[\n" } else { b",\n" })?;
        self.written += 1;
        out.write_all(to_string(&self.entry(document, verdict)).as_bytes())
    }

    fn finish(&mut self, counts: &Counts, out: &mut Out) -> io::Result<()> {
        out.write_all(if self.written == 0 { b"{\"files\":[" } else { b"\n" })?;
        let counts_json = object([
            ("files", Some(number(counts.files))),
            ("documents", Some(number(counts.documents))),
            ("valid", Some(number(counts.valid))),
            ("invalid", Some(number(counts.invalid))),
            ("unreadable", Some(number(counts.unreadable))),
        ]);
        let valid = counts.valid == counts.documents;
        writeln!(out, "],\"counts\":{},\"valid\":{valid}}}", to_string(&counts_json))
    }
}

/// Writes that there is no schema to judge by.
pub(in crate::cli) fn no_schema(diagnostics: &Diagnostics, out: &mut Out) -> io::Result<()> {
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

fn place(place: &Place) -> Json {
    object([
        ("file", Some(place.file.as_str().into())),
        ("line", Some(number(place.line))),
        ("column", Some(number(place.column))),
    ])
}

/// An object of the members that there are.
fn object<const N: usize>(members: [(&str, Option<Json>); N]) -> Json {
    let present = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Json::Object(present.collect())
}

fn number(value: usize) -> Json {
    Json::Number(Number::from(value as u64))
}
