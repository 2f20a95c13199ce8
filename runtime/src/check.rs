//! The trait that generated validators implement, and how a walk over a value ends.

use crate::{Input, Sink};

/// The walk over a value is over before its end.
///
/// It says nothing more, so that the path on which all is well stays short: the sink knows what was reported, and
/// reading the text once more tells whether it is JSON at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

/// How a step of a walk ends: it goes on, or it stops.
pub type Flow<T = ()> = Result<T, Stop>;

/// A schema that can judge a value.
pub trait Check {
    /// Reads one value off `input` and reports to `sink` what the schema forbids in it.
    ///
    /// # Errors
    /// [`Stop`] when the sink wants no more, or when the input is not JSON.
    fn check<I: Input, S: Sink>(input: &mut I, sink: &mut S) -> Flow;
}
