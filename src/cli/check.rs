//! `formwork check`: everything that CI has to know of a project's schemas, in one run.

use std::io::Write;

use clap::{Args, Parser, ValueEnum};

use super::breaking::Scope;
use super::project::{Project, Selection};
use super::report::{ReportArgs, Wording};
use super::{Cli, Command, Exit, Failure, Out, run_command, watch};
use crate::config::Located;
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

    #[command(flatten)]
    report: ReportArgs,

    /// Run again whenever a schema or the configuration changes
    #[arg(long)]
    watch: bool,
}

const WORDING: Wording = Wording { command: "check", good: "clean", bad: "with findings" };

const HELP: &str = "\
Steps, and when they are run:
  lint       always; schemas that do not compile are told here
  fmt        always
  generate   if formwork.toml asks for modules
  test       if there are examples beside a schema
  breaking   if formwork.toml says what to compare with: [breaking] against = \"git:origin/main\"
With --format or --output, all steps go into one report; as text alone, fmt, generate and breaking show what differs.
In formwork.toml, [check] skip = [\"fmt\"] leaves steps out. The run ends as its gravest step does.

Examples:
  formwork check
  formwork check --format github --output sarif=found.sarif --skip breaking";

/// What is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    Lint,
    Fmt,
    Generate,
    Test,
    Breaking,
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
        if self.report.is_text_alone() {
            let (exit, lines) = self.steps(&project, |command| run_command(command, out))?;
            if !self.report.quiet || exit != Exit::Clean {
                lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            }
            return Ok(exit);
        }
        // All steps go into one report.
        let Some(mut reporter) = self.report.open(WORDING, out)? else { return Ok(Exit::NoVerdict) };
        let (exit, lines) = self.steps(&project, |command| {
            let exit = match command {
                Command::Lint(lint) => lint.tell_all(&project, &mut reporter),
                Command::Fmt(fmt) => fmt.tell_all(&mut reporter),
                Command::Generate(generate) => generate.tell_all(&project.config, &mut reporter),
                Command::Test(test) => test.tell_all(&project, &mut reporter),
                Command::Breaking(breaking) => breaking.tell_all(&mut reporter),
                _ => Ok(Exit::Clean),
            };
            Ok(exit?.max(reporter.part()))
        })?;
        reporter.finish()?;
        if self.report.is_for_people() && (!self.report.quiet || exit != Exit::Clean) {
            lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        Ok(exit)
    }

    /// Runs each step; says how all end, the gravest counting, and how each.
    fn steps(
        &self,
        project: &Project,
        mut run: impl FnMut(&Command) -> Result<Exit, Failure>,
    ) -> Result<(Exit, Vec<String>), Failure> {
        let (mut exit, mut lines) = (Exit::Clean, Vec::new());
        let is_left_out = |step: Step| self.skip.contains(&step) || project.config.check.skip.contains(&step.name());
        for step in Step::value_variants() {
            let name = step.name();
            let arguments = if is_left_out(*step) { Err("left out") } else { self.arguments(*step, project) };
            let said = match arguments {
                Err(why) => format!("not run: {why}"),
                Ok(arguments) => {
                    let mut command = command(&arguments)?;
                    if let Command::Breaking(breaking) = &mut command {
                        breaking.scope = Some(self.scope(project));
                    }
                    if !is_left_out(Step::Lint) {
                        tell_no_warnings(&mut command);
                    }
                    let ended = match run(&command) {
                        // What is wrong with one step's arguments is no reason to leave the others out.
                        Err(Failure::Usage(why)) => {
                            super::complain(format_args!("error[usage]: formwork {}: {why}", arguments.join(" ")));
                            Exit::Usage
                        }
                        ended => ended?,
                    };
                    exit = exit.max(ended);
                    match ended {
                        Exit::Clean => "clean".to_owned(),
                        Exit::Findings => format!("findings: formwork {}", arguments.join(" ")),
                        _ => format!("no verdict: formwork {}", arguments.join(" ")),
                    }
                }
            };
            lines.push(format!("{name:8}  {said}"));
        }
        Ok((exit, lines))
    }

    /// What the schemas were found by.
    fn scope(&self, project: &Project) -> Scope {
        if !self.selection.schemas.is_empty() {
            return Scope { include: self.selection.schemas.clone(), exclude: Vec::new() };
        }
        let texts = |list: &[Located]| list.iter().map(|Located { text, .. }| text.clone()).collect();
        let schemas = &project.config.schemas;
        Scope { include: texts(&schemas.include), exclude: texts(&schemas.exclude) }
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
        if self.report.quiet && step != Step::Fmt {
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

/// Leaves out what the compiler warns of: the lint has told it.
const fn tell_no_warnings(command: &mut Command) {
    match command {
        Command::Generate(generate) => generate.quiet = true,
        Command::Test(test) => test.tells_no_warnings = true,
        _ => {}
    }
}

/// The command that these arguments mean.
fn command(arguments: &[String]) -> Result<Command, Failure> {
    let words = std::iter::once("formwork").chain(arguments.iter().map(String::as_str));
    Cli::try_parse_from(words).map(|cli| cli.command).map_err(|error| Failure::Usage(error.to_string()))
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}
