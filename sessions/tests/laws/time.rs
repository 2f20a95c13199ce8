//! Laws of time: rounding never lengthens a life, all times move together, units and offsets say the same instant, and
//! whatever a number or a text says there is a value or a problem. Covers the common rules of section 5 (ms to s is a
//! floor, s to ms is exact) and the dangers 5 to 10 of section 6.

use std::fmt::Write as _;

use formwork_runtime::{
    DateTime, Integer, Json, Number,
    convert::{Read, Rfc3339, Span, Timestamp, UnixMillis, UnixSeconds, Write},
    from_slice,
};
use formwork_sessions::{
    Session, SessionKept, auth0, ballware, dotdo,
    dynamic::Vendor::{self, Auth0, Ballware, Dotdo, Supabase, Supertokens},
    supertokens,
};

use crate::{
    ensure,
    oracle::read::scaled,
    support::{
        Crossing, Draw, PAIRS, Schema,
        calendar::{self, SECOND},
        hold,
        instants::{decimal, instant, spell, times},
        json::{number, spelled, with},
    },
};

const FIRST: i128 = -62_167_219_200 * SECOND;
const LAST: i128 = 253_402_300_800 * SECOND - 1;

/// When the life ends of what a session of a format is for, exactly; what it is for depends on where it goes.
fn end(vendor: Vendor, json: &Json) -> Option<i128> {
    match vendor {
        Ballware => {
            let lifetime = scaled(&spelled(json.pointer("/expires_in")?), 9)?;
            Some(instant(vendor, json, "/issued")? + lifetime)
        }
        Supabase => instant(vendor, json, "/expires_at"),
        Dotdo => instant(vendor, json, "/expiresAt"),
        Supertokens => instant(vendor, json, "/expiry"),
        Auth0 => instant(vendor, json, "/tokenSet/expiresAt"),
    }
}

/// The coarsest unit in which a format writes it.
fn unit(vendor: Vendor) -> i128 {
    match vendor {
        Supabase | Auth0 => SECOND,
        _ => SECOND / 1000,
    }
}

#[test]
fn times_of_a_hub_that_contradict_each_other_are_told_of() {
    let text = br#"{"access_token":"a","refresh_token":"r","expires_in":3600,"identifier":"u","email":"e",
        "issued":"2026-01-08T11:33:27.000Z"}"#;
    let read: ballware::SessionWithUserInfo = from_slice(text).unwrap();
    let read: Session = Session::via(read).to().unwrap();
    let told = |expires_at: Option<Timestamp>| {
        let hub = Session { expires_at, kept: SessionKept::Nothing, ..read.clone() };
        let losses = Session::via(hub).to_with_losses::<ballware::SessionWithUserInfo>().unwrap().1;
        losses.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(told(read.expires_at).is_empty() && told(None).is_empty());
    let later = read.expires_at.and_then(|time| time.checked_add(Span::from_nanos(1)));
    assert_eq!(told(later), ["dropped /expires_at: it is not what follows from the two that are taken along"]);
}

#[test]
fn rounding_never_lengthens_a_life() {
    hold(400, |draw| {
        let pair = *draw.pick(&PAIRS);
        let mut crossing = Crossing::complete(pair, draw);
        // Starts before 1970 too, where a floor is no truncation.
        for place in times(pair.0) {
            if matches!(pair.0, Ballware | Dotdo) && crossing.source(place).is_some() {
                let nanos = draw.range(-3_000 * SECOND, 3_000 * SECOND);
                crossing = crossing.with(place, Some(spell(pair.0, nanos, 0)));
            }
        }
        let crossed = crossing.must()?;
        let source = match pair {
            (Supertokens, Supabase | Ballware | Auth0) => {
                instant(Supertokens, crossing.given("access").unwrap(), "/expiry")
            }
            _ => end(pair.0, &crossing.source),
        };
        let (Some(source), Some(target)) = (source, end(pair.1, &crossed.target)) else { return draw.skip() };
        ensure!(target <= source, "{crossing}\nends at {source}, and then at {target}: {:?}", crossed.target);
        // A ballware life ends where its start, in milliseconds, and its length say.
        ensure!(source - target < 2 * unit(pair.1), "{crossing}\nends at {source}, and then at {target}");
        let exact = source % unit(pair.1) == 0 && pair.1 != Ballware;
        ensure!(!exact || source == target, "{crossing}\nends at {source}, and then at {target}");
        let told = crossed.lost.iter().any(|lost| lost.to.is_some());
        ensure!(source == target || told, "{crossing}\nends at {source}, then at {target}, and nobody says so");
        Ok(())
    });
}

