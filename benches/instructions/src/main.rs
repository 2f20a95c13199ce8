//! Counts the instructions of a handful of paths: `cargo run --release -p formwork-bench-instructions`.
//!
//! It runs itself under callgrind, compares with `figures.tsv`, and fails where one takes over 2 % more or less.
//! `-- --update` writes the file anew; `-- path NAME PASSES` is a path by itself, for callgrind or a profiler.

mod callgrind;
mod figures;
mod paths;

use std::{error::Error, process::ExitCode};

use callgrind::instructions;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["path", name, passes] => {
            let path = paths::PATHS.iter().find(|path| path.name == *name).ok_or("there is no such path")?;
            path.run(passes.parse()?)?;
            Ok(ExitCode::SUCCESS)
        }
        [] => compare(false),
        ["--update"] => compare(true),
        _ => Err("arguments: none, --update, or path NAME PASSES".into()),
    }
}

/// Counts all paths.
fn compare(update: bool) -> Result<ExitCode, Box<dyn Error>> {
    if !callgrind::is_here() {
        println!("skipped: there is no valgrind here");
        return Ok(ExitCode::SUCCESS);
    }
    let mut counts = Vec::new();
    for path in &paths::PATHS {
        counts.push((path.name, instructions(path.name)?));
    }
    if update {
        figures::write(&counts)?;
        return Ok(ExitCode::SUCCESS);
    }
    let is_as_before = figures::compare(&counts)?;
    Ok(if is_as_before { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
