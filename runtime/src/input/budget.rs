//! How much work a walk over a value may take, and how deep schemas may go into one value.

use core::cell::Cell;

use crate::{Flow, Limit, Stop};

/// How many subschemas may be at work on top of each other that apply to the value at hand (`anyOf`, `not`, `if` and the
/// like), over all the values that are open.
pub const MAX_IN_PLACE: u32 = 512;

/// Counts the arrays and objects that a walk enters, however often it reads them again, and the subschemas that judge
/// one value from inside each other; and remembers whether what is decoded was checked already.
///
/// A schema can make a reader go over the same value as often as it has alternatives, and so on in every level of the
/// value and of the schema. An honest schema stays far below the limit; one whose cost doubles with each level stops
/// there.
#[derive(Debug)]
pub struct Budget {
    left: Cell<u64>,
    in_place: Cell<u32>,
    is_checked: Cell<bool>,
}

impl Budget {
    /// So much work.
    pub const fn new(limit: u64) -> Self {
        Self { left: Cell::new(limit), in_place: Cell::new(0), is_checked: Cell::new(false) }
    }

    /// What a text of `length` bytes gets: a million, and a hundred for each byte.
    pub const fn for_text(length: usize) -> Self {
        Self::new(1_000_000 + 100 * length as u64)
    }

    /// What a parsed value gets, whose size nobody has counted: a hundred million.
    pub const fn for_value() -> Self {
        Self::new(100_000_000)
    }

    /// Takes one array, object or nested subschema.
    #[inline]
    pub(super) fn take(&self) -> Flow {
        let left = self.left.get();
        // What is used up stays so, however the walk goes on.
        self.left.set(left.saturating_sub(1));
        if left == 0 { Err(Stop::Limit(Limit::Work)) } else { Ok(()) }
    }

    /// Goes into a subschema for the same value. The outermost is free: there are only so many of them in a schema.
    #[inline]
    pub(crate) fn enter(&self) -> Flow {
        let depth = self.in_place.get();
        if depth > 0 {
            self.take()?;
        }
        if depth >= MAX_IN_PLACE {
            return Err(Stop::Limit(Limit::InPlace));
        }
        self.in_place.set(depth + 1);
        Ok(())
    }

    /// Whether the value that is read was checked before, with all that it holds.
    #[inline]
    pub(crate) fn is_checked(&self) -> bool {
        self.is_checked.get()
    }

    /// Says so, or takes it back.
    #[inline]
    pub(crate) fn set_checked(&self, is_checked: bool) {
        self.is_checked.set(is_checked);
    }

    /// Comes out of it again.
    #[inline]
    pub(crate) fn leave(&self) {
        self.in_place.set(self.in_place.get().saturating_sub(1));
    }
}
