//! Types that borrow, made by the macro from the vendors' schemas, the shapes of every kind and some more: what they read,
//! what they borrow of it, and that they are otherwise as those that own their strings.

#![allow(clippy::unwrap_used, clippy::panic)]

mod lent;
mod modules;
mod refused;
mod vendors;
