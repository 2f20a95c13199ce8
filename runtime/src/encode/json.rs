//! A parsed [`Json`] value as output.

use alloc::{borrow::ToOwned, vec::Vec};
use core::convert::Infallible;

use super::{Encode, EncodeArray, EncodeObject, Output};
use crate::{Json, Number, NumberRef, Object};

/// The value as [`Json`].
pub fn to_json(value: &impl Encode) -> Json {
    let Ok(json) = value.encode(Build);
    json
}

/// Builds one value.
struct Build;

impl Output for Build {
    type Ok = Json;
    type Error = Infallible;
    type Array = Vec<Json>;
    type Object = Object;

    fn null(self) -> Result<Json, Infallible> {
        Ok(Json::Null)
    }

    fn boolean(self, value: bool) -> Result<Json, Infallible> {
        Ok(Json::Boolean(value))
    }

    fn number(self, value: NumberRef<'_>) -> Result<Json, Infallible> {
        Ok(Json::Number(Number::from(value)))
    }

    fn string(self, value: &str) -> Result<Json, Infallible> {
        Ok(Json::from(value))
    }

    fn array(self, len: usize) -> Result<Vec<Json>, Infallible> {
        Ok(Vec::with_capacity(len))
    }

    fn object(self, _: Option<usize>) -> Result<Object, Infallible> {
        Ok(Object::new())
    }
}

impl EncodeArray for Vec<Json> {
    type Ok = Json;
    type Error = Infallible;

    fn item(&mut self, value: &impl Encode) -> Result<(), Infallible> {
        self.push(to_json(value));
        Ok(())
    }

    fn end(self) -> Result<Json, Infallible> {
        Ok(Json::Array(self))
    }
}

impl EncodeObject for Object {
    type Ok = Json;
    type Error = Infallible;

    fn member(&mut self, name: &str, value: &impl Encode) -> Result<(), Infallible> {
        self.push_new(name.to_owned(), to_json(value));
        Ok(())
    }

    fn end(self) -> Result<Json, Infallible> {
        Ok(Json::Object(self))
    }
}
