//! A parsed `serde_json::Value` as input.

use std::borrow::Cow;

use serde_json::Value;

use super::{Budget, Input, MAX_DEPTH};
use crate::{Flow, Json, Kind, Limit, Number, NumberRef, Object, Stop};

/// A cursor before a `serde_json::Value`.
///
/// `serde_json` rounds numbers that fit neither `i64`, `u64` nor `f64`; what is judged is the number that is left.
#[derive(Clone, Copy)]
pub struct ValueTree<'a> {
    value: &'a Value,
    depth: u32,
    budget: &'a Budget,
}

impl<'a> ValueTree<'a> {
    /// A cursor before `value`.
    pub const fn new(value: &'a Value, budget: &'a Budget) -> Self {
        Self { value, depth: 0, budget }
    }

    #[inline]
    fn below(self, value: &'a Value) -> Flow<Self> {
        if self.depth < MAX_DEPTH {
            Ok(Self { value, depth: self.depth + 1, ..self })
        } else {
            Err(Stop::Limit(Limit::Depth))
        }
    }
}

impl Input for ValueTree<'_> {
    #[inline]
    fn kind(&mut self) -> Flow<Kind> {
        Ok(match self.value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        })
    }

    fn position(&mut self) -> Option<usize> {
        None
    }

    fn budget(&self) -> &Budget {
        self.budget
    }

    fn null(&mut self) -> Flow {
        self.value.as_null().ok_or(Stop::Rejected)
    }

    fn boolean(&mut self) -> Flow<bool> {
        self.value.as_bool().ok_or(Stop::Rejected)
    }

    fn number<T>(&mut self, read: impl FnOnce(NumberRef<'_>) -> T) -> Flow<T> {
        let Value::Number(number) = self.value else { return Err(Stop::Rejected) };
        if let Some(small) = number.as_i64() {
            return Ok(read(NumberRef::Int(small)));
        }
        // The text is exact whether or not some crate of the build turned on `serde_json/arbitrary_precision`.
        NumberRef::parse(&number.to_string()).map(read).ok_or(Stop::Rejected)
    }

    #[inline]
    fn string(&mut self) -> Flow<Cow<'_, str>> {
        self.value.as_str().map(Cow::Borrowed).ok_or(Stop::Rejected)
    }

    #[inline]
    fn array(&mut self, mut item: impl FnMut(usize, &mut Self) -> Flow) -> Flow<usize> {
        let items = self.value.as_array().ok_or(Stop::Rejected)?;
        self.budget.take()?;
        for (index, value) in items.iter().enumerate() {
            item(index, &mut self.below(value)?)?;
        }
        Ok(items.len())
    }

    #[inline]
    fn object(&mut self, mut member: impl FnMut(&str, &mut Self) -> Flow) -> Flow<usize> {
        let object = self.value.as_object().ok_or(Stop::Rejected)?;
        self.budget.take()?;
        for (name, value) in object {
            member(name, &mut self.below(value)?)?;
        }
        Ok(object.len())
    }

    fn member_text<T>(&self, name: &str, read: impl FnOnce(Option<&str>) -> T) -> Flow<T> {
        Ok(read(self.value.get(name).and_then(Value::as_str)))
    }

    fn has_member(&self, name: &str) -> Flow<bool> {
        Ok(self.value.get(name).is_some())
    }

    fn skip(&mut self) -> Flow {
        Ok(())
    }

    fn json(&mut self) -> Flow<Json> {
        Ok(match self.value {
            Value::Null => Json::Null,
            Value::Bool(boolean) => Json::Boolean(*boolean),
            Value::Number(_) => self.number(|number| Json::Number(Number::from(number)))?,
            Value::String(text) => Json::String(text.clone()),
            Value::Array(_) => {
                let mut items = Vec::new();
                self.array(|_, item| {
                    items.push(item.json()?);
                    Ok(())
                })?;
                Json::Array(items)
            }
            Value::Object(_) => {
                let mut object = Object::new();
                self.object(|name, value| {
                    object.push_new(name.to_owned(), value.json()?);
                    Ok(())
                })?;
                Json::Object(object)
            }
        })
    }
}
