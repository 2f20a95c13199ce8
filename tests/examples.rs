//! Laws 1 and 2 over the vendors' examples: every reader gives the verdict of the table, what was decoded is written
//! equal, and what is reported is what the table says, in the same words whoever reports it, and points to the value.
//!
//! A new case is a new file in `schemas/<vendor>/examples` with its entry in `expected.json`; nothing to do here.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::{collections::BTreeSet, fs};

use formwork_runtime::{Json, Rejection, Violation};
use support::{Example, Failures, Fault, JUDGES, Node, Subject, VENDORS, Vendor, root};

/// More than any example has.
const ALL: usize = 1000;

fn for_each(valid: bool, mut test: impl FnMut(&Vendor, &Example, &Subject, &mut Failures)) {
    let mut failures = Failures::default();
    for vendor in Vendor::all() {
        for example in vendor.examples.iter().filter(|example| example.is_valid == valid) {
            test(&vendor, example, vendor.subject(&example.at), &mut failures);
        }
    }
    failures.finish(60);
}

fn json(text: &str) -> Option<Json> {
    formwork_runtime::parse(text.as_bytes()).ok()
}

#[test]
fn files_and_tables_match_one_to_one() {
    let mut failures = Failures::default();
    for vendor in VENDORS {
        let folder = root().join("schemas").join(vendor).join("examples");
        let table = fs::read_to_string(folder.join("expected.json")).unwrap();
        let table: serde_json::Value = serde_json::from_str(&table).unwrap();
        for (kind, least) in [("valid", 8), ("invalid", 12)] {
            let place = format!("schemas/{vendor}/examples/{kind}");
            let files = fs::read_dir(folder.join(kind)).unwrap();
            let files: BTreeSet<String> =
                files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
            let entries = table[kind].as_object().unwrap();
            let names: BTreeSet<String> = entries.keys().cloned().collect();
            failures.equal(&place, "files and table", &files, &names);
            failures.check(files.len() >= least, || format!("{place}: {} files, not {least}", files.len()));
            for (file, entry) in entries {
                let why = entry.get("why").and_then(serde_json::Value::as_str);
                failures.check(why.is_some_and(|why| !why.is_empty()), || format!("{place}/{file}: no `why`"));
                let faults = entry.get("faults").and_then(serde_json::Value::as_array).map_or(0, Vec::len);
                failures.check((faults > 0) == (kind == "invalid"), || format!("{place}/{file}: {faults} faults"));
            }
        }
    }
    failures.finish(200);
}

#[test]
fn every_definition_of_every_schema_has_a_type_here() {
    let mut failures = Failures::default();
    for vendor in Vendor::all() {
        let definitions = vendor.schema["$defs"].as_object().unwrap().keys().map(|name| format!("#/$defs/{name}"));
        let expected: BTreeSet<String> = definitions.chain(["#".to_owned()]).collect();
        let found = JUDGES.iter().filter(|judge| judge.vendor == vendor.name).map(|judge| judge.at.to_owned());
        failures.equal(&vendor.path, "subschemas in support/judge.rs", &found.collect(), &expected);
    }
    failures.finish(VENDORS.len());
}

#[test]
fn every_reader_gives_the_verdict_of_the_table() {
    let mut inexact = 0;
    let mut test = |_: &Vendor, example: &Example, subject: &Subject, failures: &mut Failures| {
        let (judge, text) = (subject.judge, example.text.as_bytes());
        let mut hear = |reader: &str, accepts: bool| {
            failures.check(accepts == example.is_valid, || {
                format!("{}: {reader} {}", example.path, if accepts { "accepts" } else { "rejects" })
            });
        };
        hear("eval", subject.compiled.check(text).is_ok());
        hear("eval, collecting", subject.compiled.check_all(text, ALL).is_ok());
        hear("check of bytes", (judge.check_slice)(text).is_ok());
        hear("check of bytes, collecting", (judge.check_all)(text, ALL).is_ok());
        hear("decode from bytes", (judge.from_slice)(text).is_ok());
        let json = json(&example.text);
        hear("check of Json", json.as_ref().is_some_and(|json| (judge.check_json)(json).is_ok()));
        hear("decode from Json", json.as_ref().is_some_and(|json| (judge.from_json)(json).is_ok()));
        hear("Deserialize", (judge.deserialize)(text).is_ok());
        let value: serde_json::Value = serde_json::from_slice(text).unwrap();
        hear("check of Value", (judge.check_value)(&value).is_ok());
        hear("decode from Value", (judge.from_value)(&value).is_ok());
        hear("the oracle", subject.oracle.is_valid(&value));
        failures.equal(&example.path, "the value that was read", &json, &Node::parse(&example.text).to_json());
        inexact += usize::from(!Node::parse(&example.text).fits_serde_json());
    };
    for_each(true, &mut test);
    for_each(false, &mut test);
    assert!(inexact > 0, "no example has a number that serde_json cannot hold");
}

