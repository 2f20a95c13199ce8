//! A parsed [`Json`] value as input.

use alloc::{borrow::Cow, string::String};

use super::{Budget, Input, MAX_DEPTH};
use crate::{Flow, Json, Kind, Limit, Names, NumberRef, Stop, names::SeenBeyond};

/// A cursor before a [`Json`] value.
#[derive(Clone, Copy)]
pub struct Tree<'a> {
    value: &'a Json,
    depth: u32,
    budget: &'a Budget,
    position: Option<usize>,
}

impl<'a> Tree<'a> {
    /// A cursor before `value`.
    pub const fn new(value: &'a Json, budget: &'a Budget) -> Self {
        Self { value, depth: 0, budget, position: None }
    }

    /// A cursor before a value that stands for something at `position` in a text: the name of a member.
    pub const fn at(value: &'a Json, position: Option<usize>, budget: &'a Budget) -> Self {
        Self { value, depth: 0, budget, position }
    }

    /// Goes through all of the value.
    ///
    /// # Errors
    /// It nests too deep, or the budget is used up.
    pub fn walk(&mut self) -> Flow {
        match self.value {
            Json::Array(_) => {
                let mut items = TreeItems::default();
                self.open_array(&mut items)?;
                while self.next_item(&mut items)? {
                    self.walk()?;
                }
            }
            Json::Object(_) => {
                let mut members = TreeMembers::default();
                self.open_object(&mut members)?;
                while self.next_member(&mut members, &Names::NONE)?.is_some() {
                    self.walk()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Goes to a part of the value that is `depth` deep.
    #[inline]
    fn go(&mut self, value: &'a Json, depth: u32) -> Flow {
        self.value = value;
        self.depth = depth;
        if depth > MAX_DEPTH { Err(Stop::Limit(Limit::Depth)) } else { Ok(()) }
    }
}

/// The items of an array that are left, and how deep they are.
#[derive(Default)]
pub struct TreeItems<'a> {
    rest: core::slice::Iter<'a, Json>,
    depth: u32,
}

/// The members of an object that are left, how deep they are, and the name of the one at hand.
#[derive(Default)]
pub struct TreeMembers<'a> {
    rest: core::slice::Iter<'a, (String, Json)>,
    depth: u32,
    name: &'a str,
    seen: SeenBeyond,
}

impl<'a> Input for Tree<'a> {
    type Items = TreeItems<'a>;
    type Members = TreeMembers<'a>;

    #[inline]
    fn kind(&self) -> Flow<Kind> {
        Ok(self.value.kind())
    }

    #[inline]
    fn is(&self, kind: Kind) -> bool {
        self.value.kind() == kind
    }

    fn position(&self) -> Option<usize> {
        self.position
    }

    fn budget(&self) -> &Budget {
        self.budget
    }

    fn null(&mut self) -> Flow {
        if *self.value == Json::Null { Ok(()) } else { Err(Stop::Rejected) }
    }

    fn boolean(&mut self) -> Flow<bool> {
        self.value.as_bool().ok_or(Stop::Rejected)
    }

    #[inline]
    fn number<T>(&mut self, read: impl FnOnce(NumberRef<'_>) -> T) -> Flow<T> {
        self.value.as_number().map(|number| read(number.as_number())).ok_or(Stop::Rejected)
    }

    #[inline]
    fn string(&mut self) -> Flow<Cow<'_, str>> {
        self.value.as_str().map(Cow::Borrowed).ok_or(Stop::Rejected)
    }

    #[inline]
    fn open_array(&mut self, walk: &mut TreeItems<'a>) -> Flow {
        let items = self.value.as_array().ok_or(Stop::Rejected)?;
        self.budget.take()?;
        *walk = TreeItems { rest: items.iter(), depth: self.depth + 1 };
        Ok(())
    }

    #[inline]
    fn next_item(&mut self, items: &mut TreeItems<'a>) -> Flow<bool> {
        let Some(item) = items.rest.next() else { return Ok(false) };
        self.go(item, items.depth)?;
        Ok(true)
    }

    #[inline]
    fn open_object(&mut self, walk: &mut TreeMembers<'a>) -> Flow {
        let object = self.value.as_object().ok_or(Stop::Rejected)?;
        self.budget.take()?;
        *walk = TreeMembers { rest: object.members(), depth: self.depth + 1, name: "", seen: SeenBeyond::default() };
        Ok(())
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a step is a few instructions, and a call would be half of it")]
    fn next_member(&mut self, members: &mut TreeMembers<'a>, names: &Names<'_>) -> Flow<Option<u32>> {
        let Some((name, value)) = members.rest.next() else { return Ok(None) };
        members.name = name;
        self.go(value, members.depth)?;
        Ok(Some(names.find_alone(name)))
    }

    #[inline]
    fn other_name<'m>(members: &'m TreeMembers<'a>) -> &'m str {
        members.name
    }

    fn note(members: &mut TreeMembers<'a>, number: u32, count: usize) -> bool {
        members.seen.insert(number, count)
    }

    fn was_noted(members: &TreeMembers<'a>, _: &Names<'_>, number: u32) -> bool {
        members.seen.has(number)
    }

    fn look(
        &self,
        names: &Names<'_>,
        has_tag: bool,
        on_tag: &mut impl FnMut(Option<&str>) -> bool,
    ) -> Flow<Option<u64>> {
        let get =
            |number: u32| names.get(number).and_then(|name| self.value.as_object().and_then(|object| object.get(name)));
        if has_tag && !on_tag(get(0).and_then(Json::as_str)) {
            return Ok(None);
        }
        let count = u64::BITS.min(u32::try_from(names.len()).unwrap_or(u32::MAX));
        Ok(Some((0..count).fold(0, |met, number| met | u64::from(get(number).is_some()) << number)))
    }

    fn has_member(&self, name: &str) -> Flow<bool> {
        Ok(self.value.as_object().is_some_and(|object| object.get(name).is_some()))
    }

    #[inline]
    fn skip_if(&mut self, kind: Kind) -> Flow<bool> {
        Ok(self.is(kind))
    }

    #[inline]
    fn skip(&mut self) -> Flow {
        Ok(())
    }

    fn json(&mut self) -> Flow<Json> {
        // What is kept can be written, so that it must not nest deeper than a text.
        let value = self.value;
        self.walk()?;
        Ok(value.clone())
    }
}
