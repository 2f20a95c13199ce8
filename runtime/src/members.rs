//! Members of an object by name: those that a schema names no field for, or all of a map.

use alloc::{
    borrow::{Cow, ToOwned},
    string::String,
    vec::Vec,
};
use core::fmt;
use core::hash::{Hash, Hasher};

use crate::{Decode, DecodeBorrowed, Flow, Input, Lend, ObjectWalk, table::Table};

/// Named values in the order in which they came, each name once. The names are owned, or `N`.
///
/// `Debug` shows the names only: what a schema does not speak of may be secret.
#[derive(Clone)]
pub struct Members<T, N = String> {
    members: Vec<(N, T)>,
}

/// Members whose names are borrowed from a text, unless there are escapes in them.
pub type BorrowedMembers<'a, T> = Members<T, Cow<'a, str>>;

impl<T> Members<T> {
    /// No members.
    pub const fn new() -> Self {
        Self { members: Vec::new() }
    }

    /// Decodes the value of the member at hand, which the reader has met for the first time in this object.
    ///
    /// # Errors
    /// The value is not a `T`.
    pub fn decode_member<I: Input>(&mut self, object: &ObjectWalk<'_, I>, input: &mut I) -> Flow
    where
        T: Decode,
    {
        self.members.push((object.name().to_owned(), T::decode(input)?));
        Ok(())
    }
}

impl<'a, T> BorrowedMembers<'a, T> {
    /// Decodes the value of the member at hand, which the reader has met for the first time in this object, and which no
    /// list of names has.
    ///
    /// # Errors
    /// The value is not a `T`.
    pub fn decode_member<I: Lend<'a>>(&mut self, object: &ObjectWalk<'_, I>, input: &mut I) -> Flow
    where
        T: DecodeBorrowed<'a>,
    {
        if self.members.is_empty() {
            self.members.reserve_exact(1);
        }
        self.members.push((object.lent_name(), T::decode_borrowed(input)?));
        Ok(())
    }
}

impl<T, N> Members<T, N> {
    /// How many members there are.
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The same members as others, each still with a name of its own.
    pub(crate) fn map<U, M>(self, other: impl FnMut((N, T)) -> (M, U)) -> Members<U, M> {
        Members { members: self.members.into_iter().map(other).collect() }
    }
}

impl<T, N: AsRef<str>> Members<T, N> {
    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Sets the member of that name, in its place where there is one already, and gives back what it was.
    pub fn insert(&mut self, name: impl Into<N>, value: T) -> Option<T> {
        let name = name.into();
        if let Some((_, old)) = self.members.iter_mut().find(|(key, _)| key.as_ref() == name.as_ref()) {
            return Some(core::mem::replace(old, value));
        }
        self.members.push((name, value));
        None
    }

    /// Takes the member of that name out.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let index = self.members.iter().position(|(key, _)| key.as_ref() == name)?;
        Some(self.members.remove(index).1)
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.members.iter().map(|(key, value)| (key.as_ref(), value))
    }
}

impl<T, N> Default for Members<T, N> {
    fn default() -> Self {
        Self { members: Vec::new() }
    }
}

impl<T: PartialEq, N: AsRef<str>> PartialEq for Members<T, N> {
    /// Members are equal in any order.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && {
            let theirs: Table<_, _> = other.iter().collect();
            self.iter().all(|(name, value)| theirs.get(name).is_some_and(|their| *their == value))
        }
    }
}

impl<T: Eq, N: AsRef<str>> Eq for Members<T, N> {}

impl<T: Hash, N: AsRef<str>> Hash for Members<T, N> {
    /// Members hash equally in any order, so that they are hashed sorted.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut members: Vec<_> = self.iter().collect();
        members.sort_unstable_by_key(|(name, _)| *name);
        members.hash(state);
    }
}

impl<T, N: AsRef<str>> fmt::Debug for Members<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

impl<T> FromIterator<(String, T)> for Members<T> {
    /// The last value of a name wins.
    fn from_iter<I: IntoIterator<Item = (String, T)>>(iter: I) -> Self {
        let mut members = Self::new();
        for (name, value) in iter {
            members.insert(name, value);
        }
        members
    }
}

impl<T, N> IntoIterator for Members<T, N> {
    type Item = (N, T);
    type IntoIter = alloc::vec::IntoIter<(N, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}
