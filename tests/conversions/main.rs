//! `#[derive(Hub)]` on formats that have nothing to do with sessions: made-up invoices.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::missing_panics_doc)]

mod anchors;
pub mod codec;
mod explain;
pub mod hub;
pub mod hygiene;
mod integers;
pub mod invoices;
mod kept;
mod keywords;
mod pairs;
mod problems;
pub mod samples;
mod scalars;
mod times;
