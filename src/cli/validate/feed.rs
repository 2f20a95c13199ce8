//! The work of a run, in the order of the input: whole files, and blocks of lines.

use std::sync::Arc;

use super::inputs::Found;
use super::schemas::{Chosen, Schemas};
use crate::cli::payload::{Block, Limits, Lines, Notation, Piece, open};

/// One piece of work.
pub(super) struct Job {
    pub(super) file: Arc<str>,
    pub(super) chosen: Arc<Chosen>,
    pub(super) work: Work,
}

/// What there is to do.
pub(super) enum Work {
    /// A file that is read as a whole, and whether it may be left out if no schema is for it.
    Whole(Notation, bool),
    /// Lines of a file.
    Lines(Block),
    /// Something that cannot be judged: the line, if it is one, and why.
    Problem(Option<usize>, String),
    /// A file whose lines have all been handed out.
    EndOfLines,
}

/// Hands out the work; reads files of lines while it does.
pub(super) struct Feed {
    found: std::vec::IntoIter<Found>,
    schemas: Arc<Schemas>,
    /// What all files are, whatever they are called.
    notation: Option<Notation>,
    limits: Limits,
    lines: Option<(Arc<str>, Arc<Chosen>, Lines)>,
}

impl Feed {
    pub(super) fn new(found: Vec<Found>, schemas: Arc<Schemas>, notation: Option<Notation>, limits: Limits) -> Self {
        Self { found: found.into_iter(), schemas, notation, limits, lines: None }
    }

    fn file(&mut self, file: &str, is_from_folder: bool) -> Job {
        let chosen = Arc::new(self.schemas.choose(file));
        let file: Arc<str> = file.into();
        let notation = self.notation.or_else(|| Notation::of_name(&file)).unwrap_or(Notation::Json);
        let work = if notation == Notation::Ndjson {
            match open(&file) {
                Ok(opened) => {
                    self.lines = Some((Arc::clone(&file), Arc::clone(&chosen), Lines::new(opened, self.limits)));
                    return self.line().unwrap_or(Job { file, chosen, work: Work::EndOfLines });
                }
                Err(why) => Work::Problem(None, why),
            }
        } else {
            Work::Whole(notation, is_from_folder)
        };
        Job { file, chosen, work }
    }

    /// The next piece of the file of lines that is being read, if there is one.
    fn line(&mut self) -> Option<Job> {
        let (file, chosen, lines) = self.lines.as_mut()?;
        let (file, chosen) = (Arc::clone(file), Arc::clone(chosen));
        let work = match lines.next() {
            Some(Piece::Lines(block)) => Work::Lines(block),
            Some(Piece::Broken(line, why)) => Work::Problem(Some(line), why),
            None => {
                self.lines = None;
                Work::EndOfLines
            }
        };
        Some(Job { file, chosen, work })
    }
}

impl Iterator for Feed {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        if let Some(job) = self.line() {
            return Some(job);
        }
        match self.found.next()? {
            Found::File(file, is_from_folder) => Some(self.file(&file, is_from_folder)),
            Found::Problem(file, why) => {
                Some(Job { file: file.into(), chosen: Arc::new(Chosen::Own), work: Work::Problem(None, why) })
            }
        }
    }
}
