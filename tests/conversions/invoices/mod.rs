//! Four made-up formats of invoices, and values of theirs. The modules are generated from the schemas beside them.

#![allow(clippy::doc_markdown, clippy::unreadable_literal, reason = "the words and the numbers are the schemas'")]

/// Snake case, cents and RFC 3339.
#[rustfmt::skip]
pub mod ledgerly;
/// Flat, Unix seconds and decimal text.
#[rustfmt::skip]
pub mod oldbook;
/// Camel case, nulls and Unix milliseconds.
#[rustfmt::skip]
pub mod paperclip;
/// Rules that span members.
#[rustfmt::skip]
pub mod remit;
/// Unions of what has no type of the format's own.
#[rustfmt::skip]
pub mod scalars;
