//! The three front doors as strangers go through them: crates of their own, outside the workspace, that are built by Cargo
//! without a network. What is compiled for one is there for the next: they share a target folder.

#![allow(clippy::unwrap_used, clippy::panic)]

mod alike;
mod broken;
mod macros;
mod no_std;
mod project;
mod rebuilds;
mod written;
