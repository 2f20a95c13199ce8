//! The reader of bytes beside `serde_json` and beside the reader of the tests: which texts are JSON, and what they hold.

#![no_main]

use formwork_runtime::{MAX_DEPTH, parse, to_string};
use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;

#[path = "../../tests/support/text.rs"]
#[allow(dead_code)]
mod text;

use text::Node;

fuzz_target!(|bytes: &[u8]| {
    let ours = parse(bytes);
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
    else {
        assert!(ours.is_err(), "this is no JSON");
        return;
    };
    // The reader of the tests walks down the stack, and holds exponents in an `i128`.
    if bytes.iter().filter(|byte| b"[{".contains(byte)).count() > 1000 || has_long_exponent(text) {
        return;
    }
    let node = Node::parse(text);
    let is_ours = !node.has_duplicates() && node.is_unicode() && node.depth() <= MAX_DEPTH as usize;
    assert_eq!(ours.is_ok(), is_ours, "{ours:?}");
    if let Ok(json) = ours {
        assert_eq!(Some(&json), node.to_json().as_ref());
        let written = to_string(&json);
        assert_eq!(parse(written.as_bytes()).as_ref(), Ok(&json));
        assert_eq!(node.difference(&Node::parse(&written)), None);
    }
});

fn has_long_exponent(text: &str) -> bool {
    let digits = |rest: &str| rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    text.split(['e', 'E']).skip(1).any(|rest| digits(rest) > 25)
}
