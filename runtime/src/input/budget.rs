//! How much work a walk over a value may take.

use std::cell::Cell;

use crate::{Flow, Limit, Stop};

/// Counts the arrays and objects that a walk enters, however often it reads them again.
///
/// A schema can make a reader go over the same value as often as it has alternatives, and so on in every level of the
/// value. An honest schema stays far below the limit; one whose cost doubles with each level stops there.
#[derive(Debug)]
pub struct Budget {
    left: Cell<u64>,
}

impl Budget {
    /// So many arrays and objects.
    pub const fn new(limit: u64) -> Self {
        Self { left: Cell::new(limit) }
    }

    /// What a text of `length` bytes gets: a million, and a hundred for each byte.
    pub const fn for_text(length: usize) -> Self {
        Self::new(1_000_000 + 100 * length as u64)
    }

    /// What a parsed value gets, whose size nobody has counted: a hundred million.
    pub const fn for_value() -> Self {
        Self::new(100_000_000)
    }

    /// Takes one array or object.
    #[inline]
    pub(super) fn take(&self) -> Flow {
        let left = self.left.get();
        self.left.set(left.wrapping_sub(1));
        if left == 0 { Err(Stop::Limit(Limit::Work)) } else { Ok(()) }
    }
}
