//! What the tests share: the vendors with their schemas, examples and generated types, a reader of JSON text that owes
//! nothing to the library, and a list of failures.

// Each test file uses a part of it, and it is a module of each.
#![allow(dead_code, unused_imports, unreachable_pub, clippy::unwrap_used, clippy::panic)]

mod failures;
mod judge;
mod text;
mod vendor;

pub use failures::Failures;
pub use judge::{Decoded, JUDGES, Judge};
pub use text::{Body, Node, Style, decimal, spelling};
pub use vendor::{Example, Fault, Subject, VENDORS, Vendor, is_required, root};