/// The time places of a crossing, in the source and beside it.
fn moments(crossing: &Crossing) -> Vec<String> {
    let own = times(crossing.from).iter().map(|place| (*place).to_owned());
    let beside = ["access:/expiry", "access:/createdTime", "user:/timeJoined"].map(ToOwned::to_owned);
    own.chain(beside).filter(|place| crossing.source(place).is_some()).collect()
}

/// Moves what the source, the sides and the caller say by whole seconds: so does the target move, and in nothing else.
#[test]
fn when_all_times_move_the_results_move_with_them() {
    hold(400, |draw| {
        let pair = *draw.pick(&PAIRS);
        let crossing = Crossing::complete(pair, draw);
        let shift = draw.range(-30_000_000, 30_000_000) * SECOND;
        let mut moved = crossing.clone();
        for place in moments(&crossing) {
            let (vendor, value) = if place.contains(':') {
                (Supertokens, crossing.source(&place))
            } else {
                (pair.0, crossing.source(&place))
            };
            let holder = with(&Json::Object(formwork_runtime::Object::new()), "/it", value.cloned());
            let was = instant(vendor, &holder, "/it").expect("it is a time");
            moved = moved.planted(&place, Some(spell(vendor, was + shift, 0)));
        }
        for (key, value) in &crossing.given {
            if times(pair.1).contains(&key.as_str()) {
                let holder = with(&Json::Object(formwork_runtime::Object::new()), "/it", Some(value.clone()));
                let was = instant(pair.1, &holder, "/it").expect("it is a time");
                moved.give(key, spell(pair.1, was + shift, 0));
            }
        }
        let (before, after) = (crossing.must()?.target, moved.must()?.target);
        for leaf in Schema::of(pair.1).leaves(&before) {
            let place = leaf.pointer.as_str();
            let joined = pair.0 == Supertokens && place == "/user/created_at";
            let apart = if times(pair.1).contains(&place) || joined {
                let vendor = if joined { Dotdo } else { pair.1 };
                instant(vendor, &after, place).zip(instant(vendor, &before, place)).map(|(is, was)| is - was)
                    == Some(shift)
            } else {
                before.pointer(place).map(spelled) == after.pointer(place).map(spelled)
            };
            ensure!(
                apart,
                "{crossing}\n{moved}\n{place} was {:?}, is {:?}",
                before.pointer(place),
                after.pointer(place)
            );
        }
        Ok(())
    });
}

/// Seconds, milliseconds and RFC 3339 of one instant are one instant, as codecs and as members of the formats.
#[test]
fn all_units_say_the_same_instant() {
    hold(400, |draw| {
        let nanos = if draw.wild { draw.range(FIRST, LAST) } else { draw.range(-SECOND, SECOND) };
        let text = calendar::text(nanos, 0, 9);
        let number = |text: &str| text.parse::<Number>().unwrap();
        let seconds: Timestamp = UnixSeconds::read(number(&decimal(nanos, 9))).map_err(|fault| fault.to_string())?;
        let millis: Timestamp = UnixMillis::read(number(&decimal(nanos, 6))).map_err(|fault| fault.to_string())?;
        let moved: Timestamp =
            UnixMillis::read(number(&format!("{}e3", decimal(nanos, 9)))).map_err(|fault| fault.to_string())?;
        let named: Timestamp = Rfc3339::read(text.parse::<DateTime>().unwrap()).map_err(|fault| fault.to_string())?;
        let all = [seconds, millis, moved, named].map(Timestamp::unix_nanos);
        ensure!(all == [nanos; 4], "{text}: {nanos}, read as {all:?}");
        // Written by each, it is the floor.
        let seconds: Number = UnixSeconds::write(named).map_err(|fault| fault.to_string())?;
        let millis: Integer = UnixMillis::write(named).map_err(|fault| fault.to_string())?;
        let written: DateTime = Rfc3339::write(named).map_err(|fault| fault.to_string())?;
        ensure!(seconds.as_i128() == Some(nanos.div_euclid(SECOND)), "{text}: {seconds} seconds");
        ensure!(millis.as_i128() == Some(nanos.div_euclid(1_000_000)), "{text}: {millis} milliseconds");
        ensure!(written.as_str() == calendar::text(nanos.div_euclid(1_000_000) * 1_000_000, 0, 3), "{text}: {written}");
        // As members of three formats.
        let whole = nanos.div_euclid(SECOND) * SECOND;
        let read = [
            slot_of::<auth0::SessionData>(Auth0, "/internal/createdAt", whole),
            slot_of::<dotdo::Session>(Dotdo, "/createdAt", whole),
            slot_of::<supertokens::SuperTokensSession>(Supertokens, "/timeCreated", whole),
        ];
        ensure!(read == [Some(whole); 3], "{text}: {read:?}");
        Ok(())
    });
}

