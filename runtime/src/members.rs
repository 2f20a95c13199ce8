//! Members of an object by name: those that a schema names no field for, or all of a map.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::{Decode, Flow, Input, ObjectWalk};

/// Named values in the order in which they came, each name once.
///
/// `Debug` shows the names only: what a schema does not speak of may be secret.
#[derive(Clone)]
pub struct Members<T> {
    members: Vec<(String, T)>,
}

impl<T> Members<T> {
    /// No members.
    pub const fn new() -> Self {
        Self { members: Vec::new() }
    }

    /// How many members there are.
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Sets the member of that name, in its place where there is one already, and gives back what it was.
    pub fn insert(&mut self, name: impl Into<String>, value: T) -> Option<T> {
        let name = name.into();
        if let Some((_, old)) = self.members.iter_mut().find(|(key, _)| *key == name) {
            return Some(std::mem::replace(old, value));
        }
        self.members.push((name, value));
        None
    }

    /// Takes the member of that name out.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let index = self.members.iter().position(|(key, _)| key == name)?;
        Some(self.members.remove(index).1)
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.members.iter().map(|(key, value)| (key.as_str(), value))
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

impl<T> Default for Members<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> PartialEq for Members<T> {
    /// Members are equal in any order.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && {
            let theirs: std::collections::HashMap<_, _> = other.iter().collect();
            self.iter().all(|(name, value)| theirs.get(name).is_some_and(|their| *their == value))
        }
    }
}

impl<T: Eq> Eq for Members<T> {}

impl<T: Hash> Hash for Members<T> {
    /// Members hash equally in any order, so that they are hashed sorted.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut members: Vec<_> = self.iter().collect();
        members.sort_unstable_by_key(|(name, _)| *name);
        members.hash(state);
    }
}

impl<T> fmt::Debug for Members<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.members.iter().map(|(name, _)| name)).finish()
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

impl<T> IntoIterator for Members<T> {
    type Item = (String, T);
    type IntoIter = std::vec::IntoIter<(String, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}
