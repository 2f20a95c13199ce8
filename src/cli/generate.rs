//! `formwork generate`: a schema as a Rust module.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use similar::TextDiff;

use super::report::{Finding, Judged, Reporter, Spot, Verdict};
use super::{Exit, Failure, Out, complain, project::Selection, schema_args::SchemaArgs, target, watch};
use crate::config::Config;
use crate::generate;
use crate::{Settings, Shapes};

/// Write a Rust module for each schema: types, validators and decoders
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Generate {
    /// The schemas: files, or `FILE#/json/pointer`; without any, the modules that `formwork.toml` asks for
    #[arg(value_name = "SCHEMA")]
    schemas: Vec<String>,

    /// The configuration [default: `formwork.toml` in this folder, or in the nearest one that it is in]
    #[arg(long, value_name = "FILE", conflicts_with = "schemas")]
    config: Option<PathBuf>,

    /// A file for one schema, or a folder (one that exists, or with `/` at the end) for a file each; without it, the
    /// module goes to standard output
    #[arg(short, long, value_name = "FILE|DIR", requires = "schemas")]
    output: Option<PathBuf>,

    /// Write nothing; show how the files differ from what would be written, and end with 1 if they do
    #[arg(long)]
    check: bool,

    /// Write again whenever a schema or the configuration changes
    #[arg(long, conflicts_with = "check")]
    watch: bool,

    /// Who can use the macros that hand on the shapes of the types: `public` for every crate, `crate` for the one that
    /// the module belongs to, or `none`, which leaves them out [default: what the options file says, or crate]
    #[arg(long, value_name = "WHO")]
    shapes: Option<Shapes>,

    /// Show no warnings
    #[arg(short, long)]
    pub(super) quiet: bool,

    #[command(flatten)]
    schema: SchemaArgs,
}

const EXAMPLES: &str = "\
Examples:
  formwork generate session.schema.json                      to standard output
  formwork generate session.schema.json -o src/session.rs    to a file, if it would change
  formwork generate schemas/*/session.schema.json -o src/    src/<folder>_session.rs for each
  formwork generate session.schema.json -o src/session.rs --check    for CI
  formwork generate                                          as formwork.toml says
  formwork generate --check                                  the same for CI";

impl Generate {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        if !self.watch {
            return self.once(out);
        }
        let selection = Selection { schemas: self.schemas.clone(), config: self.config.clone() };
        let mut files = selection.project()?.schemas;
        files.extend(selection.file().map(|file| file.to_string_lossy().into_owned()));
        watch::watch(&files, || {
            let exit = self.once(out)?;
            out.flush()?;
            Ok(exit)
        })
    }

    fn once(&self, out: &mut Out) -> Result<Exit, Failure> {
        if self.schemas.is_empty() {
            return self.configured(out);
        }
        let files = self.files().map_err(Failure::Usage)?;
        if self.check && files.is_empty() {
            return Err(Failure::Usage("--check compares files: give -o FILE".to_owned()));
        }
        let (mut exit, none) = (Exit::Clean, Settings::new());
        for (index, schema) in self.schemas.iter().enumerate() {
            exit = exit.max(self.one(schema, &none, &none, files.get(index).map(PathBuf::as_path), out)?);
        }
        Ok(exit)
    }

    /// Tells of every module that `formwork.toml` asks for and that is stale, and writes none.
    pub(super) fn tell_all(&self, config: &Config, reporter: &mut Reporter<'_>) -> Result<Exit, Failure> {
        let said = self.said();
        for asked in config.modules().map_err(Failure::Config)? {
            let settings = said.clone().or(asked.settings);
            let made = generate::from_file(Path::new(""), &asked.schema, &settings, &config.options).module;
            let file = asked.file.to_string_lossy();
            let judged = match made {
                Err(wrong) => {
                    let schema = generate::split(Path::new(""), &asked.schema).0;
                    Judged::of_file(schema, Verdict::None, Finding::of_diagnostics(&wrong, schema))
                }
                Ok(module) if fs::read(&asked.file).is_ok_and(|old| old == module.text.as_bytes()) => {
                    Judged::of_file(&file, Verdict::Valid, Vec::new())
                }
                Ok(_) => {
                    let message = format!("it is not what {} makes today", asked.schema);
                    let finding = Finding::new("generate::stale", message, Spot::file(&file));
                    let help = Some("run `formwork generate`".to_owned());
                    Judged::of_file(&file, Verdict::Invalid, vec![Finding { help, ..finding }])
                }
            };
            reporter.tell(&judged)?;
        }
        Ok(Exit::Clean)
    }

    /// What the command line says of the Rust.
    fn said(&self) -> Settings {
        let mut said = self.schema.settings();
        said.shapes = self.shapes;
        said
    }

    /// What `formwork.toml` asks for.
    fn configured(&self, out: &mut Out) -> Result<Exit, Failure> {
        let Some(path) = self.config.clone().or_else(Config::find) else {
            let message = "name a schema, or write a formwork.toml that does: see `formwork config-schema`";
            return Err(Failure::Usage(message.to_owned()));
        };
        let read = Config::read(&path).and_then(|config| Ok((config.modules()?, config.options)));
        let (modules, common) = match read {
            Ok(read) => read,
            Err(wrong) => {
                complain(wrong);
                return Ok(Exit::Usage);
            }
        };
        if modules.is_empty() {
            let message = "asks for no module: write `out` in [schemas], or a section [generate.NAME]";
            complain(format_args!("error[config]: {} {message}", path.display()));
            return Ok(Exit::Usage);
        }
        let mut exit = Exit::Clean;
        for module in modules {
            exit = exit.max(self.one(&module.schema, &module.settings, &common, Some(&module.file), out)?);
        }
        Ok(exit)
    }

    /// Makes one module, to a file or to standard output; what the arguments say comes before `settings`.
    fn one(
        &self,
        schema: &str,
        settings: &Settings,
        common: &Settings,
        file: Option<&Path>,
        out: &mut Out,
    ) -> Result<Exit, Failure> {
        let settings = self.said().or(settings.clone());
        let module = match generate::from_file(Path::new(""), schema, &settings, common).module {
            Ok(module) => module,
            Err(diagnostics) => {
                complain(diagnostics);
                return Ok(Exit::NoVerdict);
            }
        };
        if !self.quiet && !module.warnings.is_empty() {
            complain(&module.warnings);
        }
        match file {
            None => {
                out.write_all(module.text.as_bytes())?;
                Ok(Exit::Clean)
            }
            Some(file) if self.check => check(file, &module.text, out),
            Some(file) => Ok(write(file, &module.text)),
        }
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
