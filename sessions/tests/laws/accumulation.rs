//! Law: faults accumulate. Some that have nothing to do with each other are planted, and there are exactly their problems,
//! each with its places, always in one order. Covers the column "caller must supply" and what sections 5 and 6 say of
//! ranges, DPoP and revoked sessions.

use formwork_runtime::{
    Json,
    convert::{Problem, ProblemKind},
};
use formwork_sessions::dynamic::{
    NotConverted,
    Vendor::{self, Auth0, Ballware, Dotdo, Supabase, Supertokens},
};

use crate::{
    ensure,
    support::{
        Crossing, Draw, Giving, PAIRS, Schema,
        cross::{Told, key},
        hold,
        json::number,
    },
};

/// A fault at a place of the source, and the places of the problems that it makes: `from` and `to`.
struct Plant {
    place: &'static str,
    value: Option<Json>,
    makes: Vec<(Option<&'static str>, Option<&'static str>)>,
}

fn plant(place: &'static str, value: Option<Json>) -> Plant {
    Plant { place, value, makes: vec![(Some(place), None)] }
}

/// A member is removed that these members of the target come from.
fn gone(place: &'static str, reaches: &[&'static str]) -> Plant {
    Plant { place, value: None, makes: reaches.iter().map(|to| (None, Some(*to))).collect() }
}

fn late(vendor: Vendor) -> Json {
    match vendor {
        Ballware | Dotdo => "9999-12-31T23:59:59.5-00:01".into(),
        Supertokens => number("253402300800000"),
        Supabase | Auth0 => number("253402300800"),
    }
}

/// The faults that a pair can have, no two of which stand at one place.
fn plants((from, to): (Vendor, Vendor), draw: &mut Draw) -> Vec<Plant> {
    let mut plants = Vec::new();
    let missing = draw.one_in(2);
    let mut time = |place: &'static str, reaches: &[&'static str]| {
        let out = plant(place, Some(late(if place.contains(':') { Supertokens } else { from })));
        plants.push(if missing && !reaches.is_empty() { gone(place, reaches) } else { out });
    };
    match (from, to) {
        (Supabase, Ballware) => time("/expires_at", &["/issued"]),
        (Supabase, Dotdo) => time("/expires_at", &["/createdAt", "/expiresAt"]),
        (Supabase, Auth0) => time("/expires_at", &["/internal/createdAt", "/tokenSet/expiresAt"]),
        (Ballware, Supabase | Dotdo | Auth0) => time("/issued", &[]),
        (Dotdo, _) => {
            time("/createdAt", &[]);
            time("/expiresAt", &[]);
        }
        (Supertokens, Dotdo) => {
            time("/timeCreated", &["/createdAt"]);
            time("/expiry", &["/expiresAt"]);
        }
        (Supertokens, Auth0) => {
            time("/timeCreated", &["/internal/createdAt"]);
            time("access:/expiry", &[]);
        }
        (Supertokens, Supabase) => {
            time("access:/createdTime", &["/expires_in"]);
            time("user:/timeJoined", &[]);
        }
        (Supertokens, Ballware) => time("access:/createdTime", &["/issued", "/expires_in"]),
        (Auth0, Dotdo) => {
            time("/internal/createdAt", &[]);
            time("/tokenSet/expiresAt", &[]);
        }
        (Auth0, Supertokens) => time("/internal/createdAt", &[]),
        (Auth0, Supabase | Ballware) => time("/tokenSet/expiresAt", &[]),
        _ => {}
    }
    // Without its start, the end of a lifetime is a fault of its own no more.
    if from == Supertokens && matches!(to, Supabase | Ballware) && !missing {
        plants.push(plant("access:/expiry", Some(late(Supertokens))));
    }
    let empty = draw.one_in(2).then(|| Json::from(""));
    match (from, to) {
        (Supabase, Ballware) => plants.push(plant("/user/email", empty)),
        (Auth0, Supabase) => {
            plants.push(plant("/tokenSet/refreshToken", None));
            plants.push(plant("/tokenSet/audience", None));
            plants.push(plant("/tokenSet/token_type", Some("DPoP".into())));
        }
        (Auth0, Ballware) => {
            plants.push(plant("/tokenSet/refreshToken", None));
            plants.push(plant("/user/email", None));
        }
        (Supertokens, Ballware) => plants.push(plant("user:/emails", Some(Json::Array(Vec::new())))),
        (Dotdo, Supabase | Ballware | Auth0) => plants.push(plant("/token", Some("".into()))),
        _ => {}
    }
    if from == Dotdo {
        plants.push(plant("/revokedAt", Some("2026-01-08T11:33:27Z".into())));
        plants.push(plant("/boundUserAgent", Some("Mozilla".into())));
    }
    plants
}

