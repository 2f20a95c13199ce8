//! `formwork bundle`: a schema and all that it refers to as one document.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::fmt::layout;
use super::schema_args::SchemaArgs;
use super::{Exit, Failure, Out, complain};
use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::front::text;
use crate::generate::{split, target};

/// Write a schema and all that it refers to as one document, which accepts the same
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub(super) struct Bundle {
    /// The schema's file
    #[arg(value_name = "SCHEMA")]
    schema: String,

    /// The file to write; without it, the document goes to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    arguments: SchemaArgs,
}

const HELP: &str = "\
Each other document becomes an entry of `$defs` under its URI, and a file without one gets one, so that references stay as
they are written (JSON Schema 2020-12, section 9.3.1). What stands in an options file beside the schema is not part of it.
Before anything is written, the document is compiled by itself.

Examples:
  formwork bundle order.schema.json -o order.bundle.json
  formwork bundle --resource https://example.com/schemas/=schemas/ order.schema.json";

impl Bundle {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        let (path, fragment) = split(Path::new(""), &self.schema);
        if !fragment.is_empty() {
            return Err(Failure::Usage(format!("a file is bundled as a whole: {path}")));
        }
        let text = match self.bundled(path) {
            Ok(text) => text,
            Err(wrong) => {
                complain(wrong);
                return Ok(Exit::NoVerdict);
            }
        };
        let Some(file) = &self.output else {
            out.write_all(text.as_bytes())?;
            return Ok(Exit::Clean);
        };
        match target::write(file, &text) {
            Ok(()) => Ok(Exit::Clean),
            Err(error) => {
                complain(format_args!("error[output]: {} cannot be written: {error}", file.display()));
                Ok(Exit::NoVerdict)
            }
        }
    }

    fn bundled(&self, path: &str) -> Result<String, Diagnostics> {
        let (source, settings) = self.arguments.source(path)?;
        let mut options = settings.options();
        let compiled = crate::compile(&source, "", &options)?;
        let failed = |why: &str| Diagnostic::error("unresolved-reference", format!("{path} cannot be bundled: {why}"));
        let text = compiled.in_one(options.draft).map_err(|why| failed(&why))?;
        let text = layout::of(&text::read(&text).0);
        // Nothing but the document itself is at hand when others read it.
        options.resources.clear();
        options.secrets.clear();
        match crate::compile(&Source::from_text(path, text.as_str()), "", &options) {
            Ok(_) => Ok(text),
            Err(wrong) => {
                let why = "a reference names a file by its path, and that file calls itself otherwise in its `$id`";
                let first = wrong.0.into_iter().next().map(|wrong| wrong.message).unwrap_or_default();
                Err(failed(why).help(format!("refer to it by its `$id`; the first that is lost: {first}")).into())
            }
        }
    }
}
