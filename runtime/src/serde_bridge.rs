//! Any serde format as output, and as input by way of a [`Json`] buffer.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, SeqAccess, Visitor},
    ser::{Error as _, SerializeMap, SerializeSeq},
};

use crate::{Check, Decode, Encode, EncodeArray, EncodeObject, Json, Number, NumberRef, Object, Output, from_json};

/// The body of a generated type's `Serialize`: writes what [`Encode`] writes.
///
/// Numbers that serde has no type for (integers past 128 bits, decimals that `f64` rounds) go out as the nearest `f64`:
/// only [`to_vec`](crate::to_vec) and its like are exact.
///
/// # Errors
/// Those of the serializer, and a number that is past the largest `f64`.
pub fn serialize<S: Serializer>(value: &impl Encode, serializer: S) -> Result<S::Ok, S::Error> {
    value.encode(Serde(serializer))
}

/// The body of a generated type's `Deserialize`: reads any JSON value into a buffer and decodes that.
///
/// # Errors
/// Those of the deserializer, and all that the schema forbids.
pub fn deserialize<'de, T: Check + Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = Json::deserialize(deserializer)?;
    from_json(&json).map_err(D::Error::custom)
}

struct Serde<S>(S);

struct Borrowed<'v, T>(&'v T);

impl<T: Encode> Serialize for Borrowed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

impl<S: Serializer> Output for Serde<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type Array = Serde<S::SerializeSeq>;
    type Object = Serde<S::SerializeMap>;

    fn null(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit()
    }

    fn boolean(self, value: bool) -> Result<S::Ok, S::Error> {
        self.0.serialize_bool(value)
    }

    fn number(self, value: NumberRef<'_>) -> Result<S::Ok, S::Error> {
        // `-0`: among serde's types only floats have that sign.
        let is_negative_zero = matches!(value, NumberRef::Text(_)) && value.as_i64() == Some(0);
        if value.is_written_as_integer() && !is_negative_zero {
            if let Some(small) = value.as_i64() {
                return self.0.serialize_i64(small);
            }
            if let Some(unsigned) = value.as_u64() {
                return self.0.serialize_u64(unsigned);
            }
            if let Some(wide) = value.as_i128() {
                return self.0.serialize_i128(wide);
            }
        }
        match value.to_f64() {
            finite if finite.is_finite() => self.0.serialize_f64(finite),
            _ => Err(S::Error::custom("the number is larger than serde's types can hold")),
        }
    }

    fn string(self, value: &str) -> Result<S::Ok, S::Error> {
        self.0.serialize_str(value)
    }

    fn array(self, len: usize) -> Result<Self::Array, S::Error> {
        self.0.serialize_seq(Some(len)).map(Serde)
    }

    fn object(self, len: Option<usize>) -> Result<Self::Object, S::Error> {
        self.0.serialize_map(len).map(Serde)
    }
}

impl<S: SerializeSeq> EncodeArray for Serde<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn item(&mut self, value: &impl Encode) -> Result<(), S::Error> {
        self.0.serialize_element(&Borrowed(value))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

impl<S: SerializeMap> EncodeObject for Serde<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn member(&mut self, name: &str, value: &impl Encode) -> Result<(), S::Error> {
        self.0.serialize_entry(name, &Borrowed(value))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Json, E> {
        Number::from_text(&value.to_string()).map(Json::Number).ok_or_else(|| E::custom("not a number"))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Json, E> {
        Number::from_text(&value.to_string()).map(Json::Number).ok_or_else(|| E::custom("not a number"))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
        Number::try_from(value).map(Json::Number).map_err(|_| E::custom("JSON has no such number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        let mut names = std::collections::HashSet::new();
        while let Some((name, value)) = map.next_entry::<String, Json>()? {
            // The name stays unsaid: the object may be a secret one.
            if !names.insert(name.clone()) {
                return Err(A::Error::custom("the object has a member of this name already"));
            }
            members.push((name, value));
        }
        Ok(Json::Object(members.into_iter().collect::<Object>()))
    }
}

/// Implements serde's traits for types that can check, decode and encode themselves.
///
/// `Serialize` writes what [`Encode`] writes. `Deserialize` reads any value into a buffer first and then decodes that,
/// so that it works with every self-describing format and lets in what the schema accepts and nothing else.
#[macro_export]
macro_rules! impl_serde {
    ($($name:ident),* $(,)?) => {
        $(
            impl $crate::__private::Serialize for $name {
                fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    $crate::serialize(self, serializer)
                }
            }

            impl<'de> $crate::__private::Deserialize<'de> for $name {
                fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    $crate::deserialize(deserializer)
                }
            }
        )*
    };
}
