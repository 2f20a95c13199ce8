//! Law 1, and law 2 where the verdict is yes, over payloads that nobody thought of: valid examples, changed a few times.
//!
//! All readers agree, and the `jsonschema` crate with them. Three things are decided before a schema is asked, the same
//! way by every reader of ours, and are told here from the text without the library:
//! - A text in which an object has two members of one name, however spelt, is rejected, also below unknown members.
//! - So is one with a lone surrogate, which no Rust string holds.
//! - So is one that nests deeper than `MAX_DEPTH`.
//!
//! The readings by way of `serde_json` (the oracle, `check_value`, `from_value`, `Deserialize`) are left out where they
//! see another value: a number that `serde_json::Number` does not hold, or a depth at which `serde_json` gives up. Of two
//! members of one name it keeps the last, so that only `Deserialize`, which sees both, is asked there.
//!
//! 256 cases a vendor from a fixed seed; `FORMWORK_FULL=1` makes it 5000.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::cell::Cell;

use formwork_runtime::{Json, MAX_DEPTH, Rejection, Violation};
use proptest::{
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use support::{Body, Node, Style, Subject, Vendor, spelling};

/// `serde_json` reads less deep than this.
const SERDE_JSON_DEPTH: usize = 128;

/// Values to put somewhere, spelt.
const VALUES: [&str; 17] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "\"\"",
    "\"text\"",
    "\"bearer\"",
    "\"totp\"",
    "\"2026-01-08T11:33:27.000Z\"",
    "\"a@example.com\"",
    "[]",
    "[null]",
    "[\"a\",\"b\"]",
    "{}",
    "{\"access_token\":\"t\",\"id\":\"i\"}",
];

/// Numbers of every size and spelling.
const NUMBERS: [&str; 28] = [
    "0",
    "-0",
    "0.0",
    "-0.0",
    "1",
    "1.0",
    "1.5",
    "1e0",
    "1E+2",
    "100e-2",
    "15e-1",
    "1.50",
    "1767866007000.0",
    "1767866007.123456789",
    "9007199254740993",
    "9007199254740993.0",
    "9223372036854775807",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    "123456789012345678901234567890.5",
    "0.1000000000000000055511151231257827021181583404541015625",
    "1e400",
    "-1e400",
    "1e-400",
    "1e99999999999999999999",
    "1e-7",
];

/// What is nearly, or just about, an RFC 3339 date and time.
const TIMES: [&str; 30] = [
    "2024-02-29T12:00:00Z",
    "2023-02-29T12:00:00Z",
    "1900-02-29T12:00:00Z",
    "2000-02-29T12:00:00Z",
    "2026-04-31T12:00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "10000-01-01T00:00:00Z",
    "+002026-01-08T11:33:27Z",
    "2026-1-8T11:33:27Z",
    "2026-01-08",
    "2026-01-08T11:33Z",
    "2026-01-08T11:33:27",
    "2026-01-08 11:33:27Z",
    "2026-01-08t11:33:27z",
    "2026-01-08T11:33:27.Z",
    "2026-01-08T11:33:27,5Z",
    "2026-01-08T11:33:27.1234567890123456789Z",
    "2026-01-08T24:00:00Z",
    "2026-01-08T23:60:00Z",
    "2016-12-31T23:59:60Z",
    "2016-12-31T15:59:60-08:00",
    "2016-12-31T23:58:60Z",
    "2026-01-08T11:33:27+23:59",
    "2026-01-08T11:33:27+24:00",
    "2026-01-08T11:33:27-00:00",
    "2026-01-08T11:33:27+0100",
    "2026-01-08T11:33:27+01",
    "2026-01-08T11:33:2７Z",
    " 2026-01-08T11:33:27Z",
];

/// Names and strings that are easily got wrong, spelt.
const STRINGS: [&str; 20] = [
    "\"\"",
    "\" \"",
    "\"a/b~c\"",
    "\"__proto__\"",
    "\"$ref\"",
    "\"é\"",
    "\"e\\u0301\"",
    "\"\\u0000\"",
    "\"\\ud83d\\ude00\"",
    "\"😀\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\u{2028}\u{feff}\"",
    "\"\u{7f}\u{10ffff}\"",
    "\"ID\"",
    "\"Access_Token\"",
    "\"user\\u0000\"",
    "\"expires_at\"",
    "\"userId\"",
];

