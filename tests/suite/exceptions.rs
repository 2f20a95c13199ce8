//! The tests of the suite that we fail on purpose, with the reason. One that passes after all fails the run.

use crate::crates::Way;

/// Why a test is failed on purpose, if it is.
pub fn reason(name: &str, _ways: &[Way]) -> Option<&'static str> {
    const LIST: &str = include_str!("exceptions.txt");
    LIST.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" => "))
        .find(|(listed, _)| name.starts_with(listed))
        .map(|(_, reason)| reason)
}
