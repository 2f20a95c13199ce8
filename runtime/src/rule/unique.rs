//! `uniqueItems`: which item equals an earlier one

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::{Flow, Input, Kind};

/// So many items are compared one by one, which is faster than a table.
const FEW: usize = 16;

/// The items of an array that were met so far: a print of each, and where each is.
pub(super) struct Unique<I> {
    hash: RandomState,
    items: Vec<I>,
    few: Vec<u64>,
    many: HashSet<u64>,
}

impl<I: Input> Unique<I> {
    pub(super) fn new() -> Self {
        Self { hash: RandomState::new(), items: Vec::new(), few: Vec::new(), many: HashSet::new() }
    }

    /// Notes the item that comes next, which stays unread. False if an earlier one equals it.
    pub(super) fn insert(&mut self, item: &I) -> Flow<bool> {
        let mut ahead = item.clone();
        let print = match ahead.kind()? {
            Kind::String => self.hash.hash_one(&*ahead.string()?),
            _ => self.hash.hash_one(ahead.json()?),
        };
        let is_new = if self.few.len() < FEW {
            let is_new = !self.few.contains(&print);
            self.few.push(print);
            is_new
        } else {
            if self.many.is_empty() {
                self.many.extend(&self.few);
            }
            self.many.insert(print)
        };
        let is_known = !is_new && self.is_known(item)?;
        self.items.push(item.clone());
        Ok(!is_known)
    }

    /// Whether an item with the same print is really the same.
    #[cold]
    fn is_known(&self, item: &I) -> Flow<bool> {
        let value = item.clone().json()?;
        for known in &self.items {
            if known.clone().json()? == value {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
