//! What the laws are told in: choices, schemas, payloads and conversions of them.

#![allow(unreachable_pub, reason = "nothing of a test is reachable")]

pub mod calendar;
pub mod cross;
pub mod draw;
pub mod format;
pub mod hub;
pub mod instants;
pub mod json;
pub mod make;
pub mod schema;

pub use cross::{Crossing, Giving, PAIRS};
pub use draw::{Draw, Law, hold};
pub use schema::Schema;

/// Fails a law unless something is so.
#[macro_export]
macro_rules! ensure {
    ($so:expr, $($why:tt)+) => {
        if !$so {
            return Err(format!($($why)+));
        }
    };
}
