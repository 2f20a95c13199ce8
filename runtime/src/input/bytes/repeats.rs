//! Finds the second member of one name in an object, without a hash table for ordinary objects.

use std::{borrow::Cow, collections::HashSet};

use crate::names::Glance;

/// Objects with more names than this have them kept in a hash table.
const FEW: u32 = 32;

/// The names of an object that were met so far and that nobody else keeps track of: bits that tell most new names from
/// known ones, or the names themselves where they are many.
#[derive(Default)]
pub(super) struct Repeats<'a> {
    bits: [u64; 4],
    count: u32,
    #[expect(clippy::box_collection, reason = "as small as it can be: few objects have so many names")]
    many: Option<Box<HashSet<Cow<'a, str>>>>,
}

/// What the names that are kept tell of one.
pub(super) enum Kept {
    /// Whether it was there before.
    Known(bool),
    /// They are few, and not kept.
    Few,
    /// They are many from now on, and have to be kept.
    Wanted,
}

impl<'a> Repeats<'a> {
    /// Notes a name. False if it is new; true if that is to be found out.
    #[inline]
    pub(super) fn insert(&mut self, glance: Glance) -> bool {
        if self.count == FEW {
            return true;
        }
        self.count += 1;
        let print = glance.print();
        [print >> 56, print >> 48].into_iter().fold(true, |is_known, number| {
            let bit = 1 << (number % 64);
            let Some(word) = self.bits.get_mut((number / 64 % 4) as usize) else { return is_known };
            let is_set = *word & bit != 0;
            *word |= bit;
            is_known && is_set
        })
    }

    /// Whether a name was there before, if the names are kept; it is kept as well. Their hash is keyed: names could be
    /// chosen to have the same bits.
    #[expect(clippy::ptr_arg, reason = "the name may be kept, borrowed where it is")]
    pub(super) fn insert_kept(&mut self, name: &Cow<'a, str>) -> Kept {
        match &mut self.many {
            None if self.count < FEW => Kept::Few,
            None => Kept::Wanted,
            Some(many) if many.contains(name) => Kept::Known(true),
            Some(many) => {
                many.insert(name.clone());
                Kept::Known(false)
            }
        }
    }

    /// Keeps the names themselves from now on; `known` are all of them.
    pub(super) fn keep(&mut self, known: HashSet<Cow<'a, str>>) {
        self.many = Some(Box::new(known));
    }
}
