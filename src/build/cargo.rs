//! What a build script tells Cargo: a line each on standard output.

use std::io::{self, Write};
use std::path::PathBuf;

/// A line for Cargo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The script is to run again when this changes.
    Watch(PathBuf),
    /// Something to show.
    Warning(String),
    /// Something to show, with which the build fails.
    Error(String),
}

/// Writes lines, each once; where standard output is closed, nobody is there to be told.
pub(super) fn tell(lines: &[Line]) {
    let mut out = io::stdout().lock();
    for (index, line) in lines.iter().enumerate() {
        if lines[..index].contains(line) {
            continue;
        }
        let _ = match line {
            Line::Watch(path) => writeln!(out, "cargo::rerun-if-changed={}", path.display()),
            Line::Warning(text) => writeln!(out, "cargo::warning={text}"),
            Line::Error(text) => writeln!(out, "cargo::error={text}"),
        };
    }
    let _ = out.flush();
}
