//! Inputs that lend their texts instead of handing out copies.

use alloc::borrow::Cow;

use super::Input;
use crate::{Flow, RawJson};

/// An input whose texts live on for `'a`, longer than the cursor: what is read can borrow them.
pub trait Lend<'a>: Input {
    /// Reads a string: borrowed, unless there are escapes in it.
    fn lent_string(&mut self) -> Flow<Cow<'a, str>>;

    /// Like [`other_name`](Input::other_name): borrowed, unless there are escapes in it.
    fn lent_name(members: &Self::Members) -> Cow<'a, str>;

    /// Reads any value and keeps its text.
    fn lent_json(&mut self) -> Flow<RawJson<'a>>;
}
