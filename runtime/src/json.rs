//! A JSON value that loses nothing: numbers of any size and precision, members in the order in which they came.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::{Kind, Number, table::Table};

/// Any JSON value (RFC 8259), exact where `serde_json::Value` rounds: see [`Number`].
///
/// Equality is that of JSON Schema (2020-12 core, section 4.2.2): numbers by value, objects without regard to order.
/// `Debug` shows the value; where it may be secret, the types that hold it hide it.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number
    Number(Number),
    /// A string
    String(String),
    /// An array
    Array(Vec<Json>),
    /// An object
    Object(Object),
}

/// The members of a JSON object, each name once, in the order in which they came.
#[derive(Clone, Default)]
pub struct Object {
    members: Vec<(String, Json)>,
}

impl Json {
    /// What kind of value this is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Boolean(_) => Kind::Boolean,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The number, if it is one.
    pub const fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// The boolean, if it is one.
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Boolean(boolean) = self { Some(*boolean) } else { None }
    }

    /// The items, if it is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The members, if it is an object.
    pub const fn as_object(&self) -> Option<&Object> {
        if let Self::Object(object) = self { Some(object) } else { None }
    }

    /// The member of that name, if it is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// The value that a JSON Pointer (RFC 6901) leads to.
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        let mut segments = pointer.split('/');
        if segments.next() != Some("") {
            return None;
        }
        segments.try_fold(self, |value, segment| match value {
            Self::Object(object) => object.get(&segment.replace("~1", "/").replace("~0", "~")),
            Self::Array(items) => {
                let plain =
                    segment == "0" || (segment.bytes().all(|b| b.is_ascii_digit()) && !segment.starts_with('0'));
                items.get(segment.parse::<usize>().ok().filter(|_| plain)?)
            }
            _ => None,
        })
    }
}

impl Object {
    /// An object without members.
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
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Sets the member of that name, in its place where there is one already, and gives back what it was.
    pub fn insert(&mut self, name: String, value: Json) -> Option<Json> {
        if let Some((_, old)) = self.members.iter_mut().find(|(key, _)| *key == name) {
            return Some(core::mem::replace(old, value));
        }
        self.members.push((name, value));
        None
    }

    /// Takes the member of that name out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let index = self.members.iter().position(|(key, _)| key == name)?;
        Some(self.members.remove(index).1)
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.members.iter().map(|(key, value)| (key.as_str(), value))
    }

    pub(crate) fn members(&self) -> core::slice::Iter<'_, (String, Json)> {
        self.members.iter()
    }

    /// Adds a member that the caller knows to be new: the reader has seen to it that no name comes twice.
    pub(crate) fn push_new(&mut self, name: String, value: Json) {
        self.members.push((name, value));
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && {
            // Members mostly come in the same order, which makes the search for the partner unnecessary.
            let in_order = self.members.iter().zip(&other.members).all(|(a, b)| a.0 == b.0);
            if in_order {
                self.members.iter().zip(&other.members).all(|(a, b)| a.1 == b.1)
            } else {
                let theirs: Table<_, _> = other.iter().collect();
                self.iter().all(|(name, value)| theirs.get(name).is_some_and(|their| *their == value))
            }
        }
    }
}

/// Equal values hash equally; the order of members does not count.
impl core::hash::Hash for Json {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        core::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Boolean(boolean) => boolean.hash(state),
            Self::Number(number) => number.hash(state),
            Self::String(text) => text.hash(state),
            Self::Array(items) => items.hash(state),
            // The order of members does not count, so that they are hashed sorted.
            Self::Object(object) => {
                let mut members: Vec<_> = object.iter().collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                members.hash(state);
            }
        }
    }
}

impl Eq for Object {}

impl FromIterator<(String, Json)> for Object {
    /// The last value of a name wins, in the place of the first.
    fn from_iter<T: IntoIterator<Item = (String, Json)>>(iter: T) -> Self {
        let mut places = Table::new();
        let mut members: Vec<(String, Json)> = Vec::new();
        for (name, value) in iter {
            let place = *places.entry(name.clone()).or_insert(members.len());
            match members.get_mut(place) {
                Some((_, known)) => *known = value,
                None => members.push((name, value)),
            }
        }
        Self { members }
    }
}

impl IntoIterator for Object {
    type Item = (String, Json);
    type IntoIter = alloc::vec::IntoIter<(String, Json)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(boolean) => write!(f, "{boolean}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::String(text) => write!(f, "{text:?}"),
            Self::Array(items) => f.debug_list().entries(items).finish(),
            Self::Object(object) => object.fmt(f),
        }
    }
}

macro_rules! from {
    ($($source:ty => $variant:ident),* $(,)?) => {
        $(impl From<$source> for Json {
            fn from(value: $source) -> Self {
                Self::$variant(value.into())
            }
        })*
    };
}

from! {
    bool => Boolean, Number => Number, i32 => Number, i64 => Number, u32 => Number, u64 => Number,
    &str => String, String => String, Vec<Json> => Array, Object => Object,
}
