//! A parsed `serde_json::Value` as input.

use alloc::{
    borrow::Cow,
    string::{String, ToString},
};
use serde_json::Value;

use super::{Budget, Input, MAX_DEPTH};
use crate::{Flow, Kind, Limit, Names, NumberRef, Stop};

/// A cursor before a `serde_json::Value`.
///
/// `serde_json` rounds numbers that fit neither `i64`, `u64` nor `f64`; what is judged is the number that is left.
#[derive(Clone, Copy)]
pub struct ValueTree<'a> {
    value: &'a Value,
    depth: u32,
    budget: &'a Budget,
}

impl<'a> ValueTree<'a> {
    /// A cursor before `value`.
    pub const fn new(value: &'a Value, budget: &'a Budget) -> Self {
        Self { value, depth: 0, budget }
    }

    /// Goes into an array or an object. Who walks through it comes out at its end, or goes no further.
    #[inline]
    fn descend(&mut self) -> Flow {
        self.budget.take()?;
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Stop::Limit(Limit::Depth)) } else { Ok(()) }
    }
}

/// The items of an array that are left.
#[derive(Default)]
pub struct ValueItems<'a> {
    rest: core::slice::Iter<'a, Value>,
}

/// The members of an object that are left, and the name of the one at hand.
#[derive(Default)]
pub struct ValueMembers<'a> {
    object: Option<&'a serde_json::Map<String, Value>>,
    rest: Option<serde_json::map::Iter<'a>>,
    name: &'a str,
}

impl<'a> Input for ValueTree<'a> {
    type Items = ValueItems<'a>;
    type Members = ValueMembers<'a>;
    const IS_PARSED: bool = true;

    #[inline]
    fn kind(&self) -> Flow<Kind> {
        Ok(match self.value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        })
    }

    #[inline]
    fn is(&self, kind: Kind) -> bool {
        self.kind() == Ok(kind)
    }

    fn position(&self) -> Option<usize> {
        None
    }

    fn budget(&self) -> &Budget {
        self.budget
    }

    fn null(&mut self) -> Flow {
        self.value.as_null().ok_or(Stop::Rejected)
    }

    fn boolean(&mut self) -> Flow<bool> {
        self.value.as_bool().ok_or(Stop::Rejected)
    }

    #[inline]
    fn number<T>(&mut self, read: impl FnOnce(NumberRef<'_>) -> T) -> Flow<T> {
        let Value::Number(number) = self.value else { return Err(Stop::Rejected) };
        if let Some(small) = number.as_i64() {
            return Ok(read(NumberRef::Int(small)));
        }
        // The text is exact whether or not some crate of the build turned on `serde_json/arbitrary_precision`.
        NumberRef::parse(&number.to_string()).map(read).ok_or(Stop::Rejected)
    }

    #[inline]
    fn string(&mut self) -> Flow<Cow<'_, str>> {
        self.value.as_str().map(Cow::Borrowed).ok_or(Stop::Rejected)
    }

    #[inline]
    fn string_among(&mut self, texts: &Names<'_>) -> Flow<u32> {
        self.value.as_str().map(|text| texts.find_alone(text)).ok_or(Stop::Rejected)
    }

    #[inline]
    fn open_array(&mut self, walk: &mut ValueItems<'a>) -> Flow {
        let items = self.value.as_array().ok_or(Stop::Rejected)?;
        *walk = ValueItems { rest: items.iter() };
        self.descend()
    }

    #[inline]
    fn next_item(&mut self, items: &mut ValueItems<'a>) -> Flow<bool> {
        let Some(item) = items.rest.next() else {
            self.depth = self.depth.wrapping_sub(1);
            return Ok(false);
        };
        self.value = item;
        Ok(true)
    }

    #[inline]
    fn open_object(&mut self, walk: &mut ValueMembers<'a>) -> Flow {
        let object = self.value.as_object().ok_or(Stop::Rejected)?;
        *walk = ValueMembers { object: Some(object), rest: Some(object.iter()), name: "" };
        self.descend()
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a step is a few instructions, and a call would be half of it")]
    fn next_member(&mut self, members: &mut ValueMembers<'a>, names: &Names<'_>) -> Flow<Option<u32>> {
        let Some((name, value)) = members.rest.as_mut().and_then(Iterator::next) else {
            self.depth = self.depth.wrapping_sub(1);
            return Ok(None);
        };
        members.name = name;
        self.value = value;
        Ok(Some(names.find_alone(name)))
    }

    #[inline]
    fn other_name<'m>(members: &'m ValueMembers<'a>) -> &'m str {
        members.name
    }

    #[inline]
    fn note(_: &mut ValueMembers<'a>, _: u32, _: usize) -> bool {
        // A map has each name once.
        true
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "so that the walk need not lie in memory")]
    fn was_noted(members: &ValueMembers<'a>, names: &Names<'_>, number: u32) -> bool {
        names.get(number).is_some_and(|name| members.object.is_some_and(|object| object.contains_key(name)))
    }

    fn look(
        &self,
        names: &Names<'_>,
        has_tag: bool,
        on_tag: &mut impl FnMut(Option<&str>) -> bool,
    ) -> Flow<Option<u64>> {
        let get = |number: u32| names.get(number).and_then(|name| self.value.get(name));
        if has_tag && !on_tag(get(0).and_then(Value::as_str)) {
            return Ok(None);
        }
        let count = u64::BITS.min(u32::try_from(names.len()).unwrap_or(u32::MAX));
        Ok(Some((0..count).fold(0, |met, number| met | u64::from(get(number).is_some()) << number)))
    }

    fn has_member(&self, name: &str) -> Flow<bool> {
        Ok(self.value.get(name).is_some())
    }

    #[inline]
    fn skip_if(&mut self, kind: Kind) -> Flow<bool> {
        Ok(self.is(kind))
    }

    #[inline]
    fn skip(&mut self) -> Flow {
        Ok(())
    }
}
