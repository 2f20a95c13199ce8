//! Any text as each of the vendors' types: what is decoded is encoded equal, and reads back the same.

#![no_main]

use formwork_runtime::{Rejection, parse};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/support/judge.rs"]
#[allow(dead_code)]
mod judge;

use judge::JUDGES;

fuzz_target!(|bytes: &[u8]| {
    let json = parse(bytes);
    for judge in JUDGES {
        let place = format!("{}{}", judge.vendor, judge.at);
        let (check, decoded) = ((judge.check_slice)(bytes), (judge.from_slice)(bytes));
        assert_eq!(check.is_ok(), decoded.is_ok(), "{place}");
        let Ok(json) = &json else {
            assert!(matches!(check, Err(Rejection::Syntax(_))), "{place}: {check:?}");
            continue;
        };
        assert_eq!((judge.check_json)(json).is_ok(), check.is_ok(), "{place}");
        assert_eq!((judge.from_json)(json).is_ok(), check.is_ok(), "{place}");
        let Ok(decoded) = decoded else {
            assert!(!check.is_err_and(|rejection| rejection.violations().is_empty()), "{place}: no violation is named");
            continue;
        };
        assert!(decoded.reads_back, "{place}");
        assert_eq!(&decoded.json, json, "{place}");
        assert_eq!(parse(&decoded.text).as_ref(), Ok(json), "{place}");
    }
});
