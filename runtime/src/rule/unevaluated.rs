//! `unevaluatedProperties` and `unevaluatedItems`: what no other keyword has looked at

use std::collections::BTreeSet;

#[cfg(feature = "pattern")]
use crate::pattern::Pattern;
use crate::{Flow, Input, Kind, Segment, Sink};

/// Which members of an object, or items of an array, successful subschemas have looked at.
#[derive(Debug, Default)]
pub struct Evaluated<'s> {
    all_members: bool,
    names: BTreeSet<&'s str>,
    #[cfg(feature = "pattern")]
    patterns: Vec<&'s Pattern>,
    all_items: bool,
    first_items: usize,
    items: BTreeSet<usize>,
}

impl<'s> Evaluated<'s> {
    /// Every member was looked at.
    pub fn all_members(&mut self) {
        self.all_members = true;
    }

    /// The members of these names were looked at.
    pub fn names(&mut self, names: impl IntoIterator<Item = &'s str>) {
        self.names.extend(names);
    }

    /// The members whose names match were looked at.
    #[cfg(feature = "pattern")]
    pub fn pattern(&mut self, pattern: &'s Pattern) {
        self.patterns.push(pattern);
    }

    /// Every item was looked at.
    pub fn all_items(&mut self) {
        self.all_items = true;
    }

    /// The first `count` items were looked at.
    pub fn first_items(&mut self, count: usize) {
        self.first_items = self.first_items.max(count);
    }

    /// The item of this index was looked at.
    pub fn item(&mut self, index: usize) {
        self.items.insert(index);
    }

    #[cfg_attr(not(feature = "pattern"), expect(clippy::unnecessary_wraps, reason = "only patterns have a limit"))]
    fn has_member(&self, name: &str) -> Flow<bool> {
        if self.all_members || self.names.contains(name) {
            return Ok(true);
        }
        #[cfg(feature = "pattern")]
        for pattern in &self.patterns {
            if pattern.matches(name)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has_item(&self, index: usize) -> bool {
        self.all_items || index < self.first_items || self.items.contains(&index)
    }
}

/// `unevaluatedProperties`: reads a value; if it is an object, `note` tells which members subschemas look at, and
/// `check` reads each of the others.
///
/// # Errors
/// The sink wants no more, the input is not JSON, or a limit was reached.
pub fn unevaluated_members<'s, I: Input, S: Sink>(
    input: &mut I,
    sink: &mut S,
    note: impl FnOnce(&I, &mut Evaluated<'s>) -> Flow,
    mut check: impl FnMut(&mut I, &mut S) -> Flow,
) -> Flow {
    if input.kind()? != Kind::Object {
        return input.skip();
    }
    let mut evaluated = Evaluated::default();
    note(input, &mut evaluated)?;
    let walk = input.object(|name, value| {
        if evaluated.has_member(name)? {
            return value.skip();
        }
        sink.enter(Segment::Name(name));
        let flow = check(value, sink);
        sink.leave();
        flow
    });
    walk.map(|_| ())
}

/// `unevaluatedItems`: reads a value; if it is an array, `note` tells which items subschemas look at, and `check` reads
/// each of the others.
///
/// # Errors
/// The sink wants no more, the input is not JSON, or a limit was reached.
pub fn unevaluated_items<'s, I: Input, S: Sink>(
    input: &mut I,
    sink: &mut S,
    note: impl FnOnce(&I, &mut Evaluated<'s>) -> Flow,
    mut check: impl FnMut(&mut I, &mut S) -> Flow,
) -> Flow {
    if input.kind()? != Kind::Array {
        return input.skip();
    }
    let mut evaluated = Evaluated::default();
    note(input, &mut evaluated)?;
    let walk = input.array(|index, item| {
        if evaluated.has_item(index) {
            return item.skip();
        }
        sink.enter(Segment::Index(index));
        let flow = check(item, sink);
        sink.leave();
        flow
    });
    walk.map(|_| ())
}
