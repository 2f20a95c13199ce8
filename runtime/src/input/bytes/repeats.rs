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
    many: Option<Box<HashSet<Cow<'a, str>>>>,
}

/// What is known of a name from those that came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// It is new.
    Never,
    /// It may be the same as one before.
    Perhaps,
    /// It was there before.
    Before,
    /// There are too many for bits: the names themselves are wanted.
    TooMany,
}

impl<'a> Repeats<'a> {
    /// Notes a name.
    #[inline]
    pub(super) fn insert(&mut self, glance: Glance, name: &Cow<'a, str>) -> Met {
        if self.count == FEW {
            return self.insert_among_many(name);
        }
        self.count += 1;
        let print = glance.print();
        let is_known = [print >> 56, print >> 48].into_iter().fold(true, |is_known, number| {
            let bit = 1 << (number % 64);
            let Some(word) = self.bits.get_mut((number / 64 % 4) as usize) else { return is_known };
            let is_set = *word & bit != 0;
            *word |= bit;
            is_known && is_set
        });
        if is_known { Met::Perhaps } else { Met::Never }
    }

    #[cold]
    fn insert_among_many(&mut self, name: &Cow<'a, str>) -> Met {
        match &mut self.many {
            None => Met::TooMany,
            // Names could be chosen to have the same bits; the table's hash is keyed.
            Some(many) if many.contains(name) => Met::Before,
            Some(many) => {
                many.insert(name.clone());
                Met::Never
            }
        }
    }

    /// Keeps the names themselves from now on; `known` are all of them.
    pub(super) fn keep(&mut self, known: HashSet<Cow<'a, str>>) {
        self.many = Some(Box::new(known));
    }
}
