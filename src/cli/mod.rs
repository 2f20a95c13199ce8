//! The command line: what it is called with, and how it ends.

mod breaking;
mod bundle;
mod check;
mod color;
mod convert;
mod docs;
mod explain;
mod fmt;
mod generate;
mod lint;
mod manual;
mod payload;
mod project;
mod report;
mod rules;
mod schema_args;
mod target;
mod test;
mod validate;
mod watch;

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::config::Config;
use crate::diagnostic::Diagnostics;

/// Compile JSON Schemas into Rust, judge JSON by them, and convert sessions between vendors.
#[derive(Debug, Parser)]
#[command(name = "formwork", version, max_term_width = 110, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Whether text for people is coloured
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    color: color::Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Breaking(Box<breaking::Breaking>),
    Bundle(bundle::Bundle),
    Check(check::Check),
    Completions(manual::Completions),
    /// Print the JSON Schema of `formwork.toml`
    ConfigSchema,
    Convert(Box<convert::Convert>),
    Docs(docs::Docs),
    Explain(rules::Explain),
    Fmt(fmt::Fmt),
    Generate(generate::Generate),
    Lint(Box<lint::Lint>),
    Man(manual::Man),
    Rules(rules::Rules),
    Test(test::Test),
    Validate(validate::Validate),
}

const EXAMPLES: &str = "\
Examples:
  formwork generate session.schema.json -o src/session.rs
  formwork validate --schema session.schema.json payload.json
  formwork breaking session.schema.json --against git:origin/main
  formwork convert --from auth0 --to dotdo payload.json

Exit codes:
  0  clean
  1  findings: an instance is invalid, a session cannot be converted, a generated file is stale, or a change breaks
  2  the command line makes no sense, or lacks values that a conversion needs
  3  no verdict: something cannot be read, is not JSON, or is a schema that does not compile
  130  interrupted; what was written before stands";

/// What `formwork convert --help` ends with.
const CONVERT_HELP: &str = "\
Examples:
  formwork convert --from auth0 --to dotdo session.json
  formwork convert --from supabase --to auth0 --set /internal/sid=s1 session.json
  formwork convert --from dotdo --to supertokens --exact --report json - < session.json

Sessions go to standard output, one a line; what is told of them goes to standard error, without
any value of theirs. What is missing is told with the flags that give it. Flags hold for every
session and go before what it says; --unverified-claims and --now alone come after, in this order.
A claim counts only if it is named, and whoever wrote the token can have written anything into it.

With --report json, standard error has a line for each session with these members:
  session  FILE, or FILE:LINE; standard input is <stdin>
  from     the format
  to       the format
  outcome  converted, lossy (--exact forbids it), missing, problem, invalid, unreadable
  entries  what is to be told, each with these members, null where there is nothing to say:
    kind          dropped, rounded, filled (the target got it besides), missing, unfit,
                  refused, problem, invalid, unreadable
    from, to      JSON Pointers into the source and into the target
    why           a text
    flag          what gives it or allows it
    line, column  the place in the file

Exit codes, the gravest of all sessions:
  0  converted
  1  a session is invalid, cannot be converted, or loses something under --exact
  2  values are missing or do not fit, whatever else is wrong, or flags are of no use
  3  something cannot be read or is not JSON";

/// How a run ends; the graver one of two is the greater one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    Clean = 0,
    Findings = 1,
    Usage = 2,
    NoVerdict = 3,
    /// The run was stopped from outside, by SIGINT.
    Interrupted = 130,
}

/// Why a run ends early.
enum Failure {
    /// The arguments contradict each other.
    Usage(String),
    /// The configuration is faulty.
    Config(Diagnostics),
    /// Standard output takes no more.
    Output(io::Error),
}

/// Standard output. Nothing is written past it, so that a reader who goes away is an error and no panic.
type Out = BufWriter<StdoutLock<'static>>;

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let exit = match Cli::command().try_get_matches().and_then(|given| Ok((Cli::from_arg_matches(&given)?, given))) {
        Ok((cli, given)) => {
            cli.color.choose();
            run(&cli.command, given.subcommand_name().unwrap_or_default())
        }
        Err(error) => {
            // Help and version go to standard output, which may be closed.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Clean }.into();
        }
    };
    exit.into()
}

fn run(command: &Command, name: &str) -> Exit {
    let mut out = BufWriter::new(io::stdout().lock());
    let done = run_command(command, &mut out);
    match done.and_then(|exit| Ok(out.flush().map(|()| exit)?)) {
        Ok(exit) => exit,
        Err(Failure::Usage(message)) => {
            let mut cli = Cli::command();
            cli.build();
            let mut usage = cli.find_subcommand(name).cloned().unwrap_or(cli);
            let _ = usage.error(clap::error::ErrorKind::ArgumentConflict, message).print();
            Exit::Usage
        }
        Err(Failure::Config(wrong)) => {
            complain(wrong);
            Exit::Usage
        }
        Err(Failure::Output(error)) => {
            // Whoever closed the pipe, like `head`, has seen enough.
            if error.kind() != ErrorKind::BrokenPipe {
                complain(format_args!("error[output]: standard output cannot be written: {error}"));
            }
            Exit::NoVerdict
        }
    }
}

/// Does what a command says.
fn run_command(command: &Command, out: &mut Out) -> Result<Exit, Failure> {
    match command {
        Command::Breaking(breaking) => breaking.run(out),
        Command::Bundle(bundle) => bundle.run(out),
        Command::Check(check) => check.run(out),
        Command::Completions(completions) => completions.run(out),
        Command::ConfigSchema => {
            let written = out.write_all(Config::schema().as_bytes());
            written.map(|()| Exit::Clean).map_err(Failure::Output)
        }
        Command::Convert(convert) => convert.run(out),
        Command::Docs(docs) => docs.run(out),
        Command::Explain(explain) => explain.run(out),
        Command::Fmt(fmt) => fmt.run(out),
        Command::Generate(generate) => generate.run(out),
        Command::Lint(lint) => lint.run(out),
        Command::Man(man) => man.run(out),
        Command::Rules(rules) => rules.run(out),
        Command::Test(test) => test.run(out),
        Command::Validate(validate) => validate.run(out),
    }
}

/// Writes to standard error; where that is closed, nobody is there to be told.
fn complain(message: impl Display) {
    let text = message.to_string();
    let text = if color::on_stderr() { color::paint(&text) } else { text };
    let _ = writeln!(io::stderr(), "{text}");
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
