//! What newtypes do that borrow from a text: as the others, with a lifetime.

/// The arm of [`newtype!`](crate::newtype) for types with a lifetime: `newtype!(UserName<'a>(Cow<'a, str>), checked text)`.
///
/// They have `TryFrom<&str>` and no `FromStr`, which could not borrow.
#[doc(hidden)]
#[macro_export]
macro_rules! __borrowed_newtype {
    ($life:lifetime $name:ident($inner:ty), $how:ident secret text) => {
        $crate::__borrowed_newtype!(@ways $how $life $name($inner));
        $crate::__borrowed_newtype!(@text $how $life $name($inner) |_this| "[redacted]");
    };
    ($life:lifetime $name:ident($inner:ty), $how:ident text) => {
        $crate::__borrowed_newtype!(@ways $how $life $name($inner));
        $crate::__borrowed_newtype!(@text $how $life $name($inner) |this| &this.0);
    };
    ($life:lifetime $name:ident($inner:ty), $how:ident $(secret)? value) => {
        $crate::__borrowed_newtype!(@ways $how $life $name($inner));
        $crate::__borrowed_newtype!(@reads_like $life $name $inner);
    };

    (@ways free $life:lifetime $name:ident($inner:ty)) => {
        impl<$life> $crate::DecodeBorrowed<$life> for $name<$life> {
            fn decode_borrowed<I: $crate::Lend<$life>>(input: &mut I) -> $crate::Flow<Self> {
                $crate::DecodeBorrowed::decode_borrowed(input).map(Self)
            }
        }

        impl<$life> ::core::convert::From<$inner> for $name<$life> {
            #[inline]
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        $crate::__borrowed_newtype!(@out $life $name($inner));
    };
    (@ways checked $life:lifetime $name:ident($inner:ty)) => {
        impl<$life> $crate::DecodeBorrowed<$life> for $name<$life> {
            fn decode_borrowed<I: $crate::Lend<$life>>(input: &mut I) -> $crate::Flow<Self> {
                $crate::rule::checked::<Self, _, _>(input, $crate::DecodeBorrowed::decode_borrowed).map(Self)
            }
        }

        impl<$life> ::core::convert::TryFrom<$inner> for $name<$life> {
            type Error = $crate::Rejection;

            #[inline]
            fn try_from(value: $inner) -> ::core::result::Result<Self, $crate::Rejection> {
                $crate::check_json::<Self>(&$crate::to_json(&value))?;
                ::core::result::Result::Ok(Self(value))
            }
        }

        $crate::__borrowed_newtype!(@out $life $name($inner));
    };
    (@out $life:lifetime $name:ident($inner:ty)) => {
        impl $crate::Encode for $name<'_> {
            fn encode<O: $crate::Output>(&self, output: O) -> ::core::result::Result<O::Ok, O::Error> {
                $crate::Encode::encode(&self.0, output)
            }
        }

        impl $crate::IntoOwned for $name<'_> {
            type Owned = $name<'static>;

            #[inline]
            fn into_owned(self) -> $name<'static> {
                $name($crate::IntoOwned::into_owned(self.0))
            }
        }

        impl<$life> ::core::convert::From<$name<$life>> for $inner {
            #[inline]
            fn from(value: $name<$life>) -> Self {
                value.0
            }
        }
    };

    (@reads_like $life:lifetime $name:ident $target:ty) => {
        impl<$life> ::core::ops::Deref for $name<$life> {
            type Target = $target;

            #[inline]
            fn deref(&self) -> &$target {
                &self.0
            }
        }

        impl<$life> ::core::convert::AsRef<$target> for $name<$life> {
            #[inline]
            fn as_ref(&self) -> &$target {
                &self.0
            }
        }
    };
    (@text $how:ident $life:lifetime $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::__borrowed_newtype!(@reads_like $life $name str);
        $crate::__borrowed_newtype!(@of_str $how $life $name);

        impl ::core::borrow::Borrow<str> for $name<'_> {
            #[inline]
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Display for $name<'_> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $this = self;
                ::core::fmt::Display::fmt($shown, f)
            }
        }
    };
    (@of_str free $life:lifetime $name:ident) => {
        impl<$life> ::core::convert::From<&$life str> for $name<$life> {
            #[inline]
            fn from(text: &$life str) -> Self {
                Self(text.into())
            }
        }
    };
    (@of_str checked $life:lifetime $name:ident) => {
        impl<$life> ::core::convert::TryFrom<&$life str> for $name<$life> {
            type Error = $crate::Rejection;

            /// Takes the string itself, without quotes.
            #[inline]
            fn try_from(text: &$life str) -> ::core::result::Result<Self, $crate::Rejection> {
                Self::try_from($crate::Cow::Borrowed(text))
            }
        }
    };
}
