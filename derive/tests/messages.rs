//! What the derive says where a declaration is wrong, read by a person before it was accepted.
//!
//! `TRYBUILD=overwrite cargo test -p formwork-derive --test messages` accepts what it says now. The formats in
//! `messages/formats` are generated, `shapeless.rs` from `pass.schema.json` and with `--shapes none`:
//! `cargo run -q -- generate derive/tests/messages/formats/cloud.schema.json -o derive/tests/messages/formats/cloud.rs`

#![allow(clippy::expect_used)]

use std::{fs, process::Command};

#[test]
fn messages() {
    trybuild::TestCases::new().compile_fail("tests/messages/*.rs");
}

/// What is said in the compiler's own words, which differ from one to the next.
#[test]
fn messages_of_rustc() {
    let version = Command::new("rustc").arg("--version").output().expect("rustc says its version");
    if version.stdout.starts_with(b"rustc 1.95.") {
        trybuild::TestCases::new().compile_fail("tests/messages/rustc/*.rs");
    }
}

/// What the help says to write compiles where it says to write it.
#[test]
fn help_can_be_pasted() {
    trybuild::TestCases::new().pass("tests/messages/fixed/*.rs");
    for file in fs::read_dir("tests/messages/fixed").expect("there are fixed cases") {
        let file = file.expect("a file").path();
        let name = file.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let source = fs::read_to_string(&file).expect("a source");
        let said = fs::read_to_string(format!("tests/messages/{name}.stderr")).expect("what was said");
        let (pasted, rest): (Vec<&str>, Vec<&str>) = source.lines().partition(|line| line.starts_with("// help: "));
        assert!(!pasted.is_empty(), "{name}: nothing of the help is pasted");
        for line in pasted {
            let text = line.trim_start_matches("// help: ");
            assert!(said.contains(&format!("`{text}`")), "{name}: the help does not say `{text}`");
            assert!(rest.iter().any(|line| line.contains(text)), "{name}: `{text}` is not pasted");
        }
    }
}
