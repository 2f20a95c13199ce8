//! What Rust programs expect of newtypes and of enums of strings, written once for all of them.
//!
//! The functions are `#[inline]`: a crate compiles those that it calls, and no others.

/// How values get into a newtype and out of it, and what it does like the value inside.
///
/// ```text
/// newtype!(UserName(String), checked text);        TryFrom, FromStr, Display; reads like a `str`
/// newtype!(Token(String), checked secret text);    the same, but `Display` says `[redacted]`
/// newtype!(Level(Integer), checked number);        TryFrom, FromStr of JSON text, Display; reads like an `Integer`
/// newtype!(Flag(bool), free boolean);              From instead of TryFrom: every value is a valid one
/// newtype!(Expiry(DateTime), free date_time);
/// newtype!(Color(ColorUnchecked), checked choice);
/// newtype!(Tags(Vec<String>), checked value);
/// newtype!(UserName<'a>(Cow<'a, str>), checked text);
/// ```
///
/// All of them get `Decode` and `Encode`, `Deref` and `AsRef` for what is inside, and `From` into it. Those that compare
/// and hash as what is inside can be borrowed as it, so that maps find them.
#[macro_export]
macro_rules! newtype {
    ($name:ident<$life:lifetime>($inner:ty), $($how:ident)+) => {
        $crate::__borrowed_newtype!($life $name($inner), $($how)+);
    };
    ($name:ident($inner:ty), $how:ident secret $kind:ident) => {
        $crate::newtype!(@ways $how $name($inner));
        $crate::newtype!(@$kind $how $name($inner) |_this| "[redacted]");
    };
    ($name:ident($inner:ty), $how:ident choice) => {
        $crate::newtype!(@ways $how $name($inner));
        $crate::newtype!(@choice $how $name($inner) |this| this.0.as_str());
    };
    ($name:ident($inner:ty), $how:ident $kind:ident) => {
        $crate::newtype!(@ways $how $name($inner));
        $crate::newtype!(@$kind $how $name($inner) |this| &this.0);
    };

    // A value of another crate that stands for a text.
    ($name:ident($inner:ty), $how:ident secret as_text $value:ty) => {
        $crate::newtype!(@as_text $name($inner) $value, |_this| "[redacted]");
    };
    ($name:ident($inner:ty), $how:ident as_text $value:ty) => {
        $crate::newtype!(@as_text $name($inner) $value, |this| &this.0);
    };
    (@as_text $name:ident($inner:ty) $value:ty, |$this:ident| $shown:expr) => {
        $crate::newtype!(@ways checked $name($inner));
        $crate::newtype!(@deref $name $inner);
        $crate::newtype!(@as_text $name);
        $crate::newtype!(@borrowed $name str);
        $crate::newtype!(@shown $name |$this| $shown);
        $crate::newtype!(@of_json_string $name);
        $crate::newtype!(@into checked $name($inner) [$value]);
    };

    (@ways free $name:ident($inner:ty)) => {
        impl $crate::Decode for $name {
            fn decode<I: $crate::Input>(input: &mut I) -> $crate::Flow<Self> {
                $crate::Decode::decode(input).map(Self)
            }
        }

        impl ::core::convert::From<$inner> for $name {
            #[inline]
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        $crate::newtype!(@out $name($inner));
    };
    (@ways checked $name:ident($inner:ty)) => {
        impl $crate::Decode for $name {
            fn decode<I: $crate::Input>(input: &mut I) -> $crate::Flow<Self> {
                $crate::rule::checked::<Self, _, _>(input, $crate::Decode::decode).map(Self)
            }
        }

        impl ::core::convert::TryFrom<$inner> for $name {
            type Error = $crate::Rejection;

            #[inline]
            fn try_from(value: $inner) -> ::core::result::Result<Self, $crate::Rejection> {
                $crate::check_json::<Self>(&$crate::to_json(&value))?;
                ::core::result::Result::Ok(Self(value))
            }
        }

        $crate::newtype!(@out $name($inner));
    };
    (@out $name:ident($inner:ty)) => {
        impl $crate::Encode for $name {
            fn encode<O: $crate::Output>(&self, output: O) -> ::core::result::Result<O::Ok, O::Error> {
                $crate::Encode::encode(&self.0, output)
            }
        }

        impl ::core::convert::From<$name> for $inner {
            #[inline]
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };

    (@value $how:ident $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::newtype!(@reads_like $name $inner);
    };
    (@boolean $how:ident $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::newtype!(@reads_like $name $inner);
        $crate::newtype!(@shown $name |$this| $shown);
        $crate::newtype!(@of_json_text $name);
    };
    (@number $how:ident $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::newtype!(@reads_like $name $inner);
        $crate::newtype!(@borrowed $name $inner);
        $crate::newtype!(@shown $name |$this| $shown);
        $crate::newtype!(@of_json_text $name);
        $crate::newtype!(@into $how $name($inner) [i64]);
    };
    (@text $how:ident $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::newtype!(@reads_like $name str);
        $crate::newtype!(@of_text $how $name($inner) |$this| $shown);
    };
    (@date_time $how:ident $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::newtype!(@deref $name $inner);
        $crate::newtype!(@as_text $name);
        $crate::newtype!(@borrowed $name str);
        $crate::newtype!(@shown $name |$this| $shown);
        $crate::newtype!(@of_json_string $name);
    };
    (@choice $how:ident $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::newtype!(@deref $name $inner);
        $crate::newtype!(@as_text $name);
        $crate::newtype!(@shown $name |$this| $shown);
        $crate::newtype!(@of_json_string $name);
    };

    (@deref $name:ident $target:ty) => {
        impl ::core::ops::Deref for $name {
            type Target = $target;

            #[inline]
            fn deref(&self) -> &$target {
                &self.0
            }
        }
    };
    (@reads_like $name:ident $target:ty) => {
        $crate::newtype!(@deref $name $target);

        impl ::core::convert::AsRef<$target> for $name {
            #[inline]
            fn as_ref(&self) -> &$target {
                &self.0
            }
        }
    };
    (@as_text $name:ident) => {
        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.0.as_str()
            }
        }
    };
    // Only for what compares, orders and hashes as the target does.
    (@borrowed $name:ident $target:ty) => {
        impl ::core::borrow::Borrow<$target> for $name {
            #[inline]
            fn borrow(&self) -> &$target {
                ::core::convert::AsRef::as_ref(self)
            }
        }
    };
    (@shown $name:ident |$this:ident| $shown:expr) => {
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $this = self;
                ::core::fmt::Display::fmt($shown, f)
            }
        }
    };
    (@of_json_text $name:ident) => {
        impl ::core::str::FromStr for $name {
            type Err = $crate::Rejection;

            /// Reads JSON text.
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Rejection> {
                $crate::from_slice(text.as_bytes())
            }
        }
    };
    (@of_json_string $name:ident) => {
        impl ::core::str::FromStr for $name {
            type Err = $crate::Rejection;

            /// Takes the string itself, without quotes.
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Rejection> {
                $crate::from_json(&$crate::Json::from(text))
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = $crate::Rejection;

            #[inline]
            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::Rejection> {
                text.parse()
            }
        }
    };
    (@of_text checked $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::newtype!(@borrowed $name str);
        $crate::newtype!(@shown $name |$this| $shown);
        $crate::newtype!(@of_json_string $name);
    };
    (@of_text free $name:ident($inner:ty) |$this:ident| $shown:expr) => {
        $crate::newtype!(@borrowed $name str);
        $crate::newtype!(@shown $name |$this| $shown);
        $crate::newtype!(@into free $name($inner) [&str]);

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }
    };
    (@into free $name:ident($inner:ty) [$source:ty]) => {
        impl ::core::convert::From<$source> for $name {
            #[inline]
            fn from(value: $source) -> Self {
                Self(value.into())
            }
        }
    };
    (@into checked $name:ident($inner:ty) [$source:ty]) => {
        impl ::core::convert::TryFrom<$source> for $name {
            type Error = $crate::Rejection;

            #[inline]
            fn try_from(value: $source) -> ::core::result::Result<Self, $crate::Rejection> {
                Self::try_from(<$inner>::from(value))
            }
        }
    };
}

