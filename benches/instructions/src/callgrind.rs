//! This program under callgrind.

use std::{
    error::Error,
    process::{Command, Stdio},
};

/// What a path does once before it is counted: that tables are there, and memory is.
const BEFORE: u64 = 2;
/// So many passes are counted.
const PASSES: u64 = 5;

pub(crate) fn is_here() -> bool {
    let mut version = Command::new("valgrind");
    version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

/// The instructions of a pass: those of more passes less those of fewer, so that the start of the program is not in them.
pub(crate) fn instructions(path: &str) -> Result<u64, Box<dyn Error>> {
    let fewer = all_instructions(path, BEFORE)?;
    Ok((all_instructions(path, BEFORE + PASSES)? - fewer) / PASSES)
}

fn all_instructions(path: &str, passes: u64) -> Result<u64, Box<dyn Error>> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["path", path, &passes.to_string()])
        .output()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = told.lines().find(|line| line.contains("Collected :"));
    let count = line.and_then(|line| line.rsplit(' ').next()).and_then(|word| word.parse().ok());
    match count {
        Some(count) if output.status.success() => Ok(count),
        _ => Err(format!("callgrind says:\n{told}").into()),
    }
}
