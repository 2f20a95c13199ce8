//! What the Rust that Formwork generates links.
//!
//! Three traits carry everything: a generated type can [`Check`] a JSON value without building anything, [`Decode`] one
//! while checking it, and [`Encode`] itself. All three are generic over where the JSON comes from ([`Input`]: bytes or
//! a parsed value) and where it goes to ([`Output`]: bytes, a parsed value, any serde format).
//!
//! Most programs need only the functions of this page: [`from_slice`], [`check_slice`], [`to_vec`].
//!
//! ```
//! use formwork_runtime::{parse, to_string};
//!
//! let json = parse(b"[1637262633029.0, 12345678901234567890123, 0.1]")?;
//! assert_eq!(to_string(&json), "[1637262633029.0,12345678901234567890123,0.1]");
//! # Ok::<(), formwork_runtime::SyntaxError>(())
//! ```
//!
//! # Limits
//! Arrays and objects nest [`MAX_DEPTH`] deep at most. A text in which an object names a member twice is rejected by
//! every reader (RFC 7493, section 2.3), and so is a string with a lone surrogate, which Rust's strings cannot hold. A
//! walk reads only so much, see [`Budget`]; [`MAX_IN_PLACE`] subschemas judge a value from inside each other; and a
//! pattern takes only so many steps. At a limit there is no verdict: see [`Rejection::Limit`].

//! # Without `std`
//! With default features off there is no need for `std`, only for `alloc`, here and in generated modules; conversions that
//! are derived need `std`. Two things are slower then: `enum` and `const`
//! with numbers, arrays or objects are parsed again whenever they are checked; and whoever knows the code can choose the
//! items of a long array so that `uniqueItems` compares each with each, as no key is secret.

#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), no_std)]

extern crate alloc;
#[cfg(all(feature = "std", not(test)))]
extern crate std;

mod as_text;
mod borrow;
mod borrowed_newtype;
mod boxed;
mod builder;
mod check;
pub mod convert;
mod decode;
mod encode;
mod entry;
mod format;
#[cfg(feature = "arbitrary")]
mod generate;
mod include;
mod input;
mod json;
#[cfg(feature = "schemars")]
mod json_schema;
#[cfg(feature = "serde_json")]
mod json_value;
mod kind;
mod members;
mod names;
mod newtype;
mod nullable;
mod number;
mod object_walk;
pub mod pattern;
mod raw_json;
mod reject;
pub mod rule;
mod secret;
mod serde_bridge;
mod sink;
mod table;
mod unlisted;

/// What the prelude of `std` has and that of `core` has not, for generated modules in crates that are `no_std`. Where
/// [`include!`](crate::include) or `formwork_macros::schema!` puts a module it is imported already.
///
/// ```
/// mod generated {
///     #[allow(unused_imports)]
///     use formwork_runtime::alloc_prelude::*;
///     // include!("generated/session.rs");
/// }
/// ```
pub mod alloc_prelude {
    pub use alloc::{boxed::Box, string::String, vec::Vec};
}

/// What the macros of this crate expand to.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "arbitrary")]
    pub use arbitrary;
    #[cfg(feature = "proptest")]
    pub use proptest;
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
    #[cfg(feature = "serde_json")]
    pub use serde_json::Value;

    #[cfg(feature = "proptest")]
    pub use crate::generate::strategy;
    #[cfg(feature = "arbitrary")]
    pub use crate::generate::{Contains, Recipe, generate};
    #[cfg(feature = "schemars")]
    pub use crate::json_schema::{json_schema, schema_id};

    pub use crate::names::{Name, entries, slots, slots_for};
}

/// As generated code calls it, which may be in a crate without `std`.
pub use alloc::borrow::Cow;
pub use as_text::AsText;
pub use borrow::{DecodeBorrowed, IntoOwned};
pub use boxed::Boxed;
pub use builder::Unset;
pub use check::{Check, Flow, Limit, Stop};
pub use decode::Decode;
pub use encode::{Encode, EncodeArray, EncodeObject, Output, to_json, to_string, to_vec};
pub use entry::{check_all, check_json, check_slice, collect, from_json, from_slice, from_slice_borrowed, parse};
#[cfg(feature = "serde_json")]
pub use entry::{check_value, from_value};
pub use format::{DateTime, Format, NotADateTime};
#[doc = include_str!("convert/hub.md")]
#[cfg(feature = "derive")]
pub use formwork_derive::Hub;
#[cfg(feature = "serde_json")]
pub use input::ValueTree;
pub use input::{Budget, Bytes, BytesReader, Input, Lend, MAX_DEPTH, MAX_IN_PLACE, Tree};
pub use json::{Json, Object};
pub use kind::{Kind, Kinds};
pub use members::{BorrowedMembers, Members};
pub use names::{NameTable, Names, OTHER, Wanted};
pub use nullable::Nullable;
pub use number::{Integer, NotANumber, NotAnInteger, Number, NumberRef, OutOfRange};
pub use object_walk::ObjectWalk;
pub use raw_json::RawJson;
pub use reject::{Position, Rejection, SyntaxError, Violation};
pub use secret::Secret;
pub use serde_bridge::{deserialize, deserialize_borrowed, serialize};
pub use sink::{Collector, Fault, Segment, Sink, Verdict};
pub use unlisted::{OpenEnum, Unlisted};