/// What an enum of strings does beside its `as_str`: `Display`, `AsRef`, and from a string with `FromStr` and `TryFrom`. An
/// `open` one has `From<&str>`, see [`OpenEnum`](crate::OpenEnum).
///
/// It is no `Borrow<str>`: it hashes and orders by its variants.
#[macro_export]
macro_rules! string_enum {
    ($name:ident, secret) => {
        $crate::newtype!(@shown $name |_this| "[redacted]");
        $crate::string_enum!(@ $name);
    };
    ($name:ident) => {
        $crate::newtype!(@shown $name |this| this.as_str());
        $crate::string_enum!(@ $name);
    };
    // Every string is one of its values.
    ($name:ident, open, secret) => {
        $crate::newtype!(@shown $name |_this| "[redacted]");
        $crate::string_enum!(@open $name);
    };
    ($name:ident, open) => {
        $crate::newtype!(@shown $name |this| this.as_str());
        $crate::string_enum!(@open $name);
    };
    (@open $name:ident) => {
        $crate::string_enum!(@text $name);

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::Unlisted::or_listed(text)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            /// Takes the string itself, without quotes.
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }
    };
    (@ $name:ident) => {
        $crate::newtype!(@of_json_string $name);
        $crate::string_enum!(@text $name);
    };
    (@text $name:ident) => {
        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
}

/// A document: what it is parsed from. `FromStr` reads JSON text, `TryFrom` a `serde_json::Value`. A type that borrows has
/// `TryFrom<&str>` of JSON text instead.
#[macro_export]
macro_rules! document {
    (borrowed: $name:ident) => {
        impl<'a> ::core::convert::TryFrom<&'a str> for $name<'a> {
            type Error = $crate::Rejection;

            /// Reads JSON text.
            #[inline]
            fn try_from(text: &'a str) -> ::core::result::Result<Self, $crate::Rejection> {
                $crate::from_slice_borrowed(text.as_bytes())
            }
        }
    };
    ($name:ident, from_str) => {
        $crate::newtype!(@of_json_text $name);
        $crate::document!($name);
    };
    ($name:ident) => {
        $crate::__document_of_value!($name);
    };
}

/// A document from a `serde_json::Value`.
#[cfg(feature = "serde_json")]
#[doc(hidden)]
#[macro_export]
macro_rules! __document_of_value {
    ($name:ident) => {
        impl ::core::convert::TryFrom<&$crate::__private::Value> for $name {
            type Error = $crate::Rejection;

            #[inline]
            fn try_from(value: &$crate::__private::Value) -> ::core::result::Result<Self, $crate::Rejection> {
                $crate::from_value(value)
            }
        }

        impl ::core::convert::TryFrom<$crate::__private::Value> for $name {
            type Error = $crate::Rejection;

            #[inline]
            fn try_from(value: $crate::__private::Value) -> ::core::result::Result<Self, $crate::Rejection> {
                $crate::from_value(&value)
            }
        }
    };
}

/// Without the feature `serde_json` there is none.
#[cfg(not(feature = "serde_json"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __document_of_value {
    ($name:ident) => {};
}
