//! The trait that generated validators implement, and how a walk over a value ends.

use alloc::boxed::Box;
use core::fmt;

use crate::{Boxed, Input, Secret, Sink};

/// The walk over a value is over before its end.
///
/// It says little, so that the path on which all is well stays short: the sink knows what was reported, and reading the
/// text once more tells whether it is JSON at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The sink wants no more, the value is not of the type, or the text is not JSON.
    Rejected,
    /// A limit was reached, so that there is no verdict; nobody may take this for one.
    Limit(Limit),
}

/// A limit that was reached before there was a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Arrays and objects nest deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    Depth,
    /// More subschemas than [`MAX_IN_PLACE`](crate::MAX_IN_PLACE) judge one value and those around it from inside each
    /// other.
    InPlace,
    /// The schema makes the same parts of the value be read too often; see [`Budget`](crate::Budget).
    Work,
    /// A regular expression with look-around or back-references takes too many steps.
    Pattern,
    /// A regular expression is too large to be compiled, or none at all; generated code has none such.
    RefusedPattern,
}

/// How a step of a walk ends: it goes on, or it stops.
pub type Flow<T = ()> = Result<T, Stop>;

/// A schema that can judge a value.
pub trait Check {
    /// Reads one value off `input` and reports to `sink` what the schema forbids in it.
    ///
    /// # Errors
    /// [`Stop`] when the sink wants no more, when the input is not JSON, or at a limit.
    fn check<I: Input, S: Sink>(input: &mut I, sink: &mut S) -> Flow;
}

macro_rules! check_as_inside {
    ($($outer:ident),*) => {
        $(impl<T: Check> Check for $outer<T> {
            fn check<I: Input, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
                T::check(input, sink)
            }
        })*
    };
}

check_as_inside!(Box, Boxed, Secret);

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Depth => "arrays and objects nest more than 128 deep",
            Self::InPlace => "more than 512 subschemas judge the value from inside each other",
            Self::Work => "judging the value takes too much work: the schema's alternatives make it be read too often",
            Self::Pattern => "matching a string with a pattern of the schema takes too many steps",
            Self::RefusedPattern => "a pattern of the schema cannot be compiled",
        })
    }
}