#[test]
fn what_was_decoded_is_written_equal() {
    for_each(true, |_, example, subject, failures| {
        let (judge, text) = (subject.judge, example.text.as_bytes());
        let before = Node::parse(&example.text);
        let Ok(decoded) = (judge.from_slice)(text) else {
            return failures.check(false, || format!("{}: is not decoded", example.path));
        };
        let written = String::from_utf8(decoded.text.clone()).unwrap();
        failures.equal(&example.path, "written and read", &before.difference(&Node::parse(&written)), &None);
        failures.equal(&example.path, "written as text, by the library", &json(&written), &json(&example.text));
        failures.equal(&example.path, "written as Json", &Some(decoded.json.clone()), &json(&example.text));
        failures.check(decoded.reads_back, || format!("{}: what was written reads back otherwise", example.path));
        let ways = [
            ("from Json", (judge.from_json)(&json(&example.text).unwrap()).map_err(|error| error.to_string())),
            ("Deserialize", (judge.deserialize)(text)),
        ];
        for (way, again) in ways {
            let is_inexact = way == "Deserialize" && !before.fits_serde_json();
            let again = again.map(|again| String::from_utf8(again.text).unwrap());
            let same = again.as_ref().is_ok_and(|again| {
                // serde hands a Deserialize numbers, not their spelling.
                let again = Node::parse(again);
                is_inexact || before.difference_in_value(&again).is_none()
            });
            failures.check(same, || format!("{}: {way} reads another value, {again:?}", example.path));
        }
        if before.fits_serde_json() {
            let value: serde_json::Value = serde_json::from_slice(text).unwrap();
            failures.equal(&example.path, "serde_json::to_value", &decoded.value, &Ok(value));
        }
    });
}

#[test]
fn reports_are_those_of_the_table() {
    for_each(false, |_, example, subject, failures| {
        let (judge, text) = (subject.judge, example.text.as_bytes());
        let mut expected = example.faults.clone();
        expected.sort();
        let reports = [
            ("eval", subject.compiled.check_all(text, ALL)),
            ("check of bytes", (judge.check_all)(text, ALL)),
            ("check of Json", (judge.check_json)(&json(&example.text).unwrap())),
            ("check of Value", (judge.check_value)(&serde_json::from_slice(text).unwrap())),
        ];
        for (reader, report) in reports {
            let violations = violations(&report);
            let mut found: Vec<Fault> = violations.iter().map(|one| fault(one, &example.faults)).collect();
            found.sort();
            failures.equal(&example.path, reader, &found, &expected);
        }
    });
}

#[test]
fn reports_agree_in_every_word_and_in_order() {
    for_each(false, |_, example, subject, failures| {
        let (judge, text) = (subject.judge, example.text.as_bytes());
        let eval = subject.compiled.check_all(text, ALL);
        failures.equal(&example.path, "check of bytes and eval", &(judge.check_all)(text, ALL), &eval);
        failures.equal(&example.path, "eval with and without a limit", &subject.compiled.check(text), &eval);
        let decode = (judge.from_slice)(text).map(|_| ());
        failures.equal(&example.path, "decode from bytes and eval", &decode, &eval);
        let bare: Vec<Violation> = violations(&eval).iter().map(without_position).collect();
        let json = json(&example.text).unwrap();
        let from_json = (judge.from_json)(&json).map(|_| ());
        failures.equal(&example.path, "check of Json", violations(&(judge.check_json)(&json)), &bare);
        failures.equal(&example.path, "decode from Json", violations(&from_json), &bare);
        // `serde_json` sorts members, so that the same faults come in another order.
        let by_text = |violations: &[Violation]| {
            let mut texts: Vec<String> = violations.iter().map(|one| format!("{one:?}")).collect();
            texts.sort();
            texts
        };
        let value = serde_json::from_slice(text).unwrap();
        let from_value = (judge.from_value)(&value).map(|_| ());
        for (reader, report) in [("check", (judge.check_value)(&value)), ("decode", from_value)] {
            let what = format!("{reader} of Value");
            failures.equal(&example.path, &what, &by_text(violations(&report)), &by_text(&bare));
        }
    });
}

