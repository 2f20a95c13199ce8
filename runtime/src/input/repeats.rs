//! Finds the second member of one name in an object, without a hash table for ordinary objects.

use alloc::boxed::Box;
#[cfg(not(feature = "std"))]
use alloc::collections::BTreeSet;
#[cfg(feature = "std")]
use core::hash::{BuildHasher, BuildHasherDefault, Hasher};
#[cfg(feature = "std")]
use std::{collections::HashSet, hash::RandomState};

use crate::names::Glance;

/// Objects with more names than this have a print of each kept in a hash table.
const FEW: u32 = 32;

/// The names of an object that were met so far and that nobody else keeps track of: bits that tell most new names from
/// known ones, or a print of each where they are many.
#[derive(Default)]
pub(super) struct Repeats {
    bits: [u64; 4],
    count: u32,
    many: Option<Box<Prints>>,
}

/// Prints of names. They are keyed: names could be chosen to share the same bits.
#[cfg(feature = "std")]
#[derive(Default)]
pub(super) struct Prints {
    keys: RandomState,
    prints: HashSet<u64, BuildHasherDefault<AsItIs>>,
}

/// Names, as there are no keys without `std` that nobody could foresee.
#[cfg(not(feature = "std"))]
#[derive(Default)]
pub(super) struct Prints {
    names: BTreeSet<Box<str>>,
}

/// What is known of a name from those that came before.
pub(super) enum Met {
    /// It is new.
    Never,
    /// It may be the same as one before.
    Perhaps,
    /// There are too many for bits: prints are wanted.
    TooMany,
}

impl Repeats {
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

    /// Looks closer at a name that is not known to be new.
    pub(super) fn look(&mut self, name: &str) -> Met {
        match &mut self.many {
            Some(many) => {
                if many.insert(name) {
                    Met::Never
                } else {
                    Met::Perhaps
                }
            }
            None if self.count == FEW => Met::TooMany,
            None => Met::Perhaps,
        }
    }

    /// Keeps prints from now on; these are those of all names so far.
    pub(super) fn keep(&mut self, prints: Prints) {
        self.many = Some(Box::new(prints));
    }
}

impl Prints {
    /// Notes a name. False if one with the same print was noted before.
    pub(super) fn insert(&mut self, name: &str) -> bool {
        #[cfg(feature = "std")]
        let is_new = self.prints.insert(self.keys.hash_one(name));
        #[cfg(not(feature = "std"))]
        let is_new = self.names.insert(name.into());
        is_new
    }
}

/// The hash of a number that is a hash.
#[cfg(feature = "std")]
#[derive(Default)]
pub(super) struct AsItIs(u64);

#[cfg(feature = "std")]
impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
