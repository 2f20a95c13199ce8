//! Who hears what a walk over a value finds: nobody but the verdict, or a collector of everything.

use alloc::{string::String, vec::Vec};
use core::fmt::{self, Write as _};

use crate::{Flow, Stop, Violation};

/// One step from a value to a value inside it.
#[derive(Clone, Copy, Debug)]
pub enum Segment<'a> {
    /// To the member of that name.
    Name(&'a str),
    /// To the item of that index.
    Index(usize),
}

/// What a rule found to be wrong. It says what the schema wants and never what the instance holds.
#[derive(Clone, Copy)]
pub struct Fault<'a> {
    /// The place of the schema that holds the keyword, e.g. `#/properties/id`.
    pub schema: &'a str,
    /// The keyword, e.g. `minLength`. Its place is `schema`, a slash and the keyword.
    pub keyword: &'a str,
    /// What is wrong, as half a sentence.
    pub message: fmt::Arguments<'a>,
}

/// Takes what a walk reports, and knows where in the instance the walk is.
pub trait Sink: Sized {
    /// Whether reports are kept, so that it pays to look for more than the first one.
    const COLLECTS: bool;

    /// The walk goes into a member or an item.
    fn enter(&mut self, segment: Segment<'_>);

    /// The walk comes back out.
    fn leave(&mut self);

    /// Reports a fault of the value at `position` (in bytes from the start of the text, where there is one).
    ///
    /// # Errors
    /// [`Stop`] when nothing more is wanted.
    fn report(&mut self, position: Option<usize>, fault: Fault<'_>) -> Flow;

    /// An empty sink at the same place, for one of several alternatives; `siblings` are those of the ones before. All of
    /// them together take no more reports than this sink does.
    #[must_use]
    fn fork(&self, siblings: &[Self]) -> Self;

    /// Whether another report is kept.
    fn has_room(&self) -> bool;

    /// Reports a fault whose cause is what the forks, one an alternative, have heard.
    ///
    /// # Errors
    /// [`Stop`] when nothing more is wanted.
    fn report_alternatives(&mut self, position: Option<usize>, fault: Fault<'_>, alternatives: Vec<Self>) -> Flow;
}

/// Stops at the first report and remembers nothing of it: the verdict alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict;

impl Sink for Verdict {
    const COLLECTS: bool = false;

    #[inline]
    fn enter(&mut self, _: Segment<'_>) {}

    #[inline]
    fn leave(&mut self) {}

    #[inline]
    fn report(&mut self, _: Option<usize>, _: Fault<'_>) -> Flow {
        Err(Stop::Rejected)
    }

    #[inline]
    fn fork(&self, _: &[Self]) -> Self {
        Self
    }

    #[inline]
    fn has_room(&self) -> bool {
        false
    }

    #[inline]
    fn report_alternatives(&mut self, _: Option<usize>, _: Fault<'_>, _: Vec<Self>) -> Flow {
        Err(Stop::Rejected)
    }
}

/// Keeps all reports, or the first so many.
#[derive(Clone, Debug)]
pub struct Collector {
    path: String,
    lengths: Vec<usize>,
    limit: usize,
    violations: Vec<Violation>,
    /// How many reports are kept, with those of alternatives.
    kept: usize,
}

impl Collector {
    /// A collector of at most `limit` reports.
    pub const fn new(limit: usize) -> Self {
        Self { path: String::new(), lengths: Vec::new(), limit, violations: Vec::new(), kept: 0 }
    }

    /// What was reported, in the order in which the walk found it.
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    fn keep(&mut self, position: Option<usize>, fault: Fault<'_>, alternatives: Vec<Vec<Violation>>) -> Flow {
        if self.has_room() {
            self.violations.push(Violation::new(&self.path, position, fault, alternatives));
            self.kept += 1;
        }
        if self.has_room() { Ok(()) } else { Err(Stop::Rejected) }
    }
}

impl Sink for Collector {
    const COLLECTS: bool = true;

    fn enter(&mut self, segment: Segment<'_>) {
        self.lengths.push(self.path.len());
        self.path.push('/');
        match segment {
            Segment::Name(name) if name.contains(['~', '/']) => {
                self.path.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Name(name) => self.path.push_str(name),
            // Writing to a string cannot fail.
            Segment::Index(index) => drop(write!(self.path, "{index}")),
        }
    }

    fn leave(&mut self) {
        if let Some(length) = self.lengths.pop() {
            self.path.truncate(length);
        }
    }

    fn report(&mut self, position: Option<usize>, fault: Fault<'_>) -> Flow {
        self.keep(position, fault, Vec::new())
    }

    fn fork(&self, siblings: &[Self]) -> Self {
        let taken = self.kept + siblings.iter().map(|sibling| sibling.kept).sum::<usize>();
        let limit = self.limit.saturating_sub(taken);
        Self { path: self.path.clone(), lengths: Vec::new(), limit, violations: Vec::new(), kept: 0 }
    }

    fn has_room(&self) -> bool {
        self.kept < self.limit
    }

    fn report_alternatives(&mut self, position: Option<usize>, fault: Fault<'_>, alternatives: Vec<Self>) -> Flow {
        // The fault itself comes first: it is kept even if its causes have taken all the room.
        let causes: usize = alternatives.iter().map(|alternative| alternative.kept).sum();
        let flow = self.keep(position, fault, alternatives.into_iter().map(Self::into_violations).collect());
        self.kept += causes;
        if flow.is_ok() && self.has_room() { Ok(()) } else { Err(Stop::Rejected) }
    }
}
