//! The leaf rules: each keyword's check, once, for generated code and for the interpreter alike.
//!
//! A rule is a constant that knows which part of the schema it stands for. Its builder methods are named after the
//! keywords. They report at the schema that was named last, by `at` or by `from`: a rule may stand for keywords of
//! several schemas that `allOf` or `$ref` brings together.
//!
//! Every `check` reads one value off the input, whether it holds the rule or not, so that a walk that collects goes on.

mod alternatives;
mod array;
mod choice;
mod dispatch;
mod in_place;
mod literals;
mod never;
mod numeric;
mod object;
mod text;
mod typed;
mod unevaluated;
mod unique;

pub use alternatives::{Alternatives, any_of, checked, not, one_of};
pub use array::{Array, Contains, Items};
pub use choice::Choice;
pub use dispatch::{Dispatch, Look};
pub use in_place::{accepts, also, note};
pub use literals::{Allowed, Literals, Values};
pub use never::Never;
pub use numeric::Numeric;
pub use object::{Dependent, Members, Object, has_member};
pub use text::{Text, reads_as};
pub use typed::{Typed, boolean, integer, null, number, string};
pub use unevaluated::{Evaluated, note_items, unevaluated_items, unevaluated_members};
pub use unique::Unique;

use crate::{Fault, Flow, Sink};
pub use crate::{Names, names};

/// A keyword's limit and the schema that sets it.
#[derive(Clone, Copy, Debug)]
struct Limit<'s, T> {
    value: T,
    schema: &'s str,
}

impl<'s, T> Limit<'s, T> {
    const fn new(value: T, schema: &'s str) -> Self {
        Self { value, schema }
    }

    /// Reports that the value at `position` breaks the limit.
    #[cold]
    fn report<S: Sink>(
        &self,
        keyword: &str,
        position: Option<usize>,
        message: core::fmt::Arguments<'_>,
        sink: &mut S,
    ) -> Flow {
        sink.report(position, Fault { schema: self.schema, keyword, message })
    }
}

/// `1 item`, `2 items`.
struct Count(u64, &'static str);

impl core::fmt::Display for Count {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}
