//! Generated types among other crates: Rust's own traits, and every serde format.
//!
//! The modules are generated: `cargo run -q -- generate tests/ecosystem/account.schema.json -o tests/ecosystem/account.rs`.

#![allow(clippy::unwrap_used, clippy::panic)]

#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::struct_field_names, clippy::too_many_lines)]
mod account;
mod arbitrary;
mod builders;
mod formats;
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
mod handmade;
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
mod order;
mod open_enums;
mod replacements;
mod schemas;
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
mod ticket;
mod traits;
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
mod visit;

use std::fs;
use std::path::Path;

use formwork::{Settings, Source, compile};

#[test]
fn the_modules_are_what_is_generated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ecosystem");
    for name in ["account", "order", "ticket", "visit"] {
        let path = folder.join(format!("{name}.schema.json"));
        let settings = Settings::beside(&path.to_string_lossy()).unwrap();
        let compiled = compile(&Source::read(path).unwrap(), "", &settings.options()).unwrap();
        let committed = fs::read_to_string(folder.join(format!("{name}.rs"))).unwrap();
        let made = compiled.rust_with(&settings).unwrap();
        assert!(committed == made, "{name} is stale; the head of tests/ecosystem/main.rs says how it is made");
    }
}
