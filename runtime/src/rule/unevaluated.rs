//! `unevaluatedProperties` and `unevaluatedItems`: what no other keyword has looked at

use alloc::{collections::BTreeSet, vec::Vec};

use crate::pattern::Pattern;
use crate::{Flow, Input, Kind, Names, Segment, Sink};

/// Which members of an object, or items of an array, successful subschemas have looked at.
#[derive(Debug, Default)]
pub struct Evaluated<'s> {
    all_members: bool,
    names: BTreeSet<&'s str>,
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

    fn has_member(&self, name: &str) -> Flow<bool> {
        if self.all_members || self.names.contains(name) {
            return Ok(true);
        }
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
    if !input.is(Kind::Object) {
        return input.skip();
    }
    let mut evaluated = Evaluated::default();
    note(input, &mut evaluated)?;
    let mut object = Names::NONE.walk();
    object.open(input)?;
    while object.next(input)?.is_some() {
        if evaluated.has_member(object.name())? {
            input.skip()?;
        } else {
            sink.enter(Segment::Name(object.name()));
            check(input, sink)?;
            sink.leave();
        }
    }
    Ok(())
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
    if !input.is(Kind::Array) {
        return input.skip();
    }
    let mut evaluated = Evaluated::default();
    note(input, &mut evaluated)?;
    let mut array = I::Items::default();
    input.open_array(&mut array)?;
    let mut index = 0;
    while input.next_item(&mut array)? {
        if evaluated.has_item(index) {
            input.skip()?;
        } else {
            sink.enter(Segment::Index(index));
            check(input, sink)?;
            sink.leave();
        }
        index += 1;
    }
    Ok(())
}

/// Notes which items of the array that comes next `accepts` holds for; there are none in a value of another kind.
///
/// # Errors
/// The input is not JSON, or a limit was reached.
pub fn note_items<I: Input>(input: &I, evaluated: &mut Evaluated<'_>, accepts: impl Fn(&I) -> Flow<bool>) -> Flow {
    if !input.is(Kind::Array) {
        return Ok(());
    }
    let mut input = input.clone();
    let mut array = I::Items::default();
    input.open_array(&mut array)?;
    let mut index = 0;
    while input.next_item(&mut array)? {
        if accepts(&input)? {
            evaluated.item(index);
        }
        input.skip()?;
        index += 1;
    }
    Ok(())
}
