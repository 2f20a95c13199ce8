//! The derived conversions say what the worked examples say, and what the handwritten ones do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod oracle;

use std::collections::BTreeSet;

use formwork_runtime::convert::{GivenValues, LostKind};
use formwork_runtime::{Encode, Json, parse, to_json, to_string, to_vec};
use formwork_sessions::dynamic::{NotConverted, Vendor, convert};
use oracle::{
    Given, Nanos, What,
    vectors::{ORACLE, cases},
};

/// Where a problem stands in the source and in the target.
type Places = (Option<String>, Option<String>);

/// What a derived conversion comes to.
struct Derived {
    result: Result<Json, Vec<Places>>,
    lost: BTreeSet<String>,
}

/// RFC 3339 to the nanosecond, whatever the year.
fn text(nanos: Nanos) -> Json {
    let time = formwork_runtime::convert::Timestamp::from_unix_nanos(nanos);
    Json::String(time.map_or_else(|| "out of range".to_owned(), |time| time.to_string()))
}

/// Whole seconds, down.
fn seconds(nanos: Nanos) -> Json {
    parse(nanos.div_euclid(1_000_000_000).to_string().as_bytes()).unwrap()
}

/// Cases in which the derived conversions differ from the worked examples, and why they may.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    (
        "supabase_to_supertokens",
        "the caller's times out of range",
        "the target can do without them, so that they are no needs: who wants them sets them on the result",
    ),
    ("auth0_to_supertokens", "a creation past every integer, and an expiry given out of range", "the same"),
    (
        "auth0_to_ballware",
        "the caller's values win; with a lifetime of his the expiry is lost",
        "the lifetime follows from the issue, which is asked for, so that it is no need",
    ),
    ("auth0_to_ballware", "an expiry out of range that is not read", "the same: it is read"),
    ("auth0_to_ballware", "nothing given", "the same: it is not asked for"),
];

fn json<T: Encode>(value: Option<&T>) -> Option<Json> {
    value.map(|value| to_json(value))
}

/// What a case gives, by the pointers of the target.
fn values(target: Vendor, given: &Given) -> Vec<(&'static str, Json)> {
    let mut values = Vec::new();
    let mut put = |pointer: &'static str, value: Option<Json>| values.extend(value.map(|value| (pointer, value)));
    let string = |value: &Option<String>| value.clone().map(Json::String);
    match target {
        Vendor::Supabase => {
            put("/access_token", string(&given.access_token));
            put("/refresh_token", string(&given.refresh_token));
            put("/expires_in", given.lifetime.clone().map(Json::Number));
            put("/expires_at", given.expires_at.map(seconds));
            put("/user/email", string(&given.email));
            put("/user/aud", string(&given.audience));
            put("/user/app_metadata", json(given.app_metadata.as_ref()));
            put("/user/user_metadata", json(given.user_metadata.as_ref()));
            put("/user/created_at", string(&given.account_created_at));
        }
        Vendor::Ballware => {
            put("/access_token", string(&given.access_token));
            put("/refresh_token", string(&given.refresh_token));
            put("/expires_in", given.lifetime.clone().map(Json::Number));
            put("/issued", given.issued_at.map(text));
            put("/email", string(&given.email));
        }
        Vendor::Dotdo => {
            put("/id", string(&given.id));
            put("/token", string(&given.access_token));
            put("/createdAt", given.created_at.map(text));
            put("/expiresAt", given.session_expires_at.map(text));
        }
        Vendor::Supertokens => {
            put("/handle", string(&given.id));
            put(
                "/timeCreated",
                given.created_at.map(|nanos| Json::from(i64::try_from(nanos.div_euclid(1_000_000)).unwrap())),
            );
            put(
                "/expiry",
                given.session_expires_at.map(|nanos| Json::from(i64::try_from(nanos.div_euclid(1_000_000)).unwrap())),
            );
        }
        Vendor::Auth0 => {
            put("/internal/sid", string(&given.id));
            put("/internal/createdAt", given.created_at.map(seconds));
            put("/tokenSet/accessToken", string(&given.access_token));
            put("/tokenSet/refreshToken", string(&given.refresh_token));
            put("/tokenSet/expiresAt", given.expires_at.map(seconds));
            put("/tokenSet/audience", string(&given.audience));
            put("/user/email", string(&given.email));
        }
    }
    put("access", json(given.access.as_ref()));
    put("refresh", json(given.refresh.as_ref()));
    put("user", json(given.user.as_ref()));
    values
}

