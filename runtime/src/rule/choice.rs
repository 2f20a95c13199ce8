//! `enum` and `const`, where all values are strings

use alloc::format;

use super::literals::report_values;
use crate::{Flow, Input, Kind, Names, OTHER, Sink};

/// `enum` or `const` whose values are all strings.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'s> {
    schema: &'s str,
    keyword: &'static str,
    values: Names<'s>,
}

impl<'s> Choice<'s> {
    /// The schema at `schema` allows one of `values`, which stand under `enum`.
    pub const fn at(schema: &'s str, values: Names<'s>) -> Self {
        Self { schema, keyword: "enum", values }
    }

    /// The value stands under `const`.
    #[must_use]
    pub const fn constant(mut self) -> Self {
        self.keyword = "const";
        self
    }

    /// Reads a value and checks that it is one of those allowed.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "of a parsed value, what is known at compile time leaves a few comparisons"
    )]
    pub fn check<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        if I::IS_PARSED && input.is(Kind::String) && input.string_among(&self.values)? != OTHER {
            return Ok(());
        }
        self.check_whole(input, sink)
    }

    #[inline(never)]
    fn check_whole<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        let position = input.position();
        if input.is(Kind::String) {
            if input.string_among(&self.values)? != OTHER {
                return Ok(());
            }
        } else {
            input.skip()?;
        }
        let values = self.values.texts().map(|value| format!("{value:?}"));
        report_values(self.schema, self.keyword, position, values, sink)
    }
}
