//! Law: the derived conversions and the handwritten ones of `tests/oracle` agree on random sources and values: on what
//! comes out, on what is lost and on what stands against it. Covers every cell of the table of pair conversions.
//!
//! Only what a pair asks for is given, as the one difference in kind between the two is that the handwritten ones take
//! more (`DIFFERENCES` in `tests/pairs.rs`): what a target can do without is no need, and neither is what follows from one.

use std::collections::BTreeSet;

use formwork_runtime::{
    Json, Secret,
    convert::{LostKind, Route, Timestamp},
    from_json, to_json, to_string,
};
use formwork_sessions::dynamic::{NotConverted, Vendor};

use crate::{
    ensure,
    oracle::{Fault, Given, Nanos, What, vectors::ORACLE},
    support::{Crossing, Draw, Law, Schema, cross::Told, hold, json::number, make::calm},
};

/// Random values, each of which may be missing; times out of range too, texts empty too.
fn given(draw: &mut Draw) -> Given {
    fn some<T>(draw: &mut Draw, make: impl FnOnce(&mut Draw) -> T) -> Option<T> {
        (draw.below(4) < 3).then(|| make(draw))
    }
    let text = |draw: &mut Draw| if draw.one_in(8) { String::new() } else { format!("given {}", draw.unique()) };
    let time = |draw: &mut Draw| {
        if draw.wild && draw.one_in(6) {
            *draw.pick(&[Timestamp::MIN.unix_nanos(), Timestamp::MIN.unix_nanos() - 1, Timestamp::MAX.unix_nanos() + 1])
        } else {
            calm(draw)
        }
    };
    let part = |draw: &mut Draw, at| Schema::of(Vendor::Supertokens).make_part(at, draw);
    let of_user = |draw: &mut Draw, at| Schema::of(Vendor::Supabase).make_at(at, draw);
    Given {
        id: some(draw, text),
        email: some(draw, text),
        access_token: some(draw, text),
        refresh_token: some(draw, text),
        issued_at: some(draw, time),
        created_at: some(draw, time),
        expires_at: some(draw, time),
        session_expires_at: some(draw, time),
        lifetime: some(draw, |draw| of_user(draw, "/expires_in").as_number().cloned().unwrap()),
        audience: some(draw, text),
        app_metadata: some(draw, |draw| from_json(&of_user(draw, "/user/app_metadata")).unwrap()),
        user_metadata: some(draw, |draw| from_json(&of_user(draw, "/user/user_metadata")).unwrap()),
        account_created_at: some(draw, text),
        access: some(draw, |draw| from_json(&part(draw, "/$defs/Token")).unwrap()),
        refresh: some(draw, |draw| from_json(&part(draw, "/$defs/Token")).unwrap()),
        user: some(draw, |draw| from_json(&part(draw, "/$defs/User")).unwrap()),
        allow_revoked: draw.below(4) < 3,
        allow_bound_user_agent: draw.below(4) < 3,
    }
}

