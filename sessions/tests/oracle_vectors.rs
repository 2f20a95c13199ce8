//! The handwritten conversions say what the table of pair conversions says: worked examples for every cell of it, and
//! what the rules promise of all of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod oracle;

use std::collections::BTreeSet;

use formwork_runtime::{DateTime, Json, Number};
use oracle::{
    What, members, read,
    vectors::{Case, ORACLE, cases, load, pairs, texts},
    write,
};

/// Every case with its pair and its conversion.
fn all() -> impl Iterator<Item = (&'static str, oracle::vectors::Convert, Case)> {
    ORACLE.into_iter().flat_map(|(pair, convert)| cases(pair).into_iter().map(move |case| (pair, convert, case)))
}

#[test]
fn the_oracle_says_what_the_worked_examples_say() {
    let mut wrong = Vec::new();
    for (pair, convert, case) in all() {
        let found = convert(&case.source, &case.given);
        if found.spelled() != case.expected.spelled() {
            wrong.push(format!(
                "{pair}: {}\n     found {}\n  expected {}",
                case.name,
                found.spelled(),
                case.expected.spelled()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} cases fail\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_pair_has_a_case_that_converts_and_one_that_fails() {
    let mut named: Vec<_> = ORACLE.iter().map(|(pair, _)| (*pair).to_owned()).collect();
    named.sort();
    assert_eq!(pairs(), named);
    for pair in named {
        let cases = cases(&pair);
        assert!(cases.iter().any(|case| case.expected.result.is_ok()), "{pair} never converts");
        assert!(cases.iter().any(|case| case.expected.result.is_err()), "{pair} never fails");
        let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
        assert_eq!(names.len(), cases.len(), "{pair} has two cases of one name");
    }
}

/// `oracle/cells.json` has the table, cell by cell: pair, then column, then what stands in it.
#[test]
fn every_cell_of_the_table_is_covered() {
    let table = load("oracle/cells.json");
    let mut cells = BTreeSet::new();
    for (pair, row) in table.as_object().unwrap().iter() {
        for (column, cell) in row.as_object().unwrap().iter() {
            cells.extend(texts(cell).into_iter().map(|item| (pair.to_owned(), format!("{column}: {item}"))));
        }
    }
    let covered: BTreeSet<_> =
        all().flat_map(|(pair, _, case)| case.covers.into_iter().map(|cell| (pair.to_owned(), cell))).collect();
    let missed: Vec<_> = cells.difference(&covered).collect();
    let unknown: Vec<_> = covered.difference(&cells).collect();
    assert!(missed.is_empty() && unknown.is_empty(), "missed {missed:#?}\nunknown {unknown:#?}");
}

/// A member that is not lost has a say in the outcome; one that is lost has none.
#[test]
fn exactly_the_lost_members_have_no_say() {
    let mut checks = 0;
    for (pair, convert, case) in all() {
        let before = convert(&case.source, &case.given);
        if before.result.is_err() {
            continue;
        }
        for member in members(&case.source, &["/user", "/tokenSet", "/internal"]) {
            let Some(changed) = with(&case.source, &member, other) else { continue };
            let after = convert(&changed, &case.given);
            let is_lost = before.lost.contains(&member);
            // The caller gave another, which is told, and the creation is still counted from the source's.
            let replaced = case.given.session_expires_at.or(case.given.expires_at).is_some();
            if is_lost && replaced && pair.starts_with("supabase_to_") && member == "/expires_at" {
                continue;
            }
            assert_eq!(before.result == after.result, is_lost, "{pair}: {}: {member}", case.name);
            checks += 1;
        }
    }
    assert!(checks > 300, "only {checks} checks");
}

/// No two faults are of the same places; what is missing is absent or empty there, anything else is there.
#[test]
fn faults_name_places_that_are_at_fault() {
    for (pair, convert, case) in all() {
        let Err(faults) = convert(&case.source, &case.given).result else { continue };
        let places: BTreeSet<_> = faults.iter().map(|fault| (&fault.from, &fault.to)).collect();
        assert_eq!(places.len(), faults.len(), "{pair}: {}", case.name);
        for fault in &faults {
            let Some(from) = fault.from.as_ref().filter(|from| from.starts_with('/')) else { continue };
            let value = case.source.pointer(from);
            let is_absent = value.is_none_or(|value| value.as_str() == Some(""));
            assert!(fault.what == What::Missing || value.is_some(), "{pair}: {}: {from}", case.name);
            assert!(fault.what != What::Missing || is_absent, "{pair}: {}: {from}", case.name);
        }
    }
}

/// A value of the same kind that is not the same; none for what a schema fixes.
fn other(value: &Json) -> Option<Json> {
    Some(match value {
        // An empty text may count as absent: then it has no say, and nothing is lost with it.
        Json::String(text) if text == "bearer" || text.is_empty() => return None,
        Json::String(text) if DateTime::try_from(text.as_str()).is_ok() => Json::from("2001-02-03T04:05:06.789Z"),
        Json::String(text) => Json::String(format!("{text}x")),
        Json::Number(number) => Json::from(number.as_i64().unwrap_or(0) + 1000),
        Json::Boolean(boolean) => Json::from(!boolean),
        Json::Object(object) => {
            let mut object = object.clone();
            object.insert("another".to_owned(), Json::Null);
            Json::Object(object)
        }
        Json::Array(_) => Json::Array(Vec::new()),
        Json::Null => Json::from("no longer null"),
    })
}

/// The value with the member at a pointer of one or two steps changed.
fn with(json: &Json, pointer: &str, change: impl Fn(&Json) -> Option<Json>) -> Option<Json> {
    let Json::Object(object) = json else { return None };
    let mut object = object.clone();
    let steps = pointer.strip_prefix('/')?;
    let (name, rest) = steps.split_once('/').unwrap_or((steps, ""));
    let name = name.replace("~1", "/").replace("~0", "~");
    let old = object.get(&name)?;
    let new = if rest.is_empty() { change(old)? } else { with(old, &format!("/{rest}"), change)? };
    object.insert(name, new);
    Some(Json::Object(object))
}

#[test]
fn decimals_are_exact_and_floored() {
    for (text, nanos) in [
        ("0", Some(0)),
        ("-0.0e5", Some(0)),
        ("1", Some(1_000_000_000)),
        ("1.5", Some(1_500_000_000)),
        ("15e-1", Some(1_500_000_000)),
        ("0.015e2", Some(1_500_000_000)),
        ("1.7E+9", Some(1_700_000_000_000_000_000)),
        ("0.0000000019", Some(1)),
        ("-0.0000000001", Some(-1)),
        ("-1.0000000001", Some(-1_000_000_001)),
        ("-1.0000000000", Some(-1_000_000_000)),
        ("1e-99999999999999999999", Some(0)),
        ("-1e-99999999999999999999", Some(-1)),
        ("1e22", None),
        ("-1e99999999999999999999", None),
        ("0e99999999999999999999", Some(0)),
        ("9007199254740993", Some(9_007_199_254_740_993_000_000_000)),
    ] {
        assert_eq!(read::scaled(text, 9), nanos, "{text}");
    }
}

#[test]
fn times_are_read_to_the_nanosecond() {
    for (text, nanos) in [
        ("1970-01-01T00:00:00.123456789999Z", Ok(123_456_789)),
        ("1970-01-01t01:00:00.5+01:00", Ok(500_000_000)),
        ("1969-12-31T23:59:59.9Z", Ok(-100_000_000)),
        ("2016-12-31T23:59:60.75Z", Ok(1_483_228_800_000_000_000)),
        ("9999-12-31T23:59:59.999999999Z", Ok(253_402_300_799_999_999_999)),
        ("9999-12-31T23:59:60Z", Err((Some("/at"), What::OutOfRange))),
        ("9999-12-31T23:59:59-00:01", Err((Some("/at"), What::OutOfRange))),
        ("0000-01-01T00:00:00+00:01", Err((Some("/at"), What::OutOfRange))),
    ] {
        assert_eq!(read::date_time("/at", &text.parse().unwrap()), nanos, "{text}");
    }
    assert_eq!(write::date_time(-1).as_str(), "1969-12-31T23:59:59.999Z");
}

#[test]
fn spans_are_exact() {
    for (start, end, text) in [
        (0, 3_600_000_000_000, "3600"),
        (0, 3_600_500_000_000, "3600.5"),
        (1, 0, "-0.000000001"),
        (0, 0, "0"),
        (5_000_000_000, 0, "-5"),
        (0, 10_000_000_000, "10"),
        (0, 123_456_789, "0.123456789"),
    ] {
        assert_eq!(write::span(start, end).to_string(), Number::from_text(text).unwrap().to_string(), "{start} {end}");
    }
}
