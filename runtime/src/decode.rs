//! The trait that generated decoders implement, and how the types of this crate and of `std` are read.

use alloc::{boxed::Box, string::String, vec::Vec};

use crate::{Boxed, DateTime, Flow, Input, Integer, Json, Kind, Members, Names, Nullable, Number, Secret, Stop};

/// A type that is read from JSON, and only from JSON that its schema accepts.
pub trait Decode: Sized {
    /// Reads one value off `input`.
    ///
    /// # Errors
    /// [`Stop`] where the value is not one of this type; running the type's [`Check`](crate::Check) says why.
    fn decode<I: Input>(input: &mut I) -> Flow<Self>;
}

impl Decode for () {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        input.null()
    }
}

impl Decode for bool {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        input.boolean()
    }
}

impl Decode for Number {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        input.number(|number| Self::from(number))
    }
}

impl Decode for Integer {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        Self::try_from(Number::decode(input)?).map_err(|_| Stop::Rejected)
    }
}

impl Decode for String {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        input.string().map(alloc::borrow::Cow::into_owned)
    }
}

impl Decode for DateTime {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        Self::try_from(String::decode(input)?).map_err(|_| Stop::Rejected)
    }
}

impl Decode for Json {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        input.json()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        let mut items = Self::new();
        let mut array = I::Items::default();
        input.open_array(&mut array)?;
        while input.next_item(&mut array)? {
            items.push(T::decode(input)?);
        }
        Ok(items)
    }
}

impl<T: Decode> Decode for Members<T> {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        let mut members = Self::new();
        let mut object = Names::NONE.walk();
        object.open(input)?;
        while object.next(input)?.is_some() {
            members.decode_member(&object, input)?;
        }
        Ok(members)
    }
}

impl<T: Decode> Decode for Nullable<T> {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        if input.kind()? == Kind::Null {
            return input.null().map(|()| Self::Null);
        }
        T::decode(input).map(Self::Value)
    }
}

impl<T: Decode> Decode for Secret<T> {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        T::decode(input).map(Self::new)
    }
}

impl<T: Decode + Send + Sync> Decode for Boxed<T> {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        T::decode(input).map(Self::new)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode<I: Input>(input: &mut I) -> Flow<Self> {
        T::decode(input).map(Self::new)
    }
}
