//! JSON text as output: compact, in UTF-8.

use alloc::{string::String, vec::Vec};
use core::{convert::Infallible, fmt::Write as _};

use super::{Encode, EncodeArray, EncodeObject, Output};
use crate::{NumberRef, RawJson, input::special_bytes};

/// The value as JSON text in UTF-8, without white space but for what a [`RawJson`] has inside.
pub fn to_vec(value: &impl Encode) -> Vec<u8> {
    to_string(value).into_bytes()
}

/// The value as JSON text, without white space but for what a [`RawJson`] has inside.
pub fn to_string(value: &impl Encode) -> String {
    let mut text = String::with_capacity(128);
    let Ok(()) = value.encode(Text(&mut text));
    text
}

/// Writes one value to the end of a string.
struct Text<'t>(&'t mut String);

/// Writes items or members, with what ends them.
struct Sequence<'t> {
    text: &'t mut String,
    is_empty: bool,
    close: char,
}

impl<'t> Sequence<'t> {
    fn next(&mut self) -> Text<'_> {
        if !self.is_empty {
            self.text.push(',');
        }
        self.is_empty = false;
        Text(self.text)
    }

    fn open(text: &'t mut String, open: char, close: char) -> Self {
        text.push(open);
        Self { text, is_empty: true, close }
    }

    #[allow(clippy::unnecessary_wraps, reason = "the traits want a result")]
    fn close(self) -> Result<(), Infallible> {
        self.text.push(self.close);
        Ok(())
    }
}

impl<'t> Output for Text<'t> {
    type Ok = ();
    type Error = Infallible;
    type Array = Sequence<'t>;
    type Object = Sequence<'t>;

    fn null(self) -> Result<(), Infallible> {
        self.0.push_str("null");
        Ok(())
    }

    fn boolean(self, value: bool) -> Result<(), Infallible> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn number(self, value: NumberRef<'_>) -> Result<(), Infallible> {
        match value {
            NumberRef::Text(text) => self.0.push_str(text),
            // Writing to a string cannot fail.
            other => drop(write!(self.0, "{other}")),
        }
        Ok(())
    }

    fn string(self, value: &str) -> Result<(), Infallible> {
        self.0.push('"');
        let mut rest = value;
        while let Some(at) = first_special(rest.as_bytes()) {
            let (plain, after) = rest.split_at(at);
            self.0.push_str(plain);
            let mut chars = after.chars();
            match chars.next() {
                Some('"') => self.0.push_str("\\\""),
                Some('\\') => self.0.push_str("\\\\"),
                Some('\n') => self.0.push_str("\\n"),
                Some('\r') => self.0.push_str("\\r"),
                Some('\t') => self.0.push_str("\\t"),
                Some(control) => drop(write!(self.0, "\\u{:04x}", u32::from(control))),
                None => {}
            }
            rest = chars.as_str();
        }
        self.0.push_str(rest);
        self.0.push('"');
        Ok(())
    }

    fn raw(self, value: &RawJson<'_>) -> Result<(), Infallible> {
        self.0.push_str(value.as_str());
        Ok(())
    }

    fn array(self, _: usize) -> Result<Sequence<'t>, Infallible> {
        Ok(Sequence::open(self.0, '[', ']'))
    }

    fn object(self, _: Option<usize>) -> Result<Sequence<'t>, Infallible> {
        Ok(Sequence::open(self.0, '{', '}'))
    }
}

/// Where the first character stands that has to be escaped.
#[inline]
fn first_special(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let special = special_bytes(u64::from_le_bytes(*chunk));
        if special != 0 {
            return Some(at + special.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\')).map(|found| at + found)
}

impl EncodeArray for Sequence<'_> {
    type Ok = ();
    type Error = Infallible;

    fn item(&mut self, value: &impl Encode) -> Result<(), Infallible> {
        value.encode(self.next())
    }

    fn end(self) -> Result<(), Infallible> {
        self.close()
    }
}

impl EncodeObject for Sequence<'_> {
    type Ok = ();
    type Error = Infallible;

    fn member(&mut self, name: &str, value: &impl Encode) -> Result<(), Infallible> {
        self.next().string(name)?;
        self.text.push(':');
        value.encode(Text(self.text))
    }

    fn end(self) -> Result<(), Infallible> {
        self.close()
    }
}