/// Takes back what the pair does not ask for, and says the rest by the pointers of the target.
fn asked(route: &Route, target: Vendor, given: &mut Given) -> Vec<(String, Json)> {
    fn seconds(nanos: &Nanos) -> Json {
        number(&nanos.div_euclid(1_000_000_000).to_string())
    }
    fn text(nanos: &Nanos) -> Json {
        let time = Timestamp::from_unix_nanos(*nanos);
        Json::String(time.map_or_else(|| "out of range".to_owned(), |time| time.to_string()))
    }
    fn secret(text: &str) -> Json {
        to_json(&Secret::new(text.to_owned()))
    }
    let mut values = Vec::new();
    macro_rules! take {
        ($field:ident, $pointer:expr, $json:expr) => {
            let pointer: Option<&str> = $pointer;
            let pointer = pointer.filter(|pointer| {
                route
                    .needs
                    .iter()
                    .any(|need| need.pointer == *pointer || need.pointer.is_empty() && need.name == *pointer)
            });
            match pointer {
                Some(pointer) => values.extend(given.$field.as_ref().map(|value| (pointer.to_owned(), $json(value)))),
                None => given.$field = None,
            }
        };
    }
    let at = |supabase, ballware, dotdo, supertokens, auth0| -> Option<&'static str> {
        let pointer: &'static str = match target {
            Vendor::Supabase => supabase,
            Vendor::Ballware => ballware,
            Vendor::Dotdo => dotdo,
            Vendor::Supertokens => supertokens,
            Vendor::Auth0 => auth0,
        };
        Some(pointer).filter(|pointer| !pointer.is_empty())
    };
    let time = if matches!(target, Vendor::Supabase | Vendor::Auth0) { seconds } else { text };
    take!(id, at("", "", "/id", "/handle", "/internal/sid"), to_json);
    take!(email, at("/user/email", "/email", "", "", "/user/email"), to_json);
    take!(access_token, at("/access_token", "/access_token", "/token", "", "/tokenSet/accessToken"), secret);
    take!(refresh_token, at("/refresh_token", "/refresh_token", "", "", "/tokenSet/refreshToken"), secret);
    take!(issued_at, at("", "/issued", "", "", ""), time);
    take!(created_at, at("", "", "/createdAt", "/timeCreated", "/internal/createdAt"), time);
    take!(expires_at, at("/expires_at", "", "", "", "/tokenSet/expiresAt"), time);
    take!(session_expires_at, at("", "", "/expiresAt", "/expiry", ""), time);
    take!(lifetime, at("/expires_in", "/expires_in", "", "", ""), to_json);
    take!(audience, at("/user/aud", "", "", "", "/tokenSet/audience"), to_json);
    take!(app_metadata, at("/user/app_metadata", "", "", "", ""), to_json);
    take!(user_metadata, at("/user/user_metadata", "", "", "", ""), to_json);
    take!(account_created_at, at("/user/created_at", "", "", "", ""), to_json);
    take!(access, Some("access"), to_json);
    take!(refresh, Some("refresh"), to_json);
    take!(user, Some("user"), to_json);

    values
}

/// Whether both tell the same. A fault of the source is one problem for us, and one for each member that it reaches for the
/// oracle; where a member comes from two that are at fault, the oracle tells of the first only.
fn faults_agree(crossing: &Crossing, error: &NotConverted, expected: &[Fault]) -> Result<bool, String> {
    let open = crossing.is_open(error);
    let found = crossing.faults(error)?;
    let same = |fault: &Fault, (from, to): &Told| {
        fault.to.is_some() && *to == fault.to || fault.from.is_some() && *from == fault.from
    };
    let second = |from: &str| {
        let mut fills = crossing.route().fills.iter().filter(|fill| fill.from.len() > 1 && fill.from.contains(&from));
        fills.any(|fill| expected.iter().any(|fault| fault.to.as_deref() == Some(fill.to)))
    };
    let untold = |fault: &Fault| open && fault.what != What::Missing || follows(crossing, fault);
    let may = |(from, _): &Told| from.as_deref().is_some_and(second);
    Ok(expected.iter().all(|fault| found.iter().any(|one| same(fault, one)) || untold(fault))
        && found.iter().all(|one| expected.iter().any(|fault| same(fault, one)) || may(one)))
}