/// One change of a payload. Indices are taken modulo what is there.
#[derive(Clone, Debug)]
enum Change {
    /// A member or an item goes.
    Drop(Index),
    /// A value becomes another one.
    Replace(Index, &'static str),
    /// A string becomes a date and time, or nearly one.
    Time(Index, &'static str),
    /// A character of a string becomes another, or goes.
    Edit(Index, Index, Option<char>),
    /// An object gets a member, or an array an item.
    Add(Index, &'static str, &'static str),
    /// A member comes a second time, by the same name, spelt alike or in escapes.
    Duplicate(Index, bool, bool),
    /// A member is called otherwise.
    Rename(Index, &'static str),
    /// A name and a string are spelt in escapes.
    Escape(Index),
    /// A value goes into so many arrays or objects.
    Nest(Index, usize, bool),
    /// A value goes to the place of another.
    Copy(Index, Index),
    /// Members or items come in the opposite order.
    Reverse(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<Index>;
    let deep = prop_oneof![6 => 1..4_usize, 1 => 100..MAX_DEPTH as usize + 6];
    prop_oneof![
        3 => place().prop_map(Change::Drop),
        3 => (place(), select(&VALUES)).prop_map(|(place, value)| Change::Replace(place, value)),
        3 => (place(), select(&NUMBERS)).prop_map(|(place, value)| Change::Replace(place, value)),
        2 => (place(), select(&STRINGS)).prop_map(|(place, value)| Change::Replace(place, value)),
        3 => (place(), select(&TIMES)).prop_map(|(place, time)| Change::Time(place, time)),
        3 => (place(), place(), proptest::option::of(select(&['0', '9', 'Z', '-', ':', '.', 'é', ' '][..])))
            .prop_map(|(place, at, new)| Change::Edit(place, at, new)),
        3 => (place(), select(&STRINGS), select(&VALUES)).prop_map(|(place, name, value)| Change::Add(place, name, value)),
        3 => (place(), select(&STRINGS), select(&NUMBERS)).prop_map(|(place, name, value)| Change::Add(place, name, value)),
        1 => (place(), any::<bool>(), any::<bool>())
            .prop_map(|(place, escaped, first)| Change::Duplicate(place, escaped, first)),
        1 => (place(), select(&STRINGS)).prop_map(|(place, name)| Change::Rename(place, name)),
        4 => place().prop_map(Change::Escape),
        1 => (place(), deep, any::<bool>()).prop_map(|(place, times, arrays)| Change::Nest(place, times, arrays)),
        2 => (place(), place()).prop_map(|(from, to)| Change::Copy(from, to)),
        3 => place().prop_map(Change::Reverse),
    ]
}

/// The same string in `\u` escapes.
fn escaped(raw: &str) -> String {
    let Some(text) = spelling(raw) else { return raw.to_owned() };
    let escapes: Vec<String> = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
    format!("\"{}\"", escapes.concat())
}

fn apply(change: &Change, root: &mut Node) {
    let places = root.places();
    // The value at a place of those that `test` lets through.
    let pick = |index: &Index, root: &mut Node, test: &dyn Fn(&Node) -> bool| {
        let fitting: Vec<&Vec<usize>> = places.iter().filter(|place| test(root.follow(place))).collect();
        (!fitting.is_empty()).then(|| (*index.get(&fitting)).clone())
    };
    let anything = |_: &Node| true;
    let is_string = |node: &Node| matches!(&node.body, Body::Leaf(raw) if raw.starts_with('"'));
    let is_container = |node: &Node| !node.children().is_empty();
    let is_filled_object = |node: &Node| matches!(&node.body, Body::Object(members) if !members.is_empty());
    match change {
        Change::Drop(index) => {
            if let Some([before @ .., last]) = pick(index, root, &anything).as_deref() {
                match &mut root.follow(before).body {
                    Body::Array(items) => drop(items.remove(*last)),
                    Body::Object(members) => drop(members.remove(*last)),
                    Body::Leaf(_) => {}
                }
            }
        }
        Change::Replace(index, value) => {
            if let Some(place) = pick(index, root, &anything) {
                *root.follow(&place) = parse(value);
            }
        }
        Change::Time(index, time) => {
            if let Some(place) = pick(index, root, &is_string) {
                *root.follow(&place) = Node::leaf(format!("\"{time}\""));
            }
        }
        Change::Edit(index, at, new) => {
            let Some(place) = pick(index, root, &is_string) else { return };
            let Body::Leaf(raw) = &mut root.follow(&place).body else { return };
            let Some(mut text) = spelling(raw).filter(|text| !text.is_empty()) else { return };
            let (start, old) = *at.get(&text.char_indices().collect::<Vec<_>>());
            text.replace_range(start..start + old.len_utf8(), &new.map(String::from).unwrap_or_default());
            *raw = serde_json::to_string(&text).unwrap();
        }
        Change::Add(index, name, value) => {
            if let Some(place) = pick(index, root, &|node| !matches!(node.body, Body::Leaf(_))) {
                match &mut root.follow(&place).body {
                    Body::Array(items) => items.push(parse(value)),
                    Body::Object(members) => members.push(((*name).to_owned(), parse(value))),
                    Body::Leaf(_) => {}
                }
            }
        }
        Change::Duplicate(index, in_escapes, first) => {
            let Some(place) = pick(index, root, &is_filled_object) else { return };
            if let Body::Object(members) = &mut root.follow(&place).body {
                let (name, value) = index.get(members).clone();
                let name = if *in_escapes { escaped(&name) } else { name };
                members.insert(if *first { 0 } else { members.len() }, (name, value));
            }
        }
        Change::Rename(index, new) => {
            let Some(place) = pick(index, root, &is_filled_object) else { return };
            if let Body::Object(members) = &mut root.follow(&place).body {
                let at = index.index(members.len());
                (*new).clone_into(&mut members[at].0);
            }
        }
        Change::Escape(index) => {
            if let Some(place) = pick(index, root, &is_filled_object)
                && let Body::Object(members) = &mut root.follow(&place).body
            {
                let at = index.index(members.len());
                members[at].0 = escaped(&members[at].0);
            }
            if let Some(place) = pick(index, root, &is_string)
                && let Body::Leaf(raw) = &mut root.follow(&place).body
            {
                *raw = escaped(raw);
            }
        }
        Change::Nest(index, times, arrays) => {
            let Some(place) = pick(index, root, &anything) else { return };
            let slot = root.follow(&place);
            for _ in 0..*times {
                let inner = std::mem::replace(slot, Node::leaf("null"));
                let outer =
                    if *arrays { Body::Array(vec![inner]) } else { Body::Object(vec![("\"n\"".into(), inner)]) };
                *slot = Node::new(outer);
            }
        }
        Change::Copy(from, to) => {
            if let (Some(from), Some(to)) = (pick(from, root, &anything), pick(to, root, &anything)) {
                let copy = root.follow(&from).clone();
                *root.follow(&to) = copy;
            }
        }
        Change::Reverse(index) => {
            if let Some(place) = pick(index, root, &is_container) {
                match &mut root.follow(&place).body {
                    Body::Array(items) => items.reverse(),
                    Body::Object(members) => members.reverse(),
                    Body::Leaf(_) => {}
                }
            }
        }
    }
}

fn parse(text: &str) -> Node {
    Node::parse(text)
}

/// How often each way was gone, so that the test cannot pass by looking at one kind of payload only.
#[derive(Default)]
struct Tally {
    no_json: Cell<u32>,
    accepted: Cell<u32>,
    rejected: Cell<u32>,
    without_serde_json: Cell<u32>,
}

fn count(cell: &Cell<u32>) {
    cell.set(cell.get() + 1);
}

/// Compares all readers on one text.
fn compare(subject: &Subject, root: &Node, text: &str, tally: &Tally) -> Result<(), String> {
    let (judge, bytes) = (subject.judge, text.as_bytes());
    let eval = subject.compiled.check_all(bytes, 1000);
    let check = (judge.check_all)(bytes, 1000);
    let decoded = (judge.from_slice)(bytes);
    let json = json(text);
    let same = |what: &str, found: &dyn std::fmt::Debug, expected: &dyn std::fmt::Debug| {
        let (found, expected) = (format!("{found:?}"), format!("{expected:?}"));
        if found == expected { Ok(()) } else { Err(format!("{what}\n     found {found}\n  expected {expected}")) }
    };
    same("check and eval", &check, &eval)?;
    same("decode and eval", &decoded.as_ref().map(|_| ()), &eval.as_ref().copied())?;
    same("fast eval", &subject.compiled.check(bytes), &eval)?;
    same("fast check", &(judge.check_slice)(bytes).is_ok(), &eval.is_ok())?;

    let is_json = !root.has_duplicates() && root.is_unicode() && root.depth() <= MAX_DEPTH as usize;
    same("read as Json", &json.is_some(), &is_json)?;
    if !is_json {
        count(&tally.no_json);
        same("rejected as a text", &matches!(eval, Err(Rejection::Syntax(_))), &true)?;
        same("Deserialize", &(judge.deserialize)(bytes).is_ok(), &false)?;
        if let Some(json) = root.to_json() {
            // A check looks only where the schema does; what is decoded could not be written.
            same("decode from a Json that no text gives", &(judge.from_json)(&json).is_ok(), &false)?;
        }
        return Ok(());
    }

    let json = json.unwrap();
    same("the value that was read", &Some(&json), &root.to_json().as_ref())?;
    let bare = |report: &Result<(), Rejection>| -> Vec<Violation> {
        let violations = report.as_ref().err().map_or(&[][..], Rejection::violations);
        violations.iter().map(|violation| Violation { position: None, ..violation.clone() }).collect()
    };
    let by_json = (judge.check_json)(&json);
    same("check of Json", &by_json.is_ok(), &eval.is_ok())?;
    same("report on Json", &bare(&by_json), &bare(&eval))?;
    same("decode from Json", &(judge.from_json)(&json).is_ok(), &eval.is_ok())?;

    if root.fits_serde_json() && root.depth() < SERDE_JSON_DEPTH {
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| format!("serde_json: {error}"))?;
        same("check of Value", &(judge.check_value)(&value).is_ok(), &eval.is_ok())?;
        same("decode from Value", &(judge.from_value)(&value).is_ok(), &eval.is_ok())?;
        same("Deserialize", &(judge.deserialize)(bytes).is_ok(), &eval.is_ok())?;
        same("eval, by the word of the oracle", &eval.is_ok(), &subject.oracle.is_valid(&value))?;
    } else {
        count(&tally.without_serde_json);
    }

    if let Ok(decoded) = decoded {
        count(&tally.accepted);
        let written = String::from_utf8(decoded.text).map_err(|error| error.to_string())?;
        same("written and read", &root.difference(&Node::parse(&written)), &None::<String>)?;
        // Equality of values does not see the order of members, which is the type's own.
        same("written as Json", &(decoded.json == json), &true)?;
        same("what was written reads back", &decoded.reads_back, &true)
    } else {
        count(&tally.rejected);
        let first = (judge.check_slice)(bytes);
        same(
            "report of one",
            &bare(&first).iter().collect::<Vec<_>>(),
            &bare(&check).iter().take(1).collect::<Vec<_>>(),
        )?;
        let placed = Node::parse(text);
        for violation in check.as_ref().err().map_or(&[][..], Rejection::violations) {
            let offset = violation.position.map(|position| position.offset);
            let expected = placed.pointer(&violation.instance).map(|value| value.start);
            same(&format!("position of {violation}"), &offset, &expected)?;
            same("a position", &offset.is_some(), &true)?;
        }
        Ok(())
    }
}

fn json(text: &str) -> Option<Json> {
    formwork_runtime::parse(text.as_bytes()).ok()
}

fn readers_agree_on_mutations_of(name: &'static str) {
    let vendor = Vendor::load(name);
    let seeds: Vec<_> = vendor.examples.iter().filter(|example| example.is_valid).collect();
    let full = std::env::var_os("FORMWORK_FULL").is_some_and(|value| value != "0");
    let cases = if full { 5000 } else { 256 };
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4096, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"formwork formwork formwork form!");
    let tally = Tally::default();
    let styles = select(&[Style::Compact, Style::Lines, Style::Odd][..]);
    let strategy = (any::<Index>(), proptest::collection::vec(change(), 0..5), styles);
    let outcome = TestRunner::new_with_rng(config, rng).run(&strategy, |(seed, changes, style)| {
        let example = seed.get(&seeds);
        let mut root = Node::parse(&example.text);
        for change in &changes {
            apply(change, &mut root);
        }
        let text = root.write(style);
        compare(vendor.subject(&example.at), &root, &text, &tally).map_err(|difference| {
            TestCaseError::fail(format!("{}, judged by {}: {difference}\n{text}", example.path, example.at))
        })
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    for (what, cell, share) in [
        ("no JSON", &tally.no_json, 50),
        ("accepted", &tally.accepted, 4),
        ("rejected", &tally.rejected, 4),
        ("not for serde_json", &tally.without_serde_json, 50),
    ] {
        assert!(cell.get() * share >= cases, "{name}: only {} of {cases} payloads are {what}", cell.get());
    }
}

macro_rules! vendors {
    ($($name:ident),*) => {
        $(
            #[test]
            fn $name() {
                readers_agree_on_mutations_of(stringify!($name));
            }
        )*

        #[test]
        fn every_vendor_is_here() {
            assert_eq!([$(stringify!($name)),*], support::VENDORS);
        }
    };
}

vendors!(supabase, ballware, dotdo, supertokens, auth0);
