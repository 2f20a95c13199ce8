//! Where JSON is read from: a text, or a value that was parsed before.

mod budget;
mod bytes;
mod lend;
mod repeats;
mod tape;
mod tree;
#[cfg(feature = "serde_json")]
mod value;

use alloc::{
    borrow::{Cow, ToOwned},
    vec::Vec,
};
pub use budget::{Budget, MAX_IN_PLACE};
pub use bytes::{Bytes, BytesReader};
pub(crate) use bytes::{special_bytes, specials};
pub use lend::Lend;
pub(crate) use tape::{NoValue, Parts, Tape};
pub use tree::Tree;
#[cfg(feature = "serde_json")]
pub use value::ValueTree;

use crate::{Flow, Json, Kind, Names, Number, NumberRef, Object};

/// How deep arrays and objects may nest, in texts and in parsed values: as deep as `serde_json` reads by default.
pub const MAX_DEPTH: u32 = 128;

/// A cursor before one JSON value. Each method that reads leaves the cursor behind the value. A clone stays where it
/// is: it is the mark to read the same value twice.
///
/// Arrays and objects are read in steps: [`open_array`](Input::open_array) or [`open_object`](Input::open_object) goes
/// in, each [`next_item`](Input::next_item) or [`next_member`](Input::next_member) leads before the next value, which
/// has to be read, and the last one leads out.
///
/// # Errors
/// Every method stops where the value is of another kind than it reads, is not JSON, or nests too deep.
pub trait Input: Clone {
    /// How far the walk through an array has come; by default it has not begun.
    type Items: Default;

    /// How far the walk through an object has come; by default it has not begun.
    type Members: Default;

    /// Whether values are parsed already: no object has a name twice, and nothing is read by skipping a value.
    const IS_PARSED: bool = false;

    /// The kind of the value that comes next.
    fn kind(&self) -> Flow<Kind>;

    /// Whether the value that comes next is of that kind, by its first byte.
    fn is(&self, kind: Kind) -> bool;

    /// Where the value that comes next begins, in bytes from the start of the text; `None` where there is no text.
    fn position(&self) -> Option<usize>;

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

    /// Reads a string and gives its number in `texts`, [`OTHER`](crate::OTHER) where it has none.
    fn string_among(&mut self, texts: &Names<'_>) -> Flow<u32> {
        self.string().map(|text| texts.find_alone(&text))
    }

    /// Goes into an array.
    fn open_array(&mut self, items: &mut Self::Items) -> Flow;

    /// Goes before the next item of an array, or behind the array, if there is none left.
    fn next_item(&mut self, items: &mut Self::Items) -> Flow<bool>;

    /// Goes into an object.
    fn open_object(&mut self, members: &mut Self::Members) -> Flow;

    /// Goes before the value of the next member of an object and gives the member's number in `names`
    /// ([`OTHER`](crate::OTHER) where it has none), or behind the object, if no member is left. That a name of the list
    /// comes twice is for the caller to see.
    fn next_member(&mut self, members: &mut Self::Members, names: &Names<'_>) -> Flow<Option<u32>>;

    /// The name of the member whose value comes next, which is not in the list that
    /// [`next_member`](Input::next_member) was given.
    fn other_name(members: &Self::Members) -> &str;

    /// Notes that the member at hand was met, whose number in the list is 64 or more; there are `count` names. False if
    /// it was met before.
    fn note(members: &mut Self::Members, number: u32, count: usize) -> bool;

    /// Whether a member was met whose number in the list is 64 or more, when all were read.
    fn was_noted(members: &Self::Members, names: &Names<'_>, number: u32) -> bool;

    /// Looks at the members of the object that comes next, which stays unread; there is one. `on_tag` is told the string
    /// that the first of `names` holds (if `has_tag`; `None` where there is no such member or string) and says whether
    /// to look on. Gives which of the first 64 names are there, each as the bit of its number, if all were looked at.
    fn look(
        &self,
        names: &Names<'_>,
        has_tag: bool,
        on_tag: &mut impl FnMut(Option<&str>) -> bool,
    ) -> Flow<Option<u64>>;

    /// Whether the value that comes next is an object with a member of that name. Nothing is read.
    fn has_member(&self, name: &str) -> Flow<bool>;

    /// Reads a value of this kind and forgets it; false if it is of another kind, and stays unread. Of a parsed value
    /// nobody looks at the parts.
    fn skip_if(&mut self, kind: Kind) -> Flow<bool>;

    /// Reads any value and forgets it. Of a parsed value nobody looks at the parts.
    fn skip(&mut self) -> Flow;

    /// Reads any value and keeps it.
    fn json(&mut self) -> Flow<Json> {
        Ok(match self.kind()? {
            Kind::Null => self.null().map(|()| Json::Null)?,
            Kind::Boolean => Json::Boolean(self.boolean()?),
            Kind::Number => Json::Number(self.number(|number| Number::from(number))?),
            Kind::String => Json::String(self.string()?.into_owned()),
            Kind::Array => {
                let (mut items, mut array) = (Vec::new(), Self::Items::default());
                self.open_array(&mut array)?;
                while self.next_item(&mut array)? {
                    items.push(self.json()?);
                }
                Json::Array(items)
            }
            Kind::Object => {
                let (mut object, mut members) = (Object::new(), Self::Members::default());
                self.open_object(&mut members)?;
                while self.next_member(&mut members, &Names::NONE)?.is_some() {
                    let name = Self::other_name(&members).to_owned();
                    object.push_new(name, self.json()?);
                }
                Json::Object(object)
            }
        })
    }
}