fn sow(crossing: &Crossing, plants: &[&Plant]) -> Crossing {
    let crossing = Crossing { allow: false, ..crossing.clone() };
    plants.iter().fold(crossing, |crossing, plant| crossing.planted(plant.place, plant.value.clone()))
}

/// Whether there are exactly the problems of these plants.
fn matched(crossing: &Crossing, found: &[Told], plants: &[&Plant]) -> Result<(), String> {
    let expected: Vec<_> = plants.iter().flat_map(|plant| &plant.makes).collect();
    // What is absent and can be given is asked for by the place in the target.
    let fills = |from: &str, to: Option<&str>| {
        let mut fills = crossing.route().fills.iter().filter(|fill| Some(fill.to) == to);
        fills.any(|fill| fill.from == [from])
    };
    let is = |(found_from, found_to): &Told, (from, to): &(Option<&str>, Option<&str>)| match (from, found_from) {
        (Some(from), Some(found)) => found == from,
        (Some(from), None) => fills(from, found_to.as_deref()),
        (None, _) => found_to.as_deref() == *to,
    };
    let all = expected.iter().all(|wanted| found.iter().filter(|one| is(one, wanted)).count() == 1);
    ensure!(all && found.len() == expected.len(), "wants {expected:?}");
    Ok(())
}

#[test]
fn planted_faults_are_exactly_the_problems() {
    hold(500, |draw| {
        let pair = *draw.pick(&PAIRS);
        let crossing = Crossing::complete(pair, draw);
        crossing.must()?;
        let plants = plants(pair, draw);
        let some: Vec<&Plant> = plants.iter().filter(|_| draw.one_in(2)).collect();
        let sown = sow(&crossing, &some);
        let result = sown.cross();
        if some.is_empty() {
            return result.map(drop).map_err(|error| format!("{sown}\n{error}"));
        }
        let error = result.err().ok_or_else(|| format!("{sown}\nconverts"))?;
        let found = sown.faults(&error)?;
        matched(&sown, &found, &some).map_err(|fault| format!("{sown}\n{error}\n{fault}"))?;
        for (from, to) in &found {
            // What stands there is what was planted: a fault, or nothing.
            if let Some(from) = from.as_deref() {
                let planted = some.iter().find(|plant| plant.place == from);
                let value = planted.map(|plant| plant.value.clone());
                ensure!(value.is_none_or(|value| sown.source(from) == value.as_ref()), "{sown}\n{error}");
            }
            let to = to.as_deref();
            ensure!(to.is_none_or(|to| Schema::of(pair.1).at(to).is_some()), "{sown}\n{error}: no such target");
        }
        // The same order among all that there can be.
        let all: Vec<&Plant> = plants.iter().collect();
        let everything = sow(&crossing, &all);
        let error = everything.cross().err().ok_or("all faults are none")?;
        let everything = everything.faults(&error)?;
        let mut rest = everything.iter();
        let same = |one: &Told, other: &Told| one.1 == other.1 && (one.0 == other.0 || one.0.is_none());
        let ordered = found.iter().all(|one| rest.any(|other| same(one, other)));
        ensure!(ordered, "{sown}\n{found:?}\nis in another order than {everything:?}");
        Ok(())
    });
}

/// A lifetime past every year is one problem, of what follows from it.
#[test]
fn a_lifetime_out_of_the_years_is_one_problem() {
    hold(200, |draw| {
        let pairs = [
            (Ballware, Supabase),
            (Ballware, Dotdo),
            (Ballware, Auth0),
            (Supabase, Ballware),
            (Supabase, Dotdo),
            (Supabase, Auth0),
        ];
        let pair = *draw.pick(&pairs);
        let crossing = Crossing::complete(pair, draw);
        let length = *draw.pick(&["1e400", "253402300800", "-1e30", "9223372036854775807", "1e99999999999999999999"]);
        let crossing = crossing.with("/expires_in", Some(number(length)));
        let error = crossing.cross().err().ok_or_else(|| format!("{crossing}\nconverts"))?;
        let found = crossing.faults(&error)?;
        ensure!(found.len() == 1, "{crossing}\n{error}");
        Ok(())
    });
}