fn slot_of<F: crate::support::format::Format>(vendor: Vendor, pointer: &str, nanos: i128) -> Option<i128> {
    let mut draw = Draw::plain();
    let mut source = Schema::of(vendor).make(&mut draw);
    let value = if vendor == Auth0 { number(&(nanos / SECOND).to_string()) } else { spell(vendor, nanos, 0) };
    source = with(&source, pointer, Some(value));
    let source: F = formwork_runtime::from_json(&source).expect("it is valid");
    let hub: Session = source.read().ok()?;
    hub.created_at.map(Timestamp::unix_nanos)
}

/// The same instant at another offset, and with other digits, makes the same target.
#[test]
fn equal_instants_at_other_offsets_agree() {
    hold(400, |draw| {
        let pairs: Vec<_> = PAIRS.into_iter().filter(|(from, _)| matches!(from, Ballware | Dotdo)).collect();
        let pair = *draw.pick(&pairs);
        let crossing = Crossing::complete(pair, draw);
        let mut other = crossing.clone();
        for place in times(pair.0).iter().filter(|place| crossing.source(place).is_some()) {
            let nanos = instant(pair.0, &crossing.source, place).expect("it is a time");
            let east = draw.range(-1439, 1439);
            other = other.with(place, Some(spell(pair.0, nanos, east)));
        }
        let (one, two) = (crossing.must()?, other.must()?);
        ensure!(
            spelled(&one.target) == spelled(&two.target),
            "{crossing}\n{other}\n{:?}\n{:?}",
            one.target,
            two.target
        );
        Ok(())
    });
}

/// A leap second is the second after it, and where that is past the years it is a problem.
#[test]
fn a_leap_second_is_the_second_after_it() {
    hold(200, |draw| {
        let pairs: Vec<_> = PAIRS.into_iter().filter(|(from, _)| matches!(from, Ballware | Dotdo)).collect();
        let pair = *draw.pick(&pairs);
        let crossing = Crossing::complete(pair, draw);
        let place = *draw.pick(&times(pair.0)[..if pair.0 == Dotdo { 2 } else { 1 }]);
        let mut fraction = String::new();
        if draw.one_in(2) {
            let _ = write!(fraction, ".{}", draw.below(1000));
        }
        let leaps = [
            ("2016-12-31T23:59:60", 1_483_228_800),
            ("1990-12-31T23:59:60", 662_688_000),
            ("1972-06-30T23:59:60", 78_796_800),
        ];
        let (text, second) = *draw.pick(&leaps);
        let leap = crossing.with(place, Some(format!("{text}{fraction}Z").into()));
        let after = crossing.with(place, Some(spell(pair.0, second * SECOND, 0)));
        let (leap, after) = (leap.must()?, after.must()?);
        ensure!(spelled(&leap.target) == spelled(&after.target), "{crossing}\n{:?}\n{:?}", leap.target, after.target);
        let filled = crossing.route().fills.iter().any(|fill| fill.from.contains(&place));
        let told = leap.lost.iter().any(|lost| lost.from.as_deref() == Some(place));
        ensure!(!filled || told, "{crossing}\nthat {place} was a leap second is not told");
        Ok(())
    });
}