#[test]
fn what_follows_from_a_time_that_cannot_be_read_can_be_given() {
    let supabase = r#"{"access_token":"a","refresh_token":"r","expires_in":3600,"expires_at":253402300800,"token_type":"bearer",
        "user":{"id":"u","email":"e","app_metadata":{},"user_metadata":{},"aud":"authenticated","created_at":"2024"}}"#;
    let supertokens = r#"{"handle":"h","userId":"u"}"#;
    let access = r#"{"token":"a","expiry":253402300800000,"createdTime":0}"#;
    let time = r#""2024-01-01T00:00:00Z""#;
    let of_pair = |from, to, source: &str, given: &[(&str, &str)]| {
        let given = given.iter().map(|(key, value)| ((*key).to_owned(), number(value))).collect();
        let crossing = Crossing { from, to, source: number(source), given, allow: false };
        assert!(crossing.cross().is_ok(), "{crossing}\n{:?}", crossing.cross());
    };
    let both = [("/id", "\"i\""), ("/createdAt", time), ("/expiresAt", time)];
    of_pair(Vendor::Supabase, Vendor::Dotdo, supabase, &both);
    let all =
        [("access", access), ("/refresh_token", "\"r\""), ("/email", "\"e\""), ("/issued", time), ("/expires_in", "1")];
    of_pair(Vendor::Supertokens, Vendor::Ballware, supertokens, &all);
}

