//! `allOf`, `anyOf`, `oneOf`, `not`: several schemas for one value

use crate::{Decode, Fault, Flow, Input, Sink, Stop, Verdict};

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

/// Whether a check accepts its value, from how it ended.
///
/// # Errors
/// The check came to a limit, so that nobody knows.
#[inline]
pub fn accepts(flow: Flow) -> Flow<bool> {
    match flow {
        Ok(()) => Ok(true),
        Err(Stop::Rejected) => Ok(false),
        Err(limit) => Err(limit),
    }
}

/// Reads a value as `T`, if it is one; if not, the input stays before it.
///
/// # Errors
/// Reading came to a limit, so that nobody knows.
#[inline]
pub fn attempt<T: Decode, I: Input>(input: &mut I) -> Flow<Option<T>> {
    let mut attempt = input.clone();
    match T::decode(&mut attempt) {
        Ok(value) => {
            *input = attempt;
            Ok(Some(value))
        }
        Err(Stop::Rejected) => Ok(None),
        Err(limit) => Err(limit),
    }
}

/// Whether the subschema `index` accepts the value that comes next, which stays unread.
fn branch_accepts<A: Alternatives, I: Input>(alternatives: &A, index: usize, input: &I) -> Flow<bool> {
    accepts(alternatives.check(index, &mut input.clone(), &mut Verdict))
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
        if accepts(alternatives.check(index, &mut attempt, &mut Verdict))? {
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
    let mut accepting = None;
    for index in 0..alternatives.count() {
        if !branch_accepts(alternatives, index, input)? {
            continue;
        }
        if let Some(first) = accepting {
            let message = format_args!("fulfils more than one alternative: {first} and {index} (counted from 0)");
            sink.report(input.position(), Fault { schema, keyword: "oneOf", message })?;
            return input.skip();
        }
        accepting = Some(index);
    }
    match accepting {
        Some(_) => input.skip(),
        None => report_none(schema, "oneOf", alternatives, input, sink),
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
    for index in 0..alternatives.count() {
        if branch_accepts(alternatives, index, input)? {
            let message = format_args!("is what the schema under `not` describes");
            sink.report(input.position(), Fault { schema, keyword: "not", message })?;
            break;
        }
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
