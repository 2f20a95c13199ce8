//! `allOf`, `anyOf`, `oneOf`, `not`: several schemas for one value

use crate::{Fault, Flow, Input, Sink, Verdict};

/// The subschemas of one keyword, in the schema's order.
pub trait Alternatives {
    /// How many there are.
    fn count(&self) -> usize;

    /// Reads a value and checks it against the subschema `index`.
    ///
    /// # Errors
    /// The sink wants no more, or the input is not JSON.
    fn check<I: Input, S: Sink>(&self, index: usize, input: &mut I, sink: &mut S) -> Flow;
}

/// Whether the subschema `index` accepts the value that comes next, which stays unread.
fn accepts<A: Alternatives, I: Input>(alternatives: &A, index: usize, input: &I) -> bool {
    alternatives.check(index, &mut input.clone(), &mut Verdict).is_ok()
}

/// `allOf`: reads a value and checks it against every subschema.
///
/// # Errors
/// The sink wants no more, or the input is not JSON.
pub fn all_of<A: Alternatives, I: Input, S: Sink>(alternatives: &A, input: &mut I, sink: &mut S) -> Flow {
    for index in 0..alternatives.count() {
        alternatives.check(index, &mut input.clone(), sink)?;
    }
    input.skip()
}

/// `anyOf` of the schema at `schema`: reads a value that at least one subschema accepts.
///
/// # Errors
/// The sink wants no more, or the input is not JSON.
pub fn any_of<A: Alternatives, I: Input, S: Sink>(schema: &str, alternatives: &A, input: &mut I, sink: &mut S) -> Flow {
    for index in 0..alternatives.count() {
        let mut attempt = input.clone();
        if alternatives.check(index, &mut attempt, &mut Verdict).is_ok() {
            *input = attempt;
            return Ok(());
        }
    }
    report_none(schema, "anyOf", alternatives, input, sink)
}

/// `oneOf` of the schema at `schema`: reads a value that exactly one subschema accepts.
///
/// # Errors
/// The sink wants no more, or the input is not JSON.
pub fn one_of<A: Alternatives, I: Input, S: Sink>(schema: &str, alternatives: &A, input: &mut I, sink: &mut S) -> Flow {
    let mut accepting = (0..alternatives.count()).filter(|index| accepts(alternatives, *index, input));
    match (accepting.next(), accepting.next()) {
        (Some(_), None) => input.skip(),
        (Some(first), Some(second)) => {
            let message = format_args!("fulfils more than one alternative: {first} and {second} (counted from 0)");
            sink.report(input.position(), Fault { schema, keyword: "oneOf", message })?;
            input.skip()
        }
        (None, _) => report_none(schema, "oneOf", alternatives, input, sink),
    }
}

/// `not` of the schema at `schema`: reads a value that no subschema accepts.
///
/// # Errors
/// The sink wants no more, or the input is not JSON.
pub fn none_of<A: Alternatives, I: Input, S: Sink>(
    schema: &str,
    alternatives: &A,
    input: &mut I,
    sink: &mut S,
) -> Flow {
    if (0..alternatives.count()).any(|index| accepts(alternatives, index, input)) {
        let message = format_args!("is what the schema under `not` describes");
        sink.report(input.position(), Fault { schema, keyword: "not", message })?;
    }
    input.skip()
}

/// Reports a value that no alternative accepts, with what each of them has against it.
#[cold]
fn report_none<A: Alternatives, I: Input, S: Sink>(
    schema: &str,
    keyword: &str,
    alternatives: &A,
    input: &mut I,
    sink: &mut S,
) -> Flow {
    let position = input.position();
    let mut forks = Vec::new();
    if S::COLLECTS {
        for index in 0..alternatives.count() {
            let mut fork = sink.fork();
            // That the fork wants no more does not stop the others.
            let _ = alternatives.check(index, &mut input.clone(), &mut fork);
            forks.push(fork);
        }
    }
    let message = format_args!("fulfils none of the alternatives");
    sink.report_alternatives(position, Fault { schema, keyword, message }, forks)?;
    input.skip()
}