#[test]
fn positions_lead_to_the_value() {
    for_each(false, |_, example, subject, failures| {
        let text = &example.text;
        let node = Node::parse(text);
        let report = (subject.judge.check_all)(text.as_bytes(), ALL);
        for violation in violations(&report) {
            let start = node.pointer(&violation.instance).map(|value| value.start);
            let expected = start.map(|start| {
                let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
                (start, text[..start].split('\n').count(), text[line_start..start].chars().count() + 1)
            });
            let found = violation.position.map(|position| (position.offset, position.line, position.column));
            let place = format!("{}: {violation}", example.path);
            failures.check(found.is_some(), || format!("{place}: no position"));
            failures.equal(&place, "position", &found, &expected);
        }
    });
}

#[test]
fn the_first_report_is_the_first_of_all() {
    for_each(false, |_, example, subject, failures| {
        let (judge, text) = (subject.judge, example.text.as_bytes());
        let all = (judge.check_all)(text, ALL);
        let first = (judge.check_slice)(text);
        failures.equal(&example.path, "check", violations(&first), start(&all, 1));
        for limit in 1..=violations(&all).len() {
            let some = subject.compiled.check_all(text, limit);
            let what = format!("eval with a limit of {limit}");
            failures.equal(&example.path, &what, violations(&some), start(&all, limit));
            let some = (judge.check_all)(text, limit);
            let what = format!("check with a limit of {limit}");
            failures.equal(&example.path, &what, violations(&some), start(&all, limit));
        }
    });
}

#[test]
fn schema_places_in_reports_exist() {
    for_each(false, |vendor, example, subject, failures| {
        let report = (subject.judge.check_all)(example.text.as_bytes(), ALL);
        for violation in violations(&report) {
            let site = violation.keyword_site();
            let exists = site.strip_prefix('#').and_then(|pointer| vendor.schema.pointer(pointer)).is_some();
            failures.check(exists, || format!("{}: {} has no {site}", example.path, vendor.path));
            let place = vendor.compiled().documents.place_of(&site);
            failures.check(place.is_some(), || format!("{}: {site} has no place", example.path));
        }
    });
}

/// Every type reads any JSON, so that a value of its own kind is no special case: `Json` takes what is JSON.
#[test]
fn a_value_of_any_schema_is_taken_whole() {
    for_each(true, |_, example, _, failures| {
        let taken = json(&example.text).map(|json| formwork_runtime::to_string(&json));
        let difference = taken.as_ref().map(|taken| Node::parse(&example.text).difference(&Node::parse(taken)));
        failures.equal(&example.path, "Json", &difference, &Some(None));
    });
}

fn violations(report: &Result<(), Rejection>) -> &[Violation] {
    report.as_ref().err().map_or(&[], Rejection::violations)
}

/// The first violations, so many or as many as there are.
fn start(report: &Result<(), Rejection>, limit: usize) -> &[Violation] {
    let violations = violations(report);
    &violations[..limit.min(violations.len())]
}

/// What the table calls a violation: with the member that is missing, where the table tells which one.
fn fault(violation: &Violation, faults: &[Fault]) -> Fault {
    let member = faults
        .iter()
        .filter(|fault| fault.instance == violation.instance && fault.keyword == violation.keyword)
        .filter_map(|fault| fault.member.clone())
        .find(|member| violation.message.contains(&format!("{member:?}")));
    Fault { instance: violation.instance.clone(), keyword: violation.keyword.clone(), member }
}

fn without_position(violation: &Violation) -> Violation {
    let alternatives = violation.alternatives.iter();
    Violation {
        position: None,
        alternatives: alternatives.map(|one| one.iter().map(without_position).collect()).collect(),
        ..violation.clone()
    }
}
