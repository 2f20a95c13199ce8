//! Strings that an open enum does not list.

use alloc::{borrow::Cow, string::String};
use core::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
};

use crate::{Names, OTHER};

/// An enum of strings that holds every other string as well, as [`Unlisted`]. Generated code implements it, and
/// [`string_enum!`](crate::string_enum) does the rest.
///
/// ```
/// use formwork_runtime::{Names, OpenEnum, Unlisted, names, string_enum};
///
/// #[derive(Debug, PartialEq)]
/// enum Status {
///     Open,
///     Other(Unlisted<Status>),
/// }
///
/// impl OpenEnum for Status {
///     const TEXTS: Names<'static> = names!["open"];
///
///     fn listed(number: u32) -> Option<Self> {
///         (number == 0).then_some(Self::Open)
///     }
///
///     fn other(text: Unlisted<Self>) -> Self {
///         Self::Other(text)
///     }
/// }
///
/// impl Status {
///     fn as_str(&self) -> &str {
///         match self {
///             Self::Open => "open",
///             Self::Other(text) => text.as_str(),
///         }
///     }
/// }
///
/// string_enum!(Status, open);
///
/// assert_eq!(Status::from("open"), Status::Open);
/// assert_eq!(Status::from("lost").to_string(), "lost");
/// ```
pub trait OpenEnum: Sized {
    /// The strings that have a variant of their own.
    const TEXTS: Names<'static>;

    /// The variant of the string that has this number in [`TEXTS`](Self::TEXTS).
    fn listed(number: u32) -> Option<Self>;

    /// The variant for all other strings.
    fn other(text: Unlisted<Self>) -> Self;
}

/// A string that is none of those which the enum `T` lists, so that no string is two values of the enum.
///
/// It is made with the enum alone: where the enum checks nothing more, `T::from("…")` is the variant that a string has, and
/// holds this where it has none.
pub struct Unlisted<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

impl<T: OpenEnum> Unlisted<T> {
    /// The value that stands for a string. Generated code calls it.
    #[doc(hidden)]
    pub fn or_listed<'a>(text: impl Into<Cow<'a, str>>) -> T {
        let text = text.into();
        let listed = match T::TEXTS.find_alone(&text) {
            OTHER => None,
            number => T::listed(number),
        };
        listed.unwrap_or_else(|| T::other(Self { text: text.into_owned(), of: PhantomData }))
    }
}

impl<T> Unlisted<T> {
    /// The string.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T> AsRef<str> for Unlisted<T> {
    #[inline]
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> fmt::Display for Unlisted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

// A derive would ask all of it of `T`, of which there is no value inside.
impl<T> Clone for Unlisted<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), of: PhantomData }
    }
}

impl<T> fmt::Debug for Unlisted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> PartialEq for Unlisted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Unlisted<T> {}

impl<T> PartialOrd for Unlisted<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Unlisted<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> Hash for Unlisted<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
