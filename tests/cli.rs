//! The command line, run as a program.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "cli/beside.rs"]
mod beside;
#[path = "cli/branches.rs"]
mod branches;
#[path = "cli/breaking.rs"]
mod breaking;
#[path = "cli/bundle.rs"]
mod bundle;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/convert/mod.rs"]
mod convert;
#[path = "cli/docs.rs"]
mod docs;
#[path = "cli/errors.rs"]
mod errors;
#[path = "cli/examples.rs"]
mod examples;
#[path = "cli/fmt.rs"]
mod fmt;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/generate.rs"]
mod generate;
#[path = "cli/guide.rs"]
mod guide;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/inputs.rs"]
mod inputs;
#[path = "cli/lint.rs"]
mod lint;
#[path = "cli/ndjson.rs"]
mod ndjson;
#[path = "cli/notations.rs"]
mod notations;
#[path = "cli/secrets.rs"]
mod secrets;
#[path = "cli/session_lint.rs"]
mod session_lint;
#[path = "cli/unreadable.rs"]
mod unreadable;
#[path = "cli/validate.rs"]
mod validate;
#[path = "cli/vendors.rs"]
mod vendors;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The schema of most tests.
const LOGIN: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Login",
  "type": "object",
  "required": ["user"],
  "properties": {
    "user": { "type": "string", "minLength": 1 },
    "age": { "type": "integer", "minimum": 0 }
  }
}
"#;

/// A folder that the program runs in.
struct Place(TempDir);

/// How a run ended.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    /// An empty folder.
    fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with `login.schema.json`.
    fn with_login() -> Self {
        Self::empty().file("login.schema.json", LOGIN)
    }

    /// The same with a file more.
    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of the files in a folder, those that begin with a dot too.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self) -> Command {
        command(self.0.path())
    }

    /// Runs with arguments that stand apart by spaces.
    fn run(&self, arguments: &str) -> Run {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &str, input: impl AsRef<[u8]>) -> Run {
        run(self.command().args(arguments.split_whitespace()), input)
    }

    /// Judges one text by the login schema.
    fn judge(self, text: impl AsRef<[u8]>) -> Run {
        self.file("in.json", text).run("validate -s login.schema.json in.json")
    }
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    #[track_caller]
    fn ends_with(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "out: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    fn says(&self, words: &str) -> &Self {
        assert!(self.out.contains(words), "no {words:?} in: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    fn complains(&self, words: &str) -> &Self {
        assert!(self.err.contains(words), "no {words:?} in: {}\nout: {}", self.err, self.out);
        self
    }

    #[track_caller]
    fn is_silent(&self) -> &Self {
        assert_eq!((self.out.as_str(), self.err.as_str()), ("", ""));
        self
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_formwork"));
    command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(command: &mut Command, input: impl AsRef<[u8]>) -> Run {
    let mut child = command.spawn().unwrap();
    // A program that ends before it has read everything is not at fault.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let run = Run { code: status.code(), out: text(stdout), err: text(stderr) };
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

fn schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

#[test]
fn help_and_version_are_no_errors() {
    let place = Place::empty();
    place.run("--version").ends_with(0).says("formwork ");
    place.run("--help").ends_with(0).says("Examples:").says("generate").says("validate").says("Exit codes:");
    place.run("generate --help").ends_with(0).says("Examples:").says("--check").says("--draft").says("--resource");
    place.run("validate --help").ends_with(0).says("Examples:").says("--schema").says("--ndjson").says("--secret");
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let place = Place::with_login().file("in.json", "{}");
    for arguments in [
        "",
        "compile login.schema.json",
        "generate",
        "generate login.schema.json --check",
        "generate login.schema.json --draft 5",
        "generate login.schema.json --resource nothing",
        "generate login.schema.json --assert-format --no-assert-format",
        "validate",
        "validate -s login.schema.json",
        "validate in.json --map nothing",
        "validate in.json --output sarif",
        "validate in.json --output pdf=x",
        "validate -s login.schema.json in.json -j 0",
        "validate -s login.schema.json in.json --session-lint nobody",
        "validate -s login.schema.json in.json --format xml",
        "validate -s login.schema.json in.json --max-errors 0",
        "validate -s login.schema.json in.json --unknown",
        "validate -s login.schema.json - -",
    ] {
        let run = place.run(arguments);
        run.ends_with(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments}: {}", run.out);
    }
}

#[cfg(unix)]
#[test]
fn a_closed_standard_output_ends_the_run_quietly() {
    let place = Place::with_login().file("in.json", "{}");
    for arguments in [
        "generate login.schema.json",
        "validate -s login.schema.json in.json",
        "validate -s login.schema.json in.json --format json",
        "--help",
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = run(place.command().args(arguments.split(' ')).stdout(writer), "");
        assert_eq!(run.err, "", "{arguments}");
        assert!(matches!(run.code, Some(0 | 3)), "{arguments}: {:?}", run.code);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_an_error() {
    let place = Place::with_login().file("in.json", "{}");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let arguments = ["validate", "-s", "login.schema.json", "in.json"].map(OsStr::new);
    run(place.command().args(arguments).stdout(full), "").ends_with(3).complains("cannot be written");
}
