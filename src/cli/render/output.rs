//! Findings in the specification's own output formats: one line of JSON a document.

use std::io::{self, Write as _};

use formwork_runtime::{Json, parse, to_string};

use super::excerpt::visible;
use super::{Counts, Report};
use crate::Compiled;
use crate::OutputFormat;
use crate::cli::documents::Document;
use crate::cli::validate::Verdict;
use crate::cli::{Out, complain};

/// Writes what the schema says about each document. The formats know neither files nor texts that are no JSON: a line
/// says so as a unit without a verdict's details, and standard error says which file it is.
pub(in crate::cli) struct OutputReport<'s> {
    schema: &'s Compiled,
    format: OutputFormat,
    /// What the schema says about the document that is written next.
    made: Option<Json>,
}

impl<'s> OutputReport<'s> {
    pub(in crate::cli) fn new(schema: &'s Compiled, format: OutputFormat) -> Self {
        Self { schema, format, made: None }
    }

    fn unreadable(&self, message: &str) -> Json {
        let mut members = vec![("valid".to_owned(), Json::Boolean(false))];
        if self.format != OutputFormat::Flag {
            let texts = [("keywordLocation", ""), ("instanceLocation", ""), ("error", message)];
            members.extend(texts.map(|(name, text)| (name.to_owned(), text.into())));
        }
        Json::Object(members.into_iter().collect())
    }
}

impl Report for OutputReport<'_> {
    fn prepare(&mut self, document: &Document, verdict: Verdict) -> Verdict {
        let text = match (&verdict, &document.text) {
            (Verdict::Valid | Verdict::Invalid(..), Ok(text)) => *text,
            _ => return verdict,
        };
        let made = parse(text)
            .map_err(|error| error.message().to_owned())
            .and_then(|instance| self.schema.output(&instance, self.format).map_err(|limit| limit.to_string()));
        match made {
            Ok(made) => {
                self.made = Some(made);
                verdict
            }
            Err(message) => Verdict::Unreadable(message, None),
        }
    }

    fn document(&mut self, document: &Document, verdict: &Verdict, out: &mut Out) -> io::Result<()> {
        if let Verdict::Unreadable(message, position) = verdict {
            let file = visible(if document.file == "-" { "<stdin>" } else { document.file });
            let record = document.record.map(|line| format!(":{line}"));
            let at = position.map(|at| format!(":{}:{}", at.line, at.column)).or(record).unwrap_or_default();
            complain(format_args!("error[unreadable]: {message}\n  --> {file}{at}"));
            self.made = Some(self.unreadable(message));
        }
        match self.made.take() {
            Some(made) => writeln!(out, "{}", to_string(&made)),
            None => Ok(()),
        }
    }

    fn finish(&mut self, _: &Counts, _: &mut Out) -> io::Result<()> {
        Ok(())
    }
}
