//! What a codec says when it cannot.

use alloc::{borrow::Cow, boxed::Box, format, string::String, vec::Vec};
use core::fmt;

/// Why a value does not go over: half a sentence with the place as its subject, such as `is past the year 9999`, and
/// never the value itself.
///
/// A codec of many items, as [`Each`](super::Each) is, has a fault for each item that is bad.
#[derive(Clone, Debug, PartialEq, Eq)]
// In a box, so that what a codec makes of a good value is no larger for it.
pub struct Fault(Box<Parts>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    message: Cow<'static, str>,
    /// The JSON Pointer from the codec's place to the one that is bad, mostly the same.
    at: String,
    more: Vec<Fault>,
}

impl Fault {
    /// A fault of the whole place.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Parts { message: message.into(), at: String::new(), more: Vec::new() }))
    }

    /// A value that the type it is for does not hold. What that type says of it is left out: it may show the value.
    pub(super) fn unfit() -> Self {
        Self::new("is not a value that fits here")
    }

    /// The same fault of the item or member that `token` names, an index or a [`Token`](super::Token).
    #[must_use]
    pub fn at(mut self, token: impl fmt::Display) -> Self {
        self.0.at = format!("/{token}{}", self.0.at);
        for fault in &mut self.0.more {
            fault.0.at = format!("/{token}{}", fault.0.at);
        }
        self
    }

    /// This fault and one more.
    #[must_use]
    pub fn and(mut self, mut other: Self) -> Self {
        let more = core::mem::take(&mut other.0.more);
        self.0.more.push(other);
        self.0.more.extend(more);
        self
    }

    /// What is wrong, and where under the codec's place, for each fault there is.
    pub(super) fn into_parts(self) -> impl Iterator<Item = (String, Cow<'static, str>)> {
        let Parts { at, message, more } = *self.0;
        core::iter::once((at, message)).chain(more.into_iter().map(|fault| (fault.0.at, fault.0.message)))
    }

    fn parts(&self) -> impl Iterator<Item = &Parts> {
        core::iter::once(&*self.0).chain(self.0.more.iter().map(|fault| &*fault.0))
    }
}

/// The half sentence; where there is a place, `/3: ` before it; where there are more, they follow after `; `.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.parts().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            if !fault.at.is_empty() {
                let way = super::pointer::Way { from: Some(&fault.at), to: None };
                write!(f, "{way}: ")?;
            }
            f.write_str(&fault.message)?;
        }
        Ok(())
    }
}

impl core::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_gather() {
        let one = Fault::new("is bad").at(3);
        let two = Fault::new("is worse").at("b").at(4);
        let both = one.and(two.and(Fault::new("is late").at(5))).at("list");
        assert_eq!(both.to_string(), "/list/3: is bad; /list/4/b: is worse; /list/5: is late");
        assert_eq!(both.into_parts().count(), 3);
        assert_eq!(Fault::new("is bad").to_string(), "is bad");
    }
}
