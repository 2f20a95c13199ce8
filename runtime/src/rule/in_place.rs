//! Subschemas that apply to the value at hand: how deep they go, and how often, is counted.

use super::Evaluated;
use crate::{Flow, Input, Stop};

/// Judges the value that comes next by a subschema of the one that judges it already.
///
/// # Errors
/// `judge` stops, or a limit was reached.
#[inline]
pub fn also<I: Input, T>(input: &mut I, judge: impl FnOnce(&mut I) -> Flow<T>) -> Flow<T> {
    input.budget().enter()?;
    let flow = judge(input);
    input.budget().leave();
    flow
}

/// Whether a subschema accepts the value that comes next, which stays unread.
///
/// # Errors
/// The check came to a limit, so that nobody knows.
#[inline]
pub fn accepts<I: Input>(input: &I, check: impl FnOnce(&mut I) -> Flow) -> Flow<bool> {
    verdict(also(&mut input.clone(), check))
}

/// Notes what a subschema that accepts the value that comes next looks at in it.
///
/// # Errors
/// A limit was reached.
pub fn note<'s, I: Input>(
    input: &I,
    evaluated: &mut Evaluated<'s>,
    note: impl FnOnce(&I, &mut Evaluated<'s>) -> Flow,
) -> Flow {
    also(&mut input.clone(), |input| note(input, evaluated))
}

/// What was found by looking ahead; `otherwise` where the text is none, which reading it will tell.
#[inline]
pub(super) fn verdict_or<T>(flow: Flow<T>, otherwise: T) -> Flow<T> {
    match flow {
        Err(Stop::Rejected) => Ok(otherwise),
        known => known,
    }
}

/// Whether a check accepts its value, from how it ended.
#[inline]
pub(super) fn verdict(flow: Flow) -> Flow<bool> {
    match flow {
        Ok(()) => Ok(true),
        Err(Stop::Rejected) => Ok(false),
        Err(limit) => Err(limit),
    }
}
