//! How far a run has come, for people who wait at a terminal.

use std::io::{self, IsTerminal, Write};

use crate::cli::report::Counts;

/// A line on standard error that is written anew; nothing where that is no terminal.
pub(super) struct Progress {
    is_on: bool,
    is_shown: bool,
    files: usize,
    of: usize,
    bytes: usize,
}

impl Progress {
    pub(super) fn new(quiet: bool, of: usize) -> Self {
        Self { is_on: !quiet && io::stderr().is_terminal(), is_shown: false, files: 0, of, bytes: 0 }
    }

    pub(super) const fn add(&mut self, bytes: usize) {
        self.bytes += bytes;
    }

    /// One file more is done.
    pub(super) const fn file(&mut self) {
        self.files += 1;
    }

    pub(super) fn show(&mut self, counts: &Counts) {
        if !self.is_on {
            return;
        }
        self.is_shown = true;
        let Self { files, of, bytes, .. } = self;
        let Counts { documents, invalid, .. } = counts;
        let line =
            format!("{files} of {of} files, {} MB, {documents} documents, {invalid} invalid", *bytes / 1_000_000);
        // Nobody is there to be told where it cannot be written.
        let _ = write!(io::stderr(), "\r{line}\x1b[K");
    }

    /// Takes the line away, so that something else can be written.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
