//! `formwork validate --format flag|basic|detailed|verbose`: one line a document, and the exit codes of every format.

use std::process::Command;

use formwork_runtime::{Json, parse};
use libtest_mimic::Failed;

const SCHEMA: &str =
    r#"{ "title": "T", "properties": { "token": { "type": "string", "minLength": 9, "x-secret": true } } }"#;

/// What a run says: standard output, standard error, exit code.
fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Result<(String, String, Option<i32>), Failed> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_formwork"));
    let output = command.args(["validate", "-s", "s.json"]).args(arguments).current_dir(folder.path()).output()?;
    Ok((String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?, output.status.code()))
}

pub fn lines() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    for (file, text) in [
        ("s.json", SCHEMA),
        ("good.json", r#"{"token":"123456789"}"#),
        ("bad.json", "{\"token\":\n\"MARKER\"}"),
        ("all.ndjson", "{}\n\n{\"token\":\"MARKER\"}\nMARKER\n"),
    ] {
        std::fs::write(folder.path().join(file), text)?;
    }
    let (out, error, code) = run(&folder, &["good.json", "--format", "flag"])?;
    assert_eq!((out.as_str(), error.as_str(), code), ("{\"valid\":true}\n", "", Some(0)));
    let (out, error, code) = run(&folder, &["good.json", "bad.json", "--format", "flag"])?;
    assert_eq!((out.as_str(), error.as_str(), code), ("{\"valid\":true}\n{\"valid\":false}\n", "", Some(1)));
    for format in ["basic", "detailed", "verbose"] {
        let (out, error, code) = run(&folder, &["all.ndjson", "--format", format])?;
        assert_eq!(code, Some(3), "{format}");
        let lines: Vec<Json> = out.lines().map(|line| parse(line.as_bytes())).collect::<Result<_, _>>()?;
        let valid: Vec<_> = lines.iter().filter_map(|line| line.get("valid")?.as_bool()).collect();
        assert_eq!(valid, [true, false, false], "{format}\n{out}");
        assert!(out.contains("shorter than 9 characters"), "{format}\n{out}");
        // The third line is no JSON: which one that is says standard error.
        assert!(lines[2].get("error").is_some() && error.contains("all.ndjson:4"), "{format}\n{out}{error}");
        assert!(!out.contains("MARKER") && !error.contains("MARKER"), "{format}\n{out}{error}");
    }
    std::fs::write(folder.path().join("s.json"), r#"{ "type": 1 }"#)?;
    let (out, error, code) = run(&folder, &["good.json", "--format", "basic"])?;
    assert_eq!((out.as_str(), code), ("", Some(3)));
    assert!(error.contains("error["), "{error}");
    Ok(())
}
