//! Finds the second member of one name in an object, without a hash table for ordinary objects.

use std::{borrow::Cow, collections::HashSet};

/// Objects of up to so many members need no memory on the heap.
const FEW: usize = 16;
/// Objects with more members than this have their names kept in a hash table.
const SOME: usize = 64;

/// The names of an object that were met so far: a print of each, or the names themselves where they are many.
pub(super) enum Names<'a> {
    Few { prints: [u32; FEW], len: usize },
    Some(Vec<u32>),
    Many(HashSet<Cow<'a, str>>),
}

/// What is known of a name from those that came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// It is new.
    Never,
    /// One before has the same print: it may be the same.
    Perhaps,
    /// It was there before.
    Before,
    /// There are too many for prints: the names themselves are wanted.
    TooMany,
}

impl<'a> Names<'a> {
    pub(super) const fn new() -> Self {
        Self::Few { prints: [0; FEW], len: 0 }
    }

    /// Notes a name.
    #[allow(clippy::ptr_arg, reason = "the name may be kept, borrowed where it is")]
    #[inline]
    pub(super) fn insert(&mut self, name: &Cow<'a, str>) -> Met {
        match self {
            Self::Few { prints, len } => {
                let print = fingerprint(name.as_bytes());
                let known = prints.get(..*len).unwrap_or_default();
                let met = if contains(known, print) { Met::Perhaps } else { Met::Never };
                if let Some(slot) = prints.get_mut(*len) {
                    *slot = print;
                    *len += 1;
                } else {
                    let mut more = Vec::with_capacity(SOME);
                    more.extend_from_slice(prints);
                    more.push(print);
                    *self = Self::Some(more);
                }
                met
            }
            Self::Some(prints) if prints.len() < SOME => {
                let print = fingerprint(name.as_bytes());
                let met = if contains(prints, print) { Met::Perhaps } else { Met::Never };
                prints.push(print);
                met
            }
            Self::Some(_) => Met::TooMany,
            // Names could be chosen to have one print; the table's hash is keyed.
            Self::Many(many) if many.contains(name) => Met::Before,
            Self::Many(many) => {
                many.insert(name.clone());
                Met::Never
            }
        }
    }
}

/// Whether a print is among those known; without a branch, so that several are compared at once.
#[inline]
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch")]
fn contains(prints: &[u32], print: u32) -> bool {
    prints.iter().fold(false, |found, known| found | (*known == print))
}

/// A cheap hash: equal names give equal prints, and most others do not.
#[inline]
fn fingerprint(name: &[u8]) -> u32 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |print: u64, word: u64| (print.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    let mut print = name.len() as u64;
    let mut rest = name;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        print = mix(print, u64::from_le_bytes(*word));
        rest = after;
    }
    // The last word may overlap the one before it; a short name has none and is taken byte by byte.
    print = match name.last_chunk::<8>() {
        Some(word) => mix(print, u64::from_le_bytes(*word)),
        None => mix(print, rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))),
    };
    (print >> 32) as u32
}
