//! Any text as a schema: diagnostics or Rust, no panic and no hang. The first byte chooses the draft.

#![no_main]

use formwork::{Draft, Options, Source, compile};
use formwork_runtime::Rejection;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let draft = Draft::ALL.get(usize::from(*first) % 6).copied();
    let options = Options { draft, assert_format: Some(first & 64 == 0), ..Options::default() };
    match compile(&Source::from_text("schema.json", text), "", &options) {
        Err(errors) => assert!(!errors.to_string().is_empty()),
        Ok(compiled) => {
            let rust = compiled.rust().unwrap_or_else(|errors| panic!("{errors}"));
            assert!(syn::parse_file(&rust).is_ok(), "this is no Rust:\n{rust}");
            assert!(rust.contains(compiled.root_type()));
            // The schema is JSON, so that there is an instance at hand.
            let report = compiled.check(text.as_bytes());
            assert!(!matches!(report, Err(Rejection::Syntax(_))), "{report:?}");
            assert_eq!(report.is_ok(), compiled.accepts(text.as_bytes()));
        }
    }
});
