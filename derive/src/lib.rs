//! `#[derive(Hub)]`: conversions between formats from one declaration.
//!
//! The macro is general: it knows formats by the shapes that generated modules publish, and nothing of what they mean. Its
//! documentation stands at `formwork_runtime::convert`, which exports it.
//!
//! # How it works
//! A derive sees the item that it stands on and nothing else. Each generated type publishes its shape as a `macro_rules!` of
//! its own name, which hands that shape on to whoever calls it. So `hub` expands to a call of the first such macro,
//! which calls `hub_step` with the shape; that calls the next, until all shapes that the declaration speaks of are there.
//! Then `check` compares declaration and shapes, and `emit` writes a function for each ordered pair of formats.
//!
//! | module | what it does |
//! |---|---|
//! | `declare` | attributes to a `Declaration` |
//! | `shape` | a type's shape, and the tree of those that a format needs |
//! | `fetch` | which shape is asked for next |
//! | `check` | what is wrong with a declaration, all of it |
//! | `route` | what fills each leaf of the target, for a pair |
//! | `emit` | Rust for a pair, its needs, the hub's enum of kept values, the crosswalk |
//! | `stand_in` | what keeps the compiler from complaining of more than that |
//! | `variants` | the same for an enum |

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

use proc_macro::TokenStream;

mod check;
mod declare;
mod emit;
mod fetch;
mod problems;
mod route;
mod shape;
#[cfg(test)]
mod snapshots;
mod stand_in;
mod variants;

/// Conversions between the formats that a struct or an enum names. See `formwork_runtime::convert`.
#[proc_macro_derive(Hub, attributes(hub, format, at, read, write, equation, guard, kept, nested))]
pub fn hub(item: TokenStream) -> TokenStream {
    fetch::start(item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// One step of the derive, called with a shape by the macro of a generated type.
#[doc(hidden)]
#[proc_macro]
pub fn hub_step(state: TokenStream) -> TokenStream {
    fetch::step(state.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
