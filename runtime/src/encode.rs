//! Writing values: one trait for types, one for where the JSON goes.

mod json;
mod text;

use alloc::{borrow::Cow, boxed::Box, string::String, vec::Vec};
pub use json::to_json;
pub use text::{to_string, to_vec};

use crate::{Boxed, DateTime, Integer, Json, Members, Nullable, Number, NumberRef, Object, RawJson, Secret};

/// A type that can be written as JSON. What [`Decode`](crate::Decode) read comes out equal (RFC 8259).
pub trait Encode {
    /// Writes the value to `output`.
    ///
    /// # Errors
    /// Those of the output; writing to memory has none.
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error>;
}

/// Where one JSON value is written to: text, a [`Json`] value, or any serde format.
pub trait Output: Sized {
    /// What is there once the value is written.
    type Ok;
    /// Why writing failed.
    type Error;
    /// Writes the items of an array.
    type Array: EncodeArray<Ok = Self::Ok, Error = Self::Error>;
    /// Writes the members of an object.
    type Object: EncodeObject<Ok = Self::Ok, Error = Self::Error>;

    /// Writes `null`.
    fn null(self) -> Result<Self::Ok, Self::Error>;
    /// Writes `true` or `false`.
    fn boolean(self, value: bool) -> Result<Self::Ok, Self::Error>;
    /// Writes a number.
    fn number(self, value: NumberRef<'_>) -> Result<Self::Ok, Self::Error>;
    /// Writes a string.
    fn string(self, value: &str) -> Result<Self::Ok, Self::Error>;
    /// Begins an array of so many items.
    fn array(self, len: usize) -> Result<Self::Array, Self::Error>;
    /// Begins an object, of so many members where that is known.
    fn object(self, len: Option<usize>) -> Result<Self::Object, Self::Error>;

    /// Writes a value that is JSON text already.
    fn raw(self, value: &RawJson<'_>) -> Result<Self::Ok, Self::Error> {
        value.to_json().encode(self)
    }
}

/// An array that is being written.
pub trait EncodeArray {
    /// What is there once the array is written.
    type Ok;
    /// Why writing failed.
    type Error;

    /// Writes the next item.
    fn item(&mut self, value: &impl Encode) -> Result<(), Self::Error>;
    /// Ends the array.
    fn end(self) -> Result<Self::Ok, Self::Error>;
}

/// An object that is being written.
pub trait EncodeObject {
    /// What is there once the object is written.
    type Ok;
    /// Why writing failed.
    type Error;

    /// Writes the next member.
    fn member(&mut self, name: &str, value: &impl Encode) -> Result<(), Self::Error>;
    /// Ends the object.
    fn end(self) -> Result<Self::Ok, Self::Error>;

    /// Writes the next member, if there is a value.
    fn optional(&mut self, name: &str, value: Option<&impl Encode>) -> Result<(), Self::Error> {
        value.map_or(Ok(()), |value| self.member(name, value))
    }

    /// Writes members that no field is for. A name in `fields` is left out: the field has written it.
    fn rest<T: Encode, N: AsRef<str>>(&mut self, members: &Members<T, N>, fields: &[&str]) -> Result<(), Self::Error> {
        members.iter().filter(|(name, _)| !fields.contains(name)).try_for_each(|(name, value)| self.member(name, value))
    }
}

impl Encode for () {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.null()
    }
}

impl Encode for bool {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.boolean(*self)
    }
}

impl Encode for Number {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.number(self.as_number())
    }
}

impl Encode for Integer {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.number(self.as_number())
    }
}

impl Encode for str {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.string(self)
    }
}

impl Encode for String {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.string(self)
    }
}

impl Encode for Cow<'_, str> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.string(self)
    }
}

impl Encode for RawJson<'_> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.raw(self)
    }
}

impl Encode for DateTime {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        output.string(self.as_str())
    }
}

impl Encode for Json {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        match self {
            Self::Null => output.null(),
            Self::Boolean(boolean) => output.boolean(*boolean),
            Self::Number(number) => output.number(number.as_number()),
            Self::String(text) => output.string(text),
            Self::Array(items) => items.encode(output),
            Self::Object(object) => object.encode(output),
        }
    }
}

impl Encode for Object {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        let mut object = output.object(Some(self.len()))?;
        for (name, value) in self.iter() {
            object.member(name, value)?;
        }
        object.end()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        let mut array = output.array(self.len())?;
        for item in self {
            array.item(item)?;
        }
        array.end()
    }
}

impl<T: Encode, N: AsRef<str>> Encode for Members<T, N> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        let mut object = output.object(Some(self.len()))?;
        object.rest(self, &[])?;
        object.end()
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        match self {
            Self::Null => output.null(),
            Self::Value(value) => value.encode(output),
        }
    }
}

impl<T: Encode> Encode for Secret<T> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        self.expose().encode(output)
    }
}

impl<T: Encode> Encode for Boxed<T> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        (**self).encode(output)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode<O: Output>(&self, output: O) -> Result<O::Ok, O::Error> {
        self.as_ref().encode(output)
    }
}
