//! What conversions between formats are made of: instants and lengths of time, codecs, and the account of what went
//! wrong and what was lost.
//!
//! A *hub* is a struct of yours whose fields, its *slots*, are what several formats have in common. Each format keeps a
//! slot at a *place* of its own and in a spelling of its own, which a *codec* reads and writes: [`UnixSeconds`],
//! [`Rfc3339`], [`NonEmpty`], or a unit struct of yours that implements [`Read`] and [`Write`]. From that a conversion
//! follows for every ordered pair of formats: a [`Convert`] with the values that it [needs](Convert::Needs) from the
//! caller, and with its [`Route`], which tells what it drops and rounds before there is any value.
//!
//! A conversion does not stop at the first thing that is wrong. It writes each into its [`Ledger`] and goes on, and in
//! the end there is either a target or the list of all [`Problems`], each with its place in the source and in the target.
//! What a target lacks, though the source had it, is a [`Lost`]. Neither ever shows a value.
//!
//! This is what a generated conversion does, by hand:
//!
//! ```
//! use formwork_runtime::convert::{Faulted, Ledger, Rfc3339, Timestamp, UnixMillis};
//! use formwork_runtime::{DateTime, Integer};
//!
//! struct Info { time_created: Option<Integer>, expiry: Option<Integer>, tenant: Option<String> }
//! #[derive(Debug)]
//! struct Record { created_at: DateTime, expires_at: DateTime }
//!
//! fn convert(info: Info, ledger: &mut Ledger) -> Result<Record, Faulted> {
//!     let Info { time_created, expiry, tenant } = info;
//!     ledger.dropped("/tenant", tenant.is_some(), "records have no tenants");
//!
//!     let mut instant = |from, to, wire: Option<Integer>| {
//!         let slot = ledger.read_some::<UnixMillis, _, Timestamp>(from, Some(to), wire);
//!         let slot = ledger.require(Some(from), to, slot)?;
//!         ledger.write::<Rfc3339, _, DateTime>(Some(from), to, slot)
//!     };
//!     let created_at = instant("/timeCreated", "/createdAt", time_created);
//!     let expires_at = instant("/expiry", "/expiresAt", expiry);
//!     let (Ok(created_at), Ok(expires_at)) = (created_at, expires_at) else { return Err(Faulted) };
//!     Ok(Record { created_at, expires_at })
//! }
//!
//! let mut ledger = Ledger::new();
//! let good = Info {
//!     time_created: Some(1_709_204_400_001_i64.into()),
//!     expiry: Some(1_709_290_800_000_i64.into()),
//!     tenant: Some("public".into()),
//! };
//! let record = convert(good, &mut ledger)?;
//! assert_eq!(record.created_at.as_str(), "2024-02-29T11:00:00.001Z");
//! assert_eq!(ledger.losses()[0].to_string(), "dropped /tenant: records have no tenants");
//!
//! let bad = Info { time_created: None, expiry: Some(i64::MAX.into()), tenant: None };
//! let mut ledger = Ledger::quiet();
//! assert_eq!(convert(bad, &mut ledger).unwrap_err(), Faulted);
//! assert_eq!(
//!     ledger.fail("supertokens", "dotdo").to_string(),
//!     "supertokens -> dotdo: 2 problems\n  \
//!      1. /timeCreated -> /createdAt: absent, but required here\n  \
//!      2. /expiry -> /expiresAt: is out of the years 0000 to 9999 in milliseconds"
//! );
//! # Ok::<(), Faulted>(())
//! ```
//!
//! # Rounding
//! Numbers and fractions of any length are read exactly and never through floats. Where a format holds less than an
//! instant does, the instant is rounded down, before 1970 too, so that nothing lives longer than it should. No function
//! here asks a clock.

pub mod codec;
mod crosswalk;
mod fault;
mod given;
mod ledger;
mod lost;
mod passage;
mod pointer;
mod problem;
mod relation;
mod span;
mod timestamp;
mod via;

pub use codec::{
    Each, Exposed, First, Millis, NonEmpty, Read, Rfc3339, Same, Seconds, Through, UnixMillis, UnixSeconds, Write,
};
pub use crosswalk::{
    Crosswalk, Drop, Failure, Fill, Give, Need, NestedRoute, Refusal, Rounding, Route, SlotPlace, SlotRow,
};
pub use fault::Fault;
pub use given::{FromGiven, GivenValues, Missing, Unfit};
pub use ledger::{Faulted, Ledger};
pub use lost::{Inexact, Losses, Lost, LostKind};
pub use passage::{differs, differs_if_any, look, look_if_any, map, unless_nothing};
pub use pointer::Token;
pub use problem::{Problem, ProblemKind, Problems};
pub use relation::{after, before, between};
pub use span::{Length, Span};
pub use timestamp::Timestamp;
pub use via::{Convert, Given, Unasked, Via};

#[cfg(feature = "derive")]
#[doc(hidden)]
pub use formwork_derive::hub_step;
