//! `formwork check`: everything that CI has to know of a project's schemas, in one run.

use std::io::Write;

use clap::{Args, Parser, ValueEnum};

use super::project::{Project, Selection};
use super::{Cli, Exit, Failure, Out, run_command, watch};
use crate::generate::split;

/// Run everything that formwork.toml asks for: lint, fmt --check, generate --check, test, breaking
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub(super) struct Check {
    #[command(flatten)]
    selection: Selection,

    /// Leave a step out. Can be given several times
    #[arg(long, value_enum, value_name = "STEP")]
    skip: Vec<Step>,

    /// How findings of lint and test are written
    #[arg(long, value_enum, default_value = "text")]
    format: Form,

    /// Show the summary alone of what is clean, and no warnings of the compiler
    #[arg(short, long)]
    quiet: bool,

    /// Run again whenever a schema or the configuration changes
    #[arg(long)]
    watch: bool,
}

const HELP: &str = "\
Steps, and when they are run:
  lint       always; schemas that do not compile are told here
  fmt        always
  generate   if formwork.toml asks for modules
  test       if there are examples beside a schema
  breaking   if formwork.toml says what to compare with: [breaking] against = \"git:origin/main\"
In formwork.toml, [check] skip = [\"fmt\"] leaves steps out. The run ends as its gravest step does.

Examples:
  formwork check
  formwork check --format github --skip breaking";

/// What is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    Lint,
    Fmt,
    Generate,
    Test,
    Breaking,
}

/// The forms that make sense for several commands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Concise,
    Github,
}

impl Check {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        if !self.watch {
            return self.once(out);
        }
        let mut files = self.selection.project()?.schemas;
        files.extend(self.selection.file().map(|file| file.to_string_lossy().into_owned()));
        watch::watch(&files, || {
            let exit = self.once(out)?;
            out.flush()?;
            Ok(exit)
        })
    }

    fn once(&self, out: &mut Out) -> Result<Exit, Failure> {
        let project = self.selection.project()?;
        let (mut exit, mut lines) = (Exit::Clean, Vec::new());
        for step in Step::value_variants() {
            let name = step.name();
            let is_skipped = self.skip.contains(step) || project.config.check.skip.contains(&name);
            let arguments = if is_skipped { Err("left out") } else { self.arguments(*step, &project) };
            let said = match arguments {
                Err(why) => format!("not run: {why}"),
                Ok(arguments) => {
                    let ended = one(&arguments, out)?;
                    exit = exit.max(ended);
                    match ended {
                        Exit::Clean => "clean".to_owned(),
                        Exit::Findings => format!("findings: formwork {}", arguments.join(" ")),
                        _ => format!("no verdict: formwork {}", arguments.join(" ")),
                    }
                }
            };
            lines.push((name, said));
        }
        if !self.quiet || exit != Exit::Clean {
            for (name, said) in lines {
                writeln!(out, "{name:8}  {said}")?;
            }
        }
        Ok(exit)
    }

    /// The command of a step.
    ///
    /// # Errors
    /// Why it is not run.
    fn arguments(&self, step: Step, project: &Project) -> Result<Vec<String>, &'static str> {
        let mut arguments = vec![step.name()];
        let mut add = |words: &[&str]| arguments.extend(words.iter().map(|word| (*word).to_owned()));
        let config = self.selection.config.as_ref().map(|path| path.to_string_lossy().into_owned());
        match step {
            Step::Lint | Step::Test => {
                if step == Step::Test && project.schemas.iter().all(|schema| !super::test::has_examples(schema)) {
                    return Err("no schema has examples beside it");
                }
                if self.format != Form::Text {
                    add(&["--format", if self.format == Form::Github { "github" } else { "concise" }]);
                }
            }
            Step::Fmt | Step::Generate => add(&["--check"]),
            Step::Breaking => {
                let against = project.config.breaking.against.as_deref();
                add(&["--against", against.ok_or("formwork.toml names nothing to compare with")?]);
                if let Some(mode) = &project.config.breaking.mode {
                    add(&["--mode", mode]);
                }
            }
        }
        if self.quiet && step != Step::Fmt {
            add(&["--quiet"]);
        }
        if step == Step::Generate {
            // Modules are the configuration's alone.
            match project.config.modules() {
                Ok(modules) if modules.is_empty() => return Err("formwork.toml asks for no module"),
                _ if !self.selection.schemas.is_empty() => return Err("schemas were named"),
                _ => {}
            }
        }
        if let Some(config) = config.as_deref().filter(|_| step != Step::Breaking) {
            add(&["--config", config]);
        }
        if step == Step::Breaking {
            arguments.extend(project.schemas.iter().map(|schema| split(std::path::Path::new(""), schema).0.to_owned()));
        } else {
            arguments.extend(self.selection.schemas.iter().cloned());
        }
        Ok(arguments)
    }
}

/// Runs a command as if it had been typed.
fn one(arguments: &[String], out: &mut Out) -> Result<Exit, Failure> {
    let words = std::iter::once("formwork").chain(arguments.iter().map(String::as_str));
    match Cli::try_parse_from(words) {
        Ok(cli) => match run_command(&cli.command, out) {
            // What is wrong with one step's arguments is no reason to leave the others out.
            Err(Failure::Usage(why)) => {
                super::complain(format_args!("error[usage]: formwork {}: {why}", arguments.join(" ")));
                Ok(Exit::Usage)
            }
            ended => ended,
        },
        Err(error) => Err(Failure::Usage(error.to_string())),
    }
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}
