//! Any serde format as output, and as input by way of a row of its parts.

use alloc::string::{String, ToString};
use core::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor},
    ser::{Error as _, SerializeMap, SerializeSeq},
};

use crate::{
    Budget, Check, Decode, DecodeBorrowed, Encode, EncodeArray, EncodeObject, Flow, Json, Number, NumberRef, Output,
    entry,
    input::{NoValue, Parts, Tape},
};

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

/// The body of a generated type's `Deserialize`: reads any JSON value into a row of its parts and decodes that. Texts are
/// copied once, into the result, where the format lends them.
///
/// # Errors
/// Those of the deserializer, and all that the schema forbids.
pub fn deserialize<'de, T: Check + Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut parts = Parts::default();
    Value(&mut parts).deserialize(deserializer)?;
    decode(&parts).map_err(D::Error::custom)
}

/// Like [`deserialize`], for a type that borrows what the format lends.
///
/// # Errors
/// Those of the deserializer, and all that the schema forbids.
pub fn deserialize_borrowed<'a, 'de: 'a, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Check + DecodeBorrowed<'a>,
    D: Deserializer<'de>,
{
    let mut parts = Parts::default();
    Value(&mut parts).deserialize(deserializer)?;
    let parts: Parts<'a> = parts;
    decode_with(&parts, |tape| T::decode_borrowed(tape)).map_err(D::Error::custom)
}

/// The part of [`deserialize`] that is the same for every format.
fn decode<T: Check + Decode>(parts: &Parts<'_>) -> Result<T, crate::Rejection> {
    decode_with(parts, |tape| T::decode(tape))
}

fn decode_with<'de, T: Check>(
    parts: &Parts<'de>,
    decode: impl FnOnce(&mut Tape<'_, 'de>) -> Flow<T>,
) -> Result<T, crate::Rejection> {
    let budget = Budget::for_value();
    decode(&mut Tape::new(parts, &budget)).map_err(|stop| {
        let budget = Budget::for_value();
        entry::explain_value::<T, _>(&mut Tape::new(parts, &budget), stop)
    })
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

impl Serialize for crate::RawJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut parts = Parts::default();
        Value(&mut parts).deserialize(deserializer)?;
        let budget = Budget::for_value();
        Self::decode(&mut Tape::new(&parts, &budget)).map_err(|_| D::Error::custom("the value is too large"))
    }
}

/// Writes one value of a serde format into the row.
struct Value<'r, 'de>(&'r mut Parts<'de>);

impl<'de> DeserializeSeed<'de> for Value<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

fn refuse<E: serde::de::Error>(why: NoValue) -> E {
    E::custom(match why {
        NoValue::TooDeep => "arrays and objects nest more than 128 deep",
        // The name stays unsaid: the object may be a secret one.
        NoValue::NameTwice => "the object has a member of this name already",
    })
}

impl<'de> Visitor<'de> for Value<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.boolean(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.number(Number::from(value));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.number(Number::from(value));
        Ok(())
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<(), E> {
        self.0.number(Number::from_text(&value.to_string()).ok_or_else(|| E::custom("not a number"))?);
        Ok(())
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<(), E> {
        self.0.number(Number::from_text(&value.to_string()).ok_or_else(|| E::custom("not a number"))?);
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.0.number(Number::try_from(value).map_err(|_| E::custom("JSON has no such number"))?);
        Ok(())
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.0.borrowed(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.owned(value);
        Ok(())
    }

    fn visit_string<E>(self, value: String) -> Result<(), E> {
        self.0.handed_over(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let open = self.0.begin_array().map_err(refuse)?;
        while seq.next_element_seed(Value(self.0))?.is_some() {}
        self.0.end_array(open);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut names = self.0.begin_object().map_err(refuse)?;
        while map.next_key_seed(Name(self.0))?.is_some() {
            self.0.name_is_new(&mut names).map_err(refuse)?;
            map.next_value_seed(Value(self.0))?;
        }
        self.0.end_object(&names).map_err(refuse)
    }
}

/// Writes the name of a member into the row.
struct Name<'r, 'de>(&'r mut Parts<'de>);

impl<'de> DeserializeSeed<'de> for Name<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.0.borrowed(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.owned(value);
        Ok(())
    }

    fn visit_string<E>(self, value: String) -> Result<(), E> {
        self.0.owned(value);
        Ok(())
    }
}

/// Implements serde's traits for types that can check, decode and encode themselves.
///
/// `Serialize` writes what [`Encode`] writes. `Deserialize` reads any value into a row of its parts and then decodes that,
/// so that it works with every self-describing format and lets in what the schema accepts and nothing else.
///
/// Those behind the word `borrowed:` have a lifetime, and borrow what the format lends.
#[macro_export]
macro_rules! impl_serde {
    (@ $name:ident) => {
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
    };
    (@borrowed $name:ident) => {
        impl $crate::__private::Serialize for $name<'_> {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::serialize(self, serializer)
            }
        }

        impl<'a, 'de: 'a> $crate::__private::Deserialize<'de> for $name<'a> {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::deserialize_borrowed(deserializer)
            }
        }
    };
    (borrowed: $($name:ident),* $(,)?) => {
        $($crate::impl_serde!(@borrowed $name);)*
    };
    ($($name:ident),* $(,)?) => {
        $($crate::impl_serde!(@ $name);)*
    };
}
