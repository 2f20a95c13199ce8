//! The laws of conversions, over payloads that are made from the five schemas: whatever a schema allows, boundaries and
//! odd spellings included. The `jsonschema` crate judges what is made and what comes out, and the handwritten conversions
//! of `tests/oracle` are held against the derived ones.
//!
//! Each law takes some 200 cases from a fixed seed; `FORMWORK_FULL=1` takes ten times as many, `FORMWORK_SEED` others.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::doc_markdown)]

#[path = "../oracle/mod.rs"]
mod oracle;
mod support;

mod accumulation;
mod agreement;
mod closed;
mod guards;
mod leaves;
mod needs;
mod read_write;
mod round_trips;
mod secrecy;
mod shortcut;
mod time;