/// Numbers at the edges of every integer type and of the years, in every spelling.
fn edge(draw: &mut Draw) -> String {
    let edges = [
        i128::from(i64::MIN),
        i128::from(i64::MAX),
        i128::from(i64::MAX) / 1000,
        i128::from(i64::MIN) / 1000,
        i128::from(i64::MAX) / 1_000_000,
        i128::from(i64::MAX) / 1_000_000_000,
        i128::from(u64::MAX),
        i128::from(i32::MAX),
        i128::from(i32::MIN),
        FIRST / SECOND,
        LAST / SECOND,
        FIRST / 1_000_000,
        LAST / 1_000_000,
        FIRST,
        LAST,
        0,
        1 << 53,
        1 << 70,
        i128::MAX,
        i128::MIN + 2,
    ];
    let near = draw.pick(&edges).saturating_add(draw.range(-2, 2));
    match draw.below(6) {
        0 | 1 => near.to_string(),
        2 => format!("{near}.{:03}", draw.below(1000)),
        3 => format!("{near}e{}", draw.range(-12, 12)),
        4 => format!("{near}E+{}", draw.pick(&["0", "9", "18", "400", "99999999999999999999"])),
        _ => format!("{near}e-{}", draw.pick(&["0", "9", "18", "400", "99999999999999999999"])),
    }
}

/// Whatever a time is, there is a value or a problem, and the value is the exact floor.
#[test]
fn any_number_is_a_value_or_a_problem() {
    hold(600, |draw| {
        let text = edge(draw);
        let number: Number = text.parse().map_err(|_| format!("{text} is no number"))?;
        let seconds: Result<Timestamp, _> = UnixSeconds::read(number.clone());
        let millis: Result<Timestamp, _> = UnixMillis::read(number);
        for (places, read) in [(9, seconds), (6, millis)] {
            let expected = scaled(&text, places).filter(|nanos| (FIRST..=LAST).contains(nanos));
            let found = read.ok().map(Timestamp::unix_nanos);
            ensure!(found == expected, "{text} by 10^{places}: {found:?}, not {expected:?}");
        }
        Ok(())
    });
}

/// The same in every place of a time of every pair.
#[test]
fn any_time_of_a_session_is_a_value_or_a_problem() {
    hold(500, |draw| {
        let pair = *draw.pick(&PAIRS);
        let mut crossing = Crossing::complete(pair, draw);
        draw.wild = true;
        for place in moments(&crossing).into_iter().chain(["/expires_in".to_owned()]) {
            if crossing.source(&place).is_none() || draw.one_in(3) {
                continue;
            }
            let is_text = matches!(crossing.source(&place), Some(Json::String(_)));
            let is_integer = place.contains(':') || pair.0 == Supertokens;
            let value = if is_text || is_integer {
                let (vendor, pointer) = if is_text { (pair.0, place.as_str()) } else { (Supertokens, "/expiry") };
                Schema::of(vendor).make_at(pointer, draw)
            } else {
                number(&edge(draw))
            };
            crossing = crossing.planted(&place, Some(value));
        }
        let needs: Vec<_> =
            crossing.route().needs.iter().filter(|need| !need.pointer.is_empty() && draw.one_in(2)).collect();
        for need in needs {
            let value = crossing.value(need, draw);
            crossing.give(need.pointer, value);
        }
        match crossing.cross() {
            Ok(crossed) => {
                let fault = Schema::of(pair.1).fault("", &crossed.target);
                ensure!(fault.is_none(), "{crossing}\n{fault:?}");
            }
            Err(error) => ensure!(!error.to_string().is_empty(), "{crossing}\nfails without a word"),
        }
        Ok(())
    });
}

/// A time before 1970 is rounded down, not towards 1970.
#[test]
fn rounding_is_down_before_1970_too() {
    hold(200, |draw| {
        let nanos = -draw.range(1, 10 * SECOND);
        let mut crossing = Crossing::complete((Dotdo, Auth0), draw);
        crossing = crossing.with("/createdAt", Some(spell(Dotdo, nanos, 0)));
        let target = crossing.must()?.target;
        let created = target.pointer("/internal/createdAt").map(spelled);
        ensure!(created == Some(nanos.div_euclid(SECOND).to_string()), "{crossing}\n{created:?} of {nanos}");
        Ok(())
    });
}
