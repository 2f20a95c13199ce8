//! Finds the second member of one name in an object, without a hash table for ordinary objects.

use std::{borrow::Cow, collections::HashSet};

use crate::names::Glance;

/// Objects of up to so many members need no memory on the heap.
const FEW: usize = 16;
/// Objects with more members than this have their names kept in a hash table.
const SOME: usize = 64;

/// The names of an object that were met so far and that nobody else keeps track of: a print of each, or the names
/// themselves where they are many.
pub(super) struct Repeats<'a> {
    /// A bit for each print: where a name's is not set, it is new.
    bits: u64,
    few: [u32; FEW],
    length: usize,
    more: Option<Box<More<'a>>>,
}

enum More<'a> {
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

impl<'a> Repeats<'a> {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { bits: 0, few: [0; FEW], length: 0, more: None }
    }

    /// Notes a name.
    #[inline]
    pub(super) fn insert(&mut self, glance: Glance, name: &Cow<'a, str>) -> Met {
        let print = glance.print();
        let bit = 1 << (print >> 58);
        let print = print as u32;
        let Some(slot) = self.few.get_mut(self.length) else { return self.insert_more(print, name) };
        *slot = print;
        let is_new = self.bits & bit == 0;
        self.bits |= bit;
        self.length += 1;
        if is_new || !contains(self.few.get(..self.length - 1).unwrap_or_default(), print) {
            Met::Never
        } else {
            Met::Perhaps
        }
    }

    #[cold]
    #[inline(never)]
    fn insert_more(&mut self, print: u32, name: &Cow<'a, str>) -> Met {
        let more = self.more.get_or_insert_with(|| Box::new(More::Some(self.few.to_vec())));
        match &mut **more {
            More::Some(prints) if prints.len() < SOME => {
                let met = if contains(prints, print) { Met::Perhaps } else { Met::Never };
                prints.push(print);
                met
            }
            More::Some(_) => Met::TooMany,
            // Names could be chosen to have one print; the table's hash is keyed.
            More::Many(many) if many.contains(name) => Met::Before,
            More::Many(many) => {
                many.insert(name.clone());
                Met::Never
            }
        }
    }

    /// Keeps the names themselves from now on; `known` are all of them.
    pub(super) fn keep(&mut self, known: HashSet<Cow<'a, str>>) {
        self.more = Some(Box::new(More::Many(known)));
    }
}

/// Whether a print is among those known; without a branch, so that several are compared at once.
#[inline]
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch")]
fn contains(prints: &[u32], print: u32) -> bool {
    prints.iter().fold(false, |found, known| found | (*known == print))
}
