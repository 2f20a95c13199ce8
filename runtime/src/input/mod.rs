//! Where JSON is read from: a text, or a value that was parsed before.

mod budget;
mod bytes;
mod names;
mod tree;
#[cfg(feature = "serde_json")]
mod value;

pub use budget::{Budget, MAX_IN_PLACE};
pub use bytes::Bytes;
pub(crate) use bytes::special_bytes;
pub use tree::Tree;
#[cfg(feature = "serde_json")]
pub use value::ValueTree;

use std::borrow::Cow;

use crate::{Flow, Json, Kind, NumberRef};

/// How deep arrays and objects may nest, in texts and in parsed values: as deep as `serde_json` reads by default.
pub const MAX_DEPTH: u32 = 128;

/// A cursor before one JSON value. Each method but [`kind`](Input::kind) and [`position`](Input::position) reads that
/// value and leaves the cursor behind it. A clone stays where it is: it is the mark to read the same value twice.
///
/// # Errors
/// Every method stops where the value is of another kind than it reads, is not JSON, or nests too deep.
pub trait Input: Clone {
    /// The kind of the value that comes next.
    fn kind(&mut self) -> Flow<Kind>;

    /// Where the value that comes next begins, in bytes from the start of the text; `None` where there is no text.
    fn position(&mut self) -> Option<usize>;

    /// What is left of the work that reading may take.
    fn budget(&self) -> &Budget;

    /// Reads `null`.
    fn null(&mut self) -> Flow;

    /// Reads `true` or `false`.
    fn boolean(&mut self) -> Flow<bool>;

    /// Reads a number and hands it on.
    fn number<T>(&mut self, read: impl FnOnce(NumberRef<'_>) -> T) -> Flow<T>;

    /// Reads a string.
    fn string(&mut self) -> Flow<Cow<'_, str>>;

    /// Reads an array: `item` reads each item, which comes with its index. Gives the number of items.
    fn array(&mut self, item: impl FnMut(usize, &mut Self) -> Flow) -> Flow<usize>;

    /// Reads an object: `member` reads each member's value, which comes with its name. Gives the number of members.
    fn object(&mut self, member: impl FnMut(&str, &mut Self) -> Flow) -> Flow<usize>;

    /// Hands on the string that the member `name` of the object that comes next holds; `None` where there is no such
    /// object, member or string. Nothing is read.
    fn member_text<T>(&self, name: &str, read: impl FnOnce(Option<&str>) -> T) -> Flow<T>;

    /// Whether the value that comes next is an object with a member of that name. Nothing is read.
    fn has_member(&self, name: &str) -> Flow<bool>;

    /// Reads any value and forgets it. Of a parsed value nobody looks at the parts.
    fn skip(&mut self) -> Flow;

    /// Reads any value and keeps it.
    fn json(&mut self) -> Flow<Json>;
}
