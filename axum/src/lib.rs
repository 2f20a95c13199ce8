//! JSON bodies for axum, checked while they are decoded, and answers in problem details (RFC 9457) where they are wrong.
//!
//! [`Checked<T>`] is an extractor for any type that Formwork generated. A handler with one runs only if the schema
//! accepts the body; otherwise the client is told *everything* that is wrong, with places, as a [`Problem`].
//!
//! ```
//! use axum::{Router, routing::post};
//! use formwork_axum::Checked;
//! # use formwork_runtime::Number;
//! # type Order = Number;
//!
//! async fn order(Checked(order): Checked<Order>) { /* what the schema says of an order holds */ }
//!
//! let app: Router = Router::new().route("/orders", post(order));
//! ```
//!
//! | what is wrong | status | [`kind`] | members |
//! |---|---|---|---|
//! | the schema refuses the body | 422 | [`kind::INVALID`] | `errors`: see [`Problem::invalid`] |
//! | the body is not JSON: syntax, UTF-8, a name twice in an object, deeper than 128, cut short | 400 | [`kind::MALFORMED`] | `line`, `column` |
//! | a limit came before a verdict | 422 | [`kind::LIMIT`] | |
//! | the request does not say that it is JSON | 415 | [`kind::BLANK`] | |
//! | the body is longer than axum's `DefaultBodyLimit` | 413 | [`kind::BLANK`] | |
//! | the body never came whole | 400 | [`kind::BLANK`] | |
//!
//! No answer holds a value of the body. It holds the names of members, in pointers: where names are secret, send
//! `errors` to no one.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod checked;
/// The guide's page, whose examples are compiled.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide/web.md")]
mod guide {}
pub mod kind;
mod problem;

pub use checked::Checked;
pub use problem::Problem;
