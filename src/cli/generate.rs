//! `formwork generate`: a schema as a Rust module.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use similar::TextDiff;

use super::{Exit, Failure, Out, complain, schema_args::SchemaArgs, target};
use crate::Shapes;
use crate::generate;

/// Write a Rust module for each schema: types, validators and decoders
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Generate {
    /// The schemas: files, or `FILE#/json/pointer`
    #[arg(required = true, value_name = "SCHEMA")]
    schemas: Vec<String>,

    /// A file for one schema, or a folder (one that exists, or with `/` at the end) for a file each; without it, the
    /// module goes to standard output
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,

    /// Write nothing; show how the files differ from what would be written, and end with 1 if they do
    #[arg(long, requires = "output")]
    check: bool,

    /// Who can use the macros that hand on the shapes of the types: `public` for every crate, `crate` for the one that
    /// the module belongs to, or `none`, which leaves them out [default: what the options file says, or crate]
    #[arg(long, value_name = "WHO")]
    shapes: Option<Shapes>,

    /// Show no warnings
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    schema: SchemaArgs,
}

const EXAMPLES: &str = "\
Examples:
  formwork generate session.schema.json                      to standard output
  formwork generate session.schema.json -o src/session.rs    to a file, if it would change
  formwork generate schemas/*/session.schema.json -o src/    src/<folder>_session.rs for each
  formwork generate session.schema.json -o src/session.rs --check    for CI";

impl Generate {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        let files = self.files().map_err(Failure::Usage)?;
        let mut exit = Exit::Clean;
        for (index, schema) in self.schemas.iter().enumerate() {
            let mut settings = self.schema.settings();
            settings.shapes = self.shapes;
            let module = generate::from_file(Path::new(""), schema, &settings).module;
            if let Ok(module) = &module
                && !self.quiet
                && !module.warnings.is_empty()
            {
                complain(&module.warnings);
            }
            exit = exit.max(match (module, files.get(index)) {
                (Err(diagnostics), _) => {
                    complain(diagnostics);
                    Exit::NoVerdict
                }
                (Ok(module), None) => {
                    out.write_all(module.text.as_bytes())?;
                    Exit::Clean
                }
                (Ok(module), Some(file)) if self.check => check(file, &module.text, out)?,
                (Ok(module), Some(file)) => write(file, &module.text),
            });
        }
        Ok(exit)
    }

    /// The file for each schema; none for standard output.
    fn files(&self) -> Result<Vec<PathBuf>, String> {
        let several = self.schemas.len() > 1;
        let Some(output) = &self.output else {
            return if several { Err("several schemas need a folder: give -o DIR".to_owned()) } else { Ok(Vec::new()) };
        };
        let text = output.to_string_lossy();
        let is_folder = output.is_dir() || text.ends_with(['/', '\\']);
        if is_folder {
            return target::in_folder(output, &self.schemas);
        }
        if !several {
            return Ok(vec![output.clone()]);
        }
        if output.exists() || output.extension().is_some_and(|extension| extension == "rs") {
            return Err(format!("{text} is one file, but there are several schemas: give -o DIR"));
        }
        target::in_folder(output, &self.schemas)
    }
}

fn write(file: &Path, module: &str) -> Exit {
    match generate::target::write(file, module) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            complain(format_args!("error[output]: {} cannot be written: {error}", file.display()));
            Exit::NoVerdict
        }
    }
}

/// Compares a file with what it should hold.
fn check(file: &Path, module: &str, out: &mut Out) -> Result<Exit, Failure> {
    let name = file.to_string_lossy();
    let (old, old_name) = match fs::read(file) {
        Ok(old) if old == module.as_bytes() => return Ok(Exit::Clean),
        Ok(old) => (old, name.as_ref()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (Vec::new(), "/dev/null"),
        Err(error) => {
            complain(format_args!("error[unreadable-file]: {name} cannot be read: {error}"));
            return Ok(Exit::NoVerdict);
        }
    };
    let old = String::from_utf8_lossy(&old);
    let diff = TextDiff::from_lines(old.as_ref(), module);
    write!(out, "{}", diff.unified_diff().header(old_name, &name))?;
    Ok(Exit::Findings)
}
