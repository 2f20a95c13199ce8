//! Types that borrow from the text that they were read from, and how they become free of it.

use alloc::{borrow::Cow, boxed::Box, vec::Vec};
use core::str::FromStr;

use crate::{
    AsText, BorrowedMembers, Boxed, DateTime, Decode, Flow, Integer, Kind, Lend, Names, Nullable, Number, RawJson,
    Secret,
};

/// A type that is read from JSON as [`Decode`](crate::Decode) types are, and borrows its texts from the input.
pub trait DecodeBorrowed<'a>: Sized {
    /// Reads one value off `input`.
    ///
    /// # Errors
    /// [`Stop`](crate::Stop) where the value is not one of this type; running the type's [`Check`](crate::Check) says
    /// why.
    fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self>;
}

/// A value that may borrow, and how it lives on when what it borrowed from is gone.
pub trait IntoOwned {
    /// The same type, which borrows nothing.
    type Owned: 'static;

    /// The same value, its texts copied.
    fn into_owned(self) -> Self::Owned;
}

/// Types that borrow nothing, as parts of types that do: they are read as ever, and are their own owned form.
#[macro_export]
macro_rules! unborrowed {
    ($($name:ty),* $(,)?) => {$(
        impl<'a> $crate::DecodeBorrowed<'a> for $name {
            #[inline]
            fn decode_borrowed<I: $crate::Lend<'a>>(input: &mut I) -> $crate::Flow<Self> {
                <Self as $crate::Decode>::decode(input)
            }
        }

        impl $crate::IntoOwned for $name {
            type Owned = Self;

            #[inline]
            fn into_owned(self) -> Self {
                self
            }
        }
    )*};
}

unborrowed!((), bool, Number, Integer, DateTime);

macro_rules! unborrowed_around {
    ($($name:ident<T: $bound:path>;)*) => {$(
        impl<'a, T: $bound + Send + Sync + 'static> DecodeBorrowed<'a> for $name<T> {
            fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
                Self::decode(input)
            }
        }

        impl<T: Send + Sync + 'static> IntoOwned for $name<T> {
            type Owned = Self;

            fn into_owned(self) -> Self {
                self
            }
        }
    )*};
}

// What another crate's type is read from is a text of its own, and such a box holds what lives by itself.
unborrowed_around! {
    AsText<T: FromStr>;
    Boxed<T: Decode>;
}

impl<'a> DecodeBorrowed<'a> for Cow<'a, str> {
    #[inline]
    fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
        input.lent_string()
    }
}

impl<'a> DecodeBorrowed<'a> for RawJson<'a> {
    #[inline]
    fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
        input.lent_json()
    }
}

impl<'a, T: DecodeBorrowed<'a>> DecodeBorrowed<'a> for Vec<T> {
    fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
        let mut items = Self::new();
        let mut array = I::Items::default();
        input.open_array(&mut array)?;
        while input.next_item(&mut array)? {
            if items.is_empty() {
                items.reserve_exact(1);
            }
            items.push(T::decode_borrowed(input)?);
        }
        Ok(items)
    }
}

impl<'a, T: DecodeBorrowed<'a>> DecodeBorrowed<'a> for BorrowedMembers<'a, T> {
    fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
        let mut members = Self::default();
        let mut object = Names::NONE.walk();
        object.open(input)?;
        while object.next(input)?.is_some() {
            members.decode_member(&object, input)?;
        }
        Ok(members)
    }
}

impl<'a, T: DecodeBorrowed<'a>> DecodeBorrowed<'a> for Nullable<T> {
    #[inline]
    fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
        if input.kind()? == Kind::Null {
            return input.null().map(|()| Self::Null);
        }
        T::decode_borrowed(input).map(Self::Value)
    }
}

impl<'a, T: DecodeBorrowed<'a>> DecodeBorrowed<'a> for Secret<T> {
    #[inline]
    fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
        T::decode_borrowed(input).map(Self::new)
    }
}

impl<'a, T: DecodeBorrowed<'a>> DecodeBorrowed<'a> for Box<T> {
    fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
        T::decode_borrowed(input).map(Self::new)
    }
}

impl IntoOwned for Cow<'_, str> {
    type Owned = Cow<'static, str>;

    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(Self::into_owned(self))
    }
}

impl IntoOwned for RawJson<'_> {
    type Owned = RawJson<'static>;

    fn into_owned(self) -> RawJson<'static> {
        Self::into_owned(self)
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<T: IntoOwned> IntoOwned for BorrowedMembers<'_, T> {
    type Owned = BorrowedMembers<'static, T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(|(name, value)| (IntoOwned::into_owned(name), value.into_owned()))
    }
}

impl<T: IntoOwned> IntoOwned for Nullable<T> {
    type Owned = Nullable<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.into_option().map(T::into_owned).into()
    }
}

impl<T: IntoOwned> IntoOwned for Secret<T> {
    type Owned = Secret<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Secret::new(self.into_exposed().into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}
