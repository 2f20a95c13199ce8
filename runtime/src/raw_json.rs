//! Any JSON value as the text that it was read from.

use alloc::borrow::Cow;
use core::fmt;
use core::hash::{Hash, Hasher};

use crate::{Json, Kind, SyntaxError, parse, to_string};

/// Any JSON value, as its text: what a type that borrows holds where an owned one holds [`Json`].
///
/// The text was read and found to be JSON; it has no white space around it. It is written as it is, white space inside
/// included. Equality and hashes are those of the value, as in [`Json`]. `Debug` shows the text; where it may be secret,
/// the types that hold it hide it.
///
/// ```
/// use formwork_runtime::{Json, RawJson};
///
/// let raw = RawJson::parse(r#" { "a": 1.0 } "#)?;
/// assert_eq!(raw.as_str(), r#"{ "a": 1.0 }"#);
/// assert_eq!(raw, RawJson::parse(r#"{"a":1}"#)?);
/// assert_eq!(raw.to_json().get("a"), Some(&Json::from(1)));
/// # Ok::<(), formwork_runtime::SyntaxError>(())
/// ```
#[derive(Clone)]
pub struct RawJson<'a>(Cow<'a, str>);

impl<'a> RawJson<'a> {
    /// A text that is known to be JSON.
    pub(crate) const fn known(text: Cow<'a, str>) -> Self {
        Self(text)
    }

    /// The value that a text is.
    ///
    /// # Errors
    /// The text is not JSON, or goes past a limit of the reader.
    pub fn parse(text: &'a str) -> Result<Self, SyntaxError> {
        crate::entry::syntax(text.as_bytes())?;
        Ok(Self(Cow::Borrowed(text.trim_matches([' ', '\n', '\r', '\t']))))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of value this is.
    pub fn kind(&self) -> Kind {
        match self.0.as_bytes().first() {
            Some(b'"') => Kind::String,
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// The value, with everything in it read.
    pub fn to_json(&self) -> Json {
        // The text was read before.
        parse(self.0.as_bytes()).unwrap_or_default()
    }

    /// The same, free of what it was borrowed from.
    pub fn into_owned(self) -> RawJson<'static> {
        RawJson(Cow::Owned(self.0.into_owned()))
    }
}

impl Default for RawJson<'_> {
    /// `null`
    fn default() -> Self {
        Self(Cow::Borrowed("null"))
    }
}

impl From<&Json> for RawJson<'_> {
    fn from(json: &Json) -> Self {
        Self(Cow::Owned(to_string(json)))
    }
}

impl From<Json> for RawJson<'_> {
    fn from(json: Json) -> Self {
        Self::from(&json)
    }
}

impl<'a> TryFrom<&'a str> for RawJson<'a> {
    type Error = SyntaxError;

    fn try_from(text: &'a str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}

impl PartialEq<RawJson<'_>> for RawJson<'_> {
    fn eq(&self, other: &RawJson<'_>) -> bool {
        self.0 == other.0 || (self.kind() == other.kind() && self.to_json() == other.to_json())
    }
}

impl Eq for RawJson<'_> {}

impl Hash for RawJson<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_json().hash(state);
    }
}

impl fmt::Debug for RawJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RawJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
