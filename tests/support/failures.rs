//! All that a test finds wrong, told at its end in one message.

use std::fmt::Debug;

/// The failures of one test.
#[derive(Default)]
pub struct Failures {
    checks: usize,
    found: Vec<String>,
}

impl Failures {
    /// Notes a failure unless `holds`.
    pub fn check(&mut self, holds: bool, message: impl FnOnce() -> String) {
        self.checks += 1;
        if !holds {
            self.found.push(message());
        }
    }

    /// Notes a failure of `place` unless the two are equal.
    pub fn equal<T: PartialEq + Debug + ?Sized>(&mut self, place: &str, what: &str, found: &T, expected: &T) {
        self.check(found == expected, || format!("{place}: {what}\n     found {found:?}\n  expected {expected:?}"));
    }

    /// Ends the test: it fails with everything that was found, and where it has looked at next to nothing.
    pub fn finish(self, at_least: usize) {
        let (checks, found) = (self.checks, self.found.len());
        assert!(found == 0, "{found} of {checks} checks fail:\n{}", self.found.join("\n"));
        assert!(checks >= at_least, "only {checks} checks were made, at least {at_least} were meant");
    }
}
