//! `minItems`, `maxItems`, `contains`, and the walk over an array's items

use super::{Count, Limit, Typed};
use crate::{Flow, Input, Kind, Kinds, Segment, Sink};

/// The rules for arrays that are not about a single item, with the kinds that are allowed beside them.
#[derive(Clone, Copy, Debug)]
pub struct Array<'s> {
    schema: &'s str,
    typed: Typed<'s>,
    min: Option<Limit<'s, u64>>,
    max: Option<Limit<'s, u64>>,
}

impl<'s> Array<'s> {
    /// The schema at `schema` allows arrays only.
    pub const fn at(schema: &'s str) -> Self {
        Self { schema, typed: Typed::at(schema, Kinds::ARRAY), min: None, max: None }
    }

    /// Values of these kinds are allowed; of those only arrays are looked at further.
    #[must_use]
    pub const fn kinds(mut self, kinds: Kinds) -> Self {
        self.typed = Typed::at(self.schema, kinds);
        self
    }

    /// What is set from here on stands in the schema at `schema`.
    #[must_use]
    pub const fn from(mut self, schema: &'s str) -> Self {
        self.schema = schema;
        self
    }

    /// `minItems`
    #[must_use]
    pub const fn min_items(mut self, limit: u64) -> Self {
        self.min = Some(Limit::new(limit, self.schema));
        self
    }

    /// `maxItems`
    #[must_use]
    pub const fn max_items(mut self, limit: u64) -> Self {
        self.max = Some(Limit::new(limit, self.schema));
        self
    }

    /// A walk through an array that is checked.
    #[inline]
    pub fn walk<I: Input>(&self) -> Items<'_, I> {
        Items { rule: self, walk: I::Items::default(), position: None, count: 0 }
    }
}

/// The walk through an array that is checked: see [`Array::walk`].
pub struct Items<'r, I: Input> {
    rule: &'r Array<'r>,
    walk: I::Items,
    position: Option<usize>,
    count: usize,
}

impl<I: Input> Items<'_, I> {
    /// Goes into the array that comes next. A value of another kind is read and checked, and the answer is no: there is
    /// nothing more to do about it.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "so that the walk need not lie in memory")]
    pub fn open<S: Sink>(&mut self, input: &mut I, sink: &mut S) -> Flow<bool> {
        if !input.is(Kind::Array) {
            self.rule.typed.check(input, sink)?;
            return Ok(false);
        }
        self.position = input.position();
        self.rule.typed.expect(Kind::Array, self.position, sink)?;
        input.open_array(&mut self.walk)?;
        Ok(true)
    }

    /// Goes before the next item, which has to be read, and gives its index; goes behind the array, if no item is left.
    ///
    /// # Errors
    /// The input is not JSON.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "so that the walk need not lie in memory")]
    pub fn next<S: Sink>(&mut self, input: &mut I, sink: &mut S) -> Flow<Option<usize>> {
        if S::COLLECTS && self.count > 0 {
            sink.leave();
        }
        if !input.next_item(&mut self.walk)? {
            return Ok(None);
        }
        let index = self.count;
        self.count += 1;
        if S::COLLECTS {
            sink.enter(Segment::Index(index));
        }
        Ok(Some(index))
    }

    /// Where the array is.
    #[inline]
    pub const fn position(&self) -> Option<usize> {
        self.position
    }

    /// Checks what is known when all items were read.
    ///
    /// # Errors
    /// The sink wants no more.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "so that the walk need not lie in memory")]
    pub fn close<S: Sink>(&self, sink: &mut S) -> Flow {
        let (rule, count) = (self.rule, self.count as u64);
        if let Some(min) = rule.min.filter(|min| count < min.value) {
            min.report("minItems", self.position, format_args!("fewer than {}", Count(min.value, "item")), sink)?;
        }
        if let Some(max) = rule.max.filter(|max| count > max.value) {
            max.report("maxItems", self.position, format_args!("more than {}", Count(max.value, "item")), sink)?;
        }
        Ok(())
    }
}

/// `contains`, `minContains`, `maxContains`: how many items of an array hold a schema.
#[derive(Clone, Copy, Debug)]
pub struct Contains<'s> {
    schema: &'s str,
    min: u64,
    max: Option<u64>,
}

impl<'s> Contains<'s> {
    /// The schema at `schema` wants at least `min` items, and at most `max`.
    pub const fn at(schema: &'s str, min: u64, max: Option<u64>) -> Self {
        Self { schema, min, max }
    }

    /// Checks how many items were found in the array at `position`.
    ///
    /// # Errors
    /// The sink wants no more.
    pub fn check<S: Sink>(&self, found: u64, position: Option<usize>, sink: &mut S) -> Flow {
        let at = Limit::new((), self.schema);
        if found < self.min {
            let keyword = if self.min == 1 { "contains" } else { "minContains" };
            at.report(
                keyword,
                position,
                format_args!("fewer than {} that `contains` describes", Count(self.min, "item")),
                sink,
            )?;
        }
        if let Some(max) = self.max.filter(|max| found > *max) {
            at.report(
                "maxContains",
                position,
                format_args!("more than {} that `contains` describes", Count(max, "item")),
                sink,
            )?;
        }
        Ok(())
    }
}