/// What is not given and what does not fit is told of all at once, each of it once.
#[test]
fn all_that_is_missing_is_asked_for_at_once() {
    hold(400, |draw| {
        let mut crossing = Crossing::complete(*draw.pick(&PAIRS), draw);
        let (mut missing, mut unfit) = (Vec::new(), Vec::new());
        for need in crossing.route().needs {
            let key = key(need);
            match draw.below(3) {
                0 if need.required => {
                    crossing.given.retain(|(of, _)| *of != key);
                    missing.push(key);
                }
                1 => {
                    crossing.give(&key, Json::Null);
                    unfit.push(key);
                }
                _ => {}
            }
        }
        if missing.is_empty() && unfit.is_empty() {
            return draw.skip();
        }
        let asked = match crossing.cross() {
            Err(NotConverted::Asked { missing, unfit, .. }) => (missing, unfit),
            other => return Err(format!("{crossing}\n{other:?}")),
        };
        let sorted = |mut texts: Vec<String>| -> Vec<String> {
            texts.sort();
            texts
        };
        let found = sorted(asked.0.iter().map(|missing| missing.pointer.to_owned()).collect());
        ensure!(found == sorted(missing), "{crossing}\nis missing {found:?}");
        let found = sorted(asked.1.into_iter().map(|unfit| unfit.key).collect());
        ensure!(found == sorted(unfit), "{crossing}\ndoes not fit {found:?}");
        Ok(())
    });
}

/// While something is missing, what is wrong besides is told as it is where nothing is missing.
#[test]
fn what_is_wrong_besides_is_told_with_what_is_missing() {
    hold(500, |draw| {
        let pair = *draw.pick(&PAIRS);
        let crossing = Crossing::complete(pair, draw);
        let plants = plants(pair, draw);
        let some: Vec<&Plant> = plants.iter().filter(|_| draw.one_in(2)).collect();
        let sown = sow(&crossing, &some);
        let mut open = sown.clone();
        let required: Vec<String> = sown.route().needs.iter().filter(|need| need.required).map(key).collect();
        open.given.retain(|(key, _)| !required.contains(key));
        if required.is_empty() {
            return draw.skip();
        }
        let wrong = match sown.cross() {
            Err(NotConverted::Problems(problems)) => problems.problems,
            Ok(_) | Err(_) => Vec::new(),
        };
        let is_missing = |problem: &Problem| matches!(problem.kind, ProblemKind::Missing { .. });
        let wrong: Vec<Problem> = wrong.into_iter().filter(|problem| !is_missing(problem)).collect();
        let Err(NotConverted::Asked { problems, .. }) = open.cross() else { return Err(format!("{open}\nconverts")) };
        ensure!(problems == wrong, "{open}\ntells {problems:?}\n   is {wrong:?}");
        Ok(())
    });
}

/// What is told to be wrong while something is missing is wrong whatever is given for that.
#[test]
fn nothing_is_wrong_for_want_of_what_is_missing() {
    hold(800, |draw| {
        let crossing = Crossing::make(*draw.pick(&PAIRS), Giving::Required, draw);
        if crossing.given.is_empty() {
            return draw.skip();
        }
        let plants = plants((crossing.from, crossing.to), draw);
        let some: Vec<&Plant> = plants.iter().filter(|plant| !plant.place.contains(':') && draw.one_in(2)).collect();
        let mut crossing = sow(&crossing, &some);
        if crossing.source("/expires_in").is_some() {
            let length = *draw.pick(&["1e400", "253402300800", "-90000000000", "0"]);
            crossing = crossing.with("/expires_in", Some(number(length)));
        }
        let open = Crossing { given: Vec::new(), ..crossing.clone() };
        let Err(NotConverted::Asked { problems, .. }) = open.cross() else { return draw.skip() };
        if problems.is_empty() {
            return draw.skip();
        }
        let all = match crossing.cross() {
            Err(NotConverted::Problems(all)) => all.problems,
            // What is made may not fit.
            Err(NotConverted::Asked { problems, .. }) => problems,
            other => return Err(format!("{crossing}\n{other:?}\ntells {problems:?}")),
        };
        let told = problems.iter().all(|problem| all.contains(problem));
        ensure!(told, "{open}\ntells {problems:?}\n  all {all:?}");
        Ok(())
    });
}
