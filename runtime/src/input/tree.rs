//! A parsed [`Json`] value as input.

use std::borrow::Cow;

use super::{Budget, Input, MAX_DEPTH};
use crate::{Flow, Json, Kind, Limit, NumberRef, Stop};

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
            Json::Array(_) => self.array(|_, item| item.walk()).map(|_| ()),
            Json::Object(_) => self.object(|_, value| value.walk()).map(|_| ()),
            _ => Ok(()),
        }
    }

    #[inline]
    fn below(self, value: &'a Json) -> Flow<Self> {
        if self.depth < MAX_DEPTH {
            Ok(Self { value, depth: self.depth + 1, ..self })
        } else {
            Err(Stop::Limit(Limit::Depth))
        }
    }
}

impl Input for Tree<'_> {
    #[inline]
    fn kind(&mut self) -> Flow<Kind> {
        Ok(self.value.kind())
    }

    fn position(&mut self) -> Option<usize> {
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
    fn array(&mut self, mut item: impl FnMut(usize, &mut Self) -> Flow) -> Flow<usize> {
        let items = self.value.as_array().ok_or(Stop::Rejected)?;
        self.budget.take()?;
        for (index, value) in items.iter().enumerate() {
            item(index, &mut self.below(value)?)?;
        }
        Ok(items.len())
    }

    #[inline]
    fn object(&mut self, mut member: impl FnMut(&str, &mut Self) -> Flow) -> Flow<usize> {
        let object = self.value.as_object().ok_or(Stop::Rejected)?;
        self.budget.take()?;
        for (name, value) in object.iter() {
            member(name, &mut self.below(value)?)?;
        }
        Ok(object.len())
    }

    fn member_text<T>(&self, name: &str, read: impl FnOnce(Option<&str>) -> T) -> Flow<T> {
        Ok(read(self.value.as_object().and_then(|object| object.get(name)).and_then(Json::as_str)))
    }

    fn has_member(&self, name: &str) -> Flow<bool> {
        Ok(self.value.as_object().is_some_and(|object| object.get(name).is_some()))
    }

    fn skip(&mut self) -> Flow {
        Ok(())
    }

    fn json(&mut self) -> Flow<Json> {
        // What is kept can be written, so that it must not nest deeper than a text.
        self.walk()?;
        Ok(self.value.clone())
    }
}
