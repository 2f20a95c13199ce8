//! The schema `false`

use crate::{Fault, Flow, Input, Sink};

/// The schema `false`: no value is allowed here.
#[derive(Clone, Copy, Debug)]
pub struct Never<'s> {
    schema: &'s str,
    keyword: &'s str,
}

impl<'s> Never<'s> {
    /// `keyword` of the schema at `schema` allows nothing, e.g. `additionalProperties: false`.
    pub const fn at(schema: &'s str, keyword: &'s str) -> Self {
        Self { schema, keyword }
    }

    /// Reads a value and reports it.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    pub fn check<I: Input, S: Sink>(&self, input: &mut I, sink: &mut S) -> Flow {
        let position = input.position();
        let message = match self.keyword {
            "additionalProperties" | "unevaluatedProperties" => {
                format_args!("the schema allows no member of this name")
            }
            "items" | "additionalItems" | "unevaluatedItems" => format_args!("the schema allows no item here"),
            _ => format_args!("the schema allows nothing here"),
        };
        sink.report(position, Fault { schema: self.schema, keyword: self.keyword, message })?;
        input.skip()
    }
}
