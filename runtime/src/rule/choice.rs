//! `enum` and `const`, where all values are strings

use super::literals::report_values;
use crate::{Flow, Input, Kind, Sink};

/// `enum` or `const` whose values are all strings.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'s> {
    schema: &'s str,
    keyword: &'static str,
    values: &'s [&'s str],
}

impl<'s> Choice<'s> {
    /// The schema at `schema` allows one of `values`, which stand under `enum`.
    pub const fn at(schema: &'s str, values: &'s [&'s str]) -> Self {
        Self { schema, keyword: "enum", values }
    }

    /// The value stands under `const`.
    #[must_use]
    pub const fn constant(mut self) -> Self {
        self.keyword = "const";
        self
    }

    /// Which of the values `text` is.
    #[inline]
    pub fn index_of(&self, text: &str) -> Option<usize> {
        self.values.iter().position(|value| *value == text)
    }

    /// Reads a value and checks that it is one of those allowed.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    #[inline]
    pub fn check<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        let position = input.position();
        if input.is(Kind::String) {
            if self.index_of(&input.string()?).is_some() {
                return Ok(());
            }
        } else {
            input.skip()?;
        }
        report_values(self.schema, self.keyword, position, self.values.iter().map(|value| format!("{value:?}")), sink)
    }
}