fn derived(pair: &str, source: &Json, given: &Given) -> Derived {
    let (from, to) = pair.split_once("_to_").unwrap();
    let (from, to): (Vendor, Vendor) = (from.parse().unwrap(), to.parse().unwrap());
    let given_by_pointer = values(to, given);
    let mut values = GivenValues::new();
    for (pointer, value) in &given_by_pointer {
        values.give(*pointer, value.clone());
    }
    if given.allow_revoked {
        values.allow("allow_revoked");
    }
    if given.allow_bound_user_agent {
        values.allow("allow_unbound");
    }
    match convert(from, to, &to_vec(source), &mut values) {
        Ok(converted) => {
            let mut target = parse(&converted.json).unwrap();
            // What the target can do without is no need: who wants it sets it on the result.
            let unused: Vec<String> = values.unused().map(ToOwned::to_owned).collect();
            let dropped = converted.losses.into_iter().filter(|lost| lost.kind == LostKind::Dropped);
            let mut lost: BTreeSet<String> = dropped.filter_map(|lost| lost.from).collect();
            for (pointer, value) in
                given_by_pointer.iter().filter(|(pointer, _)| unused.iter().any(|key| key == pointer))
            {
                let origin = optional_origin(from, pointer);
                if target.pointer(pointer).is_none() || origin.is_some() {
                    set(&mut target, pointer, value.clone());
                    lost.extend(origin.filter(|origin| source.pointer(origin).is_some()).map(ToOwned::to_owned));
                }
            }
            // What lies beside a source is no part of it.
            lost.retain(|pointer| pointer.starts_with('/'));
            Derived { result: Ok(target), lost }
        }
        Err(NotConverted::Asked { missing, unfit, .. }) => {
            let missing = missing.into_iter().map(|missing| (None, Some(missing.pointer.to_owned())));
            let unfit = unfit.into_iter().map(|unfit| (None, Some(unfit.key)));
            Derived { result: Err(missing.chain(unfit).collect()), lost: BTreeSet::new() }
        }
        Err(NotConverted::Problems(problems)) => {
            let problems = problems.problems.into_iter().map(|problem| (problem.from, problem.to));
            Derived { result: Err(problems.collect()), lost: BTreeSet::new() }
        }
        Err(NotConverted::Rejected(rejection)) => panic!("{pair}: {rejection}"),
    }
}

/// The member of the source, which it may lack, that fills this one of the target.
fn optional_origin(from: Vendor, pointer: &str) -> Option<&'static str> {
    match (from, pointer) {
        (Vendor::Supabase | Vendor::Auth0, "/user/email") => Some("/user/email"),
        (Vendor::Supertokens, "/user/email" | "/tokenSet/refreshToken" | "/expires_at") => Some("(beside it)"),
        _ => None,
    }
}

/// Sets a member of an object that is there.
fn set(json: &mut Json, pointer: &str, value: Json) {
    let mut tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    let Some(name) = tokens.pop() else { return };
    set_under(json, &tokens, name, value);
}

fn set_under(json: &mut Json, parents: &[&str], name: &str, value: Json) {
    let Json::Object(members) = json else { return };
    match parents.split_first() {
        None => drop(members.insert(name.to_owned(), value)),
        Some((parent, rest)) => {
            if let Some(mut inner) = members.get(parent).cloned() {
                set_under(&mut inner, rest, name, value);
                members.insert((*parent).to_owned(), inner);
            }
        }
    }
}

#[test]
fn the_derived_conversions_say_what_the_worked_examples_say() {
    let mut wrong = Vec::new();
    let mut differing = BTreeSet::new();
    let mut count = 0;
    for (pair, _) in ORACLE {
        for case in cases(pair) {
            count += 1;
            let derived = derived(pair, &case.source, &case.given);
            let known = DIFFERENCES.iter().any(|(in_pair, name, _)| *in_pair == pair && *name == case.name);
            let mut tell = |what: &str, found: String, expected: String| {
                differing.insert(format!("{pair}: {}", case.name));
                if known {
                    return;
                }
                wrong.push(format!("{pair}: {}: {what}\n     found {found}\n  expected {expected}", case.name));
            };
            match (&derived.result, &case.expected.result) {
                (Ok(found), Ok(expected)) => {
                    if found != expected {
                        tell("target", to_string(found), to_string(expected));
                    }
                    let expected: BTreeSet<String> = case.expected.lost.iter().cloned().collect();
                    if derived.lost != expected {
                        tell("lost", format!("{:?}", derived.lost), format!("{expected:?}"));
                    }
                }
                (Err(found), Err(expected)) => {
                    // A fault of the source is one problem for us, and one for each member that it reaches for the oracle.
                    let reaches = |fault: &oracle::Fault| {
                        found.iter().any(|(from, to)| {
                            fault.to.is_some() && *to == fault.to || fault.from.is_some() && *from == fault.from
                        })
                    };
                    let is_known = |problem: &(Option<String>, Option<String>)| {
                        expected.iter().any(|fault| {
                            problem.1.is_some() && fault.to == problem.1
                                || problem.0.is_some() && fault.from == problem.0
                        })
                    };
                    let asked = found.iter().all(|(from, _)| from.is_none());
                    let all = expected.iter().all(|fault| reaches(fault) || asked && fault.what != What::Missing);
                    if !all || !found.iter().all(is_known) {
                        tell("faults", format!("{found:?}"), format!("{expected:?}"));
                    }
                }
                (Ok(found), Err(expected)) => tell("it converts", to_string(found), format!("{expected:?}")),
                (Err(found), Ok(expected)) => tell("it fails", format!("{found:?}"), to_string(expected)),
            }
        }
    }
    assert!(count > 140, "only {count} cases");
    let stale: Vec<_> =
        DIFFERENCES.iter().filter(|(pair, case, _)| !differing.contains(&format!("{pair}: {case}"))).collect();
    assert!(stale.is_empty(), "these do not differ: {stale:?}");
    assert!(wrong.is_empty(), "{} of {count} cases differ\n{}", wrong.len(), wrong.join("\n"));
}
