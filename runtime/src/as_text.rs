//! A type of another crate that stands for a text, and the text.

use alloc::{boxed::Box, string::ToString};
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Deref;
use core::str::FromStr;

use crate::{Decode, Encode, Flow, Input, Output, Stop};

/// A value that was read from a text, and the text as it was written, so that nothing is lost where other texts stand
/// for the same value.
///
/// It reads like the value. Equality and hash are those of the text.
///
/// ```
/// use formwork_runtime::AsText;
///
/// let address: AsText<std::net::Ipv6Addr> = "0:0::1".parse()?;
/// assert!(address.is_loopback());
/// assert_eq!((address.as_str(), AsText::from(*address).as_str()), ("0:0::1", "::1"));
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Clone)]
pub struct AsText<T> {
    text: Box<str>,
    value: T,
}

impl<T> AsText<T> {
    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T> Deref for AsText<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> From<T> for AsText<T> {
    /// The value as it writes itself.
    fn from(value: T) -> Self {
        Self { text: value.to_string().into(), value }
    }
}

impl<T: FromStr> FromStr for AsText<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        Ok(Self { value: text.parse()?, text: text.into() })
    }
}

impl<T: FromStr> Decode for AsText<T> {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        input.string()?.parse().map_err(|_| Stop::Rejected)
    }
}

impl<T> Encode for AsText<T> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.string(&self.text)
    }
}

impl<T> PartialEq for AsText<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for AsText<T> {}

impl<T> Hash for AsText<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Display for AsText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> fmt::Debug for AsText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}
