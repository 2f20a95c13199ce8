//! How a build script ends.

use std::io::{self, Write};
use std::process::{ExitCode, Termination};

use super::{cargo, run::one_line};
use crate::diagnostic::Diagnostics;

/// How a build script ends: well, or with all that is wrong. `main` can return it: Cargo then shows each fault in a line,
/// and below them the places in the schemas.
#[derive(Clone, Debug, Default)]
#[must_use = "what is wrong is told when `main` returns it"]
pub struct Result {
    errors: Diagnostics,
}

impl Result {
    /// Whether nothing is wrong.
    pub fn is_ok(&self) -> bool {
        self.errors.is_empty()
    }

    /// For build scripts that do more.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn into_std(self) -> std::result::Result<(), Diagnostics> {
        if self.is_ok() { Ok(()) } else { Err(self.errors) }
    }

    pub(super) fn extend(&mut self, errors: Diagnostics) {
        self.errors.0.extend(errors.0);
    }
}

impl Termination for Result {
    fn report(self) -> ExitCode {
        if self.is_ok() {
            return ExitCode::SUCCESS;
        }
        let lines: Vec<_> = self.errors.iter().map(|error| cargo::Line::Error(one_line(error))).collect();
        cargo::tell(&lines);
        let _ = writeln!(io::stderr(), "{}", self.errors);
        ExitCode::FAILURE
    }
}
