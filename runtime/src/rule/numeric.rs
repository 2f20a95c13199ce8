//! `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`

use core::cmp::Ordering;

use super::{Limit, Typed};
use crate::{Flow, Input, Kind, Kinds, NumberRef, Sink};

/// The rules for numbers, with the kinds that are allowed beside them.
#[derive(Clone, Copy, Debug)]
pub struct Numeric<'s> {
    schema: &'s str,
    typed: Typed<'s>,
    minimum: Option<Limit<'s, NumberRef<'s>>>,
    exclusive_minimum: Option<Limit<'s, NumberRef<'s>>>,
    maximum: Option<Limit<'s, NumberRef<'s>>>,
    exclusive_maximum: Option<Limit<'s, NumberRef<'s>>>,
    multiple_of: Option<Limit<'s, NumberRef<'s>>>,
}

impl<'s> Numeric<'s> {
    /// The schema at `schema` allows values of these kinds; of those only numbers are looked at further.
    pub const fn at(schema: &'s str, kinds: Kinds) -> Self {
        Self {
            schema,
            typed: Typed::at(schema, kinds),
            minimum: None,
            exclusive_minimum: None,
            maximum: None,
            exclusive_maximum: None,
            multiple_of: None,
        }
    }

    /// What is set from here on stands in the schema at `schema`.
    #[must_use]
    pub const fn from(mut self, schema: &'s str) -> Self {
        self.schema = schema;
        self
    }

    /// `minimum`
    #[must_use]
    pub const fn minimum(mut self, limit: NumberRef<'s>) -> Self {
        self.minimum = Some(Limit::new(limit, self.schema));
        self
    }

    /// `exclusiveMinimum`
    #[must_use]
    pub const fn exclusive_minimum(mut self, limit: NumberRef<'s>) -> Self {
        self.exclusive_minimum = Some(Limit::new(limit, self.schema));
        self
    }

    /// `maximum`
    #[must_use]
    pub const fn maximum(mut self, limit: NumberRef<'s>) -> Self {
        self.maximum = Some(Limit::new(limit, self.schema));
        self
    }

    /// `exclusiveMaximum`
    #[must_use]
    pub const fn exclusive_maximum(mut self, limit: NumberRef<'s>) -> Self {
        self.exclusive_maximum = Some(Limit::new(limit, self.schema));
        self
    }

    /// `multipleOf`
    #[must_use]
    pub const fn multiple_of(mut self, divisor: NumberRef<'s>) -> Self {
        self.multiple_of = Some(Limit::new(divisor, self.schema));
        self
    }

    /// Reads a value and checks it.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "of a parsed value, what is known at compile time leaves a few comparisons"
    )]
    pub fn check<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        if I::IS_PARSED {
            if !input.is(Kind::Number) {
                return self.typed.check(input, sink);
            }
            if input.number(|number| matches!(number, NumberRef::Int(small) if self.allows_small(small)))? {
                return Ok(());
            }
        }
        self.check_whole(input, sink)
    }

    #[inline(never)]
    fn check_whole<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        if !input.is(Kind::Number) {
            return self.typed.check(input, sink);
        }
        let position = input.position();
        input.number(|number| {
            if let Some(found) = self.typed.forbids(number) {
                return self.typed.report(position, found, sink);
            }
            self.check_number(number, position, sink)
        })?
    }

    /// Whether an integer is allowed for sure: all limits are small integers too.
    #[inline]
    const fn allows_small(&self, number: i64) -> bool {
        let at_least = match &self.minimum {
            Some(Limit { value: NumberRef::Int(limit), .. }) => number >= *limit,
            limit => limit.is_none(),
        };
        let more_than = match &self.exclusive_minimum {
            Some(Limit { value: NumberRef::Int(limit), .. }) => number > *limit,
            limit => limit.is_none(),
        };
        let at_most = match &self.maximum {
            Some(Limit { value: NumberRef::Int(limit), .. }) => number <= *limit,
            limit => limit.is_none(),
        };
        let less_than = match &self.exclusive_maximum {
            Some(Limit { value: NumberRef::Int(limit), .. }) => number < *limit,
            limit => limit.is_none(),
        };
        self.typed.admits(Kind::Number) && at_least && more_than && at_most && less_than && self.multiple_of.is_none()
    }

    fn check_number<S: Sink>(&self, number: NumberRef<'_>, position: Option<usize>, sink: &mut S) -> Flow {
        use Ordering::{Equal, Greater, Less};
        let bounds: [(_, _, &str, &[Ordering]); 4] = [
            (self.minimum, "minimum", "less than", &[Less]),
            (self.exclusive_minimum, "exclusiveMinimum", "not more than", &[Less, Equal]),
            (self.maximum, "maximum", "more than", &[Greater]),
            (self.exclusive_maximum, "exclusiveMaximum", "not less than", &[Greater, Equal]),
        ];
        for (limit, keyword, relation, forbidden) in bounds {
            if let Some(limit) = limit.filter(|limit| forbidden.contains(&number.compare(limit.value))) {
                limit.report(keyword, position, format_args!("{relation} {}", limit.value), sink)?;
            }
        }
        match self.multiple_of.filter(|divisor| !number.is_multiple_of(divisor.value)) {
            Some(divisor) => {
                divisor.report("multipleOf", position, format_args!("not a multiple of {}", divisor.value), sink)
            }
            None => Ok(()),
        }
    }
}
