//! A child process that may crash or hang.

use std::{
    fs::File,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Runs a program on an input file. Returns what it wrote, and whether it ended well and in time.
pub(crate) fn run(mut command: Command, input: &Path, limit: Duration) -> (String, bool) {
    let output = input.with_extension("out");
    let mut child = command
        .stdin(File::open(input).unwrap())
        .stdout(File::create(&output).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let start = Instant::now();
    let ended = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.success();
        }
        if start.elapsed() > limit {
            child.kill().unwrap();
            child.wait().unwrap();
            break false;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    (String::from_utf8_lossy(&std::fs::read(&output).unwrap()).into_owned(), ended)
}