#[test]
fn what_counts_as_none_is_told_with_the_rest() {
    let missing = |from: Vendor, source: &str, given: &[(&str, &str)]| -> Vec<String> {
        let given = given.iter().map(|(key, value)| ((*key).to_owned(), number(value))).collect();
        let crossing = Crossing { from, to: Vendor::Ballware, source: number(source), given, allow: false };
        let error = crossing.cross().expect_err("something is missing");
        crossing.faults(&error).expect("it is valid").into_iter().filter_map(|(_, to)| to).collect()
    };
    let source = r#"{"id":"i","userId":"u","token":"","tokenHash":"h","createdAt":"2024-01-01T00:00:00Z",
        "expiresAt":"2024-01-01T01:00:00Z"}"#;
    let text = missing(Vendor::Dotdo, source, &[("/access_token", "\"\""), ("/refresh_token", "\"r\"")]);
    let given = [
        ("/issued", "\"out of range\""),
        ("access", r#"{"token":"a","expiry":1}"#),
        ("/refresh_token", "\"r\""),
        ("user", r#"{"id":"u","timeJoined":0,"emails":[]}"#),
        ("/expires_in", "1"),
    ];
    let list = missing(Vendor::Supertokens, r#"{"handle":"h","userId":"u"}"#, &given);
    let all = text.contains(&"/access_token".to_owned()) && list.contains(&"/email".to_owned());
    assert!(all, "{text:?}, {list:?}");
}

/// The lifetime follows from the issue, which is asked for: it is not asked for besides.
fn follows(crossing: &Crossing, fault: &Fault) -> bool {
    let of_issue = (crossing.from, crossing.to) == (Vendor::Auth0, Vendor::Ballware);
    of_issue && fault.to.as_deref() == Some("/expires_in") && crossing.given("/issued").is_none()
}

#[test]
fn what_a_side_lacks_is_told_with_the_rest() {
    let given = [
        ("/user/app_metadata", "{}"),
        ("/user/user_metadata", "{}"),
        ("/user/created_at", "\"\""),
        ("access", r#"{"token":"a","expiry":0}"#),
        ("refresh", r#"{"token":"r","expiry":0}"#),
    ];
    let crossing = Crossing {
        from: Vendor::Supertokens,
        to: Vendor::Supabase,
        source: number(r#"{"handle":"h","userId":"u"}"#),
        given: given.map(|(pointer, value)| (pointer.to_owned(), number(value))).into(),
        allow: false,
    };
    let Err(NotConverted::Asked { missing, .. }) = crossing.cross() else { panic!("it is asked for an audience") };
    let missing: Vec<_> = missing.iter().map(|missing| missing.pointer).collect();
    assert_eq!(missing, ["/user/aud", "/expires_in"]);
}

#[test]
fn an_empty_text_is_not_missing_for_who_takes_it() {
    let source = r#"{"user":{"sub":"s","email":""},"tokenSet":{"accessToken":"a","refreshToken":"r","expiresAt":0},
        "internal":{"sid":"i","createdAt":0}}"#;
    let (from, to) = (Vendor::Auth0, Vendor::Ballware);
    let mut crossing = Crossing { from, to, source: number(source), given: Vec::new(), allow: false };
    let Err(NotConverted::Asked { missing, .. }) = crossing.cross() else { panic!("it is asked for the issue") };
    crossing.give("/issued", "2024-01-01T00:00:00Z".into());
    assert!(crossing.cross().is_ok());
    assert_eq!(missing.iter().map(|missing| missing.pointer).collect::<Vec<_>>(), ["/issued"]);
}

#[test]
fn an_empty_token_is_asked_for_and_not_passed_on() {
    let ballware = r#"{"access_token":"","refresh_token":"","expires_in":1,"issued":"2024-01-01T00:00:00Z",
        "identifier":"u","email":"e"}"#;
    for (to, session, at) in
        [(Vendor::Dotdo, "/id", "/token"), (Vendor::Auth0, "/internal/sid", "/tokenSet/accessToken")]
    {
        let (from, given) = (Vendor::Ballware, vec![(session.to_owned(), "s".into())]);
        let mut crossing = Crossing { from, to, source: number(ballware), given, allow: false };
        let Err(NotConverted::Asked { missing, .. }) = crossing.cross() else { panic!("{to}: it is not asked for") };
        assert_eq!(missing.iter().map(|missing| missing.pointer).collect::<Vec<_>>(), [at]);
        crossing.give(at, "given".into());
        let target = crossing.cross().expect("it converts").target;
        assert_eq!(target.pointer(at), Some(&"given".into()));
        assert_eq!(target.pointer("/tokenSet/refreshToken"), None);
    }
}

#[test]
fn a_value_that_the_caller_replaces_is_lost() {
    let lost = |from, to, source: &str, given: &[(&str, &str)]| -> Vec<String> {
        let given = given.iter().map(|(key, value)| ((*key).to_owned(), number(value))).collect();
        let crossing = Crossing { from, to, source: number(source), given, allow: false };
        let lost = crossing.cross().expect("it converts").lost;
        let replaced = lost.into_iter().filter(|lost| lost.why == "the caller gave another");
        replaced.filter_map(|lost| lost.from).collect()
    };
    let time = r#""2030-01-01T00:00:00Z""#;
    let supabase = r#"{"access_token":"a","refresh_token":"r","expires_in":3600,"expires_at":1700000000,"token_type":"bearer",
        "user":{"id":"u","app_metadata":{},"user_metadata":{},"aud":"authenticated","created_at":"2024"}}"#;
    let to_dotdo = |given: &[(&str, &str)]| lost(Vendor::Supabase, Vendor::Dotdo, supabase, given);
    assert_eq!(to_dotdo(&[("/id", "\"i\""), ("/expiresAt", time)]), ["/expires_at"]);
    let both = [("/id", "\"i\""), ("/expiresAt", time), ("/createdAt", time)];
    assert_eq!(to_dotdo(&both), ["/expires_at", "/expires_in"]);

    let sides = [
        ("access", r#"{"token":"a","createdTime":0,"expiry":3600000}"#),
        ("refresh", r#"{"token":"r","expiry":0}"#),
        ("user", r#"{"id":"u","timeJoined":0,"emails":["e"]}"#),
    ];
    let to_ballware = |given: &[(&str, &str)]| {
        let given = [&sides, given].concat();
        lost(Vendor::Supertokens, Vendor::Ballware, r#"{"handle":"h","userId":"u"}"#, &given)
    };
    assert!(to_ballware(&[]).is_empty());
    assert_eq!(to_ballware(&[("/expires_in", "99999999")]), ["access:/expiry"]);
    assert_eq!(to_ballware(&[("/issued", time)]), ["access:/createdTime"]);
    assert_eq!(to_ballware(&[("/issued", time), ("/expires_in", "1")]), ["access:/createdTime", "access:/expiry"]);
}

#[test]
fn the_record_of_another_user_is_refused() {
    for to in [Vendor::Supabase, Vendor::Ballware, Vendor::Auth0] {
        let cross = |id: &str| {
            let (from, source) = (Vendor::Supertokens, number(r#"{"handle":"h","userId":"victim","timeCreated":0}"#));
            let mut crossing = Crossing { from, to, source, given: Vec::new(), allow: false };
            crossing
                .give("user", number(&format!(r#"{{"id":"{id}","timeJoined":0,"emails":["e"],"tenantIds":["t"]}}"#)));
            crossing.give("access", number(r#"{"token":"a","createdTime":0,"expiry":1}"#));
            crossing.give("refresh", number(r#"{"token":"r","expiry":0}"#));
            for (pointer, value) in
                [("/user/aud", "\"a\""), ("/user/app_metadata", "{}"), ("/user/user_metadata", "{}")]
            {
                if to == Vendor::Supabase {
                    crossing.give(pointer, number(value));
                }
            }
            crossing.cross()
        };
        let Err(NotConverted::Problems(problems)) = cross("attacker") else { panic!("{to}: it converts") };
        let told: Vec<String> = problems.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["user:/id: is not what /userId says: it is the record of another user"]);
        // What nothing is read from is told of.
        let lost = cross("victim").expect("it converts").lost;
        let lost: Vec<&str> = lost.iter().filter_map(|lost| lost.from.as_deref()).collect();
        assert!(lost.contains(&"user:/tenantIds") && lost.contains(&"refresh:/expiry"), "{to}: {lost:?}");
        assert!(!lost.contains(&"user:/id"), "{to}: {lost:?}");
    }
}

#[test]
fn a_given_value_stands_in_for_one_that_cannot_be_read() {
    let source = r#"{"handle":"h","userId":"u","timeCreated":0,"expiry":253402300800000}"#;
    let given = [("/token", "t"), ("/expiresAt", "2024-01-01T01:00:00Z")];
    let crossing = Crossing {
        from: Vendor::Supertokens,
        to: Vendor::Dotdo,
        source: number(source),
        given: given.map(|(pointer, value)| (pointer.to_owned(), value.into())).into(),
        allow: false,
    };
    assert!(crossing.cross().is_ok(), "{:?}", crossing.cross());
}

fn case(draw: &mut Draw, (pair, oracle): (&str, crate::oracle::vectors::Convert)) -> Law {
    let (from, to) = pair.split_once("_to_").unwrap();
    let (from, to): (Vendor, Vendor) = (from.parse().unwrap(), to.parse().unwrap());
    let source = Schema::of(from).make(draw);
    let mut given = given(draw);
    // A refusal is allowed by one word here: the two are told apart by the worked examples.
    given.allow_bound_user_agent = given.allow_revoked;
    if let (Some(user), Some(id)) = (&mut given.user, source.pointer("/userId").and_then(Json::as_str)) {
        id.clone_into(&mut user.id);
    }
    let crossing = Crossing { from, to, source, given: Vec::new(), allow: given.allow_revoked };
    let values = asked(crossing.route(), to, &mut given);
    let crossing = Crossing { given: values, ..crossing };
    let expected = oracle(&crossing.source, &given);
    let found = crossing.cross();
    match (&found, &expected.result) {
        (Ok(found), Ok(target)) => {
            ensure!(
                found.target == *target,
                "{crossing}\n found {}\n wants {}",
                to_string(&found.target),
                to_string(target)
            );
            ensure!(found.unused.is_empty(), "{crossing}\nnot asked for: {:?}", found.unused);
            let dropped = found.lost.iter().filter(|lost| lost.kind == LostKind::Dropped);
            let dropped: BTreeSet<&str> = dropped.filter_map(|lost| lost.from.as_deref()).collect();
            // What lies beside a source is no part of it.
            let dropped: BTreeSet<&str> = dropped.into_iter().filter(|pointer| pointer.starts_with('/')).collect();
            let lost: BTreeSet<&str> = expected.lost.iter().map(String::as_str).collect();
            ensure!(dropped == lost, "{crossing}\n lost {dropped:?}\nwants {lost:?}");
        }
        (Err(error), Err(faults)) => {
            let agree = faults_agree(&crossing, error, faults)?;
            ensure!(agree, "{crossing}\n found {:?}\n wants {faults:?}", crossing.faults(error));
        }
        (Ok(found), Err(faults)) => {
            return Err(format!("{crossing}\nconverts to {}\n wants {faults:?}", to_string(&found.target)));
        }
        (Err(error), Ok(target)) => {
            return Err(format!("{crossing}\n{error}\n wants {}", to_string(target)));
        }
    }
    Ok(())
}

macro_rules! pairs {
    ($($from:literal: $($name:ident)*;)*) => {$($(
        #[test]
        fn $name() {
            let conversion = ORACLE.into_iter().find(|(pair, _)| *pair == stringify!($name)).expect("it is a pair");
            hold(200, |draw| case(draw, conversion));
        }
    )*)*};
}

pairs! {
    "Supabase": supabase_to_ballware supabase_to_dotdo supabase_to_supertokens supabase_to_auth0;
    "ballware": ballware_to_supabase ballware_to_dotdo ballware_to_supertokens ballware_to_auth0;
    "dot-do": dotdo_to_supabase dotdo_to_ballware dotdo_to_supertokens dotdo_to_auth0;
    "SuperTokens": supertokens_to_supabase supertokens_to_ballware supertokens_to_dotdo supertokens_to_auth0;
    "Auth0": auth0_to_supabase auth0_to_ballware auth0_to_dotdo auth0_to_supertokens;
}

/// What a conversion from dot-do says of the hash of the token.
fn said_of_the_hash(to: Vendor, token: &str, hash: &str) -> String {
    let source = format!(
        r#"{{"id":"i","userId":"u","token":"{token}","tokenHash":"{hash}","createdAt":"2024-01-01T00:00:00Z",
        "expiresAt":"2024-01-02T00:00:00Z"}}"#
    );
    let mut crossing = Crossing { from: Vendor::Dotdo, to, source: number(&source), given: Vec::new(), allow: false };
    for need in crossing.route().needs {
        let value = match need.name {
            "user_app_metadata" | "user_user_metadata" => number("{}"),
            "refresh_token" | "audience" | "email" | "account_created_at" => "given".into(),
            // It replaces one that is there, which the hash is compared with all the same.
            "access_token" if token.is_empty() => "another".into(),
            _ => continue,
        };
        crossing.give(need.pointer, value);
    }
    let lost = crossing.cross().expect("it converts").lost;
    let of_hash: Vec<_> = lost.iter().filter(|lost| lost.from.as_deref() == Some("/tokenHash")).collect();
    assert_eq!(of_hash.len(), 1, "{to}: {lost:?}");
    of_hash[0].why.to_string()
}

/// A hash that is not that of the token is told of, and refused nowhere: the vendor's own tests have such.
#[test]
fn a_hash_of_another_token_is_told() {
    let hash = "e3b98a4da31a127d4bde6e43033f66ba274cab0eb7eb1c70ec41402bf6273dd8";
    for to in [Vendor::Supabase, Vendor::Ballware, Vendor::Supertokens, Vendor::Auth0] {
        assert_eq!(said_of_the_hash(to, "t", hash), "nobody else keeps a hash of the token", "{to}");
        for other in ["hash1", "", &hash.to_uppercase()] {
            assert_eq!(said_of_the_hash(to, "t", other), "it is not what follows from /token", "{to}");
        }
        // An empty token is none, with which nothing is compared.
        assert_eq!(said_of_the_hash(to, "", hash), "nobody else keeps a hash of the token", "{to}");
    }
}
