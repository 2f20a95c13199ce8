//! `formwork fmt`: one layout for all schemas.

pub(super) mod layout;

use std::fs;
use std::io::{self, Read, Write};

use clap::Args;
use similar::TextDiff;

use super::project::Selection;
use super::report::{Finding, Judged, Reporter, Spot, Verdict};
use super::{Exit, Failure, Out, complain};
use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::front::text;
use crate::generate::{split, target};

/// Lay out schemas in one way: their members keep their order, numbers and strings are left as they are written
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub(super) struct Fmt {
    #[command(flatten)]
    selection: Selection,

    /// Write nothing; show how the files would change, and end with 1 if they would
    #[arg(long)]
    check: bool,

    /// Do not tell which files were written
    #[arg(short, long)]
    quiet: bool,
}

const HELP: &str = "\
What fits in a line of 120 characters stands in one, unless it nests more than two objects or has a text for people in
it: a title, a description or a $comment. All else has a line for each member, and two spaces for each level.

Examples:
  formwork fmt session.schema.json
  formwork fmt --check                      the schemas of formwork.toml, for CI
  formwork fmt - < a.json > b.json          standard input to standard output";

impl Fmt {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        if self.selection.schemas == ["-"] {
            return self.standard_input(out);
        }
        let mut exit = Exit::Clean;
        for file in &self.files()? {
            exit = exit.max(self.file(file, out)?);
        }
        Ok(exit)
    }

    /// Tells of every file that would change, and writes none.
    pub(super) fn tell_all(&self, reporter: &mut Reporter<'_>) -> Result<Exit, Failure> {
        for file in &self.files()? {
            let laid_out =
                Source::read(file).map_err(Diagnostics::from).and_then(|source| Ok((lay_out(&source)?, source)));
            let (verdict, findings) = match laid_out {
                Err(wrong) => (Verdict::None, Finding::of_diagnostics(&wrong, file)),
                Ok((new, source)) if new == source.text => (Verdict::Valid, Vec::new()),
                Ok((new, source)) => (Verdict::Invalid, vec![changed(file, &source.text, &new)]),
            };
            reporter.tell(&Judged::of_file(file, verdict, findings))?;
        }
        Ok(Exit::Clean)
    }

    /// The files, each once.
    fn files(&self) -> Result<Vec<String>, Failure> {
        let mut files: Vec<String> = Vec::new();
        for schema in self.selection.project()?.schemas {
            let file = split(std::path::Path::new(""), &schema).0.to_owned();
            if !files.contains(&file) {
                files.push(file);
            }
        }
        Ok(files)
    }

    fn file(&self, file: &str, out: &mut Out) -> Result<Exit, Failure> {
        let laid_out = Source::read(file).map_err(Diagnostics::from).and_then(|source| Ok((lay_out(&source)?, source)));
        let (new, source) = match laid_out {
            Ok(laid_out) => laid_out,
            Err(wrong) => {
                complain(wrong);
                return Ok(Exit::NoVerdict);
            }
        };
        if new == source.text {
            return Ok(Exit::Clean);
        }
        if self.check {
            return Ok(difference(file, &source.text, &new, out)?);
        }
        // A link stays one: what it leads to is written.
        let path = fs::canonicalize(file).unwrap_or_else(|_| file.into());
        if let Err(error) = target::write(&path, &new) {
            complain(format_args!("error[output]: {file} cannot be written: {error}"));
            return Ok(Exit::NoVerdict);
        }
        if !self.quiet {
            complain(format_args!("formatted {file}"));
        }
        Ok(Exit::Clean)
    }

    fn standard_input(&self, out: &mut Out) -> Result<Exit, Failure> {
        let mut text = String::new();
        if let Err(error) = io::stdin().lock().read_to_string(&mut text) {
            complain(format_args!("error[unreadable-file]: standard input cannot be read: {error}"));
            return Ok(Exit::NoVerdict);
        }
        let source = Source::from_text("<stdin>", text);
        match lay_out(&source) {
            Err(wrong) => {
                complain(wrong);
                Ok(Exit::NoVerdict)
            }
            Ok(new) if self.check && new == source.text => Ok(Exit::Clean),
            Ok(new) if self.check => Ok(difference("<stdin>", &source.text, &new, out)?),
            Ok(new) => {
                out.write_all(new.as_bytes())?;
                Ok(Exit::Clean)
            }
        }
    }
}

/// A finding at the first line that would change.
fn changed(file: &str, old: &str, new: &str) -> Finding {
    let same = old.split_inclusive('\n').zip(new.split_inclusive('\n')).take_while(|(old, new)| old == new);
    let start = same.map(|(line, _)| line.len()).sum::<usize>();
    let line = old.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let place = Place::new(file, old, start..start + line.len(), String::new());
    let message = "from here on it is not laid out as `formwork fmt` does it";
    Finding { help: Some("run `formwork fmt`".to_owned()), ..Finding::new("fmt::layout", message, Spot::from(&place)) }
}

/// Shows how a file would change.
fn difference(name: &str, old: &str, new: &str, out: &mut Out) -> io::Result<Exit> {
    let diff = TextDiff::from_lines(old, new);
    write!(out, "{}", diff.unified_diff().header(name, name))?;
    Ok(Exit::Findings)
}

/// A JSON text in the one layout, or as it is where it cannot be laid out.
pub(super) fn laid_out(json: &str) -> String {
    let (tree, errors) = text::read(json);
    if errors.is_empty() { layout::of(&tree) } else { format!("{json}\n") }
}

/// The text of a source in the one layout.
fn lay_out(source: &Source) -> Result<String, Diagnostics> {
    let (tree, errors) = text::read(&source.text);
    if errors.is_empty() {
        return Ok(layout::of(&tree));
    }
    let errors = errors.into_iter().map(|error| {
        let place = Place::new(&source.label, &source.text, error.span, String::new());
        let diagnostic = Diagnostic::error(error.code, error.message).at(place);
        Diagnostic { help: error.help.map(str::to_owned), ..diagnostic }
    });
    Err(Diagnostics(errors.collect()))
}
