//! Character classes.

use alloc::vec::Vec;

use super::{Parsed, Parser, fail_at};
use crate::pattern::ecma::{Class, Item};

impl Parser<'_> {
    /// A class, after its `[`.
    pub(super) fn class(&mut self) -> Parsed<Class> {
        let start = self.at.saturating_sub(1);
        let negated = self.eat("^");
        let mut items = Vec::new();
        loop {
            if self.eat("]") {
                return Ok(Class { negated, items });
            }
            let item_start = self.at;
            let first = self.class_item(start)?;
            // A hyphen before the closing bracket stands for itself.
            if !self.rest().starts_with('-') || self.rest().starts_with("-]") {
                items.push(first);
                continue;
            }
            self.bump();
            let last = self.class_item(start)?;
            match (first, last) {
                (Item::Range(first, _), Item::Range(last, _)) if first <= last => items.push(Item::Range(first, last)),
                (Item::Range(..), Item::Range(..)) => return fail_at(item_start, "the range is out of order"),
                // Annex B takes the hyphen for itself.
                (first, last) if self.is_browser() => items.extend([first, Item::Range(0x2d, 0x2d), last]),
                _ => return fail_at(item_start, "a range goes from one character to another"),
            }
        }
    }

    /// One character or escape of the class that began at `start`.
    fn class_item(&mut self, start: usize) -> Parsed<Item> {
        match self.bump() {
            None => fail_at(start, "unclosed class"),
            Some('\\') => self.class_escape(),
            Some(char) => Ok(Item::Range(char.into(), char.into())),
        }
    }
}
