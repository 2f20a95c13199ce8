//! `minItems`, `maxItems`, `uniqueItems`, `contains`, and the walk over an array's items

use super::{Count, Limit, Typed, unique::Unique};
use crate::{Flow, Input, Json, Kind, Kinds, Segment, Sink};

/// The rules for arrays that are not about a single item, with the kinds that are allowed beside them.
#[derive(Clone, Copy, Debug)]
pub struct Array<'s> {
    schema: &'s str,
    typed: Typed<'s>,
    min: Option<Limit<'s, u64>>,
    max: Option<Limit<'s, u64>>,
    unique: Option<Limit<'s, ()>>,
}

impl<'s> Array<'s> {
    /// The schema at `schema` allows arrays only.
    pub const fn at(schema: &'s str) -> Self {
        Self { schema, typed: Typed::at(schema, Kinds::ARRAY), min: None, max: None, unique: None }
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

    /// `uniqueItems`
    #[must_use]
    pub const fn unique_items(mut self) -> Self {
        self.unique = Some(Limit::new((), self.schema));
        self
    }

    /// Reads a value; if it is an array, `item` reads each item, which comes with its index.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline]
    pub fn check<I: Input, S: Sink>(
        &self,
        input: &mut I,
        sink: &mut S,
        mut item: impl FnMut(usize, &mut I, &mut S) -> Flow,
    ) -> Flow {
        if input.kind()? != Kind::Array {
            return self.typed.check(input, sink);
        }
        let position = input.position();
        self.typed.expect(Kind::Array, position, sink)?;
        let mut known = self.unique.map(|_| Unique::new());
        let mut repeated = None;
        let count = input.array(|index, value| {
            if let Some(known) = &mut known
                && !known.insert(value)?
            {
                repeated.get_or_insert(index);
            }
            sink.enter(Segment::Index(index));
            let flow = item(index, value, sink);
            sink.leave();
            flow
        })? as u64;
        if let Some(min) = self.min.filter(|min| count < min.value) {
            let message = format_args!("fewer than {}", Count(min.value, "item"));
            min.report("minItems", position, message, sink)?;
        }
        if let Some(max) = self.max.filter(|max| count > max.value) {
            let message = format_args!("more than {}", Count(max.value, "item"));
            max.report("maxItems", position, message, sink)?;
        }
        if let (Some(unique), Some(index)) = (self.unique, repeated) {
            let message = format_args!("the item {index} equals an earlier one");
            unique.report("uniqueItems", position, message, sink)?;
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
            let message = format_args!("fewer than {} that `contains` describes", Count(self.min, "item"));
            at.report(keyword, position, message, sink)?;
        }
        if let Some(max) = self.max.filter(|max| found > *max) {
            let message = format_args!("more than {} that `contains` describes", Count(max, "item"));
            at.report("maxContains", position, message, sink)?;
        }
        Ok(())
    }
}

/// Equal values hash equally; see [`Json`]'s equality.
impl std::hash::Hash for Json {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Boolean(boolean) => boolean.hash(state),
            Self::Number(number) => number.hash(state),
            Self::String(text) => text.hash(state),
            Self::Array(items) => items.hash(state),
            // The order of members does not count, so that they are hashed sorted.
            Self::Object(object) => {
                let mut members: Vec<_> = object.iter().collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                members.hash(state);
            }
        }
    }
}
