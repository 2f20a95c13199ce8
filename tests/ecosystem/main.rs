//! Generated types among other crates: Rust's own traits, and every serde format.
//!
//! The modules are generated: `cargo run -q -- generate tests/ecosystem/account.schema.json -o tests/ecosystem/account.rs`.

#![allow(clippy::unwrap_used, clippy::panic)]

#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
mod account;
mod formats;
mod traits;

use std::fs;
use std::path::Path;

use formwork::{Options, Source, compile};

#[test]
fn the_module_is_what_is_generated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ecosystem");
    let source = Source::read(folder.join("account.schema.json")).unwrap();
    let made = compile(&source, "", &Options::default()).and_then(|compiled| compiled.rust()).unwrap();
    let committed = fs::read_to_string(folder.join("account.rs")).unwrap();
    assert!(committed == made, "stale; the head of tests/ecosystem/main.rs says how it is made");
}
